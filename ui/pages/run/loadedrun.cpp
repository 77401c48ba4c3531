// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/loadedrun.h"

namespace assay::ui {

Result<LoadedRun> loadRun(store::Database &database, run::RunId id, bool goesOn)
{
    store::RunRepository runs(database);
    auto plan = runs.plan(id);
    if (!plan)
        return std::unexpected(plan.error());
    auto summary = runs.summary(id);
    if (!summary)
        return std::unexpected(summary.error());
    auto cells = runs.cells(id);
    if (!cells)
        return std::unexpected(cells.error());
    auto events = runs.events(id);
    if (!events)
        return std::unexpected(events.error());
    auto requests = runs.requestCounts(id, goesOn);
    if (!requests)
        return std::unexpected(requests.error());
    return LoadedRun{*std::move(plan), *std::move(summary), *std::move(cells), *std::move(events), *requests};
}

} // namespace assay::ui
