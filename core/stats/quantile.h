// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles of measured values, such as latencies.
#pragma once

#include <optional>
#include <span>

namespace assay::stats {

/// Linear between order statistics at 1 + (n − 1)p: type 7 of Hyndman, Fan 1996, Am Stat 50:361 (the default of R and numpy).
/// The values need no order. Nothing when there are none, when one is not finite, or unless 0 <= p <= 1.
[[nodiscard]] std::optional<double> quantileType7(std::span<const double> values, double p);

} // namespace assay::stats
