// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/quantile.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace assay::stats {

std::optional<double> quantileType7(std::span<const double> values, double p)
{
    const auto isFinite = [](double value) { return std::isfinite(value); };
    if (values.empty() || !(p >= 0 && p <= 1) || !std::ranges::all_of(values, isFinite))
        return std::nullopt;
    std::vector<double> ordered(values.begin(), values.end());
    const double position = static_cast<double>(ordered.size() - 1) * p;
    const double whole = std::floor(position);
    const auto below = ordered.begin() + static_cast<std::ptrdiff_t>(whole);
    std::ranges::nth_element(ordered, below);
    const auto above = std::min_element(below + 1, ordered.end());
    if (above == ordered.end())
        return *below;
    return *below + (position - whole) * (*above - *below);
}

} // namespace assay::stats
