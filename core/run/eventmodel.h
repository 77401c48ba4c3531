// SPDX-License-Identifier: GPL-3.0-or-later
// Which model an event of a run is about.
#pragma once

#include "core/run/journal.h"

namespace assay::run {

/// Its index in the plan; nothing for an event of the run as a whole. What a throttle or a watch tells of a model begins with its name, and so does
/// what is on record.
[[nodiscard]] std::optional<int> modelOf(const RunPlan &plan, const RunEvent &event);

} // namespace assay::run
