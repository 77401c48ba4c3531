// SPDX-License-Identifier: GPL-3.0-or-later
// The requests of a run as a table: an adapter over the records that were loaded, filtered and sorted by logselection.h. While a run goes on rows change
// in place and new ones come at the end; nothing moves until someone filters or sorts again.
#pragma once

#include "ui/pages/log/logselection.h"

#include <QAbstractTableModel>
#include <QHash>

namespace assay::ui {

class LogModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit LogModel(QObject *parent);

    void clear();
    /// More of a log that is being loaded, in any order.
    void append(const LogRecords &records);
    /// Requests that are new, or of which more is known now.
    void update(const LogRecords &records);
    void setFilter(const LogFilter &filter);
    /// Judges and sorts all of it again.
    void select();
    void sort(int column, Qt::SortOrder order) override;

    [[nodiscard]] const LogFilter &filter() const { return m_filter; }
    [[nodiscard]] const LogRecords &records() const { return m_records; } ///< all, in no order
    [[nodiscard]] LogRecords shown() const;                               ///< as the table has them
    [[nodiscard]] const run::AttemptRecord &recordAt(int row) const { return m_records.at(m_rows.at(row)); }
    /// The row of a cell's newest request; −1 when none is shown.
    [[nodiscard]] int rowOfCell(int cell) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Key {
        int cell;
        int number;
        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed) { return qHashMulti(seed, key.cell, key.number); }
    };
    [[nodiscard]] static Key keyOf(const run::AttemptRecord &record) { return {record.attempt.cell, record.attempt.number}; }
    void showRows(const QList<int> &rows);
    void appendRows(const QList<int> &rows);
    void tellChanged(QList<int> rows);

    LogRecords m_records;
    QHash<Key, int> m_recordOf; ///< index into m_records
    QList<int> m_rows;          ///< shown: indexes into m_records
    std::vector<int> m_rowOf;   ///< by record: its row, −1 when it is not shown
    LogFilter m_filter;
    LogOrder m_order;
};

} // namespace assay::ui
