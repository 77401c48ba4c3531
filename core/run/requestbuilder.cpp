// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/requestbuilder.h"

#include "core/provider/catalog.h"
#include "core/provider/modeloptions.h"
#include "core/run/draw.h"

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAttemptsPerCell = 1024;

provider::OutputFormat formatOf(prompt::ResponseFormat format)
{
    switch (format) {
    case prompt::ResponseFormat::text:
        return provider::OutputFormat::text;
    case prompt::ResponseFormat::json:
        return provider::OutputFormat::json;
    case prompt::ResponseFormat::jsonSchema:
        return provider::OutputFormat::jsonSchema;
    }
    Q_UNREACHABLE_RETURN(provider::OutputFormat::text);
}

std::optional<qint64> seedOf(std::optional<qint64> seed, int repeat, int repeats)
{
    if (seed)
        return static_cast<qint64>(static_cast<quint64>(*seed) + static_cast<quint64>(repeat));
    return repeats > 1 ? std::optional<qint64>(repeat + 1) : std::nullopt;
}

// Of a schema or a tool, that a provider writes out for its model in words of its own: of about the same length, seldom of half as much again.
tokens::TokenCount countedDescription(const QByteArray &json, const tokens::ModelTokenizer &tokenizer)
{
    constexpr double kWrittenOut = 0.5;
    tokens::TokenCount count = tokens::countText(json, tokenizer);
    count.relativeError = std::max(count.relativeError, kWrittenOut);
    return count;
}

} // namespace

qint64 attemptSeed(qint64 runSeed, int cell, int number)
{
    return static_cast<qint64>(draw(runSeed, static_cast<quint64>(cell) * kAttemptsPerCell + static_cast<quint64>(number)) >> 1);
}

tokens::TokenCount countedInput(const provider::ChatRequest &request)
{
    const tokens::ModelTokenizer tokenizer = tokens::tokenizerFor(request.model);
    tokens::TokenCount count = tokens::countMessages(request.messages, tokenizer);
    if (request.format == provider::OutputFormat::jsonSchema)
        count += countedDescription(toJson(request.schema), tokenizer);
    for (const provider::Tool &tool : request.tools)
        count += countedDescription(tool.name.toUtf8() + ' ' + tool.description.toUtf8() + ' ' + toJson(tool.parameters), tokenizer);
    return count;
}

qint64 estimatedInput(const provider::ChatRequest &request)
{
    return countedInput(request).upperBound();
}

qint64 outputCap(const prompt::Version &version, const PlannedModel &model)
{
    return version.content.parameters.maxOutputTokens.value_or(model.model.maxOutputTokens);
}

void applyOptions(provider::ChatRequest &request, const PlannedModel &model)
{
    request.stream = model.model.stream;
    if (const auto options = provider::readModelOptions(model.model)) {
        // What the version asks for goes before both ways in which the model's options say the same.
        if (request.reasoningEffort.isEmpty()) {
            request.reasoningEffort = options->reasoningEffort;
            request.thinkingBudget = options->thinkingBudget;
        }
        // Some refuse an effort that they do not know instead of passing over it.
        if ((!request.reasoningEffort.isEmpty() || request.thinkingBudget) && provider::Catalog::bundled().of(model.provider, model.model).reasoning == false) {
            request.reasoningEffort.clear();
            request.thinkingBudget.reset();
        }
        request.markCache = options->cachesPrompt;
    }
}

Result<provider::ChatRequest> buildRequest(
    const prompt::CompiledPrompt &compiled, const prompt::Version &version, const PlannedModel &model, const evalset::Item &item, int repeat, int repeats)
{
    auto rendered = compiled.render(item.variables, prompt::Trace::none);
    if (!rendered)
        return std::unexpected(rendered.error().with(u"item"_s, item.key));
    const prompt::Parameters &parameters = version.content.parameters;
    provider::ChatRequest request;
    request.model = model.model.apiName;
    request.messages = prompt::toChatMessages(*rendered);
    request.temperature = parameters.temperature;
    request.topP = parameters.topP;
    request.maxOutputTokens = outputCap(version, model);
    request.seed = seedOf(parameters.seed, repeat, repeats);
    request.stop = parameters.stop;
    request.format = formatOf(version.content.responseFormat);
    request.schema = version.content.responseSchema;
    for (const prompt::Tool &tool : version.content.tools)
        request.tools.append({.name = tool.name, .description = tool.description, .parameters = tool.parameters});
    request.toolChoice = version.content.toolChoice;
    request.reasoningEffort = parameters.reasoningEffort;
    applyOptions(request, model);
    return request;
}

std::optional<Money> worstCaseOf(const provider::ChatRequest &request, const PlannedModel &model, pricing::Billing billing, std::optional<qint64> inputBound)
{
    if (!model.price)
        return std::nullopt;
    return pricing::worstCase(inputBound ? *inputBound : estimatedInput(request), request.maxOutputTokens.value_or(model.model.maxOutputTokens), *model.price, billing);
}

} // namespace assay::run
