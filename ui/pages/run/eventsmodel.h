// SPDX-License-Identifier: GPL-3.0-or-later
// What happened to a run as a whole, in order: limits that held it back, marks of its budget, warnings.
#pragma once

#include "core/run/journal.h"

#include <QAbstractTableModel>
#include <QSet>

namespace assay::ui {

class EventsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { TimeColumn, KindColumn, TextColumn, ColumnCount };
    enum Role {
        ToneRole = Qt::UserRole ///< int of Tone
    };

    explicit EventsModel(QObject *parent);
    void clear();
    /// Those that are not there yet.
    void add(const QList<run::RunEvent> &events);
    [[nodiscard]] const QList<run::RunEvent> &events() const { return m_events; }
    /// One line an event: time, kind, text.
    [[nodiscard]] QString toText() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<run::RunEvent> m_events;
    QSet<std::pair<qint64, QString>> m_known;
};

} // namespace assay::ui
