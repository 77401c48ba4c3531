// SPDX-License-Identifier: GPL-3.0-or-later
// What a report says, once, for every format: a run's columns, its comparisons, the prompts as they were sent. The writers only set it in type.
#pragma once

#include "core/compare/comparison.h"
#include "core/run/journal.h"
#include "core/run/totals.h"
#include "core/stats/proportion.h"

namespace assay::report {

struct ColumnRow {
    QString version;
    QString model;
    QString tier;
    run::Totals totals;
    std::optional<stats::Proportion> rate; ///< passed of graded, Wilson 95 %
    std::optional<Money> cost; ///< nothing when the model has no price
    std::optional<Money> costPerPassed;
    std::optional<double> latencyP50Ms;
    std::optional<double> latencyP95Ms; ///< from 20 values on
    std::optional<double> timeToFirstTokenP50Ms;
};

/// Cells of one column that ended without a gradeable answer, for the same reason.
struct ErrorRow {
    QString version;
    QString model;
    QString reason;
    int cells = 0;
    QString firstItem; ///< in the order of the set
};

/// One item of a comparison as a report lists it.
struct PairRow {
    QString item;
    QString tags;
    QString baselineAnswer;
    QString candidateAnswer;
    bool isFirm = true;
};

struct ComparisonSection {
    compare::Comparison comparison;
    QString sentence;
    QList<PairRow> regressions;
    QList<PairRow> fixes;
};

struct ReportModel {
    run::RunId run;
    run::RunState state = run::RunState::finished;
    QString setName;
    QString setTitle;
    int setRevision = 0;
    int items = 0;
    int repeats = 1;
    qint64 seed = 0;
    UtcTime createdAt;
    UtcTime writtenAt;
    bool isSimulated = false;       ///< any answer comes from a simulated model
    bool isWhollySimulated = false; ///< every answer does: nothing was charged
    std::optional<Money> budget;
    run::Totals all;
    QList<ColumnRow> columns;
    QList<ErrorRow> errors;               ///< by column, the most frequent first; at most 20 a column
    QList<ComparisonSection> comparisons; ///< per candidate and model, against the baseline
    QList<prompt::Version> versions;
    QString assayVersion;
    QStringList leftOut = {}; ///< keys of the set's items that a version draws as examples

    /// "200 items", "196 items (4 more are examples of a version)"
    [[nodiscard]] QString itemsText() const;
};

/// `cells` are all of the run. Without a second version there is no comparison. Answers are cut to 400 characters, as cells carry them.
[[nodiscard]] ReportModel makeReport(const run::RunPlan &plan, const QList<run::CellResult> &cells, run::RunState state, UtcTime now);

/// Every other version of the plan against its baseline (the first when none was named), each a family over the models.
[[nodiscard]] QList<compare::Comparison> comparisonsOf(const run::RunPlan &plan, const QList<run::CellResult> &cells);

} // namespace assay::report
