// SPDX-License-Identifier: GPL-3.0-or-later
// The share of graded cells that passed, with Wilson's interval: the one pass rate of a column that pages, reports, gates and histories show.
#pragma once

#include "core/run/totals.h"
#include "core/stats/proportion.h"

namespace assay::compare {

/// Nothing before the first graded cell: errors and skipped cells say nothing of the answers.
[[nodiscard]] inline std::optional<stats::Proportion> passRate(const run::Totals &totals)
{
    return stats::wilson(totals.passed, totals.graded());
}

} // namespace assay::compare
