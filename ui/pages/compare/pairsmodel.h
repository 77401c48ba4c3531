// SPDX-License-Identifier: GPL-3.0-or-later
// The items of one comparison that are worth a look: regressions, fixes, failed on both sides, left out.
#pragma once

#include "core/compare/comparison.h"

#include <QAbstractTableModel>

#include <memory>

namespace assay::ui {

enum class PairKind { regression, fix, bothFailed, leftOut };

class PairsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { MarkColumn, ItemColumn, BaselineColumn, CandidateColumn, TagsColumn, ColumnCount };
    enum Role {
        KindRole = Qt::UserRole, ///< int of PairKind
        BaselineCellRole,        ///< int: index of the cell in its run, −1 when missing
        CandidateCellRole,       ///< int, likewise
        SeenRole                 ///< bool
    };

    explicit PairsModel(QObject *parent);
    void setComparison(std::shared_ptr<const compare::Comparison> comparison);
    void toggleSeen(const QModelIndex &index);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        PairKind kind;
        QString item;
        QString tags;
        QString baseline;
        QString candidate;
        QString firmness; ///< ● firm, ○ soft, with its words
        int baselineCell = -1;
        int candidateCell = -1;
        bool isSeen = false;
    };
    void addPairs(PairKind kind, const QList<compare::ItemPair> &pairs);

    std::shared_ptr<const compare::Comparison> m_comparison;
    QList<Row> m_rows;
};

} // namespace assay::ui
