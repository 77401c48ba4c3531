// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/usage.h"

#include "core/provider/openai/jsonfields.h"

#include <algorithm>
#include <cmath>

namespace assay::provider::openai {

namespace {

constexpr qint64 kMostTokens = 1'000'000'000'000;

std::optional<qint64> count(const Json *value)
{
    if (value == nullptr || !value->is_number())
        return std::nullopt;
    const double number = value->as<double>();
    if (!std::isfinite(number))
        return std::nullopt;
    return static_cast<qint64>(std::clamp(number, 0.0, static_cast<double>(kMostTokens)));
}

std::optional<qint64> count(const Json &usage, std::string_view name)
{
    return count(member(usage, name));
}

qint64 detail(const Json &usage, std::string_view group, std::string_view name)
{
    const Json *details = member(usage, group);
    return details == nullptr ? 0 : count(*details, name).value_or(0);
}

} // namespace

std::optional<tokens::Usage> usageOf(const Json &usage)
{
    const auto input = count(usage, "prompt_tokens");
    const auto output = count(usage, "completion_tokens");
    if (!input && !output)
        return std::nullopt;
    tokens::Usage result;
    result.input = input.value_or(0);
    result.output = output.value_or(0);
    const qint64 cached = detail(usage, "prompt_tokens_details", "cached_tokens");
    result.inputCached = std::min(cached > 0 ? cached : count(usage, "prompt_cache_hit_tokens").value_or(0), result.input);
    result.inputCacheWrite = std::min(detail(usage, "prompt_tokens_details", "cache_write_tokens"), result.input - result.inputCached);
    const qint64 reasoning = detail(usage, "completion_tokens_details", "reasoning_tokens");
    if (reasoning > 0 && count(usage, "total_tokens") == result.input + result.output + reasoning)
        result.output += reasoning;
    result.reasoning = std::min(reasoning, result.output);
    return result;
}

} // namespace assay::provider::openai
