// SPDX-License-Identifier: GPL-3.0-or-later
// Finds references of a JSON Schema that lead back to themselves without going a step into the instance: following them would never end.
#pragma once

#include "core/base/json.h"

namespace assay::grader {

/// Errors: invalidInput naming the schema where a circle closes; tooLarge when the references unfold to more than
/// 100,000 schemas for one value, or lead on for more than 500 steps.
[[nodiscard]] Result<void> refuseEndlessSchema(const Json &schema);

} // namespace assay::grader
