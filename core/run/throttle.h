// SPDX-License-Identifier: GPL-3.0-or-later
// What holds back the calls of one model: its limits a minute, calls at once, a breaker, and what it shares with the other models of its provider.
// Remembered from run to run, since a provider counts calls and not runs. Lives on the engine's thread.
#pragma once

#include "core/limits/adaptiveconcurrency.h"
#include "core/limits/breaker.h"
#include "core/limits/ratelimiter.h"
#include "core/limits/retrybudget.h"
#include "core/provider/chatmodel.h"
#include "core/run/plan.h"
#include "core/run/throttlestate.h"

#include <map>
#include <memory>

namespace assay::run {

struct ThrottleRules {
    limits::BreakerRules breaker;
    limits::RetryBudgetRules retries;
    /// Failed ones in a row, before a model counts as one that does not answer; the first is enough when it never did.
    int probesUntilGivenUp = 4;
};

/// Of one provider.
struct ProviderGate {
    explicit ProviderGate(limits::RetryBudgetRules rules) : retries(rules) {}

    limits::RetryBudget retries;
    std::optional<int> concurrency; ///< of all its models together
    int active = 0;
};

class Throttle {
public:
    Throttle(const PlannedModel &model, int concurrency, const ThrottleRules &rules, std::shared_ptr<ProviderGate> gate);

    /// For how many more calls there is a place now, at this model and at its provider.
    [[nodiscard]] int freePlaces(int activeOfModel) const;
    /// When a call may leave that can need so much: a moment not after `now` means at once; nothing while another call's end decides.
    [[nodiscard]] std::optional<SteadyTime> earliest(const limits::TokenNeed &need, SteadyTime now) const;
    [[nodiscard]] limits::RateLimiter::Ticket leave(const limits::TokenNeed &need, SteadyTime now);
    /// A first try was counted, or a retry is: false when the provider had its share of retries.
    void countFirstTry(SteadyTime now) { m_gate->retries.firstTry(now); }
    [[nodiscard]] bool mayRetry(SteadyTime now) { return m_gate->retries.retry(now); }

    /// The call never left.
    void gaveUp(limits::RateLimiter::Ticket ticket);
    /// What there is to tell about it, in plain words; empty when nothing changed.
    [[nodiscard]] QString ended(limits::RateLimiter::Ticket ticket, const provider::Exchange &exchange, SteadyTime now);

    void takePlace() { ++m_gate->active; }
    void givePlace() { --m_gate->active; }

    [[nodiscard]] bool canNeverFit(const limits::TokenNeed &need) const { return m_limiter.canNeverFit(need); }
    /// The server does not answer: what fails now says nothing of the call.
    [[nodiscard]] bool isOpen() const { return m_breaker.isOpen(); }
    /// Set when the model does not answer at all.
    [[nodiscard]] std::optional<Error> deadReason() const;
    /// Why a call waits now; empty when it need not.
    [[nodiscard]] QString reason(const limits::TokenNeed &need, SteadyTime now) const;
    /// Why this many retries wait for their share of the first tries.
    [[nodiscard]] QString retriesReason(int waiting) const;
    /// `next` is what the first call that waits can need; nothing when none waits.
    [[nodiscard]] ThrottleState state(int activeOfModel, const std::optional<limits::TokenNeed> &next, SteadyTime now) const;

private:
    void noteEnd(const provider::Exchange &exchange, SteadyTime now);

    QString m_name;
    ThrottleRules m_rules;
    limits::RateLimiter m_limiter;
    limits::Breaker m_breaker;
    limits::RateLimiter::Ticket m_probe = 0; ///< of the last call that left while the breaker was open
    limits::AdaptiveConcurrency m_concurrency;
    std::shared_ptr<ProviderGate> m_gate;
    std::optional<Error> m_lastFailure;
    bool m_hasAnswered = false;
};

/// The throttles of an engine.
class ThrottleBook {
public:
    explicit ThrottleBook(ThrottleRules rules = {}) : m_rules(rules) {}

    /// The one that this model had in earlier runs, unless its limits were changed since.
    [[nodiscard]] std::shared_ptr<Throttle> of(const PlannedModel &model, int concurrency);

private:
    ThrottleRules m_rules;
    std::map<QString, std::shared_ptr<Throttle>> m_throttles;
    std::map<QString, std::shared_ptr<ProviderGate>> m_gates;
};

} // namespace assay::run
