// SPDX-License-Identifier: GPL-3.0-or-later
// Carries out a plan in batches: what Runner is to a live run. Open cells are packed for each model, handed over, looked at from time to time, and
// their answers go the way of live ones.
//
// Guarantees: a batch and its attempts are on record before it is submitted, its job's id before anything else happens; no cell is in two open batches;
// a stored answer is never asked for again; settled cost plus reservations never pass the budget. Whenever the program goes away, batches stay with
// their providers, and a later sitting goes on from what is on record: a job without an id is looked for before anything is handed over again.
#pragma once

#include "core/run/runner.h"

namespace assay::run {

/// One sitting of a run. Lives on one thread with an event loop.
class BatchRunner {
public:
    /// As for Runner; the journal's batches() must be there.
    BatchRunner(RunPlan plan, QList<CellProgress> progress, Money spentBefore, Journal &journal, const Clock &clock, RunnerOptions options, AnswerCache *answers = nullptr);
    /// Leaves.
    ~BatchRunner();

    /// Completes when nothing is open any more, or when it is left; then the state is paused and the reason says what waits. Call once.
    [[nodiscard]] QCoro::Task<RunEnd> execute(ModelFactory factory, LiveSink sink);

    void pause(); ///< hands nothing over and looks at nothing
    void resume();
    void cancel(); ///< asks the providers to cancel, and collects what they did; the second time it leaves
    void leave();  ///< batches stay with their providers, for a later sitting

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace assay::run
