// SPDX-License-Identifier: GPL-3.0-or-later
// The usage object of a message, in the one meaning that core/tokens defines: here the cached parts stand beside the input, and thinking is a part
// of the output.
#pragma once

#include "core/base/json.h"
#include "core/tokens/usage.h"

namespace assay::provider::anthropic {

/// Nothing when the object tells no output: a stream begins with a count that is none yet.
[[nodiscard]] std::optional<tokens::Usage> usageOf(const Json &usage);

/// The numbers of a stream are running: what the later object tells replaces what the earlier one told.
void mergeUsage(Json &usage, const Json &later);

} // namespace assay::provider::anthropic
