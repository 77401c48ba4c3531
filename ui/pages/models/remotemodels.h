// SPDX-License-Identifier: GPL-3.0-or-later
// Models to add to a provider: ticked in its own list, or written by name when there is no list.
#pragma once

#include "core/provider/services.h"
#include "ui/pages/models/remotemodelsmodel.h"

#include <QWidget>

#include <stop_token>

class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace assay::ui {

class RemoteModels final : public QWidget {
    Q_OBJECT

public:
    explicit RemoteModels(QWidget *parent);

    void showLoading(const QString &provider);
    void showModels(const QList<RemoteModel> &models);
    /// The list did not come; a model can still be written by name.
    void showError(const Error &error);
    void refreshColours();

Q_SIGNALS:
    void addRequested(const QList<assay::ui::RemoteModel> &models);
    /// By the name that the API knows it by.
    void addByNameRequested(const QString &apiName);
    void reloadRequested();
    void cancelled();

private:
    void updateButtons();
    void makeTable();
    void showState(const QString &text, bool isError);

    QLabel *m_title;
    QLabel *m_state;
    QLineEdit *m_search;
    QTableView *m_table;
    RemoteModelsModel *m_model;
    QSortFilterProxyModel *m_filter;
    QPushButton *m_add;
    QPushButton *m_addByName;
    QPushButton *m_reload;
    bool m_isError = false;
};

} // namespace assay::ui
