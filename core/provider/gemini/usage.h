// SPDX-License-Identifier: GPL-3.0-or-later
// The usageMetadata of a response, in the one meaning that core/tokens defines: here the cache is a part of the prompt, thoughts stand beside the
// candidates, and the prompts of tools beside the prompt. Counts of 0 may be left out.
#pragma once

#include "core/base/json.h"
#include "core/tokens/usage.h"

namespace assay::provider::gemini {

/// Nothing when the object tells neither prompt nor output nor total.
[[nodiscard]] std::optional<tokens::Usage> usageOf(const Json &usage);

} // namespace assay::provider::gemini
