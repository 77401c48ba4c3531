// SPDX-License-Identifier: GPL-3.0-or-later
// The workspace's providers and, below each, its models.
#pragma once

#include "ui/pages/models/modelfacts.h"

#include <QAbstractItemModel>

namespace assay::ui {

class ModelsModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum class Column { name, tier, price, limits, abilities, speed };
    static constexpr int kColumns = 6;
    enum Role {
        IsProviderRole = Qt::UserRole, ///< bool
        NoteRole,                      ///< QString, beside a provider's name
        KeyRole,                       ///< QString, of a provider
        ToneRole,                      ///< int of Tone, of the key or the cell
        SearchRole                     ///< QString, everything that one may look for
    };

    explicit ModelsModel(QObject *parent);

    void setEntries(const QList<ProviderEntry> &providers, const QList<ModelEntry> &models);

    [[nodiscard]] const QList<ProviderEntry> &providers() const { return m_providers; }
    /// Null for an index of the other kind.
    [[nodiscard]] const ProviderEntry *provider(const QModelIndex &index) const; ///< also that of a model
    [[nodiscard]] const ModelEntry *model(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(provider::ProviderId id) const;
    [[nodiscard]] QModelIndex indexOf(provider::ModelId id) const;
    [[nodiscard]] QModelIndex indexOfModel(const QString &name) const;
    [[nodiscard]] qsizetype modelCount() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QVariant providerData(const ProviderEntry &entry, int column, int role) const;
    [[nodiscard]] QVariant modelData(const ModelEntry &entry, Column column, int role) const;

    QList<ProviderEntry> m_providers;
    QList<QList<ModelEntry>> m_models; ///< of each provider
};

} // namespace assay::ui
