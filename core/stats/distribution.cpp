// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/distribution.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace assay::stats {

namespace {

namespace policies = boost::math::policies;

// With every error ignored nothing in Boost.Math throws: a value out of range comes back as NaN or infinity.
using Quiet = policies::policy<policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>, policies::overflow_error<policies::ignore_error>,
    policies::underflow_error<policies::ignore_error>, policies::denorm_error<policies::ignore_error>, policies::rounding_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>, policies::indeterminate_result_error<policies::ignore_error>>;

using Normal = boost::math::normal_distribution<double, Quiet>;
using Binomial = boost::math::binomial_distribution<double, Quiet>;
using Beta = boost::math::beta_distribution<double, Quiet>;
using ChiSquared = boost::math::chi_squared_distribution<double, Quiet>;
using StudentT = boost::math::students_t_distribution<double, Quiet>;

constexpr qint64 kLargestForBoost = 1000;

double real(qint64 count)
{
    return static_cast<double>(count);
}

double logFairCoinPmf(qint64 k, qint64 m)
{
    const auto logFactorial = [](qint64 count) { return boost::math::lgamma(real(count) + 1, Quiet()); };
    return logFactorial(m) - logFactorial(k) - logFactorial(m - k) - real(m) * std::numbers::ln2;
}

// The terms below k relative to the one at k shrink geometrically, so the sum ends after some square roots of m.
double lowerTailBySum(qint64 k, qint64 m)
{
    double sum = 1;
    double term = 1;
    for (qint64 j = k; j > 0 && term > sum * 1e-18; --j) {
        term *= real(j) / real(m - j + 1);
        sum += term;
    }
    return std::exp(logFairCoinPmf(k, m) + std::log(sum));
}

} // namespace

double normalCdf(double z)
{
    return boost::math::cdf(Normal(), z);
}

double normalUpperTail(double z)
{
    return boost::math::cdf(boost::math::complement(Normal(), z));
}

double normalQuantile(double probability)
{
    return boost::math::quantile(Normal(), probability);
}

double twoSidedZ(double level)
{
    return boost::math::quantile(boost::math::complement(Normal(), (1 - level) / 2));
}

double fairCoinCdf(qint64 k, qint64 m)
{
    if (k < 0)
        return 0;
    if (k >= m)
        return 1;
    if (m <= kLargestForBoost)
        return boost::math::cdf(Binomial(real(m), 0.5), real(k));
    if (2 * k < m)
        return lowerTailBySum(k, m);
    return 1 - lowerTailBySum(m - k - 1, m);
}

double fairCoinPmf(qint64 k, qint64 m)
{
    if (k < 0 || k > m)
        return 0;
    if (m <= kLargestForBoost)
        return boost::math::pdf(Binomial(real(m), 0.5), real(k));
    return std::exp(logFairCoinPmf(k, m));
}

double binomialCdf(qint64 k, qint64 n, double p)
{
    if (k < 0)
        return 0;
    if (k >= n)
        return 1;
    return boost::math::cdf(Binomial(real(n), p), real(k));
}

double binomialPmf(qint64 k, qint64 n, double p)
{
    if (k < 0 || k > n)
        return 0;
    return boost::math::pdf(Binomial(real(n), p), real(k));
}

double betaQuantile(double a, double b, double probability)
{
    return boost::math::quantile(Beta(a, b), probability);
}

double chiSquaredUpperTail(double x, double degreesOfFreedom)
{
    return boost::math::cdf(boost::math::complement(ChiSquared(degreesOfFreedom), x));
}

double studentUpperTail(double t, double degreesOfFreedom)
{
    return boost::math::cdf(boost::math::complement(StudentT(degreesOfFreedom), t));
}

double studentTwoSided(double t, double degreesOfFreedom)
{
    return 2 * studentUpperTail(std::abs(t), degreesOfFreedom);
}

double studentQuantile(double probability, double degreesOfFreedom)
{
    return boost::math::quantile(StudentT(degreesOfFreedom), probability);
}

double asPValue(double probability)
{
    return std::clamp(probability, std::numeric_limits<double>::min(), 1.0);
}

} // namespace assay::stats
