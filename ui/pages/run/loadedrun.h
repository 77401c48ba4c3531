// SPDX-License-Identifier: GPL-3.0-or-later
// A run as it is on record, read at once.
#pragma once

#include "core/store/runrepository.h"

namespace assay::ui {

struct LoadedRun {
    run::RunPlan plan;
    store::RunSummary summary;
    QList<run::CellResult> cells;
    QList<run::RunEvent> events;
    store::RequestCounts requests;
};

/// `goesOn`: it is carried out right now.
[[nodiscard]] Result<LoadedRun> loadRun(store::Database &database, run::RunId id, bool goesOn);

} // namespace assay::ui
