// SPDX-License-Identifier: GPL-3.0-or-later
// One run on the test's own thread, with a journal in memory and a scripted model, and all that it showed.
#pragma once

#include "core/run/runner.h"
#include "tests/support/memoryjournal.h"
#include "tests/support/scriptedmodel.h"
#include "tests/support/smallplan.h"

#include <QTest>

namespace assay::test {

inline run::RunnerOptions quickOptions()
{
    run::RunnerOptions options{.retry = {.maxAttempts = 4, .maxAttemptsWhenBusy = 4, .baseDelay = Milliseconds(1), .maxDelay = Milliseconds(4)},
        .throttle = {},
        .throttles = {},
        .batchInterval = Milliseconds(1),
        .rewriteDelay = Milliseconds(1)};
    // What holds whole runs back has tests of its own.
    options.throttle.breaker.failuresInARow = std::numeric_limits<int>::max();
    options.throttle.breaker.enoughCalls = std::numeric_limits<int>::max();
    options.throttle.retries.alwaysAllowed = std::numeric_limits<qint64>::max();
    return options;
}

struct RunBench {
    explicit RunBench(run::RunPlan thePlan) : plan(std::move(thePlan))
    {
        script->answer = [](const auto &, int) { return completion(QStringLiteral("ok")); };
    }

    void start(const QList<run::CellProgress> &progress = {}, Money spent = {})
    {
        runner = std::make_unique<run::Runner>(plan, progress, spent, journal, clock, options);
        if (!factory)
            factory = [this](const run::PlannedModel &) -> Result<std::unique_ptr<provider::ChatModel>> { return std::make_unique<ScriptedModel>(script); };
        follow(runner->execute(factory, [this](const std::shared_ptr<const run::LiveBatch> &batch) { batches.append(batch); }));
    }

    QCoro::Task<void> follow(QCoro::Task<run::RunEnd> task) { end = co_await task; }

    [[nodiscard]] bool finish()
    {
        return QTest::qWaitFor([this] { return end.has_value(); }, 30'000);
    }

    [[nodiscard]] bool isShown(int cell, run::Phase phase) const
    {
        return std::ranges::any_of(
            batches, [&](const auto &batch) { return std::ranges::any_of(batch->changed, [&](const run::LiveCell &live) { return live.cell == cell && live.phase == phase; }); });
    }

    [[nodiscard]] int count(const QString &start) const
    {
        return static_cast<int>(std::ranges::count_if(journal.calls, [&](const QString &call) { return call.startsWith(start); }));
    }

    run::RunPlan plan;
    run::RunnerOptions options = quickOptions();
    run::ModelFactory factory;
    SystemClock clock;
    MemoryJournal journal;
    std::shared_ptr<Script> script = std::make_shared<Script>();
    QList<std::shared_ptr<const run::LiveBatch>> batches;
    std::unique_ptr<run::Runner> runner;
    std::optional<run::RunEnd> end;
};

} // namespace assay::test
