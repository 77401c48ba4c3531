// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/modelsmodel.h"

#include <algorithm>
#include <array>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr quintptr kNoParent = 0; // children carry 1 + their provider's row

QString cellText(const ModelEntry &entry, ModelsModel::Column column)
{
    using enum ModelsModel::Column;
    switch (column) {
    case name:
        return entry.planned.model.name;
    case tier:
        return entry.planned.model.tier.isEmpty() ? u"–"_s : entry.planned.model.tier;
    case price:
        return facts::price(entry.planned);
    case limits:
        return facts::limits(entry.planned.model);
    case abilities:
        return facts::abilities(entry.abilities);
    case speed:
        return facts::speed(entry.speed);
    }
    Q_UNREACHABLE_RETURN({});
}

bool hasSameShape(const QList<QList<ModelEntry>> &a, const QList<QList<ModelEntry>> &b)
{
    return std::ranges::equal(a, b, [](const QList<ModelEntry> &left, const QList<ModelEntry> &right) {
        return std::ranges::equal(left, right, {}, [](const ModelEntry &entry) { return entry.planned.model.id; }, [](const ModelEntry &entry) { return entry.planned.model.id; });
    });
}

} // namespace

ModelsModel::ModelsModel(QObject *parent) : QAbstractItemModel(parent) {}

void ModelsModel::setEntries(const QList<ProviderEntry> &providers, const QList<ModelEntry> &models)
{
    QList<QList<ModelEntry>> grouped(providers.size());
    for (const ModelEntry &entry : models) {
        const auto owner = std::ranges::find(providers, entry.planned.model.providerId, [](const ProviderEntry &candidate) { return candidate.config.id; });
        if (owner != providers.end())
            grouped[owner - providers.begin()].append(entry);
    }
    const auto idOf = [](const ProviderEntry &entry) { return entry.config.id; };
    const bool isSameShape = std::ranges::equal(providers, m_providers, {}, idOf, idOf) && hasSameShape(grouped, m_models);
    if (!isSameShape) {
        beginResetModel();
        m_providers = providers;
        m_models = grouped;
        endResetModel();
        return;
    }
    const QList<ProviderEntry> oldProviders = std::exchange(m_providers, providers);
    const QList<QList<ModelEntry>> oldModels = std::exchange(m_models, grouped);
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex owner = index(row, 0);
        if (oldProviders.at(row) != m_providers.at(row))
            Q_EMIT dataChanged(owner, index(row, kColumns - 1));
        for (int child = 0; child < rowCount(owner); ++child) {
            if (oldModels.at(row).at(child) != m_models.at(row).at(child))
                Q_EMIT dataChanged(index(child, 0, owner), index(child, kColumns - 1, owner));
        }
    }
}

const ProviderEntry *ModelsModel::provider(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    return &m_providers.at(index.parent().isValid() ? index.parent().row() : index.row());
}

const ModelEntry *ModelsModel::model(const QModelIndex &index) const
{
    return index.parent().isValid() ? &m_models.at(index.parent().row()).at(index.row()) : nullptr;
}

QModelIndex ModelsModel::indexOf(provider::ProviderId id) const
{
    const auto found = std::ranges::find(m_providers, id, [](const ProviderEntry &entry) { return entry.config.id; });
    return found == m_providers.end() ? QModelIndex() : index(static_cast<int>(found - m_providers.begin()), 0);
}

QModelIndex ModelsModel::indexOf(provider::ModelId id) const
{
    for (int row = 0; row < rowCount(); ++row) {
        const QList<ModelEntry> &models = m_models.at(row);
        const auto found = std::ranges::find(models, id, [](const ModelEntry &entry) { return entry.planned.model.id; });
        if (found != models.end())
            return index(static_cast<int>(found - models.begin()), 0, index(row, 0));
    }
    return {};
}

QModelIndex ModelsModel::indexOfModel(const QString &name) const
{
    for (const QList<ModelEntry> &models : m_models) {
        const auto found = std::ranges::find(models, name, [](const ModelEntry &entry) { return entry.planned.model.name; });
        if (found != models.end())
            return indexOf(found->planned.model.id);
    }
    return {};
}

qsizetype ModelsModel::modelCount() const
{
    qsizetype count = 0;
    for (const QList<ModelEntry> &models : m_models)
        count += models.size();
    return count;
}

QModelIndex ModelsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : kNoParent);
}

QModelIndex ModelsModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == kNoParent)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, kNoParent);
}

int ModelsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_providers.size());
    const bool hasChildren = parent.internalId() == kNoParent && parent.column() == 0;
    return hasChildren ? static_cast<int>(m_models.at(parent.row()).size()) : 0;
}

int ModelsModel::columnCount(const QModelIndex & /*parent*/) const
{
    return kColumns;
}

QVariant ModelsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (const ModelEntry *entry = model(index))
        return modelData(*entry, static_cast<Column>(index.column()), role);
    return providerData(m_providers.at(index.row()), index.column(), role);
}

QVariant ModelsModel::providerData(const ProviderEntry &entry, int column, int role) const
{
    switch (role) {
    case IsProviderRole:
        return true;
    case Qt::DisplayRole:
        return column == 0 ? QVariant(entry.config.name) : QVariant();
    case NoteRole:
        return QString(facts::kindTitle(entry) + u" · "_s + facts::address(entry));
    case KeyRole:
        return facts::keyText(entry);
    case ToneRole:
        return static_cast<int>(facts::keyTone(entry));
    case Qt::ToolTipRole:
        return facts::providerTable(entry);
    case Qt::AccessibleTextRole:
        return QStringList{tr("provider %1").arg(entry.config.name), facts::kindTitle(entry), facts::address(entry), facts::keyText(entry)}.join(u", "_s);
    case SearchRole:
        return QStringList{entry.config.name, entry.config.kind, facts::kindTitle(entry), facts::address(entry)}.join(u'\n');
    default:
        return {};
    }
}

QVariant ModelsModel::modelData(const ModelEntry &entry, Column column, int role) const
{
    switch (role) {
    case IsProviderRole:
        return false;
    case Qt::DisplayRole:
        return cellText(entry, column);
    case ToneRole:
        if (column == Column::price && !entry.planned.price)
            return static_cast<int>(Tone::error);
        return {};
    case Qt::ToolTipRole:
        return facts::modelTable(entry);
    case Qt::AccessibleTextRole:
        return QString(headerData(static_cast<int>(column), Qt::Horizontal).toString() + u": "_s + cellText(entry, column));
    case SearchRole:
        return QStringList{entry.planned.model.name, entry.planned.model.apiName, entry.planned.model.tier}.join(u'\n');
    default:
        return {};
    }
}

QVariant ModelsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumns)
        return {};
    const std::array<std::pair<QString, QString>, kColumns> headers{
        {{tr("Model"), tr("How the model is called here")}, {tr("Tier"), tr("Small, medium or large")}, {tr("$ in / out"), tr("US dollars per million tokens, input and output")},
            {tr("Limits"), tr("Requests and tokens a minute, calls at once")}, {tr("Can do"), tr("Context window in tokens, and what the model is known to take")},
            {tr("Seen"), tr("Median time of an answer, and to its first token, in the last runs")}}};
    if (role == Qt::DisplayRole)
        return headers.at(static_cast<std::size_t>(section)).first;
    return role == Qt::ToolTipRole ? QVariant(headers.at(static_cast<std::size_t>(section)).second) : QVariant();
}

} // namespace assay::ui
