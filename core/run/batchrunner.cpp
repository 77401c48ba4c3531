// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/batchrunner.h"

#include "core/base/awaitfuture.h"
#include "core/run/batchfollowing.h"
#include "core/run/batchsubmission.h"
#include "core/run/cachelookup.h"
#include "core/run/sitting.h"

#include <QTimer>

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {
constexpr auto kASecond = std::chrono::seconds(1);
}

struct BatchRunner::State {
    std::shared_ptr<RunShared> shared;
    std::shared_ptr<BatchRun> run; ///< none without a journal of batches
    QList<CellProgress> progress;
    LiveSink sink;
    QTimer updates;
    QString told;
    bool hasToldPause = false;
    SteadyTime toldAt;

    void send(RunState state, const QString &reason, bool isLast)
    {
        told = reason;
        hasToldPause = state == RunState::paused;
        toldAt = shared->clock.steadyNow();
        if (!sink)
            return;
        LiveBatch batch = shared->live.takeBatch(state, reason, shared->plan.budget, isLast);
        batch.shared = shared->budget.shared();
        batch.remaining.reset(); // answers come all at once: their pace foretells nothing
        sink(std::make_shared<const LiveBatch>(std::move(batch)));
    }

    // The time that has passed is part of what is shown, at most once a second.
    void sendWhatChanged()
    {
        const QString reason = waitingFor();
        const bool isDue = shared->clock.steadyNow() - toldAt >= kASecond;
        if (shared->live.hasChanged() || shared->isPaused != hasToldPause || (isDue && reason != told))
            send(shared->isPaused ? RunState::paused : RunState::running, reason, false);
    }

    [[nodiscard]] QString waitingFor() const
    {
        if (shared->fatal)
            return u"stops: %1"_s.arg(shared->fatal->describe());
        if (shared->isPaused)
            return {};
        if (!run->handingOver.isEmpty())
            return run->handingOver;
        QList<WatchedBatch> watched;
        for (const auto &[id, batch] : run->watched)
            watched.append(batch);
        const QString words = waitingWords(watched, shared->clock.steadyNow());
        return run->isCancelling && !words.isEmpty() ? u"cancelling: "_s + words : words;
    }
};

namespace {

Result<void> prepare(BatchRun &run, const ModelFactory &factory)
{
    if (const auto compiled = compileVersions(*run.shared); !compiled)
        return compiled;
    for (const PlannedModel &planned : run.shared->plan.models) {
        BatchLane lane;
        lane.watch = Watch(planned.model.name);
        auto api = factory.batches(planned);
        if (!api && api.error().kind != ErrorKind::secretMissing)
            return std::unexpected(api.error());
        if (!api)
            lane.stoppedBy = api.error();
        else if (*api == nullptr)
            return fail(ErrorKind::invalidInput, u"%1 takes no batches: its API, %2, has none here"_s.arg(planned.model.name, planned.provider.kind),
                u"Run without batches, or leave the model out"_s);
        else
            lane.api = *std::move(api);
        run.lanes.push_back(std::move(lane));
    }
    return {};
}

// Cells that open batches hold are shown as asked, and are not asked for otherwise.
void holdCells(BatchRun &run, const QList<BatchRecord> &batches, std::vector<bool> &isDone)
{
    for (const BatchRecord &batch : batches) {
        run.watch(batch);
        for (const Attempt &attempt : batch.open) {
            isDone[static_cast<std::size_t>(attempt.cell)] = true;
            run.shared->attemptsBefore[static_cast<std::size_t>(attempt.cell)] = attempt.number;
            run.ofEarlierSittings.insert(attempt.cell);
            run.shared->live.attemptStarted(attempt.cell, attempt.startedAt, attempt.reserved);
        }
    }
}

// What an open batch asked for counts as its attempt once it is shown as one.
QList<CellProgress> withoutHeld(QList<CellProgress> progress, const QList<BatchRecord> &batches)
{
    QSet<int> held;
    for (const BatchRecord &batch : batches) {
        for (const Attempt &attempt : batch.open)
            held.insert(attempt.cell);
    }
    for (CellProgress &before : progress)
        before.attempts -= held.contains(before.cell);
    return progress;
}

std::vector<std::deque<int>> openCells(const RunPlan &plan, const std::vector<bool> &isDone)
{
    std::vector<std::deque<int>> cells(static_cast<std::size_t>(plan.models.size()));
    for (const int cell : plan.order()) {
        if (!isDone[static_cast<std::size_t>(cell)])
            cells[static_cast<std::size_t>(plan.cellKey(cell).model)].push_back(cell);
    }
    return cells;
}

QCoro::Task<void> handOverAll(std::shared_ptr<BatchRun> run, std::vector<std::deque<int>> cells)
{
    // One after the other: each can be as large as its API allows.
    for (std::size_t model = 0; model < cells.size(); ++model)
        co_await handOver(run, static_cast<int>(model), std::move(cells[model]));
}

QString waitingReason(const BatchRun &run)
{
    qint64 requests = 0;
    for (const auto &[id, batch] : run.watched)
        requests += batch.requests;
    const QString batches = run.watched.size() == 1 ? u"1 batch"_s : u"%1 batches"_s.arg(run.watched.size());
    return u"waits for its batches: %1 with %2 requests; a resume collects them"_s.arg(batches).arg(requests);
}

QString unansweredReason(const BatchRun &run)
{
    QStringList reasons;
    if (run.unanswered > 0)
        reasons.append(u"%1 requests came back without an answer, or were not taken; a resume asks them again"_s.arg(run.unanswered));
    if (run.lost > 0)
        reasons.append(u"%1 requests are in lost batches and may have been billed; they are asked again only if you give the batches up (assay batches)"_s.arg(run.lost));
    return reasons.join(u". "_s);
}

RunEnd endOf(const BatchRun &run)
{
    const RunShared &shared = *run.shared;
    if (shared.fatal)
        return failedEnd(shared);
    RunEnd end{.state = RunState::finished, .reason = {}, .columns = shared.live.columns()};
    const auto stopped = std::ranges::find_if(run.lanes, [](const BatchLane &lane) { return lane.stoppedBy.has_value(); });
    if (stopped != run.lanes.end()) {
        end.state = RunState::failed;
        end.reason = stopped->stoppedBy->describe();
        if (!run.watched.empty())
            end.reason += u" The run "_s + waitingReason(run);
    } else if (!run.watched.empty()) {
        end.state = RunState::paused;
        end.reason = waitingReason(run);
    } else if (run.isCancelling || run.isLeaving) {
        end.state = RunState::cancelled;
        end.reason = u"stopped; what arrived is kept"_s;
    } else if (run.unanswered > 0 || run.lost > 0) {
        end.state = RunState::failed;
        end.reason = unansweredReason(run);
    } else if (!shared.cappedBy.isEmpty()) {
        end.state = RunState::capped;
        end.reason = shared.cappedBy + u": each request of a batch reserves the most it can cost"_s;
    }
    return end;
}

} // namespace

BatchRunner::BatchRunner(RunPlan plan, QList<CellProgress> progress, Money spentBefore, Journal &journal, const Clock &clock, RunnerOptions options, AnswerCache *answers)
    : m_state(std::make_shared<State>())
{
    m_state->shared = std::make_shared<RunShared>(std::move(plan), journal, answers, clock, options, spentBefore);
    m_state->shared->pump = [] {};
    if (BatchJournal *batches = journal.batches())
        m_state->run = std::make_shared<BatchRun>(m_state->shared, *batches);
    m_state->progress = std::move(progress);
}

BatchRunner::~BatchRunner()
{
    leave();
}

QCoro::Task<RunEnd> BatchRunner::execute(ModelFactory factory, LiveSink sink)
{
    // The runner may be destroyed while this is suspended.
    const std::shared_ptr<State> state = m_state;
    const std::shared_ptr<RunShared> shared = state->shared;
    const std::shared_ptr<BatchRun> run = state->run;
    state->sink = std::move(sink);
    Result<OpenBatches> open = fail(ErrorKind::internal, u"this journal keeps no batches"_s);
    if (run) {
        open = prepare(*run, factory).transform([] { return OpenBatches(); });
        if (open)
            open = co_await AwaitFuture(run->journal.openBatches(shared->plan.id));
    }
    if (!open) {
        shared->fatal = open.error();
        RunEnd end = co_await keepEnd(shared, failedEnd(*shared));
        state->send(end.state, end.reason, true);
        co_return end;
    }
    if (const auto begun = co_await AwaitFuture(shared->journal.runStateChanged(shared->plan.id, RunState::running, {})); !begun)
        shared->stopAsking(begun.error());

    QObject::connect(&state->updates, &QTimer::timeout, &state->updates, [raw = state.get()] { raw->sendWhatChanged(); });
    state->updates.start(shared->options.batchInterval);
    run->knownJobs = open->knownJobs;
    const auto isDone = std::make_shared<std::vector<bool>>(takeProgress(shared, withoutHeld(std::exchange(state->progress, {}), open->batches)));
    holdCells(*run, open->batches, *isDone);
    if (const auto looked = co_await answerFromCache(shared, isDone); !looked)
        shared->stopAsking(looked.error());
    shared->wakeAt = [weak = std::weak_ptr(run)](SteadyTime) {
        if (const auto alive = weak.lock())
            alive->wakeUp();
    };
    shared->joinSharedCap();
    if (!open->batches.isEmpty()) {
        shared->budget.begin();
        co_await RunShared::askSharedCap(shared);
    }
    for (const BatchRecord &batch : std::as_const(open->batches))
        shared->tasks.add(followBatch(run, batch, Milliseconds(0)));
    shared->tasks.add(handOverAll(run, openCells(shared->plan, *isDone)));
    co_await shared->tasks.join();
    co_await RunShared::endSharedCap(shared);
    state->updates.stop();

    RunEnd end = co_await keepEnd(shared, endOf(*run));
    state->send(end.state, end.reason, true);
    co_return end;
}

void BatchRunner::pause()
{
    m_state->shared->pause();
}

void BatchRunner::resume()
{
    m_state->shared->endPause();
    if (m_state->run)
        m_state->run->wakeUp();
}

void BatchRunner::cancel()
{
    if (!m_state->run || m_state->run->isCancelling) {
        leave();
        return;
    }
    m_state->run->isCancelling = true;
    resume();
}

void BatchRunner::leave()
{
    m_state->shared->endPause();
    if (m_state->run) {
        m_state->run->isLeaving = true;
        m_state->run->wakeUp();
    }
    m_state->shared->tasks.requestStop();
}

} // namespace assay::run
