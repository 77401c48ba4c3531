// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/requesthash.h"

#include "core/base/contenthash.h"

#include <array>

namespace assay::run {

namespace {

// Of the connection: they change how an answer travels, not what it says.
constexpr std::array<std::string_view, 7> kConnectionOptions{"allowPlainHttp", "caFile", "concurrency", "connectTimeoutMs", "idleTimeoutMs", "totalTimeoutMs", "http2"};

Json sourceOf(const PlannedModel &model)
{
    Json options = model.provider.options;
    for (const std::string_view name : kConnectionOptions)
        options.erase(name);
    Json source(jsoncons::json_object_arg);
    source.insert_or_assign("kind", jsonString(model.provider.kind));
    source.insert_or_assign("address", jsonString(model.provider.baseUrl));
    source.insert_or_assign("options", std::move(options));
    return source;
}

Json messagesOf(const provider::ChatRequest &request)
{
    Json messages(jsoncons::json_array_arg);
    for (const tokens::ChatMessage &message : request.messages) {
        Json entry(jsoncons::json_object_arg);
        entry.insert_or_assign("role", jsonString(tokens::toText(message.role)));
        entry.insert_or_assign("text", jsonString(message.text));
        messages.push_back(std::move(entry));
    }
    return messages;
}

Json toolsOf(const provider::ChatRequest &request)
{
    Json tools(jsoncons::json_array_arg);
    for (const provider::Tool &tool : request.tools) {
        Json entry(jsoncons::json_object_arg);
        entry.insert_or_assign("name", jsonString(tool.name));
        entry.insert_or_assign("description", jsonString(tool.description));
        entry.insert_or_assign("parameters", tool.parameters);
        tools.push_back(std::move(entry));
    }
    return tools;
}

void addParameters(Json &json, const provider::ChatRequest &request)
{
    const auto add = [&json](std::string_view name, const auto &value) {
        if (value)
            json.insert_or_assign(name, *value);
    };
    add("temperature", request.temperature);
    add("topP", request.topP);
    add("maxOutputTokens", request.maxOutputTokens);
    add("seed", request.seed);
    add("thinkingBudget", request.thinkingBudget);
    if (!request.reasoningEffort.isEmpty())
        json.insert_or_assign("reasoningEffort", jsonString(request.reasoningEffort));
    if (!request.toolChoice.isEmpty())
        json.insert_or_assign("toolChoice", jsonString(request.toolChoice));
    Json stop(jsoncons::json_array_arg);
    for (const QString &text : request.stop)
        stop.push_back(jsonString(text));
    json.insert_or_assign("stop", std::move(stop));
}

} // namespace

QString requestHash(const provider::ChatRequest &request, const PlannedModel &model, int repeat)
{
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("source", sourceOf(model));
    json.insert_or_assign("model", jsonString(request.model));
    json.insert_or_assign("messages", messagesOf(request));
    json.insert_or_assign("tools", toolsOf(request));
    json.insert_or_assign("format", static_cast<int>(request.format));
    json.insert_or_assign("schema", request.schema);
    json.insert_or_assign("repeat", repeat);
    addParameters(json, request);
    return contentHash(QByteArrayView(toCanonicalJson(json))); // stored with every answer: another form would lose them all
}

} // namespace assay::run
