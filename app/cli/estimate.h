// SPDX-License-Identifier: GPL-3.0-or-later
// What a run would take, before any money is spent.
#pragma once

#include "app/cli/console.h"

#include "core/run/plan.h"

namespace assay::cli {

/// A table with a line a model and one for all, then how sure the counts are, what limits imply, and the notices; to standard output.
void printEstimate(const Console &console, const run::RunPlan &plan, const run::Estimate &estimate, const QStringList &notices);

/// The same, as resources/schemas/estimate.schema.json describes it.
[[nodiscard]] Json estimateJson(const run::RunPlan &plan, const run::Estimate &estimate, const QStringList &notices);

} // namespace assay::cli
