// SPDX-License-Identifier: GPL-3.0-or-later
// A template's source, and the snippets that it includes, made into trees.
#pragma once

#include "core/prompt/language/ast.h"
#include "core/prompt/language/fault.h"
#include "core/prompt/language/lexer.h"
#include "core/prompt/language/symbols.h"

#include <QStringView>

#include <memory>
#include <vector>

namespace assay::prompt {

struct ParsedSource {
    QString name; ///< of the snippet; empty for the template itself
    QString text;
    Block body{}; ///< looks into `text`
};

/// `{% include "name" %}` and the like: the quoted name's place.
struct SnippetUse {
    qint32 source = 0; ///< that it stands in
    qsizetype start = 0;
    qsizetype length = 0;
    QString name;
};

struct ParsedTemplate {
    std::vector<std::unique_ptr<ParsedSource>> sources; ///< the template itself first, each snippet once
    Symbols symbols{};
    std::vector<SnippetUse> snippetUses{};
};

/// Errors: parse, with line, column and the piece of source in the context, and the snippet's name when it is in one.
[[nodiscard]] Result<ParsedTemplate> parseTemplate(QStringView source, const TemplateOptions &options, const SnippetSource &snippets);

} // namespace assay::prompt
