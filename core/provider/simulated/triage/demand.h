// SPDX-License-Identifier: GPL-3.0-or-later
// What the instructions of a triage task demand. What they leave out is left to a model's habits.
#pragma once

#include "core/provider/simulated/solver.h"
#include "core/provider/simulated/triage/category.h"

#include <QHash>

namespace assay::provider::triage {

struct Demand {
    QHash<Category, QString> labels;  ///< as the instructions spell them; empty when they list none
    bool definesCategories = false;   ///< says what belongs where
    bool definesUrgency = false;
    bool warnsOfTone = false;         ///< anger and the word "urgent" do not count
    bool ranksIssues = false;         ///< says which of several issues counts
    bool jsonOnly = false;
    std::optional<int> summaryLimit;  ///< characters
    bool summaryInEnglish = false;
    bool distrustsMessage = false;    ///< instructions inside the message are no instructions
    bool hasExamples = false;
};

/// Nothing for another kind of task.
[[nodiscard]] std::optional<Demand> readDemand(const Conversation &conversation);

} // namespace assay::provider::triage
