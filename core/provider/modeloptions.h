// SPDX-License-Identifier: GPL-3.0-or-later
// What a model is asked with whatever the prompt version says: the model's `options`, checked.
//
//   reasoningEffort  "none", "minimal", "low", "medium", "high", "xhigh" or "max"; what a model takes of these differs
//   thinkingBudget   tokens, where an API counts instead; 0 turns thinking off
//   cachePrompt      true: marks what the calls have in common for the provider's prompt cache
//   capabilities     what it can do, where the table of models is wrong or silent (catalog.h)
#pragma once

#include "core/provider/modelconfig.h"

#include <optional>

namespace assay::provider {

struct ModelOptions {
    QString reasoningEffort;
    std::optional<qint64> thinkingBudget;
    bool cachesPrompt = false;
};

/// Errors: invalidInput, naming the model, the option and what is allowed.
[[nodiscard]] Result<ModelOptions> readModelOptions(const ModelConfig &model);

} // namespace assay::provider
