// SPDX-License-Identifier: GPL-3.0-or-later
// What the plan is told to be: whether it can start, as a batch too, and what to know before.
#include "ui/format/format.h"
#include "ui/pages/run/planpanel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMostNotes = 3;
constexpr qsizetype kMostWhy = 240;
} // namespace

void PlanPanel::showJudgement(const Judgement &judgement)
{
    // What is wrong either way says nothing of batches.
    const bool isRefused = judgement.live && !judgement.batch;
    offer(*m_batch, isRefused ? judgement.batch.error().describe() : QString());
    m_whyNoBatch->setText(isRefused ? tr("Not as a batch: %1").arg(format::oneLine(judgement.batch.error().message, kMostWhy)) : QString());
    m_whyNoBatch->setVisible(isRefused);
    if (isRefused && m_batch->isChecked()) {
        m_batch->setChecked(false); // plans once more
        return;
    }
    const Result<void> &valid = m_batch->isChecked() ? judgement.batch : judgement.live;
    offer(*m_start, m_document.isRunning() ? tr("A run goes on. Another one starts when it has ended, or was stopped.") : QString());
    if (!valid) {
        say(valid.error().describe(), true);
        return;
    }
    QStringList lines{m_planText};
    for (const QString &note : judgement.notes.mid(0, kMostNotes))
        lines.append(u"• "_s + note);
    if (judgement.notes.size() > kMostNotes)
        lines.append(tr("and %n more to know", nullptr, static_cast<int>(judgement.notes.size() - kMostNotes)));
    say(lines.join(u'\n'), false);
}

void PlanPanel::say(const QString &text, bool isProblem)
{
    m_isProblem = isProblem;
    if (isProblem)
        offer(*m_start, text);
    m_text->setText(isProblem ? theme::mark(Tone::error) + u" "_s + text : text);
    refreshColours();
}

void PlanPanel::refreshColours()
{
    m_text->setStyleSheet(m_isProblem ? u"color: %1;"_s.arg(theme::foreground(Tone::error).name()) : QString());
}

} // namespace assay::ui
