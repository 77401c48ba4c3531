// SPDX-License-Identifier: GPL-3.0-or-later
// A chat request as the Messages API wants it. Source: Anthropic API reference, "Create a Message". It has no seed and no JSON mode without a schema.
#pragma once

#include "core/provider/anthropic/options.h"
#include "core/provider/chatmodel.h"

namespace assay::provider::anthropic {

/// All system messages go into "system". Only what the request sets is in it, with these exceptions: max_tokens, which the API demands; with
/// thinking on, no sampling parameters and no demanded tool call, which it refuses then; of temperature and top_p, which newer models refuse
/// together, the temperature. A thinking budget is at least 1,024 and below max_tokens; where that leaves no room it is left out. Equal requests
/// give equal bytes.
[[nodiscard]] QByteArray requestBody(const ChatRequest &request, const Options &options, const Traits &traits);

} // namespace assay::provider::anthropic
