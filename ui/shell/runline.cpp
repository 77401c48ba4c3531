// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/runline.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QProgressBar>
#include <QToolButton>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

QString stateText(const run::LiveBatch &batch)
{
    switch (batch.state) {
    case run::RunState::running:
        return batch.reason;
    case run::RunState::paused:
        return batch.isLast && !batch.reason.isEmpty() ? batch.reason : RunLine::tr("paused"); // batches that are waited for
    case run::RunState::finished:
        return RunLine::tr("finished");
    case run::RunState::cancelled:
        return RunLine::tr("stopped");
    case run::RunState::capped:
        return RunLine::tr("capped: %1").arg(batch.reason);
    case run::RunState::failed:
        return batch.reason;
    }
    Q_UNREACHABLE_RETURN({});
}

QString heartbeat(const run::LiveBatch &batch)
{
    QStringList parts;
    parts.append(RunLine::tr("#%1  %2 of %3").arg(batch.run.value).arg(format::count(batch.all.done()), format::count(batch.all.cells)));
    const QString spent = format::money(batch.all.settled);
    parts.append(batch.budget ? RunLine::tr("%1 of %2 cap").arg(spent, format::money(*batch.budget)) : spent);
    parts.append(RunLine::tr("%1 in, %2 out").arg(format::tokens(batch.all.usage.input), format::tokens(batch.all.usage.output)));
    if (batch.all.inFlight > 0)
        parts.append(RunLine::tr("%n in flight", nullptr, batch.all.inFlight));
    if (batch.remaining && !batch.isLast)
        parts.append(RunLine::tr("%1 left").arg(format::duration(*batch.remaining)));
    if (const QString state = stateText(batch); !state.isEmpty())
        parts.append(state);
    return parts.join(u"  ·  "_s);
}

} // namespace

RunLine::RunLine(QWidget *parent) : QWidget(parent), m_text(new QLabel(this)), m_progress(new QProgressBar(this)), m_pause(new QToolButton(this)), m_stop(new QToolButton(this))
{
    setObjectName(u"runLineWidget"_s);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    m_progress->setFixedWidth(120);
    m_progress->setTextVisible(false);
    m_text->setObjectName(u"runLineLabel"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_pause->setToolTip(tr("Pause or go on"));
    m_pause->setAccessibleName(m_pause->toolTip());
    m_stop->setToolTip(tr("Stop the run; what arrived is kept"));
    m_stop->setAccessibleName(m_stop->toolTip());
    m_stop->setIcon(theme::icon(u"media-playback-stop"_s));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme::space(2), 0, theme::space(2), 0);
    row->setSpacing(theme::space(2));
    row->addWidget(m_progress);
    row->addWidget(m_text, 1);
    row->addWidget(m_pause);
    row->addWidget(m_stop);
    connect(m_pause, &QToolButton::clicked, this, &RunLine::pauseClicked);
    connect(m_stop, &QToolButton::clicked, this, &RunLine::stopClicked);
    showIdle({});
}

void RunLine::showBatch(const run::LiveBatch &batch)
{
    m_progress->setMaximum(std::max(1, batch.all.cells));
    m_progress->setValue(batch.all.done());
    m_progress->setVisible(!batch.isLast);
    m_text->setText(heartbeat(batch));
    m_pause->setVisible(!batch.isLast);
    m_stop->setVisible(!batch.isLast);
    const bool paused = batch.state == run::RunState::paused;
    m_pause->setIcon(theme::icon(paused ? u"media-playback-start"_s : u"media-playback-pause"_s));
    announce(batch);
}

void RunLine::showIdle(const QString &text)
{
    m_text->setText(text);
    m_progress->hide();
    m_pause->hide();
    m_stop->hide();
    m_announcedTenth = -1;
}

// Screen readers hear every tenth of the way, not twenty batches a second.
void RunLine::announce(const run::LiveBatch &batch)
{
    const int tenth = batch.all.cells > 0 ? 10 * batch.all.done() / batch.all.cells : 0;
    if (tenth == m_announcedTenth)
        return;
    m_announcedTenth = tenth;
    setAccessibleName(m_text->text());
    QAccessibleEvent event(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

void RunLine::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT clicked();
}

void RunLine::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT clicked();
    else
        QWidget::keyPressEvent(event);
}

} // namespace assay::ui
