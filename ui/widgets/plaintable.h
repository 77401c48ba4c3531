// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as all pages have them: rows to choose and to read, one line high, without a grid.
#pragma once

class QTableView;

namespace assay::ui {

inline constexpr int kTableRowHeight = 26;

/// Whole rows are chosen, one at a time; Tab leaves the table; the rows have no header. Call it once the table has its header.
void makePlain(QTableView &table);

} // namespace assay::ui
