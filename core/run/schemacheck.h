// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON Schemas of a prompt version: of its answers, and of what its tools are called with.
#pragma once

#include "core/prompt/content.h"

namespace assay::run {

/// Errors: invalidInput saying where a schema breaks the rules of its draft, or tooLarge, with member.
[[nodiscard]] Result<void> checkSchemas(const prompt::Content &content);

} // namespace assay::run
