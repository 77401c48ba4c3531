// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/proportion.h"

#include "core/stats/distribution.h"

#include <algorithm>
#include <cmath>

namespace assay::stats {

namespace {

bool isLevel(double level)
{
    return level > 0 && level < 1;
}

bool isCount(qint64 passes, qint64 n)
{
    return n > 0 && passes >= 0 && passes <= n;
}

// Rounding leaves some 1e-17 at the ends, where the limits are 0 and 1 by definition.
Interval wilsonInterval(double p, double n, double level)
{
    const double z = twoSidedZ(level);
    const double scale = 1 + z * z / n;
    const double centre = (p + z * z / (2 * n)) / scale;
    const double half = z / scale * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return {.lower = p <= 0 ? 0 : std::clamp(centre - half, 0.0, 1.0), .upper = p >= 1 ? 1 : std::clamp(centre + half, 0.0, 1.0)};
}

} // namespace

std::optional<Proportion> wilson(qint64 passes, qint64 n, double level)
{
    if (!isCount(passes, n) || !isLevel(level))
        return std::nullopt;
    const auto count = static_cast<double>(n);
    const double p = static_cast<double>(passes) / count;
    return Proportion{.estimate = p, .interval = wilsonInterval(p, count, level)};
}

std::optional<WeightedProportion> weightedWilson(std::span<const WeightedOutcome> outcomes, double level)
{
    double sum = 0;
    double squares = 0;
    double passed = 0;
    bool everyPassed = true;
    for (const WeightedOutcome &outcome : outcomes) {
        if (!(outcome.weight > 0) || !std::isfinite(outcome.weight))
            return std::nullopt;
        sum += outcome.weight;
        squares += outcome.weight * outcome.weight;
        passed += outcome.passed ? outcome.weight : 0;
        everyPassed = everyPassed && outcome.passed;
    }
    if (outcomes.empty() || !isLevel(level) || !std::isfinite(squares))
        return std::nullopt;
    const double p = everyPassed ? 1 : passed / sum;
    const double effectiveN = sum * sum / squares;
    return WeightedProportion{.proportion = {.estimate = p, .interval = wilsonInterval(p, effectiveN, level)}, .effectiveN = effectiveN};
}

std::optional<Proportion> clopperPearson(qint64 passes, qint64 n, double level)
{
    if (!isCount(passes, n) || !isLevel(level))
        return std::nullopt;
    const double tail = (1 - level) / 2;
    const auto x = static_cast<double>(passes);
    const auto count = static_cast<double>(n);
    return Proportion{
        .estimate = x / count, .interval = {.lower = passes == 0 ? 0 : betaQuantile(x, count - x + 1, tail), .upper = passes == n ? 1 : betaQuantile(x + 1, count - x, 1 - tail)}};
}

std::optional<double> zeroFailureBound(qint64 n, double level, Sides sides)
{
    if (n <= 0 || !isLevel(level))
        return std::nullopt;
    const double tail = sides == Sides::one ? 1 - level : (1 - level) / 2;
    return -std::expm1(std::log(tail) / static_cast<double>(n));
}

} // namespace assay::stats
