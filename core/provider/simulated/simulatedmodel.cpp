// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/simulatedmodel.h"

#include "core/base/taskscope.h"
#include "core/provider/simulated/script.h"

namespace assay::provider {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kOk = 200;
constexpr int kTooManyRequests = 429;

Error callError(ErrorKind kind, const QString &message)
{
    return Error{.kind = kind, .message = message, .hint = {}, .context = {}, .retryAfter = {}};
}

// Tells how long an exchange has gone on.
class Stopwatch {
public:
    explicit Stopwatch(const Clock &clock) : m_clock(&clock), m_start(clock.steadyNow()) {}
    [[nodiscard]] Milliseconds elapsed() const { return std::chrono::duration_cast<Milliseconds>(m_clock->steadyNow() - m_start); }

private:
    const Clock *m_clock;
    SteadyTime m_start;
};

// False when stopped.
QCoro::Task<bool> streamBursts(QList<Burst> bursts, DeltaSink onDelta, std::stop_token stop, Exchange *exchange)
{
    for (const Burst &burst : bursts) {
        exchange->partialText += burst.text;
        if (onDelta)
            onDelta(burst.text);
        if (stop.stop_requested())
            co_return false;
        if (burst.restAfter > 0ms && !co_await sleepFor(burst.restAfter, stop))
            co_return false;
    }
    co_return true;
}

Exchange refused(Exchange exchange, const Script &script, Milliseconds duration)
{
    Error error = callError(ErrorKind::rateLimit, u"the simulated server says: too many requests"_s);
    error.retryAfter = script.retryAfter;
    exchange.result = std::unexpected(error);
    exchange.httpStatus = kTooManyRequests;
    exchange.duration = duration;
    return exchange;
}

QCoro::Task<Exchange> play(Script script, const Clock *clock, DeltaSink onDelta, std::stop_token stop)
{
    const Stopwatch watch(*clock);
    Exchange exchange{.result = fail(ErrorKind::cancelled, u"stopped"_s), .requestId = script.requestId};
    if (!co_await sleepFor(script.beforeAnswer, stop)) {
        exchange.duration = watch.elapsed();
        co_return exchange;
    }
    if (script.fault == Fault::rateLimit)
        co_return refused(exchange, script, watch.elapsed());

    exchange.httpStatus = kOk;
    exchange.timeToFirstToken = watch.elapsed();
    const bool isWhole = co_await streamBursts(script.bursts, std::move(onDelta), stop, &exchange);
    exchange.duration = watch.elapsed();
    if (!isWhole)
        co_return exchange;
    if (script.fault == Fault::reset) {
        exchange.result = std::unexpected(callError(ErrorKind::reset, u"the simulated server closed the connection in the middle of the answer"_s));
        co_return exchange;
    }
    exchange.partialText.clear();
    exchange.result = script.completion;
    co_return exchange;
}

class SimulatedModel final : public ChatModel {
public:
    SimulatedModel(Tier tier, SimulationOptions options, const Clock &clock) : m_tier(std::move(tier)), m_options(options), m_clock(clock) {}

    QCoro::Task<Exchange> complete(ChatRequest request, DeltaSink onDelta, std::stop_token stop) override
    {
        // The call may outlive the model when its owner goes away in the middle: it works on a script of its own.
        return play(writeScript(m_tier, m_options, request), &m_clock, request.stream ? std::move(onDelta) : DeltaSink(), std::move(stop));
    }

private:
    Tier m_tier;
    SimulationOptions m_options;
    const Clock &m_clock;
};

} // namespace

Result<std::unique_ptr<ChatModel>> makeSimulatedModel(const ProviderConfig &provider, const ModelConfig &model, const Clock &clock)
{
    const auto tier = simulatedTier(model.tier);
    if (!tier)
        return fail(ErrorKind::invalidInput, u"the simulated model %1 has the tier \"%2\""_s.arg(model.name, model.tier), u"Give it small, medium or large."_s);
    return std::make_unique<SimulatedModel>(*tier, readSimulationOptions(provider.options), clock);
}

} // namespace assay::provider
