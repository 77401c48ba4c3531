// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/mcnemar.h"

#include "core/stats/distribution.h"

#include <algorithm>

namespace assay::stats {

double midPTwoSided(qint64 regressions, qint64 fixes)
{
    if (regressions == fixes)
        return 1;
    const qint64 m = regressions + fixes;
    const qint64 smaller = std::min(regressions, fixes);
    return asPValue(2 * fairCoinCdf(smaller, m) - fairCoinPmf(smaller, m));
}

double exactTwoSided(qint64 regressions, qint64 fixes)
{
    return asPValue(2 * fairCoinCdf(std::min(regressions, fixes), regressions + fixes));
}

double midPCandidateBetter(qint64 regressions, qint64 fixes)
{
    // P(X > c) + P(X = c)/2, mirrored to the lower tail, which keeps its digits when it is small.
    const qint64 m = regressions + fixes;
    return asPValue(fairCoinCdf(regressions, m) - fairCoinPmf(regressions, m) / 2);
}

double exactCandidateBetter(qint64 regressions, qint64 fixes)
{
    return asPValue(fairCoinCdf(regressions, regressions + fixes));
}

std::optional<ChiSquared> chiSquaredUncorrected(qint64 regressions, qint64 fixes)
{
    const qint64 m = regressions + fixes;
    if (m == 0)
        return std::nullopt;
    const auto difference = static_cast<double>(regressions - fixes);
    const double statistic = difference * difference / static_cast<double>(m);
    return ChiSquared{.statistic = statistic, .p = asPValue(chiSquaredUpperTail(statistic, 1))};
}

} // namespace assay::stats
