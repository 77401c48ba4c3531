// SPDX-License-Identifier: GPL-3.0-or-later
// The usage object of a response, in the one meaning that core/tokens defines.
#pragma once

#include "core/base/json.h"
#include "core/tokens/usage.h"

namespace assay::provider::responses {

/// Nothing when the object tells neither input nor output. Parts never exceed their total.
[[nodiscard]] std::optional<tokens::Usage> usageOf(const Json &usage);

} // namespace assay::provider::responses
