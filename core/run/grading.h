// SPDX-License-Identifier: GPL-3.0-or-later
// The end of a cell: its answer becomes grades and an outcome, on record before it is shown as done.
#pragma once

#include "core/run/runstate.h"

namespace assay::run {

/// Grades an answer that is on record, on a pool thread.
[[nodiscard]] QCoro::Task<void> gradeCell(std::shared_ptr<RunShared> shared, Response response);

/// Puts down how a cell ended, then shows it.
[[nodiscard]] QCoro::Task<void> endCell(std::shared_ptr<RunShared> shared, CellEnd end);

/// Puts down that a cell is left out for now; a later resume asks for it.
[[nodiscard]] QCoro::Task<void> skipCell(std::shared_ptr<RunShared> shared, int cell, ErrorKind kind, QString reason);

} // namespace assay::run
