// SPDX-License-Identifier: GPL-3.0-or-later
// What the linter is told of the set, the models and the items that a prompt is meant for.
#pragma once

#include "core/prompt/lint/lint.h"
#include "core/run/plan.h"

namespace assay::run {

/// Items and their variables, what assertions use of them, the labels that references show; which models go by a floating name, and how much they read.
/// Both may be empty. Quick, but for the set's size.
[[nodiscard]] prompt::LintContext lintContext(const evalset::EvalSet &set, const QList<PlannedModel> &models);

/// Counts the prompt of every item for every model that is known to read only so much, and tells the longest. Renders and counts all items: not for the
/// thread that draws. Items that cannot be rendered are left out.
void countLongestPrompts(prompt::LintContext &context, const prompt::Content &content, const QList<PlannedModel> &models);

} // namespace assay::run
