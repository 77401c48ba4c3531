// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/answerjson.h"

#include "core/provider/wire/surrogates.h"

namespace assay::provider::wire {

using namespace Qt::StringLiterals;

namespace {

// Of text that is no JSON: it would be more of one, with more bytes.
bool isCutShort(QByteArrayView json)
{
    qsizetype depth = 0;
    bool isInString = false;
    for (qsizetype at = 0; at < json.size(); ++at) {
        const char c = json.at(at);
        if (isInString && c == '\\')
            ++at;
        else if (c == '"')
            isInString = !isInString;
        else if (!isInString && (c == '{' || c == '['))
            ++depth;
        else if (!isInString && (c == '}' || c == ']'))
            --depth;
    }
    return isInString || depth > 0;
}

} // namespace

Result<Json> answerJson(QByteArrayView body, const QString &hint)
{
    auto json = parseJson(QByteArrayView(withMarkedHalves(body)));
    if (json)
        return json;
    if (body.trimmed().isEmpty() || isCutShort(body))
        return fail(ErrorKind::reset, u"The answer broke off after %1 bytes"_s.arg(body.size()), u"The request may have been billed; it is sent again only as a new attempt"_s);
    return fail(ErrorKind::malformed, u"The answer is not JSON"_s, hint);
}

Result<Json> eventJson(QByteArrayView data, const QString &hint)
{
    auto json = parseJson(QByteArrayView(withMarkedHalves(data)));
    if (json && json->is_array() && json->size() == 1)
        json = Json((*json)[0]);
    if (!json || !json->is_object())
        return fail(ErrorKind::malformed, u"A piece of the stream is not a JSON object"_s, hint);
    return json;
}

} // namespace assay::provider::wire
