// SPDX-License-Identifier: GPL-3.0-or-later
// The 2×2 table of one comparison: each item graded once under the baseline and once under the candidate.
// Differences are candidate minus baseline: positive is good for the candidate.
#pragma once

#include <QtTypes>

namespace assay::stats {

/// Counts, none negative.
struct PairedTable {
    qint64 bothPass = 0;
    qint64 regressions = 0; ///< baseline passed, candidate failed
    qint64 fixes = 0;       ///< baseline failed, candidate passed
    qint64 bothFail = 0;

    [[nodiscard]] constexpr qint64 n() const { return bothPass + regressions + fixes + bothFail; }
    [[nodiscard]] constexpr qint64 discordant() const { return regressions + fixes; }
    [[nodiscard]] constexpr qint64 baselinePasses() const { return bothPass + regressions; }
    [[nodiscard]] constexpr qint64 candidatePasses() const { return bothPass + fixes; }
    /// The difference of the pass rates, in [-1, 1]; 0 for an empty table.
    [[nodiscard]] constexpr double delta() const { return n() == 0 ? 0 : static_cast<double>(fixes - regressions) / static_cast<double>(n()); }
    /// The share of items on which the versions differ; 0 for an empty table.
    [[nodiscard]] constexpr double discordance() const { return n() == 0 ? 0 : static_cast<double>(discordant()) / static_cast<double>(n()); }
    /// The same comparison seen from the other side.
    [[nodiscard]] constexpr PairedTable swapped() const { return {bothPass, fixes, regressions, bothFail}; }

    bool operator==(const PairedTable &) const = default;
};

} // namespace assay::stats
