// SPDX-License-Identifier: GPL-3.0-or-later
// Rate limits out of anthropic-ratelimit-{requests,tokens,input-tokens,output-tokens}-{limit,remaining,reset}; a reset is an instant (RFC 3339).
#pragma once

#include "core/base/clock.h"
#include "core/tokens/toldlimits.h"

#include <QHttpHeaders>

namespace assay::provider::anthropic {

[[nodiscard]] tokens::ToldLimits limitsOf(const QHttpHeaders &headers, UtcTime now);

/// Until every limit with nothing remaining is whole again; nothing when there is none.
[[nodiscard]] std::optional<Milliseconds> untilWhole(const tokens::ToldLimits &limits);

} // namespace assay::provider::anthropic
