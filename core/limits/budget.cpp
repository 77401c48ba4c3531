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

bool Budget::canNeverFit(Money worstCase) const
{
    return m_cap && worstCase > *m_cap - m_settled;
}

} // namespace assay::limits
