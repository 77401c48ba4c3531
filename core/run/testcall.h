// SPDX-License-Identifier: GPL-3.0-or-later
// The smallest real request to a model: does it answer, how fast, at what price? It belongs to no run.
#pragma once

#include "core/provider/chatmodel.h"
#include "core/run/plan.h"

namespace assay::run {

/// "Reply with the word ok", with the model's own options and a cap of few tokens. A model that is known to reason gets room for that: else all of the
/// cap would be spent before the first word.
[[nodiscard]] provider::ChatRequest testRequest(const PlannedModel &model);

} // namespace assay::run
