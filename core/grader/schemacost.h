// SPDX-License-Identifier: GPL-3.0-or-later
// How much work it is to hold a value against a JSON Schema, counted before it is done: the library that does it cannot be stopped half-way.
#pragma once

#include "core/base/error.h"
#include "core/base/json.h"

namespace assay::grader {

/// Errors: tooLarge when more than two million steps could be needed, as with references that branch at every level of a nested value. An upper bound: a
/// step is one schema that looks at one value, or a hundred comparisons of "uniqueItems". The schema must be one that refuseEndlessSchema() lets pass.
[[nodiscard]] Result<void> refuseCostlySchema(const Json &schema, const Json &instance);

} // namespace assay::grader
