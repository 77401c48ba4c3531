// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/outcome.h"
#include "app/cli/planning.h"
#include "app/cli/verb.h"

#include "core/compare/fromrun.h"
#include "core/compare/sentence.h"
#include "core/store/runrepository.h"

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

struct Stored {
    run::RunPlan plan;
    QList<run::CellResult> cells;
};

Result<int> versionIndex(workspace::Workspace &workspace, const run::RunPlan &plan, const QString &text)
{
    const auto wanted = workspace.read([text](store::Database &database) { return versionFrom(database, text); }).result();
    if (!wanted)
        return std::unexpected(wanted.error());
    const QString label = wanted->label();
    QStringList labels;
    for (int i = 0; i < plan.versions.size(); ++i) {
        if (plan.versions.at(i).label() == label)
            return i;
        labels.append(plan.versions.at(i).label());
    }
    return fail(ErrorKind::notFound, u"run #%1 has no %2"_s.arg(plan.id.value).arg(label), u"It has: %1."_s.arg(labels.join(u", "_s)));
}

class Compare final : public Verb {
public:
    const char *name() const override { return "compare"; }
    const char *summary() const override { return "Say which of two versions of a run is better, by how much, and how sure that is"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_option("--run", m_run, "Number of the run, or \"last\"");
        command.add_option("--baseline", m_baseline, "Version such as triage@1 or triage@production (default: the run's)");
        command.add_option("--candidate", m_candidate, "Version such as triage@2 (default: every other)");
        command.add_option("--model", m_model, "Only this model");
        command.add_flag("--items", m_listsItems, "List regressions and fixes by item");
    }

    int run(Context &context) override
    {
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        const auto id = runIdFrom(**workspace, fromStd(m_run));
        if (!id)
            return wrongUse(context, id.error());
        const auto stored = (*workspace)
                                ->read([id = *id](store::Database &database) -> Result<Stored> {
                                    store::RunRepository runs(database);
                                    auto plan = runs.plan(id);
                                    if (!plan)
                                        return std::unexpected(plan.error());
                                    return runs.cells(id).transform([&](const QList<run::CellResult> &cells) { return Stored{*plan, cells}; });
                                })
                                .result();
        if (!stored)
            return wrongUse(context, stored.error());
        const auto comparisons = comparisonsOf(**workspace, *stored);
        if (!comparisons)
            return wrongUse(context, comparisons.error());
        for (const compare::Comparison &comparison : *comparisons)
            print(context.console, comparison);
        return kDone;
    }

private:
    [[nodiscard]] Result<QList<compare::Comparison>> comparisonsOf(workspace::Workspace &workspace, const Stored &stored) const
    {
        const run::RunPlan &plan = stored.plan;
        if (plan.versions.size() < 2)
            return fail(ErrorKind::invalidInput, u"run #%1 has one version only"_s.arg(plan.id.value), u"A comparison needs a run with two: assay run … --prompt A --prompt B."_s);
        int baseline = plan.baseline.value_or(0);
        if (!m_baseline.empty()) {
            const auto index = versionIndex(workspace, plan, fromStd(m_baseline));
            if (!index)
                return std::unexpected(index.error());
            baseline = *index;
        }
        QList<int> candidates;
        if (!m_candidate.empty()) {
            const auto index = versionIndex(workspace, plan, fromStd(m_candidate));
            if (!index)
                return std::unexpected(index.error());
            candidates = {*index};
        }
        for (int i = 0; m_candidate.empty() && i < plan.versions.size(); ++i) {
            if (i != baseline)
                candidates.append(i);
        }
        QList<compare::Comparison> all;
        for (const int candidate : std::as_const(candidates)) {
            if (candidate == baseline)
                return fail(ErrorKind::invalidInput, u"baseline and candidate are the same version"_s, u"Name two."_s);
            all += compare::compareFamily(compare::comparisonInputs(plan, stored.cells, baseline, candidate));
        }
        if (m_model.empty())
            return all;
        all.removeIf([this](const compare::Comparison &comparison) { return comparison.model != fromStd(m_model); });
        if (all.isEmpty())
            return fail(ErrorKind::notFound, u"run #%1 has no model %2"_s.arg(plan.id.value).arg(fromStd(m_model)), u"assay show FILE lists the models."_s);
        return all;
    }

    void print(const Console &console, const compare::Comparison &comparison) const
    {
        console.print(compare::sentence(comparison));
        if (!m_listsItems)
            return;
        for (const auto &[mark, pairs] : {std::pair(u"▼"_s, comparison.regressions), std::pair(u"▲"_s, comparison.fixes)}) {
            for (const compare::ItemPair &pair : pairs)
                console.print(u"  %1 %2  %3"_s.arg(mark, pair.item.key, pair.item.tags.join(u", "_s)));
        }
    }

    std::string m_file;
    std::string m_run = "last";
    std::string m_baseline;
    std::string m_candidate;
    std::string m_model;
    bool m_listsItems = false;
};

class Report final : public Verb {
public:
    const char *name() const override { return "report"; }
    const char *summary() const override { return "Write a run's report as HTML, Markdown or JSON"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_option("OUTPUT", m_output, "Where to; the ending decides: .html, .md or .json")->required();
        command.add_option("--run", m_run, "Number of the run, or \"last\"");
    }

    int run(Context &context) override
    {
        if (const auto checked = checkOutput(fromStd(m_output), fromStd(m_file)); !checked)
            return wrongUse(context, checked.error());
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        const auto id = runIdFrom(**workspace, fromStd(m_run));
        if (!id)
            return wrongUse(context, id.error());
        const auto model = readReport(**workspace, *id);
        if (!model)
            return wrongUse(context, model.error());
        if (const auto written = writeReport(fromStd(m_output), *model); !written)
            return wrongUse(context, written.error());
        context.console.note(u"Written: %1"_s.arg(fromStd(m_output)));
        return kDone;
    }

private:
    std::string m_file;
    std::string m_output;
    std::string m_run = "last";
};

} // namespace

std::unique_ptr<Verb> makeCompare()
{
    return std::make_unique<Compare>();
}

std::unique_ptr<Verb> makeReport()
{
    return std::make_unique<Report>();
}

} // namespace assay::cli
