// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/eventsmodel.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"

#include <QDateTime>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

Tone toneOf(const QString &kind)
{
    return kind == u"warning" ? Tone::error : kind == u"budget" ? Tone::accent : Tone::running;
}

QString timeText(const run::RunEvent &event)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(event.at)).time().toString(u"HH:mm:ss"_s);
}

QString kindText(const QString &kind)
{
    if (kind == u"throttle")
        return EventsModel::tr("limit");
    if (kind == u"budget")
        return EventsModel::tr("budget");
    return kind == u"warning" ? EventsModel::tr("warning") : kind;
}

} // namespace

EventsModel::EventsModel(QObject *parent) : QAbstractTableModel(parent) {}

void EventsModel::clear()
{
    beginResetModel();
    m_events.clear();
    m_known.clear();
    endResetModel();
}

void EventsModel::add(const QList<run::RunEvent> &events)
{
    QList<run::RunEvent> fresh;
    for (const run::RunEvent &event : events) {
        const std::pair key(toUnixMs(event.at), event.text);
        if (m_known.contains(key))
            continue;
        m_known.insert(key);
        fresh.append(event);
    }
    if (fresh.isEmpty())
        return;
    beginInsertRows({}, static_cast<int>(m_events.size()), static_cast<int>(m_events.size() + fresh.size()) - 1);
    m_events += fresh;
    endInsertRows();
}

QString EventsModel::toText() const
{
    QStringList lines;
    for (const run::RunEvent &event : m_events)
        lines.append(timeText(event) + u'\t' + kindText(event.kind) + u'\t' + event.text);
    return lines.join(u'\n');
}

int EventsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int EventsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const run::RunEvent &event = m_events.at(index.row());
    const Tone tone = toneOf(event.kind);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == TimeColumn)
            return timeText(event);
        return index.column() == KindColumn ? QString(theme::mark(tone) + u" "_s + kindText(event.kind)) : event.text.simplified();
    case Qt::ToolTipRole:
        return index.column() == TextColumn ? QVariant(format::toolTip(event.text)) : QVariant();
    case Qt::ForegroundRole:
        return index.column() == KindColumn ? QVariant(theme::foreground(tone)) : QVariant();
    case ToneRole:
        return static_cast<int>(tone);
    default:
        return {};
    }
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return QStringList{tr("time"), tr("kind"), tr("what happened")}.value(section);
}

} // namespace assay::ui
