// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/pairedinterval.h"

#include "core/stats/distribution.h"
#include "core/stats/proportion.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay::stats {

namespace {

// The larger root of 2n·p² + B·p + C = 0, written so that nothing cancels when B is positive.
double likeliestRegressionShare(double n, double b, double c, double delta)
{
    const double linear = delta * (2 * n + b - c) - (b + c);
    const double constant = -b * delta * (1 - delta);
    const double root = std::sqrt(std::max(0.0, linear * linear - 8 * n * constant));
    const double share = linear > 0 ? -2 * constant / (linear + root) : (root - linear) / (4 * n);
    const double least = std::max(0.0, -delta);
    return std::clamp(share, least, std::max(least, (1 - delta) / 2));
}

// The delta in [low, high] where tangoZ(), which falls, crosses the target.
double crossing(const PairedTable &table, double target, double low, double high)
{
    while (high - low > 1e-12) {
        const double middle = low + (high - low) / 2;
        if (tangoZ(table, middle) > target)
            low = middle;
        else
            high = middle;
    }
    return low + (high - low) / 2;
}

bool canBeJudged(const PairedTable &table, double level)
{
    return table.n() > 0 && level > 0 && level < 1;
}

double phiCoefficient(const PairedTable &table)
{
    const auto real = [](qint64 count) { return static_cast<double>(count); };
    const double g = real(table.bothPass + table.regressions) * real(table.fixes + table.bothFail) * real(table.bothPass + table.fixes) * real(table.regressions + table.bothFail);
    if (g <= 0)
        return 0;
    const double k = real(table.bothPass) * real(table.bothFail) - real(table.regressions) * real(table.fixes);
    const double corrected = k > 0 ? std::max(k - real(table.n()) / 2, 0.0) : k;
    return corrected / std::sqrt(g);
}

double squareAndAdd(double x, double y, double phi)
{
    return std::sqrt(std::max(0.0, x * x - 2 * phi * x * y + y * y));
}

} // namespace

double tangoZ(const PairedTable &table, double delta)
{
    const auto n = static_cast<double>(table.n());
    const auto b = static_cast<double>(table.regressions);
    const auto c = static_cast<double>(table.fixes);
    const double distance = c - b - n * delta;
    const double variance = n * (2 * likeliestRegressionShare(n, b, c, delta) + delta * (1 - delta));
    if (variance > 0)
        return distance / std::sqrt(variance);
    return distance == 0 ? 0 : std::copysign(std::numeric_limits<double>::infinity(), distance);
}

std::optional<Interval> tangoInterval(const PairedTable &table, double level)
{
    if (!canBeJudged(table, level))
        return std::nullopt;
    const double z = twoSidedZ(level);
    const double delta = table.delta();
    const bool lowerCrosses = tangoZ(table, -1) > z;
    const bool upperCrosses = tangoZ(table, 1) < -z;
    return Interval{.lower = lowerCrosses ? crossing(table, z, -1, delta) : -1, .upper = upperCrosses ? crossing(table, -z, delta, 1) : 1};
}

std::optional<Interval> newcombeInterval(const PairedTable &table, double level)
{
    const auto a = wilson(table.baselinePasses(), table.n(), level);
    const auto b = wilson(table.candidatePasses(), table.n(), level);
    if (!a || !b)
        return std::nullopt;
    const double phi = phiCoefficient(table);
    const double delta = table.delta();
    const double below = squareAndAdd(b->estimate - b->interval.lower, a->interval.upper - a->estimate, phi);
    const double above = squareAndAdd(b->interval.upper - b->estimate, a->estimate - a->interval.lower, phi);
    return Interval{.lower = std::max(-1.0, delta - below), .upper = std::min(1.0, delta + above)};
}

std::optional<NonInferiority> tangoNonInferiority(const PairedTable &table, double margin)
{
    if (table.n() <= 0 || !(margin > 0 && margin < 1))
        return std::nullopt;
    const double z = tangoZ(table, -margin);
    return NonInferiority{.z = z, .p = asPValue(normalUpperTail(z))};
}

} // namespace assay::stats
