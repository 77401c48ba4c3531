// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/plumbing.h"

#include "core/base/contenthash.h"
#include "core/base/jcs.h"

namespace assay {

using namespace Qt::StringLiterals;

Json errorAnswer(const Error &error)
{
    Json detail(jsoncons::json_object_arg);
    detail.insert_or_assign("kind", jsonString(toText(error.kind)));
    for (const char *place : {"line", "column"}) {
        if (const QString value = error.contextValue(QString::fromLatin1(place)); !value.isEmpty())
            detail.insert_or_assign(place, value.toLongLong());
    }
    detail.insert_or_assign("message", jsonString(Error{.kind = error.kind, .message = error.message, .hint = error.hint, .context = {}, .retryAfter = {}}.describe()));
    Json answer(jsoncons::json_object_arg);
    answer.insert_or_assign("error", std::move(detail));
    return answer;
}

Result<QByteArray> bytesFromBase64(const Json &text)
{
    if (!text.is_string())
        return fail(ErrorKind::invalidInput, u"base64 is a text"_s);
    auto bytes = QByteArray::fromBase64Encoding(QByteArray::fromStdString(text.as<std::string>()), QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes)
        return fail(ErrorKind::invalidInput, u"a text is not base64"_s);
    return *std::move(bytes);
}

Json jsonParsePlumbing(const Json &request)
{
    if (!request.is_object() || !request.contains("base64"))
        return errorAnswer(fail(ErrorKind::invalidInput, u"the request needs \"base64\""_s).error());
    const auto bytes = bytesFromBase64(request.at("base64"));
    if (!bytes)
        return errorAnswer(bytes.error());
    const auto parsed = parseJson(QByteArrayView(*bytes));
    Json answer(jsoncons::json_object_arg);
    answer.insert_or_assign("valid", parsed.has_value());
    if (parsed)
        return answer;
    for (const char *place : {"line", "column"})
        answer.insert_or_assign(place, parsed.error().contextValue(QString::fromLatin1(place)).toLongLong());
    answer.insert_or_assign("message", jsonString(parsed.error().message));
    return answer;
}

Json canonPlumbing(const Json &request)
{
    if (!request.is_object() || !request.contains("document"))
        return errorAnswer(fail(ErrorKind::invalidInput, u"the request needs a \"document\""_s).error());
    const QByteArray text = toJcs(request.at("document"), LargeIntegers::rounded);
    Json answer(jsoncons::json_object_arg);
    answer.insert_or_assign("text", text.toStdString());
    answer.insert_or_assign("sha256", jsonString(contentHash(QByteArrayView(text))));
    return answer;
}

} // namespace assay
