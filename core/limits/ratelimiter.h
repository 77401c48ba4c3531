// SPDX-License-Identifier: GPL-3.0-or-later
// Requests and tokens per minute of one model, held together by reservation: a call takes one request and the most tokens it can need, and gives back
// what it did not use.
//
// Invariants: a call leaves only when every limit lets it (ratemeter.h says what each holds); a ticket is settled once, whatever is said twice; what
// the provider tells or refuses can only make it stricter than what the user set.
#pragma once

#include "core/limits/ratemeter.h"

#include <QString>

#include <array>
#include <optional>

namespace assay::limits {

struct RateLimits {
    std::optional<qint64> requestsPerMinute;
    std::optional<qint64> tokensPerMinute; ///< input and output together
    std::optional<qint64> inputTokensPerMinute = std::nullopt;
    std::optional<qint64> outputTokensPerMinute = std::nullopt;

    bool operator==(const RateLimits &) const = default;
};

/// Tokens of a call. Limits on input or output alone bind calls that tell them apart.
struct TokenNeed {
    qint64 all = 0;
    std::optional<qint64> input = std::nullopt;

    // Not explicit: an amount is a need.
    TokenNeed(qint64 together) : all(together) {} // NOLINT(google-explicit-constructor)
    TokenNeed(qint64 inputTokens, qint64 outputTokens) : all(inputTokens + outputTokens), input(inputTokens) {}
    [[nodiscard]] std::optional<qint64> output() const { return input ? std::optional(all - *input) : std::nullopt; }
};

/// How far a limit is used.
struct RateLoad {
    QString what; ///< "requests", "tokens", "input tokens", "output tokens"
    qint64 used = 0;
    qint64 limit = 0;

    bool operator==(const RateLoad &) const = default;
};

class RateLimiter {
public:
    explicit RateLimiter(RateLimits limits = {});

    /// A call as it was taken; 0 is none.
    using Ticket = quint64;

    /// When such a call may leave: a moment not after `now` means at once. Pure.
    [[nodiscard]] SteadyTime earliest(const TokenNeed &need, SteadyTime now) const;
    /// To be called at a moment that earliest() allowed.
    [[nodiscard]] Ticket take(const TokenNeed &need, SteadyTime now);
    /// The call has ended. Nothing when its usage is not known: then it counts with what it took.
    /// Without `now`: at the last moment that it was told.
    void settle(Ticket ticket, const std::optional<TokenNeed> &used, std::optional<SteadyTime> now = {});
    /// The call never left.
    void giveBack(Ticket ticket);

    /// What the provider said with the answer or refusal of this call; 0 when it is not known which.
    void told(const tokens::ToldLimits &limits, SteadyTime now, Ticket call = 0);
    /// The provider refused a call for its rate: nothing leaves before `retryAfter` is over. When it was not told: a second, twice as long each time
    /// that the first calls after it are refused again, at most 16.
    void refused(std::optional<Milliseconds> retryAfter, SteadyTime now);

    /// More tokens than a whole minute has: such a call would wait for ever. Not by its output alone, where only what is used may count.
    [[nodiscard]] bool canNeverFit(const TokenNeed &need) const;
    /// "the limit of tokens per minute, 12 s" or the like, for a call that has to wait now; empty when it has not.
    [[nodiscard]] QString reason(const TokenNeed &need, SteadyTime now) const;
    /// Of the last minute: the limit that such a call waits for longest, else the one that is used most. Nothing without limits.
    [[nodiscard]] std::optional<RateLoad> load(const TokenNeed &need, SteadyTime now) const;
    /// Nothing leaves because the provider refused a call, whatever the limits are.
    [[nodiscard]] bool isPaused(SteadyTime now) const { return m_blockedUntil > now; }
    /// Of tokens together.
    [[nodiscard]] Charging charging() const { return m_tokens.charging(); }

private:
    struct Call {
        Ticket ticket = 0;
        TokenNeed need;
    };
    struct Metered {
        QString what;
        const RateMeter &meter;
        std::optional<qint64> amount; ///< absent: the call does not tell it, and is not held

        [[nodiscard]] SteadyTime earliest(SteadyTime now) const { return amount ? meter.earliest(*amount, now) : now; }
    };
    [[nodiscard]] std::array<Metered, 4> metered(const TokenNeed &need) const;
    void learnFromRefusal(SteadyTime now);

    RateMeter m_requests;
    RateMeter m_tokens;
    RateMeter m_input;
    RateMeter m_output;
    Ticket m_lastTicket = 0;
    std::deque<Call> m_calls; ///< under way, by ticket
    SteadyTime m_blockedUntil{};
    SteadyTime m_latest{}; ///< moment that it was told
    std::optional<SteadyTime> m_lastLearned;
    int m_refusedInARow = 0;
};

} // namespace assay::limits
