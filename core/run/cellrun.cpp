// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/cellrun.h"

#include "core/base/awaitfuture.h"
#include "core/grader/combine.h"
#include "core/grader/grader.h"
#include "core/run/assertionresolution.h"
#include "core/run/billing.h"

#include <QtConcurrentRun>

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds kLookAgain{20}; // while a cap or a pause keeps a retry waiting

struct Graded {
    QList<grader::Grade> grades;
    grader::CellVerdict verdict;
};

// Runs on a pool thread: values only.
Graded gradeAnswer(evalset::Item item, QList<evalset::Assertion> assertions, grader::GradeInput input)
{
    Graded graded;
    const auto resolved = resolveAssertions(assertions, item.variables, item.reference);
    if (!resolved) {
        graded.verdict = {grader::GradeState::error, 0, resolved.error().describe()};
        return graded;
    }
    for (const evalset::Assertion &assertion : *resolved)
        graded.grades.append(grader::grade(assertion, input));
    graded.verdict = grader::combine(graded.grades, item.threshold);
    return graded;
}

Outcome outcomeOf(grader::GradeState state)
{
    switch (state) {
    case grader::GradeState::passed:
        return Outcome::passed;
    case grader::GradeState::failed:
        return Outcome::failed;
    case grader::GradeState::error:
        return Outcome::error;
    }
    Q_UNREACHABLE_RETURN(Outcome::error);
}

bool stopsItsModel(ErrorKind kind)
{
    return kind == ErrorKind::auth || kind == ErrorKind::quota || kind == ErrorKind::secretMissing;
}

void giveBackPlace(RunShared &shared, int cell)
{
    --shared.lanes[static_cast<std::size_t>(shared.plan.cellKey(cell).model)].active;
    shared.pump();
}

QCoro::Task<void> endCell(std::shared_ptr<RunShared> shared, CellEnd end)
{
    const auto written = co_await AwaitFuture(shared->journal.cellEnded(shared->plan.id, end));
    if (!written) {
        shared->stopEverything(written.error());
        co_return;
    }
    CellResult result = shared->live.result(end.cell);
    result.outcome = end.outcome;
    result.score = end.score;
    result.errorKind = end.errorKind;
    result.reason = end.reason;
    shared->live.done(result);
}

// Waits until the cap has room again for a retry and no pause holds it; false when that will not come.
QCoro::Task<bool> reserveAgain(std::shared_ptr<RunShared> shared, Money reservation)
{
    while (!shared->mayStart() || !shared->budget.reserve(reservation)) {
        if (shared->isCancelled || shared->fatal || shared->budget.canNeverFit(reservation))
            co_return false;
        if (!co_await sleepFor(kLookAgain, shared->tasks.stopToken()))
            co_return false;
    }
    co_return true;
}

Attempt newAttempt(RunShared &shared, int cell, int number, Money reservation)
{
    return {.cell = cell, .number = number, .state = Attempt::State::sent, .startedAt = shared.clock.utcNow(), .reserved = reservation};
}

void noteExchange(Attempt &attempt, const provider::Exchange &exchange, std::optional<Money> cost)
{
    attempt.duration = exchange.duration;
    attempt.timeToFirstToken = exchange.timeToFirstToken;
    attempt.httpStatus = exchange.httpStatus;
    attempt.requestId = exchange.requestId;
    attempt.cost = cost;
    if (exchange.result) {
        attempt.state = Attempt::State::answered;
        return;
    }
    attempt.state = Attempt::State::failed;
    attempt.errorKind = exchange.result.error().kind;
    attempt.errorMessage = exchange.result.error().message;
    attempt.retryAfter = exchange.result.error().retryAfter;
}

} // namespace

QCoro::Task<void> gradeCell(std::shared_ptr<RunShared> shared, Response response, Money costOfAll)
{
    const CellKey key = shared->plan.cellKey(response.cell);
    const evalset::Item &item = shared->plan.set.items.at(key.item);
    grader::GradeInput input{.output = response.completion.text, .latency = response.latency, .cost = response.cost};
    shared->live.answered(response.cell, response, costOfAll);
    const Graded graded = co_await AwaitFuture(QtConcurrent::run(&shared->grading, gradeAnswer, item, evalset::effectiveAssertions(shared->plan.set, item), std::move(input)));
    CellEnd end{.cell = response.cell, .outcome = outcomeOf(graded.verdict.state), .score = graded.verdict.score, .reason = graded.verdict.reason, .grades = graded.grades};
    if (end.outcome == Outcome::error)
        end.errorKind = ErrorKind::invalidInput;
    co_await endCell(shared, std::move(end));
}

QCoro::Task<void> skipCell(std::shared_ptr<RunShared> shared, int cell, ErrorKind kind, QString reason)
{
    co_await endCell(std::move(shared), {.cell = cell, .outcome = Outcome::skipped, .errorKind = kind, .reason = std::move(reason)});
}

QCoro::Task<void> runCell(std::shared_ptr<RunShared> shared, int cell, provider::ChatRequest request, Money reservation)
{
    const int modelIndex = shared->plan.cellKey(cell).model;
    const PlannedModel &planned = shared->plan.models.at(modelIndex);
    provider::ChatModel &model = *shared->lanes[static_cast<std::size_t>(modelIndex)].model;
    int number = shared->attemptsBefore[static_cast<std::size_t>(cell)];
    Money spent = shared->costBefore[static_cast<std::size_t>(cell)];
    for (int tries = 1;; ++tries) {
        Attempt attempt = newAttempt(*shared, cell, ++number, reservation);
        request.drawSeed = attemptSeed(shared->plan.seed, cell, number);
        if (const auto started = co_await AwaitFuture(shared->journal.attemptStarted(shared->plan.id, attempt)); !started) {
            shared->budget.settle(reservation, {});
            shared->stopEverything(started.error());
            shared->live.reopened(cell);
            giveBackPlace(*shared, cell);
            co_return;
        }
        shared->live.attemptStarted(cell, attempt.startedAt, reservation);
        provider::Exchange exchange = co_await model.complete(
            request, [live = &shared->live, cell](const QString &piece) { live->appendText(cell, piece); }, shared->tasks.stopToken());
        const std::optional<Money> cost = costOf(request, exchange, planned);
        noteExchange(attempt, exchange, cost);
        shared->budget.settle(reservation, cost.value_or(Money()));
        shared->live.attemptEnded(cell, reservation, cost.value_or(Money()));
        spent += cost.value_or(Money());

        if (exchange.result) {
            Response response{.cell = cell, .attempt = number, .completion = *std::move(exchange.result), .latency = exchange.duration, .timeToFirstToken = exchange.timeToFirstToken, .cost = cost};
            if (!response.completion.usage)
                response.completion.usage = estimatedUsage(request, response.completion.text);
            // The place on the wire is free; what follows is ours and must not slow the lane.
            giveBackPlace(*shared, cell);
            if (const auto kept = co_await AwaitFuture(shared->journal.attemptAnswered(shared->plan.id, attempt, response)); !kept) {
                shared->stopEverything(kept.error());
                co_return;
            }
            co_await gradeCell(shared, std::move(response), spent);
            co_return;
        }

        const Error error = exchange.result.error();
        if (const auto kept = co_await AwaitFuture(shared->journal.attemptFailed(shared->plan.id, attempt)); !kept)
            shared->stopEverything(kept.error());
        if (error.kind == ErrorKind::cancelled || shared->isCancelled || shared->fatal) {
            shared->live.reopened(cell);
            giveBackPlace(*shared, cell);
            co_return;
        }
        if (stopsItsModel(error.kind)) {
            shared->lanes[static_cast<std::size_t>(modelIndex)].stoppedBy = error;
            co_await skipCell(shared, cell, error.kind, error.describe());
            giveBackPlace(*shared, cell);
            co_return;
        }
        const auto delay = shared->options.retry.delayAfter(error, tries, shared->unit());
        if (!delay) {
            const QString tried = tries > 1 ? u" (asked %1 times)"_s.arg(tries) : QString();
            co_await endCell(shared, {.cell = cell, .outcome = Outcome::error, .errorKind = error.kind, .reason = error.message + tried});
            giveBackPlace(*shared, cell);
            co_return;
        }
        shared->live.retryIn(cell, *delay);
        const bool rested = co_await sleepFor(*delay, shared->tasks.stopToken());
        if (!rested || !co_await reserveAgain(shared, reservation)) {
            const bool isCapped = rested && !shared->isCancelled && !shared->fatal;
            if (isCapped) {
                shared->isCapped = true;
                co_await skipCell(shared, cell, ErrorKind::budget, u"the budget is used up"_s);
            } else {
                shared->live.reopened(cell);
            }
            giveBackPlace(*shared, cell);
            co_return;
        }
    }
}

} // namespace assay::run
