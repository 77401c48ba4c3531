// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/usage.h"

#include "core/provider/wire/usagecounts.h"

#include <algorithm>

namespace assay::provider::openai {

using wire::count;

std::optional<tokens::Usage> usageOf(const Json &usage)
{
    const auto input = count(usage, "prompt_tokens");
    const auto output = count(usage, "completion_tokens");
    if (!input && !output)
        return std::nullopt;
    tokens::Usage result;
    result.input = input.value_or(0);
    result.output = output.value_or(0);
    const qint64 cached = count(usage, "prompt_tokens_details", "cached_tokens").value_or(0);
    result.inputCached = std::min(cached > 0 ? cached : count(usage, "prompt_cache_hit_tokens").value_or(0), result.input);
    result.inputCacheWrite = std::min(count(usage, "prompt_tokens_details", "cache_write_tokens").value_or(0), result.input - result.inputCached);
    const qint64 reasoning = count(usage, "completion_tokens_details", "reasoning_tokens").value_or(0);
    if (reasoning > 0 && count(usage, "total_tokens") == result.input + result.output + reasoning)
        result.output += reasoning;
    result.reasoning = std::min(reasoning, result.output);
    return result;
}

} // namespace assay::provider::openai
