// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log/logmodel.h"

#include "ui/pages/log/loggist.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace assay::ui {

LogModel::LogModel(QObject *parent) : QAbstractTableModel(parent) {}

void LogModel::clear()
{
    beginResetModel();
    m_records.clear();
    m_recordOf.clear();
    m_rows.clear();
    m_rowOf.clear();
    endResetModel();
}

void LogModel::append(const LogRecords &records)
{
    m_records.reserve(m_records.size() + records.size());
    for (const run::AttemptRecord &record : records) {
        m_recordOf.insert(keyOf(record), static_cast<int>(m_records.size()));
        m_records.append(record);
    }
    m_rowOf.resize(static_cast<std::size_t>(m_records.size()), -1);
    select();
}

void LogModel::update(const LogRecords &records)
{
    QList<int> changed;
    QList<int> fresh;
    for (const run::AttemptRecord &record : records) {
        const auto known = m_recordOf.constFind(keyOf(record));
        if (known == m_recordOf.cend()) {
            const int index = static_cast<int>(m_records.size());
            m_recordOf.insert(keyOf(record), index);
            m_records.append(record);
            m_rowOf.push_back(-1);
            if (matches(record, m_filter))
                fresh.append(index);
        } else if (m_records.at(*known) != record) {
            m_records[*known] = record;
            const int row = m_rowOf[static_cast<std::size_t>(*known)];
            if (row >= 0)
                changed.append(row);
            else if (matches(record, m_filter))
                fresh.append(*known);
        }
    }
    tellChanged(changed);
    appendRows(fresh);
}

void LogModel::tellChanged(QList<int> rows)
{
    std::ranges::sort(rows);
    for (qsizetype first = 0; first < rows.size();) {
        qsizetype last = first;
        while (last + 1 < rows.size() && rows.at(last + 1) == rows.at(last) + 1)
            ++last;
        Q_EMIT dataChanged(index(rows.at(first), 0), index(rows.at(last), kLogColumns - 1));
        first = last + 1;
    }
}

void LogModel::appendRows(const QList<int> &rows)
{
    if (rows.isEmpty())
        return;
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    for (const int record : rows) {
        m_rowOf[static_cast<std::size_t>(record)] = static_cast<int>(m_rows.size());
        m_rows.append(record);
    }
    endInsertRows();
}

void LogModel::setFilter(const LogFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    select();
}

void LogModel::select()
{
    showRows(selected(m_records, m_filter, m_order));
}

void LogModel::sort(int column, Qt::SortOrder order)
{
    m_order = column < 0 ? LogOrder() : LogOrder{static_cast<LogColumn>(column), order};
    select();
}

// One change of layout, with what is selected led to its new row.
void LogModel::showRows(const QList<int> &rows)
{
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    QList<int> recordsBefore;
    for (const QModelIndex &index : before)
        recordsBefore.append(m_rows.at(index.row()));
    m_rows = rows;
    std::ranges::fill(m_rowOf, -1);
    for (int row = 0; row < m_rows.size(); ++row)
        m_rowOf[static_cast<std::size_t>(m_rows.at(row))] = row;
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const int row = m_rowOf[static_cast<std::size_t>(recordsBefore.at(i))];
        after.append(row < 0 ? QModelIndex() : index(row, before.at(i).column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

LogRecords LogModel::shown() const
{
    LogRecords records;
    records.reserve(m_rows.size());
    for (const int record : m_rows)
        records.append(m_records.at(record));
    return records;
}

int LogModel::rowOfCell(int cell) const
{
    int newest = -1;
    for (int row = 0; row < m_rows.size(); ++row) {
        const run::Attempt &attempt = recordAt(row).attempt;
        if (attempt.cell == cell && (newest < 0 || attempt.number > recordAt(newest).attempt.number))
            newest = row;
    }
    return newest;
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kLogColumns;
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const auto column = static_cast<LogColumn>(index.column());
    const run::AttemptRecord &record = recordAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return gist(record, column);
    case Qt::ToolTipRole:
        return gistToolTip(record, column);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::Alignment((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    case Qt::ForegroundRole:
        if (column == LogColumn::outcome)
            return theme::foreground(gistTone(record));
        return record.isCached() ? QVariant(theme::secondaryText()) : QVariant();
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= kLogColumns)
        return {};
    const auto column = static_cast<LogColumn>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::Alignment((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    if (role == Qt::DisplayRole)
        return columnTitle(column);
    return role == Qt::ToolTipRole ? QVariant(columnToolTip(column)) : QVariant();
}

} // namespace assay::ui
