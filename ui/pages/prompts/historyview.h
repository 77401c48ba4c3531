// SPDX-License-Identifier: GPL-3.0-or-later
// How a version did over time: a row for each run and model, newest first, that leads to the run's results.
#pragma once

#include "core/store/runrepository.h"

#include <QWidget>

class QModelIndex;
class QStackedWidget;
class QStandardItemModel;
class QTableView;

namespace assay::ui {

class EmptyState;

class HistoryView final : public QWidget {
    Q_OBJECT

public:
    explicit HistoryView(QWidget *parent);
    /// Of `columns`, newest first, those of the version; OpenPrompt::kDraft has none.
    void setHistory(int version, const QList<store::ColumnHistory> &columns, UtcTime now);

Q_SIGNALS:
    void runRequested(assay::run::RunId run);
    void planRequested();

private:
    void open(const QModelIndex &index);

    QStackedWidget *m_stack;
    QStandardItemModel *m_rows;
    QTableView *m_table;
    EmptyState *m_empty = nullptr;
};

} // namespace assay::ui
