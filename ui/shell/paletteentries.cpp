// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/paletteentries.h"

#include "ui/document/document.h"

#include <QAction>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

Place named(PageId page, const QString &name)
{
    return {.page = page, .name = name, .number = {}, .run = {}, .cell = {}, .item = {}};
}

Place ofRun(PageId page, run::RunId id)
{
    return {.page = page, .name = {}, .number = {}, .run = id, .cell = {}, .item = {}};
}

} // namespace

QList<PaletteEntry> placeEntries(const WorkspaceLists &lists, const std::function<void(const Place &)> &goTo)
{
    QList<PaletteEntry> entries;
    const auto add = [&](const QString &text, const QString &hint, const Place &place) { entries.append({text, hint, [goTo, place] { goTo(place); }}); };
    for (const store::PromptSummary &prompt : lists.prompts)
        add(prompt.name, CommandPalette::tr("prompt"), named(PageId::prompts, prompt.name));
    for (const store::EvalSetSummary &set : lists.sets)
        add(set.name, CommandPalette::tr("eval set"), named(PageId::sets, set.name));
    for (const run::PlannedModel &model : lists.models)
        add(model.model.name, CommandPalette::tr("model"), named(PageId::models, model.model.name));
    for (const store::RunSummary &summary : lists.runs)
        add(CommandPalette::tr("Run #%1 %2").arg(summary.id.value).arg(summary.setName), CommandPalette::tr("run"), ofRun(PageId::results, summary.id));
    for (const store::RunSummary &summary : lists.runs)
        add(CommandPalette::tr("Log of run #%1 %2").arg(summary.id.value).arg(summary.setName), CommandPalette::tr("every request"), ofRun(PageId::log, summary.id));
    return entries;
}

QList<PaletteEntry> actionEntries(const QList<QAction *> &actions)
{
    QList<PaletteEntry> entries;
    for (QAction *action : actions) {
        if (action->isEnabled())
            entries.append({action->text().remove(u'&').remove(u'…'), action->shortcut().toString(QKeySequence::NativeText), [action] { action->trigger(); }});
    }
    return entries;
}

} // namespace assay::ui
