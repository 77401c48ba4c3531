// SPDX-License-Identifier: GPL-3.0-or-later
// What prompts are looked over with besides their text: the items of a set, and models.
#pragma once

#include "app/cli/verb.h"

#include "core/prompt/lint/lint.h"
#include "core/run/plan.h"
#include "core/store/database.h"

namespace assay::cli {

struct Surroundings {
    evalset::EvalSet set = {};
    QList<run::PlannedModel> models = {};
};

/// Of a workspace. Nothing is asked for where a name is empty. Errors: notFound, and those of reading.
[[nodiscard]] Result<Surroundings> surroundingsFrom(store::Database &database, const QString &set, const QStringList &models);

using Severities = QHash<QString, prompt::Severity>;

/// For the linter, with the longest prompts counted.
[[nodiscard]] prompt::LintContext contextOf(const Surroundings &around, const Severities &severities, const prompt::Content &content);

/// Rules that are not off and yet say nothing, because something that they need is lacking: that is in their `needs`.
[[nodiscard]] QList<prompt::RuleInfo> rulesLeftOut(const Surroundings &around, const Severities &severities);

} // namespace assay::cli
