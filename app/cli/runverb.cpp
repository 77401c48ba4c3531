// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/estimate.h"
#include "app/cli/notices.h"
#include "app/cli/outcome.h"
#include "app/cli/outputfile.h"
#include "app/cli/planning.h"
#include "app/cli/runsession.h"
#include "app/cli/verb.h"

#include "core/store/runrepository.h"
#include "core/workspace/monthbook.h"

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

struct Resumption {
    run::RunPlan plan;
    QList<run::CellProgress> progress;
    Money spent;
};

Result<Resumption> resumptionOf(store::Database &database, run::RunId id, const std::optional<Money> &budget)
{
    store::RunRepository runs(database);
    if (budget) {
        if (const auto changed = runs.setBudget(id, budget); !changed)
            return std::unexpected(changed.error());
    }
    auto plan = runs.plan(id);
    if (!plan)
        return std::unexpected(plan.error());
    auto progress = runs.progress(id);
    if (!progress)
        return std::unexpected(progress.error());
    const auto spent = runs.spent(id);
    if (!spent)
        return std::unexpected(spent.error());
    return Resumption{*std::move(plan), *std::move(progress), *spent};
}

class RunVerb final : public Verb {
public:
    const char *name() const override { return "run"; }
    const char *summary() const override { return "Run prompt versions over an eval set on models, and compare them"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_option("--set", m_set, "Eval set");
        command.add_option("--prompt", m_prompts, "Prompt version such as triage@2; repeat the option for more")->take_all();
        command.add_option("--model", m_models, "Model by name; repeat the option for more")->take_all();
        command.add_option("--repeat", m_repeats, "Times that every item is asked")->check(CLI::Range(1, 1000));
        command.add_option("--budget", m_budget, "Cap in US dollars; each call reserves the most it can cost");
        command.add_option("--concurrency", m_concurrency, "Calls at once, for every model")->check(CLI::Range(1, 1024));
        command.add_option("--baseline", m_baseline, "The version that the others are compared with (default: the first)");
        command.add_option("--seed", m_seed, "Of the order of items and of simulated draws (default: the time)");
        command.add_option("--cache", m_cache, "Stored answers to the same request: use them, refresh them, off, or only (never ask)")
            ->check(CLI::IsMember({"use", "refresh", "off", "only"}));
        command.add_option("--cache-days", m_cacheDays, "Ask again for what was answered longer ago")->check(CLI::Range(0, 36500));
        command.add_flag("--estimate", m_isEstimate, "Say what the run would take and cost, and run nothing");
        command.add_option("--label", m_label, "The label under which the prompt is run, for providers with a key for each label");
        command.add_flag("--batch", m_isInBatches, "Hand the cells over in batches: cheaper where the provider has a price for it, and answered within a day");
        command.add_flag("--detach", m_isDetached, "With batches: hand over, collect what is ready, and end without waiting; --resume goes on");
        command.add_option("--look-every", m_lookEvery, "With batches: seconds between two looks at one (default: 15, growing to 300)")->check(CLI::Range(0.02, 86400.0));
        command.add_option("--resume", m_resume, "Go on with the missing cells of this run (its number, or \"last\")");
        command.add_option("--json", m_json, "Write the result, or the estimate, as JSON (see resources/schemas)");
        command.add_option("--report", m_report, "Write a report; the ending decides: .html, .md or .json");
        command.add_option("--fail-under", m_failUnder, "Exit with 1 when a candidate's pass rate is below this share, such as 0.9")->check(CLI::Range(0.0, 1.0));
        command.add_flag("--quiet,-q", m_isQuiet, "No progress");
        command.footer("Exit codes: 0 done, 1 --fail-under was not reached, 2 wrong use or bad input, 3 the run did not complete or a version got no answer that could be graded, "
                       "130 interrupted. --batch --detach ends with 0 once everything is handed over, --resume with 3 while batches are still waited for.\n"
                       "What is no error and good to know, such as a JSON Schema that goes to a model without \"strict\", is told before the run and in the estimate.");
    }

    int run(Context &context) override
    {
        context.console.setQuiet(m_isQuiet);
        if (const auto checked = checkOptions(); !checked)
            return wrongUse(context, checked.error());
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        if (m_isEstimate)
            return estimateOnly(context, **workspace);
        const auto job = m_resume.empty() ? newRun(context, **workspace) : oldRun(context, **workspace);
        if (!job)
            return wrongUse(context, job.error());
        if (!m_resume.empty())
            tellUnknownBills(**workspace, job->plan.id, context.console);
        for (const QString &note : noticesOf(context.composition, job->plan))
            context.console.note(note);
        const QString inBatches = u" in batches. Ctrl+C leaves them with their provider; --resume %1 collects them."_s;
        context.console.note(QString(u"Run #%1: %2 cells"_s + (job->plan.mode == run::RunMode::batch ? inBatches : u". Ctrl+C stops it; --resume %1 goes on."_s))
                .arg(job->plan.id.value)
                .arg(job->plan.cellCount()));
        run::RunnerOptions options = runnerOptions();
        options.sharedCap = context.composition.month().capFor(**workspace, job->plan);
        const auto session = carryOut(**workspace, job->plan, job->progress, job->spent, context.composition.modelFactory(job->plan.label), context.console, options);
        if (!session)
            return wrongUse(context, session.error());
        if (session->end.state == run::RunState::paused)
            return waits(context, job->plan.id, *session);
        return finish(context, **workspace, job->plan.id, *session);
    }

private:
    [[nodiscard]] Result<void> checkOptions() const
    {
        // An empty budget is a variable of a script that was not set, and must not mean "without a cap".
        if (m_budget && m_budget->empty())
            return fail(ErrorKind::invalidInput, u"--budget is given without an amount"_s, u"Write it such as --budget 2.50, or leave it out for no cap."_s);
        if (m_failUnder && !(*m_failUnder >= 0 && *m_failUnder <= 1))
            return fail(ErrorKind::invalidInput, u"--fail-under is no share from 0 to 1"_s, u"Write it such as 0.9."_s);
        if (m_lookEvery && !(*m_lookEvery > 0))
            return fail(ErrorKind::invalidInput, u"--look-every is no number of seconds"_s, u"Write it such as 30."_s);
        if (m_isDetached && !m_isInBatches && m_resume.empty())
            return fail(ErrorKind::invalidInput, u"--detach is for runs in batches"_s, u"Add --batch."_s);
        for (const std::string &output : {m_json, m_report}) {
            if (output.empty())
                continue;
            if (const auto checked = checkOutput(fromStd(output), fromStd(m_file)); !checked)
                return checked;
        }
        return {};
    }

    Result<run::RunPlan> plannedRun(workspace::Workspace &workspace) const
    {
        if (m_set.empty() || m_prompts.empty() || m_models.empty())
            return fail(
                ErrorKind::invalidInput, u"a run needs --set, at least one --prompt and at least one --model"_s, u"See assay run --help; assay show FILE lists what there is."_s);
        PlanWords words{.set = fromStd(m_set),
            .prompts = {},
            .models = {},
            .baseline = fromStd(m_baseline),
            .repeats = m_repeats,
            .concurrency = m_concurrency,
            .budget = m_budget ? std::optional(fromStd(*m_budget)) : std::nullopt,
            .seed = m_seed,
            .cache = fromStd(m_cache),
            .cacheDays = m_cacheDays,
            .isInBatches = m_isInBatches,
            .label = fromStd(m_label)};
        for (const std::string &prompt : m_prompts)
            words.prompts.append(fromStd(prompt));
        for (const std::string &model : m_models)
            words.models.append(fromStd(model));
        const auto plan = workspace.read([words](store::Database &database) { return planFrom(database, words, SystemClock().utcNow()); }).result();
        if (!plan)
            return std::unexpected(plan.error());
        if (const auto valid = run::validate(*plan); !valid)
            return std::unexpected(valid.error());
        return plan;
    }

    int estimateOnly(const Context &context, workspace::Workspace &workspace) const
    {
        const auto plan = plannedRun(workspace);
        if (!plan)
            return wrongUse(context, plan.error());
        const auto estimate
            = workspace
                  .read([plan = *plan](store::Database &database) {
                      return store::RunRepository(database).experience(plan).and_then([&](const run::Experience &experience) { return run::estimate(plan, experience); });
                  })
                  .result();
        if (!estimate)
            return wrongUse(context, estimate.error());
        const QStringList notices = noticesOf(context.composition, *plan);
        printEstimate(context.console, *plan, *estimate, notices);
        if (m_json.empty())
            return kDone;
        const auto written = writeFile(fromStd(m_json), toPrettyJson(estimateJson(*plan, *estimate, notices)));
        return written ? kDone : wrongUse(context, written.error());
    }

    Result<Resumption> newRun(const Context &context, workspace::Workspace &workspace) const
    {
        const auto plan = plannedRun(workspace);
        if (!plan)
            return std::unexpected(plan.error());
        if (const auto checked = context.composition.month().check(*plan); !checked)
            return std::unexpected(checked.error());
        auto stored = workspace.write([plan = *plan](store::Database &database) { return store::RunRepository(database).create(plan); }).result();
        if (!stored)
            return std::unexpected(stored.error());
        return Resumption{*std::move(stored), {}, {}};
    }

    Result<Resumption> oldRun(const Context &context, workspace::Workspace &workspace)
    {
        const auto id = runIdFrom(workspace, fromStd(m_resume));
        if (!id)
            return std::unexpected(id.error());
        std::optional<Money> budget;
        if (m_budget) {
            budget = Money::fromDecimal(fromStd(*m_budget));
            if (!budget)
                return fail(ErrorKind::invalidInput, u"\"%1\" is no amount of dollars"_s.arg(fromStd(*m_budget)), u"Write it such as 2.50."_s);
        }
        auto resumption = workspace.write([id = *id, budget](store::Database &database) { return resumptionOf(database, id, budget); }).result();
        if (!resumption)
            return resumption;
        if (const auto checked = context.composition.month().check(resumption->plan); !checked)
            return std::unexpected(checked.error());
        return resumption;
    }

    [[nodiscard]] run::RunnerOptions runnerOptions() const
    {
        run::RunnerOptions options;
        options.leavesBatches = m_isDetached;
        if (m_lookEvery) {
            const auto wait = std::chrono::ceil<Milliseconds>(std::chrono::duration<double>(*m_lookEvery));
            options.batches = {.firstLook = wait, .longestLook = wait, .settle = 8 * wait};
        }
        return options;
    }

    // Handed over is what --detach was asked for; a resume was asked for answers.
    int waits(const Context &context, run::RunId id, const SessionEnd &session) const
    {
        context.console.note(u"Run #%1 %2: assay run %3 --resume %1"_s.arg(QString::number(id.value), session.end.reason, fromStd(m_file)));
        if (session.wasInterrupted)
            return kInterrupted;
        return m_isDetached && m_resume.empty() ? kDone : kNotComplete;
    }

    int finish(Context &context, workspace::Workspace &workspace, run::RunId id, const SessionEnd &session)
    {
        const auto model = readReport(workspace, id);
        if (!model)
            return wrongUse(context, model.error());
        printReport(context.console, *model);
        if (!session.end.reason.isEmpty() && session.end.state != run::RunState::finished)
            context.console.complain(session.end.reason);
        if (session.end.state != run::RunState::finished)
            tellUnknownBills(workspace, id, context.console);
        for (const auto &[path, json] : {std::pair(m_report, false), std::pair(m_json, true)}) {
            if (path.empty())
                continue;
            const QString file = fromStd(path);
            const auto written = json ? writeReportJson(file, *model) : writeReport(file, *model);
            if (!written)
                return wrongUse(context, written.error());
            context.console.note(u"Written: %1"_s.arg(file));
        }
        const int code = exitCodeOf(session);
        if (code != kDone)
            return code;
        if (!everyColumnHasAnswers(context, *model))
            return kNotComplete;
        return gateIsMet(context, *model) ? kDone : kGateNotMet;
    }

    static bool everyColumnHasAnswers(const Context &context, const report::ReportModel &model)
    {
        bool hasAll = true;
        for (const report::ColumnRow &row : model.columns) {
            if (row.totals.graded() > 0)
                continue;
            context.console.complain(u"%1 on %2 has no answer that could be graded"_s.arg(row.version, row.model));
            hasAll = false;
        }
        return hasAll;
    }

    bool gateIsMet(const Context &context, const report::ReportModel &model) const
    {
        if (!m_failUnder)
            return true;
        bool isMet = true;
        const QString baseline = model.comparisons.isEmpty() ? QString() : model.comparisons.first().comparison.baseline.label;
        for (const report::ColumnRow &row : model.columns) {
            const bool isGated = row.version != baseline;
            if (!isGated || (row.rate && row.rate->estimate >= *m_failUnder))
                continue;
            context.console.complain(u"%1 on %2 passed %3 of %4, below %5"_s.arg(
                row.version, row.model, QString::number(row.totals.passed), QString::number(row.totals.graded()), QString::number(*m_failUnder)));
            isMet = false;
        }
        return isMet;
    }

    std::string m_file;
    std::string m_set;
    std::vector<std::string> m_prompts;
    std::vector<std::string> m_models;
    int m_repeats = 1;
    std::optional<std::string> m_budget;
    std::optional<int> m_concurrency;
    std::string m_baseline;
    std::optional<qint64> m_seed;
    std::string m_resume;
    std::string m_json;
    std::string m_report;
    std::optional<double> m_failUnder;
    bool m_isQuiet = false;
    std::string m_cache = "use";
    std::optional<int> m_cacheDays;
    bool m_isEstimate = false;
    std::string m_label;
    bool m_isInBatches = false;
    bool m_isDetached = false;
    std::optional<double> m_lookEvery;
};

} // namespace

std::unique_ptr<Verb> makeRun()
{
    return std::make_unique<RunVerb>();
}

} // namespace assay::cli
