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

} // namespace

qint64 attemptSeed(qint64 runSeed, int cell, int number)
{
    return static_cast<qint64>(draw(runSeed, static_cast<quint64>(cell) * kAttemptsPerCell + static_cast<quint64>(number)) >> 1);
}

qint64 estimatedInput(const provider::ChatRequest &request)
{
    const bool hasSchema = request.format == provider::OutputFormat::jsonSchema;
    return tokens::estimateInputTokens(request.messages) + (hasSchema ? tokens::estimateTokens(QString::fromUtf8(toJson(request.schema))) : 0);
}

qint64 outputCap(const prompt::Version &version, const PlannedModel &model)
{
    return version.content.parameters.maxOutputTokens.value_or(model.model.maxOutputTokens);
}

void applyOptions(provider::ChatRequest &request, const PlannedModel &model)
{
    request.stream = model.model.stream;
    if (const auto options = provider::readModelOptions(model.model)) {
        request.reasoningEffort = options->reasoningEffort;
        request.thinkingBudget = options->thinkingBudget;
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
    auto rendered = compiled.render(item.variables);
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
    applyOptions(request, model);
    return request;
}

std::optional<Money> worstCaseOf(const provider::ChatRequest &request, const PlannedModel &model, pricing::Billing billing)
{
    if (!model.price)
        return std::nullopt;
    return pricing::worstCase(estimatedInput(request), request.maxOutputTokens.value_or(model.model.maxOutputTokens), *model.price, billing);
}

} // namespace assay::run
