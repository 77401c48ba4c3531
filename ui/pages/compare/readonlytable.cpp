// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/readonlytable.h"

#include "ui/widgets/plaintable.h"

#include <QHeaderView>
#include <QStandardItem>
#include <QTableView>

namespace assay::ui {

QTableView *readOnlyTable(QAbstractItemModel *model, const QString &objectName, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setObjectName(objectName);
    table->setModel(model);
    makePlain(*table);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->horizontalHeader()->setStretchLastSection(true);
    return table;
}

QStandardItem *textItem(const QString &text, Qt::Alignment alignment)
{
    auto *item = new QStandardItem(text);
    item->setTextAlignment(alignment);
    item->setToolTip(text);
    return item;
}

} // namespace assay::ui
