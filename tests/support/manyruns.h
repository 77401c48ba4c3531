// SPDX-License-Identifier: GPL-3.0-or-later
// A workspace with a long life behind it: finished runs with every cell answered and graded, written in bulk.
#pragma once

#include "core/run/journal.h"
#include "core/store/database.h"

namespace assay::test {

struct ManyRuns {
    int runs = 100;
    int items = 250; ///< times the plan's 2 versions and 3 models: 1,500 cells a run
    int answerCharacters = 400;
};

/// Needs an empty workspace, open for writing. Returns the newest run.
[[nodiscard]] Result<run::RunId> fillWithRuns(store::Database &database, const ManyRuns &size);

} // namespace assay::test
