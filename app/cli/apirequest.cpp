// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/apirequest.h"

#include "app/cli/notices.h"
#include "core/provider/anthropic/messagesapi.h"
#include "core/provider/capabilities.h"
#include "core/provider/catalog.h"
#include "core/provider/gemini/geminiapi.h"
#include "core/provider/openai/chatapi.h"
#include "core/run/requestbuilder.h"

#include <algorithm>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

const QString kPlaceholder = u"MODEL"_s;

bool speaks(const app::Composition &composition, const QString &format, const provider::ProviderConfig &provider)
{
    return format == u"openai" ? composition.dialects().find(provider.kind) != nullptr : provider.kind == format;
}

Result<std::unique_ptr<provider::wire::Api>> apiOf(const app::Composition &composition, const QString &format, const run::PlannedModel &model)
{
    const auto asApi = [](auto api) -> std::unique_ptr<provider::wire::Api> { return api; };
    if (format == u"anthropic") {
        return provider::anthropic::readOptions(model.provider).transform([&](const provider::anthropic::Options &options) {
            const auto traits = provider::anthropic::traitsOf(model.provider, model.model);
            return asApi(std::make_unique<provider::anthropic::MessagesApi>(options, [traits](const QString & /*model*/) { return traits; }));
        });
    }
    if (format == u"gemini") {
        return provider::gemini::readOptions(model.provider).transform([&](const provider::gemini::Options &options) {
            return asApi(std::make_unique<provider::gemini::GeminiApi>(options));
        });
    }
    return provider::openai::readOptions(model.provider, composition.dialects()).transform([&](const provider::openai::Options &options) {
        return asApi(std::make_unique<provider::openai::ChatApi>(options));
    });
}

/// The last message of the user, filled in for each example: the turns that stand before it.
Result<QList<prompt::MessageTemplate>> exampleTurns(const prompt::Content &content, const prompt::MessageTemplate &asked)
{
    QList<prompt::MessageTemplate> turns;
    prompt::Content question = content;
    question.messages = {asked};
    question.examples.reset();
    const auto compiled = prompt::CompiledPrompt::compile(question);
    if (!compiled)
        return std::unexpected(compiled.error());
    for (const prompt::Example &example : content.examples->drawn) {
        const auto rendered = compiled->render(example.variables);
        if (!rendered)
            return std::unexpected(rendered.error().with(u"example"_s, example.key));
        turns.append({tokens::Role::user, rendered->first().rendered.text});
        turns.append({tokens::Role::assistant, example.answer});
    }
    return turns;
}

/// A version whose texts are `messages` as they are, whatever stands in them, and the variables that give them.
std::pair<prompt::Version, Json> literal(const prompt::Version &version, const QList<prompt::MessageTemplate> &messages)
{
    prompt::Version made = version;
    made.content.examples.reset();
    made.content.snippets.clear();
    made.content.messages.clear();
    Json variables(jsoncons::json_object_arg);
    for (const prompt::MessageTemplate &message : messages) {
        const QString name = u"text%1"_s.arg(made.content.messages.size());
        made.content.messages.append({message.role, u"{{ %1 }}"_s.arg(name)});
        variables.insert_or_assign(name.toStdString(), jsonString(message.text));
    }
    return {made, variables};
}

Result<QList<prompt::MessageTemplate>> unfilledMessages(const prompt::Content &content)
{
    QList<prompt::MessageTemplate> messages = content.messages;
    if (!content.examples)
        return messages;
    const auto asked = std::ranges::find_last(messages, tokens::Role::user, &prompt::MessageTemplate::role).begin();
    if (asked == messages.end())
        return messages;
    const qsizetype index = asked - messages.begin();
    const auto turns = exampleTurns(content, messages.at(index));
    if (!turns)
        return std::unexpected(turns.error());
    return messages.first(index) + *turns + messages.sliced(index);
}

Result<provider::ChatRequest> chatRequest(const prompt::Version &version, const run::PlannedModel &model, const std::optional<Json> &variables)
{
    evalset::Item item;
    prompt::Version asked = version;
    if (variables) {
        item.variables = *variables;
    } else {
        const auto messages = unfilledMessages(version.content);
        if (!messages)
            return std::unexpected(messages.error());
        std::tie(asked, item.variables) = literal(version, *messages);
    }
    auto request = prompt::CompiledPrompt::compile(asked.content).and_then([&](const prompt::CompiledPrompt &compiled) { return run::buildRequest(compiled, asked, model, item); });
    if (request)
        request->stream = false;
    return request;
}

bool holds(const Json &body, const std::string &name)
{
    return body.contains(name) || (body.contains("generationConfig") && body.at("generationConfig").contains(name));
}

/// Parameters of the version that did not come into the body, as "temperature": whatever the reason, who sends it should know.
QStringList leftOutOf(const Json &body, const provider::ChatRequest &request)
{
    struct Parameter {
        QString name;
        bool isSet;
        std::initializer_list<const char *> names; ///< in the APIs
    };
    QStringList left;
    for (const Parameter &parameter :
        {Parameter{u"temperature"_s, request.temperature.has_value(), {"temperature"}}, Parameter{u"top_p"_s, request.topP.has_value(), {"top_p", "topP"}},
            Parameter{u"a seed"_s, request.seed.has_value(), {"seed"}}, Parameter{u"stop texts"_s, !request.stop.isEmpty(), {"stop", "stop_sequences", "stopSequences"}},
            Parameter{u"a reasoning effort"_s, !request.reasoningEffort.isEmpty(), {"reasoning_effort", "reasoning", "thinking", "output_config", "thinkingConfig"}}}) {
        if (parameter.isSet && std::ranges::none_of(parameter.names, [&](const char *name) { return holds(body, name); }))
            left.append(parameter.name);
    }
    return left;
}

/// The cap on the answer that the version does not ask for, where it stands in the body.
QString addedCap(const Json &body, const prompt::Version &version, const run::PlannedModel &model)
{
    if (version.content.parameters.maxOutputTokens)
        return {};
    const Json config = body.get_value_or<Json>("generationConfig", Json(jsoncons::json_object_arg));
    for (const char *name : {"max_tokens", "max_completion_tokens", "maxOutputTokens"}) {
        const Json &holder = body.contains(name) ? body : config;
        if (!holder.contains(name))
            continue;
        const QString whose = model.model.id.isValid() ? u"the cap of this model (assay model --max-output-tokens)"_s : u"the cap of a model that was given none"_s;
        return u"the request has \"%1\": %2, %3, since the version sets no maxOutputTokens"_s.arg(QLatin1StringView(name), QString::fromUtf8(toJson(holder.at(name))), whose);
    }
    return {};
}

} // namespace

QStringList apiFormats()
{
    return {u"openai"_s, u"anthropic"_s, u"gemini"_s};
}

Result<run::PlannedModel> modelFor(const app::Composition &composition, const QString &format, const QString &name, const QList<run::PlannedModel> &models)
{
    QList<run::PlannedModel> speaking;
    for (const run::PlannedModel &model : models) {
        const bool isSpeaking = speaks(composition, format, model.provider);
        if (model.model.name == name && !isSpeaking) {
            return fail(ErrorKind::invalidInput, u"the model %1 does not speak the format %2"_s.arg(name, format),
                u"Its provider is of the kind \"%1\": name another model, or another format."_s.arg(model.provider.kind));
        }
        if (isSpeaking && (name.isEmpty() || model.model.name == name))
            speaking.append(model);
    }
    if (speaking.size() == 1)
        return speaking.first();
    run::PlannedModel model;
    model.provider.kind = format;
    model.model.name = name.isEmpty() ? kPlaceholder : name;
    model.model.apiName = model.model.name;
    return model;
}

Result<ApiRequest> apiRequest(
    const app::Composition &composition, const QString &format, const prompt::Version &version, const run::PlannedModel &model, const std::optional<Json> &variables)
{
    const auto api = apiOf(composition, format, model);
    if (!api)
        return std::unexpected(api.error());
    const auto request = chatRequest(version, model, variables);
    if (!request)
        return std::unexpected(request.error());
    const provider::wire::Call call = (*api)->chat(*request);
    provider::ChatRequest wanted = *request;
    // Where the model takes none it is not sent; what the version asked for is said all the same.
    if (wanted.reasoningEffort.isEmpty())
        wanted.reasoningEffort = version.content.parameters.reasoningEffort;
    auto body = parseJson(QByteArrayView(call.body));
    if (!body)
        return std::unexpected(body.error());
    QHttpHeaders headers = call.headers;
    (*api)->addHeaders(headers);
    ApiRequest made{.model = model.model.apiName, .path = call.path, .headers = Json(jsoncons::json_object_arg), .body = *std::move(body), .notes = {}};
    for (qsizetype i = 0; i < headers.size(); ++i)
        made.headers.insert_or_assign(QString(headers.nameAt(i)).toStdString(), jsonString(QString::fromUtf8(headers.valueAt(i))));
    if (!call.query.isEmpty())
        made.path += u'?' + QString::fromUtf8(call.query);
    for (const provider::Finding &finding : provider::checkRequest(wanted, provider::Catalog::bundled().of(model.provider, model.model), run::estimatedInput(*request)))
        made.notes.append(model.model.name + u": "_s + finding.text);
    QStringList untold = leftOutOf(made.body, wanted);
    untold.removeIf([&](const QString &name) { return std::ranges::any_of(made.notes, [&](const QString &note) { return note.contains(name); }); });
    if (!untold.isEmpty())
        made.notes.append(u"%1: the request goes without %2, which the API does not take with it"_s.arg(model.model.name, untold.join(u", "_s)));
    for (const QString &what : {addedCap(made.body, version, model), withoutStrict(composition, version, model)}) {
        if (!what.isEmpty())
            made.notes.append(model.model.name + u": "_s + what);
    }
    const bool isSystemAlone = std::ranges::all_of(request->messages, [](const tokens::ChatMessage &message) { return message.role == tokens::Role::system; });
    if (format != u"openai" && isSystemAlone)
        made.notes.append(u"The version has no user message, and this API wants one: it refuses the request as it is."_s);
    if (made.model == kPlaceholder)
        made.notes.append(u"No model was named: put the API's name of one in the place of %1, or name one with --model."_s.arg(kPlaceholder));
    return made;
}

} // namespace assay::cli
