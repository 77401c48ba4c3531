// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/matrixfilter.h"

#include "ui/pages/run/matrixmodel.h"

namespace assay::ui {

bool accepts(RowFilter filter, int outcomeBits, bool differs)
{
    switch (filter) {
    case RowFilter::all:
        return true;
    case RowFilter::failed:
        return (outcomeBits & 2) != 0;
    case RowFilter::error:
        return (outcomeBits & 4) != 0;
    case RowFilter::differs:
        return differs;
    case RowFilter::running:
        return (outcomeBits & 8) != 0;
    }
    Q_UNREACHABLE_RETURN(true);
}

MatrixFilter::MatrixFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(false);
    setSortRole(MatrixModel::SortRole);
}

void MatrixFilter::setRowFilter(RowFilter filter)
{
    m_rows = filter;
    invalidateRowsFilter();
}

std::array<int, 5> MatrixFilter::counts() const
{
    std::array<int, 5> counts{};
    for (int row = 0; row < sourceModel()->rowCount(); ++row) {
        const QModelIndex item = sourceModel()->index(row, 0);
        const int outcomes = item.data(MatrixModel::OutcomesRole).toInt();
        const bool differs = item.data(MatrixModel::DiffersRole).toBool();
        for (std::size_t filter = 0; filter < counts.size(); ++filter)
            counts[filter] += accepts(static_cast<RowFilter>(filter), outcomes, differs) ? 1 : 0;
    }
    return counts;
}

bool MatrixFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex item = sourceModel()->index(row, 0, parent);
    return m_rows == RowFilter::all || accepts(m_rows, item.data(MatrixModel::OutcomesRole).toInt(), item.data(MatrixModel::DiffersRole).toBool());
}

} // namespace assay::ui
