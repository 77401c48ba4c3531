// SPDX-License-Identifier: GPL-3.0-or-later
// Stops asking a model that does not answer, and finds out by single calls when it does again. Pattern: M. Nygard, "Release It!", 2nd edition 2018,
// "Circuit Breaker".
//
// Opens at 5 failures in a row, or when more than 20 % of at least 20 calls within 60 s failed. Open it lets nothing through for 15 s, twice as long after
// every probe that fails, at most 2 minutes; then it is half open and lets one call through. A success closes it.
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <QString>

#include <deque>
#include <optional>

namespace assay::limits {

struct BreakerRules {
    int failuresInARow = 5;
    double failedShare = 0.2;
    int enoughCalls = 20;
    Milliseconds window{60'000};
    Milliseconds firstPause{15'000};
    Milliseconds longestPause{120'000};
};

class Breaker {
public:
    explicit Breaker(BreakerRules rules = {}) : m_rules(rules) {}

    /// Time-outs, broken connections, no connection, server errors and overload. A rate limit or a refused request is an answer.
    [[nodiscard]] static bool isFailure(ErrorKind kind);

    /// When the next call may leave: a moment not after `now` means at once; nothing while a probe is under way, whose end decides.
    [[nodiscard]] std::optional<SteadyTime> earliest(SteadyTime now) const;
    /// A call leaves. In the half open state it is the probe.
    void asked(SteadyTime now);
    void succeeded(SteadyTime now);
    void failed(SteadyTime now);
    /// The call ended without telling anything of the server: it was cancelled, or never left.
    void abandoned();

    [[nodiscard]] bool isOpen() const { return m_openUntil.has_value(); }
    /// Probes that failed since it opened.
    [[nodiscard]] int failedProbes() const { return m_failedProbes; }
    /// "5 failures in a row; one call goes through in 12 s"; empty while closed.
    [[nodiscard]] QString reason(SteadyTime now) const;

private:
    void open(SteadyTime now, const QString &why);
    void note(bool isFailure, SteadyTime now);

    BreakerRules m_rules;
    std::deque<std::pair<SteadyTime, bool>> m_ends; ///< within the window: when, and whether it failed
    int m_failedInWindow = 0;
    int m_inARow = 0;
    std::optional<SteadyTime> m_openUntil;
    bool m_isProbing = false;
    int m_failedProbes = 0;
    QString m_why;
};

} // namespace assay::limits
