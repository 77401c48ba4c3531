// SPDX-License-Identifier: GPL-3.0-or-later
// What an exchange cost, told or estimated. An estimate is on the high side, because a cap hangs on it, and never above the worst case that was
// reserved: no provider charges for more output than it was allowed.
#pragma once

#include "core/provider/chatmodel.h"
#include "core/run/plan.h"

namespace assay::run {

/// Nothing when the model has no price. An answer costs its usage, or the estimate when none was told. A failure that a provider never charges for (no
/// connection, 4xx, rate limit, overload, 5xx) costs nothing; one that broke in the middle or was stopped is counted as its whole input and what had
/// streamed, since the provider may have charged that.
[[nodiscard]] std::optional<Money> costOf(const provider::ChatRequest &request, const provider::Exchange &exchange, const PlannedModel &model);

/// Marked as an estimate.
[[nodiscard]] tokens::Usage estimatedUsage(const provider::ChatRequest &request, const QString &output);

} // namespace assay::run
