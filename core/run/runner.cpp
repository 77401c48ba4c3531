// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/runner.h"

#include "core/base/awaitfuture.h"
#include "core/run/cachelookup.h"
#include "core/run/scheduler.h"
#include "core/run/sitting.h"
#include "core/tokens/counter.h"

#include <QThread>
#include <QTimer>

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kAnHour = std::chrono::hours(1);

} // namespace

struct Runner::State {
    std::shared_ptr<RunShared> shared;
    QList<CellProgress> progress;
    LiveSink sink;
    QTimer batches;
    QTimer wakeUp; ///< at the moment that the first limit gives way
    bool hasToldPause = false;
    std::stop_source wake; ///< ends a pause

    void send(RunState state, const QString &reason, bool isLast)
    {
        if (!sink)
            return;
        LiveBatch batch = shared->live.takeBatch(state, reason, shared->plan.budget, isLast);
        batch.shared = shared->budget.shared();
        batch.throttles = throttleStates(*shared);
        if (std::ranges::any_of(batch.throttles, &ThrottleState::isOpen))
            batch.remaining.reset(); // nobody knows when a server comes back
        sink(std::make_shared<const LiveBatch>(std::move(batch)));
    }

    void sendWhatChanged()
    {
        // Time stands still in a pause: once it is told, there is nothing to say until something comes in.
        if (shared->isPaused && hasToldPause && !shared->live.hasChanged())
            return;
        hasToldPause = shared->isPaused;
        send(shared->isPaused ? RunState::paused : RunState::running, waitingFor(), false);
    }

    [[nodiscard]] QString waitingFor() const
    {
        if (shared->fatal)
            return u"stops: %1"_s.arg(shared->fatal->describe());
        if (shared->isPaused)
            return {};
        QStringList reasons;
        for (const Lane &lane : shared->lanes) {
            QString reason;
            if (!lane.waiting.empty() || !lane.departing.empty())
                reason = lane.throttle->reason(needOfNext(lane).value_or(limits::TokenNeed(1)), shared->clock.steadyNow());
            if (reason.isEmpty() && lane.yielding > 0)
                reason = lane.throttle->retriesReason(lane.yielding);
            if (!reason.isEmpty())
                reasons.append(reason);
        }
        if (!reasons.isEmpty())
            return reasons.join(u"; "_s);
        const bool holdsForCap = std::ranges::any_of(shared->lanes, [](const Lane &lane) { return lane.ready.has_value(); });
        return holdsForCap ? shared->budget.whyWaits() : QString();
    }
};

Runner::Runner(RunPlan plan, QList<CellProgress> progress, Money spentBefore, Journal &journal, const Clock &clock, RunnerOptions options, AnswerCache *answers)
    : m_state(std::make_shared<State>())
{
    m_state->shared = std::make_shared<RunShared>(std::move(plan), journal, answers, clock, options, spentBefore);
    m_state->progress = std::move(progress);
}

Runner::~Runner()
{
    // Whatever is still suspended finds a stopped run; its coroutines hold the shared state themselves.
    m_state->shared->pump = [] {};
    m_state->shared->cancel();
    m_state->wake.request_stop();
}

namespace {

// A key that is missing stops its model alone; a configuration that cannot work ends the run before anything is paid.
Result<void> prepare(RunShared &shared, const ModelFactory &factory)
{
    // No cell is counted yet, and the first would have to wait for it.
    for (const PlannedModel &planned : std::as_const(shared.plan.models))
        tokens::Encoding::loadAhead(tokens::tokenizerFor(planned.model.apiName).encoding.value_or(tokens::EncodingName::o200kBase));
    if (const auto compiled = compileVersions(shared); !compiled)
        return compiled;
    for (const PlannedModel &planned : shared.plan.models) {
        auto model = factory(planned);
        if (!model && model.error().kind != ErrorKind::secretMissing)
            return std::unexpected(model.error());
        Lane lane;
        if (model)
            lane.model = *std::move(model);
        else
            lane.stoppedBy = model.error();
        lane.concurrency = std::max(1, shared.plan.concurrency.value_or(planned.model.concurrency));
        lane.pace = Pace(lane.concurrency);
        lane.watch = Watch(planned.model.name);
        lane.throttle = shared.throttles->of(planned, lane.concurrency);
        shared.lanes.push_back(std::move(lane));
    }
    return {};
}

RunEnd endOf(const RunShared &shared)
{
    if (shared.fatal)
        return failedEnd(shared);
    RunEnd end{.state = RunState::finished, .reason = {}, .columns = shared.live.columns()};
    const auto stopped = std::ranges::find_if(shared.lanes, [](const Lane &lane) { return lane.stoppedBy.has_value(); });
    if (shared.isCancelled) {
        end.state = RunState::cancelled;
        end.reason = u"stopped; what arrived is kept"_s;
    } else if (stopped != shared.lanes.end()) {
        end.state = RunState::failed;
        end.reason = stopped->stoppedBy->describe();
    } else if (!shared.cappedBy.isEmpty()) {
        end.state = RunState::capped;
        end.reason = shared.cappedBy + u": each reserves the most it can cost"_s;
    }
    return end;
}

} // namespace

QCoro::Task<RunEnd> Runner::execute(ModelFactory factory, LiveSink sink)
{
    // The runner may be destroyed while this is suspended.
    const std::shared_ptr<State> state = m_state;
    const std::shared_ptr<RunShared> shared = state->shared;
    state->sink = std::move(sink);
    if (const auto prepared = prepare(*shared, factory); !prepared) {
        shared->fatal = prepared.error();
        RunEnd end = co_await keepEnd(shared, failedEnd(*shared));
        state->send(end.state, end.reason, true);
        co_return end;
    }
    if (const auto begun = co_await AwaitFuture(shared->journal.runStateChanged(shared->plan.id, RunState::running, {})); !begun)
        shared->stopAsking(begun.error());

    QObject::connect(&state->batches, &QTimer::timeout, &state->batches, [raw = state.get()] { raw->sendWhatChanged(); });
    state->batches.setTimerType(Qt::PreciseTimer);
    state->batches.start(shared->options.batchInterval);
    const auto isDone = std::make_shared<std::vector<bool>>(takeProgress(shared, state->progress));
    state->progress.clear();
    shared->pump = [weak = std::weak_ptr(shared)] {
        if (const auto alive = weak.lock())
            startCells(alive);
    };
    if (shared->answers != nullptr) {
        if (auto calibration = co_await AwaitFuture(shared->answers->calibration()))
            shared->calibration = *std::move(calibration);
    }
    state->wakeUp.setSingleShot(true);
    state->wakeUp.setTimerType(Qt::PreciseTimer);
    QObject::connect(&state->wakeUp, &QTimer::timeout, &state->wakeUp, [raw = state.get()] {
        raw->shared->pump();
        raw->wake.request_stop();
    });
    shared->wakeAt = [weak = std::weak_ptr(state)](SteadyTime moment) {
        const auto alive = weak.lock();
        if (!alive)
            return;
        const auto wait = std::max(Milliseconds(1), std::chrono::ceil<Milliseconds>(moment - alive->shared->clock.steadyNow()));
        if (!alive->wakeUp.isActive() || alive->wakeUp.remainingTimeAsDuration() > wait)
            alive->wakeUp.start(wait);
    };
    shared->joinSharedCap();
    const auto ask = [raw = shared.get()](const QList<OpenCell> &cells) {
        fillLanes(*raw, cells);
        startCells(raw->shared_from_this());
    };
    if (const auto looked = co_await answerFromCache(shared, isDone, ask); !looked)
        shared->stopAsking(looked.error());
    // A pause can leave everything waiting with nothing running.
    while (!nothingWaits(*shared) || shared->tasks.running() > 0) {
        if (shared->tasks.running() > 0) {
            co_await shared->tasks.join();
        } else {
            co_await sleepFor(kAnHour, state->wake.get_token());
            state->wake = {};
        }
        startCells(shared);
    }
    co_await RunShared::endSharedCap(shared);
    state->batches.stop();
    state->wakeUp.stop();
    shared->pump = [] {};
    RunEnd end = co_await keepEnd(shared, endOf(*shared));
    state->send(end.state, end.reason, true);
    co_return end;
}

void Runner::pause()
{
    m_state->shared->pause();
}

void Runner::resume()
{
    m_state->shared->endPause();
    if (m_state->shared->pump)
        m_state->shared->pump();
    m_state->wake.request_stop();
}

void Runner::cancel()
{
    m_state->shared->endPause();
    m_state->shared->cancel();
    m_state->wake.request_stop();
}

} // namespace assay::run
