// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps retries from adding to the load that makes them necessary: within two minutes at most one retry for ten first tries, of all models of a provider
// together. A run of a handful of calls could then not retry at all, so a few are always allowed. Source: "Site Reliability Engineering", O'Reilly
// 2016, chapter 21, "Handling overload".
#pragma once

#include "core/limits/windowledger.h"

namespace assay::limits {

struct RetryBudgetRules {
    qint64 alwaysAllowed = 10;
    qint64 firstTriesForOne = 10;
    Milliseconds window{120'000};
};

class RetryBudget {
public:
    explicit RetryBudget(RetryBudgetRules rules = {}) : m_rules(rules), m_firstTries(rules.window), m_retries(rules.window) {}

    void firstTry(SteadyTime now) { m_firstTries.take(0, 1, now); }
    /// False, and nothing counted, when there is no room.
    [[nodiscard]] bool retry(SteadyTime now);
    [[nodiscard]] const RetryBudgetRules &rules() const { return m_rules; }

private:
    RetryBudgetRules m_rules;
    WindowLedger m_firstTries;
    WindowLedger m_retries;
};

} // namespace assay::limits
