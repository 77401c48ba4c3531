// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/runstate.h"

#include "core/base/awaitfuture.h"
#include "core/run/departure.h"

#include <QTimer>

namespace assay::run {

QCoro::Task<void> RunShared::keepEvent(std::shared_ptr<RunShared> shared, RunEvent event)
{
    if (const auto kept = co_await AwaitFuture(shared->journal.eventHappened(shared->plan.id, std::move(event))); !kept)
        shared->stopAsking(kept.error());
}

void RunShared::letAllGo()
{
    QTimer::singleShot(0, [self = shared_from_this()] {
        for (Lane &lane : self->lanes)
            Departure::letGo(lane);
    });
}

} // namespace assay::run
