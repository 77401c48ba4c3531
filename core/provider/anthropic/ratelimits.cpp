// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/ratelimits.h"

#include "core/provider/wire/instant.h"
#include "core/provider/wire/toldlimits.h"

#include <algorithm>

namespace assay::provider::anthropic {

namespace {

constexpr Milliseconds kLongest = std::chrono::hours(24);

tokens::ToldLimit limitOf(const QHttpHeaders &headers, const QByteArray &name, UtcTime now)
{
    const QByteArray prefix = "anthropic-ratelimit-" + name;
    tokens::ToldLimit told;
    told.limit = wire::toldNumber(headers, QByteArray(prefix + "-limit"));
    told.remaining = wire::toldNumber(headers, QByteArray(prefix + "-remaining"));
    if (const auto reset = wire::instant(headers.value(QLatin1StringView(QByteArray(prefix + "-reset")))))
        told.resetIn = std::clamp(*reset - now, Milliseconds(0), kLongest);
    return told;
}

} // namespace

tokens::ToldLimits limitsOf(const QHttpHeaders &headers, UtcTime now)
{
    const UtcTime serverNow = wire::serverNow(headers, now);
    return {.requests = limitOf(headers, "requests", serverNow),
        .tokens = limitOf(headers, "tokens", serverNow),
        .inputTokens = limitOf(headers, "input-tokens", serverNow),
        .outputTokens = limitOf(headers, "output-tokens", serverNow)};
}

std::optional<Milliseconds> untilWhole(const tokens::ToldLimits &limits)
{
    std::optional<Milliseconds> longest;
    for (const tokens::ToldLimit &told : {limits.requests, limits.tokens, limits.inputTokens, limits.outputTokens}) {
        if (told.remaining == 0 && told.resetIn && (!longest || *told.resetIn > *longest))
            longest = told.resetIn;
    }
    return longest;
}

} // namespace assay::provider::anthropic
