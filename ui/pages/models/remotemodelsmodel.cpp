// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/remotemodelsmodel.h"

#include "ui/format/format.h"
#include "ui/pages/models/modelfacts.h"

#include <array>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

QString priceOf(const RemoteModel &model)
{
    run::PlannedModel planned;
    if (model.config.price) {
        if (const auto price = pricing::priceFromJson(*model.config.price))
            planned.price = *price;
    }
    return facts::price(planned);
}

QString titleOf(const RemoteModel &model)
{
    const QString &title = model.listed.title;
    return title.isEmpty() ? model.listed.apiName : QString(model.listed.apiName + u"  –  "_s + title);
}

} // namespace

RemoteModelsModel::RemoteModelsModel(QObject *parent) : QAbstractTableModel(parent) {}

void RemoteModelsModel::setModels(const QList<RemoteModel> &models)
{
    beginResetModel();
    m_models = models;
    m_ticked.clear();
    endResetModel();
    Q_EMIT tickedChanged();
}

QList<RemoteModel> RemoteModelsModel::ticked() const
{
    QList<RemoteModel> chosen;
    for (const RemoteModel &model : m_models) {
        if (m_ticked.contains(model.listed.apiName))
            chosen.append(model);
    }
    return chosen;
}

void RemoteModelsModel::toggle(int row)
{
    const QModelIndex changed = index(row, 0);
    const bool isTicked = changed.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    setData(changed, isTicked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

int RemoteModelsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_models.size());
}

int RemoteModelsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant RemoteModelsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const RemoteModel &model = m_models.at(index.row());
    const auto column = static_cast<Column>(index.column());
    if (role == kSearchRole)
        return QString(model.listed.apiName + u'\n' + model.listed.title);
    if (role == Qt::CheckStateRole && column == Column::name)
        return m_ticked.contains(model.listed.apiName) ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::ToolTipRole)
        return titleOf(model);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::name:
        return titleOf(model);
    case Column::context:
        return model.listed.contextWindow ? format::tokens(*model.listed.contextWindow) : u"–"_s;
    case Column::price:
        return priceOf(model);
    case Column::state:
        return model.isHere ? tr("here already") : QString();
    }
    Q_UNREACHABLE_RETURN({});
}

bool RemoteModelsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    const QString &name = m_models.at(index.row()).listed.apiName;
    if (value.toInt() == Qt::Checked)
        m_ticked.insert(name);
    else
        m_ticked.remove(name);
    const QModelIndex box = index.siblingAtColumn(0);
    Q_EMIT dataChanged(box, box, {Qt::CheckStateRole});
    Q_EMIT tickedChanged();
    return true;
}

QVariant RemoteModelsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= kColumns)
        return {};
    const std::array<QString, kColumns> headers{tr("Model"), tr("Context"), tr("$ in / out"), QString()};
    return headers.at(static_cast<std::size_t>(section));
}

Qt::ItemFlags RemoteModelsModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == 0 ? flags | Qt::ItemIsUserCheckable : flags;
}

} // namespace assay::ui
