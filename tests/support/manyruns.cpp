// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/manyruns.h"

#include "core/store/journalrecords.h"
#include "core/store/modelrepository.h"
#include "core/store/runrepository.h"
#include "tests/support/workspacesamples.h"

namespace assay::test {

using namespace Qt::StringLiterals;

namespace {

Result<void> inTransaction(store::Database &database, const std::function<Result<void>()> &work)
{
    return database.execute(u"BEGIN IMMEDIATE"_s).and_then(work).and_then([&] { return database.execute(u"COMMIT"_s); });
}

Result<void> recordCell(store::Database &database, const run::RunPlan &plan, int cell, const QString &filling)
{
    run::Response response = sampleResponse(cell);
    response.completion.text += filling;
    const auto outcome = cell % 7 == 3 ? run::Outcome::failed : run::Outcome::passed;
    return store::recordAttemptStarted(database, plan.id, sentAttempt(cell))
        .and_then([&] { return store::recordAttemptAnswered(database, plan.id, answeredAttempt(cell), response); })
        .and_then([&] { return store::recordCellEnded(database, plan.id, sampleEnd(cell, outcome)); });
}

Result<run::RunId> recordRun(store::Database &database, const run::RunPlan &plan, const QString &filling)
{
    const auto made = store::RunRepository(database).create(plan);
    if (!made)
        return std::unexpected(made.error());
    for (const int cell : made->order()) {
        if (const auto recorded = recordCell(database, *made, cell, filling); !recorded)
            return std::unexpected(recorded.error());
    }
    const auto ended = store::recordRunState(database, made->id, run::RunState::finished, {}, sampleTime(30));
    if (!ended)
        return std::unexpected(ended.error());
    return made->id;
}

Result<run::RunPlan> planWithThreeModels(store::Database &database, int items)
{
    auto plan = storeSamplePlan(database, items);
    if (!plan)
        return plan;
    store::ModelRepository models(database);
    provider::ModelConfig large = plan->models.first().model;
    large.name = u"large"_s;
    if (const auto saved = models.saveModel(large); !saved)
        return std::unexpected(saved.error());
    auto all = models.models();
    if (!all)
        return std::unexpected(all.error());
    plan->models = std::move(*all);
    return plan;
}

} // namespace

Result<run::RunId> fillWithRuns(store::Database &database, const ManyRuns &size)
{
    Result<run::RunPlan> plan;
    const auto planned = inTransaction(database, [&]() -> Result<void> {
        plan = planWithThreeModels(database, size.items);
        return plan.transform([](const run::RunPlan &) {});
    });
    if (!planned)
        return std::unexpected(planned.error());
    const QString filling(size.answerCharacters, u'.');
    run::RunId newest;
    for (int number = 0; number < size.runs; ++number) {
        plan->createdAt = sampleTime(number);
        const auto recorded = inTransaction(database, [&] { return recordRun(database, *plan, filling).transform([&](run::RunId id) { newest = id; }); });
        if (!recorded)
            return std::unexpected(recorded.error());
    }
    return newest;
}

} // namespace assay::test
