// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/matrixdelegate.h"

#include "ui/pages/run/matrixmodel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStepWidth = 5;
constexpr int kStepHeight = 10;

void paintSteps(QPainter *painter, const QRect &area, const QPoint &passedOfDone)
{
    for (int step = 0; step < passedOfDone.y(); ++step) {
        const QRect box(area.left() + step * (kStepWidth + 1), area.center().y() - kStepHeight / 2, kStepWidth, kStepHeight);
        if (step < passedOfDone.x())
            painter->fillRect(box, theme::foreground(Tone::pass));
        else
            painter->drawRect(box.adjusted(0, 0, -1, -1));
    }
}

} // namespace

MatrixDelegate::MatrixDelegate(QObject *parent) : QStyledItemDelegate(parent) {}

void MatrixDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QVariant toneValue = index.data(MatrixModel::ToneRole);
    if (!toneValue.isValid()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    // Selection and focus come from the style; text is ours, so that nothing is laid out for a mark.
    QStyleOptionViewItem base(option);
    base.features &= ~QStyleOptionViewItem::HasDisplay;
    const QWidget *widget = option.widget;
    QStyle *style = widget ? widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &base, painter, widget);

    const auto tone = static_cast<Tone>(toneValue.toInt());
    painter->setFont(option.font);
    painter->setPen(theme::foreground(tone));
    QRect area = option.rect.adjusted(theme::space(2), 0, -theme::space(1), 0);
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter, index.data(MatrixModel::MarkRole).toString());
    area.setLeft(area.left() + theme::space(5));
    const QVariant repeats = index.data(MatrixModel::RepeatsRole);
    if (repeats.isValid()) {
        const QPoint passedOfDone = repeats.toPoint();
        paintSteps(painter, area, passedOfDone);
        area.setLeft(area.left() + passedOfDone.y() * (kStepWidth + 1) + theme::space(2));
    }
    const QString text = index.data(MatrixModel::TextRole).toString();
    if (text.isEmpty())
        return;
    painter->setPen(tone == Tone::running ? theme::secondaryText() : option.palette.color(QPalette::Text));
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, option.fontMetrics.elidedText(text, Qt::ElideRight, area.width()));
}

} // namespace assay::ui
