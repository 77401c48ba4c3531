// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/intervalbar.h"

#include <QPainter>

#include <algorithm>

namespace assay::ui {

namespace {
constexpr double kDotRadius = 3.5;
constexpr double kWhiskerHeight = 8;
} // namespace

void paintInterval(QPainter &painter, const QRectF &area, const IntervalMark &mark)
{
    const auto x = [&](double value) {
        const double share = (value - mark.scaleLower) / std::max(1e-9, mark.scaleUpper - mark.scaleLower);
        return area.left() + std::clamp(share, 0.0, 1.0) * area.width();
    };
    const double y = area.center().y();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (mark.reference) {
        painter.setPen(QPen(theme::secondaryText(), 1, Qt::DashLine));
        painter.drawLine(QPointF(x(*mark.reference), area.top()), QPointF(x(*mark.reference), area.bottom()));
    }
    const QColor colour = theme::foreground(mark.tone);
    painter.setPen(QPen(colour, 1.5));
    painter.drawLine(QPointF(x(mark.lower), y), QPointF(x(mark.upper), y));
    for (const double end : {mark.lower, mark.upper})
        painter.drawLine(QPointF(x(end), y - kWhiskerHeight / 2), QPointF(x(end), y + kWhiskerHeight / 2));
    painter.setBrush(colour);
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QPointF(x(mark.estimate), y), kDotRadius, kDotRadius);
    painter.restore();
}

IntervalBar::IntervalBar(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void IntervalBar::setMark(const IntervalMark &mark)
{
    if (m_mark == mark)
        return;
    m_mark = mark;
    update();
}

QSize IntervalBar::sizeHint() const
{
    return {120, 20};
}

void IntervalBar::paintEvent(QPaintEvent *)
{
    if (!m_mark)
        return;
    QPainter painter(this);
    paintInterval(painter, QRectF(rect()).adjusted(kDotRadius + 1, 0, -kDotRadius - 1, 0), *m_mark);
}

} // namespace assay::ui
