// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/power.h"

#include "core/stats/distribution.h"
#include "core/stats/mcnemar.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace assay::stats {

namespace {

/// One possible number of discordant pairs, its chance, and the largest smaller count that the test rejects (-1: none).
struct Rejection {
    qint64 discordant = 0;
    double chance = 0;
    qint64 critical = -1;
};

qint64 criticalCount(qint64 discordant, double alpha, PairedTest test)
{
    const auto rejects = [&](qint64 smaller) {
        const double p = test == PairedTest::midP ? midPTwoSided(smaller, discordant - smaller) : exactTwoSided(smaller, discordant - smaller);
        return p <= alpha;
    };
    qint64 rejected = -1;
    qint64 kept = discordant / 2 + 1;
    while (kept - rejected > 1) {
        const qint64 middle = rejected + (kept - rejected) / 2;
        (rejects(middle) ? rejected : kept) = middle;
    }
    // With alpha near 1 both tails would meet and count the tie twice.
    return 2 * rejected >= discordant ? (discordant - 1) / 2 : rejected;
}

// Counts of discordant pairs that together have a chance below some 1e-17 are left out.
std::vector<Rejection> rejectionRegion(qint64 n, double discordance, double alpha, PairedTest test)
{
    const double mean = static_cast<double>(n) * discordance;
    const double reach = 10 * std::sqrt(mean * (1 - discordance)) + 50;
    const auto first = static_cast<qint64>(std::max(0.0, std::floor(mean - reach)));
    const auto last = std::min(n, static_cast<qint64>(std::ceil(mean + reach)));
    std::vector<Rejection> region;
    region.reserve(static_cast<std::size_t>(last - first + 1));
    for (qint64 m = first; m <= last; ++m) {
        const double chance = binomialPmf(m, n, discordance);
        const qint64 critical = chance > 1e-20 ? criticalCount(m, alpha, test) : -1;
        if (critical >= 0)
            region.push_back({.discordant = m, .chance = chance, .critical = critical});
    }
    return region;
}

/// shareOfFixes: among the discordant pairs.
double powerOver(const std::vector<Rejection> &region, double shareOfFixes)
{
    double sum = 0;
    for (const Rejection &row : region)
        sum += row.chance * (binomialCdf(row.critical, row.discordant, shareOfFixes) + binomialCdf(row.critical, row.discordant, 1 - shareOfFixes));
    return std::clamp(sum, 0.0, 1.0);
}

/// √n·Δ as the closed form wants it.
double neededDistance(double discordance, double delta, double alpha, double power)
{
    const double variance = std::max(0.0, discordance - delta * delta);
    return std::max(0.0, twoSidedZ(1 - alpha) * std::sqrt(discordance) + normalQuantile(power) * std::sqrt(variance));
}

/// The smallest argument in (0, high] for which the growing condition holds, given that it holds at high.
template<typename Condition> double smallestThat(double high, double tolerance, Condition holds)
{
    double low = 0;
    while (high - low > tolerance) {
        const double middle = low + (high - low) / 2;
        (holds(middle) ? high : low) = middle;
    }
    return high;
}

bool canDiffer(qint64 n, double discordance)
{
    return n > 0 && discordance > 0 && discordance <= 1;
}

} // namespace

double exactPower(qint64 n, const DiscordantRates &rates, double alpha, PairedTest test)
{
    const double discordance = std::min(1.0, rates.regression + rates.fix);
    if (!canDiffer(n, discordance))
        return 0;
    return powerOver(rejectionRegion(n, discordance, alpha, test), std::min(1.0, rates.fix / discordance));
}

std::optional<double> approximatePower(qint64 n, const DiscordantRates &rates, double alpha)
{
    const double discordance = rates.regression + rates.fix;
    if (!canDiffer(n, std::min(1.0, discordance)))
        return std::nullopt;
    const double delta = std::abs(rates.fix - rates.regression);
    const double distance = delta * std::sqrt(static_cast<double>(n)) - twoSidedZ(1 - alpha) * std::sqrt(discordance);
    const double variance = discordance - delta * delta;
    if (variance <= 0)
        return distance >= 0 ? 1 : 0;
    return normalCdf(distance / std::sqrt(variance));
}

std::optional<double> sampleSize(double discordance, double delta, double alpha, double power)
{
    const double size = std::abs(delta);
    if (!(size > 0) || size > discordance || discordance > 1)
        return std::nullopt;
    const double ratio = neededDistance(discordance, size, alpha, power) / size;
    return ratio * ratio;
}

std::optional<double> minimalDetectableDifference(qint64 n, double discordance, double alpha, double power)
{
    if (!canDiffer(n, discordance))
        return std::nullopt;
    const double root = std::sqrt(static_cast<double>(n));
    const auto isSeen = [&](double delta) { return root * delta >= neededDistance(discordance, delta, alpha, power); };
    if (!isSeen(discordance))
        return std::nullopt;
    return smallestThat(discordance, 1e-12, isSeen);
}

std::optional<double> minimalDetectableDifferenceExact(qint64 n, double discordance, double alpha, double power, PairedTest test)
{
    if (!canDiffer(n, discordance))
        return std::nullopt;
    const std::vector<Rejection> region = rejectionRegion(n, discordance, alpha, test);
    const auto isSeen = [&](double delta) { return powerOver(region, (1 + delta / discordance) / 2) >= power; };
    if (!isSeen(discordance))
        return std::nullopt;
    return smallestThat(discordance, 1e-7, isSeen);
}

std::optional<double> minimalDetectableDifferenceOneWay(qint64 n, double alpha, double power)
{
    const double root = std::sqrt(static_cast<double>(n));
    const auto isSeen = [&](double delta) { return root * delta >= neededDistance(delta, delta, alpha, power); };
    if (n <= 0 || !isSeen(1))
        return std::nullopt;
    return smallestThat(1, 1e-12, isSeen);
}

double minimalDetectableMean(double standardError, double alpha, double power)
{
    return std::max(0.0, twoSidedZ(1 - alpha) + normalQuantile(power)) * standardError;
}

} // namespace assay::stats
