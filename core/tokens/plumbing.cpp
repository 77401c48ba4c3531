// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/plumbing.h"

#include "core/base/plumbing.h"
#include "core/tokens/encoding.h"

namespace assay::tokens {

using namespace Qt::StringLiterals;

Json tokensPlumbing(const Json &request)
{
    const auto isText = [&request](std::string_view name) { return request.is_object() && request.contains(name) && request.at(name).is_string(); };
    if (!isText("encoding") || !isText("text"))
        return errorAnswer(fail(ErrorKind::invalidInput, u"the request needs \"encoding\" and \"text\""_s).error());
    const auto name = encodingFromText(toQString(request.at("encoding")));
    if (!name)
        return errorAnswer(
            fail(ErrorKind::invalidInput, u"there is no encoding \"%1\""_s.arg(toQString(request.at("encoding"))), u"Known are: o200k_base, cl100k_base."_s).error());
    const auto encoding = Encoding::get(*name);
    if (!encoding)
        return errorAnswer(encoding.error());
    const auto text = request.at("text").as<std::string_view>();
    const QList<qint32> tokens = (*encoding)->encode(QByteArrayView(text.data(), qsizetype(text.size())));
    Json ids(jsoncons::json_array_arg);
    for (const qint32 id : tokens)
        ids.push_back(id);
    Json answer(jsoncons::json_object_arg);
    answer.insert_or_assign("count", tokens.size());
    answer.insert_or_assign("ids", std::move(ids));
    return answer;
}

} // namespace assay::tokens
