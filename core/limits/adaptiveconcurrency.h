// SPDX-License-Identifier: GPL-3.0-or-later
// How many calls of a model may be under way at once: what the user set, less after a rate limit or an overload, and soon as much again. Additive
// increase, multiplicative decrease: D.-M. Chiu, R. Jain, Computer Networks and ISDN Systems 17 (1989).
#pragma once

#include "core/base/clock.h"

#include <QString>

namespace assay::limits {

class AdaptiveConcurrency {
public:
    /// From 1 up.
    explicit AdaptiveConcurrency(int configured) : m_configured(configured), m_allowed(configured) {}

    [[nodiscard]] int allowed() const { return static_cast<int>(m_allowed); }
    /// The provider said "too much". Calls that left together are told together: within a second that counts once.
    void slowDown(SteadyTime now);
    /// Calls of a full round of successes bring back a quarter of what is configured.
    void succeeded();
    /// "4 of 16 calls at once, after the provider asked for less"; empty while at full speed.
    [[nodiscard]] QString reason() const;

private:
    int m_configured;
    double m_allowed;
    SteadyTime m_lastCut{};
};

} // namespace assay::limits
