// SPDX-License-Identifier: GPL-3.0-or-later
// Before a cell is asked for: is its answer in the workspace already?
#pragma once

#include "core/run/runstate.h"

namespace assay::run {

/// Gets cells that have to be asked for, in the plan's order.
using MissingSink = std::function<void(const QList<OpenCell> &cells)>;

/// Some ms of rendering and hashing, during which nothing leaves.
inline constexpr qsizetype kCellsALook = 48;

/// Begins the grading of every open cell that the cache answers, and marks it in `isDone`; with CachePolicy::only skips the rest. What is looked for
/// and not found goes to `ask` while the rest is looked for, so that the first call does not wait for the last look. Errors: those of the cache.
[[nodiscard]] QCoro::Task<Result<void>> answerFromCache(std::shared_ptr<RunShared> shared, std::shared_ptr<std::vector<bool>> isDone, MissingSink ask = {});

} // namespace assay::run
