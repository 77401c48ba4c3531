// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/billing.h"

#include "core/run/requestbuilder.h"

namespace assay::run {

bool mayBeCharged(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::timeout:
    case ErrorKind::reset:
    case ErrorKind::malformed:
    case ErrorKind::cancelled:
    case ErrorKind::tooLarge:
    case ErrorKind::contentFilter:
        return true;
    default:
        return false;
    }
}

tokens::Usage estimatedUsage(const provider::ChatRequest &request, const QString &output, std::optional<qint64> inputBound)
{
    const qint64 written = tokens::countText(output.toUtf8(), tokens::tokenizerFor(request.model)).upperBound();
    return {.input = inputBound ? *inputBound : estimatedInput(request), .output = std::min(written, request.maxOutputTokens.value_or(written)), .isEstimate = true};
}

bool mayHaveBeenBilled(const Attempt &attempt)
{
    if (attempt.state != Attempt::State::failed)
        return attempt.state == Attempt::State::sent;
    if (attempt.cost)
        return *attempt.cost > Money();
    // Without a price there is no cost to tell by. What was stopped before it was sent took no time.
    return attempt.duration > Milliseconds(0) && attempt.errorKind && mayBeCharged(*attempt.errorKind);
}

namespace {

// A thousand dollars: no call costs as much. A server that tells of more is believed in that no cap has room any more, and sums stay in their range.
const Money kMostOfACall = Money::fromMicroUsd(1'000'000'000);

std::optional<Money> toldCostOf(
    const provider::ChatRequest &request, const provider::Exchange &exchange, const PlannedModel &model, pricing::Billing billing, std::optional<qint64> inputBound)
{
    if (!model.price)
        return std::nullopt;
    if (exchange.result) {
        const auto &usage = exchange.result->usage;
        return pricing::cost(usage ? *usage : estimatedUsage(request, exchange.result->text, inputBound), *model.price, billing);
    }
    // What broke off after it had begun to answer was worked on.
    if (!mayBeCharged(exchange.result.error().kind) && exchange.partialText.isEmpty())
        return Money();
    return pricing::cost(estimatedUsage(request, exchange.partialText, inputBound), *model.price, billing);
}

} // namespace

std::optional<Money> costOf(
    const provider::ChatRequest &request, const provider::Exchange &exchange, const PlannedModel &model, pricing::Billing billing, std::optional<qint64> inputBound)
{
    return toldCostOf(request, exchange, model, billing, inputBound).transform([](Money cost) { return std::min(cost, kMostOfACall); });
}

std::optional<Money> countedOf(const provider::Exchange &exchange, Money reserved, std::optional<Money> cost)
{
    if (!cost)
        return std::nullopt;
    const bool isTold = exchange.result && exchange.result->usage && !exchange.result->usage->isEstimate;
    const bool isFree = !exchange.result && *cost == Money();
    return isTold || isFree ? *cost : std::max(reserved, *cost);
}

} // namespace assay::run
