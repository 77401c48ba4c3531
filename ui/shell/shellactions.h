// SPDX-License-Identifier: GPL-3.0-or-later
// Every action of the frame, once: menus, palette and the sheet of keys are built from this table.
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

namespace assay::ui {

enum class ShellAction {
    newWorkspace,
    openWorkspace,
    sampleWorkspace,
    closeWorkspace,
    quit,
    showPrompts,
    showSets,
    showRun,
    showResults,
    showCompare,
    showLog,
    showModels,
    back,
    forward,
    toggleNavigator,
    toggleDetail,
    nextColumn,
    schemeSystem,
    schemeLight,
    schemeDark,
    pauseRun,
    stopRun,
    budget,
    palette,
    shortcuts,
    pageHelp,
    language,
    promptFiles,
    lintRules,
    about
};

enum class MenuId { file, go, view, run, help };

struct ShellActionSpec {
    ShellAction action;
    MenuId menu;
    QString text; ///< translated, with mnemonic
    QKeySequence keys;
    QString icon;
    bool needsWorkspace = false;
    bool isCheckable = false;
    bool startsGroup = false; ///< a line above it in its menu
};

[[nodiscard]] QList<ShellActionSpec> shellActions();
[[nodiscard]] QString menuTitle(MenuId menu);

} // namespace assay::ui
