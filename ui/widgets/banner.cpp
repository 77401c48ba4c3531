// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>

namespace assay::ui {

using namespace Qt::StringLiterals;

Banner::Banner(QWidget *parent) : QFrame(parent), m_text(new QLabel(this)), m_offer(new QPushButton(this))
{
    setObjectName(u"bannerFrame"_s);
    m_text->setObjectName(u"bannerLabel"_s);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_offer->setObjectName(u"bannerOffer"_s);
    m_offer->hide();
    connect(m_offer, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT offerTaken();
    });
    auto *close = new QPushButton(tr("Close"), this);
    close->setProperty("flat", true);
    connect(close, &QPushButton::clicked, this, &QWidget::hide);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme::space(3), theme::space(2), theme::space(2), theme::space(2));
    row->addWidget(m_text, 1);
    row->addWidget(m_offer, 0, Qt::AlignTop);
    row->addWidget(close, 0, Qt::AlignTop);
    hide();
}

void Banner::showOffer(Tone tone, const QString &title, const QString &body, const QString &offer)
{
    showMessage(tone, title, body);
    m_offer->setText(offer);
    m_offer->show();
}

void Banner::showMessage(Tone tone, const QString &title, const QString &body)
{
    m_offer->hide();
    m_tone = tone;
    refreshColours();
    m_text->setTextFormat(Qt::RichText);
    m_text->setText(u"<b>%1 %2</b><br>%3"_s.arg(theme::mark(tone), title.toHtmlEscaped(), body.toHtmlEscaped().replace(u"\n"_s, u"<br>"_s)));
    setAccessibleName(title + u". "_s + body);
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Banner::refreshColours()
{
    m_isColouring = true;
    setStyleSheet(u"QFrame#bannerFrame { background: %1; border: 1px solid %2; border-radius: 6px; }"_s.arg(theme::background(m_tone).name(), theme::foreground(m_tone).name()));
    m_isColouring = false;
}

void Banner::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && !m_isColouring)
        refreshColours();
    QFrame::changeEvent(event);
}

void Banner::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

} // namespace assay::ui
