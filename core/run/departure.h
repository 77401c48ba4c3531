// SPDX-License-Identifier: GPL-3.0-or-later
// The last step before a request leaves: its attempt is on record, and it waits for a place on the wire. co_await gives the ticket under which it
// leaves, with its place taken; nothing when it leaves no more, because the run or its model was stopped, or the cap was passed by a provider that
// charged above the worst case. Who waits longest leaves first.
#pragma once

#include "core/run/runstate.h"

namespace assay::run {

class Departure {
public:
    using Ticket = limits::RateLimiter::Ticket;

    /// `ticket` was taken when the attempt was reserved. One that has to wait gives it back and takes another when it leaves: limits count what leaves.
    Departure(RunShared &shared, int cell, const limits::TokenNeed &need, Ticket ticket) : m_shared(shared), m_lane(shared.laneOf(cell)), m_cell(cell), m_need(need), m_ticket(ticket) {}
    Departure(const Departure &) = delete;
    Departure &operator=(const Departure &) = delete;

    [[nodiscard]] bool await_ready() { return m_lane.departing.empty() && isDecided(); }
    void await_suspend(std::coroutine_handle<> waiter);
    [[nodiscard]] std::optional<Ticket> await_resume() const { return m_ticket; }

    [[nodiscard]] const limits::TokenNeed &need() const { return m_need; }

    /// Lets those go that may, of all lanes in turn, so that no model keeps its provider's places to itself; false when there were none.
    static bool letGo(RunShared &shared);

private:
    [[nodiscard]] static bool letOneGo(Lane &lane);
    [[nodiscard]] bool isDecided();
    void giveTicketBack();

    RunShared &m_shared;
    Lane &m_lane;
    int m_cell;
    limits::TokenNeed m_need;
    std::optional<Ticket> m_ticket;
    std::coroutine_handle<> m_waiter;
};

} // namespace assay::run
