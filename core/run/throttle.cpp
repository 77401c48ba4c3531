// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/throttle.h"

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

// Two models of one account share what the account may ask.
QString gateName(const PlannedModel &model)
{
    return QStringList{model.provider.kind, model.provider.baseUrl, model.provider.keySource}.join(u'\n');
}

QString throttleName(const PlannedModel &model, int concurrency)
{
    const auto text = [](std::optional<qint64> limit) { return limit ? QString::number(*limit) : QString(); };
    return QStringList{gateName(model), model.model.apiName, text(model.model.requestsPerMinute), text(model.model.tokensPerMinute), QString::number(concurrency)}.join(u'\n');
}

std::optional<int> providerConcurrency(const PlannedModel &model)
{
    const Json &options = model.provider.options;
    const bool isTold = options.is_object() && options.contains("concurrency") && options.at("concurrency").is<int>();
    return isTold ? std::optional(options.at("concurrency").as<int>()) : std::nullopt;
}

std::optional<limits::TokenNeed> chargedTokens(const provider::Exchange &exchange)
{
    if (exchange.result)
        return exchange.result->usage.transform([](const tokens::Usage &usage) { return limits::TokenNeed(usage.input, usage.output); });
    switch (exchange.result.error().kind) {
    case ErrorKind::timeout:
    case ErrorKind::reset:
    case ErrorKind::cancelled:
    case ErrorKind::malformed:
    case ErrorKind::tooLarge:
        return std::nullopt;
    default:
        return limits::TokenNeed(0, 0);
    }
}

QString amountText(qint64 amount)
{
    constexpr qint64 kThousand = 1'000;
    return amount < 10 * kThousand ? QString::number(amount) : u"%1k"_s.arg((amount + kThousand / 2) / kThousand);
}

QString secondsText(Milliseconds time)
{
    const double seconds = static_cast<double>(time.count()) / 1'000;
    return u"%1 s"_s.arg(seconds, 0, 'f', time < Milliseconds(10'000) ? 1 : 0);
}

} // namespace

Throttle::Throttle(const PlannedModel &model, int concurrency, const ThrottleRules &rules, std::shared_ptr<ProviderGate> gate)
    : m_name(model.model.name),
      m_rules(rules),
      m_limiter({.requestsPerMinute = model.model.requestsPerMinute, .tokensPerMinute = model.model.tokensPerMinute}),
      m_breaker(rules.breaker),
      m_concurrency(concurrency),
      m_gate(std::move(gate))
{
}

int Throttle::freePlaces(int activeOfModel) const
{
    const int ofModel = m_concurrency.allowed() - activeOfModel;
    return std::max(0, m_gate->concurrency ? std::min(ofModel, *m_gate->concurrency - m_gate->active) : ofModel);
}

std::optional<SteadyTime> Throttle::earliest(const limits::TokenNeed &need, SteadyTime now) const
{
    return m_breaker.earliest(now).transform([&](SteadyTime moment) { return std::max(moment, m_limiter.earliest(need, now)); });
}

limits::RateLimiter::Ticket Throttle::leave(const limits::TokenNeed &need, SteadyTime now)
{
    m_breaker.asked(now);
    const limits::RateLimiter::Ticket ticket = m_limiter.take(need, now);
    if (m_breaker.isOpen())
        m_probe = ticket;
    return ticket;
}

void Throttle::gaveUp(limits::RateLimiter::Ticket ticket)
{
    m_limiter.giveBack(ticket);
    if (ticket == m_probe)
        m_breaker.abandoned();
}

void Throttle::noteEnd(const provider::Exchange &exchange, SteadyTime now)
{
    if (exchange.result) {
        m_hasAnswered = true;
        m_breaker.succeeded(now);
        m_concurrency.succeeded();
        return;
    }
    const Error &error = exchange.result.error();
    const bool isBusy = error.kind == ErrorKind::rateLimit || error.kind == ErrorKind::overloaded;
    if (isBusy)
        m_concurrency.slowDown(now);
    if (error.kind == ErrorKind::rateLimit || (isBusy && error.retryAfter))
        m_limiter.refused(error.retryAfter, now);
    if (limits::Breaker::isFailure(error.kind)) {
        m_lastFailure = error;
        m_breaker.failed(now);
    } else if (error.kind == ErrorKind::cancelled || error.kind == ErrorKind::rateLimit || error.kind == ErrorKind::secretMissing) {
        m_breaker.abandoned();
    } else {
        m_hasAnswered = true;
        m_breaker.succeeded(now);
    }
}

QString Throttle::ended(limits::RateLimiter::Ticket ticket, const provider::Exchange &exchange, SteadyTime now)
{
    const bool wasOpen = m_breaker.isOpen();
    const int allowedBefore = m_concurrency.allowed();
    m_limiter.settle(ticket, chargedTokens(exchange), now);
    if (exchange.limits)
        m_limiter.told(*exchange.limits, now, ticket);
    noteEnd(exchange, now);
    if (!wasOpen && m_breaker.isOpen())
        return u"%1: %2"_s.arg(m_name, m_breaker.reason(now));
    if (wasOpen && !m_breaker.isOpen())
        return u"%1 answers again"_s.arg(m_name);
    if (m_concurrency.allowed() < allowedBefore)
        return u"%1: %2"_s.arg(m_name, m_concurrency.reason());
    return {};
}

std::optional<Error> Throttle::deadReason() const
{
    if (m_breaker.failedProbes() < (m_hasAnswered ? m_rules.probesUntilGivenUp : 1))
        return std::nullopt;
    Error error = m_lastFailure.value_or(Error{.kind = ErrorKind::connect, .message = {}, .hint = {}, .context = {}, .retryAfter = {}});
    error.message = u"%1 does not answer: %2 calls, one after the other, failed. The last: %3"_s.arg(
        m_name, QString::number(m_rules.breaker.failuresInARow + m_breaker.failedProbes()), error.message);
    error.hint = u"Check the provider, then resume the run"_s;
    return error;
}

QString Throttle::reason(const limits::TokenNeed &need, SteadyTime now) const
{
    if (m_breaker.isOpen())
        return u"%1: %2"_s.arg(m_name, m_breaker.reason(now));
    if (const QString limited = m_limiter.reason(need, now); !limited.isEmpty())
        return u"%1 waits for %2"_s.arg(m_name, limited);
    const QString slowed = m_concurrency.reason();
    return slowed.isEmpty() ? QString() : u"%1: %2"_s.arg(m_name, slowed);
}

QString Throttle::retriesReason(int waiting) const
{
    const limits::RetryBudgetRules &rules = m_gate->retries.rules();
    return u"%1: %2 to be asked again, since its provider gets at most one retry for %3 first tries within %4, or %5"_s.arg(
        m_name, waiting == 1 ? u"1 call waits"_s : u"%1 calls wait"_s.arg(waiting), QString::number(rules.firstTriesForOne), secondsText(rules.window), QString::number(rules.alwaysAllowed));
}

ThrottleState Throttle::state(int activeOfModel, const std::optional<limits::TokenNeed> &next, SteadyTime now) const
{
    ThrottleState state{.model = m_name, .text = {}, .active = activeOfModel, .allowed = m_concurrency.allowed(), .waits = {}, .isOpen = m_breaker.isOpen()};
    const auto moment = next ? earliest(*next, now) : std::nullopt;
    if (moment && *moment > now)
        state.waits = std::chrono::ceil<Milliseconds>(*moment - now);
    if (state.isOpen) {
        state.text = m_breaker.reason(now);
        return state;
    }
    QStringList parts;
    if (const auto load = m_limiter.load(next.value_or(limits::TokenNeed(0, 0)), now))
        parts.append(u"%1 of %2 %3 this minute"_s.arg(amountText(load->used), amountText(load->limit), load->what));
    if (state.waits)
        parts.append((m_limiter.isPaused(now) ? u"waits %1, as the provider asked"_s : u"waits %1"_s).arg(secondsText(*state.waits)));
    if (const QString slowed = m_concurrency.reason(); !slowed.isEmpty())
        parts.append(slowed);
    state.text = parts.join(u", "_s);
    return state;
}

std::shared_ptr<Throttle> ThrottleBook::of(const PlannedModel &model, int concurrency)
{
    auto &gate = m_gates[gateName(model)];
    if (!gate)
        gate = std::make_shared<ProviderGate>(m_rules.retries);
    gate->concurrency = providerConcurrency(model);
    auto &throttle = m_throttles[throttleName(model, concurrency)];
    if (!throttle)
        throttle = std::make_shared<Throttle>(model, concurrency, m_rules, gate);
    return throttle;
}

} // namespace assay::run
