// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/runhead.h"

#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace assay::ui {

using namespace Qt::StringLiterals;

RunHead::RunHead(QWidget *parent) : QWidget(parent), m_title(new QLabel(tr("Run"), this)), m_text(new QLabel(this)), m_plan(new QPushButton(tr("Hide the plan"), this))
{
    m_title->setFont(theme::headlineFont());
    m_title->setObjectName(u"runTitleLabel"_s);
    m_text->setObjectName(u"runStateLabel"_s);
    m_text->setProperty("secondary", true);
    m_text->setWordWrap(true); // the page may be narrow
    m_plan->setObjectName(u"planPushButton"_s);
    m_plan->setCheckable(true);
    m_plan->setChecked(true);
    m_resume = newButton(tr("Resume"), u"media-playback-start"_s, u"resumePushButton"_s);
    m_pause = newButton(tr("Pause"), u"media-playback-pause"_s, u"pausePushButton"_s);
    m_stop = newButton(tr("Stop"), u"media-playback-stop"_s, u"stopPushButton"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space(2));
    row->addWidget(m_title);
    row->addWidget(m_text, 1);
    for (QPushButton *button : {m_plan, m_resume, m_pause, m_stop})
        row->addWidget(button);
    connect(m_plan, &QPushButton::toggled, this, [this](bool isShown) {
        Q_EMIT planToggled(isShown);
        m_plan->setText(isShown ? tr("Hide the plan") : tr("Plan a run"));
    });
    connect(m_resume, &QPushButton::clicked, this, &RunHead::resumeRequested);
    connect(m_pause, &QPushButton::clicked, this, &RunHead::pauseRequested);
    connect(m_stop, &QPushButton::clicked, this, &RunHead::stopRequested);
}

QPushButton *RunHead::newButton(const QString &text, const QString &icon, const QString &objectName)
{
    auto *button = new QPushButton(text, this);
    button->setIcon(theme::icon(icon));
    button->setObjectName(objectName);
    return button;
}

void RunHead::showState(const State &state)
{
    m_title->setText(state.title);
    m_text->setText(state.text);
    m_plan->setVisible(state.hasRun);
    m_resume->setVisible(!state.resume.isEmpty());
    if (!state.resume.isEmpty())
        m_resume->setText(state.resume);
    m_pause->setVisible(state.isLive);
    m_pause->setText(state.isPaused ? tr("Go on") : tr("Pause"));
    m_pause->setIcon(theme::icon(state.isPaused ? u"media-playback-start"_s : u"media-playback-pause"_s));
    m_stop->setVisible(state.isLive);
}

void RunHead::setPlanShown(bool isShown)
{
    m_plan->setChecked(isShown);
}

bool RunHead::isPlanShown() const
{
    return m_plan->isChecked();
}

void RunHead::togglePlan()
{
    m_plan->toggle();
}

bool RunHead::offersResume() const
{
    return m_resume->isVisible();
}

} // namespace assay::ui
