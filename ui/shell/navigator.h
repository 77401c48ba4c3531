// SPDX-License-Identifier: GPL-3.0-or-later
// The left column: the workspace's objects, a filter above them.
#pragma once

#include "ui/shell/navigatormodel.h"

#include <QWidget>

class QLineEdit;
class QSortFilterProxyModel;
class QTreeView;

namespace assay::ui {

class Navigator final : public QWidget {
    Q_OBJECT

public:
    explicit Navigator(QWidget *parent);
    [[nodiscard]] NavigatorModel &model() { return *m_model; }
    void showPlace(const Place &place); ///< selects what the page in front shows

Q_SIGNALS:
    void goTo(const assay::ui::Place &place);

private:
    void follow(const QModelIndex &index);
    void askWhere(const QPoint &at); ///< a run is shown on more than one page

    NavigatorModel *m_model;
    QSortFilterProxyModel *m_filtered;
    QLineEdit *m_filter;
    QTreeView *m_tree;
};

} // namespace assay::ui
