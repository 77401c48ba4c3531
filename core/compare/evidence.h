// SPDX-License-Identifier: GPL-3.0-or-later
// What the pairs say, in numbers: the difference with its interval, the test, and what the set could have shown.
#pragma once

#include "core/compare/pairing.h"
#include "core/stats/interval.h"
#include "core/stats/pairedtable.h"

#include <optional>

namespace assay::compare {

inline constexpr double kLevel = 0.95; ///< of every interval
inline constexpr double kAlpha = 0.05; ///< of every test: two-sided for a difference, one-sided for "not worse"
inline constexpr double kPower = 0.8;  ///< behind "could have seen"

enum class Basis {
    pairs, ///< one answer an item, each item on its own: McNemar's mid-p test and Tango's interval
    means  ///< repeats, or items that share a group: t test and interval of the mean difference, errors by group
};

struct Evidence {
    Basis basis = Basis::pairs;
    stats::PairedTable table;                ///< by majority of the repeats
    double delta = 0;                        ///< candidate minus baseline, a share; with Basis::means the mean over items of the differences
    qint64 units = 0;                        ///< what is independent: items, or groups
    qint64 differing = 0;                    ///< units in which the sides differ at all
    std::optional<stats::Interval> interval; ///< absent without units, with Basis::means also below 5 groups or when all differ exactly alike
    std::optional<double> p;                 ///< two-sided, never 0; absent without units and below 5 groups
    std::optional<double> notWorseP;         ///< one-sided, against "worse by the margin or more"; only when a margin was given
    std::optional<double> smallestVisible;   ///< the smallest |delta| that as many units with this much difference show with kPower
};

/// Basis::means as soon as an item has repeats or two items share a group.
[[nodiscard]] Basis basisOf(const QList<ItemPair> &pairs);

[[nodiscard]] Evidence weigh(const QList<ItemPair> &pairs, Basis basis, std::optional<double> margin = {});
/// With Basis::pairs.
[[nodiscard]] Evidence weigh(const stats::PairedTable &table, std::optional<double> margin = {});

[[nodiscard]] stats::PairedTable tableOf(const QList<ItemPair> &pairs);

} // namespace assay::compare
