// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/contenthash.h"
#include "core/prompt/content.h"

#include <cmath>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

Json object()
{
    return Json(jsoncons::json_object_arg);
}

// Without a fraction when there is none, so that 0 and 0.0 have one form.
Json jsonNumber(double number)
{
    constexpr double kExactIntegers = 9007199254740992.0;
    return std::trunc(number) == number && std::abs(number) < kExactIntegers ? Json(static_cast<qint64>(number)) : Json(number);
}

template<typename List, typename Write> Json arrayOf(const List &list, Write write)
{
    Json array(jsoncons::json_array_arg);
    for (const auto &each : list)
        array.push_back(write(each));
    return array;
}

Json messageToJson(const MessageTemplate &message)
{
    Json json = object();
    json.insert_or_assign("role", jsonString(tokens::toText(message.role)));
    json.insert_or_assign("template", jsonString(message.text));
    return json;
}

Json parametersToJson(const Parameters &parameters)
{
    Json json = object();
    if (parameters.temperature)
        json.insert_or_assign("temperature", jsonNumber(*parameters.temperature));
    if (parameters.topP)
        json.insert_or_assign("topP", jsonNumber(*parameters.topP));
    if (parameters.maxOutputTokens)
        json.insert_or_assign("maxOutputTokens", *parameters.maxOutputTokens);
    if (parameters.seed)
        json.insert_or_assign("seed", *parameters.seed);
    if (!parameters.stop.isEmpty())
        json.insert_or_assign("stop", arrayOf(parameters.stop, jsonString));
    if (!parameters.reasoningEffort.isEmpty())
        json.insert_or_assign("reasoningEffort", jsonString(parameters.reasoningEffort));
    return json;
}

Json toolToJson(const Tool &tool)
{
    Json json = object();
    json.insert_or_assign("name", jsonString(tool.name));
    if (!tool.description.isEmpty())
        json.insert_or_assign("description", jsonString(tool.description));
    json.insert_or_assign("parameters", tool.parameters);
    return json;
}

Json snippetsToJson(const QMap<QString, QString> &snippets)
{
    Json json = object();
    for (const auto &[name, text] : snippets.asKeyValueRange())
        json.insert_or_assign(name.toStdString(), jsonString(text));
    return json;
}

Json exampleToJson(const Example &example)
{
    Json json = object();
    json.insert_or_assign("key", jsonString(example.key));
    json.insert_or_assign("variables", example.variables);
    json.insert_or_assign("answer", jsonString(example.answer));
    return json;
}

Json drawToJson(const ExampleDraw &draw)
{
    Json json = object();
    json.insert_or_assign("set", jsonString(draw.set));
    json.insert_or_assign("tag", jsonString(draw.tag));
    json.insert_or_assign("count", draw.count);
    json.insert_or_assign("seed", draw.seed);
    if (!draw.drawn.isEmpty())
        json.insert_or_assign("drawn", arrayOf(draw.drawn, exampleToJson));
    return json;
}

Json optionsToJson(const TemplateOptions &options)
{
    Json json = object();
    if (options.lenient)
        json.insert_or_assign("lenient", true);
    if (options.trimBlocks)
        json.insert_or_assign("trimBlocks", true);
    if (options.lstripBlocks)
        json.insert_or_assign("lstripBlocks", true);
    return json;
}

} // namespace

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

Json toJson(const Content &content)
{
    Json json = object();
    json.insert_or_assign("messages", arrayOf(content.messages, messageToJson));
    if (content.parameters != Parameters())
        json.insert_or_assign("parameters", parametersToJson(content.parameters));
    json.insert_or_assign("responseFormat", jsonString(toText(content.responseFormat)));
    if (content.responseFormat == ResponseFormat::jsonSchema)
        json.insert_or_assign("responseSchema", content.responseSchema);
    if (!content.tools.isEmpty())
        json.insert_or_assign("tools", arrayOf(content.tools, toolToJson));
    if (!content.toolChoice.isEmpty())
        json.insert_or_assign("toolChoice", jsonString(content.toolChoice));
    if (!content.snippets.isEmpty())
        json.insert_or_assign("snippets", snippetsToJson(content.snippets));
    if (content.examples)
        json.insert_or_assign("examples", drawToJson(*content.examples));
    if (content.templateOptions != TemplateOptions())
        json.insert_or_assign("templateOptions", optionsToJson(content.templateOptions));
    return json;
}

QString contentHash(const Content &content)
{
    return assay::contentHash(toJson(content));
}

} // namespace assay::prompt
