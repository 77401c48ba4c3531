// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/requestbody.h"

#include "core/base/contenthash.h"
#include "core/provider/openai/strictschema.h"
#include "core/provider/openai/toolfields.h"

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kCacheKeyDigits = 32;

Json messagesOf(const ChatRequest &request, const Dialect &dialect)
{
    const bool isDeveloper = dialect.developerRole && isReasoningModel(dialect, request.model);
    Json messages(jsoncons::json_array_arg);
    for (const tokens::ChatMessage &message : request.messages) {
        const QString role = isDeveloper && message.role == tokens::Role::system ? u"developer"_s : tokens::toText(message.role);
        Json entry(jsoncons::json_object_arg);
        entry.insert_or_assign("role", jsonString(role));
        entry.insert_or_assign("content", jsonString(message.text));
        messages.push_back(std::move(entry));
    }
    return messages;
}

Json schemaFormat(const ChatRequest &request, const Options &options)
{
    Json format(jsoncons::json_object_arg);
    if (options.dialect.jsonSchema == SchemaForm::jsonObject) {
        format.insert_or_assign("type", "json_object");
        format.insert_or_assign("schema", request.schema);
        return format;
    }
    Json schema(jsoncons::json_object_arg);
    schema.insert_or_assign("name", "answer");
    schema.insert_or_assign("schema", request.schema);
    schema.insert_or_assign("strict", options.strictSchema && strictMisfit(request.schema).isEmpty());
    format.insert_or_assign("type", "json_schema");
    format.insert_or_assign("json_schema", std::move(schema));
    return format;
}

void addFormat(Json &body, const ChatRequest &request, const Options &options)
{
    if (request.format == OutputFormat::text)
        return;
    if (request.format == OutputFormat::jsonSchema && options.dialect.jsonSchema != SchemaForm::none) {
        body.insert_or_assign("response_format", schemaFormat(request, options));
    } else if (options.dialect.json) {
        Json format(jsoncons::json_object_arg);
        format.insert_or_assign("type", "json_object");
        body.insert_or_assign("response_format", std::move(format));
    }
}

// "reasoning.effort" is the member "effort" of the object "reasoning".
void addNamed(Json &body, const std::string &name, Json value)
{
    const auto dot = name.find('.');
    if (dot == std::string::npos) {
        body.insert_or_assign(name, std::move(value));
        return;
    }
    const std::string outer = name.substr(0, dot);
    if (!body.contains(outer) || !body.at(outer).is_object())
        body.insert_or_assign(outer, Json(jsoncons::json_object_arg));
    body.at(outer).insert_or_assign(name.substr(dot + 1), std::move(value));
}

void addSampling(Json &body, const ChatRequest &request, const Dialect &dialect)
{
    const bool isFixed = isReasoning(request, dialect);
    if (request.temperature && !isFixed)
        body.insert_or_assign("temperature", *request.temperature);
    if (request.topP && !isFixed)
        body.insert_or_assign("top_p", *request.topP);
    if (request.maxOutputTokens)
        body.insert_or_assign(dialect.maxTokensField, *request.maxOutputTokens);
    if (request.seed && !dialect.seedField.empty())
        body.insert_or_assign(dialect.seedField, *request.seed);
    const QStringList texts = request.stop.first(std::min<qsizetype>(request.stop.size(), dialect.stops.value_or(request.stop.size())));
    if (texts.isEmpty() || isFixed)
        return;
    Json stop(jsoncons::json_array_arg);
    for (const QString &text : texts)
        stop.push_back(jsonString(text));
    body.insert_or_assign("stop", std::move(stop));
}

// One of the two: APIs that know both refuse both at once.
void addReasoning(Json &body, const ChatRequest &request, const Dialect &dialect)
{
    const QString effort = effortOf(request, dialect);
    if (!effort.isEmpty() && !dialect.effortField.empty())
        addNamed(body, dialect.effortField, jsonString(effort));
    else if (request.thinkingBudget && !dialect.budgetField.empty())
        addNamed(body, dialect.budgetField, *request.thinkingBudget);
}

} // namespace

QString effortOf(const ChatRequest &request, const Dialect &dialect)
{
    if (isPlainModel(dialect, request.model))
        return {};
    return request.reasoningEffort.isEmpty() && request.thinkingBudget == 0 ? u"none"_s : request.reasoningEffort;
}

bool isReasoning(const ChatRequest &request, const Dialect &dialect)
{
    const QString effort = effortOf(request, dialect);
    if (effort.isEmpty() || dialect.reasoningModels.isEmpty())
        return isReasoningModel(dialect, request.model);
    return effort != u"none";
}

QString cacheKey(const ChatRequest &request)
{
    Json common(jsoncons::json_object_arg);
    common.insert_or_assign("model", jsonString(request.model));
    common.insert_or_assign("tools", toolsInChat(request.tools));
    common.insert_or_assign("schema", request.schema);
    Json system(jsoncons::json_array_arg);
    for (const tokens::ChatMessage &message : request.messages) {
        if (message.role != tokens::Role::system)
            break;
        system.push_back(jsonString(message.text));
    }
    common.insert_or_assign("system", std::move(system));
    return u"assay-"_s + contentHash(common).left(kCacheKeyDigits);
}

QByteArray requestBody(const ChatRequest &request, const Options &options)
{
    const Dialect &dialect = options.dialect;
    Json body(jsoncons::json_object_arg);
    body.insert_or_assign("model", jsonString(request.model));
    body.insert_or_assign("messages", messagesOf(request, dialect));
    addSampling(body, request, dialect);
    addFormat(body, request, options);
    if (dialect.tools && !request.tools.isEmpty()) {
        body.insert_or_assign("tools", toolsInChat(request.tools));
        if (dialect.toolChoice && !request.toolChoice.isEmpty())
            body.insert_or_assign("tool_choice", toolChoiceInChat(request.toolChoice));
    }
    addReasoning(body, request, dialect);
    if (request.markCache && !dialect.cacheKeyField.empty())
        body.insert_or_assign(dialect.cacheKeyField, jsonString(cacheKey(request)));
    for (const auto &member : dialect.body.object_range())
        body.insert_or_assign(member.key(), member.value());
    if (request.stream) {
        body.insert_or_assign("stream", true);
        if (!dialect.streamOptions.is_null())
            body.insert_or_assign("stream_options", dialect.streamOptions);
    }
    return toJson(body);
}

} // namespace assay::provider::openai
