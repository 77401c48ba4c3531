// SPDX-License-Identifier: GPL-3.0-or-later
// The distributions that the rest of this folder needs, without exceptions and without NaN for arguments in range.
#pragma once

#include <QtTypes>

namespace assay::stats {

[[nodiscard]] double normalCdf(double z);
/// P(Z > z), exact to the last digits also where normalCdf() is 1.
[[nodiscard]] double normalUpperTail(double z);
/// 0 < probability < 1.
[[nodiscard]] double normalQuantile(double probability);
/// The z of a two-sided statement at this level: 1.96 for 0.95. 0 < level < 1.
[[nodiscard]] double twoSidedZ(double level);

/// P(X <= k) and P(X = k) for X ~ Binomial(m, 1/2): Boost.Math to m = 1000, sums of logarithms beyond. m >= 0; any k.
[[nodiscard]] double fairCoinCdf(qint64 k, qint64 m);
[[nodiscard]] double fairCoinPmf(qint64 k, qint64 m);

/// P(X <= k) and P(X = k) for X ~ Binomial(n, p). n >= 0, 0 <= p <= 1; any k.
[[nodiscard]] double binomialCdf(qint64 k, qint64 n, double p);
[[nodiscard]] double binomialPmf(qint64 k, qint64 n, double p);

/// a, b > 0; 0 < probability < 1.
[[nodiscard]] double betaQuantile(double a, double b, double probability);
[[nodiscard]] double chiSquaredUpperTail(double x, double degreesOfFreedom);
[[nodiscard]] double studentUpperTail(double t, double degreesOfFreedom);
/// P(|T| > |t|).
[[nodiscard]] double studentTwoSided(double t, double degreesOfFreedom);
[[nodiscard]] double studentQuantile(double probability, double degreesOfFreedom);

/// A p value as it may be shown and stored: at most 1, and never 0, to which very small ones would round.
[[nodiscard]] double asPValue(double probability);

} // namespace assay::stats
