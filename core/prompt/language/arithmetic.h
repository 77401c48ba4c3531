// SPDX-License-Identifier: GPL-3.0-or-later
// Arithmetic of values. Integers are exact: a result outside 64 bits is a fault, never a rounded number.
#pragma once

#include "core/prompt/language/ast.h"
#include "core/prompt/language/execution.h"

namespace assay::prompt {

[[nodiscard]] Value applyBinary(BinaryOperator kind, const Value &left, const Value &right, Execution &run);
[[nodiscard]] Value negated(const Value &value, Execution &run);

} // namespace assay::prompt
