// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that is known of baseline against candidate, for the page, the command line and reports alike. The same input always
// gives the same comparison.
#pragma once

#include "core/base/money.h"
#include "core/compare/evidence.h"
#include "core/compare/pairing.h"
#include "core/compare/verdict.h"
#include "core/stats/proportion.h"

namespace assay::compare {

/// One side on the paired items.
struct SideSummary {
    QString label;
    qint64 passed = 0;                                     ///< items, by majority of their repeats
    double share = 0;                                      ///< mean over the items of the share of repeats that passed
    std::optional<stats::Proportion> rate;                 ///< passed of n, Wilson; absent without pairs
    std::optional<stats::WeightedProportion> weightedRate; ///< only when the items' weights differ
    std::optional<Money> cost;                             ///< of the graded cells; absent when one has none
    std::optional<Money> costPerItem;                      ///< rounded towards zero to a pico-dollar
    std::optional<double> latencyP50Ms;                    ///< of the graded cells
};

struct TagRow {
    QString tag;
    Evidence evidence;
    /// The p value to show: none below kFewestForTagP items.
    std::optional<double> p;
};
inline constexpr qint64 kFewestForTagP = 20;

/// What the verdict would be with the pairs that were left out counted one way.
struct Reading {
    stats::PairedTable table;
    std::optional<stats::Interval> interval;
    Verdict verdict = Verdict::tooFewItems;
};
struct ExtremeReadings {
    Reading against;  ///< what is missing of the baseline passed, of the candidate failed
    Reading inFavour; ///< the reverse
};
/// The share of items above which extreme readings are due.
inline constexpr double kLeftOutShare = 0.02;

struct Comparison {
    QString model;
    bool isSimulated = false;
    QString setName;
    int setRevision = 0;
    std::optional<double> margin;

    QStringList differences; ///< why the sides are not comparable; all below is empty then, except the labels
    SideSummary baseline;
    SideSummary candidate;
    Evidence evidence;                    ///< what the verdict rests on
    std::optional<double> midP;           ///< McNemar on the table, whatever the basis
    std::optional<stats::Interval> tango; ///< likewise
    QList<ItemPair> regressions;
    QList<ItemPair> fixes;
    QList<ItemPair> bothFailed;
    QList<LeftOut> leftOut;
    int repeats = 0;                         ///< the most of any item
    int ungradedRepeats = 0;                 ///< of paired items
    std::optional<ExtremeReadings> extremes; ///< when more than kLeftOutShare of the items are left out
    std::optional<Money> costChange;         ///< candidate minus baseline
    std::optional<Money> costChangePerItem;
    std::optional<double> latencyP50ChangeMs;
    QList<TagRow> tags; ///< sorted by tag

    int familySize = 1;              ///< comparisons that share one level
    std::optional<double> adjustedP; ///< Holm's, over the family: what the verdict goes by; equals evidence.p alone
    Verdict verdict = Verdict::notComparable;
    bool isBorderline = false;
    bool tooFewDifferences = false;
};

[[nodiscard]] Comparison compareSides(const ComparisonInput &input);

/// Several models, or several candidates, shown in one table: verdicts go by Holm-adjusted p values, intervals stay each its own.
[[nodiscard]] QList<Comparison> compareFamily(const QList<ComparisonInput> &inputs);

} // namespace assay::compare
