// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of a batch that was handed over: its job is looked at in growing intervals until it has ended, and then collected. Trouble on the way is
// waited out; a batch that its provider does not know any more is lost.
#pragma once

#include "core/run/batchstate.h"

namespace assay::run {

/// Until it is collected, closed or lost, or the run ends here. `firstWait` is the time before the first look.
[[nodiscard]] QCoro::Task<void> followBatch(std::shared_ptr<BatchRun> run, BatchRecord batch, Milliseconds firstWait);

} // namespace assay::run
