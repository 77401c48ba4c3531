// SPDX-License-Identifier: GPL-3.0-or-later
// Which variables a template needs from outside, found without rendering it. A name counts as the template's own from where
// `set`, `for` or a macro gave it; where only some ways through the template give it, it is needed from outside, but optional.
// What is asked of a name that stands for something from outside is needed, too: `{% set c = customer %}{{ c.name }}` needs `customer.name`,
// `{% for m in messages %}{{ m.author }}` needs `messages[].author`, `{% for id, o in orders.items() %}{{ o.total }}` needs `orders{}.total`. Such a
// path is needed only where it is asked for on every way through the template, once for each element; else it is optional.
#pragma once

#include "core/prompt/language/parser.h"

#include <QStringList>

namespace assay::prompt {

struct FreeUse {
    SymbolId root = 0;
    QString path;
    bool isOptional = false;    ///< the template provides for its absence here
    bool isConditional = false; ///< only some ways through the template lead here
    qint32 source = 0;
    qint32 start = 0;
    qint32 end = 0;
};

struct FreeVariables {
    /// Dotted paths, sorted, each once. A path ends before an index, a computed member or `length`; `[]` is each element of a list, `{}` each value of
    /// a mapping.
    QStringList all{};
    QStringList optional{}; ///< those of them whose absence the template itself provides for wherever it uses them
    std::vector<FreeUse> uses{}; ///< by source and place
};

[[nodiscard]] FreeVariables freeVariables(const ParsedTemplate &parsed);

} // namespace assay::prompt
