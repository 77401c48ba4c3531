// SPDX-License-Identifier: GPL-3.0-or-later
// The workspace as a tree of two levels: groups, and in them prompts, eval sets, runs and models, each with one number or mark.
#pragma once

#include "ui/document/document.h"
#include "ui/pages/page.h"

#include <QAbstractItemModel>

namespace assay::ui {

class NavigatorModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role {
        PlaceRole = Qt::UserRole, ///< Place, invalid for what leads nowhere
        NumberRole,               ///< QString, right-aligned beside the name
        ToneRole                  ///< int of Tone, of the number
    };

    explicit NavigatorModel(QObject *parent);

    void setLists(const WorkspaceLists &lists);
    /// Progress of the run that goes on, 0 to 1.
    void setRunProgress(run::RunId run, double progress);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Entry {
        QString name;
        QString number;
        QString toolTip;
        Place place;
        bool leadsSomewhere = true;
        int tone = 0;
        bool operator==(const Entry &) const = default;
    };
    struct Group {
        QString name;
        QList<Entry> entries;
    };

    void replace(int group, const QList<Entry> &entries);
    [[nodiscard]] static Entry runEntry(const store::RunSummary &summary);

    QList<Group> m_groups;
};

} // namespace assay::ui

Q_DECLARE_METATYPE(assay::ui::Place)
