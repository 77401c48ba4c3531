// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/promptversion.h"

#include "core/base/contenthash.h"

#include <algorithm>
#include <cmath>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

constexpr double kHottest = 2;
constexpr qsizetype kMostStops = 4;
constexpr qint64 kMostOutputTokens = 1'000'000;

std::unexpected<Error> refuse(const QString &member, const QString &message, const QString &hint = {})
{
    return std::unexpected(fail(ErrorKind::invalidInput, u"%1 %2"_s.arg(member, message), hint).error().with(u"member"_s, member));
}

Result<void> validateMessages(const QList<MessageTemplate> &messages)
{
    if (messages.isEmpty())
        return refuse(u"messages"_s, u"must have at least one message"_s, u"Add a user message."_s);
    for (qsizetype i = 1; i < messages.size(); ++i) {
        if (messages.at(i).role == tokens::Role::system)
            return refuse(u"messages[%1].role"_s.arg(i), u"must not be system: only the first message may be"_s, u"Move it to the top or join it to the first."_s);
    }
    return {};
}

Result<void> validateParameters(const Parameters &parameters)
{
    const auto isWithin = [](std::optional<double> value, double highest) { return !value || (*value >= 0 && *value <= highest); };
    if (!isWithin(parameters.temperature, kHottest))
        return refuse(u"parameters.temperature"_s, u"must be from 0 to 2, but is %1"_s.arg(*parameters.temperature));
    if (!isWithin(parameters.topP, 1))
        return refuse(u"parameters.topP"_s, u"must be from 0 to 1, but is %1"_s.arg(*parameters.topP));
    if (parameters.maxOutputTokens && (*parameters.maxOutputTokens <= 0 || *parameters.maxOutputTokens > kMostOutputTokens))
        return refuse(u"parameters.maxOutputTokens"_s, u"must be from 1 to %1, but is %2"_s.arg(kMostOutputTokens).arg(*parameters.maxOutputTokens));
    if (parameters.stop.size() > kMostStops)
        return refuse(u"parameters.stop"_s, u"must have at most %1 texts, but has %2"_s.arg(kMostStops).arg(parameters.stop.size()));
    const qsizetype empty = parameters.stop.indexOf(QString());
    if (empty >= 0)
        return refuse(u"parameters.stop[%1]"_s.arg(empty), u"must not be empty"_s, u"Remove it."_s);
    return {};
}

// Without a fraction when there is none, so that 0 and 0.0 have one form.
Json jsonNumber(double number)
{
    constexpr double kExactIntegers = 9007199254740992.0;
    return std::trunc(number) == number && std::abs(number) < kExactIntegers ? Json(static_cast<qint64>(number)) : Json(number);
}

Json parametersToJson(const Parameters &parameters)
{
    Json json(jsoncons::json_object_arg);
    if (parameters.temperature)
        json.insert_or_assign("temperature", jsonNumber(*parameters.temperature));
    if (parameters.topP)
        json.insert_or_assign("topP", jsonNumber(*parameters.topP));
    if (parameters.maxOutputTokens)
        json.insert_or_assign("maxOutputTokens", *parameters.maxOutputTokens);
    if (parameters.seed)
        json.insert_or_assign("seed", *parameters.seed);
    if (!parameters.stop.isEmpty()) {
        Json stop(jsoncons::json_array_arg);
        for (const QString &text : parameters.stop)
            stop.push_back(jsonString(text));
        json.insert_or_assign("stop", std::move(stop));
    }
    return json;
}

Result<void> refuseUnknown(const Json &object, const QString &path, const QStringList &known)
{
    for (const auto &member : object.object_range()) {
        const QString name = QString::fromUtf8(member.key());
        if (!known.contains(name))
            return refuse(path.isEmpty() ? name : QString(path + u'.' + name), u"is not known"_s, u"Known here are: %1."_s.arg(known.join(u", "_s)));
    }
    return {};
}

Result<QString> textMember(const Json &object, const std::string &name, const QString &path)
{
    if (!object.contains(name) || !object.at(name).is_string())
        return refuse(path, u"must be a text"_s);
    return toQString(object.at(name));
}

Result<MessageTemplate> messageFromJson(const Json &json, const QString &path)
{
    if (!json.is_object())
        return refuse(path, u"must be an object with role and template"_s);
    if (const auto known = refuseUnknown(json, path, {u"role"_s, u"template"_s}); !known)
        return std::unexpected(known.error());
    const auto role = textMember(json, "role", path + u".role"_s);
    if (!role)
        return std::unexpected(role.error());
    const auto text = textMember(json, "template", path + u".template"_s);
    if (!text)
        return std::unexpected(text.error());
    const auto known = tokens::roleFromText(*role);
    if (!known)
        return refuse(path + u".role"_s, u"must be system, user or assistant, but is \"%1\""_s.arg(*role));
    return MessageTemplate{.role = *known, .text = *text};
}

Result<QList<MessageTemplate>> messagesFromJson(const Json &content)
{
    if (!content.contains("messages") || !content.at("messages").is_array())
        return refuse(u"messages"_s, u"must be an array"_s);
    QList<MessageTemplate> messages;
    for (const Json &each : content.at("messages").array_range()) {
        const auto message = messageFromJson(each, u"messages[%1]"_s.arg(messages.size()));
        if (!message)
            return std::unexpected(message.error());
        messages.append(*message);
    }
    return messages;
}

// Leaves the value absent when the member is.
Result<void> readNumber(const Json &object, const std::string &name, std::optional<double> *value)
{
    if (!object.contains(name))
        return {};
    if (!object.at(name).is_number())
        return refuse(u"parameters.%1"_s.arg(QString::fromStdString(name)), u"must be a number"_s);
    *value = object.at(name).as<double>();
    return {};
}

Result<void> readInteger(const Json &object, const std::string &name, std::optional<qint64> *value)
{
    if (!object.contains(name))
        return {};
    if (!object.at(name).is<qint64>())
        return refuse(u"parameters.%1"_s.arg(QString::fromStdString(name)), u"must be a whole number"_s);
    *value = object.at(name).as<qint64>();
    return {};
}

Result<QStringList> stopFromJson(const Json &parameters)
{
    QStringList stop;
    if (!parameters.contains("stop"))
        return stop;
    if (!parameters.at("stop").is_array())
        return refuse(u"parameters.stop"_s, u"must be an array of texts"_s);
    for (const Json &text : parameters.at("stop").array_range()) {
        if (!text.is_string())
            return refuse(u"parameters.stop[%1]"_s.arg(stop.size()), u"must be a text"_s);
        stop.append(toQString(text));
    }
    return stop;
}

Result<Parameters> parametersFromJson(const Json &json)
{
    if (!json.is_object())
        return refuse(u"parameters"_s, u"must be an object"_s);
    Parameters parameters;
    const auto stop = stopFromJson(json);
    const auto read = refuseUnknown(json, u"parameters"_s, {u"temperature"_s, u"topP"_s, u"maxOutputTokens"_s, u"seed"_s, u"stop"_s})
                          .and_then([&] { return readNumber(json, "temperature", &parameters.temperature); })
                          .and_then([&] { return readNumber(json, "topP", &parameters.topP); })
                          .and_then([&] { return readInteger(json, "maxOutputTokens", &parameters.maxOutputTokens); })
                          .and_then([&] { return readInteger(json, "seed", &parameters.seed); });
    if (!read)
        return std::unexpected(read.error());
    if (!stop)
        return std::unexpected(stop.error());
    parameters.stop = *stop;
    return parameters;
}

Result<void> readResponse(const Json &json, Content *content)
{
    if (json.contains("responseFormat")) {
        const auto word = textMember(json, "responseFormat", u"responseFormat"_s);
        if (!word)
            return std::unexpected(word.error());
        const auto format = responseFormatFromText(*word);
        if (!format)
            return refuse(u"responseFormat"_s, u"must be text, json or json-schema, but is \"%1\""_s.arg(*word));
        content->responseFormat = *format;
    }
    content->responseSchema = json.get_value_or<Json>("responseSchema", Json::null());
    return {};
}

} // namespace

QString Version::label() const
{
    return u"%1@%2"_s.arg(promptName, QString::number(number));
}

QString toText(ResponseFormat format)
{
    switch (format) {
    case ResponseFormat::text:
        return u"text"_s;
    case ResponseFormat::json:
        return u"json"_s;
    case ResponseFormat::jsonSchema:
        return u"json-schema"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

std::optional<ResponseFormat> responseFormatFromText(QStringView text)
{
    for (const ResponseFormat format : {ResponseFormat::text, ResponseFormat::json, ResponseFormat::jsonSchema}) {
        if (text == toText(format))
            return format;
    }
    return std::nullopt;
}

Json toJson(const Content &content)
{
    Json messages(jsoncons::json_array_arg);
    for (const MessageTemplate &message : content.messages) {
        Json json(jsoncons::json_object_arg);
        json.insert_or_assign("role", jsonString(tokens::toText(message.role)));
        json.insert_or_assign("template", jsonString(message.text));
        messages.push_back(std::move(json));
    }
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("messages", std::move(messages));
    if (content.parameters != Parameters())
        json.insert_or_assign("parameters", parametersToJson(content.parameters));
    json.insert_or_assign("responseFormat", jsonString(toText(content.responseFormat)));
    if (content.responseFormat == ResponseFormat::jsonSchema)
        json.insert_or_assign("responseSchema", content.responseSchema);
    return json;
}

Result<Content> contentFromJson(const Json &json)
{
    if (!json.is_object())
        return refuse(u"a prompt's content"_s, u"must be an object"_s);
    if (const auto known = refuseUnknown(json, {}, {u"messages"_s, u"parameters"_s, u"responseFormat"_s, u"responseSchema"_s}); !known)
        return std::unexpected(known.error());
    Content content;
    const auto messages = messagesFromJson(json);
    if (!messages)
        return std::unexpected(messages.error());
    content.messages = *messages;
    if (json.contains("parameters")) {
        const auto parameters = parametersFromJson(json.at("parameters"));
        if (!parameters)
            return std::unexpected(parameters.error());
        content.parameters = *parameters;
    }
    if (const auto read = readResponse(json, &content).and_then([&] { return validate(content); }); !read)
        return std::unexpected(read.error());
    return content;
}

Result<void> validate(const Content &content)
{
    const auto checked = validateMessages(content.messages).and_then([&] { return validateParameters(content.parameters); });
    if (!checked)
        return checked;
    const bool hasSchema = !content.responseSchema.is_null();
    if (hasSchema != (content.responseFormat == ResponseFormat::jsonSchema))
        return refuse(u"responseSchema"_s, u"must be given with the response format json-schema, and only then"_s);
    if (hasSchema && !content.responseSchema.is_object() && !content.responseSchema.is_bool())
        return refuse(u"responseSchema"_s, u"must be a JSON Schema: an object, true or false"_s);
    return {};
}

QString contentHash(const Content &content)
{
    return assay::contentHash(toJson(content));
}

Result<VersionReference> versionReferenceFromText(QStringView text)
{
    const QStringView trimmed = text.trimmed();
    const qsizetype at = trimmed.lastIndexOf(u'@');
    const QStringView name = at < 0 ? trimmed : trimmed.first(at).trimmed();
    const QStringView word = at < 0 ? QStringView(u"latest") : trimmed.sliced(at + 1).trimmed();
    const auto refused = [&](const QString &why) {
        return fail(ErrorKind::invalidInput, u"\"%1\" names no prompt version: %2"_s.arg(trimmed, why), u"Write NAME@NUMBER, NAME@latest or NAME."_s);
    };
    if (name.isEmpty())
        return refused(u"the name is missing"_s);
    if (word == u"latest")
        return VersionReference{.prompt = name.toString(), .number = std::nullopt};
    bool isNumber = false;
    const int number = word.toInt(&isNumber);
    if (!isNumber || number < 1 || !word.front().isDigit())
        return refused(u"after @ stands a number from 1, or latest"_s);
    return VersionReference{.prompt = name.toString(), .number = number};
}

} // namespace assay::prompt
