// SPDX-License-Identifier: GPL-3.0-or-later
// A whole prompt version filled in for one item.
#pragma once

#include "core/prompt/language/template.h"
#include "core/prompt/promptversion.h"

namespace assay::prompt {

struct RenderedMessage {
    tokens::Role role = tokens::Role::user;
    RenderedText rendered;
    QString example = {}; ///< key of the example that the turn is of; empty: a message of the prompt itself
    bool operator==(const RenderedMessage &) const = default;
};

/// A version's templates, parsed once for many items. May be shared by threads.
class CompiledPrompt {
public:
    /// With the snippets that the content has pinned, and the examples that it has drawn. Errors: parse, with message (from 1), line and column in the
    /// context; of an example that cannot be filled in those of render(), with example.
    [[nodiscard]] static Result<CompiledPrompt> compile(const Content &content);

    [[nodiscard]] QStringList variables() const;
    /// Those of them that every message lets an item leave out.
    [[nodiscard]] QStringList optionalVariables() const;
    /// Where a message uses them; messages count from 0.
    [[nodiscard]] QList<VariableUse> variableUses(qsizetype message) const { return m_parts.at(message).source.variableUses(); }
    /// The messages, with the turns of the examples before the last of the user's. Errors: render with message, line and column in the context; the
    /// caller adds the item.
    [[nodiscard]] Result<QList<RenderedMessage>> render(const Json &variables, Trace trace = Trace::spans) const;

private:
    struct Part {
        tokens::Role role;
        Template source;
    };
    [[nodiscard]] Result<RenderedText> renderPart(qsizetype part, const Json &variables, Trace trace) const;
    [[nodiscard]] Result<void> fillInExamples(const QList<Example> &examples);

    QList<Part> m_parts;
    qsizetype m_asked = -1; ///< the part that examples are asked with, and stand before
    QList<RenderedMessage> m_examples;
};

[[nodiscard]] QList<tokens::ChatMessage> toChatMessages(const QList<RenderedMessage> &messages);

} // namespace assay::prompt
