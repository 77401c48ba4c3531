// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done now; or why it cannot, where one looks for it: in the tool tip of what is grey, and for whoever hears it instead.
#pragma once

#include <QString>

class QAction;
class QWidget;

namespace assay::ui {

/// Enabled when nothing is `against` it. Its usual tool tip, set before, comes back then.
void offer(QWidget &widget, const QString &against);
/// Menus show it where they have tool tips.
void offer(QAction &action, const QString &against);

} // namespace assay::ui
