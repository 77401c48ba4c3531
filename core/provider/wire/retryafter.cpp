// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/retryafter.h"

#include "core/provider/wire/instant.h"

#include <algorithm>
#include <cmath>

namespace assay::provider::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr double kLongestMs = 24.0 * 3600 * 1000;

std::optional<Milliseconds> fromMs(double ms)
{
    if (!std::isfinite(ms) || ms < 0)
        return std::nullopt;
    return Milliseconds(static_cast<qint64>(std::ceil(std::min(ms, kLongestMs))));
}

std::optional<double> decimal(QByteArrayView text)
{
    bool isNumber = false;
    const double value = text.trimmed().toDouble(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

std::optional<Milliseconds> fromDate(QByteArrayView text, const QHttpHeaders &headers, UtcTime now)
{
    const auto until = httpDate(text);
    if (!until)
        return std::nullopt;
    return fromMs(std::max(0.0, static_cast<double>((*until - serverNow(headers, now)).count())));
}

std::optional<Milliseconds> fromLimits(const QHttpHeaders &headers)
{
    std::optional<Milliseconds> longest;
    for (const auto *limit : {"requests", "tokens"}) {
        const QByteArray remaining = QByteArray("x-ratelimit-remaining-") + limit;
        const QByteArray reset = QByteArray("x-ratelimit-reset-") + limit;
        if (decimal(headers.value(QLatin1StringView(remaining))) != 0.0)
            continue;
        const auto told = resetDuration(headers.value(QLatin1StringView(reset)));
        if (told && (!longest || *told > *longest))
            longest = told;
    }
    return longest;
}

double msOfUnit(QByteArrayView unit)
{
    if (unit == "h")
        return 3'600'000;
    if (unit == "m")
        return 60'000;
    if (unit == "s")
        return 1'000;
    return unit == "ms" ? 1 : 0;
}

} // namespace

std::optional<Milliseconds> resetDuration(QByteArrayView text)
{
    text = text.trimmed();
    if (text.isEmpty())
        return std::nullopt;
    const auto isNumberPart = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
    double ms = 0;
    while (!text.isEmpty()) {
        const auto *const unitBegin = std::find_if_not(text.begin(), text.end(), isNumberPart);
        const auto *const unitEnd = std::find_if(unitBegin, text.end(), isNumberPart);
        const auto amount = decimal(QByteArrayView(text.begin(), unitBegin));
        const double unit = msOfUnit(QByteArrayView(unitBegin, unitEnd));
        if (!amount || unit == 0)
            return std::nullopt;
        ms += *amount * unit;
        text = QByteArrayView(unitEnd, text.end());
    }
    return fromMs(ms);
}

std::optional<Milliseconds> retryAfter(const QHttpHeaders &headers, UtcTime now)
{
    if (const auto ms = decimal(headers.value("retry-after-ms")); ms && fromMs(*ms))
        return fromMs(*ms);
    const QByteArrayView told = headers.value(QHttpHeaders::WellKnownHeader::RetryAfter);
    if (const auto seconds = decimal(told); seconds && fromMs(*seconds * 1000))
        return fromMs(*seconds * 1000);
    if (const auto delay = fromDate(told, headers, now))
        return delay;
    return fromLimits(headers);
}

} // namespace assay::provider::wire
