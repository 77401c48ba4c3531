// SPDX-License-Identifier: GPL-3.0-or-later
// Calls as fast as a limiter lets them, to a provider that enforces its limits, over a network that delays them: hours in a moment, the same every time.
#pragma once

#include "core/limits/ratelimiter.h"
#include "tests/core/limits/enforcer.h"

#include <functional>
#include <map>
#include <random>

namespace assay::test {

struct RateSetting {
    limits::RateLimits limits;
    Window window = Window::fixed;
    Charge charge = Charge::used;
    bool tells = false;         ///< with every answer, as of its arrival at the provider
    int meanUse = 500;          ///< tokens of a call; it reserves two to five times that
    Milliseconds shortest{400}; ///< from arrival to the end of the answer
    Milliseconds longest{1'600};
    double othersShare = 0; ///< of the limit, that others on the same account use
    int concurrency = 64;
    Milliseconds until{60 * 60 * 1000}; ///< the first call leaves in the middle of a minute
};

struct RateOutcome {
    double usedShare = 0;    ///< of what the limit that binds allows, with what others use
    double refusedShare = 0; ///< of our calls
    int asked = 0;
};

class RateSimulation {
public:
    explicit RateSimulation(const RateSetting &setting)
        : m_setting(setting),
          m_limiter(setting.limits),
          m_requests(setting.window, Charge::reserved, setting.limits.requestsPerMinute),
          m_tokens(setting.window, setting.charge, setting.limits.tokensPerMinute),
          m_input(setting.window, Charge::reserved, setting.limits.inputTokensPerMinute),
          m_output(setting.window, setting.charge, setting.limits.outputTokensPerMinute)
    {
    }

    RateOutcome run()
    {
        at(SteadyTime(kStart), [this] { pump(); });
        if (m_setting.othersShare > 0)
            at(SteadyTime(kStart), [this] { othersCall(); });
        const SteadyTime end(kStart + m_setting.until);
        while (!m_events.empty() && m_events.begin()->first < end) {
            const auto event = m_events.extract(m_events.begin());
            m_now = event.key();
            event.mapped()();
        }
        const double whole = std::chrono::duration<double>(end.time_since_epoch()) / std::chrono::duration<double>(m_setting.until);
        double used = 0;
        for (const Enforcer *each : {&m_requests, &m_tokens, &m_input, &m_output})
            used = std::max(used, each->usedShare(end) * whole);
        return {.usedShare = used, .refusedShare = double(m_refused) / double(m_asked), .asked = m_asked};
    }

private:
    struct Call {
        limits::TokenNeed need;
        limits::TokenNeed used;
    };
    static constexpr Milliseconds kStart{25'000};

    int between(qint64 low, qint64 high) { return std::uniform_int_distribution<int>(int(low), int(high))(m_random); }
    void at(SteadyTime when, std::function<void()> what) { m_events.emplace(when, std::move(what)); }

    Call nextCall()
    {
        const qint64 used = between(m_setting.meanUse / 2, m_setting.meanUse * 3 / 2);
        const qint64 reserved = used * between(20, 50) / 10;
        const qint64 input = used * 2 / 5;
        return {.need = {input, reserved - input}, .used = {input, used - input}};
    }

    void pump()
    {
        while (m_underWay < m_setting.concurrency) {
            if (!m_next)
                m_next = nextCall();
            if (const SteadyTime moment = m_limiter.earliest(m_next->need, m_now); moment > m_now) {
                if (m_wake <= m_now || moment < m_wake) {
                    m_wake = moment;
                    at(moment, [this] { pump(); });
                }
                return;
            }
            ++m_underWay;
            const auto ticket = m_limiter.take(m_next->need, m_now);
            at(m_now + Milliseconds(between(0, 300)), [this, call = *m_next, ticket] { arrives(call, ticket); });
            m_next.reset();
        }
    }

    bool admits(const limits::TokenNeed &need)
    {
        return m_requests.admits(1, m_now) && m_tokens.admits(need.all, m_now) && m_input.admits(*need.input, m_now) && m_output.admits(*need.output(), m_now);
    }

    void charge(quint64 id, const limits::TokenNeed &need)
    {
        m_requests.arrives(id, 1, m_now);
        m_tokens.arrives(id, need.all, m_now);
        m_input.arrives(id, *need.input, m_now);
        m_output.arrives(id, *need.output(), m_now);
    }

    void settle(quint64 id, const Call &call)
    {
        m_tokens.ends(id, call.need.all, call.used.all, m_now);
        m_output.ends(id, *call.need.output(), *call.used.output(), m_now);
    }

    tokens::ToldLimits headers()
    {
        if (!m_setting.tells)
            return {};
        return {.requests = m_requests.headers(m_now), .tokens = m_tokens.headers(m_now), .inputTokens = m_input.headers(m_now), .outputTokens = m_output.headers(m_now)};
    }

    void arrives(const Call &call, limits::RateLimiter::Ticket ticket)
    {
        ++m_asked;
        const bool isAdmitted = admits(call.need);
        if (isAdmitted)
            charge(ticket, call.need);
        else
            ++m_refused;
        const Milliseconds takes = isAdmitted ? Milliseconds(between(m_setting.shortest.count(), m_setting.longest.count())) : Milliseconds(20);
        at(m_now + takes, [this, call, ticket, isAdmitted, told = headers()] { ends(call, ticket, isAdmitted, told); });
    }

    void ends(const Call &call, limits::RateLimiter::Ticket ticket, bool isAdmitted, const tokens::ToldLimits &told)
    {
        --m_underWay;
        if (isAdmitted)
            settle(ticket, call);
        m_limiter.settle(ticket, isAdmitted ? call.used : limits::TokenNeed(0, 0), m_now);
        m_limiter.told(told, m_now, ticket);
        if (!isAdmitted)
            m_limiter.refused({}, m_now);
        pump();
    }

    // Calls of somebody else, that never overlap ours in their ids.
    void othersCall()
    {
        const Call call = nextCall();
        if (admits(call.need)) {
            const quint64 id = --m_othersId;
            charge(id, call.need);
            settle(id, call);
        }
        const limits::TokenNeed &charged = m_setting.charge == Charge::reserved ? call.need : call.used;
        const auto minutesOf = [](qint64 amount, std::optional<qint64> limit) { return limit ? double(amount) / double(*limit) : 0; };
        const limits::RateLimits &limits = m_setting.limits;
        const double minutes = std::max({minutesOf(1, limits.requestsPerMinute), minutesOf(charged.all, limits.tokensPerMinute),
            minutesOf(*charged.input, limits.inputTokensPerMinute), minutesOf(*charged.output(), limits.outputTokensPerMinute)});
        const double wait = std::exponential_distribution(1.0)(m_random) * minutes / m_setting.othersShare;
        at(m_now + std::chrono::nanoseconds(qint64(wait * 60e9)), [this] { othersCall(); });
    }

    RateSetting m_setting;
    std::mt19937 m_random{7}; // NOLINT: the same numbers every time
    limits::RateLimiter m_limiter;
    Enforcer m_requests;
    Enforcer m_tokens;
    Enforcer m_input;
    Enforcer m_output;
    std::multimap<SteadyTime, std::function<void()>> m_events;
    SteadyTime m_now{};
    SteadyTime m_wake{};
    std::optional<Call> m_next;
    int m_underWay = 0;
    int m_asked = 0;
    int m_refused = 0;
    quint64 m_othersId = ~quint64(0);
};

} // namespace assay::test
