// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/draghandle.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace assay::ui {

DragHandle::DragHandle(QWidget *parent) : QWidget(parent)
{
    setCursor(Qt::OpenHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setToolTip(tr("Drag to another place (or Alt+Up, Alt+Down)"));
    setAccessibleName(tr("Drag to another place"));
}

QSize DragHandle::sizeHint() const
{
    return {theme::space(3), theme::space(6)};
}

void DragHandle::paintEvent(QPaintEvent *)
{
    constexpr int kDot = 2;
    constexpr int kStep = 5;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::secondaryText());
    for (int row = -1; row <= 1; ++row) {
        for (int column = 0; column <= 1; ++column)
            painter.drawEllipse(QRectF(width() / 2.0 - kStep / 2.0 - kDot / 2.0 + column * kStep, height() / 2.0 - kDot / 2.0 + row * kStep, kDot, kDot));
    }
}

void DragHandle::mousePressEvent(QMouseEvent *event)
{
    if (m_pressedAt || event->button() != Qt::LeftButton) {
        end();
        return;
    }
    m_pressedAt = event->globalPosition().toPoint();
}

void DragHandle::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressedAt)
        return;
    const QPoint place = event->globalPosition().toPoint();
    if (!m_isDragging && (place - *m_pressedAt).manhattanLength() < QApplication::startDragDistance())
        return;
    if (!m_isDragging) {
        m_isDragging = true;
        setCursor(Qt::ClosedHandCursor);
        grabKeyboard();
    }
    Q_EMIT dragged(place);
}

void DragHandle::mouseReleaseEvent(QMouseEvent *event)
{
    const bool isDropped = m_isDragging;
    m_isDragging = false;
    end();
    if (isDropped)
        Q_EMIT dropped(event->globalPosition().toPoint());
}

void DragHandle::keyPressEvent(QKeyEvent *event)
{
    if (m_isDragging && event->key() == Qt::Key_Escape)
        end();
    else
        QWidget::keyPressEvent(event);
}

void DragHandle::end()
{
    releaseKeyboard();
    setCursor(Qt::OpenHandCursor);
    m_pressedAt.reset();
    if (std::exchange(m_isDragging, false))
        Q_EMIT cancelled();
}

} // namespace assay::ui
