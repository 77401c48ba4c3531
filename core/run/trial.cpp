// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/trial.h"

#include "core/base/awaitfuture.h"
#include "core/run/billing.h"
#include "core/run/cappedcall.h"
#include "core/run/draw.h"
#include "core/run/gradingpool.h"
#include "core/run/requestbuilder.h"

#include <QPromise>

#include <algorithm>

namespace assay::run {

namespace {

using Promise = std::shared_ptr<QPromise<TrialResult>>;

void end(const Promise &promise, TrialResult result)
{
    promise->addResult(std::move(result));
    promise->finish();
}

TrialResult failed(TrialResult result, const Error &error)
{
    result.outcome = Outcome::error;
    result.errorKind = error.kind;
    result.reason = error.describe();
    return result;
}

QCoro::Task<void> carryOut(Promise promise, RunPlan plan, CellKey key, std::shared_ptr<SharedCap> cap, std::shared_ptr<GradingPool> grading, UtcTime now, AskOnce ask)
{
    const PlannedModel &model = plan.models.at(key.model);
    const evalset::Item &item = plan.set.items.at(key.item);
    TrialResult result{.item = item.key, .errorKind = {}, .reason = {}, .grades = {}, .text = {}, .usage = {}, .cost = {}, .timeToFirstToken = {}};
    const auto compiled = prompt::CompiledPrompt::compile(plan.versions.at(key.version).content);
    auto request = compiled.and_then([&](const prompt::CompiledPrompt &prompt) { return buildRequest(prompt, plan.versions.at(key.version), model, item, key.repeat, plan.repeats); });
    if (!request) {
        end(promise, failed(std::move(result), request.error()));
        co_return;
    }
    request->drawSeed = attemptSeed(plan.seed, plan.cellIndex(key), 1);
    const provider::Exchange exchange = co_await AwaitFuture(callUnderCap(std::move(cap), model, *request, now, [&ask, &request] { return ask(*request); }));
    result.latency = exchange.duration;
    result.timeToFirstToken = exchange.timeToFirstToken;
    result.cost = costOf(*request, exchange, model);
    if (!exchange.result) {
        result.text = exchange.partialText;
        end(promise, failed(std::move(result), exchange.result.error()));
        co_return;
    }
    result.text = gradedText(*exchange.result);
    result.usage = exchange.result->usage;
    const QList<evalset::Assertion> assertions = evalset::effectiveAssertions(plan.set, item);
    if (assertions.isEmpty()) {
        result.outcome = Outcome::passed;
        end(promise, std::move(result));
        co_return;
    }
    const Graded graded = co_await AwaitFuture(grading->grade(item, assertions, {.output = result.text, .latency = result.latency, .cost = result.cost}));
    result.isGraded = true;
    result.grades = graded.grades;
    result.outcome = outcomeOf(graded.verdict.state);
    result.score = graded.verdict.score;
    result.reason = graded.verdict.reason;
    if (result.outcome == Outcome::error)
        result.errorKind = ErrorKind::invalidInput;
    end(promise, std::move(result));
}

} // namespace

QFuture<TrialResult> tryCell(RunPlan plan, CellKey key, std::shared_ptr<SharedCap> cap, std::shared_ptr<GradingPool> grading, UtcTime now, AskOnce ask)
{
    auto promise = std::make_shared<QPromise<TrialResult>>();
    promise->start();
    QFuture<TrialResult> future = promise->future();
    carryOut(std::move(promise), std::move(plan), key, std::move(cap), std::move(grading), now, std::move(ask));
    return future;
}

QList<evalset::Item> sampledItems(const QList<evalset::Item> &items, qsizetype count, qint64 seed)
{
    QList<std::pair<quint64, qsizetype>> drawn;
    for (qsizetype i = 0; i < items.size(); ++i)
        drawn.append({draw(seed, static_cast<quint64>(i)), i});
    std::ranges::sort(drawn);
    drawn.resize(std::clamp<qsizetype>(count, 0, drawn.size()));
    std::ranges::sort(drawn, {}, [](const auto &each) { return each.second; });
    QList<evalset::Item> sampled;
    for (const auto &[number, place] : std::as_const(drawn))
        sampled.append(items.at(place));
    return sampled;
}

} // namespace assay::run
