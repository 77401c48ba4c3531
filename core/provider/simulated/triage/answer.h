// SPDX-License-Identifier: GPL-3.0-or-later
// The answer's outer form: the JSON object, and what a model puts around it when nobody forbids it.
#pragma once

#include "core/provider/simulated/triage/demand.h"
#include "core/provider/simulated/triage/urgency.h"

namespace assay::provider::triage {

/// As the instructions spell it; without a list in the model's own words.
[[nodiscard]] QString categoryWord(Category category, const Demand &demand, const Skill &skill);

[[nodiscard]] QString answerText(const QString &category, const QString &urgency, const QString &summary, const Demand &demand, const Skill &skill);

} // namespace assay::provider::triage
