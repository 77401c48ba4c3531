// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a list whose text goes over several lines, none of it cut off.
#pragma once

class QListWidget;

namespace assay::ui {

void wrapRows(QListWidget &list);

} // namespace assay::ui
