// SPDX-License-Identifier: GPL-3.0-or-later
// Starts cells as lanes and budget allow: in the plan's order within a lane, lanes in turn, so that no model starves another. A cell that waits for
// the budget holds the others back until what is in flight has made room for it: cheap calls never eat what a dear one waits for.
#pragma once

#include "core/run/runstate.h"

namespace assay::run {

/// Appends cells to the lanes of their models.
void fillLanes(RunShared &shared, const QList<OpenCell> &cells);

/// Starts what may start now. A cell whose worst case can never fit the cap makes the run capped, and what is left is skipped.
void startCells(const std::shared_ptr<RunShared> &shared);

/// What the first cell can need that is ready to leave; nothing when none is.
[[nodiscard]] std::optional<limits::TokenNeed> needOfNext(const Lane &lane);

/// By model, in the order of the plan.
[[nodiscard]] QList<ThrottleState> throttleStates(const RunShared &shared);

/// True when nothing waits that could still start.
[[nodiscard]] bool nothingWaits(const RunShared &shared);

} // namespace assay::run
