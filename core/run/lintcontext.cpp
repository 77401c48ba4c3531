// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/lintcontext.h"

#include "core/prompt/rendering.h"
#include "core/provider/catalog.h"
#include "core/tokens/counter.h"

#include <QSet>

#include <algorithm>

namespace assay::run {

namespace {

// Texts of assertions are templates; most items have the same.
void collectTemplates(const Json &value, QSet<QString> &templates)
{
    if (value.is_string() && value.as<std::string_view>().find('{') != std::string_view::npos)
        templates.insert(toQString(value));
    if (value.is_array()) {
        for (const Json &element : value.array_range())
            collectTemplates(element, templates);
    } else if (value.is_object()) {
        for (const auto &member : value.object_range())
            collectTemplates(member.value(), templates);
    }
}

QStringList usesOf(const evalset::EvalSet &set)
{
    QSet<QString> templates;
    for (const evalset::Assertion &assertion : set.defaultAssertions)
        collectTemplates(assertion.value, templates);
    for (const evalset::Item &item : set.items) {
        for (const evalset::Assertion &assertion : item.assertions)
            collectTemplates(assertion.value, templates);
    }
    QSet<QString> uses;
    for (const QString &text : std::as_const(templates)) {
        if (const auto parsed = prompt::Template::parse(text)) {
            for (const QString &path : parsed->variables())
                uses.insert(path);
        }
    }
    QStringList sorted(uses.cbegin(), uses.cend());
    sorted.sort();
    return sorted;
}

} // namespace

prompt::LintContext lintContext(const evalset::EvalSet &set, const QList<PlannedModel> &models)
{
    prompt::LintContext context;
    std::vector<Json> references;
    for (const evalset::Item &item : set.items) {
        context.items.append({.key = item.key, .variables = item.variables});
        references.push_back(item.reference);
    }
    context.otherUses = usesOf(set);
    context.allowedLabels = prompt::labelsOf(references);
    for (const PlannedModel &model : models) {
        const auto capabilities = provider::Catalog::bundled().of(model.provider, model.model);
        context.models.append({.name = model.model.name,
            .isFloatingAlias = capabilities.isAlias,
            .contextWindow = capabilities.contextWindow.value_or(0),
            .maxOutputTokens = model.model.maxOutputTokens});
    }
    return context;
}

void countLongestPrompts(prompt::LintContext &context, const prompt::Content &content, const QList<PlannedModel> &models)
{
    if (std::ranges::none_of(context.models, [](const prompt::LintModel &model) { return model.contextWindow > 0; }))
        return;
    const auto compiled = prompt::CompiledPrompt::compile(content);
    if (!compiled)
        return;
    for (const prompt::LintItem &item : std::as_const(context.items)) {
        const auto rendered = compiled->render(item.variables);
        if (!rendered)
            continue;
        const auto messages = prompt::toChatMessages(*rendered);
        for (qsizetype i = 0; i < context.models.size() && i < models.size(); ++i) {
            prompt::LintModel &model = context.models[i];
            if (model.contextWindow <= 0)
                continue;
            const qint64 tokens = tokens::countMessages(messages, tokens::tokenizerFor(models.at(i).model.apiName)).tokens;
            if (tokens > model.longestPrompt) {
                model.longestPrompt = tokens;
                model.longestItem = item.key;
            }
        }
    }
}

} // namespace assay::run
