// SPDX-License-Identifier: GPL-3.0-or-later
// What can be undone on the Set page: an item changed, added, removed; all of them replaced by an import.
#pragma once

#include "ui/pages/sets/itemsmodel.h"

#include <QUndoCommand>

namespace assay::ui {

class ReplaceItem final : public QUndoCommand {
public:
    ReplaceItem(ItemsModel &model, int row, evalset::Item item);
    void undo() override { m_model.replaceItem(m_row, m_before); }
    void redo() override { m_model.replaceItem(m_row, m_after); }

private:
    ItemsModel &m_model;
    int m_row;
    evalset::Item m_before;
    evalset::Item m_after;
};

class InsertItem final : public QUndoCommand {
public:
    InsertItem(ItemsModel &model, int row, evalset::Item item);
    void undo() override { m_model.removeItem(m_row); }
    void redo() override { m_model.insertItem(m_row, m_item); }

private:
    ItemsModel &m_model;
    int m_row;
    evalset::Item m_item;
};

class RemoveItem final : public QUndoCommand {
public:
    RemoveItem(ItemsModel &model, int row);
    void undo() override { m_model.insertItem(m_row, m_item); }
    void redo() override { m_model.removeItem(m_row); }

private:
    ItemsModel &m_model;
    int m_row;
    evalset::Item m_item;
};

class ReplaceItems final : public QUndoCommand {
public:
    /// Between the lists before and after an import.
    ReplaceItems(ItemsModel &model, const QString &text, QList<evalset::Item> before, QList<evalset::Item> after);
    void undo() override { m_model.setItems(m_before); }
    void redo() override { m_model.setItems(m_after); }

private:
    ItemsModel &m_model;
    QList<evalset::Item> m_before;
    QList<evalset::Item> m_after;
};

} // namespace assay::ui
