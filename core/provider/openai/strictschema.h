// SPDX-License-Identifier: GPL-3.0-or-later
// The subset of JSON Schema that OpenAI takes with "strict". Source: OpenAI, "Structured model outputs", section "Supported schemas". A schema outside of it
// is refused when it is sent with "strict", and taken without.
#pragma once

#include "core/base/json.h"

namespace assay::provider::openai {

/// The first place outside of the subset and what is wrong there, such as `/properties/a: "oneOf" is not in the subset`; empty when the schema fits. What is
/// not surely within counts as outside. Levels and properties are counted as they are written, not through references, which may lead back.
[[nodiscard]] QString strictMisfit(const Json &schema);

} // namespace assay::provider::openai
