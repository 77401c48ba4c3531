// SPDX-License-Identifier: GPL-3.0-or-later
// What a YAML scalar means, by the core schema of YAML 1.2 (section 10.3.2).
#pragma once

#include "core/base/json.h"

namespace assay::importexport {

/// `tag` as yaml-cpp tells it: "?" for a plain scalar, "!" for a quoted one. Errors: parse, for a tag that is not known, one that the text does not fit, and
/// numbers that JSON cannot hold.
[[nodiscard]] Result<Json> jsonFromYamlScalar(const std::string &text, const std::string &tag);

} // namespace assay::importexport
