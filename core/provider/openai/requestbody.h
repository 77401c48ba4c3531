// SPDX-License-Identifier: GPL-3.0-or-later
// A chat request as the Chat Completions API wants it, in the words of a dialect. Source: OpenAI API reference, "Create chat completion". What the
// dialect does not have is left out; JSON mode stands in for a schema where there are no schemas.
#pragma once

#include "core/provider/chatmodel.h"
#include "core/provider/openai/options.h"

namespace assay::provider::openai {

/// Only what the request sets, and the dialect's fixed members, are in it; equal requests give equal bytes.
[[nodiscard]] QByteArray requestBody(const ChatRequest &request, const Options &options);

/// True when the model takes no temperature, top_p and stop for this request: by its name, or because an effort is asked for where such models
/// exist; not when the request turns reasoning off.
[[nodiscard]] bool isReasoning(const ChatRequest &request, const Dialect &dialect);

/// The effort to ask for: a thinking budget of 0 is "none". Empty: not told, or the model never reasons.
[[nodiscard]] QString effortOf(const ChatRequest &request, const Dialect &dialect);

/// The same for all requests that begin alike, with the same model, tools and leading system messages: a provider keeps those together.
[[nodiscard]] QString cacheKey(const ChatRequest &request);

} // namespace assay::provider::openai
