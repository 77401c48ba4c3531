// SPDX-License-Identifier: GPL-3.0-or-later
// The sums behind every meter: per column (prompt version × model) and for a whole run. The engine keeps them while a run goes on, and
// the same functions make them from stored cells, so both show the same figures. Intervals and quantiles are core/stats' business.
#pragma once

#include "core/run/cellresult.h"

namespace assay::run {

struct Totals {
    int cells = 0;
    int passed = 0;
    int failed = 0;
    int errors = 0;
    int skipped = 0;
    int inFlight = 0;
    int retries = 0; ///< attempts beyond a cell's first
    int cached = 0;  ///< of those done, answered from the cache
    tokens::Usage usage;
    Money settled;           ///< cost of ended attempts
    Money reserved;          ///< worst case of those in flight
    QList<qint64> latencyMs; ///< of answers, in order of arrival; never of errors
    QList<qint64> timeToFirstTokenMs;

    [[nodiscard]] int done() const { return passed + failed + errors + skipped; }
    [[nodiscard]] int graded() const { return passed + failed; }
    /// What one passed cell took, with all that did not pass; nothing before the first. Of models without a price it says nothing either: see costOf().
    [[nodiscard]] std::optional<Money> costPerPassed() const;
    Totals &operator+=(const Totals &other);
    bool operator==(const Totals &) const = default;
};

struct ColumnTotals {
    int version = 0;
    int model = 0;
    Totals totals;
    bool operator==(const ColumnTotals &) const = default;
};

/// Version slowest, models within; one entry for every column of the plan.
[[nodiscard]] QList<ColumnTotals> emptyColumns(const RunPlan &plan);
/// Nothing when the column's model has no price: what it cost is not known, and not zero.
[[nodiscard]] std::optional<Money> costOf(const RunPlan &plan, const ColumnTotals &column);
[[nodiscard]] std::optional<Money> costPerPassed(const RunPlan &plan, const ColumnTotals &column);
/// Adds a cell that is done.
void addCell(Totals &totals, const CellResult &cell);
[[nodiscard]] QList<ColumnTotals> columnTotals(const RunPlan &plan, const QList<CellResult> &cells);
[[nodiscard]] Totals sum(const QList<ColumnTotals> &columns);

} // namespace assay::run
