// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/usage.h"

#include "core/provider/wire/usagecounts.h"

#include <algorithm>

namespace assay::provider::gemini {

using wire::count;

std::optional<tokens::Usage> usageOf(const Json &usage)
{
    const auto prompt = count(usage, "promptTokenCount");
    const auto candidates = count(usage, "candidatesTokenCount");
    const auto thoughts = count(usage, "thoughtsTokenCount");
    const auto total = count(usage, "totalTokenCount");
    if (!prompt && !candidates && !thoughts && !total)
        return std::nullopt;
    tokens::Usage result;
    result.input = prompt.value_or(0) + count(usage, "toolUsePromptTokenCount").value_or(0);
    result.inputCached = std::min(count(usage, "cachedContentTokenCount").value_or(0), result.input);
    result.reasoning = thoughts.value_or(0);
    result.output = candidates.value_or(0) + result.reasoning;
    if (!candidates && !thoughts && total)
        result.output = std::max<qint64>(0, *total - result.input);
    return result;
}

} // namespace assay::provider::gemini
