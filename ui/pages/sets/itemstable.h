// SPDX-License-Identifier: GPL-3.0-or-later
// The grid of items: columns as wide as what is in them, the longest text gets the room that is left. Once the user drags a column, widths stay.
#pragma once

#include <QTableView>

namespace assay::ui {

class ItemsModel;

class ItemsTable final : public QTableView {
    Q_OBJECT

public:
    /// `shown` has the columns of `items`: the model itself or a proxy of it.
    ItemsTable(const ItemsModel &items, QAbstractItemModel *shown, QWidget *parent);
    /// For other items: widths are ours again.
    void resetColumns();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitColumns();
    [[nodiscard]] int naturalWidth(int column) const;

    const ItemsModel &m_items;
    bool m_isFitting = false;
    bool m_isSizedByUser = false;
};

} // namespace assay::ui
