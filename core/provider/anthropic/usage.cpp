// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/usage.h"

#include "core/provider/wire/usagecounts.h"

#include <algorithm>

namespace assay::provider::anthropic {

using wire::count;

namespace {

qint64 cacheWritten(const Json &usage)
{
    if (const auto told = count(usage, "cache_creation_input_tokens"))
        return *told;
    return count(usage, "cache_creation", "ephemeral_5m_input_tokens").value_or(0) + count(usage, "cache_creation", "ephemeral_1h_input_tokens").value_or(0);
}

} // namespace

std::optional<tokens::Usage> usageOf(const Json &usage)
{
    const auto output = count(usage, "output_tokens");
    if (!output)
        return std::nullopt;
    tokens::Usage result;
    result.inputCached = count(usage, "cache_read_input_tokens").value_or(0);
    result.inputCacheWrite = cacheWritten(usage);
    result.input = count(usage, "input_tokens").value_or(0) + result.inputCached + result.inputCacheWrite;
    result.output = *output;
    result.reasoning = std::min(count(usage, "output_tokens_details", "thinking_tokens").value_or(0), result.output);
    return result;
}

void mergeUsage(Json &usage, const Json &later)
{
    if (!later.is_object())
        return;
    if (!usage.is_object())
        usage = Json(jsoncons::json_object_arg);
    for (const auto &member : later.object_range()) {
        if (!member.value().is_null())
            usage.insert_or_assign(member.key(), member.value());
    }
}

} // namespace assay::provider::anthropic
