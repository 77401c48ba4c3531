// SPDX-License-Identifier: GPL-3.0-or-later
// How much a model is to think: a budget of tokens up to Gemini 2.5, a level from Gemini 3 on. Source: Gemini API documentation, "Thinking", and for
// the budgets of named efforts "OpenAI compatibility".
#pragma once

#include "core/provider/chatmodel.h"
#include "core/provider/gemini/options.h"

namespace assay::provider::gemini {

/// By the version in the name; a name of the family without a version is taken for the newest. Models before 2.5, and of other families, do not
/// think.
[[nodiscard]] ThinkingStyle thinkingStyleOf(const QString &model);

/// The member "thinkingConfig"; null when nothing is to be said. Models that cannot stop thinking (the "pro" ones) get the least they take instead.
[[nodiscard]] Json thinkingConfig(const ChatRequest &request, ThinkingStyle style);

} // namespace assay::provider::gemini
