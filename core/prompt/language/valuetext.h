// SPDX-License-Identifier: GPL-3.0-or-later
// How values read in the result: text as it is, none as nothing, booleans as true and false, numbers in their shortest form,
// lists and mappings as JSON on one line.
#pragma once

#include "core/prompt/language/execution.h"

namespace assay::prompt {

/// The shortest digits that read back as the same double, laid out as ECMA-262 (2024) 6.1.6.1.20 Number::toString does.
[[nodiscard]] QString numberText(double number);
[[nodiscard]] QString printed(const Value &value, Execution &run);
/// As JSON.stringify of ECMA-262 writes it; with an indent above 0 on several lines.
[[nodiscard]] QString jsonText(const Value &value, qsizetype indent, Execution &run);

} // namespace assay::prompt
