// SPDX-License-Identifier: GPL-3.0-or-later
// Which reference of a JSON Schema is none, or leads to no schema: said so that it can be mended.
#pragma once

#include "core/base/error.h"
#include "core/base/json.h"

namespace assay::grader {

/// Errors: invalidInput for a "$ref" that is no text or is empty, and for any reference or name that is longer than 1,000 characters; with where it stands.
[[nodiscard]] Result<void> refuseUnreadableReferences(const Json &schema);

/// Of a schema that cannot be used. Errors: invalidInput with the first such reference, where it stands as a JSON pointer, and what it could lead to.
[[nodiscard]] Result<void> refuseBrokenReferences(const Json &schema);

} // namespace assay::grader
