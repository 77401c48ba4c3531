// SPDX-License-Identifier: GPL-3.0-or-later
// What the coroutines of one run share. Lives on the engine's thread and as long as the last of them.
#pragma once

#include "core/base/taskscope.h"
#include "core/limits/budget.h"
#include "core/prompt/rendering.h"
#include "core/run/draw.h"
#include "core/run/livestate.h"
#include "core/run/runner.h"

#include <QThreadPool>

#include <deque>

namespace assay::run {

/// One model's queue of cells, and how many of them are on the wire.
struct Lane {
    std::unique_ptr<provider::ChatModel> model;
    int concurrency = 1;
    int active = 0;
    std::deque<int> waiting;
    std::optional<Error> stoppedBy; ///< a key, quota or account problem: nothing more is asked here
};

struct RunShared {
    RunShared(RunPlan thePlan, Journal &theJournal, const Clock &theClock, RunnerOptions theOptions, Money spentBefore)
        : plan(std::move(thePlan)), journal(theJournal), clock(theClock), options(theOptions), budget(plan.budget, spentBefore), live(plan, theClock)
    {
    }

    const RunPlan plan;
    Journal &journal;
    const Clock &clock;
    const RunnerOptions options;
    limits::Budget budget;
    LiveState live;
    QList<prompt::CompiledPrompt> compiled; ///< by version
    std::vector<Lane> lanes;                ///< by model
    QThreadPool grading;
    TaskScope tasks;

    bool isPaused = false;
    bool isCancelled = false;
    bool isCapped = false;
    std::optional<Error> fatal; ///< the journal failed: stop, nothing can be kept
    quint64 draws = 0;          ///< counter of the seeded numbers behind jitter
    std::vector<int> attemptsBefore; ///< by cell, of earlier sittings
    std::vector<Money> costBefore;   ///< likewise

    /// Starts what may start. Set by the runner; called whenever something was given back.
    std::function<void()> pump;

    [[nodiscard]] bool mayStart() const { return !isPaused && !isCancelled && !fatal; }
    [[nodiscard]] double unit() { return drawUnit(plan.seed, draws++); }
    void stopEverything(const Error &error)
    {
        if (!fatal)
            fatal = error;
        tasks.requestStop();
    }
};

} // namespace assay::run
