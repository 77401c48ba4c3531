// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/results/cellsfilter.h"

#include "ui/pages/results/cellsmodel.h"

namespace assay::ui {

CellsFilter::CellsFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setSortRole(CellsModel::SortRole);
}

void CellsFilter::setOutcome(std::optional<run::Outcome> outcome)
{
    m_outcome = outcome;
    invalidateRowsFilter();
}

void CellsFilter::setText(const QString &text)
{
    m_text = text;
    invalidateRowsFilter();
}

bool CellsFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex item = sourceModel()->index(row, CellsModel::ItemColumn, parent);
    if (m_outcome && item.data(CellsModel::OutcomeRole).toInt() != static_cast<int>(*m_outcome))
        return false;
    if (m_text.isEmpty())
        return true;
    return item.data().toString().contains(m_text, Qt::CaseInsensitive) || item.data(CellsModel::WholeTextRole).toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace assay::ui
