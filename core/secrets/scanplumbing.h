// SPDX-License-Identifier: GPL-3.0-or-later
// `assay x scan`: {"text": TEXT} -> {"findings": [{"rule", "kind": "secret" or "pii", "start", "end", "reserved"}], "version"}, places in bytes of UTF-8.
#pragma once

#include "core/base/json.h"

namespace assay::secrets {

[[nodiscard]] Json scanPlumbing(const Json &request);

} // namespace assay::secrets
