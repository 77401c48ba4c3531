// SPDX-License-Identifier: GPL-3.0-or-later
// What the command palette offers: the things of a workspace to go to, and actions to run.
#pragma once

#include "ui/pages/page.h"
#include "ui/shell/commandpalette.h"

#include <functional>

class QAction;

namespace assay::ui {

struct WorkspaceLists;

/// Prompts, sets, models, runs and their logs; running one calls `goTo`.
[[nodiscard]] QList<PaletteEntry> placeEntries(const WorkspaceLists &lists, const std::function<void(const Place &)> &goTo);
/// Those that can be triggered now. The actions outlive the palette.
[[nodiscard]] QList<PaletteEntry> actionEntries(const QList<QAction *> &actions);

} // namespace assay::ui
