// SPDX-License-Identifier: GPL-3.0-or-later
// Several tests at once. Both functions keep the order of what they are given.
#pragma once

#include <span>
#include <vector>

namespace assay::stats {

/// Adjusted p values that hold for the whole family under any dependence. Holm 1979, Scand J Stat 6:65. Each p in [0, 1].
[[nodiscard]] std::vector<double> holmAdjusted(std::span<const double> p);

/// False discovery rate, for exploring many slices only. Benjamini, Hochberg 1995, J R Stat Soc B 57:289. Each p in [0, 1].
[[nodiscard]] std::vector<double> benjaminiHochbergAdjusted(std::span<const double> p);

} // namespace assay::stats
