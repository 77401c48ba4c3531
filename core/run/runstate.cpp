// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/runstate.h"

#include "core/base/awaitfuture.h"
#include "core/run/departure.h"

#include <QTimer>

#include <utility>

namespace assay::run {

QCoro::Task<void> RunShared::keepEvent(std::shared_ptr<RunShared> shared, RunEvent event)
{
    if (const auto kept = co_await AwaitFuture(shared->journal.eventHappened(shared->plan.id, std::move(event))); !kept)
        shared->stopAsking(kept.error());
}

void RunShared::letAllGo()
{
    QTimer::singleShot(0, [self = shared_from_this()] { Departure::letGo(*self); });
}

namespace {

void tellNews(RunShared &shared, const CapAnswer &answer)
{
    if (!answer.notice.isEmpty())
        shared.tell(QStringLiteral("warning"), answer.notice);
    if (answer.mark && answer.state.cap)
        shared.tell(QStringLiteral("budget"), QStringLiteral("%1 % of the month's cap of $%2 is spent").arg(QString::number(*answer.mark), answer.state.cap->toDecimal()));
}

} // namespace

void RunShared::joinSharedCap()
{
    budget.wantsToAsk = [weak = weak_from_this()] {
        const auto alive = weak.lock();
        if (alive && !alive->isAskingCap)
            alive->tasks.add(askSharedCap(alive));
    };
}

QCoro::Task<void> RunShared::askSharedCap(std::shared_ptr<RunShared> shared)
{
    if (std::exchange(shared->isAskingCap, true))
        co_return;
    while (const auto request = shared->budget.nextRequest()) {
        const auto answer = co_await AwaitFuture(shared->options.sharedCap->ask(*request));
        if (!answer) {
            shared->budget.failed();
            shared->stopAsking(answer.error());
            break;
        }
        shared->budget.take(*answer);
        tellNews(*shared, *answer);
        // From the event loop: what starts calls must not run inside what a call set off.
        shared->wakeAt(shared->clock.steadyNow());
    }
    shared->isAskingCap = false;
}

QCoro::Task<void> RunShared::endSharedCap(std::shared_ptr<RunShared> shared)
{
    while (const auto request = shared->budget.nextLastRequest()) {
        const auto answer = co_await AwaitFuture(shared->options.sharedCap->ask(*request));
        if (!answer) {
            // The lease stays on record as one whose program has gone, until this run's journal is read again.
            shared->budget.failed();
            continue;
        }
        shared->budget.take(*answer);
        tellNews(*shared, *answer);
    }
}

} // namespace assay::run
