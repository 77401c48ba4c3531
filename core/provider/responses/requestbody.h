// SPDX-License-Identifier: GPL-3.0-or-later
// A chat request as the Responses API wants it. Source: OpenAI API reference, "Create a model response". It has no stop texts and no seed.
#pragma once

#include "core/provider/chatmodel.h"
#include "core/provider/openai/options.h"

namespace assay::provider::responses {

/// A first system message goes into "instructions"; everything else is input in its order. Only what the request sets, and the dialect's
/// fixed members, are in it; equal requests give equal bytes.
[[nodiscard]] QByteArray requestBody(const ChatRequest &request, const openai::Options &options);

} // namespace assay::provider::responses
