// SPDX-License-Identifier: GPL-3.0-or-later
// The provider's own list of models, to be ticked. What the workspace has already is marked and can be taken once more under another name.
#pragma once

#include "core/provider/modelconfig.h"
#include "core/provider/services.h"

#include <QAbstractTableModel>
#include <QSet>

namespace assay::ui {

/// One model of the list, and as what it would be added.
struct RemoteModel {
    provider::ListedModel listed;
    provider::ModelConfig config;
    bool isHere = false;

    bool operator==(const RemoteModel &) const = default;
};

class RemoteModelsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum class Column { name, context, price, state };
    static constexpr int kColumns = 4;
    static constexpr int kSearchRole = Qt::UserRole; ///< QString

    explicit RemoteModelsModel(QObject *parent);

    void setModels(const QList<RemoteModel> &models);
    [[nodiscard]] const QList<RemoteModel> &models() const { return m_models; }
    [[nodiscard]] QList<RemoteModel> ticked() const;
    void toggle(int row);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void tickedChanged();

private:
    QList<RemoteModel> m_models;
    QSet<QString> m_ticked; ///< API names
};

} // namespace assay::ui
