// SPDX-License-Identifier: GPL-3.0-or-later
// What a prompt file written by hand may call otherwise: "max_output_tokens" and "max-output-tokens" are maxOutputTokens, and a flag may be on or off. Names
// that are the author's own, of snippets, variables and tools, stay as they are.
#pragma once

#include "core/importexport/yaml.h"

namespace assay::importexport {

/// Gives known keys the form that they have here, and its places with them. Errors: invalidInput for a key that stands there in two forms, with line.
[[nodiscard]] Result<YamlDocument> spelledAsHere(YamlDocument document);

} // namespace assay::importexport
