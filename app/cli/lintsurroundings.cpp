// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/lintsurroundings.h"

#include "core/run/lintcontext.h"
#include "core/store/evalsetrepository.h"
#include "core/store/modelrepository.h"

namespace assay::cli {

Result<Surroundings> surroundingsFrom(store::Database &database, const QString &set, const QStringList &models)
{
    Surroundings around;
    if (!set.isEmpty()) {
        auto loaded = store::EvalSetRepository(database).load(set);
        if (!loaded)
            return std::unexpected(loaded.error());
        around.set = *std::move(loaded);
    }
    for (const QString &name : models) {
        const auto model = store::ModelRepository(database).model(name);
        if (!model)
            return std::unexpected(model.error());
        around.models.append(*model);
    }
    return around;
}

prompt::LintContext contextOf(const Surroundings &around, const Severities &severities, const prompt::Content &content)
{
    prompt::LintContext context = run::lintContext(around.set, around.models);
    context.severities = severities;
    run::countLongestPrompts(context, content, around.models);
    return context;
}

QList<prompt::RuleInfo> rulesLeftOut(const Surroundings &around, const Severities &severities)
{
    QList<prompt::RuleInfo> left;
    for (prompt::RuleInfo rule : prompt::lintRules()) {
        rule.needs = {.items = rule.needs.items && around.set.items.isEmpty(), .models = rule.needs.models && around.models.isEmpty()};
        if (rule.needs != prompt::RuleNeeds{} && severities.value(rule.id, rule.severity) != prompt::Severity::off)
            left.append(rule);
    }
    return left;
}

} // namespace assay::cli
