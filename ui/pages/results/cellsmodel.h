// SPDX-License-Identifier: GPL-3.0-or-later
// The cells of one run as a plain table: item, version, model, outcome, reason or answer, latency, tokens, cost.
#pragma once

#include "core/run/cellresult.h"

#include <QAbstractTableModel>

#include <memory>

namespace assay::ui {

class CellsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { ItemColumn, VersionColumn, ModelColumn, OutcomeColumn, AnswerColumn, LatencyColumn, OutputColumn, CostColumn, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole, ///< number or QString
        CellRole,                ///< int, index of the cell
        OutcomeRole,             ///< int of run::Outcome, −1 when not done
        WholeTextRole            ///< QString: the reason, else the answer, uncut
    };

    explicit CellsModel(QObject *parent);
    void setRun(std::shared_ptr<const run::RunPlan> plan, const QList<run::CellResult> &cells);
    [[nodiscard]] const run::RunPlan *plan() const { return m_plan.get(); }
    [[nodiscard]] QModelIndex indexOfCell(int cell) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const run::CellResult &cell, int column) const;
    [[nodiscard]] QVariant sortValue(const run::CellResult &cell, int column) const;

    std::shared_ptr<const run::RunPlan> m_plan;
    QList<run::CellResult> m_cells;
};

} // namespace assay::ui
