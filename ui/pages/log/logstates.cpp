// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log/logstates.h"

#include "ui/widgets/emptystate.h"

#include <QAction>

namespace assay::ui {

using namespace Qt::StringLiterals;

LogStates::LogStates(QWidget *parent) : QStackedWidget(parent)
{
    // In the order of State.
    EmptyState *noRun
        = add(u"view-list-details"_s, tr("No requests yet"), tr("A run leaves each of its requests here: when it was sent, how long it took, what came of it and what it cost."));
    add(u"view-refresh"_s, tr("Loading"), tr("The requests of the run are read."));
    add(u"view-list-details"_s, tr("This run has sent nothing"), tr("It ended before its first request, or it has only just begun."));
    m_failed = add(u"documentinfo"_s, tr("The log could not be read"), {});
    auto *plan = new QAction(tr("Plan a run"), this);
    connect(plan, &QAction::triggered, this, &LogStates::planRequested);
    noRun->addAction(plan);
    auto *retry = new QAction(tr("Try again"), this);
    connect(retry, &QAction::triggered, this, &LogStates::retryRequested);
    m_failed->addAction(retry);
}

EmptyState *LogStates::add(const QString &icon, const QString &title, const QString &text)
{
    auto *state = new EmptyState(icon, title, text, this);
    addWidget(state);
    return state;
}

void LogStates::showState(State state)
{
    setCurrentIndex(static_cast<int>(state));
}

void LogStates::showFailure(const QString &text)
{
    m_failed->setText(text);
    setCurrentWidget(m_failed);
}

} // namespace assay::ui
