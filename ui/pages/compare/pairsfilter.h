// SPDX-License-Identifier: GPL-3.0-or-later
// Pairs of one kind.
#pragma once

#include "ui/pages/compare/pairsmodel.h"

#include <QSortFilterProxyModel>

namespace assay::ui {

class PairsFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setKind(PairKind kind)
    {
        m_kind = kind;
        invalidateRowsFilter();
    }
    [[nodiscard]] PairKind kind() const { return m_kind; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        return sourceModel()->index(row, 0, parent).data(PairsModel::KindRole).toInt() == static_cast<int>(m_kind);
    }

private:
    PairKind m_kind = PairKind::regression;
};

} // namespace assay::ui
