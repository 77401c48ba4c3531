// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/toldlimits.h"

#include "core/provider/wire/retryafter.h"

namespace assay::provider::wire {

namespace {

tokens::ToldLimit limitOf(const QHttpHeaders &headers, const QByteArray &openAiName, const QByteArray &mistralName)
{
    tokens::ToldLimit told;
    told.limit = toldNumber(headers, QByteArray("x-ratelimit-limit-" + openAiName));
    told.remaining = toldNumber(headers, QByteArray("x-ratelimit-remaining-" + openAiName));
    told.resetIn = resetDuration(headers.value(QLatin1StringView(QByteArray("x-ratelimit-reset-" + openAiName))));
    if (!told.limit)
        told.limit = toldNumber(headers, QByteArray("x-ratelimit-limit-" + mistralName));
    if (!told.remaining)
        told.remaining = toldNumber(headers, QByteArray("x-ratelimit-remaining-" + mistralName));
    return told;
}

} // namespace

std::optional<qint64> toldNumber(const QHttpHeaders &headers, QByteArrayView name)
{
    bool isNumber = false;
    const qint64 number = headers.value(QLatin1StringView(name)).trimmed().toLongLong(&isNumber);
    return isNumber && number >= 0 ? std::optional(number) : std::nullopt;
}

tokens::ToldLimits toldLimits(const QHttpHeaders &headers)
{
    tokens::ToldLimits told;
    told.requests = limitOf(headers, "requests", "req-minute");
    told.tokens = limitOf(headers, "tokens", "tokens-minute");
    return told;
}

} // namespace assay::provider::wire
