// SPDX-License-Identifier: GPL-3.0-or-later
// A mean of paired differences when values come in groups (one document, one user), or when an item was asked several times:
// the unit is the item, the errors are those of the groups. With every value on its own it is the paired t interval.
#pragma once

#include "core/stats/interval.h"

#include <QtTypes>

#include <optional>
#include <span>

namespace assay::stats {

struct ClusteredValue {
    double value = 0;
    qint64 cluster = 0; ///< any number; equal numbers are one group
};

struct ClusteredMean {
    double mean = 0;
    qint64 n = 0;
    qint64 clusters = 0;
    std::optional<double> iidError;      ///< s/√n with divisor n − 1, as if there were no groups; needs two values
    double clusterError = 0;             ///< (1/n)·√(Σ_g (Σ_{i∈g}(d_i − d̄))²)
    std::optional<double> adjustedError; ///< clusterError·√(G/(G − 1)); needs two groups
    std::optional<Interval> interval;    ///< t with G − 1 degrees of freedom; absent below 5 groups
    std::optional<double> p;             ///< two-sided, of the mean being 0, in (0, 1]; absent below 5 groups, and when all groups differ alike, which leaves no error to judge by

    /// Fewer than 10 groups: the interval, if any, is to be shown with that remark.
    [[nodiscard]] bool hasFewClusters() const { return clusters < 10; }
};

/// Miller 2024, arXiv 2411.00640, sect. 2; factor and degrees of freedom are the usual CR1 practice.
/// Nothing when empty or when a value is not finite.
[[nodiscard]] std::optional<ClusteredMean> clusteredMean(std::span<const ClusteredValue> values, double level = 0.95);

/// One-sided p against "the mean is -margin or less", by t with G − 1 degrees of freedom. Nothing where ClusteredMean::p is absent, or without spread.
[[nodiscard]] std::optional<double> clusteredNonInferiority(const ClusteredMean &mean, double margin);

} // namespace assay::stats
