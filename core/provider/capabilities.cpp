// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/capabilities.h"

namespace assay::provider {

using namespace Qt::StringLiterals;

namespace {

void checkOutput(const ChatRequest &request, const Capabilities &capabilities, QList<Finding> &findings)
{
    const auto lacks = [](std::optional<bool> ability) { return ability && !*ability; };
    if (request.format == OutputFormat::jsonSchema && lacks(capabilities.schema))
        findings.append({Finding::Severity::error, u"it cannot be held to a JSON Schema; use the response format \"json\" or another model"_s});
    if (request.format == OutputFormat::json && lacks(capabilities.json))
        findings.append({Finding::Severity::error, u"it has no JSON mode; ask for JSON in the prompt, or use another model"_s});
    if (!request.tools.isEmpty() && lacks(capabilities.tools))
        findings.append({Finding::Severity::error, u"it cannot call tools; use another model"_s});
    if (request.maxOutputTokens && capabilities.maxOutput && *request.maxOutputTokens > *capabilities.maxOutput)
        findings.append(
            {Finding::Severity::error, u"its answers have at most %1 tokens, but the cap is %2; lower the cap"_s.arg(*capabilities.maxOutput).arg(*request.maxOutputTokens)});
}

void checkLength(const ChatRequest &request, const Capabilities &capabilities, qint64 inputTokens, QList<Finding> &findings)
{
    if (capabilities.maxInput && inputTokens > *capabilities.maxInput) {
        findings.append(
            {Finding::Severity::error, u"the prompt has about %1 tokens, but it takes at most %2; shorten the prompt or the item"_s.arg(inputTokens).arg(*capabilities.maxInput)});
        return;
    }
    const qint64 together = inputTokens + request.maxOutputTokens.value_or(0);
    if (capabilities.contextWindow && together > *capabilities.contextWindow)
        findings.append({Finding::Severity::error,
            u"prompt and answer can need %1 tokens, but its context has %2; shorten the prompt or lower the cap"_s.arg(together).arg(*capabilities.contextWindow)});
}

void checkParameters(const ChatRequest &request, const Capabilities &capabilities, QList<Finding> &findings)
{
    const auto leftOut = [&findings](const QString &name) { findings.append({Finding::Severity::note, u"it does not take %1: its calls go without"_s.arg(name)}); };
    const auto lacks = [](std::optional<bool> ability) { return ability && !*ability; };
    if (lacks(capabilities.sampling) && (request.temperature || request.topP))
        leftOut(u"temperature and top_p"_s);
    else if (capabilities.samplesByOne && request.temperature && request.topP)
        leftOut(u"top_p beside a temperature"_s);
    if (lacks(capabilities.seed) && request.seed)
        leftOut(u"a seed"_s);
    if (lacks(capabilities.stop) && !request.stop.isEmpty())
        leftOut(u"stop texts"_s);
    if (lacks(capabilities.reasoning) && (!request.reasoningEffort.isEmpty() || request.thinkingBudget))
        leftOut(u"a reasoning effort or a thinking budget"_s);
}

} // namespace

QList<Finding> checkRequest(const ChatRequest &request, const Capabilities &capabilities, qint64 inputTokens)
{
    QList<Finding> findings;
    checkOutput(request, capabilities, findings);
    checkLength(request, capabilities, inputTokens, findings);
    checkParameters(request, capabilities, findings);
    if (capabilities.isAlias)
        findings.append({Finding::Severity::note, u"its name moves on to newer models, so that two runs may not ask the same one; name a dated version to be sure"_s});
    return findings;
}

} // namespace assay::provider
