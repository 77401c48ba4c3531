// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/holm.h"

#include <algorithm>
#include <numeric>

namespace assay::stats {

namespace {

std::vector<std::size_t> ascending(std::span<const double> p)
{
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [p](std::size_t index) { return p[index]; });
    return order;
}

} // namespace

std::vector<double> holmAdjusted(std::span<const double> p)
{
    std::vector<double> adjusted(p.size());
    auto remaining = static_cast<double>(p.size());
    double largest = 0;
    for (const std::size_t index : ascending(p)) {
        largest = std::max(largest, std::min(1.0, remaining * p[index]));
        adjusted[index] = largest;
        --remaining;
    }
    return adjusted;
}

std::vector<double> benjaminiHochbergAdjusted(std::span<const double> p)
{
    std::vector<double> adjusted(p.size());
    const std::vector<std::size_t> order = ascending(p);
    double smallest = 1;
    for (std::size_t rank = order.size(); rank > 0; --rank) {
        const std::size_t index = order[rank - 1];
        smallest = std::min(smallest, p[index] * static_cast<double>(p.size()) / static_cast<double>(rank));
        adjusted[index] = smallest;
    }
    return adjusted;
}

} // namespace assay::stats
