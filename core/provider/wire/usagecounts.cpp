// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/usagecounts.h"

#include "core/provider/wire/jsonfields.h"

#include <algorithm>
#include <cmath>

namespace assay::provider::wire {

namespace {
constexpr double kMostTokens = 1e12;
}

std::optional<qint64> count(const Json *value)
{
    if (value == nullptr || !value->is_number())
        return std::nullopt;
    const double number = value->as<double>();
    if (!std::isfinite(number))
        return std::nullopt;
    return static_cast<qint64>(std::clamp(number, 0.0, kMostTokens));
}

std::optional<qint64> count(const Json &usage, std::string_view name)
{
    return count(member(usage, name));
}

std::optional<qint64> count(const Json &usage, std::string_view group, std::string_view name)
{
    const Json *details = member(usage, group);
    return details == nullptr ? std::nullopt : count(*details, name);
}

} // namespace assay::provider::wire
