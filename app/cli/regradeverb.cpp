// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/outcome.h"
#include "app/cli/runsession.h"
#include "app/cli/verb.h"

#include "core/run/exampledraw.h"
#include "core/store/evalsetrepository.h"
#include "core/store/runrepository.h"

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

// The answers of the run with the assertions that the set has now, as a run of its own: what was graded before stays as it was.
Result<run::RunPlan> regradingOf(store::Database &database, run::RunId id, UtcTime now)
{
    store::RunRepository runs(database);
    auto plan = runs.plan(id);
    if (!plan)
        return std::unexpected(plan.error());
    auto set = store::EvalSetRepository(database).load(plan->set.name);
    if (!set)
        return std::unexpected(set.error());
    run::takeSet(*plan, *std::move(set));
    plan->cache = run::CachePolicy::only;
    plan->cacheLife.reset();
    plan->answersFrom = id;
    plan->budget.reset();
    plan->createdAt = now;
    if (const auto valid = run::validate(*plan); !valid)
        return std::unexpected(valid.error());
    return runs.create(*plan);
}

class RegradeVerb final : public Verb {
public:
    const char *name() const override { return "regrade"; }
    const char *summary() const override { return "Grade the answers of a run again with the newest assertions of its eval set; nothing is asked"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_option("RUN", m_run, "Its number, or \"last\"")->required();
        command.add_option("--json", m_json, "Write the result as JSON (see resources/schemas/run-result.schema.json)");
        command.add_flag("--quiet,-q", m_isQuiet, "No progress");
        command.footer("Items that were changed or added since have no stored answer and are skipped. Exit codes: 0 done, 2 wrong use, 3 some cells have no answer.");
    }

    int run(Context &context) override
    {
        context.console.setQuiet(m_isQuiet);
        if (!m_json.empty()) {
            if (const auto checked = checkOutput(fromStd(m_json), fromStd(m_file)); !checked)
                return wrongUse(context, checked.error());
        }
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        const auto plan = runIdFrom(**workspace, fromStd(m_run)).and_then([&](run::RunId id) {
            return (*workspace)->write([id](store::Database &database) { return regradingOf(database, id, SystemClock().utcNow()); }).result();
        });
        if (!plan)
            return wrongUse(context, plan.error());
        context.console.note(u"Run #%1: %2 answers are graded again, nothing is asked."_s.arg(plan->id.value).arg(plan->cellCount()));
        const auto session = carryOut(**workspace, *plan, {}, {}, context.composition.modelFactory(), context.console);
        if (!session)
            return wrongUse(context, session.error());
        const auto model = readReport(**workspace, plan->id);
        if (!model)
            return wrongUse(context, model.error());
        printReport(context.console, *model);
        if (!m_json.empty()) {
            if (const auto written = writeReportJson(fromStd(m_json), *model); !written)
                return wrongUse(context, written.error());
        }
        const bool isWhole = std::ranges::all_of(model->columns, [](const report::ColumnRow &row) { return row.totals.skipped == 0; });
        return isWhole ? exitCodeOf(*session) : int(kNotComplete);
    }

private:
    std::string m_file;
    std::string m_run;
    std::string m_json;
    bool m_isQuiet = false;
};

} // namespace

std::unique_ptr<Verb> makeRegrade()
{
    return std::make_unique<RegradeVerb>();
}

} // namespace assay::cli
