// SPDX-License-Identifier: GPL-3.0-or-later
// Which variables a template needs from outside, found without rendering it. A name counts as the template's own from where
// `set` or `for` gave it; where only some ways through the template give it, it is needed from outside, but optional.
#pragma once

#include "core/prompt/ast.h"

#include <QStringList>

namespace assay::prompt {

struct FreeVariables {
    QStringList all;      ///< dotted paths, sorted, each once; a path ends before an index, a computed member or `length`
    QStringList optional; ///< those of them whose absence the template itself provides for wherever it uses them
};

[[nodiscard]] FreeVariables freeVariables(const Block &block);

} // namespace assay::prompt
