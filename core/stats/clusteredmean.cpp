// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/clusteredmean.h"

#include "core/stats/distribution.h"

#include <cmath>
#include <map>

namespace assay::stats {

namespace {

constexpr qint64 kFewestClusters = 5;

double squareSum(const auto &deviations)
{
    double sum = 0;
    for (const auto &[cluster, deviation] : deviations)
        sum += deviation * deviation;
    return sum;
}

// An error that is only rounding would make any mean certain.
bool isOnlyRounding(double error, double mean)
{
    return error <= 1e-12 * std::abs(mean);
}

std::optional<double> twoSidedP(double mean, double error, double degreesOfFreedom)
{
    if (mean == 0)
        return 1;
    if (isOnlyRounding(error, mean))
        return std::nullopt;
    return asPValue(studentTwoSided(mean / error, degreesOfFreedom));
}

} // namespace

std::optional<ClusteredMean> clusteredMean(std::span<const ClusteredValue> values, double level)
{
    double sum = 0;
    for (const ClusteredValue &value : values)
        sum += value.value;
    if (values.empty() || !std::isfinite(sum) || !(level > 0 && level < 1))
        return std::nullopt;

    const auto n = static_cast<double>(values.size());
    ClusteredMean result;
    result.mean = sum / n;
    result.n = static_cast<qint64>(values.size());
    std::map<qint64, double> deviations;
    double squares = 0;
    for (const ClusteredValue &value : values) {
        const double deviation = value.value - result.mean;
        deviations[value.cluster] += deviation;
        squares += deviation * deviation;
    }
    result.clusters = static_cast<qint64>(deviations.size());
    result.clusterError = std::sqrt(squareSum(deviations)) / n;
    if (result.n > 1)
        result.iidError = std::sqrt(squares / (n - 1) / n);

    const auto groups = static_cast<double>(result.clusters);
    if (result.clusters > 1)
        result.adjustedError = result.clusterError * std::sqrt(groups / (groups - 1));
    if (result.clusters >= kFewestClusters) {
        const double half = studentQuantile(1 - (1 - level) / 2, groups - 1) * *result.adjustedError;
        result.interval = Interval{.lower = result.mean - half, .upper = result.mean + half};
        result.p = twoSidedP(result.mean, *result.adjustedError, groups - 1);
    }
    return result;
}

std::optional<double> clusteredNonInferiority(const ClusteredMean &mean, double margin)
{
    if (!mean.interval || isOnlyRounding(*mean.adjustedError, mean.mean))
        return std::nullopt;
    return asPValue(studentUpperTail((mean.mean + margin) / *mean.adjustedError, static_cast<double>(mean.clusters - 1)));
}

} // namespace assay::stats
