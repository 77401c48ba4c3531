// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wrappedrows.h"

#include "ui/theme/theme.h"

#include <QListWidget>
#include <QStyledItemDelegate>

namespace assay::ui {

namespace {

constexpr int kPadding = theme::space(1); // of a row, at both sides, in the style sheet

// The style wraps as if a row had no padding when it is asked how high it is, and within it when it paints.
class WrappedRow final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem within(option);
        within.rect.adjust(kPadding, 0, -kPadding, 0);
        return QStyledItemDelegate::sizeHint(within, index);
    }
};

} // namespace

void wrapRows(QListWidget &list)
{
    list.setWordWrap(true);
    list.setResizeMode(QListView::Adjust);
    list.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list.setItemDelegate(new WrappedRow(&list));
}

} // namespace assay::ui
