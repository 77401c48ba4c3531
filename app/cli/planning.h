// SPDX-License-Identifier: GPL-3.0-or-later
// A plan from what was written on the command line.
#pragma once

#include "core/run/plan.h"
#include "core/store/database.h"

namespace assay::cli {

struct PlanWords {
    QString set;
    QStringList prompts; ///< "triage@1", "triage@production", "triage"
    QStringList models;
    QString baseline; ///< one of the prompts, or empty for the first
    int repeats = 1;
    std::optional<int> concurrency;
    std::optional<QString> budget; ///< dollars
    std::optional<qint64> seed;
    QString cache = QStringLiteral("use"); ///< a word of run::CachePolicy
    std::optional<int> cacheDays;          ///< answers older than this are asked for again
    bool isInBatches = false;
    QString label; ///< for keys of their own per label
};

/// "triage@3", "triage@production" or "triage". Errors: notFound naming what there is instead; invalidInput.
[[nodiscard]] Result<prompt::Version> versionFrom(store::Database &database, const QString &text);
/// Errors: notFound or invalidInput, naming what there is instead.
[[nodiscard]] Result<run::RunPlan> planFrom(store::Database &database, const PlanWords &words, UtcTime now);

} // namespace assay::cli
