// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sets/itemstable.h"

#include "ui/pages/sets/itemsmodel.h"
#include "ui/widgets/plaintable.h"

#include <QHeaderView>

#include <numeric>

namespace assay::ui {

namespace {

constexpr int kSampledRows = 40;
constexpr int kPadding = 20;
constexpr int kLeastWidth = 56;
constexpr int kLeastLongText = 140;

} // namespace

ItemsTable::ItemsTable(const ItemsModel &items, QAbstractItemModel *shown, QWidget *parent) : QTableView(parent), m_items(items)
{
    setModel(shown);
    makePlain(*this);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this] { m_isSizedByUser = m_isSizedByUser || !m_isFitting; });
}

void ItemsTable::resetColumns()
{
    m_isSizedByUser = false;
    fitColumns();
}

int ItemsTable::naturalWidth(int column) const
{
    int width = horizontalHeader()->fontMetrics().horizontalAdvance(m_items.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()) + kPadding;
    for (int row = 0; row < std::min(kSampledRows, m_items.rowCount()); ++row)
        width = std::max(width, fontMetrics().horizontalAdvance(m_items.index(row, column).data().toString()) + kPadding);
    return width;
}

void ItemsTable::fitColumns()
{
    const int count = m_items.columnCount();
    if (m_isSizedByUser || count == 0)
        return;
    QList<int> widths;
    int longest = -1;
    for (int column = 0; column < count; ++column) {
        widths.append(naturalWidth(column));
        if (m_items.isVariable(column) && (longest < 0 || widths.at(column) > widths.at(longest)))
            longest = column;
    }
    const int room = viewport()->width();
    const int most = std::clamp(room / 7, 90, 220);
    const int mostOfVariable = std::clamp(room / 5, 120, 320);
    for (int column = 0; column < count; ++column) {
        if (column != longest)
            widths[column] = std::clamp(widths.at(column), kLeastWidth, m_items.isVariable(column) ? mostOfVariable : most);
    }
    if (longest >= 0)
        widths[longest] = std::max(kLeastLongText, room - (std::accumulate(widths.cbegin(), widths.cend(), 0) - widths.at(longest)));
    m_isFitting = true;
    for (int column = 0; column < count; ++column)
        setColumnWidth(column, widths.at(column));
    m_isFitting = false;
}

void ItemsTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

} // namespace assay::ui
