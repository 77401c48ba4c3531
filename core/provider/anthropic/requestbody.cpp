// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/requestbody.h"

#include <algorithm>

namespace assay::provider::anthropic {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDefaultCap = 1024;
constexpr qint64 kLeastThinking = 1024;

Json typed(const char *type)
{
    Json object(jsoncons::json_object_arg);
    object.insert_or_assign("type", type);
    return object;
}

// Two at most stand in a request, of the four that it may hold.
void addCacheMark(Json &block)
{
    block.insert_or_assign("cache_control", typed("ephemeral"));
}

void addSystem(Json &body, const ChatRequest &request)
{
    QStringList texts;
    for (const tokens::ChatMessage &message : request.messages) {
        // An empty block is refused.
        if (message.role == tokens::Role::system && !message.text.trimmed().isEmpty())
            texts.append(message.text);
    }
    if (texts.isEmpty())
        return;
    if (!request.markCache) {
        body.insert_or_assign("system", jsonString(texts.join(u"\n\n"_s)));
        return;
    }
    Json block = typed("text");
    block.insert_or_assign("text", jsonString(texts.join(u"\n\n"_s)));
    addCacheMark(block);
    Json blocks(jsoncons::json_array_arg);
    blocks.push_back(std::move(block));
    body.insert_or_assign("system", std::move(blocks));
}

// Neighbours of one role are one turn to the API itself.
void addMessages(Json &body, const ChatRequest &request)
{
    Json messages(jsoncons::json_array_arg);
    for (const tokens::ChatMessage &message : request.messages) {
        if (message.role == tokens::Role::system)
            continue;
        Json entry(jsoncons::json_object_arg);
        entry.insert_or_assign("role", jsonString(tokens::toText(message.role)));
        entry.insert_or_assign("content", jsonString(message.text));
        messages.push_back(std::move(entry));
    }
    body.insert_or_assign("messages", std::move(messages));
}

// Null when nothing is to be said of thinking.
Json thinkingOf(const ChatRequest &request, const Traits &traits)
{
    if (!traits.reasons)
        return Json::null();
    if (request.reasoningEffort == u"none" || request.thinkingBudget == 0)
        return typed("disabled");
    if (traits.adaptiveThinking)
        return request.thinkingBudget || !request.reasoningEffort.isEmpty() ? typed("adaptive") : Json::null();
    const qint64 room = request.maxOutputTokens.value_or(kDefaultCap) - 1;
    if (!request.thinkingBudget || room < kLeastThinking)
        return Json::null();
    Json thinking = typed("enabled");
    thinking.insert_or_assign("budget_tokens", std::clamp(*request.thinkingBudget, kLeastThinking, room));
    return thinking;
}

bool isOn(const Json &thinking)
{
    return !thinking.is_null() && thinking.at("type") != "disabled";
}

void addSampling(Json &body, const ChatRequest &request, bool isFixed)
{
    if (request.temperature && !isFixed)
        body.insert_or_assign("temperature", *request.temperature);
    else if (request.topP && !isFixed)
        body.insert_or_assign("top_p", *request.topP);
    Json stop(jsoncons::json_array_arg);
    for (const QString &text : request.stop) {
        if (!text.trimmed().isEmpty()) // one of white space alone is refused
            stop.push_back(jsonString(text));
    }
    if (!stop.empty())
        body.insert_or_assign("stop_sequences", std::move(stop));
}

void addOutputConfig(Json &body, const ChatRequest &request, const Traits &traits)
{
    Json config(jsoncons::json_object_arg);
    const QString effort = request.reasoningEffort == u"minimal" ? u"low"_s : request.reasoningEffort;
    if (traits.reasons && !effort.isEmpty() && effort != u"none")
        config.insert_or_assign("effort", jsonString(effort));
    if (request.format == OutputFormat::jsonSchema) {
        Json format = typed("json_schema");
        format.insert_or_assign("schema", request.schema);
        config.insert_or_assign("format", std::move(format));
    }
    if (!config.empty())
        body.insert_or_assign("output_config", std::move(config));
}

Json toolsOf(const ChatRequest &request)
{
    Json list(jsoncons::json_array_arg);
    for (const Tool &tool : request.tools) {
        Json entry(jsoncons::json_object_arg);
        entry.insert_or_assign("name", jsonString(tool.name));
        if (!tool.description.isEmpty())
            entry.insert_or_assign("description", jsonString(tool.description));
        const bool isSchema = tool.parameters.is_object() && tool.parameters.contains("type");
        entry.insert_or_assign("input_schema", isSchema ? tool.parameters : typed("object"));
        list.push_back(std::move(entry));
    }
    if (request.markCache)
        addCacheMark(list[list.size() - 1]);
    return list;
}

Json toolChoiceOf(const QString &choice)
{
    if (choice == u"auto" || choice == u"none")
        return typed(choice == u"auto" ? "auto" : "none");
    if (choice == u"required")
        return typed("any");
    Json named = typed("tool");
    named.insert_or_assign("name", jsonString(choice));
    return named;
}

void addTools(Json &body, const ChatRequest &request, bool isThinking)
{
    if (request.tools.isEmpty())
        return;
    body.insert_or_assign("tools", toolsOf(request));
    const bool isDemand = request.toolChoice != u"auto" && request.toolChoice != u"none";
    if (!request.toolChoice.isEmpty() && !(isDemand && isThinking))
        body.insert_or_assign("tool_choice", toolChoiceOf(request.toolChoice));
}

} // namespace

QByteArray requestBody(const ChatRequest &request, const Options &options, const Traits &traits)
{
    const Json thinking = thinkingOf(request, traits);
    Json body(jsoncons::json_object_arg);
    body.insert_or_assign("model", jsonString(request.model));
    body.insert_or_assign("max_tokens", request.maxOutputTokens.value_or(kDefaultCap));
    addSystem(body, request);
    addMessages(body, request);
    addSampling(body, request, !traits.sampling || isOn(thinking));
    if (!thinking.is_null())
        body.insert_or_assign("thinking", thinking);
    addOutputConfig(body, request, traits);
    addTools(body, request, isOn(thinking));
    for (const auto &member : options.body.object_range())
        body.insert_or_assign(member.key(), member.value());
    if (request.stream)
        body.insert_or_assign("stream", true);
    return toJson(body);
}

} // namespace assay::provider::anthropic
