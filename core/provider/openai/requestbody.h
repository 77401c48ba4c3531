// SPDX-License-Identifier: GPL-3.0-or-later
// A chat request as the Chat Completions API wants it. Source: OpenAI API reference, "Create chat completion".
#pragma once

#include "core/provider/chatmodel.h"
#include "core/provider/openai/options.h"

namespace assay::provider::openai {

/// Only what the request sets is in it; equal requests give equal bytes.
[[nodiscard]] QByteArray requestBody(const ChatRequest &request, const Options &options);

} // namespace assay::provider::openai
