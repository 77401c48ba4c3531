// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/rendering.h"

#include <algorithm>

namespace assay::prompt {

using namespace Qt::StringLiterals;

Result<CompiledPrompt> CompiledPrompt::compile(const Content &content)
{
    CompiledPrompt prompt;
    for (qsizetype i = 0; i < content.messages.size(); ++i) {
        const MessageTemplate &message = content.messages.at(i);
        auto source = Template::parse(message.text);
        if (!source)
            return std::unexpected(source.error().with(u"message"_s, i + 1));
        prompt.m_parts.append({.role = message.role, .source = std::move(*source)});
    }
    return prompt;
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
    QStringList optional = variables();
    optional.removeIf([this](const QString &name) {
        return std::ranges::any_of(m_parts, [&](const Part &part) { return part.source.variables().contains(name) && !part.source.optionalVariables().contains(name); });
    });
    return optional;
}

Result<QList<RenderedMessage>> CompiledPrompt::render(const Json &variables) const
{
    QList<RenderedMessage> messages;
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        auto rendered = m_parts.at(i).source.render(variables);
        if (!rendered)
            return std::unexpected(rendered.error().with(u"message"_s, i + 1));
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
