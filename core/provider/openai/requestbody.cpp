// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/requestbody.h"

namespace assay::provider::openai {

namespace {

Json messagesOf(const ChatRequest &request)
{
    Json messages(jsoncons::json_array_arg);
    for (const tokens::ChatMessage &message : request.messages) {
        Json entry(jsoncons::json_object_arg);
        entry.insert_or_assign("role", jsonString(tokens::toText(message.role)));
        entry.insert_or_assign("content", jsonString(message.text));
        messages.push_back(std::move(entry));
    }
    return messages;
}

Json responseFormat(const ChatRequest &request, const Options &options)
{
    Json format(jsoncons::json_object_arg);
    if (request.format == OutputFormat::json) {
        format.insert_or_assign("type", "json_object");
        return format;
    }
    Json schema(jsoncons::json_object_arg);
    schema.insert_or_assign("name", "answer");
    schema.insert_or_assign("schema", request.schema);
    schema.insert_or_assign("strict", options.strictSchema);
    format.insert_or_assign("type", "json_schema");
    format.insert_or_assign("json_schema", std::move(schema));
    return format;
}

void addStreaming(Json &body, const Options &options)
{
    Json streaming(jsoncons::json_object_arg);
    streaming.insert_or_assign("include_usage", true);
    if (options.isOpenAi) // otherwise every chunk carries random filler
        streaming.insert_or_assign("include_obfuscation", false);
    body.insert_or_assign("stream", true);
    body.insert_or_assign("stream_options", std::move(streaming));
}

} // namespace

QByteArray requestBody(const ChatRequest &request, const Options &options)
{
    Json body(jsoncons::json_object_arg);
    body.insert_or_assign("model", jsonString(request.model));
    body.insert_or_assign("messages", messagesOf(request));
    if (request.temperature)
        body.insert_or_assign("temperature", *request.temperature);
    if (request.topP)
        body.insert_or_assign("top_p", *request.topP);
    if (request.maxOutputTokens)
        body.insert_or_assign(options.maxTokensField.toStdString(), *request.maxOutputTokens);
    if (request.seed)
        body.insert_or_assign("seed", *request.seed);
    if (!request.stop.isEmpty()) {
        Json stop(jsoncons::json_array_arg);
        for (const QString &text : request.stop)
            stop.push_back(jsonString(text));
        body.insert_or_assign("stop", std::move(stop));
    }
    if (request.format != OutputFormat::text)
        body.insert_or_assign("response_format", responseFormat(request, options));
    if (request.stream)
        addStreaming(body, options);
    return toJson(body);
}

} // namespace assay::provider::openai
