// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits/ratelimiter.h"

#include <algorithm>

namespace assay::limits {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kMinute = 60s;
// A call may be underway for a while before the provider counts it: what leaves now and what left a minute ago may arrive closer together.
constexpr Milliseconds kWindow{60'400};
// So much may leave at once before pacing holds it back, in seconds of the limit.
constexpr auto kBurst = 1s;
constexpr Milliseconds kRefusedPause{1'000};
constexpr Milliseconds kLongestPause{10 * 60 * 1000};
// How fast the share follows, and how far a call may be above it without surprise.
constexpr double kLearningRate = 0.05;
constexpr double kShareMargin = 1.1;

std::optional<qint64> smaller(std::optional<qint64> a, std::optional<qint64> b)
{
    return a && b ? std::min(*a, *b) : a ? a : b;
}

std::chrono::nanoseconds share(qint64 amount, qint64 limit)
{
    return std::chrono::nanoseconds(static_cast<qint64>(static_cast<double>(std::chrono::nanoseconds(kMinute).count()) * static_cast<double>(amount) / static_cast<double>(limit)));
}

// The theoretical arrival time of the call after this one.
void pace(SteadyTime &next, qint64 amount, qint64 limit, SteadyTime now)
{
    next = std::max(next, now) + share(amount, limit);
}

} // namespace

RateLimiter::RateLimiter(RateLimits limits) : m_limits(limits), m_requests(kWindow), m_used(kWindow), m_reserved(kWindow) {}

std::optional<qint64> RateLimiter::requestLimit() const
{
    return smaller(m_limits.requestsPerMinute, m_toldRequests);
}

std::optional<qint64> RateLimiter::tokenLimit() const
{
    return smaller(m_limits.tokensPerMinute, m_toldTokens);
}

SteadyTime RateLimiter::requestsAllow(SteadyTime now) const
{
    const auto limit = requestLimit();
    if (!limit)
        return now;
    return std::max(m_requests.earliest(1, *limit, now), m_nextRequest - kBurst);
}

SteadyTime RateLimiter::tokensAllow(qint64 tokens, SteadyTime now) const
{
    const auto limit = tokenLimit();
    if (!limit)
        return now;
    const WindowLedger &ledger = m_chargesReservations ? m_reserved : m_used;
    return std::max(ledger.earliest(std::min(tokens, *limit), *limit, now), m_nextTokens - kBurst);
}

SteadyTime RateLimiter::earliest(qint64 tokens, SteadyTime now) const
{
    return std::max({now, m_blockedUntil, requestsAllow(now), tokensAllow(tokens, now)});
}

qint64 RateLimiter::expectedUse(qint64 tokens) const
{
    return std::min(tokens, static_cast<qint64>(static_cast<double>(tokens) * m_usedShare * kShareMargin));
}

RateLimiter::Ticket RateLimiter::take(qint64 tokens, SteadyTime now)
{
    const Ticket ticket = ++m_lastTicket;
    m_requests.take(ticket, 1, now);
    m_used.take(ticket, expectedUse(tokens), now);
    m_reserved.take(ticket, tokens, now);
    if (const auto limit = requestLimit())
        pace(m_nextRequest, 1, *limit, now);
    if (const auto limit = tokenLimit())
        pace(m_nextTokens, m_chargesReservations ? tokens : expectedUse(tokens), *limit, now);
    m_calls.push_back({ticket, {.reserved = tokens, .at = now}});
    return ticket;
}

void RateLimiter::settle(Ticket ticket, std::optional<qint64> usedTokens)
{
    const auto call = std::ranges::lower_bound(m_calls, ticket, {}, &std::pair<Ticket, Call>::first);
    if (call == m_calls.end() || call->first != ticket)
        return;
    const qint64 reserved = call->second.reserved;
    m_calls.erase(call);
    if (!usedTokens)
        return;
    if (const auto limit = tokenLimit(); limit && !m_chargesReservations)
        m_nextTokens -= share(expectedUse(reserved) - *usedTokens, *limit);
    m_used.change(ticket, *usedTokens);
    if (reserved > 0 && *usedTokens > 0)
        m_usedShare += kLearningRate * (std::min(1.0, static_cast<double>(*usedTokens) / static_cast<double>(reserved)) - m_usedShare);
}

void RateLimiter::giveBack(Ticket ticket)
{
    settle(ticket, 0);
    m_requests.change(ticket, 0);
    m_reserved.change(ticket, 0);
}

void RateLimiter::learnFromRemaining(qint64 remaining, SteadyTime now)
{
    const auto limit = tokenLimit();
    if (!limit)
        return;
    const qint64 byReservation = *limit - m_reserved.sum(now);
    const qint64 byUse = *limit - m_used.sum(now);
    // Only where the two ways differ clearly can one answer tell which it is.
    if (byUse - byReservation < *limit / 5)
        return;
    const qint64 middle = (byUse + byReservation) / 2;
    m_chargesReservations = m_chargesReservations || remaining < middle;
}

void RateLimiter::told(const tokens::ToldLimits &limits, SteadyTime now)
{
    if (limits.requests.limit && *limits.requests.limit > 0)
        m_toldRequests = limits.requests.limit;
    if (limits.tokens.limit && *limits.tokens.limit > 0)
        m_toldTokens = limits.tokens.limit;
    if (limits.tokens.remaining)
        learnFromRemaining(*limits.tokens.remaining, now);
    for (const tokens::ToldLimit *each : {&limits.requests, &limits.tokens, &limits.inputTokens, &limits.outputTokens}) {
        if (each->remaining == 0 && each->resetIn)
            m_blockedUntil = std::max(m_blockedUntil, now + std::min<Milliseconds>(*each->resetIn, kMinute));
    }
}

void RateLimiter::refused(std::optional<Milliseconds> retryAfter, SteadyTime now)
{
    m_blockedUntil = std::max(m_blockedUntil, now + std::min(retryAfter.value_or(kRefusedPause), kLongestPause));
    const auto limit = tokenLimit();
    // Refused although what was used leaves room: the provider counts what was reserved.
    if (limit && m_reserved.sum(now) * 10 > *limit * 9 && m_used.sum(now) < m_reserved.sum(now))
        m_chargesReservations = true;
}

bool RateLimiter::canNeverFit(qint64 tokens) const
{
    const auto limit = tokenLimit();
    return limit && tokens > *limit;
}

QString RateLimiter::reason(qint64 tokens, SteadyTime now) const
{
    const SteadyTime moment = earliest(tokens, now);
    if (moment <= now)
        return {};
    if (moment == m_blockedUntil)
        return u"the provider asked for a pause"_s;
    return moment == requestsAllow(now) ? u"the limit of requests per minute"_s : u"the limit of tokens per minute"_s;
}

std::optional<RateLoad> RateLimiter::load(qint64 tokens, SteadyTime now) const
{
    std::optional<RateLoad> requests;
    std::optional<RateLoad> ofTokens;
    if (const auto limit = requestLimit())
        requests = RateLoad{u"requests"_s, m_requests.sum(now), *limit};
    if (const auto limit = tokenLimit())
        ofTokens = RateLoad{u"tokens"_s, (m_chargesReservations ? m_reserved : m_used).sum(now), *limit};
    if (!requests || !ofTokens)
        return requests ? requests : ofTokens;
    const SteadyTime requestsAt = std::max(now, requestsAllow(now));
    const SteadyTime tokensAt = std::max(now, tokensAllow(tokens, now));
    if (requestsAt != tokensAt)
        return requestsAt > tokensAt ? requests : ofTokens;
    const auto share = [](const RateLoad &load) { return static_cast<double>(load.used) / static_cast<double>(load.limit); };
    return share(*requests) >= share(*ofTokens) ? requests : ofTokens;
}

} // namespace assay::limits
