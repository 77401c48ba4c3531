// SPDX-License-Identifier: GPL-3.0-or-later
// `assay x tokens`: {"encoding": "o200k_base", "text": TEXT} -> {"count": N, "ids": […]}
#pragma once

#include "core/base/json.h"

namespace assay::tokens {

[[nodiscard]] Json tokensPlumbing(const Json &request);

} // namespace assay::tokens
