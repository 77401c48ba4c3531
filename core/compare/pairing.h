// SPDX-License-Identifier: GPL-3.0-or-later
// Which items were graded on both sides, and which were not and why. An error or a skipped cell is never a failure: its pair leaves.
// The item is the unit: repeats make it known better, they are not further items.
#pragma once

#include "core/compare/input.h"

#include <QList>

#include <optional>

namespace assay::compare {

/// One item under one version: all its repeats.
struct Answers {
    QList<run::CellResult> cells; ///< by repeat, graded or not
    int graded = 0;
    int passes = 0;

    /// Of the graded repeats, the share that passed; 0 when none is graded.
    [[nodiscard]] double share() const { return graded == 0 ? 0 : static_cast<double>(passes) / graded; }
    /// In more than half of the graded repeats.
    [[nodiscard]] bool passed() const { return 2 * passes > graded; }
    [[nodiscard]] bool alwaysPassed() const { return graded > 0 && passes == graded; }
    [[nodiscard]] bool alwaysFailed() const { return graded > 0 && passes == 0; }
};

/// An item graded at least once on each side.
struct ItemPair {
    ComparedItem item;
    Answers baseline;
    Answers candidate;

    /// Candidate minus baseline, in [-1, 1].
    [[nodiscard]] double difference() const { return candidate.share() - baseline.share(); }
    [[nodiscard]] bool isRegression() const { return baseline.passed() && !candidate.passed(); }
    [[nodiscard]] bool isFix() const { return !baseline.passed() && candidate.passed(); }
    /// Every repeat of one side passed and every repeat of the other failed; a change that is not firm is soft.
    [[nodiscard]] bool isFirm() const { return (baseline.alwaysPassed() && candidate.alwaysFailed()) || (baseline.alwaysFailed() && candidate.alwaysPassed()); }
};

enum class LeftOutReason { error, skipped, missing };

struct LeftOut {
    ComparedItem item;
    Answers baseline;
    Answers candidate;
    std::optional<LeftOutReason> baselineReason; ///< absent: this side was graded
    std::optional<LeftOutReason> candidateReason;
};

struct Pairing {
    QList<ItemPair> pairs;   ///< in the order of the items
    QList<LeftOut> leftOut;  ///< likewise
    int repeats = 0;         ///< the most graded repeats of any item on a side
    int ungradedRepeats = 0; ///< of the pairs: cells without a grade, beside graded ones
};

[[nodiscard]] Pairing pairItems(const ComparisonInput &input);

} // namespace assay::compare
