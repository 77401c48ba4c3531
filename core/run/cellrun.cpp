// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/cellrun.h"

#include "core/base/awaitfuture.h"
#include "core/run/billing.h"
#include "core/run/departure.h"
#include "core/run/grading.h"
#include "core/run/requestbuilder.h"

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds kLookAgain{50};      // while a cap or a pause keeps a retry waiting
constexpr Milliseconds kLookAgainLate{500}; // while limits do
constexpr int kWriteTries = 6;

// A place in a lane, and one on the wire while its request is there. Both are given back at the latest when the coroutine ends.
class Place {
public:
    Place(std::shared_ptr<RunShared> shared, int cell) : m_shared(std::move(shared)), m_cell(cell) {}
    ~Place() { giveBack(); }
    Place(const Place &) = delete;
    Place &operator=(const Place &) = delete;

    void left() { m_isOnWire = true; }

    // Who rests before it asks again must not keep from the wire those whose money it may wait for.
    void leaveWire()
    {
        if (!std::exchange(m_isOnWire, false))
            return;
        Lane &lane = m_shared->laneOf(m_cell);
        --lane.onWire;
        lane.throttle->givePlace();
    }

    void giveBack()
    {
        if (!m_shared)
            return;
        leaveWire();
        const auto shared = std::exchange(m_shared, nullptr);
        --shared->laneOf(m_cell).active;
        shared->pump();
    }

private:
    std::shared_ptr<RunShared> m_shared;
    int m_cell;
    bool m_isOnWire = false;
};

// So that a request whose end nobody saw can be looked up at a provider that keeps the client's name for it.
QByteArray nameOf(const RunPlan &plan, int cell, int number)
{
    const auto created = std::chrono::duration_cast<Milliseconds>(plan.createdAt.time_since_epoch()).count();
    return "assay-" + QByteArray::number(created, 36) + '-' + QByteArray::number(plan.id.value) + '-' + QByteArray::number(cell) + '-' + QByteArray::number(number);
}

// A wait until tomorrow is as good as a quota: each further cell would wait as well, only to be told the same.
bool isToldToWaitTooLong(const Error &error)
{
    return error.retryAfter && *error.retryAfter > limits::RetryPolicy::kLongestTold;
}

bool stopsItsModel(const Error &error)
{
    return error.kind == ErrorKind::auth || error.kind == ErrorKind::quota || error.kind == ErrorKind::secretMissing || isToldToWaitTooLong(error);
}

Error withAdvice(Error error)
{
    if (isToldToWaitTooLong(error))
        error.hint = u"Resume the run then: the provider asks to wait for %1 min"_s.arg(std::chrono::ceil<std::chrono::minutes>(*error.retryAfter).count());
    return error;
}

struct Asked {
    Attempt attempt;
    provider::Exchange exchange;
    bool hasLeft = false;
};

void noteExchange(Attempt &attempt, const provider::Exchange &exchange)
{
    attempt.duration = exchange.duration;
    attempt.timeToFirstToken = exchange.timeToFirstToken;
    attempt.httpStatus = exchange.httpStatus;
    attempt.requestId = exchange.requestId;
    if (exchange.result) {
        attempt.state = Attempt::State::answered;
        return;
    }
    attempt.state = Attempt::State::failed;
    attempt.errorKind = exchange.result.error().kind;
    attempt.errorMessage = exchange.result.error().message;
    attempt.retryAfter = exchange.result.error().retryAfter;
}

QCoro::Task<provider::Exchange> exchangeWith(std::shared_ptr<RunShared> shared, provider::ChatRequest request, int cell, bool isRetry, limits::RateLimiter::Ticket ticket)
{
    Lane &lane = shared->laneOf(cell);
    const std::shared_ptr<Throttle> throttle = lane.throttle;
    provider::Exchange exchange
        = co_await lane.model->complete(std::move(request), [live = &shared->live, cell](const QString &piece) { live->appendText(cell, piece); }, shared->tasks.stopToken());
    lane.headStart.answered(exchange.duration);
    if (!exchange.result && stopsItsModel(exchange.result.error()))
        lane.stoppedBy = withAdvice(exchange.result.error());
    if (const QString news = throttle->ended(ticket, exchange, shared->clock.steadyNow()); !news.isEmpty())
        shared->tell(u"throttle"_s, news);
    for (const QString &warning : lane.watch.note(exchange, isRetry))
        shared->tell(u"warning"_s, warning);
    co_return exchange;
}

void settle(RunShared &shared, const Attempt &attempt, const provider::Exchange &exchange)
{
    const Money spentBefore = shared.budget.own().settled();
    shared.budget.settle(attempt.cell, attempt.reserved, countedOf(exchange, attempt.reserved, attempt.cost));
    if (const auto mark = shared.budget.own().markPassed(spentBefore))
        shared.tell(u"budget"_s, u"%1 % of the budget of $%2 is spent"_s.arg(QString::number(*mark), shared.budget.own().cap()->toDecimal()));
}

// One attempt, on record before it is sent, and settled. Nothing when it could not be put on record.
QCoro::Task<std::optional<Asked>> ask(std::shared_ptr<RunShared> shared, const ReadyCell &ready, Attempt attempt, Place &place)
{
    Lane &lane = shared->laneOf(attempt.cell);
    const PlannedModel &planned = shared->plan.models.at(shared->plan.cellKey(attempt.cell).model);
    const SteadyTime reserved = shared->clock.steadyNow();
    if (const auto started = co_await AwaitFuture(shared->journal.attemptStarted(shared->plan.id, attempt)); !started) {
        shared->budget.giveBack(attempt.cell, attempt.reserved);
        lane.throttle->gaveUp(ready.ticket);
        shared->stopAsking(started.error());
        shared->live.reopened(attempt.cell);
        co_return std::nullopt;
    }
    lane.headStart.recorded(shared->clock.steadyNow() - reserved);
    provider::Exchange exchange{.result = fail(ErrorKind::cancelled, u"stopped before it was sent"_s)};
    const auto ticket = co_await Departure(*shared, attempt.cell, ready.need, ready.ticket);
    attempt.startedAt = shared->clock.utcNow();
    shared->live.attemptStarted(attempt.cell, attempt.startedAt, attempt.reserved);
    if (ticket) {
        place.left();
        exchange = co_await exchangeWith(shared, ready.request, attempt.cell, attempt.number > 1, *ticket);
        attempt.cost = costOf(ready.request, exchange, planned, pricing::Billing::standard, ready.inputBound);
        settle(*shared, attempt, exchange);
    } else {
        attempt.cost = planned.price ? std::optional(Money()) : std::nullopt;
        shared->budget.giveBack(attempt.cell, attempt.reserved);
    }
    noteExchange(attempt, exchange);
    shared->live.attemptEnded(attempt.cell, attempt.reserved, attempt.cost);
    co_return Asked{.attempt = std::move(attempt), .exchange = std::move(exchange), .hasLeft = ticket.has_value()};
}

// An answer is paid for: a full disk is asked again to take it, since there may be room by then. False when it never was.
QCoro::Task<bool> keepAnswer(std::shared_ptr<RunShared> shared, Attempt attempt, Response response)
{
    for (int tries = 1; tries <= kWriteTries; ++tries) {
        const auto kept = co_await AwaitFuture(shared->journal.attemptAnswered(shared->plan.id, attempt, response));
        if (kept)
            co_return true;
        shared->stopAsking(kept.error());
        if (tries < kWriteTries)
            co_await sleepFor(shared->options.rewriteDelay * tries, shared->tasks.stopToken());
    }
    ++shared->answersLost;
    shared->live.reopened(response.cell);
    co_return false;
}

QCoro::Task<void> keepAndGrade(std::shared_ptr<RunShared> shared, ReadyCell ready, Asked asked)
{
    Response response{.cell = asked.attempt.cell,
        .attempt = asked.attempt.number,
        .completion = *std::move(asked.exchange.result),
        .latency = asked.exchange.duration,
        .timeToFirstToken = asked.exchange.timeToFirstToken,
        .cost = asked.attempt.cost,
        .requestHash = ready.requestHash,
        .countedInput = ready.countedInput};
    if (response.completion.usage)
        shared->calibration.add(ready.request.model, ready.countedInput, response.completion.usage->input);
    else
        response.completion.usage = estimatedUsage(ready.request, response.completion.text, ready.inputBound);
    if (co_await keepAnswer(shared, std::move(asked.attempt), response))
        co_await gradeCell(shared, std::move(response));
}

QCoro::Task<void> giveUp(std::shared_ptr<RunShared> shared, int cell, Error error, int tries)
{
    if (tries > 1)
        error.message += u" (asked %1 times)"_s.arg(tries);
    co_await endCell(std::move(shared), {.cell = cell, .outcome = Outcome::error, .errorKind = error.kind, .reason = error.describe()});
}

// Where first tries alone make room for a retry, they must not wait for it to end.
class Yielding {
public:
    Yielding(std::shared_ptr<RunShared> shared, int cell) : m_shared(std::move(shared)), m_cell(cell) {}
    ~Yielding() { m_shared->laneOf(m_cell).yielding -= m_hasBegun ? 1 : 0; }
    Yielding(const Yielding &) = delete;
    Yielding &operator=(const Yielding &) = delete;

    void begin()
    {
        if (std::exchange(m_hasBegun, true))
            return;
        ++m_shared->laneOf(m_cell).yielding;
        m_shared->pump();
    }

private:
    std::shared_ptr<RunShared> m_shared;
    int m_cell;
    bool m_hasBegun = false;
};

enum class Wait { over, goesOn, forFirstTries, inVain };

// Takes what a retry needs, all or nothing. `wait` is how long to wait before looking again.
Wait reserveAgain(RunShared &shared, int cell, const ReadyCell &ready, limits::RateLimiter::Ticket &ticket, Milliseconds &wait)
{
    Throttle &throttle = *shared.laneOf(cell).throttle;
    wait = kLookAgain;
    if (!shared.mayStart())
        return Wait::goesOn;
    const SteadyTime now = shared.clock.steadyNow();
    const auto moment = throttle.earliest(ready.need, now);
    if (!moment || *moment > now) {
        if (moment)
            wait = std::clamp(std::chrono::ceil<Milliseconds>(*moment - now), Milliseconds(1), kLookAgainLate);
        return Wait::goesOn;
    }
    if (!shared.budget.reserve(cell, ready.reservation))
        return shared.budget.canNeverFit(cell, ready.reservation) ? Wait::inVain : Wait::goesOn;
    if (!throttle.mayRetry(now)) {
        shared.budget.giveBack(cell, ready.reservation);
        wait = kLookAgainLate;
        return Wait::forFirstTries;
    }
    ticket = throttle.leave(ready.need, now);
    return Wait::over;
}

// Waits out the delay, a pause, the limits and a cap without room. Nothing when the cell is not asked again; then it has been ended or opened again.
QCoro::Task<std::optional<limits::RateLimiter::Ticket>> restAndReserve(std::shared_ptr<RunShared> shared, int cell, Milliseconds delay, ReadyCell ready)
{
    shared->live.retryIn(cell, delay);
    co_await sleepFor(delay, shared->noMoreAsking.get_token());
    Yielding yielding(shared, cell);
    while (true) {
        Lane &lane = shared->laneOf(cell);
        if (shared->isOver()) {
            shared->live.reopened(cell);
            co_return std::nullopt;
        }
        if (!lane.stoppedBy)
            lane.stoppedBy = lane.throttle->deadReason();
        if (const auto stoppedBy = lane.stoppedBy) {
            co_await skipCell(shared, cell, stoppedBy->kind, u"not asked again: "_s + stoppedBy->describe());
            co_return std::nullopt;
        }
        limits::RateLimiter::Ticket ticket = 0;
        Milliseconds wait;
        switch (reserveAgain(*shared, cell, ready, ticket, wait)) {
        case Wait::over:
            co_return ticket;
        case Wait::inVain:
            shared->cappedBy = shared->budget.whyNoRoom(cell, ready.reservation);
            co_await skipCell(shared, cell, ErrorKind::budget, u"not asked again: "_s + shared->cappedBy);
            co_return std::nullopt;
        case Wait::forFirstTries:
            yielding.begin();
            [[fallthrough]];
        case Wait::goesOn:
            co_await sleepFor(wait, shared->noMoreAsking.get_token());
        }
    }
}

// What was on record and never left: it costs nothing, and its cell is open for a resume.
QCoro::Task<void> endUnsent(std::shared_ptr<RunShared> shared, Attempt attempt)
{
    const QFuture<Result<void>> write = shared->journal.attemptFailed(shared->plan.id, attempt);
    shared->pump();
    if (const auto kept = co_await AwaitFuture(write); !kept)
        shared->stopAsking(kept.error());
    if (shared->isOver()) {
        shared->live.reopened(attempt.cell);
    } else if (const auto stoppedBy = shared->laneOf(attempt.cell).stoppedBy) {
        co_await skipCell(shared, attempt.cell, stoppedBy->kind, u"not asked: "_s + stoppedBy->describe());
    } else {
        shared->cappedBy = shared->budget.whyNoRoom(attempt.cell, attempt.reserved);
        co_await skipCell(shared, attempt.cell, ErrorKind::budget, u"not asked: "_s + shared->cappedBy);
    }
}

// Puts the failure down and decides. A ticket when the reservation is made again and the cell shall be asked once more.
QCoro::Task<std::optional<limits::RateLimiter::Ticket>> mayAskAgain(std::shared_ptr<RunShared> shared, Attempt failed, Error error, int tries, ReadyCell ready)
{
    const QFuture<Result<void>> write = shared->journal.attemptFailed(shared->plan.id, failed);
    // What it did not cost is free for others now, however long this cell rests; on record only after its end.
    shared->pump();
    if (const auto kept = co_await AwaitFuture(write); !kept)
        shared->stopAsking(kept.error());
    if (shared->isOver()) {
        shared->live.reopened(failed.cell);
        co_return std::nullopt;
    }
    if (stopsItsModel(error)) {
        co_await skipCell(shared, failed.cell, error.kind, withAdvice(error).describe());
        co_return std::nullopt;
    }
    if (const auto delay = shared->options.retry.delayAfter(error, tries, shared->unit()))
        co_return co_await restAndReserve(shared, failed.cell, *delay, std::move(ready));
    co_await giveUp(shared, failed.cell, error, tries);
    co_return std::nullopt;
}

} // namespace

QCoro::Task<void> runCell(std::shared_ptr<RunShared> shared, int cell, ReadyCell ready)
{
    Place place(shared, cell);
    int number = shared->attemptsBefore[static_cast<std::size_t>(cell)];
    for (int tries = 0;;) {
        ready.request.drawSeed = attemptSeed(shared->plan.seed, cell, ++number);
        ready.request.clientRequestId = nameOf(shared->plan, cell, number);
        const Attempt attempt{.cell = cell, .number = number, .state = Attempt::State::sent, .startedAt = shared->clock.utcNow(), .reserved = ready.reservation};
        auto asked = co_await ask(shared, ready, attempt, place);
        if (!asked)
            co_return;
        if (asked->exchange.result) {
            // The place on the wire is free once the write of the answer is queued, before any write of the cell that takes the place. What follows
            // must not slow the lane.
            const QCoro::Task<void> rest = keepAndGrade(shared, std::move(ready), *std::move(asked));
            place.giveBack();
            co_await rest;
            co_return;
        }
        if (!asked->hasLeft) {
            co_await endUnsent(shared, std::move(asked->attempt));
            co_return;
        }
        place.leaveWire();
        const Error error = asked->exchange.result.error();
        // A server that answers nobody is the model's trouble: it ends with the model, and is not held against the cell that found it.
        Lane &lane = shared->laneOf(cell);
        tries += !lane.throttle->isOpen() || tries == 0;
        ++lane.resting;
        const auto ticket = co_await mayAskAgain(shared, std::move(asked->attempt), error, tries, ready);
        --lane.resting;
        if (!ticket)
            co_return;
        ready.ticket = *ticket;
    }
}

} // namespace assay::run
