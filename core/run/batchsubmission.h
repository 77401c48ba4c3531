// SPDX-License-Identifier: GPL-3.0-or-later
// Hands cells over in batches: reserved → on record with a tag → submitted → its job on record → followed. Nothing is handed over twice: a batch whose
// submission went unanswered is followed too, which begins with a search for its job.
#pragma once

#include "core/run/batchstate.h"

namespace assay::run {

/// Of one model, batch after batch. What the budget has no room for is skipped, and the run is capped.
[[nodiscard]] QCoro::Task<void> handOver(std::shared_ptr<BatchRun> run, int model, std::deque<int> cells);

} // namespace assay::run
