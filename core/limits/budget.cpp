// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits/budget.h"

namespace assay::limits {

Budget::Budget(std::optional<Money> cap, Money alreadySpent) : m_cap(cap), m_settled(alreadySpent) {}

bool Budget::reserve(Money worstCase)
{
    if (m_cap && worstCase > *m_cap - m_settled - m_reserved)
        return false;
    m_reserved += worstCase;
    return true;
}

void Budget::settle(Money reservation, Money actual)
{
    m_reserved -= reservation;
    m_settled += actual;
}

std::optional<int> Budget::markPassed(Money before) const
{
    if (!m_cap || *m_cap <= Money())
        return std::nullopt;
    for (const int mark : {100, 75, 50, 25}) {
        // In quarters of the cap, rounded up: a mark is not reached before it is.
        const qint64 quarters = mark / 25;
        const Money at = Money::fromPicoUsd(m_cap->picoUsd() / 4 * quarters + (m_cap->picoUsd() % 4 * quarters + 3) / 4);
        if (m_settled >= at)
            return before < at ? std::optional(mark) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<Money> Budget::left() const
{
    return m_cap ? std::optional(*m_cap - m_settled - m_reserved) : std::nullopt;
}

bool Budget::canNeverFit(Money worstCase) const
{
    return m_cap && worstCase > *m_cap - m_settled;
}

} // namespace assay::limits
