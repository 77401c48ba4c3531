// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/content.h"
#include "core/prompt/contentmember.h"

#include <limits>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

Result<void> mustBeObject(const Json &json, const QString &path, const QString &what = u"must be an object"_s)
{
    if (json.is_object())
        return {};
    return refuseMember(path, what);
}

/// Each element through `read`(json, path); nothing when the member is absent.
template<typename T, typename Read> Result<QList<T>> listMember(const Json &object, const std::string &name, const QString &path, const QString &what, Read read)
{
    QList<T> list;
    if (!object.contains(name))
        return list;
    if (!object.at(name).is_array())
        return refuseMember(path, u"must be an array"_s + what);
    for (const Json &each : object.at(name).array_range()) {
        auto element = read(each, u"%1[%2]"_s.arg(path).arg(list.size()));
        if (!element)
            return std::unexpected(element.error());
        list.append(*std::move(element));
    }
    return list;
}

Result<MessageTemplate> messageFromJson(const Json &json, const QString &path)
{
    if (const auto shape = mustBeObject(json, path, u"must be an object with role and template"_s).and_then([&] { return refuseUnknown(json, path, {u"role"_s, u"template"_s}); });
        !shape)
        return std::unexpected(shape.error());
    const auto role = textMember(json, "role", path + u".role"_s);
    if (!role)
        return std::unexpected(role.error());
    const auto text = textMember(json, "template", path + u".template"_s);
    if (!text)
        return std::unexpected(text.error());
    const auto known = tokens::roleFromText(*role);
    if (!known)
        return refuseMember(path + u".role"_s, u"must be system, user or assistant, but is \"%1\""_s.arg(*role));
    return MessageTemplate{.role = *known, .text = *text};
}

Result<QString> textElement(const Json &json, const QString &path)
{
    if (!json.is_string())
        return refuseMember(path, u"must be a text"_s);
    return toQString(json);
}

Result<void> readMessages(const Json &json, Content *content)
{
    if (!json.contains("messages"))
        return refuseMember(u"messages"_s, u"must be an array"_s);
    return listMember<MessageTemplate>(json, "messages", u"messages"_s, {}, messageFromJson).transform([content](const QList<MessageTemplate> &messages) {
        content->messages = messages;
    });
}

Result<void> readParameters(const Json &content, Parameters *parameters)
{
    if (!content.contains("parameters"))
        return {};
    const Json &json = content.at("parameters");
    const auto path = [](const char *name) { return u"parameters."_s + QString::fromLatin1(name); };
    return mustBeObject(json, u"parameters"_s)
        .and_then([&] { return refuseUnknown(json, u"parameters"_s, {u"temperature"_s, u"topP"_s, u"maxOutputTokens"_s, u"seed"_s, u"stop"_s, u"reasoningEffort"_s}); })
        .and_then([&] { return readNumber(json, "temperature", path("temperature"), &parameters->temperature); })
        .and_then([&] { return readNumber(json, "topP", path("topP"), &parameters->topP); })
        .and_then([&] { return readInteger(json, "maxOutputTokens", path("maxOutputTokens"), &parameters->maxOutputTokens); })
        .and_then([&] { return readInteger(json, "seed", path("seed"), &parameters->seed); })
        .and_then([&] { return readText(json, "reasoningEffort", path("reasoningEffort"), &parameters->reasoningEffort); })
        .and_then([&] { return listMember<QString>(json, "stop", path("stop"), u" of texts"_s, textElement); })
        .transform([&](const QStringList &stop) { parameters->stop = stop; });
}

Result<void> readResponse(const Json &json, Content *content)
{
    if (json.contains("responseFormat")) {
        const auto word = textMember(json, "responseFormat", u"responseFormat"_s);
        if (!word)
            return std::unexpected(word.error());
        const auto format = responseFormatFromText(*word);
        if (!format)
            return refuseMember(u"responseFormat"_s, u"must be text, json or json-schema, but is \"%1\""_s.arg(*word));
        content->responseFormat = *format;
    }
    content->responseSchema = json.get_value_or<Json>("responseSchema", Json::null());
    return {};
}

Result<Tool> toolFromJson(const Json &json, const QString &path)
{
    Tool tool;
    return mustBeObject(json, path, u"must be an object with name, description and parameters"_s)
        .and_then([&] { return refuseUnknown(json, path, {u"name"_s, u"description"_s, u"parameters"_s}); })
        .and_then([&] { return textMember(json, "name", path + u".name"_s); })
        .and_then([&](const QString &name) {
            tool.name = name;
            return readText(json, "description", path + u".description"_s, &tool.description);
        })
        .transform([&] {
            tool.parameters = json.get_value_or<Json>("parameters", tool.parameters);
            return tool;
        });
}

Result<void> readTools(const Json &json, Content *content)
{
    return listMember<Tool>(json, "tools", u"tools"_s, {}, toolFromJson).and_then([&](const QList<Tool> &tools) {
        content->tools = tools;
        return readText(json, "toolChoice", u"toolChoice"_s, &content->toolChoice);
    });
}

Result<void> readSnippets(const Json &json, Content *content)
{
    if (!json.contains("snippets"))
        return {};
    const Json &snippets = json.at("snippets");
    if (const auto shape = mustBeObject(snippets, u"snippets"_s, u"must be an object of names and texts"_s); !shape)
        return shape;
    for (const auto &member : snippets.object_range()) {
        const QString name = QString::fromUtf8(member.key());
        const auto text = textElement(member.value(), u"snippets.%1"_s.arg(name));
        if (!text)
            return std::unexpected(text.error());
        content->snippets.insert(name, *text);
    }
    return {};
}

Result<Example> exampleFromJson(const Json &json, const QString &path)
{
    Example example;
    return mustBeObject(json, path, u"must be an object with key, variables and answer"_s)
        .and_then([&] { return refuseUnknown(json, path, {u"key"_s, u"variables"_s, u"answer"_s}); })
        .and_then([&] { return textMember(json, "key", path + u".key"_s); })
        .and_then([&](const QString &key) {
            example.key = key;
            return textMember(json, "answer", path + u".answer"_s);
        })
        .transform([&](const QString &answer) {
            example.answer = answer;
            example.variables = json.get_value_or<Json>("variables", example.variables);
            return example;
        });
}

Result<ExampleDraw> drawFromJson(const Json &json)
{
    ExampleDraw draw;
    std::optional<qint64> count;
    std::optional<qint64> seed = draw.seed;
    const QString path = u"examples"_s;
    return mustBeObject(json, path, u"must be an object with set, tag, count and seed"_s)
        .and_then([&] { return refuseUnknown(json, path, {u"set"_s, u"tag"_s, u"count"_s, u"seed"_s, u"drawn"_s}); })
        .and_then([&] { return readText(json, "set", path + u".set"_s, &draw.set); })
        .and_then([&] { return readText(json, "tag", path + u".tag"_s, &draw.tag); })
        .and_then([&] { return readInteger(json, "count", path + u".count"_s, &count); })
        .and_then([&] { return readInteger(json, "seed", path + u".seed"_s, &seed); })
        .and_then([&] { return listMember<Example>(json, "drawn", path + u".drawn"_s, {}, exampleFromJson); })
        .transform([&](const QList<Example> &drawn) {
            draw.count = static_cast<int>(qBound(qint64(0), count.value_or(0), qint64(std::numeric_limits<int>::max())));
            draw.seed = *seed;
            draw.drawn = drawn;
            return draw;
        });
}

Result<void> readExamples(const Json &json, Content *content)
{
    if (!json.contains("examples"))
        return {};
    return drawFromJson(json.at("examples")).transform([content](const ExampleDraw &draw) { content->examples = draw; });
}

Result<void> readOptions(const Json &json, TemplateOptions *options)
{
    if (!json.contains("templateOptions"))
        return {};
    const Json &members = json.at("templateOptions");
    const QString path = u"templateOptions"_s;
    return mustBeObject(members, path)
        .and_then([&] { return refuseUnknown(members, path, {u"lenient"_s, u"trimBlocks"_s, u"lstripBlocks"_s}); })
        .and_then([&] { return readFlag(members, "lenient", path + u".lenient"_s, &options->lenient); })
        .and_then([&] { return readFlag(members, "trimBlocks", path + u".trimBlocks"_s, &options->trimBlocks); })
        .and_then([&] { return readFlag(members, "lstripBlocks", path + u".lstripBlocks"_s, &options->lstripBlocks); });
}

const QStringList &membersOfContent()
{
    static const QStringList names{u"messages"_s, u"parameters"_s, u"responseFormat"_s, u"responseSchema"_s, u"tools"_s, u"toolChoice"_s, u"snippets"_s, u"examples"_s,
        u"templateOptions"_s};
    return names;
}

} // namespace

std::optional<ResponseFormat> responseFormatFromText(QStringView text)
{
    for (const ResponseFormat format : {ResponseFormat::text, ResponseFormat::json, ResponseFormat::jsonSchema}) {
        if (text == toText(format))
            return format;
    }
    return std::nullopt;
}

Result<Content> contentFromJson(const Json &json)
{
    return draftContentFromJson(json).and_then([](const Content &content) { return validate(content).transform([&] { return content; }); });
}

Result<Content> draftContentFromJson(const Json &json)
{
    Content content;
    return mustBeObject(json, u"a prompt's content"_s)
        .and_then([&] { return refuseUnknown(json, {}, membersOfContent()); })
        .and_then([&] { return readMessages(json, &content); })
        .and_then([&] { return readParameters(json, &content.parameters); })
        .and_then([&] { return readResponse(json, &content); })
        .and_then([&] { return readTools(json, &content); })
        .and_then([&] { return readSnippets(json, &content); })
        .and_then([&] { return readExamples(json, &content); })
        .and_then([&] { return readOptions(json, &content.templateOptions); })
        .transform([&] { return content; });
}

} // namespace assay::prompt
