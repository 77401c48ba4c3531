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

/// Where a value comes from that the template gives a name.
struct ValuePath {
    enum class Part : quint8 {
        whole,   ///< all of it
        values,  ///< the values of a mapping: `d.values()`
        members, ///< names and values of a mapping: `d.items()`, `d | items`, `d | dictsort`
    };

    VariablePath path;
    Part part = Part::whole;
    bool isOptional = false; ///< it is not all of it: the template picks some elements, or has another value instead
};
/// Of a variable, a member, or a list in some order. Nothing for what is made of several, or of a part whose name is not known.
[[nodiscard]] std::optional<ValuePath> valuePathOf(const Expression &expression);

} // namespace assay::prompt
