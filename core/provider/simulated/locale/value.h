// SPDX-License-Identifier: GPL-3.0-or-later
// How a simulated model comes to the value that it answers: what it reads, which value it takes, and where it errs.
#pragma once

#include "core/provider/simulated/locale/choice.h"
#include "core/provider/simulated/locale/demand.h"

namespace assay::provider::locale {

/// Ready to be written: dollars, or degrees Fahrenheit not yet rounded.
struct Value {
    Kind kind = Kind::amount;
    QDate date;
    double number = 0;
};

/// Nothing: the model holds the value to be missing.
[[nodiscard]] std::optional<Value> findValue(const Question &question, const Demand &demand, const Skill &skill);

} // namespace assay::provider::locale
