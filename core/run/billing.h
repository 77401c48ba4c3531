// SPDX-License-Identifier: GPL-3.0-or-later
// What an exchange cost, told or estimated. An estimate is on the high side, because a cap hangs on it, and never above the worst case that was
// reserved: no provider charges for more output than it was allowed.
#pragma once

#include "core/provider/chatmodel.h"
#include "core/run/cellresult.h"

namespace assay::run {

/// Nothing when the model has no price. An answer costs its usage, or the estimate when none was told. A failure that a provider never charges for (no
/// connection, 4xx, rate limit, overload, 5xx) costs nothing; one that broke in the middle or was stopped is counted as its whole input and what had
/// streamed, since the provider may have charged that.
/// At most $1,000: what is told beyond that is a slip of the provider.
/// `inputBound` is what was reserved of the input; without it the request is counted.
[[nodiscard]] std::optional<Money> costOf(const provider::ChatRequest &request, const provider::Exchange &exchange, const PlannedModel &model,
    pricing::Billing billing = pricing::Billing::standard, std::optional<qint64> inputBound = {});

/// How the calls of a run in this mode are charged.
[[nodiscard]] constexpr pricing::Billing billingOf(RunMode mode)
{
    return mode == RunMode::batch ? pricing::Billing::batch : pricing::Billing::standard;
}

/// What an attempt counts for under a cap: its cost where the provider told it, nothing where none was charged, else all of its reservation, since
/// nobody knows how much of it was. Nothing when the model has no price.
[[nodiscard]] std::optional<Money> countedOf(const provider::Exchange &exchange, Money reserved, std::optional<Money> cost);

/// Whether a provider may charge for a call that failed like this.
[[nodiscard]] bool mayBeCharged(ErrorKind kind);

/// True for an attempt that was sent and whose end nobody saw, and for one that broke off in a way that may have been charged.
[[nodiscard]] bool mayHaveBeenBilled(const Attempt &attempt);

/// Marked as an estimate.
[[nodiscard]] tokens::Usage estimatedUsage(const provider::ChatRequest &request, const QString &output, std::optional<qint64> inputBound = {});

} // namespace assay::run
