// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/requestbody.h"

#include "core/provider/gemini/thinking.h"

namespace assay::provider::gemini {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kSeedMask = 0x7fffffff;

Json object()
{
    return Json(jsoncons::json_object_arg);
}

Json list()
{
    return Json(jsoncons::json_array_arg);
}

Json partOf(const QString &text)
{
    Json part = object();
    part.insert_or_assign("text", jsonString(text));
    return part;
}

void addMessages(Json &body, const ChatRequest &request)
{
    Json system = list();
    Json contents = list();
    std::optional<tokens::Role> previous;
    for (const tokens::ChatMessage &message : request.messages) {
        if (message.role == tokens::Role::system) {
            system.push_back(partOf(message.text));
            continue;
        }
        if (previous != message.role) {
            Json turn = object();
            turn.insert_or_assign("role", message.role == tokens::Role::assistant ? "model" : "user");
            turn.insert_or_assign("parts", list());
            contents.push_back(std::move(turn));
        }
        contents[contents.size() - 1].at("parts").push_back(partOf(message.text));
        previous = message.role;
    }
    if (!system.empty()) {
        Json instruction = object();
        instruction.insert_or_assign("parts", std::move(system));
        body.insert_or_assign("systemInstruction", std::move(instruction));
    }
    body.insert_or_assign("contents", std::move(contents));
}

void addSampling(Json &config, const ChatRequest &request)
{
    if (request.temperature)
        config.insert_or_assign("temperature", *request.temperature);
    if (request.topP)
        config.insert_or_assign("topP", *request.topP);
    if (request.maxOutputTokens)
        config.insert_or_assign("maxOutputTokens", *request.maxOutputTokens);
    Json stop = list();
    for (const QString &text : request.stop.first(std::min(request.stop.size(), kMostStops)))
        stop.push_back(jsonString(text));
    if (!stop.empty())
        config.insert_or_assign("stopSequences", std::move(stop));
    if (request.seed)
        config.insert_or_assign("seed", *request.seed & kSeedMask);
}

Json configOf(const ChatRequest &request, const Options &options)
{
    Json config = object();
    addSampling(config, request);
    if (request.format != OutputFormat::text)
        config.insert_or_assign("responseMimeType", "application/json");
    if (request.format == OutputFormat::jsonSchema)
        config.insert_or_assign("responseJsonSchema", request.schema);
    Json thinking = thinkingConfig(request, options.thinking.value_or(thinkingStyleOf(request.model)));
    if (!thinking.is_null())
        config.insert_or_assign("thinkingConfig", std::move(thinking));
    return config;
}

Json toolsOf(const ChatRequest &request)
{
    Json functions = list();
    for (const Tool &tool : request.tools) {
        Json function = object();
        function.insert_or_assign("name", jsonString(tool.name));
        if (!tool.description.isEmpty())
            function.insert_or_assign("description", jsonString(tool.description));
        if (tool.parameters.is_object() && !tool.parameters.empty())
            function.insert_or_assign("parametersJsonSchema", tool.parameters);
        functions.push_back(std::move(function));
    }
    Json declarations = object();
    declarations.insert_or_assign("functionDeclarations", std::move(functions));
    Json tools = list();
    tools.push_back(std::move(declarations));
    return tools;
}

Json toolConfigOf(const QString &choice)
{
    Json calling = object();
    if (choice == u"auto" || choice == u"none") {
        calling.insert_or_assign("mode", choice == u"auto" ? "AUTO" : "NONE");
    } else {
        calling.insert_or_assign("mode", "ANY");
        if (choice != u"required") {
            Json names = list();
            names.push_back(jsonString(choice));
            calling.insert_or_assign("allowedFunctionNames", std::move(names));
        }
    }
    Json config = object();
    config.insert_or_assign("functionCallingConfig", std::move(calling));
    return config;
}

void addOwn(Json &body, const Json &own)
{
    for (const auto &member : own.object_range()) {
        const bool isConfig = member.key() == "generationConfig" && body.contains("generationConfig");
        if (!isConfig) {
            body.insert_or_assign(member.key(), member.value());
            continue;
        }
        for (const auto &setting : member.value().object_range())
            body.at("generationConfig").insert_or_assign(setting.key(), setting.value());
    }
}

} // namespace

QByteArray requestBody(const ChatRequest &request, const Options &options)
{
    Json body = object();
    addMessages(body, request);
    if (Json config = configOf(request, options); !config.empty())
        body.insert_or_assign("generationConfig", std::move(config));
    if (!request.tools.isEmpty()) {
        body.insert_or_assign("tools", toolsOf(request));
        if (!request.toolChoice.isEmpty())
            body.insert_or_assign("toolConfig", toolConfigOf(request.toolChoice));
    }
    addOwn(body, options.body);
    return toJson(body);
}

QString resourceOf(const QString &model)
{
    return model.contains(u'/') ? model : QString(u"models/"_s + model);
}

} // namespace assay::provider::gemini
