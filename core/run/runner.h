// SPDX-License-Identifier: GPL-3.0-or-later
// Carries out a plan: a coroutine per cell, lanes per model, retries, the budget, the journal, grading, live batches.
//
// Guarantees: an attempt is on record before its request leaves; an answer is on record before it is shown or graded; a cell with a stored
// answer is never asked again; settled cost plus reservations never pass the budget; after the end no coroutine of the run is left.
// When the journal fails nothing more is asked, but calls on the wire are heard out and their answers offered to the journal for some seconds more;
// the run then ends as failed, with the reason.
#pragma once

#include "core/limits/retrypolicy.h"
#include "core/run/live.h"
#include "core/run/modelfactory.h"
#include "core/run/sharedcap.h"
#include "core/run/throttle.h"

#include <QThread>

#include <semaphore>

namespace assay::run {

/// Of looking at a batch that is with its provider.
struct BatchPace {
    Milliseconds firstLook{15'000}; ///< after it was handed over; the waits grow by half
    Milliseconds longestLook{300'000};
    /// A job that is not among the provider's after so long was never made.
    Milliseconds settle{120'000};
};

struct RunEnd {
    RunState state = RunState::finished;
    QString reason;
    QList<ColumnTotals> columns;
};

struct RunnerOptions {
    limits::RetryPolicy retry;
    ThrottleRules throttle;                  ///< of a book that is not handed in
    std::shared_ptr<ThrottleBook> throttles; ///< remembers limits from run to run; none: the run has its own
    Milliseconds batchInterval{50};
    Milliseconds rewriteDelay{500};       ///< before an answer that the disk refused is written again; grows with each try
    std::shared_ptr<SharedCap> sharedCap; ///< the month's; none: nothing holds but the plan's own budget
    BatchPace batches{};
    bool leavesBatches = false; ///< what was handed over is left to a later resume
};

/// One run. Lives on one thread with an event loop.
class Runner {
public:
    /// `progress` holds what is already on record (empty for a new run). The references must outlive the task of execute().
    Runner(RunPlan plan, QList<CellProgress> progress, Money spentBefore, Journal &journal, const Clock &clock, RunnerOptions options, AnswerCache *answers = nullptr);
    ~Runner();

    /// Completes when the run has ended for whatever reason, with everything it did on record. Call once.
    [[nodiscard]] QCoro::Task<RunEnd> execute(ModelFactory factory, LiveSink sink);

    void pause(); ///< lets calls in flight finish, starts none
    void resume();
    void cancel(); ///< aborts calls in flight; their cells stay open for a later resume

private:
    struct State;
    std::shared_ptr<State> m_state;
};

/// The engine's own thread, for programs whose first thread has better things to do. At most one run at a time.
class Engine {
public:
    explicit Engine(const Clock &clock);
    /// Ends what runs as leave() does, waits for it.
    ~Engine();

    struct Job {
        RunPlan plan;
        QList<CellProgress> progress;
        Money spentBefore;
        Journal *journal = nullptr;     ///< must outlive the run
        AnswerCache *answers = nullptr; ///< likewise; none: every cell is asked for
        ModelFactory factory;
        LiveSink sink; ///< called on the engine's thread
        RunnerOptions options;
    };
    /// The future finishes when the run has ended. Callable from the owner's thread, like the rest. Errors: conflict when a run goes on.
    [[nodiscard]] QFuture<Result<RunEnd>> start(Job job);
    void pause();
    void resume();
    /// Also asks providers to cancel their batches, and collects what they did; called again, it leaves them.
    void cancel();
    /// Cancels what is asked here and now. Batches stay with their providers, for a resume to collect.
    void leave();
    [[nodiscard]] bool isRunning() const;

private:
    class Worker;
    QThread m_thread;
    std::binary_semaphore m_ended{0}; ///< the thread's last act: a thread checker does not see the one inside QThread
    std::unique_ptr<Worker> m_worker;
    QFuture<Result<RunEnd>> m_run;
};

} // namespace assay::run
