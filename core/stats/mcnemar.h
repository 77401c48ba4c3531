// SPDX-License-Identifier: GPL-3.0-or-later
// Is the candidate better or worse on the same items? Tests on the discordant pairs alone, as pairing wants it
// (McNemar 1947, Psychometrika 12:153). All p values lie in (0, 1].
#pragma once

#include <QtTypes>

#include <optional>

namespace assay::stats {

/// The default test. Fagerland, Lydersen, Laake 2013, BMC Med Res Methodol 13:91, but 1 for a tie, and for no discordant pair.
/// Counts >= 0, as in all of this file.
[[nodiscard]] double midPTwoSided(qint64 regressions, qint64 fixes);
/// The level is guaranteed, the price is power.
[[nodiscard]] double exactTwoSided(qint64 regressions, qint64 fixes);
/// Against "the candidate is not better".
[[nodiscard]] double midPCandidateBetter(qint64 regressions, qint64 fixes);
[[nodiscard]] double exactCandidateBetter(qint64 regressions, qint64 fixes);

struct ChiSquared {
    double statistic = 0;
    double p = 1;
};
/// (b − c)²/m with one degree of freedom, never with a continuity correction. Nothing without a discordant pair.
[[nodiscard]] std::optional<ChiSquared> chiSquaredUncorrected(qint64 regressions, qint64 fixes);

} // namespace assay::stats
