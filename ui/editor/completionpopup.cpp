// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/completionpopup.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScreen>
#include <QStyledItemDelegate>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostShown = 9;
constexpr int kWidth = 380;

// The name at the left, what it is at the right.
class NameAndDetail final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const QString detail = index.data(Qt::UserRole).toString();
        const QRect area = option.rect.adjusted(theme::space(2), 0, -theme::space(2), 0);
        const int left = option.fontMetrics.horizontalAdvance(index.data().toString()) + theme::space(4);
        painter->save();
        painter->setFont(theme::smallFont());
        painter->setPen(theme::secondaryText());
        const QString shown = painter->fontMetrics().elidedText(detail, Qt::ElideRight, area.width() - left);
        painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, shown);
        painter->restore();
    }
};

} // namespace

CompletionPopup::CompletionPopup(QWidget *editor) : QListWidget(editor)
{
    setWindowFlags(Qt::ToolTip);
    setAttribute(Qt::WA_ShowWithoutActivating);
    setFocusPolicy(Qt::NoFocus);
    setObjectName(u"completionListWidget"_s);
    setAccessibleName(tr("What can be written here"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    setItemDelegate(new NameAndDetail(this));
    connect(this, &QListWidget::itemClicked, this, [this](const QListWidgetItem *item) {
        hide();
        Q_EMIT taken(item->text());
    });
}

void CompletionPopup::offer(const QList<Offer> &offers, const QRect &cursor)
{
    if (offers.isEmpty()) {
        hide();
        return;
    }
    clear();
    setFont(parentWidget()->font());
    for (const Offer &offered : offers) {
        auto *item = new QListWidgetItem(offered.text, this);
        item->setData(Qt::UserRole, offered.detail);
        item->setData(Qt::AccessibleDescriptionRole, offered.detail);
    }
    setCurrentRow(0);
    const int rows = std::min(kMostShown, count());
    const QSize size(kWidth, rows * sizeHintForRow(0) + 2 * frameWidth() + theme::space(2));
    QPoint place(cursor.left(), cursor.bottom() + theme::space(1));
    if (const QScreen *screen = parentWidget()->screen()) {
        const QRect free = screen->availableGeometry();
        if (place.y() + size.height() > free.bottom())
            place.setY(cursor.top() - theme::space(1) - size.height());
        place.setX(std::clamp(place.x(), free.left(), std::max(free.left(), free.right() - size.width())));
    }
    setGeometry(QRect(place, size));
    show();
}

bool CompletionPopup::takeKey(const QKeyEvent &event)
{
    if (!isVisible())
        return false;
    const int last = count() - 1;
    switch (event.key()) {
    case Qt::Key_Down:
        setCurrentRow(currentRow() == last ? 0 : currentRow() + 1);
        return true;
    case Qt::Key_Up:
        setCurrentRow(currentRow() == 0 ? last : currentRow() - 1);
        return true;
    case Qt::Key_PageDown:
        setCurrentRow(std::min(last, currentRow() + kMostShown - 1));
        return true;
    case Qt::Key_PageUp:
        setCurrentRow(std::max(0, currentRow() - kMostShown + 1));
        return true;
    case Qt::Key_Escape:
        hide();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        if (event.modifiers() != Qt::NoModifier)
            break;
        hide();
        if (const QListWidgetItem *item = currentItem())
            Q_EMIT taken(item->text());
        return true;
    default:
        break;
    }
    return false;
}

} // namespace assay::ui
