// SPDX-License-Identifier: GPL-3.0-or-later
// By how much the candidate differs: intervals for the difference of two pass rates on the same items, and the
// non-inferiority test that the first of them inverts. All limits lie in [-1, 1].
#pragma once

#include "core/stats/interval.h"
#include "core/stats/pairedtable.h"

#include <optional>

namespace assay::stats {

/// The score statistic at the trial difference delta, in [-1, 1]: (c − b − nδ)/√(n(2p + δ(1 − δ))) with p the most likely share
/// of regressions under delta. Falls as delta grows. Tango 1998, Stat Med 17:891. Infinite where the table is impossible under delta.
[[nodiscard]] double tangoZ(const PairedTable &table, double delta);

/// The score interval: all differences that tangoZ() does not reject. Limits to 1e-10. Not of width 0 even without a discordant pair.
/// Nothing unless the table has items and 0 < level < 1.
[[nodiscard]] std::optional<Interval> tangoInterval(const PairedTable &table, double level = 0.95);

/// Square-and-add of two Wilson intervals with the correlation taken in: method 10 of Newcombe 1998, Stat Med 17:2635. Closed form.
/// Nothing as for tangoInterval().
[[nodiscard]] std::optional<Interval> newcombeInterval(const PairedTable &table, double level = 0.95);

struct NonInferiority {
    double z = 0;
    double p = 1; ///< one-sided, in (0, 1]: small means "not worse by the margin or more"
};
/// Against "the candidate is worse by the margin or more" (Tango 1998). p <= α is the same as the lower limit of the Tango interval
/// at level 1 − 2α lying above −margin. Nothing unless the table has items and 0 < margin < 1.
[[nodiscard]] std::optional<NonInferiority> tangoNonInferiority(const PairedTable &table, double margin);

} // namespace assay::stats
