// SPDX-License-Identifier: GPL-3.0-or-later
// The life of one cell, from its first attempt to its outcome: reserved → on record → asked → on record → shown → graded → on record.
#pragma once

#include "core/run/runstate.h"

namespace assay::run {

/// Asks for a cell until it is answered or given up. `reservation` is already made in the budget, and the lane's place taken: both are given back here.
/// The shared state lives on in the coroutine.
[[nodiscard]] QCoro::Task<void> runCell(std::shared_ptr<RunShared> shared, int cell, provider::ChatRequest request, Money reservation);

/// Grades an answer that is on record, without asking.
[[nodiscard]] QCoro::Task<void> gradeCell(std::shared_ptr<RunShared> shared, Response response, Money costOfAll);

/// Puts down that a cell is left out for now; a later resume asks for it.
[[nodiscard]] QCoro::Task<void> skipCell(std::shared_ptr<RunShared> shared, int cell, ErrorKind kind, QString reason);

} // namespace assay::run
