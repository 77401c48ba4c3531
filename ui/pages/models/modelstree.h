// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of providers and models: a provider's line runs over all columns, with its address and the state of its key. Indexes are the model's own.
#pragma once

#include <QTreeView>

class QSortFilterProxyModel;

namespace assay::ui {

class ModelsModel;

class ModelsTree final : public QTreeView {
    Q_OBJECT

public:
    ModelsTree(ModelsModel *models, QWidget *parent);

    /// Shows only what has this text.
    void find(const QString &text);
    [[nodiscard]] QModelIndex chosen() const; ///< its first column
    void choose(const QModelIndex &index);
    void chooseFirst();

Q_SIGNALS:
    void chosenChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void unfold();
    void fitColumns();

    QSortFilterProxyModel *m_filter;
};

} // namespace assay::ui
