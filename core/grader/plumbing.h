// SPDX-License-Identifier: GPL-3.0-or-later
// The request and answer of the plumbing verb `grade`.
#pragma once

#include "core/base/json.h"

namespace assay::grader {

/// {"assertion", "output", "vars", "latencyMs", "costUsd"} → {"pass", "score", "reason"}, or {"error": {"kind", "message"}}.
/// The assertion's value is taken as it is: the caller fills in templates.
[[nodiscard]] Json gradePlumbing(const Json &request);

} // namespace assay::grader
