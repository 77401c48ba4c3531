// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sets/itemcommands.h"

#include <QCoreApplication>

namespace assay::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("itemcommands", text);
}

} // namespace

ReplaceItem::ReplaceItem(ItemsModel &model, int row, evalset::Item item)
    : QUndoCommand(tr("change %1").arg(item.key)),
      m_model(model),
      m_row(row),
      m_before(model.items().at(row)),
      m_after(std::move(item))
{
}

InsertItem::InsertItem(ItemsModel &model, int row, evalset::Item item) : QUndoCommand(tr("add %1").arg(item.key)), m_model(model), m_row(row), m_item(std::move(item)) {}

RemoveItem::RemoveItem(ItemsModel &model, int row) : QUndoCommand(tr("remove %1").arg(model.items().at(row).key)), m_model(model), m_row(row), m_item(model.items().at(row)) {}

ReplaceItems::ReplaceItems(ItemsModel &model, const QString &text, QList<evalset::Item> before, QList<evalset::Item> after)
    : QUndoCommand(text),
      m_model(model),
      m_before(std::move(before)),
      m_after(std::move(after))
{
}

} // namespace assay::ui
