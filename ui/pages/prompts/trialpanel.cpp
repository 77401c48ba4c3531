// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/trialpanel.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/problemlabel.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

Tone toneOf(const run::TrialResult &result)
{
    const bool isJustShown = result.outcome == run::Outcome::passed && !result.isGraded;
    return isJustShown ? Tone::skipped : theme::tone(result.outcome);
}

QString shownCost(const std::optional<Money> &cost)
{
    return cost ? format::money(*cost) : TrialPanel::tr("cost unknown");
}

bool isSameTrial(const run::RunPlan &a, const run::RunPlan &b)
{
    return a.versions == b.versions && a.models == b.models && a.set.items.size() == b.set.items.size() && a.set.name == b.set.name;
}

} // namespace

TrialPanel::TrialPanel(DraftTrial &trial, QWidget *parent)
    : QWidget(parent),
      m_trial(trial),
      m_one(new QPushButton(tr("Try on this item"), this)),
      m_ten(new QPushButton(tr("On %1 items").arg(kSampled), this)),
      m_confirm(new QPushButton(this)),
      m_stop(new QPushButton(tr("Stop"), this)),
      m_said(new QLabel(this)),
      m_whose(new QLabel(this)),
      m_body(new QStackedWidget(this)),
      m_list(new QListWidget(this)),
      m_reason(new QLabel(this)),
      m_answer(new CodeView(this))
{
    makeParts();
    connect(m_one, &QPushButton::clicked, this, &TrialPanel::askItemRequested);
    connect(m_ten, &QPushButton::clicked, this, &TrialPanel::askSampleRequested);
    connect(m_confirm, &QPushButton::clicked, this, &TrialPanel::begin);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_isStopped = true;
        m_trial.stop();
    });
    connect(m_list, &QListWidget::currentRowChanged, this, &TrialPanel::showResult);
    connect(&m_trial, &DraftTrial::estimated, this, &TrialPanel::takeEstimate);
    connect(&m_trial, &DraftTrial::refused, this, &TrialPanel::refuse);
    connect(&m_trial, &DraftTrial::answered, this, &TrialPanel::take);
    connect(&m_trial, &DraftTrial::ended, this, &TrialPanel::end);
}

void TrialPanel::makeParts()
{
    m_one->setObjectName(u"tryItemPushButton"_s);
    m_one->setToolTip(tr("Asks the model for the item that is shown, without saving a version (Ctrl+Return)"));
    m_ten->setObjectName(u"trySamplePushButton"_s);
    m_ten->setToolTip(tr("Asks for %1 items drawn from the set (Ctrl+Shift+Return)").arg(kSampled));
    m_confirm->setObjectName(u"tryConfirmPushButton"_s);
    m_confirm->setProperty("main", true);
    m_confirm->hide();
    m_stop->setObjectName(u"tryStopPushButton"_s);
    m_stop->setToolTip(tr("What is on its way is called off"));
    m_stop->hide();
    m_said->setObjectName(u"trySaidLabel"_s);
    m_said->setWordWrap(true);
    m_said->setTextFormat(Qt::PlainText);
    m_whose->setObjectName(u"tryWhoseLabel"_s);
    m_whose->setWordWrap(true);
    m_whose->setTextFormat(Qt::PlainText);
    m_whose->hide();
    m_list->setObjectName(u"tryResultsListWidget"_s);
    m_list->setAccessibleName(tr("Answers by item"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_reason->setObjectName(u"tryReasonLabel"_s);
    m_reason->setWordWrap(true);
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_answer->setObjectName(u"tryAnswerPlainTextEdit"_s);
    m_answer->setAccessibleName(tr("The answer"));
    m_answer->setReadOnly(true);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(theme::space(1));
    for (QPushButton *each : {m_one, m_ten, m_stop})
        buttons->addWidget(each);
    buttons->addStretch();
    auto *detail = new QWidget(this);
    auto *detailColumn = new QVBoxLayout(detail);
    detailColumn->setContentsMargins(0, 0, 0, 0);
    detailColumn->addWidget(m_reason);
    detailColumn->addWidget(m_answer, 1);
    auto *results = new QSplitter(Qt::Vertical, this);
    results->setChildrenCollapsible(false);
    results->addWidget(m_list);
    results->addWidget(detail);
    results->setStretchFactor(1, 1);
    results->setSizes({150, 300});
    auto *nothing = new QLabel(tr("See what the model answers before you save: one item, or %1 drawn from the set, graded like in a run. Nothing of it is kept.").arg(kSampled), this);
    nothing->setWordWrap(true);
    nothing->setProperty("secondary", true);
    nothing->setAlignment(Qt::AlignTop);
    m_body->addWidget(nothing);
    m_body->addWidget(results);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme::space(2), 0, 0);
    column->setSpacing(theme::space(2));
    column->addLayout(buttons);
    column->addWidget(m_said);
    column->addWidget(m_confirm, 0, Qt::AlignLeft);
    column->addWidget(m_whose);
    column->addWidget(m_body, 1);
    m_said->hide();
}

void TrialPanel::ask(const run::RunPlan &plan)
{
    if (m_offered && isSameTrial(*m_offered, plan)) {
        begin();
        return;
    }
    m_confirm->hide();
    m_offered = plan;
    m_offeredTitle = m_shownTitle;
    say(tr("Counting…"), false);
    m_trial.prepare(plan);
}

void TrialPanel::refuse(const Error &error)
{
    m_offered.reset();
    m_confirm->hide();
    say(error.describe(), true);
}

void TrialPanel::setShown(const prompt::Version &version, const QString &title)
{
    m_shown = version;
    m_shownTitle = title;
    tellWhose();
}

void TrialPanel::tellWhose()
{
    if (m_askedTitle.isEmpty())
        return;
    const bool isSame = m_asked.promptName == m_shown.promptName && m_asked.content == m_shown.content;
    if (isSame)
        showText(*m_whose, tr("Answers to %1").arg(m_shownTitle));
    else if (m_askedTitle == m_shownTitle)
        showProblem(*m_whose, tr("Answers to %1 as it was, before it was changed").arg(m_askedTitle));
    else
        showProblem(*m_whose, tr("Answers to %1, not to %2, which is shown").arg(m_askedTitle, m_shownTitle));
}

void TrialPanel::takeEstimate(const run::Estimate &estimate)
{
    const run::PlannedModel &model = m_trial.plan().models.first();
    if (model.provider.isSimulated()) {
        begin();
        return;
    }
    const QString calls = tr("%n call(s) to %1", nullptr, estimate.all.calls).arg(model.model.name);
    if (model.price) {
        say(tr("%1: likely %2, at most %3.").arg(calls, format::money(estimate.all.likely), format::money(estimate.all.worstCase)), false);
        m_confirm->setText(tr("Ask, for at most %1").arg(format::money(estimate.all.worstCase)));
    } else {
        say(tr("%1. What they cost is not known: the model has no price.").arg(calls), false);
        m_confirm->setText(tr("Ask, at an unknown price"));
    }
    m_confirm->setToolTip(tr("Or the same keys once more"));
    m_confirm->show();
}

void TrialPanel::begin()
{
    m_offered.reset();
    m_confirm->hide();
    m_results.clear();
    m_list->clear();
    m_isStopped = false;
    m_asked = m_trial.plan().versions.first();
    m_askedTitle = m_offeredTitle;
    tellWhose();
    m_stop->show();
    m_body->setCurrentIndex(1);
    showSummary(false);
    showResult();
    m_trial.start();
}

void TrialPanel::take(const run::TrialResult &result)
{
    m_results.append(result);
    QStringList parts{theme::mark(toneOf(result)) + u" "_s + result.item, format::duration(result.latency, true), shownCost(result.cost)};
    if (!result.reason.isEmpty())
        parts.append(format::oneLine(result.reason, 120));
    auto *row = new QListWidgetItem(parts.join(u"  \u00b7  "_s), m_list);
    row->setForeground(result.outcome == run::Outcome::passed ? palette().color(QPalette::Text) : theme::foreground(toneOf(result)));
    row->setToolTip(format::toolTip(result.reason));
    if (m_list->count() == 1)
        m_list->setCurrentRow(0);
    showSummary(false);
}

void TrialPanel::end()
{
    m_stop->hide();
    showSummary(true);
    QAccessible::updateAccessibility(std::make_unique<QAccessibleEvent>(m_said, QAccessible::Alert).get());
}

void TrialPanel::showSummary(bool isOver)
{
    const run::PlannedModel &model = m_trial.plan().models.first();
    const int all = static_cast<int>(m_trial.plan().set.items.size());
    if (m_results.isEmpty()) {
        say(tr("Asking %1 for %n item(s)…", nullptr, all).arg(model.model.name), false);
        return;
    }
    const auto passed = std::ranges::count(m_results, run::Outcome::passed, &run::TrialResult::outcome);
    const bool isGraded = std::ranges::any_of(m_results, &run::TrialResult::isGraded);
    Money cost;
    bool isKnown = true;
    for (const run::TrialResult &result : std::as_const(m_results)) {
        cost += result.cost.value_or(Money());
        isKnown = isKnown && result.cost;
    }
    QStringList parts{(isGraded ? tr("%1 of %2 passed") : tr("%1 of %2 answered")).arg(passed).arg(m_results.size()), isKnown ? format::money(cost) : tr("cost unknown"), model.model.name};
    if (model.provider.isSimulated())
        parts.append(tr("simulated"));
    if (!isOver)
        parts.append(tr("%1 to go").arg(all - m_results.size()));
    else if (m_isStopped)
        parts.append(tr("stopped"));
    say(parts.join(u"  \u00b7  "_s), false);
}

void TrialPanel::showResult()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_results.size()) {
        m_reason->clear();
        m_answer->clear();
        return;
    }
    const run::TrialResult &result = m_results.at(row);
    QStringList lines;
    for (const grader::Grade &grade : result.grades) {
        const Tone tone = grade.state == grader::GradeState::passed ? Tone::pass : grade.state == grader::GradeState::failed ? Tone::fail : Tone::error;
        lines.append(theme::mark(tone) + u" "_s + grade.name + (grade.reason.isEmpty() ? QString() : u": "_s + format::oneLine(grade.reason, 200)));
    }
    if (lines.isEmpty())
        lines.append(theme::mark(toneOf(result)) + u" "_s + (result.reason.isEmpty() ? tr("No assertion says whether this is right.") : result.reason));
    if (result.usage)
        lines.append(tr("%1 tokens in, %2 out, %3").arg(format::tokens(result.usage->input), format::tokens(result.usage->output), shownCost(result.cost)));
    m_reason->setText(lines.join(u'\n'));
    m_answer->setLanguage(guessLanguage(result.text));
    m_answer->setPlainText(result.text);
}

void TrialPanel::say(const QString &text, bool isProblem)
{
    isProblem ? showProblem(*m_said, text) : showText(*m_said, text);
}

} // namespace assay::ui
