// SPDX-License-Identifier: GPL-3.0-or-later
// A paid call that belongs to no run, under a cap that runs share: its worst case is reserved before it leaves, and counts until its end is known.
#pragma once

#include "core/provider/chatmodel.h"
#include "core/run/plan.h"
#include "core/run/sharedcap.h"

#include <functional>

namespace assay::run {

/// Makes the call and counts what it came to; without a cap it is just made. Of the exchange's errors these are new, and then nothing left: budget when the
/// cap has no room or the model no price, and whatever keeps the cap's record from being written. On a thread with an event loop.
[[nodiscard]] QFuture<provider::Exchange> callUnderCap(std::shared_ptr<SharedCap> cap, const PlannedModel &model, const provider::ChatRequest &request, UtcTime now,
    std::function<QFuture<provider::Exchange>()> call);

} // namespace assay::run
