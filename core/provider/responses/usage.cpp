// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/responses/usage.h"

#include "core/provider/wire/usagecounts.h"

#include <algorithm>

namespace assay::provider::responses {

using wire::count;

std::optional<tokens::Usage> usageOf(const Json &usage)
{
    const auto input = count(usage, "input_tokens");
    const auto output = count(usage, "output_tokens");
    if (!input && !output)
        return std::nullopt;
    tokens::Usage result;
    result.input = input.value_or(0);
    result.output = output.value_or(0);
    result.inputCached = std::min(count(usage, "input_tokens_details", "cached_tokens").value_or(0), result.input);
    result.inputCacheWrite = std::min(count(usage, "input_tokens_details", "cache_write_tokens").value_or(0), result.input - result.inputCached);
    result.reasoning = std::min(count(usage, "output_tokens_details", "reasoning_tokens").value_or(0), result.output);
    return result;
}

} // namespace assay::provider::responses
