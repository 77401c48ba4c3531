// SPDX-License-Identifier: GPL-3.0-or-later
// What can be undone on the Set page: an item changed, added, removed.
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

} // namespace assay::ui
