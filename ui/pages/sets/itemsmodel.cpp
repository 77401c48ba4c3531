// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sets/itemsmodel.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kLineLength = 160;
constexpr qsizetype kMostVariableColumns = 8;
} // namespace

QString valueText(const Json &value)
{
    if (value.is_null())
        return {};
    return value.is_string() ? toQString(value) : QString::fromUtf8(toJson(value));
}

ItemsModel::ItemsModel(QObject *parent) : QAbstractTableModel(parent) {}

void ItemsModel::setSet(const evalset::EvalSet &set)
{
    beginResetModel();
    m_set = set;
    m_saved.clear();
    for (const evalset::Item &item : set.items)
        m_saved.insert(item.key, item);
    m_notes.clear();
    makeColumns();
    endResetModel();
}

void ItemsModel::setItems(const QList<evalset::Item> &items)
{
    beginResetModel();
    m_set.items = items;
    m_notes.clear();
    makeColumns();
    endResetModel();
}

void ItemsModel::setNotes(const QString &title, const QStringList &notes)
{
    beginResetModel();
    m_noteTitle = title;
    m_notes = notes;
    makeColumns();
    endResetModel();
}

void ItemsModel::makeColumns()
{
    m_variables.clear();
    for (const evalset::Item &item : m_set.items) {
        for (const auto &variable : item.variables.object_range()) {
            const QString name = QString::fromStdString(std::string(variable.key()));
            if (!m_variables.contains(name))
                m_variables.append(name);
        }
    }
    m_columns = {{Kind::key, tr("key")}};
    if (!m_notes.isEmpty())
        m_columns.append({Kind::note, m_noteTitle});
    for (const QString &name : m_variables.first(std::min(kMostVariableColumns, m_variables.size())))
        m_columns.append({Kind::variable, name});
    m_columns += QList<Column>{{Kind::reference, tr("reference")}, {Kind::assertions, tr("assertions")}, {Kind::tags, tr("tags")}, {Kind::group, tr("group")}};
}

void ItemsModel::replaceItem(int row, const evalset::Item &item)
{
    m_set.items[row] = item;
    Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
}

void ItemsModel::insertItem(int row, const evalset::Item &item)
{
    beginInsertRows({}, row, row);
    m_set.items.insert(row, item);
    endInsertRows();
}

void ItemsModel::removeItem(int row)
{
    beginRemoveRows({}, row, row);
    m_set.items.removeAt(row);
    endRemoveRows();
}

int ItemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_set.items.size());
}

int ItemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QString ItemsModel::text(int row, const Column &column) const
{
    const evalset::Item &item = m_set.items.at(row);
    switch (column.kind) {
    case Kind::key:
        return item.key;
    case Kind::note:
        return m_notes.value(row);
    case Kind::variable: {
        const std::string name = column.title.toStdString();
        return item.variables.contains(name) ? valueText(item.variables.at(name)) : QString();
    }
    case Kind::reference:
        return valueText(item.reference);
    case Kind::assertions:
        return QString::number(m_set.defaultAssertions.size() + item.assertions.size());
    case Kind::tags:
        return item.tags.join(u", "_s);
    case Kind::group:
        return item.group;
    }
    Q_UNREACHABLE_RETURN({});
}

bool ItemsModel::isChanged(const evalset::Item &item) const
{
    const auto saved = m_saved.constFind(item.key);
    return saved == m_saved.cend() || evalset::toJson(*saved) != evalset::toJson(item);
}

QVariant ItemsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const evalset::Item &item = m_set.items.at(index.row());
    const Column &column = m_columns.at(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return column.kind == Kind::key && isChanged(item) ? QString(u"● "_s + item.key) : format::oneLine(text(index.row(), column), kLineLength);
    case Qt::ToolTipRole:
        return text(index.row(), column).left(1000);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::Alignment(column.kind == Kind::assertions ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter));
    case Qt::ForegroundRole:
        return column.kind == Kind::key || column.kind == Kind::variable ? QVariant() : QVariant(theme::secondaryText());
    case SortRole:
        return column.kind == Kind::assertions ? QVariant(item.assertions.size()) : QVariant(text(index.row(), column));
    case SearchRole: {
        QStringList all;
        for (const Column &each : m_columns)
            all.append(text(index.row(), each));
        return all.join(u'\n');
    }
    case TagsRole:
        return item.tags;
    case ChangedRole:
        return isChanged(item);
    default:
        return {};
    }
}

QVariant ItemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    if (role == Qt::DisplayRole)
        return m_columns.at(section).title;
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::Alignment(m_columns.at(section).kind == Kind::assertions ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter));
    return {};
}

} // namespace assay::ui
