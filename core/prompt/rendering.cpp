// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/rendering.h"

#include <QSet>

#include <algorithm>
#include <iterator>

namespace assay::prompt {

using namespace Qt::StringLiterals;

Result<CompiledPrompt> CompiledPrompt::compile(const Content &content)
{
    CompiledPrompt prompt;
    const SnippetSource snippets = snippetsFrom(content.snippets);
    for (qsizetype i = 0; i < content.messages.size(); ++i) {
        const MessageTemplate &message = content.messages.at(i);
        auto source = Template::parse(message.text, content.templateOptions, snippets);
        if (!source)
            return std::unexpected(source.error().with(u"message"_s, i + 1));
        prompt.m_parts.append({.role = message.role, .source = std::move(*source)});
        if (message.role == tokens::Role::user)
            prompt.m_asked = i;
    }
    if (content.examples) {
        if (const auto filled = prompt.fillInExamples(content.examples->drawn); !filled)
            return std::unexpected(filled.error());
    }
    return prompt;
}

Result<void> CompiledPrompt::fillInExamples(const QList<Example> &examples)
{
    for (const Example &example : examples) {
        if (m_asked < 0)
            return fail(ErrorKind::invalidInput, u"examples need a user message that they are asked with"_s, u"Add a user message."_s);
        auto question = renderPart(m_asked, example.variables, Trace::spans);
        if (!question)
            return std::unexpected(question.error().with(u"example"_s, example.key));
        m_examples.append({.role = tokens::Role::user, .rendered = *std::move(question), .example = example.key});
        m_examples.append({.role = tokens::Role::assistant, .rendered = {.text = example.answer, .spans = {}}, .example = example.key});
    }
    return {};
}

Result<RenderedText> CompiledPrompt::renderPart(qsizetype part, const Json &variables, Trace trace) const
{
    auto rendered = m_parts.at(part).source.render(variables, trace);
    if (!rendered)
        return std::unexpected(rendered.error().with(u"message"_s, part + 1));
    return rendered;
}

QStringList CompiledPrompt::variables() const
{
    QStringList all;
    for (const Part &part : m_parts)
        all += part.source.variables();
    all.sort();
    all.removeDuplicates();
    return all;
}

QStringList CompiledPrompt::optionalVariables() const
{
    QSet<QString> needed;
    for (const Part &part : m_parts) {
        const QStringList optional = part.source.optionalVariables(); // sorted, as all are
        QStringList others;
        std::ranges::set_difference(part.source.variables(), optional, std::back_inserter(others));
        needed.unite(QSet<QString>(others.cbegin(), others.cend()));
    }
    QStringList optional = variables();
    optional.removeIf([&needed](const QString &name) { return needed.contains(name); });
    return optional;
}

Result<QList<RenderedMessage>> CompiledPrompt::render(const Json &variables, Trace trace) const
{
    QList<RenderedMessage> messages;
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        if (i == m_asked)
            messages += m_examples;
        auto rendered = renderPart(i, variables, trace);
        if (!rendered)
            return std::unexpected(rendered.error());
        messages.append({.role = m_parts.at(i).role, .rendered = std::move(*rendered)});
    }
    return messages;
}

QList<tokens::ChatMessage> toChatMessages(const QList<RenderedMessage> &messages)
{
    QList<tokens::ChatMessage> chat;
    for (const RenderedMessage &message : messages)
        chat.append({.role = message.role, .text = message.rendered.text});
    return chat;
}

} // namespace assay::prompt
