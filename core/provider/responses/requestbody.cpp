// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/responses/requestbody.h"

#include "core/provider/openai/requestbody.h"
#include "core/provider/openai/strictschema.h"
#include "core/provider/openai/toolfields.h"

namespace assay::provider::responses {

using namespace Qt::StringLiterals;

namespace {

void addMessages(Json &body, const ChatRequest &request, const openai::Dialect &dialect)
{
    const bool isDeveloper = dialect.developerRole && openai::isReasoningModel(dialect, request.model);
    const bool hasInstructions = request.messages.size() > 1 && request.messages.first().role == tokens::Role::system;
    if (hasInstructions)
        body.insert_or_assign("instructions", jsonString(request.messages.first().text));
    Json input(jsoncons::json_array_arg);
    for (const tokens::ChatMessage &message : request.messages.sliced(hasInstructions ? 1 : 0)) {
        const QString role = isDeveloper && message.role == tokens::Role::system ? u"developer"_s : tokens::toText(message.role);
        Json entry(jsoncons::json_object_arg);
        entry.insert_or_assign("role", jsonString(role));
        entry.insert_or_assign("content", jsonString(message.text));
        input.push_back(std::move(entry));
    }
    body.insert_or_assign("input", std::move(input));
}

void addFormat(Json &body, const ChatRequest &request, const openai::Options &options)
{
    if (request.format == OutputFormat::text)
        return;
    Json format(jsoncons::json_object_arg);
    if (request.format == OutputFormat::json) {
        format.insert_or_assign("type", "json_object");
    } else {
        format.insert_or_assign("type", "json_schema");
        format.insert_or_assign("name", "answer");
        format.insert_or_assign("schema", request.schema);
        format.insert_or_assign("strict", options.strictSchema && openai::strictMisfit(request.schema).isEmpty());
    }
    Json text(jsoncons::json_object_arg);
    text.insert_or_assign("format", std::move(format));
    body.insert_or_assign("text", std::move(text));
}

void addSampling(Json &body, const ChatRequest &request, const openai::Dialect &dialect)
{
    const bool isFixed = openai::isReasoning(request, dialect);
    if (request.temperature && !isFixed)
        body.insert_or_assign("temperature", *request.temperature);
    if (request.topP && !isFixed)
        body.insert_or_assign("top_p", *request.topP);
    if (request.maxOutputTokens)
        body.insert_or_assign("max_output_tokens", *request.maxOutputTokens);
    const QString effort = openai::effortOf(request, dialect);
    if (effort.isEmpty())
        return;
    Json reasoning(jsoncons::json_object_arg);
    reasoning.insert_or_assign("effort", jsonString(effort));
    body.insert_or_assign("reasoning", std::move(reasoning));
}

void addStreaming(Json &body)
{
    Json options(jsoncons::json_object_arg);
    options.insert_or_assign("include_obfuscation", false); // otherwise every event carries random filler
    body.insert_or_assign("stream", true);
    body.insert_or_assign("stream_options", std::move(options));
}

} // namespace

QByteArray requestBody(const ChatRequest &request, const openai::Options &options)
{
    const openai::Dialect &dialect = options.dialect;
    Json body(jsoncons::json_object_arg);
    body.insert_or_assign("model", jsonString(request.model));
    addMessages(body, request, dialect);
    addSampling(body, request, dialect);
    addFormat(body, request, options);
    if (!request.tools.isEmpty()) {
        body.insert_or_assign("tools", openai::toolsInResponses(request.tools));
        if (!request.toolChoice.isEmpty())
            body.insert_or_assign("tool_choice", openai::toolChoiceInResponses(request.toolChoice));
    }
    if (request.markCache && !dialect.cacheKeyField.empty())
        body.insert_or_assign(dialect.cacheKeyField, jsonString(openai::cacheKey(request)));
    for (const auto &member : dialect.body.object_range())
        body.insert_or_assign(member.key(), member.value());
    if (request.stream)
        addStreaming(body);
    return toJson(body);
}

} // namespace assay::provider::responses
