// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/departure.h"

namespace assay::run {

void Departure::await_suspend(std::coroutine_handle<> waiter)
{
    m_waiter = waiter;
    giveTicketBack();
    m_lane.departing.push_back(this);
    // It may have been the one call that an open breaker lets through: then the first of those who wait is that now, and nothing else tells it.
    if (m_lane.throttle->isOpen())
        m_shared.wakeAt(m_shared.clock.steadyNow());
}

void Departure::giveTicketBack()
{
    if (const auto ticket = std::exchange(m_ticket, std::nullopt))
        m_lane.throttle->gaveUp(*ticket);
}

bool Departure::isDecided()
{
    if (m_shared.isOver() || m_lane.stoppedBy || m_shared.budget.isExceeded(m_cell)) {
        giveTicketBack();
        return true;
    }
    if (!m_shared.mayStart() || m_lane.throttle->freePlaces(m_lane.onWire) == 0)
        return false;
    const SteadyTime now = m_shared.clock.steadyNow();
    if (m_lane.pace.next() > now) {
        m_shared.wakeAt(m_lane.pace.next());
        return false;
    }
    if (!m_ticket) {
        const auto moment = m_lane.throttle->earliest(m_need, now);
        if (moment && *moment > now)
            m_shared.wakeAt(*moment);
        if (!moment || *moment > now)
            return false;
        m_ticket = m_lane.throttle->leave(m_need, now);
    }
    const bool isStarting = m_lane.pace.isStarting();
    m_lane.pace.left(now, m_lane.headStart.meanCallMs());
    if (isStarting)
        m_shared.wakeAt(m_lane.pace.next()); // the one that comes then is put on record only now, and nothing else tells
    ++m_lane.onWire;
    m_lane.throttle->takePlace();
    return true;
}

bool Departure::letOneGo(Lane &lane)
{
    if (lane.departing.empty() || !lane.departing.front()->isDecided())
        return false;
    const auto waiter = lane.departing.front()->m_waiter;
    lane.departing.pop_front();
    waiter.resume();
    return true;
}

bool Departure::letGo(RunShared &shared)
{
    bool hasAny = false;
    const std::size_t count = shared.lanes.size();
    for (std::size_t inVain = 0; inVain < count;) {
        const bool isGone = letOneGo(shared.lanes[shared.departureTurn]);
        shared.departureTurn = (shared.departureTurn + 1) % count;
        inVain = isGone ? 0 : inVain + 1;
        hasAny = hasAny || isGone;
    }
    return hasAny;
}

} // namespace assay::run
