// SPDX-License-Identifier: GPL-3.0-or-later
// The live matrix: one row an item, one column a prompt version × model. An adapter over what the engine's batches say; it computes no
// statistics. A batch changes values only: rows never move, and each contiguous run of changed rows is told once.
#pragma once

#include "core/run/live.h"

#include <QAbstractTableModel>

#include <memory>

namespace assay::ui {

class MatrixModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        ToneRole = Qt::UserRole, ///< int of Tone
        MarkRole,                ///< QString: ✓ ✕ ⚠ ◌ –, empty while pending
        TextRole,                ///< QString: one line beside the mark: wrong answer, reason, streaming text
        RepeatsRole,             ///< QPoint(passed, done) with more than one repeat, else invalid
        CellRole,                ///< int: index of the cell (of its first repeat)
        SortRole,                ///< int: worst first
        ItemKeyRole,             ///< QString, on every column
        DiffersRole,             ///< bool, of the row: its columns do not agree
        OutcomesRole             ///< int bit set over the row: 1 passed, 2 failed, 4 error, 8 running, 16 skipped or pending
    };

    explicit MatrixModel(QObject *parent);

    /// Shows a plan with what is on record of it.
    void setRun(std::shared_ptr<const run::RunPlan> plan, const QList<run::CellResult> &cells);
    void clear();
    void apply(const run::LiveBatch &batch);

    [[nodiscard]] const run::RunPlan *plan() const { return m_plan.get(); }
    [[nodiscard]] int cellAt(const QModelIndex &index) const; ///< −1 for the item column
    /// "triage@4 · sim-medium"
    [[nodiscard]] QString columnTitle(int column) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Shown {
        run::Phase phase = run::Phase::pending;
        std::optional<run::Outcome> outcome;
        QString text;
    };
    [[nodiscard]] const Shown &shown(int row, int column, int repeat) const;
    [[nodiscard]] int firstCell(int row, int column) const;
    [[nodiscard]] int summaryTone(int row, int column) const;
    [[nodiscard]] QString summaryText(int row, int column) const;
    [[nodiscard]] int rowOutcomes(int row) const;
    [[nodiscard]] QVariant itemData(int row, int role) const;
    [[nodiscard]] QVariant cellData(int row, int column, int role) const;
    void take(const run::CellResult &result, run::Phase phase);
    [[nodiscard]] static QString line(const run::CellResult &result);

    std::shared_ptr<const run::RunPlan> m_plan;
    std::vector<Shown> m_cells;
    QStringList m_itemTitles;
};

} // namespace assay::ui
