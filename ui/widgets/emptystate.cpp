// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"

#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPushButton>

namespace assay::ui {

EmptyState::EmptyState(const QString &iconName, const QString &title, const QString &text, QWidget *parent)
    : QWidget(parent),
      m_iconName(iconName),
      m_picture(new QLabel(this)),
      m_body(new QLabel(text, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space(8), theme::space(8), theme::space(8), theme::space(8));
    column->setSpacing(theme::space(2));
    column->addStretch(2);

    m_picture->setAlignment(Qt::AlignHCenter);
    column->addWidget(m_picture);
    drawPicture();

    auto *headline = new QLabel(title, this);
    headline->setFont(theme::headlineFont());
    headline->setAlignment(Qt::AlignHCenter);
    headline->setWordWrap(true);
    column->addWidget(headline);

    m_body->setProperty("secondary", true);
    m_body->setTextFormat(Qt::PlainText);
    m_body->setAlignment(Qt::AlignHCenter);
    m_body->setWordWrap(true);
    column->addWidget(m_body);

    column->addSpacing(theme::space(2));
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(theme::space(2));
    m_buttons->addStretch();
    m_buttons->addStretch();
    column->addLayout(m_buttons);
    column->addStretch(3);
}

void EmptyState::setText(const QString &text)
{
    m_body->setText(text);
}

void EmptyState::drawPicture()
{
    m_picture->setPixmap(theme::icon(m_iconName).pixmap(48, 48));
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        drawPicture();
}

void EmptyState::addAction(QAction *action)
{
    auto *button = new QPushButton(action->text(), this);
    button->setProperty("main", m_buttons->count() == 2);
    button->setAutoDefault(true); // Return presses it, too
    const auto follow = [button, action] { offer(*button, action->isEnabled() ? QString() : action->toolTip()); };
    follow();
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, button, follow);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
}

} // namespace assay::ui
