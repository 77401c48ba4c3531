// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/refusal.h"

#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/retryafter.h"

#include <QRegularExpression>

#include <algorithm>

namespace assay::provider::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostQuoted = 400;

bool isContextTooLong(const Refusal &refusal)
{
    return refusal.isAny({"context_length_exceeded"_L1, "exceed_context_size_error"_L1})
        || refusal.says({"maximum context length"_L1, "context length exceeded"_L1, "context window"_L1, "exceeds the available context size"_L1});
}

bool isBlocked(const Refusal &refusal)
{
    return refusal.isAny({"content_filter"_L1, "content_policy_violation"_L1, "invalid_prompt"_L1, "moderation_blocked"_L1})
        || (refusal.status == 403 && refusal.rest.contains(u"\"flagged_input\""_s));
}

bool isOutOfMoney(const Refusal &refusal)
{
    return refusal.status == 402 || refusal.isAny({"insufficient_quota"_L1, "billing_hard_limit_reached"_L1, "billing_error"_L1, "insufficient_balance"_L1})
        || refusal.says({"credit balance is too low"_L1}) || (refusal.status == 429 && refusal.rest.contains(u"PerDay"_s));
}

bool isKeyRefused(const Refusal &refusal)
{
    return refusal.status == 401 || refusal.status == 403 || refusal.isAny({"invalid_api_key"_L1, "authentication_error"_L1, "permission_error"_L1})
        || refusal.rest.contains(u"API_KEY_INVALID"_s);
}

ErrorKind kindByStatus(const Refusal &refusal)
{
    const int status = refusal.status;
    if (status == 429)
        return refusal.says({"request too large"_L1}) ? ErrorKind::badRequest : ErrorKind::rateLimit;
    if (status == 498 || status == 503 || status == 529)
        return ErrorKind::overloaded;
    if (status == 408)
        return ErrorKind::timeout;
    if (status == 409 || status == 425 || status >= 500)
        return ErrorKind::serverError;
    return ErrorKind::badRequest;
}

QString hintFor(ErrorKind kind, int status)
{
    switch (kind) {
    case ErrorKind::rateLimit:
        return u"Lower the model's concurrency if this keeps happening"_s;
    case ErrorKind::quota:
        return u"Check the account's credit and limits with the provider; asking again does not help"_s;
    case ErrorKind::auth:
        return u"Check the provider's key source and what the key may use"_s;
    case ErrorKind::contextTooLong:
        return u"Shorten the prompt or the item, or use a model with a larger context"_s;
    case ErrorKind::contentFilter:
        return u"The provider's policy refuses this prompt; change the item or the prompt"_s;
    case ErrorKind::badRequest:
        return status == 404 ? u"Check the model's API name and the base URL"_s : u"Check the prompt version's parameters and the model's settings"_s;
    case ErrorKind::serverError:
    case ErrorKind::overloaded:
    case ErrorKind::timeout:
        return u"Run it again later: what is answered by then is not asked for again"_s;
    default:
        return {};
    }
}

// A provider that refuses a key likes to quote it, partly starred out.
QString quotable(QString message)
{
    static const QRegularExpression starred(u"\\S*\\*{2,}\\S*"_s);
    message = message.simplified().replace(starred, u"[REDACTED:key]"_s);
    return message.size() > kMostQuoted ? QString(message.left(kMostQuoted) + u"…") : message;
}

} // namespace

bool Refusal::isAny(std::initializer_list<QLatin1StringView> words) const
{
    return std::ranges::any_of(words, [&](QLatin1StringView word) { return code == word || type == word; });
}

bool Refusal::says(std::initializer_list<QLatin1StringView> phrases) const
{
    return std::ranges::any_of(phrases, [&](QLatin1StringView phrase) { return message.contains(phrase, Qt::CaseInsensitive); });
}

Refusal readRefusal(const Json &body)
{
    const Json &whole = body.is_array() && !body.empty() ? body[0] : body;
    const Json *error = member(whole, "error");
    const Json &object = error == nullptr ? whole : *error;
    Refusal refusal;
    refusal.message = object.is_string() ? toQString(object) : textOf(object, "message");
    refusal.code = textOf(object, "code");
    refusal.type = textOf(object, "type");
    if (refusal.type.isEmpty())
        refusal.type = textOf(object, "status");
    refusal.rest = QString::fromUtf8(toJson(object));
    const Json *detail = member(whole, "detail");
    if (refusal.message.isEmpty() && detail != nullptr)
        refusal.message = detail->is_array() && !detail->empty() ? textOf((*detail)[0], "msg") : textOf(detail);
    return refusal;
}

Refusal readRefusal(int status, QByteArrayView body)
{
    const auto json = parseJson(body);
    Refusal refusal = json ? readRefusal(*json) : Refusal();
    refusal.status = status;
    return refusal;
}

ErrorKind commonKind(const Refusal &refusal)
{
    if (isOutOfMoney(refusal))
        return ErrorKind::quota;
    if (isBlocked(refusal))
        return ErrorKind::contentFilter;
    if (isKeyRefused(refusal))
        return ErrorKind::auth;
    if (refusal.status < 500 && isContextTooLong(refusal))
        return ErrorKind::contextTooLong;
    return kindByStatus(refusal);
}

int statusByWords(const Refusal &refusal)
{
    if (refusal.isAny({"rate_limit_exceeded"_L1, "rate_limit_error"_L1, "requests"_L1, "tokens"_L1}))
        return 429;
    if (refusal.isAny({"overloaded_error"_L1, "unavailable_error"_L1, "overloaded"_L1}))
        return 503;
    if (refusal.isAny({"invalid_request_error"_L1, "BadRequestError"_L1, "unsupported_parameter"_L1, "unsupported_value"_L1}))
        return 400;
    return 500;
}

Error refusalError(ErrorKind kind, const Refusal &refusal, const QString &opening)
{
    const QString quote = quotable(refusal.message);
    return Error{.kind = kind, .message = quote.isEmpty() ? opening : QString(opening + u": "_s + quote), .hint = hintFor(kind, refusal.status), .context = {}, .retryAfter = {}};
}

Error refusalError(ErrorKind kind, const Refusal &refusal, const QHttpHeaders &headers, UtcTime now)
{
    Error error = refusalError(kind, refusal, u"The API answered with status %1"_s.arg(refusal.status));
    const bool canPass = kind == ErrorKind::rateLimit || kind == ErrorKind::overloaded || kind == ErrorKind::serverError || kind == ErrorKind::timeout;
    if (canPass)
        error.retryAfter = retryAfter(headers, now);
    const QByteArrayView told = headers.value("x-should-retry").trimmed();
    return told == "true" || told == "false" ? error.with(u"should-retry"_s, QString::fromLatin1(told)) : error;
}

} // namespace assay::provider::wire
