// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/cappedcall.h"

#include "core/base/awaitfuture.h"
#include "core/run/billing.h"
#include "core/run/requestbuilder.h"

#include <QPromise>

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

using Promise = std::shared_ptr<QPromise<provider::Exchange>>;

void end(const Promise &promise, provider::Exchange exchange)
{
    promise->addResult(std::move(exchange));
    promise->finish();
}

provider::Exchange refused(Error error)
{
    return {.result = std::unexpected(std::move(error)), .requestId = {}, .partialText = {}, .timeToFirstToken = {}, .limits = {}};
}

std::optional<Error> whyNot(const CapAnswer &answer, const PlannedModel &model, Money worst)
{
    if (answer.isUnmetered || !answer.state.cap)
        return std::nullopt;
    const QString cap = u"the month's cap of $%1"_s.arg(answer.state.cap->toDecimal());
    const QString hint = u"Raise the cap (assay budget --month-cap), or wait for the next month"_s;
    if (!model.price)
        return fail(ErrorKind::budget, cap + u" cannot hold with the model %1, which has no price"_s.arg(model.model.name), u"Give it a price, or take the cap away"_s).error();
    if (answer.granted < worst)
        return fail(ErrorKind::budget, cap + u" has no room for this call, which can cost $%1"_s.arg(worst.toDecimal()), hint).error();
    return std::nullopt;
}

QCoro::Task<void> carryOut(Promise promise, std::shared_ptr<SharedCap> cap, PlannedModel model, provider::ChatRequest request, UtcTime now, std::function<QFuture<provider::Exchange>()> call)
{
    const Money worst = worstCaseOf(request, model).value_or(Money());
    const auto answer = co_await AwaitFuture(cap->ask({.month = monthOf(now), .postings = {}, .keep = {}, .need = worst, .want = worst}));
    if (!answer) {
        end(promise, refused(answer.error()));
        co_return;
    }
    CapRequest last{.lease = answer->lease, .month = answer->month, .postings = {}, .keep = {}, .need = {}, .want = {}, .isLast = true};
    provider::Exchange exchange;
    if (auto error = whyNot(*answer, model, worst)) {
        exchange = refused(*std::move(error));
    } else {
        exchange = co_await AwaitFuture(call());
        const auto counted = countedOf(exchange, worst, costOf(request, exchange, model));
        last.postings = {{.model = 0, .spent = counted.value_or(Money()), .calls = 1, .withoutPrice = !counted}};
    }
    // Should the record refuse it, the lease stays there as one whose program has gone, and counts in full.
    if (!answer->isUnmetered)
        [[maybe_unused]] const auto told = co_await AwaitFuture(cap->ask(last));
    end(promise, std::move(exchange));
}

} // namespace

QFuture<provider::Exchange> callUnderCap(std::shared_ptr<SharedCap> cap, const PlannedModel &model, const provider::ChatRequest &request, UtcTime now,
    std::function<QFuture<provider::Exchange>()> call)
{
    if (!cap)
        return call();
    auto promise = std::make_shared<QPromise<provider::Exchange>>();
    promise->start();
    QFuture<provider::Exchange> future = promise->future();
    carryOut(std::move(promise), std::move(cap), model, request, now, std::move(call));
    return future;
}

} // namespace assay::run
