// SPDX-License-Identifier: GPL-3.0-or-later
// What the instructions of a task "value of a field in US format" demand. What they leave out is left to a model's habits.
#pragma once

#include "core/provider/simulated/solver.h"

namespace assay::provider::locale {

struct Demand {
    bool dateFormat = false;        ///< MM/DD/YYYY
    bool amountFormat = false;      ///< $1,234.56
    bool temperatureFormat = false; ///< 72°F
    bool missingWord = false;       ///< N/A when there is no value
    bool valueOnly = false;
    bool dayFirstRule = false;
    bool roundingRule = false;
    bool noOtherField = false;
    bool hasExamples = false;
};

/// Nothing for another kind of task.
[[nodiscard]] std::optional<Demand> readDemand(const Conversation &conversation);

struct Question {
    QString field;
    QString text;
};
/// "Field: …" and "Text: …"; nothing without both.
[[nodiscard]] std::optional<Question> readQuestion(const QString &input);

} // namespace assay::provider::locale
