// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fixturecontents.h"

#include "core/store/evalsetrepository.h"
#include "core/store/journalrecords.h"
#include "core/store/labelrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/runrepository.h"
#include "core/store/snippetrepository.h"
#include "tests/support/workspacesamples.h"

namespace assay::test {

using namespace Qt::StringLiterals;

namespace {

using Step = std::function<Result<void>()>;

Result<void> inOrder(std::initializer_list<Step> steps)
{
    for (const Step &step : steps) {
        if (const auto done = step(); !done)
            return done;
    }
    return {};
}

Result<void> storePromptHistory(store::Database &database)
{
    const auto move = [&database](int to) -> Result<void> {
        return store::LabelRepository(database)
            .move({.prompt = u"triage"_s, .label = u"production"_s, .to = to}, sampleTime(to), {})
            .transform([](const std::optional<store::LabelMove> &) {});
    };
    const store::Draft draft{.content = sampleContent(u"An unsaved thought"_s)};
    return inOrder({[&] { return move(1); }, [&] { return move(2); }, [&] { return store::PromptRepository(database).saveDraft(u"triage"_s, draft); },
        [&] { return store::LabelRepository(database).protect(u"triage"_s, u"production"_s, {.set = u"tickets"_s, .leastPassRate = 0.75}); },
        [&] { return store::SnippetRepository(database).save(u"tone"_s, u"Be kind.\n"_s, sampleTime(4)); }});
}

Result<void> storeSecondRevision(store::Database &database)
{
    evalset::EvalSet changed = sampleSet(3);
    changed.items[0].reference = Json::null();
    return store::EvalSetRepository(database).save(changed, sampleTime(3)).transform([](const evalset::EvalSet &) {});
}

Result<void> storeFinishedRun(store::Database &database, const run::RunPlan &sample)
{
    const auto plan = store::RunRepository(database).create(sample);
    if (!plan)
        return std::unexpected(plan.error());
    const run::RunId run = plan->id;
    for (int cell = 0; cell < plan->cellCount(); ++cell) {
        const int attempt = cell == 1 ? 2 : 1;
        const auto stored = inOrder({
            [&]() -> Result<void> {
                if (attempt == 1)
                    return {};
                return store::recordAttemptStarted(database, run, sentAttempt(cell)).and_then([&] { return store::recordAttemptFailed(database, run, failedAttempt(cell)); });
            },
            [&] { return store::recordAttemptStarted(database, run, sentAttempt(cell, attempt)); },
            [&] { return store::recordAttemptAnswered(database, run, answeredAttempt(cell, attempt), sampleResponse(cell, attempt)); },
            [&] { return store::recordCellEnded(database, run, sampleEnd(cell, cell % 3 == 0 ? run::Outcome::failed : run::Outcome::passed)); },
        });
        if (!stored)
            return stored;
    }
    return store::recordRunState(database, run, run::RunState::finished, {}, sampleTime(10));
}

/// Cell 0 passed, 1 failed for good, 2 skipped, 3 answered but not graded, 4 asked and never answered, the rest open.
Result<void> storeBrokenOffRun(store::Database &database, const run::RunPlan &sample)
{
    const auto plan = store::RunRepository(database).create(sample);
    if (!plan)
        return std::unexpected(plan.error());
    const run::RunId run = plan->id;
    const auto answer = [&](int cell) {
        return store::recordAttemptStarted(database, run, sentAttempt(cell)).and_then([&] {
            return store::recordAttemptAnswered(database, run, answeredAttempt(cell), sampleResponse(cell));
        });
    };
    return inOrder({[&] { return answer(0); }, [&] { return store::recordCellEnded(database, run, sampleEnd(0, run::Outcome::passed)); },
        [&] { return store::recordAttemptStarted(database, run, sentAttempt(1)); }, [&] { return store::recordAttemptFailed(database, run, failedAttempt(1)); },
        [&] { return store::recordCellEnded(database, run, sampleEnd(1, run::Outcome::error)); },
        [&] { return store::recordCellEnded(database, run, sampleEnd(2, run::Outcome::skipped)); }, [&] { return answer(3); },
        [&] { return store::recordAttemptStarted(database, run, sentAttempt(4)); }});
}

} // namespace

Result<void> storeFixture(store::Database &database)
{
    const auto sample = storeSamplePlan(database);
    if (!sample)
        return std::unexpected(sample.error());
    return inOrder({[&] { return storePromptHistory(database); }, [&] { return storeFinishedRun(database, *sample); }, [&] { return storeBrokenOffRun(database, *sample); },
        [&] { return storeSecondRevision(database); }});
}

} // namespace assay::test
