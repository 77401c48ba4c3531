// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits/retrybudget.h"

#include <algorithm>

namespace assay::limits {

bool RetryBudget::retry(SteadyTime now)
{
    const qint64 allowed = std::max(m_rules.alwaysAllowed, m_firstTries.sum(now) / m_rules.firstTriesForOne);
    if (m_retries.sum(now) >= allowed)
        return false;
    m_retries.take(0, 1, now);
    return true;
}

} // namespace assay::limits
