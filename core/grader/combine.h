// SPDX-License-Identifier: GPL-3.0-or-later
// The grades of one response become its verdict.
#pragma once

#include "core/grader/grade.h"

#include <QList>

#include <optional>

namespace assay::grader {

struct CellVerdict {
    GradeState state = GradeState::error;
    double score = 0; ///< Σ weight·score ÷ Σ weight
    QString reason;   ///< of the first grade that decided it; empty when passed

    bool operator==(const CellVerdict &) const = default;
};

/// Passed when every assertion passed, or, with a threshold, when the weighted score reaches it. One undecided grade makes the whole undecided. Without any
/// grade there is nothing to say: undecided.
[[nodiscard]] CellVerdict combine(const QList<Grade> &grades, std::optional<double> threshold);

} // namespace assay::grader
