// SPDX-License-Identifier: GPL-3.0-or-later
// The life of one cell, from its first attempt to its answer: reserved → on record → asked → on record → shown, and then graded.
#pragma once

#include "core/run/runstate.h"

namespace assay::run {

/// Asks for a cell until it is answered or given up. `ready.reservation` is already made in the budget, and the lane's place taken: both are given back
/// here. The shared state lives on in the coroutine.
[[nodiscard]] QCoro::Task<void> runCell(std::shared_ptr<RunShared> shared, int cell, ReadyCell ready);

} // namespace assay::run
