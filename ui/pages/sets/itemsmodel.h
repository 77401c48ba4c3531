// SPDX-License-Identifier: GPL-3.0-or-later
// The items of an eval set being looked at or changed: one column a variable, then reference, assertions, tags, group. Changes are whole items;
// the model tells which rows differ from what is saved.
#pragma once

#include "core/evalset/item.h"

#include <QAbstractTableModel>

namespace assay::ui {

class ItemsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        SortRole = Qt::UserRole, ///< number or QString
        SearchRole,              ///< QString: everything of the row, on every column
        TagsRole,                ///< QStringList
        ChangedRole              ///< bool: not as saved
    };

    explicit ItemsModel(QObject *parent);

    /// Shows a set as it is saved.
    void setSet(const evalset::EvalSet &set);
    /// Other items of the same set, not saved.
    void setItems(const QList<evalset::Item> &items);
    /// One text a row in a column of its own after the key, for items that are only looked at; none: no such column.
    void setNotes(const QString &title, const QStringList &notes);
    [[nodiscard]] const QList<evalset::Item> &items() const { return m_set.items; }
    [[nodiscard]] const evalset::EvalSet &set() const { return m_set; }
    void replaceItem(int row, const evalset::Item &item);
    void insertItem(int row, const evalset::Item &item);
    void removeItem(int row);
    [[nodiscard]] QStringList variableNames() const { return m_variables; }
    [[nodiscard]] bool isVariable(int column) const { return m_columns.at(column).kind == Kind::variable; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    enum class Kind { key, note, variable, reference, assertions, tags, group };
    struct Column {
        Kind kind;
        QString title;
    };
    void makeColumns();
    [[nodiscard]] QString text(int row, const Column &column) const;
    [[nodiscard]] bool isChanged(const evalset::Item &item) const;

    evalset::EvalSet m_set;
    QHash<QString, evalset::Item> m_saved; ///< by key
    QStringList m_variables;
    QStringList m_notes;
    QString m_noteTitle;
    QList<Column> m_columns;
};

/// A JSON value as a person writes it: text as it is, anything else as JSON.
[[nodiscard]] QString valueText(const Json &value);

} // namespace assay::ui
