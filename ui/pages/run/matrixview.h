// SPDX-License-Identifier: GPL-3.0-or-later
// The live matrix on the screen: its rows with their head and their filter, columns that fit as long as their user has not sized one, and the ways that
// lead on from a cell.
#pragma once

#include "core/run/live.h"
#include "ui/pages/run/matrixfilter.h"

#include <QHash>
#include <QTableView>

namespace assay::ui {

class ColumnHeader;
class MatrixModel;

class MatrixView final : public QTableView {
    Q_OBJECT

public:
    explicit MatrixView(QWidget *parent);

    /// A plan with what is on record of it.
    void setRun(const std::shared_ptr<const run::RunPlan> &plan, const QList<run::CellResult> &cells);
    void apply(const run::LiveBatch &batch);
    void setColumns(const run::RunPlan &plan, const QList<run::ColumnTotals> &columns);
    /// By model, as indexed in the plan; shown with the next setColumns().
    void setWarnings(const QHash<int, QStringList> &warnings);
    void setRowFilter(RowFilter rows);
    /// How many rows each filter lets through now, in the order of RowFilter.
    [[nodiscard]] std::array<int, 5> counts() const;
    /// Soon, whatever its user has sized: for another run, once the table has its place.
    void fitColumnsAnew();
    void askForRequests(); ///< of the current cell

Q_SIGNALS:
    void answerRequested(int cell, const QString &itemKey);
    void requestsRequested(int cell, const QString &itemKey);

protected:
    bool viewportEvent(QEvent *event) override;

private:
    void fitColumns();
    [[nodiscard]] int cellAt(const QModelIndex &index) const; ///< negative for an item or nothing
    void showAnswer(const QModelIndex &index);
    void showRequests(const QModelIndex &index);
    void askWhere(const QPoint &at);

    MatrixModel *m_matrix;
    MatrixFilter *m_rows;
    ColumnHeader *m_head;
    bool m_isFitting = false;
    bool m_isSizedByUser = false;
};

} // namespace assay::ui
