// SPDX-License-Identifier: GPL-3.0-or-later
// The template language for `assay x template`: the very code that the product uses.
#pragma once

#include "core/base/json.h"

namespace assay::prompt {

/// {"template": TEXT, "vars": {…}, "strict": true} gives {"text": TEXT, "variables": ["a.b", …]}, or
/// {"error": {"kind": "parse" or "render", "line", "column", "message"}} when the template cannot be read or filled.
/// `vars` absent is an object without members; with `strict` false what is missing reads as empty.
/// Further members of a request: "trimBlocks", "lstripBlocks" (false), "snippets" {NAME: TEXT} for what it includes; "spans": true adds
/// [{"start", "end", "variable", "snippet"}] in bytes of UTF-8. An answer then has "snippets": [NAME, …], an error "snippet": NAME.
/// Errors: invalidInput when the request is not such an object.
[[nodiscard]] Result<Json> templatePlumbing(const Json &request);

} // namespace assay::prompt
