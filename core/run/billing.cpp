// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/billing.h"

#include "core/run/draw.h"

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

constexpr int kAttemptsPerCell = 1024;

} // namespace

tokens::Usage estimatedUsage(const provider::ChatRequest &request, const QString &output)
{
    return {.input = tokens::estimateInputTokens(request.messages), .output = tokens::estimateTokens(output), .isEstimate = true};
}

std::optional<Money> costOf(const provider::ChatRequest &request, const provider::Exchange &exchange, const PlannedModel &model)
{
    if (!model.price)
        return std::nullopt;
    if (exchange.result) {
        const auto &usage = exchange.result->usage;
        return pricing::cost(usage ? *usage : estimatedUsage(request, exchange.result->text), *model.price);
    }
    if (!mayBeCharged(exchange.result.error()))
        return Money();
    return pricing::cost(estimatedUsage(request, exchange.partialText), *model.price);
}

qint64 attemptSeed(qint64 runSeed, int cell, int number)
{
    return static_cast<qint64>(draw(runSeed, static_cast<quint64>(cell) * kAttemptsPerCell + static_cast<quint64>(number)) >> 1);
}

} // namespace assay::run
