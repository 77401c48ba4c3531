// SPDX-License-Identifier: GPL-3.0-or-later
// A whole prompt version filled in for one item.
#pragma once

#include "core/prompt/promptversion.h"
#include "core/prompt/template.h"

namespace assay::prompt {

struct RenderedMessage {
    tokens::Role role = tokens::Role::user;
    RenderedText rendered;
    bool operator==(const RenderedMessage &) const = default;
};

/// A version's templates, parsed once for many items. May be shared by threads.
class CompiledPrompt {
public:
    /// Errors: parse, with message (from 1), line and column in the context.
    [[nodiscard]] static Result<CompiledPrompt> compile(const Content &content);

    [[nodiscard]] QStringList variables() const;
    /// Those of them that every message lets an item leave out.
    [[nodiscard]] QStringList optionalVariables() const;
    /// Errors: render with message, line and column in the context; the caller adds the item.
    [[nodiscard]] Result<QList<RenderedMessage>> render(const Json &variables) const;

private:
    struct Part {
        tokens::Role role;
        Template source;
    };
    QList<Part> m_parts;
};

[[nodiscard]] QList<tokens::ChatMessage> toChatMessages(const QList<RenderedMessage> &messages);

} // namespace assay::prompt
