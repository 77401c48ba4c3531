// SPDX-License-Identifier: GPL-3.0-or-later
// Variables and their members as expressions name them.
#pragma once

#include "core/prompt/language/ast.h"

#include <QStringList>

#include <optional>

namespace assay::prompt {

/// A chain of members such as `customer.name`, up to an index, a computed member or `length`.
struct VariablePath {
    SymbolId root = 0;
    QString dotted;
    qint32 start = 0; ///< as written
    qint32 end = 0;
    bool isWhole = true; ///< it is all of the expression
};
/// Nothing for what does not begin with a name.
[[nodiscard]] std::optional<VariablePath> variablePathOf(const Expression &expression);

/// Paths that are surely there where the condition has the given outcome.
[[nodiscard]] QStringList guardedBy(const Expression &condition, bool outcome);

/// The list that `for` goes through, or some of it in some order.
struct ListPath {
    VariablePath list;
    bool isOptional = false; ///< what is asked of elements is not asked of all: the template picks some, or has another list instead
};
[[nodiscard]] std::optional<ListPath> listPathOf(const Expression &iterable);

} // namespace assay::prompt
