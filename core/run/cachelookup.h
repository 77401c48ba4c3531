// SPDX-License-Identifier: GPL-3.0-or-later
// Before anything is asked: the cells whose answer is in the workspace already.
#pragma once

#include "core/run/runstate.h"

namespace assay::run {

/// Begins the grading of every open cell that the cache answers, and marks it in `isDone`; with CachePolicy::only skips the rest. What is looked for
/// and not found is asked for. Errors: those of the cache.
[[nodiscard]] QCoro::Task<Result<void>> answerFromCache(std::shared_ptr<RunShared> shared, std::shared_ptr<std::vector<bool>> isDone);

} // namespace assay::run
