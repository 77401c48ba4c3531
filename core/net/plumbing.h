// SPDX-License-Identifier: GPL-3.0-or-later
// `assay x sse`: {"chunks": [BASE64, …]} -> {"events": [{"type", "data", "id"}], "retry"}; what lacks its final blank line, which the standard drops and
// some servers forget, is the member "unfinished".
#pragma once

#include "core/base/json.h"

namespace assay::net {

[[nodiscard]] Json ssePlumbing(const Json &request);

} // namespace assay::net
