// SPDX-License-Identifier: GPL-3.0-or-later
// What a run will take, one row a model and one for all: calls, what is stored already, tokens, money from low to worst. What is not known says so.
#pragma once

#include "core/run/plan.h"

#include <QAbstractTableModel>

namespace assay::ui {

class EstimateModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { ModelColumn, CallsColumn, StoredColumn, SavedColumn, InputColumn, OutputColumn, LowColumn, LikelyColumn, WorstColumn, TimeColumn, ColumnCount };

    explicit EstimateModel(QObject *parent);
    void setEstimate(const run::RunPlan &plan, const run::Estimate &estimate);
    void clear();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// How much of a row's money is known.
    enum class Priced { none, some, all };
    struct Row {
        QString name;
        run::Takings takings;
        run::LeastTime least; ///< of all: the longest, since models are asked side by side
        Priced priced = Priced::all;
        bool isTotal = false;
        bool isSimulated = false;
    };
    [[nodiscard]] static QString text(const Row &row, int column);
    [[nodiscard]] static QString money(const Row &row, Money amount);
    [[nodiscard]] static QString toolTip(const Row &row, int column);

    QList<Row> m_rows;
};

} // namespace assay::ui
