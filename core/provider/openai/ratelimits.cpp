// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/ratelimits.h"

#include "core/provider/wire/toldlimits.h"

namespace assay::provider::openai {

namespace {

constexpr Milliseconds kMinute{60'000};

// Of limits by the day only that they are used up matters for what is sent next.
tokens::ToldLimits withoutDailyRequests(tokens::ToldLimits told)
{
    if (told.requests.remaining == 0)
        told.requests.limit.reset();
    else
        told.requests = {};
    return told;
}

tokens::ToldLimits untilEpoch(const QHttpHeaders &headers, UtcTime now)
{
    tokens::ToldLimits told;
    const auto resetAt = wire::toldNumber(headers, "x-ratelimit-reset");
    if (!resetAt)
        return told;
    const Milliseconds resetIn = std::max(Milliseconds(0), Milliseconds(*resetAt - toUnixMs(now)));
    told.requests.remaining = wire::toldNumber(headers, "x-ratelimit-remaining");
    told.requests.resetIn = resetIn;
    if (resetIn <= kMinute)
        told.requests.limit = wire::toldNumber(headers, "x-ratelimit-limit");
    return told;
}

} // namespace

tokens::ToldLimits limitsOf(LimitHeaders style, const QHttpHeaders &headers, UtcTime now)
{
    switch (style) {
    case LimitHeaders::minute:
        return wire::toldLimits(headers);
    case LimitHeaders::dailyRequests:
        return withoutDailyRequests(wire::toldLimits(headers));
    case LimitHeaders::epoch:
        return untilEpoch(headers, now);
    case LimitHeaders::none:
        return {};
    }
    return {};
}

} // namespace assay::provider::openai
