// SPDX-License-Identifier: GPL-3.0-or-later
// Equality, order and membership of values.
#pragma once

#include "core/prompt/language/ast.h"
#include "core/prompt/language/execution.h"

#include <compare>
#include <optional>

namespace assay::prompt {

/// Of a text that is a number from end to end, blanks around it aside.
[[nodiscard]] std::optional<double> numberIn(const QString &text);
/// Strict: same kind and same content, members in any order; integers and other numbers are one kind.
[[nodiscard]] bool areIdentical(const Value &left, const Value &right, Execution &run);
/// Besides, a text that is a number equals that number, and true and false equal 1 and 0, as in Nunjucks.
[[nodiscard]] bool areEqual(const Value &left, const Value &right, Execution &run);
/// Numbers by size, texts by code units, a text that is a number against a number; nothing for what has no order.
[[nodiscard]] std::optional<std::partial_ordering> orderOf(const Value &left, const Value &right);
/// False after a fault.
[[nodiscard]] bool holds(Relation relation, const Value &left, const Value &right, Execution &run);

} // namespace assay::prompt
