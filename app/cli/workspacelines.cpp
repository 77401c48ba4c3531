// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/workspacelines.h"

#include "core/store/evalsetrepository.h"
#include "core/store/modelrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/runrepository.h"

namespace assay::cli {

using namespace Qt::StringLiterals;

Result<QStringList> workspaceLines(store::Database &database)
{
    QStringList lines;
    store::PromptRepository prompts(database);
    const auto promptList = prompts.list();
    if (!promptList)
        return std::unexpected(promptList.error());
    lines.append(u"Prompts"_s);
    for (const store::PromptSummary &prompt : *promptList) {
        const auto versions = prompts.versions(prompt.name);
        if (!versions)
            return std::unexpected(versions.error());
        const auto labels = prompts.labels(prompt.name);
        if (!labels)
            return std::unexpected(labels.error());
        for (const prompt::Version &version : *versions) {
            const QStringList names = labels->keys(version.number);
            lines.append(u"  %1  %2%3"_s.arg(version.label(), names.isEmpty() ? QString() : QString(u'[' + names.join(u", "_s) + u"]  "_s), version.note.simplified()));
        }
    }
    const auto sets = store::EvalSetRepository(database).list();
    if (!sets)
        return std::unexpected(sets.error());
    lines.append(u"Eval sets"_s);
    for (const store::EvalSetSummary &set : *sets)
        lines.append(u"  %1  r%2  %3 items  %4"_s.arg(set.name, QString::number(set.revision), QString::number(set.itemCount), set.title));
    const auto models = store::ModelRepository(database).models();
    if (!models)
        return std::unexpected(models.error());
    lines.append(u"Models"_s);
    for (const run::PlannedModel &model : *models)
        lines.append(u"  %1  %2 at %3"_s.arg(model.model.name, model.model.apiName, model.provider.isSimulated() ? u"the simulated provider"_s : model.provider.baseUrl));
    const auto runs = store::RunRepository(database).list();
    if (!runs)
        return std::unexpected(runs.error());
    lines.append(u"Runs"_s);
    for (const store::RunSummary &run : *runs)
        lines.append(u"  #%1  %2  %3 of %4 cells  %5 r%6  %7 on %8"_s.arg(QString::number(run.id.value), run::toText(run.state), QString::number(run.done),
            QString::number(run.cells), run.setName, QString::number(run.setRevision), run.versions.join(u", "_s), run.models.join(u", "_s)));
    return lines;
}

} // namespace assay::cli
