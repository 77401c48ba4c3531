// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/failures.h"

#include "core/provider/anthropic/ratelimits.h"
#include "core/provider/wire/refusal.h"

#include <algorithm>
#include <array>

namespace assay::provider::anthropic {

using namespace Qt::StringLiterals;

namespace {

struct TypeAndStatus {
    QLatin1StringView type;
    int status;
};

constexpr std::array kStatuses{
    TypeAndStatus{"invalid_request_error"_L1, 400},
    TypeAndStatus{"authentication_error"_L1, 401},
    TypeAndStatus{"billing_error"_L1, 402},
    TypeAndStatus{"permission_error"_L1, 403},
    TypeAndStatus{"not_found_error"_L1, 404},
    TypeAndStatus{"request_too_large"_L1, 413},
    TypeAndStatus{"rate_limit_error"_L1, 429},
    TypeAndStatus{"api_error"_L1, 500},
    TypeAndStatus{"timeout_error"_L1, 504},
    TypeAndStatus{"overloaded_error"_L1, 529},
};
constexpr int kServerError = 500;

int statusOf(const QString &type)
{
    const auto *found = std::ranges::find_if(kStatuses, [&](const TypeAndStatus &entry) { return type == entry.type; });
    return found == kStatuses.end() ? kServerError : found->status;
}

// Several things that must be told apart share the type invalid_request_error, and only their words differ.
ErrorKind kindOf(const wire::Refusal &refusal)
{
    const bool isOfRequest = refusal.status < 500 && refusal.status != 429;
    if (isOfRequest && refusal.says({"prompt is too long"_L1, "exceed context limit"_L1}))
        return ErrorKind::contextTooLong;
    if (refusal.says({"reached your specified api usage limits"_L1}))
        return ErrorKind::quota;
    if (isOfRequest && refusal.says({"content filtering policy"_L1}))
        return ErrorKind::contentFilter;
    if (refusal.isAny({"timeout_error"_L1}))
        return ErrorKind::timeout;
    return wire::commonKind(refusal);
}

} // namespace

Error failureOf(int status, QByteArrayView body, const QHttpHeaders &headers, UtcTime now)
{
    const wire::Refusal refusal = wire::readRefusal(status, body);
    Error error = wire::refusalError(kindOf(refusal), refusal, headers, now);
    if (error.kind == ErrorKind::rateLimit && !error.retryAfter)
        error.retryAfter = untilWhole(limitsOf(headers, now));
    return error;
}

Error failureIn(const Json &answer)
{
    wire::Refusal refusal = wire::readRefusal(answer);
    refusal.status = statusOf(refusal.type);
    return wire::refusalError(kindOf(refusal), refusal, u"The API reported an error in its answer"_s);
}

} // namespace assay::provider::anthropic
