// SPDX-License-Identifier: GPL-3.0-or-later
// One line on what a message wants.
#pragma once

#include "core/provider/simulated/triage/demand.h"

namespace assay::provider::triage {

/// Whether the message is in English, by its little words.
[[nodiscard]] bool isEnglish(const QString &message);

/// As long as the message's first sentences when no limit is demanded; in the message's language when none is.
[[nodiscard]] QString summaryOf(const QString &message, Category category, const Demand &demand, const Skill &skill);

} // namespace assay::provider::triage
