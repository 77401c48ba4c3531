// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a comparison's input from runs as they are stored.
#pragma once

#include "core/compare/input.h"
#include "core/run/plan.h"

namespace assay::compare {

/// One column of a run's matrix. What it refers to must outlive it.
struct Column {
    const run::RunPlan &plan;
    const QList<run::CellResult> &cells; ///< of the run; those of other columns are passed over
    int version = 0;                     ///< index into the plan, as are all below
    int model = 0;
};

/// The columns may be of one run or of two. Where their models differ, the labels name them.
[[nodiscard]] ComparisonInput comparisonInput(const Column &baseline, const Column &candidate, std::optional<double> margin = {});

/// Two versions of one run, for each of its models in their order.
[[nodiscard]] QList<ComparisonInput> comparisonInputs(
    const run::RunPlan &plan, const QList<run::CellResult> &cells, int baselineVersion, int candidateVersion, std::optional<double> margin = {});

} // namespace assay::compare
