// SPDX-License-Identifier: GPL-3.0-or-later
// JSON Schema, drafts 4 to 2020-12 ("$schema" says which, else 2020-12). A schema that would never end, by a pattern or by references in a circle, is
// stopped or refused and never waited for.
#pragma once

#include "core/grader/family.h"

namespace assay::grader {

/// Errors: invalidInput saying where the schema breaks the rules of its draft; tooLarge when its references unfold without bound.
[[nodiscard]] Result<void> checkSchema(const Json &schema);

/// Passed when the instance fits. The reason names up to five places that do not.
[[nodiscard]] Judgement judgeSchema(const Json &schema, const Json &instance);

} // namespace assay::grader
