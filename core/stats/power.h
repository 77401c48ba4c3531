// SPDX-License-Identifier: GPL-3.0-or-later
// How many items a comparison needs, and what a set of a given size can see, for the paired tests of mcnemar.h.
// Differences and discordances are shares (0.05 for 5 points); alpha is two-sided; alpha and power lie in (0, 1).
#pragma once

#include <QtTypes>

#include <optional>

namespace assay::stats {

enum class PairedTest { midP, exact };

/// The true chances that one item is a regression and that it is a fix: each >= 0, their sum <= 1.
struct DiscordantRates {
    double regression = 0;
    double fix = 0;
};

/// The chance that the test's p value is <= alpha, in either direction: all m ~ Binomial(n, ψ), then all fixes given m.
/// Cost grows with n; 20 ms at n = 10 000.
[[nodiscard]] double exactPower(qint64 n, const DiscordantRates &rates, double alpha, PairedTest test = PairedTest::midP);
/// The closed form below solved for the power; one to four points off at n = 100. Nothing when no pair can be discordant.
[[nodiscard]] std::optional<double> approximatePower(qint64 n, const DiscordantRates &rates, double alpha);

/// (z·√ψ + z_power·√(ψ − Δ²))²/Δ², not rounded. Miettinen 1968, Biometrics 24:339; Connor 1987, Biometrics 43:207.
/// Nothing when delta is 0 or larger than the discordance.
[[nodiscard]] std::optional<double> sampleSize(double discordance, double delta, double alpha = 0.05, double power = 0.8);

/// The smallest |Δ| that n items see with this power, by the formula of sampleSize(); nothing when even Δ = ψ is too small for n.
[[nodiscard]] std::optional<double> minimalDetectableDifference(qint64 n, double discordance, double alpha = 0.05, double power = 0.8);
/// The same by exactPower(), to 1e-7.
[[nodiscard]] std::optional<double> minimalDetectableDifferenceExact(qint64 n, double discordance, double alpha = 0.05, double power = 0.8, PairedTest test = PairedTest::midP);

/// The smallest |Δ| that n items see when every item that differs differs the same way, ψ = Δ: the bound that holds where a smaller ψ reaches
/// no power at all. Nothing when n is too small for any difference.
[[nodiscard]] std::optional<double> minimalDetectableDifferenceOneWay(qint64 n, double alpha = 0.05, double power = 0.8);
/// (z + z_power)·SE: the smallest mean difference seen with an estimate of this standard error. Miller 2024, arXiv 2411.00640.
[[nodiscard]] double minimalDetectableMean(double standardError, double alpha = 0.05, double power = 0.8);

} // namespace assay::stats
