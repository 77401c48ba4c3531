// SPDX-License-Identifier: GPL-3.0-or-later
// Where workspaces lie: asks the user for a path, finds a free one for a sample.
#pragma once

#include <QString>

class QWidget;

namespace assay::ui::workspacepaths {

/// Ends in ".assay"; a free name is suggested. Empty when the user chose none.
[[nodiscard]] QString askForNew(QWidget *parent);
[[nodiscard]] QString askForExisting(QWidget *parent);
/// Among the user's documents; at home when there is no such folder.
[[nodiscard]] QString freeForNew();
/// In the program's own data folder, which is made.
[[nodiscard]] QString freeForSample();

} // namespace assay::ui::workspacepaths
