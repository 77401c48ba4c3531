// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/eventspanel.h"

#include "ui/pages/run/eventsmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintable.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMostRowsShown = 6;
} // namespace

EventsPanel::EventsPanel(QWidget *parent)
    : QWidget(parent),
      m_model(new EventsModel(this)),
      m_newest(new QLabel(this)),
      m_toggle(new QPushButton(this)),
      m_copy(new QPushButton(tr("Copy"), this)),
      m_table(new QTableView(this))
{
    m_newest->setObjectName(u"newestEventLabel"_s);
    m_newest->setTextFormat(Qt::PlainText);
    m_newest->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_toggle->setObjectName(u"eventsPushButton"_s);
    m_toggle->setCheckable(true);
    m_toggle->setProperty("chip", true);
    m_copy->setObjectName(u"copyEventsPushButton"_s);
    m_copy->setProperty("chip", true);
    m_copy->setToolTip(tr("All events as text, one a line"));
    m_table->setObjectName(u"eventsTableView"_s);
    m_table->setAccessibleName(tr("What happened to the run"));
    m_table->setModel(m_model);
    makePlain(*m_table);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(EventsModel::TimeColumn, 76);
    m_table->setColumnWidth(EventsModel::KindColumn, 92);
    m_table->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::space(1));
    row->addWidget(m_newest, 1);
    row->addWidget(m_copy);
    row->addWidget(m_toggle);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(1));
    column->addLayout(row);
    column->addWidget(m_table);
    connect(m_toggle, &QPushButton::toggled, this, &EventsPanel::setListShown);
    connect(m_copy, &QPushButton::clicked, this, &EventsPanel::copy);
    clear();
}

void EventsPanel::clear()
{
    m_model->clear();
    hide();
}

const QList<run::RunEvent> &EventsPanel::events() const
{
    return m_model->events();
}

void EventsPanel::add(const QList<run::RunEvent> &events)
{
    const qsizetype before = m_model->rowCount();
    m_model->add(events);
    if (m_model->rowCount() == before)
        return;
    show();
    showNewest();
    m_table->setFixedHeight(kTableRowHeight * std::min(kMostRowsShown, m_model->rowCount()) + 2);
    m_table->scrollToBottom();
    // Warnings are heard at once, and not again with every event.
    if (events.last().kind == u"warning") {
        setAccessibleName(events.last().text);
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

void EventsPanel::showNewest()
{
    if (m_model->rowCount() == 0)
        return;
    const QModelIndex last = m_model->index(m_model->rowCount() - 1, EventsModel::TextColumn);
    const auto tone = static_cast<Tone>(last.data(EventsModel::ToneRole).toInt());
    const QString text = theme::mark(tone) + u" "_s + last.data().toString();
    m_newest->setText(m_newest->fontMetrics().elidedText(text, Qt::ElideRight, std::max(m_newest->width(), 100)));
    m_newest->setToolTip(last.data(Qt::ToolTipRole).toString());
    m_newest->setStyleSheet(u"color: %1;"_s.arg(theme::foreground(tone).name()));
    m_toggle->setText(tr("%n event(s)", nullptr, m_model->rowCount()));
}

void EventsPanel::setListShown(bool isShown)
{
    m_toggle->setChecked(isShown);
    m_table->setVisible(isShown);
    m_table->scrollToBottom();
}

void EventsPanel::copy()
{
    QGuiApplication::clipboard()->setText(m_model->toText());
}

void EventsPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showNewest();
}

void EventsPanel::refreshColours()
{
    showNewest();
}

} // namespace assay::ui
