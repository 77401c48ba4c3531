// SPDX-License-Identifier: GPL-3.0-or-later
// The usage object of a chat completion, in the one meaning that core/tokens defines.
#pragma once

#include "core/base/json.h"
#include "core/tokens/usage.h"

namespace assay::provider::openai {

/// Nothing when the object tells neither input nor output. Parts never exceed their total and nothing is negative. Cached tokens are also read from
/// DeepSeek's prompt_cache_hit_tokens; reasoning that stands beside the output (xAI) is added to it, told by the sum.
[[nodiscard]] std::optional<tokens::Usage> usageOf(const Json &usage);

} // namespace assay::provider::openai
