// SPDX-License-Identifier: GPL-3.0-or-later
// How good one version is: a pass rate with its interval. Right at 0 % and 100 % too: the limits there are exactly 0 and 1.
#pragma once

#include "core/stats/interval.h"

#include <QtTypes>

#include <optional>
#include <span>

namespace assay::stats {

struct Proportion {
    double estimate = 0;
    Interval interval;

    bool operator==(const Proportion &) const = default;
};

/// The score interval. Wilson 1927, JASA 22:209; method 3 of Newcombe 1998, Stat Med 17:857.
/// Nothing unless n > 0, 0 <= passes <= n and 0 < level < 1.
[[nodiscard]] std::optional<Proportion> wilson(qint64 passes, qint64 n, double level = 0.95);

struct WeightedOutcome {
    double weight = 1; ///< > 0
    bool passed = false;
};

struct WeightedProportion {
    Proportion proportion;
    double effectiveN = 0; ///< (Σw)²/Σw²: equals the count when all weights are equal
};

/// Σwp/Σw with Wilson's interval at the effective number of items (Kish 1965, Survey Sampling, sect. 11.7).
/// Nothing when empty or when a weight is not positive and finite.
[[nodiscard]] std::optional<WeightedProportion> weightedWilson(std::span<const WeightedOutcome> outcomes, double level = 0.95);

/// The interval that covers with at least this level whatever the true rate, hence wider. Clopper, Pearson 1934, Biometrika 26:404.
/// Nothing as for wilson().
[[nodiscard]] std::optional<Proportion> clopperPearson(qint64 passes, qint64 n, double level = 0.95);

enum class Sides { one, two };

/// The largest failure rate that no failure in n leaves believable: 1 − α^(1/n), near 3/n at 95 %; with Sides::two 1 − (α/2)^(1/n),
/// Clopper and Pearson's limit at 0 of n. Nothing unless n > 0 and 0 < level < 1.
[[nodiscard]] std::optional<double> zeroFailureBound(qint64 n, double level = 0.95, Sides sides = Sides::one);

} // namespace assay::stats
