// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/budgetbar.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace assay::ui {

namespace {
constexpr int kBarHeight = 8;
constexpr double kWarnAbove = 0.75;
} // namespace

BudgetBar::BudgetBar(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("budgetBarWidget"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void BudgetBar::setMoney(Money settled, Money reserved, std::optional<Money> cap)
{
    m_settled = settled;
    m_reserved = reserved;
    m_cap = cap;
    setVisible(cap.has_value());
    if (cap) {
        setToolTip(tr("%1 spent, %2 reserved for calls in flight, cap %3").arg(format::money(settled), format::money(reserved), format::money(*cap)));
        setAccessibleName(toolTip());
    }
    update();
}

QSize BudgetBar::sizeHint() const
{
    return {220, 20};
}

void BudgetBar::paintEvent(QPaintEvent *)
{
    if (!m_cap || m_cap->picoUsd() <= 0)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF bar(0, (height() - kBarHeight) / 2.0, width() - 1, kBarHeight);
    const auto share = [this](Money money) { return std::clamp(money.usd() / m_cap->usd(), 0.0, 1.0); };
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::background(Tone::skipped));
    painter.drawRoundedRect(bar, kBarHeight / 2.0, kBarHeight / 2.0);
    const Tone tone = share(m_settled) > kWarnAbove ? Tone::error : Tone::accent;
    QColor reserved = theme::foreground(tone);
    reserved.setAlphaF(0.4F);
    painter.setBrush(reserved);
    painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(bar.width() * share(m_settled + m_reserved), bar.height())), kBarHeight / 2.0, kBarHeight / 2.0);
    painter.setBrush(theme::foreground(tone));
    painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(bar.width() * share(m_settled), bar.height())), kBarHeight / 2.0, kBarHeight / 2.0);
    painter.setPen(QPen(theme::secondaryText(), 1));
    for (const double mark : {0.25, 0.5, 0.75, 1.0})
        painter.drawLine(QPointF(bar.left() + bar.width() * mark, bar.top() - 3), QPointF(bar.left() + bar.width() * mark, bar.bottom() + 3));
}

} // namespace assay::ui
