// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/batchstate.h"

#include "core/base/awaitfuture.h"
#include "core/run/batchsubmission.h"
#include "core/run/grading.h"

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {
constexpr auto kAnHour = std::chrono::hours(1);
constexpr int kArrivals = 3; // tries to bring a cell to its provider, in one sitting
} // namespace

bool isPassing(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::rateLimit:
    case ErrorKind::overloaded:
    case ErrorKind::serverError:
    case ErrorKind::timeout:
    case ErrorKind::reset:
    case ErrorKind::connect:
    case ErrorKind::malformed:
    case ErrorKind::tooLarge:
    case ErrorKind::cancelled:
        return true;
    default:
        return false;
    }
}

bool stopsLane(ErrorKind kind)
{
    return kind == ErrorKind::auth || kind == ErrorKind::quota || kind == ErrorKind::secretMissing;
}

QString BatchRun::nameOf(const BatchRecord &batch) const
{
    return u"batch of %1 at %2"_s.arg(QString::number(batch.requests), modelOf(batch).provider.name);
}

WatchedBatch &BatchRun::watch(const BatchRecord &batch)
{
    WatchedBatch &entry = watched[batch.id.value];
    entry.provider = modelOf(batch).provider.name;
    entry.requests = batch.requests;
    return entry;
}

QCoro::Task<void> BatchRun::rest(std::shared_ptr<BatchRun> run, Milliseconds time)
{
    co_await sleepFor(time, run->m_wake.get_token());
    while (run->shared->isPaused && run->goesOn())
        co_await sleepFor(kAnHour, run->m_wake.get_token());
}

QCoro::Task<void> BatchRun::restFor(std::shared_ptr<BatchRun> run, Milliseconds time)
{
    const Clock &clock = run->shared->clock;
    const SteadyTime due = clock.steadyNow() + time;
    const bool wasCancelling = run->isCancelling;
    while (run->goesOn() && run->isCancelling == wasCancelling && clock.steadyNow() < due)
        co_await rest(run, std::chrono::ceil<Milliseconds>(due - clock.steadyNow()));
}

void BatchRun::settle(const Attempt &attempt, std::optional<Money> counted, std::optional<Money> cost)
{
    RunBudget &budget = shared->budget;
    const Money spentBefore = budget.own().settled();
    if (ofEarlierSittings.remove(attempt.cell))
        budget.correct(attempt.cell, attempt.startedAt, attempt.reserved, counted.value_or(Money()));
    else
        budget.settle(attempt.cell, attempt.reserved, counted);
    if (const auto mark = budget.own().markPassed(spentBefore))
        shared->tell(u"budget"_s, u"%1 % of the budget of $%2 is spent"_s.arg(QString::number(*mark), budget.own().cap()->toDecimal()));
    shared->live.attemptEnded(attempt.cell, attempt.reserved, cost);
}

QCoro::Task<void> BatchRun::closeUnanswered(std::shared_ptr<BatchRun> run, BatchRecord batch, Error why)
{
    const bool isPriced = run->modelOf(batch).price.has_value();
    QList<Attempt> failed = std::exchange(batch.open, {});
    for (Attempt &attempt : failed) {
        attempt.state = Attempt::State::failed;
        attempt.duration = run->shared->clock.utcNow() - attempt.startedAt;
        attempt.errorKind = why.kind;
        attempt.errorMessage = why.message;
        attempt.cost = isPriced ? std::optional(Money()) : std::nullopt;
    }
    batch.state = BatchState::failed;
    batch.reason = why.message;
    if (const auto closed = co_await AwaitFuture(run->journal.batchClosed(run->shared->plan.id, batch, failed)); !closed) {
        run->shared->stopAsking(closed.error());
        co_return;
    }
    run->watched.erase(batch.id.value);
    for (const Attempt &attempt : std::as_const(failed))
        run->settle(attempt, attempt.cost, attempt.cost);
    run->shared->tell(u"batch"_s, u"%1: %2"_s.arg(run->nameOf(batch), why.describe()));
    const bool neverArrived = why.kind == ErrorKind::notFound;
    std::deque<int> again;
    for (const Attempt &attempt : std::as_const(failed)) {
        if (neverArrived && run->mayHandOver() && run->arrivals[attempt.cell] < kArrivals) {
            run->shared->live.reopened(attempt.cell);
            again.push_back(attempt.cell);
            continue;
        }
        ++run->unanswered;
        run->shared->tasks.add(skipCell(run->shared, attempt.cell, why.kind, why.describe()));
    }
    run->shared->tasks.add(handOver(run, batch.model, std::move(again)));
}

QCoro::Task<void> BatchRun::setLost(std::shared_ptr<BatchRun> run, BatchRecord batch, QString why)
{
    batch.state = BatchState::lost;
    batch.reason = why;
    if (const auto kept = co_await AwaitFuture(run->journal.batchChanged(batch)); !kept) {
        run->shared->stopAsking(kept.error());
        co_return;
    }
    run->watched.erase(batch.id.value);
    for (const Attempt &attempt : std::as_const(batch.open)) {
        // It may have been billed: until somebody knows better it counts as if it had been.
        run->settle(attempt, attempt.reserved, attempt.reserved);
        ++run->lost;
        run->shared->tasks.add(skipCell(run->shared, attempt.cell, ErrorKind::reset, u"its batch is lost, and may have been billed: "_s + why));
    }
    run->shared->tell(u"batch"_s, u"%1 is lost: %2. It may have been billed, so that it is not asked again by itself"_s.arg(run->nameOf(batch), why));
}

} // namespace assay::run
