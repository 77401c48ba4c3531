// SPDX-License-Identifier: GPL-3.0-or-later
// Which variables a template needs from outside, found without rendering it. A name counts as the template's own from where
// `set`, `for` or a macro gave it; where only some ways through the template give it, it is needed from outside, but optional.
// What a loop asks of the elements of a list from outside is needed, too: `{% for m in messages %}{{ m.author }}` needs `messages[].author`.
#pragma once

#include "core/prompt/language/parser.h"

#include <QStringList>

namespace assay::prompt {

struct FreeUse {
    SymbolId root = 0;
    QString path;
    bool isOptional = false; ///< the template provides for its absence here
    qint32 source = 0;
    qint32 start = 0;
    qint32 end = 0;
};

struct FreeVariables {
    QStringList all{};      ///< dotted paths, sorted, each once; a path ends before an index, a computed member or `length`; `[]` is each element
    QStringList optional{}; ///< those of them whose absence the template itself provides for wherever it uses them
    std::vector<FreeUse> uses{}; ///< by source and place
};

[[nodiscard]] FreeVariables freeVariables(const ParsedTemplate &parsed);

} // namespace assay::prompt
