// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/plumbing.h"

#include "core/base/plumbing.h"
#include "core/net/eventstream.h"

namespace assay::net {

using namespace Qt::StringLiterals;

namespace {

Json eventJson(const ServerEvent &event)
{
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("type", jsonString(event.type.isEmpty() ? u"message"_s : QString::fromUtf8(event.type)));
    json.insert_or_assign("data", jsonString(QString::fromUtf8(event.data)));
    json.insert_or_assign("id", jsonString(QString::fromUtf8(event.id)));
    return json;
}

} // namespace

Json ssePlumbing(const Json &request)
{
    if (!request.is_object() || !request.contains("chunks") || !request.at("chunks").is_array())
        return errorAnswer(fail(ErrorKind::invalidInput, u"the request needs \"chunks\", a list of base64 texts"_s).error());
    EventStreamParser parser;
    Json events(jsoncons::json_array_arg);
    for (const Json &chunk : request.at("chunks").array_range()) {
        const auto bytes = bytesFromBase64(chunk);
        if (!bytes)
            return errorAnswer(bytes.error());
        for (const ServerEvent &event : parser.feed(*bytes))
            events.push_back(eventJson(event));
    }
    if (parser.error())
        return errorAnswer(*parser.error());
    Json answer(jsoncons::json_object_arg);
    answer.insert_or_assign("events", std::move(events));
    answer.insert_or_assign("retry", parser.retry() ? Json(static_cast<qint64>(parser.retry()->count())) : Json::null());
    if (const auto unfinished = parser.finish())
        answer.insert_or_assign("unfinished", eventJson(*unfinished));
    return answer;
}

} // namespace assay::net
