// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits/ratelimiter.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace assay::limits {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Milliseconds kRefusedPause{1'000};
constexpr int kMostDoublings = 4;
constexpr Milliseconds kLongestPause{10 * 60 * 1000};
// Calls that left together are refused together.
constexpr auto kOneRefusal = 2s;

} // namespace

RateLimiter::RateLimiter(RateLimits limits)
    : m_requests(limits.requestsPerMinute, Charging::reserved),
      m_tokens(limits.tokensPerMinute),
      m_input(limits.inputTokensPerMinute),
      m_output(limits.outputTokensPerMinute)
{
}

std::array<RateLimiter::Metered, 4> RateLimiter::metered(const TokenNeed &need) const
{
    return {Metered{u"requests"_s, m_requests, 1}, Metered{u"tokens"_s, m_tokens, need.all}, Metered{u"input tokens"_s, m_input, need.input},
        Metered{u"output tokens"_s, m_output, need.output()}};
}

SteadyTime RateLimiter::earliest(const TokenNeed &need, SteadyTime now) const
{
    SteadyTime moment = std::max(now, m_blockedUntil);
    for (const Metered &each : metered(need))
        moment = std::max(moment, each.earliest(now));
    return moment;
}

RateLimiter::Ticket RateLimiter::take(const TokenNeed &need, SteadyTime now)
{
    m_latest = now;
    const Ticket ticket = ++m_lastTicket;
    m_requests.take(ticket, 1, now);
    m_tokens.take(ticket, need.all, now);
    m_input.take(ticket, need.input.value_or(0), now);
    m_output.take(ticket, need.output().value_or(0), now);
    m_calls.push_back({ticket, need});
    return ticket;
}

void RateLimiter::settle(Ticket ticket, const std::optional<TokenNeed> &used, std::optional<SteadyTime> now)
{
    const auto call = std::ranges::lower_bound(m_calls, ticket, {}, &Call::ticket);
    if (call == m_calls.end() || call->ticket != ticket)
        return;
    const TokenNeed need = call->need;
    if (!used || used->all > 0)
        m_refusedInARow = 0;
    m_calls.erase(call);
    m_latest = std::max(m_latest, now.value_or(m_latest));
    m_tokens.settle(ticket, need.all, used.transform([](const TokenNeed &each) { return each.all; }), m_latest);
    m_input.settle(ticket, need.input.value_or(0), used.and_then([](const TokenNeed &each) { return each.input; }), m_latest);
    m_output.settle(ticket, need.output().value_or(0), used.and_then(&TokenNeed::output), m_latest);
}

void RateLimiter::giveBack(Ticket ticket)
{
    const auto call = std::ranges::lower_bound(m_calls, ticket, {}, &Call::ticket);
    if (call == m_calls.end() || call->ticket != ticket)
        return;
    m_requests.giveBack(ticket, 1, m_latest);
    m_tokens.giveBack(ticket, call->need.all, m_latest);
    m_input.giveBack(ticket, call->need.input.value_or(0), m_latest);
    m_output.giveBack(ticket, call->need.output().value_or(0), m_latest);
    m_calls.erase(call);
}

void RateLimiter::told(const tokens::ToldLimits &limits, SteadyTime now, Ticket call)
{
    m_latest = now;
    m_requests.told(limits.requests, call, now);
    m_tokens.told(limits.tokens, call, now);
    m_input.told(limits.inputTokens, call, now);
    m_output.told(limits.outputTokens, call, now);
}

void RateLimiter::refused(std::optional<Milliseconds> retryAfter, SteadyTime now)
{
    // What had left before the pause began is refused with it.
    if (now >= m_blockedUntil)
        ++m_refusedInARow;
    const Milliseconds pause = kRefusedPause * (1 << std::clamp(m_refusedInARow - 1, 0, kMostDoublings));
    m_blockedUntil = std::max(m_blockedUntil, now + std::min(retryAfter.value_or(pause), kLongestPause));
    if (m_lastLearned && now < *m_lastLearned + kOneRefusal)
        return;
    m_lastLearned = now;
    learnFromRefusal(now);
}

void RateLimiter::learnFromRefusal(SteadyTime now)
{
    bool isExplained = false;
    for (RateMeter *meter : {&m_requests, &m_tokens, &m_input, &m_output}) {
        if (!meter->isFull(now))
            continue;
        isExplained = true;
        meter->refusedWhenFull(now);
    }
    if (isExplained || m_tokens.chargeStricter(now) || m_input.chargeStricter(now) || m_output.chargeStricter(now))
        return;
    for (RateMeter *meter : {&m_requests, &m_tokens, &m_input, &m_output})
        meter->refusedUnexpectedly(now);
}

bool RateLimiter::canNeverFit(const TokenNeed &need) const
{
    const auto isAbove = [](std::optional<qint64> amount, const RateMeter &meter) { return amount && meter.limit() && *amount > *meter.limit(); };
    return isAbove(need.all, m_tokens) || isAbove(need.input, m_input) || (m_output.charging() != Charging::used && isAbove(need.output(), m_output));
}

QString RateLimiter::reason(const TokenNeed &need, SteadyTime now) const
{
    const SteadyTime moment = earliest(need, now);
    if (moment <= now)
        return {};
    const QString seconds = QString::number(std::ceil(std::chrono::duration<double>(moment - now).count()));
    if (moment == m_blockedUntil)
        return u"the pause that the provider asked for, %1 s"_s.arg(seconds);
    const auto parts = metered(need);
    const auto binding = std::ranges::find_if(parts, [&](const Metered &each) { return each.earliest(now) == moment; });
    return u"the limit of %1 per minute, %2 s"_s.arg(binding == parts.end() ? u"requests"_s : binding->what, seconds);
}

std::optional<RateLoad> RateLimiter::load(const TokenNeed &need, SteadyTime now) const
{
    const auto fuller = [&](const Metered &a, const Metered &b) {
        const auto rank = [&](const Metered &each) {
            const auto limit = each.meter.limit();
            return std::tuple(limit.has_value(), each.earliest(now), limit ? static_cast<double>(each.meter.used(now)) / static_cast<double>(*limit) : 0);
        };
        return rank(a) < rank(b);
    };
    const auto parts = metered(need);
    const Metered &fullest = *std::ranges::max_element(parts, fuller);
    return fullest.meter.limit().transform([&](qint64 limit) { return RateLoad{fullest.what, fullest.meter.used(now), limit}; });
}

} // namespace assay::limits
