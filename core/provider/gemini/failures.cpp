// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/failures.h"

#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/refusal.h"
#include "core/provider/wire/retryafter.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace assay::provider::gemini {

using wire::member;
using wire::textOf;

using namespace Qt::StringLiterals;

namespace {

struct Code {
    int rpc;
    QLatin1StringView name;
    int status;
};

constexpr std::array kCodes{
    Code{1, "CANCELLED"_L1, 499},
    Code{2, "UNKNOWN"_L1, 500},
    Code{3, "INVALID_ARGUMENT"_L1, 400},
    Code{4, "DEADLINE_EXCEEDED"_L1, 504},
    Code{5, "NOT_FOUND"_L1, 404},
    Code{6, "ALREADY_EXISTS"_L1, 409},
    Code{7, "PERMISSION_DENIED"_L1, 403},
    Code{8, "RESOURCE_EXHAUSTED"_L1, 429},
    Code{9, "FAILED_PRECONDITION"_L1, 400},
    Code{10, "ABORTED"_L1, 409},
    Code{11, "OUT_OF_RANGE"_L1, 400},
    Code{12, "UNIMPLEMENTED"_L1, 501},
    Code{13, "INTERNAL"_L1, 500},
    Code{14, "UNAVAILABLE"_L1, 503},
    Code{15, "DATA_LOSS"_L1, 500},
    Code{16, "UNAUTHENTICATED"_L1, 401},
};
constexpr int kServerError = 500;
constexpr int kCancelled = 499;

int statusIn(const wire::Refusal &refusal)
{
    bool isNumber = false;
    const int code = refusal.code.toInt(&isNumber);
    if (isNumber && code >= 400 && code < 600)
        return code;
    const auto *found = std::ranges::find_if(kCodes, [&](const Code &entry) { return refusal.type == entry.name || (isNumber && code == entry.rpc); });
    return found == kCodes.end() ? kServerError : found->status;
}

// Words that no status and no code tells apart.
ErrorKind kindOf(const wire::Refusal &refusal)
{
    static const QRegularExpression none(u"limit: 0\\b"_s);
    const int status = refusal.status;
    if (status == 429 && (none.match(refusal.message).hasMatch() || refusal.says({"spending cap"_L1, "credits are depleted"_L1})))
        return ErrorKind::quota;
    if (status == 400 && refusal.says({"exceeds the maximum number of tokens"_L1}))
        return ErrorKind::contextTooLong;
    if (status == 400 && refusal.says({"location is not supported"_L1}))
        return ErrorKind::auth;
    if (status == 504)
        return ErrorKind::timeout;
    return status == kCancelled ? ErrorKind::serverError : wire::commonKind(refusal);
}

// {"@type":"…/google.rpc.RetryInfo","retryDelay":"37.5s"}
std::optional<Milliseconds> retryDelay(const Json &body)
{
    const Json &whole = body.is_array() && !body.empty() ? body[0] : body;
    const Json *error = member(whole, "error");
    const Json *details = member(error == nullptr ? whole : *error, "details");
    if (details == nullptr || !details->is_array())
        return std::nullopt;
    for (const Json &detail : details->array_range()) {
        if (const QString delay = textOf(detail, "retryDelay"); !delay.isEmpty())
            return wire::resetDuration(delay.toLatin1());
    }
    return std::nullopt;
}

void addDelay(Error &error, const Json &body)
{
    const bool canPass = error.kind == ErrorKind::rateLimit || error.kind == ErrorKind::overloaded || error.kind == ErrorKind::serverError || error.kind == ErrorKind::timeout;
    if (canPass && !error.retryAfter)
        error.retryAfter = retryDelay(body);
}

} // namespace

Error failureOf(int status, QByteArrayView body, const QHttpHeaders &headers, UtcTime now)
{
    const wire::Refusal refusal = wire::readRefusal(status, body);
    Error error = wire::refusalError(kindOf(refusal), refusal, headers, now);
    if (const auto json = parseJson(body))
        addDelay(error, *json);
    return error;
}

Error failureIn(const Json &answer)
{
    wire::Refusal refusal = wire::readRefusal(answer);
    refusal.status = statusIn(refusal);
    Error error = wire::refusalError(kindOf(refusal), refusal, u"The API reported an error in its answer"_s);
    addDelay(error, answer);
    return error;
}

Error blockedPrompt(const QString &reason)
{
    return Error{.kind = ErrorKind::contentFilter,
        .message = u"The API blocked the prompt: %1"_s.arg(reason.left(100)),
        .hint = u"The provider's policy refuses this prompt; change the item or the prompt"_s,
        .context = {},
        .retryAfter = {}};
}

} // namespace assay::provider::gemini
