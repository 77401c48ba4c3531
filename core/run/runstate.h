// SPDX-License-Identifier: GPL-3.0-or-later
// What the coroutines of one run share. Lives on the engine's thread and as long as the last of them.
#pragma once

#include "core/base/taskscope.h"
#include "core/prompt/rendering.h"
#include "core/run/draw.h"
#include "core/run/gradingpool.h"
#include "core/run/headstart.h"
#include "core/run/livestate.h"
#include "core/run/pace.h"
#include "core/run/runbudget.h"
#include "core/run/runner.h"
#include "core/run/watch.h"

#include <deque>

namespace assay::run {

inline constexpr int kGradingThreads = 2;

/// The request for the first cell that waits, made once however often it has to wait for the budget.
struct ReadyCell {
    provider::ChatRequest request;
    QString requestHash;
    Money reservation;
    qint64 countedInput = 0;         ///< before it was corrected
    qint64 inputBound = 0;           ///< what is reserved of it
    limits::TokenNeed need = {0, 0}; ///< its likely input, and its cap on output
    limits::RateLimiter::Ticket ticket = 0;
};

/// A cell that is to be asked for.
struct OpenCell {
    int cell = 0;
    QString requestHash; ///< empty: not known yet
};

class Departure;

/// One model's queue of cells, and how many of them are on the wire.
struct Lane {
    std::unique_ptr<provider::ChatModel> model; ///< none when stopped from the start
    int concurrency = 1;
    int active = 0;                    ///< cells between their first reservation and the end of their answer
    int onWire = 0;                    ///< of these, the ones that have left and are not answered yet
    int resting = 0;                   ///< of the active ones, those whose attempt failed, until they may be asked again
    int yielding = 0;                  ///< of these, the ones whose retry has no room before others were asked for the first time
    std::deque<Departure *> departing; ///< those that are on record and have not left
    HeadStart headStart;
    Pace pace;
    std::shared_ptr<Throttle> throttle;
    Watch watch{QString()};
    std::deque<OpenCell> waiting;
    std::optional<ReadyCell> ready; ///< of waiting.front()
    std::optional<Error> stoppedBy; ///< a key, quota or account problem: nothing more is asked here
};

struct RunShared : std::enable_shared_from_this<RunShared> {
    RunShared(RunPlan thePlan, Journal &theJournal, AnswerCache *theAnswers, const Clock &theClock, RunnerOptions theOptions, Money spentBefore)
        : plan(std::move(thePlan)),
          journal(theJournal),
          answers(theAnswers),
          clock(theClock),
          options(theOptions),
          budget(plan, spentBefore, options.sharedCap != nullptr, theClock),
          live(plan, theClock),
          throttles(options.throttles ? options.throttles : std::make_shared<ThrottleBook>(options.throttle))
    {
    }

    const RunPlan plan;
    Journal &journal;
    AnswerCache *const answers; ///< none: nothing is taken from a cache
    const Clock &clock;
    const RunnerOptions options;
    RunBudget budget;
    LiveState live;
    QList<prompt::CompiledPrompt> compiled; ///< by version
    std::vector<Lane> lanes;                ///< by model
    std::size_t turn = 0;                   ///< the lane that is served first
    std::size_t departureTurn = 0;          ///< the lane whose next cell leaves first
    GradingPool grading{kGradingThreads};
    std::shared_ptr<ThrottleBook> throttles;
    tokens::Calibration calibration; ///< by the API's names of the models
    TaskScope tasks;                 ///< its stop aborts what is on the wire
    std::stop_source noMoreAsking;   ///< wakes what rests before it asks again

    bool isPaused = false;
    bool isCancelled = false;
    QString cappedBy;                ///< the cap that has no room for what is left; empty: none
    bool isStarting = false;         ///< startCells() is under way
    bool isAskingCap = false;        ///< askSharedCap() is under way
    std::optional<Error> fatal;      ///< it cannot begin, or the journal failed: nothing more is asked
    int answersLost = 0;             ///< arrived, and could not be put on record
    quint64 draws = 0;               ///< counter of the seeded numbers behind jitter
    std::vector<int> attemptsBefore; ///< by cell, of earlier sittings

    /// Starts what may start. Set by the runner; called whenever something was given back.
    std::function<void()> pump;
    /// Calls pump() at this moment or before. Set by the runner.
    std::function<void(SteadyTime)> wakeAt;

    [[nodiscard]] bool isOver() const { return isCancelled || fatal; }
    [[nodiscard]] bool mayStart() const { return !isPaused && !isOver(); }
    [[nodiscard]] Lane &laneOf(int cell) { return lanes[static_cast<std::size_t>(plan.cellKey(cell).model)]; }
    [[nodiscard]] double unit() { return drawUnit(plan.seed, draws++); }

    static QCoro::Task<void> keepEvent(std::shared_ptr<RunShared> shared, RunEvent event);

    /// From here on, what the budget has to ask of a shared cap is asked. After each answer wakeAt() is called.
    void joinSharedCap();
    /// Carries on what the budget has to ask of a shared cap, one request after the other.
    static QCoro::Task<void> askSharedCap(std::shared_ptr<RunShared> shared);
    /// Gives back what is held of a shared cap. After the last attempt.
    static QCoro::Task<void> endSharedCap(std::shared_ptr<RunShared> shared);

    /// Calls on the wire go on to their end; what is held of a shared cap for others is given back.
    void pause()
    {
        isPaused = true;
        budget.rest();
        live.setPaused(true);
    }

    /// The end of a pause, if there is one: who waits is woken by the caller.
    void endPause()
    {
        isPaused = false;
        live.setPaused(false);
    }

    void cancel()
    {
        isCancelled = true;
        noMoreAsking.request_stop();
        tasks.requestStop();
        letAllGo();
    }

    void tell(const QString &kind, const QString &text)
    {
        const RunEvent event{.at = clock.utcNow(), .kind = kind, .text = text};
        live.addEvent(event);
        tasks.add(keepEvent(shared_from_this(), event));
    }

    /// Calls on the wire go on to their end: they are paid, and there may be room again for their answers.
    void stopAsking(const Error &error)
    {
        if (!fatal)
            fatal = error;
        noMoreAsking.request_stop();
        letAllGo();
    }

    /// Soon, from the event loop: what waits to leave finds the run over.
    void letAllGo();
};

} // namespace assay::run
