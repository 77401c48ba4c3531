// SPDX-License-Identifier: GPL-3.0-or-later
// What those who watch a run get: batches of what changed, at most 20 a second, made on the engine's thread.
#pragma once

#include "core/run/journal.h"
#include "core/run/sharedcap.h"
#include "core/run/throttlestate.h"
#include "core/run/totals.h"

#include <functional>
#include <memory>

namespace assay::run {

enum class Phase {
    pending,
    waiting, ///< for a place in its model's lane or for the budget
    asking,  ///< sent, nothing came yet
    streaming,
    retrying, ///< waits to ask again
    grading,
    done
};

struct LiveCell {
    int cell = 0;
    Phase phase = Phase::pending;
    CellResult result; ///< outcome and figures once done; `text` grows while streaming (at most 4,000 characters)
    std::optional<Milliseconds> retryIn;
    UtcTime startedAt; ///< of the current attempt
};

struct LiveBatch {
    RunId run;
    RunState state = RunState::running;
    QString reason;          ///< why it ended, paused or waits, in plain words
    QList<LiveCell> changed; ///< each cell at most once, the newest state
    QList<ColumnTotals> columns;
    Totals all;
    std::optional<Money> budget;
    std::optional<CapState> shared;        ///< the month's cap and what is spent of it by all runs, once it was asked for
    Milliseconds elapsed{0};               ///< without pauses
    std::optional<Milliseconds> remaining; ///< from the pace so far; absent while unknown, as while a breaker is open
    double outputTokensPerSecond = 0;      ///< over the last seconds
    QList<RunEvent> events;                ///< that happened since the batch before
    QList<ThrottleState> throttles;        ///< by model, in the order of the plan
    bool isLast = false;                   ///< the run has ended; no batch follows
};

using LiveSink = std::function<void(std::shared_ptr<const LiveBatch>)>;

} // namespace assay::run
