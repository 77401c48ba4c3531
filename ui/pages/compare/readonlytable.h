// SPDX-License-Identifier: GPL-3.0-or-later
// Small tables of texts for this page.
#pragma once

#include <Qt>

class QAbstractItemModel;
class QStandardItem;
class QString;
class QTableView;
class QWidget;

namespace assay::ui {

[[nodiscard]] QTableView *readOnlyTable(QAbstractItemModel *model, const QString &objectName, QWidget *parent);
/// With itself as its tool tip, for where it is cut off. The model that it goes into owns it.
[[nodiscard]] QStandardItem *textItem(const QString &text, Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);

} // namespace assay::ui
