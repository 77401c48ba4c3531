// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/sections.h"
#include "tests/core/limits/enforcer.h"
#include "tests/support/loopbackserver.h"
#include "tests/support/openaianswers.h"

#include <cstdio>
#include <map>
#include <mutex>
#include <random>

namespace assay::bench {

namespace {

constexpr qint64 kInput = 60;

// A provider of one model. Its own memory of what it charged is what a run is held against.
class RateServer {
public:
    explicit RateServer(const EnforcedLimits &limits)
        : m_limits(limits),
          m_requests(window(limits), test::Charge::reserved, limits.requestsPerMinute),
          m_tokens(window(limits), limits.chargesReservations ? test::Charge::reserved : test::Charge::used, limits.tokensPerMinute)
    {
    }

    test::LoopbackReply answer(const test::LoopbackRequest &request)
    {
        const std::scoped_lock lock(m_mutex);
        const SteadyTime now = std::chrono::steady_clock::now();
        if (m_arrived++ == 0)
            m_first = now;
        m_last = now;
        settleUntil(now);
        const auto body = parseJson(QByteArrayView(request.body));
        const qint64 cap = body && body->contains("max_tokens") ? body->at("max_tokens").as<qint64>() : 0;
        const qint64 reserved = kInput + cap;
        if (!m_requests.admits(1, now) || !m_tokens.admits(reserved, now)) {
            ++m_refused;
            return test::errorAnswer(429, "rate_limit_exceeded", "Rate limit reached", told(now));
        }
        const qint64 output = std::uniform_int_distribution<qint64>(120, 360)(m_random);
        const std::chrono::milliseconds takes(std::uniform_int_distribution(300, 1'500)(m_random));
        m_requests.arrives(0, 1, now);
        m_tokens.arrives(0, reserved, now);
        m_ends.emplace(now + takes, std::pair(reserved, kInput + output));
        test::LoopbackReply reply = test::plainAnswer(QStringLiteral("ok"), {.input = kInput, .output = output});
        reply.headers += told(now);
        reply.delay = takes;
        return reply;
    }

    // Of all that is let through in the time: a bucket is full at the start, and holds a minute more.
    Json figures()
    {
        const std::scoped_lock lock(m_mutex);
        settleUntil(m_last);
        const double minutes = std::chrono::duration<double, std::ratio<60>>(m_last - m_first).count();
        const double allowedMinutes = minutes + (m_limits.isBucket ? 1 : 0);
        const auto share = [&](const test::Enforcer &enforcer, qint64 limit) { return static_cast<double>(enforcer.charged()) / (static_cast<double>(limit) * allowedMinutes); };
        Json json(jsoncons::json_object_arg);
        json.insert_or_assign("minutes", minutes);
        json.insert_or_assign("arrived", m_arrived);
        json.insert_or_assign("refused", m_refused);
        json.insert_or_assign("usedShare", std::max(share(m_requests, m_limits.requestsPerMinute), share(m_tokens, m_limits.tokensPerMinute)));
        json.insert_or_assign("refusedShare", m_arrived > 0 ? static_cast<double>(m_refused) / m_arrived : 0);
        return json;
    }

private:
    static test::Window window(const EnforcedLimits &limits) { return limits.isBucket ? test::Window::bucket : test::Window::sliding; }

    void settleUntil(SteadyTime now)
    {
        while (!m_ends.empty() && m_ends.begin()->first <= now) {
            const auto end = m_ends.extract(m_ends.begin());
            m_tokens.ends(0, end.mapped().first, end.mapped().second, end.key());
        }
    }

    // As OpenAI tells it, where it is told.
    QList<std::pair<QByteArray, QByteArray>> told(SteadyTime now)
    {
        if (!m_limits.chargesReservations)
            return {};
        const tokens::ToldLimit limit = m_tokens.headers(now);
        return {{"x-ratelimit-limit-tokens", QByteArray::number(*limit.limit)}, {"x-ratelimit-remaining-tokens", QByteArray::number(*limit.remaining)},
            {"x-ratelimit-reset-tokens", QByteArray::number(limit.resetIn->count()) + "ms"}};
    }

    EnforcedLimits m_limits;
    std::mutex m_mutex;
    std::mt19937 m_random{7}; // NOLINT: the same numbers every time
    test::Enforcer m_requests;
    test::Enforcer m_tokens;
    std::multimap<SteadyTime, std::pair<qint64, qint64>> m_ends; ///< reserved and used
    SteadyTime m_first;
    SteadyTime m_last;
    int m_arrived = 0;
    int m_refused = 0;
};

} // namespace

int enforce(const EnforcedLimits &limits)
{
    RateServer provider(limits);
    const test::LoopbackServer server([&provider](const test::LoopbackRequest &request) { return provider.answer(request); });
    std::printf("%d\n", server.port());
    std::fflush(stdout);
    while (std::getchar() != EOF) {}
    std::printf("%s\n", toJson(provider.figures()).constData());
    return 0;
}

} // namespace assay::bench
