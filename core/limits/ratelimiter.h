// SPDX-License-Identifier: GPL-3.0-or-later
// Requests and tokens per minute of one model, held together by reservation: a call takes one request and the most tokens it can need, and gives back
// what it did not use.
//
// Invariants: in no minute do more requests leave than the limit, nor more tokens than the limit (as the provider charges them: by what was
// reserved, or by what was used); calls are spread over the minute instead of leaving in one burst at its start; what the provider tells can only make it
// stricter. Pacing is the generic cell rate algorithm (ITU-T I.371, annex A), over a ledger of the last minute.
//
// Providers charge tokens in one of two ways and do not say which: what a call reserves (its input and its cap on output) when it arrives, or what it
// used when it ends. The limiter starts with the second, which wastes nothing (a call under way then counts with what calls used lately), and changes
// to the first for good when a refusal or the told remainder shows it.
#pragma once

#include "core/limits/windowledger.h"
#include "core/tokens/toldlimits.h"

#include <QString>

#include <optional>

namespace assay::limits {

struct RateLimits {
    std::optional<qint64> requestsPerMinute;
    std::optional<qint64> tokensPerMinute; ///< input and output together

    bool operator==(const RateLimits &) const = default;
};

/// How far a limit is used.
struct RateLoad {
    QString what; ///< "requests", "tokens", …
    qint64 used = 0;
    qint64 limit = 0;

    bool operator==(const RateLoad &) const = default;
};

class RateLimiter {
public:
    explicit RateLimiter(RateLimits limits = {});

    /// A call as it was taken; 0 is none.
    using Ticket = quint64;

    /// When a call of so many tokens may leave: a moment not after `now` means at once. Pure.
    [[nodiscard]] SteadyTime earliest(qint64 tokens, SteadyTime now) const;
    /// To be called at a moment that earliest() allowed.
    [[nodiscard]] Ticket take(qint64 tokens, SteadyTime now);
    /// The call has ended. Nothing when its usage is not known: then it counts with what it took.
    void settle(Ticket ticket, std::optional<qint64> usedTokens);
    /// The call never left.
    void giveBack(Ticket ticket);

    /// What the provider said with an answer or a refusal.
    void told(const tokens::ToldLimits &limits, SteadyTime now);
    /// The provider refused a call for its rate: nothing leaves before `retryAfter` is over (a moment, when it was not told).
    void refused(std::optional<Milliseconds> retryAfter, SteadyTime now);

    /// More tokens than a whole minute has: such a call would wait for ever.
    [[nodiscard]] bool canNeverFit(qint64 tokens) const;
    /// "requests per minute" or the like, for a call that has to wait now; empty when it has not.
    [[nodiscard]] QString reason(qint64 tokens, SteadyTime now) const;
    /// Of the last minute: the limit that such a call waits for, else the one that is used most. Nothing without limits.
    [[nodiscard]] std::optional<RateLoad> load(qint64 tokens, SteadyTime now) const;
    /// It waits because the provider asked for a pause, whatever the limits are.
    [[nodiscard]] bool isPaused(SteadyTime now) const { return m_blockedUntil > now; }
    [[nodiscard]] bool chargesReservations() const { return m_chargesReservations; }

private:
    struct Call {
        qint64 reserved = 0;
        SteadyTime at;
    };
    [[nodiscard]] std::optional<qint64> requestLimit() const;
    [[nodiscard]] std::optional<qint64> tokenLimit() const;
    [[nodiscard]] qint64 expectedUse(qint64 tokens) const;
    [[nodiscard]] SteadyTime requestsAllow(SteadyTime now) const;
    [[nodiscard]] SteadyTime tokensAllow(qint64 tokens, SteadyTime now) const;
    void learnFromRemaining(qint64 remaining, SteadyTime now);

    RateLimits m_limits;
    std::optional<qint64> m_toldRequests; ///< limits a minute
    std::optional<qint64> m_toldTokens;
    quint64 m_lastTicket = 0;
    std::deque<std::pair<Ticket, Call>> m_calls; ///< of the last minute and those under way, by ticket
    WindowLedger m_requests;
    WindowLedger m_used;     ///< tokens: reserved while under way, then used
    WindowLedger m_reserved; ///< tokens as reserved, whatever was used
    SteadyTime m_nextRequest{};
    SteadyTime m_nextTokens{};
    SteadyTime m_blockedUntil{};
    bool m_chargesReservations = false;
    double m_usedShare = 1; ///< of what calls reserve, lately
};

} // namespace assay::limits
