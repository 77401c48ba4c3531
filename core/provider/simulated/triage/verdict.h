// SPDX-License-Identifier: GPL-3.0-or-later
// How a simulated model comes to category and urgency: what it reads, which problem it lets count, and where it errs.
#pragma once

#include "core/provider/simulated/triage/demand.h"
#include "core/provider/simulated/triage/urgency.h"

namespace assay::provider::triage {

struct Verdict {
    Category category = Category::other;
    Urgency urgency = Urgency::normal;
};

[[nodiscard]] Verdict judge(const QString &message, const Demand &demand, const Skill &skill);

} // namespace assay::provider::triage
