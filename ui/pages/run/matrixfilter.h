// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows of the matrix are shown: all, or those with a failure, an error, a difference between columns. Rows are judged again when asked, not
// with every batch: nothing moves under the cursor while a run goes on.
#pragma once

#include <QSortFilterProxyModel>

#include <array>

namespace assay::ui {

enum class RowFilter { all, failed, error, differs, running };

class MatrixFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit MatrixFilter(QObject *parent);
    void setRowFilter(RowFilter filter);
    /// How many rows each filter lets through now, in the order of RowFilter.
    [[nodiscard]] std::array<int, 5> counts() const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    RowFilter m_rows = RowFilter::all;
};

/// Whether a row with these outcome bits and difference belongs to the filter.
[[nodiscard]] bool accepts(RowFilter filter, int outcomeBits, bool differs);

} // namespace assay::ui
