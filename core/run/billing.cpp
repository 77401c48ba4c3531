// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/billing.h"

#include "core/run/requestbuilder.h"

namespace assay::run {

namespace {

bool mayBeCharged(const Error &error)
{
    switch (error.kind) {
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

} // namespace

tokens::Usage estimatedUsage(const provider::ChatRequest &request, const QString &output)
{
    const qint64 written = tokens::estimateTokens(output);
    return {.input = estimatedInput(request), .output = std::min(written, request.maxOutputTokens.value_or(written)), .isEstimate = true};
}

std::optional<Money> costOf(const provider::ChatRequest &request, const provider::Exchange &exchange, const PlannedModel &model)
{
    if (!model.price)
        return std::nullopt;
    if (exchange.result) {
        const auto &usage = exchange.result->usage;
        return pricing::cost(usage ? *usage : estimatedUsage(request, exchange.result->text), *model.price);
    }
    // What broke off after it had begun to answer was worked on.
    if (!mayBeCharged(exchange.result.error()) && exchange.partialText.isEmpty())
        return Money();
    return pricing::cost(estimatedUsage(request, exchange.partialText), *model.price);
}

} // namespace assay::run
