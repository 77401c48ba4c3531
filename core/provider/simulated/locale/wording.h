// SPDX-License-Identifier: GPL-3.0-or-later
// How the value is written: as demanded, or by habit where nothing is demanded.
#pragma once

#include "core/provider/simulated/locale/value.h"

namespace assay::provider::locale {

[[nodiscard]] QString wordingOf(const std::optional<Value> &value, const Question &question, const Demand &demand, const Skill &skill);

} // namespace assay::provider::locale
