// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/runmeters.h"

#include "core/stats/proportion.h"
#include "core/stats/quantile.h"
#include "ui/format/format.h"
#include "ui/pages/run/budgetbar.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLeastWidth = 520;
constexpr int kOneRowWidth = 1000;
constexpr qsizetype kFewValues = 20; // below this a p95 says nothing

QString quantiles(const QList<qint64> &values)
{
    const std::vector<double> numbers(values.begin(), values.end());
    const auto p50 = stats::quantileType7(numbers, 0.5);
    if (!p50)
        return u"–"_s;
    const auto p95 = stats::quantileType7(numbers, values.size() < kFewValues ? 1.0 : 0.95);
    const auto text = [](double ms) { return format::duration(Milliseconds(static_cast<qint64>(ms)), true); };
    return text(*p50) + u" / "_s + text(*p95);
}

} // namespace

RunMeters::RunMeters(QWidget *parent) : QWidget(parent), m_progress(new QProgressBar(this)), m_progressText(new QLabel(this)), m_budget(new BudgetBar(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    m_progress->setTextVisible(false);
    m_progress->setObjectName(u"runProgressBar"_s);
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progressText->setObjectName(u"runProgressLabel"_s);
    auto *top = new QHBoxLayout;
    top->setSpacing(theme::space(3));
    top->addWidget(m_progress, 3);
    top->addWidget(m_progressText);
    top->addWidget(m_budget, 1);
    column->addLayout(top);

    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(theme::space(5));
    m_grid->setVerticalSpacing(theme::space(1));
    column->addLayout(m_grid);
    m_money = addMeter(tr("Money"), u"moneyLabel"_s);
    m_tokens = addMeter(tr("In · cached · out · reasoning"), u"tokensLabel"_s);
    m_pace = addMeter(tr("Tokens/s"), u"paceLabel"_s);
    m_speed = addMeter(tr("Latency p50 / p95"), u"latencyLabel"_s);
    m_passed = addMeter(tr("Passed so far (95 %)"), u"passedLabel"_s);
    m_perPassed = addMeter(tr("Per passed item"), u"perPassedLabel"_s);
    m_trouble = addMeter(tr("Retried · 429s · errors"), u"troubleLabel"_s);
    setMinimumWidth(kLeastWidth); // the meters go into two rows before they would make the window wide
    arrange(m_meters.size());
}

void RunMeters::arrange(qsizetype columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (qsizetype i = 0; i < m_meters.size(); ++i) {
        m_grid->removeWidget(m_meters.at(i));
        m_grid->addWidget(m_meters.at(i), static_cast<int>(i / columns), static_cast<int>(i % columns));
    }
    for (int i = 0; i <= m_meters.size(); ++i)
        m_grid->setColumnStretch(i, i == columns ? 1 : 0);
}

void RunMeters::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange(width() < kOneRowWidth ? (m_meters.size() + 1) / 2 : m_meters.size());
}

RunMeters::Meter RunMeters::addMeter(const QString &caption, const QString &objectName)
{
    auto *meter = new QWidget(this);
    auto *stack = new QVBoxLayout(meter);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(0);
    auto *head = new QLabel(caption, meter);
    head->setFont(theme::smallFont());
    head->setProperty("secondary", true);
    auto *value = new QLabel(u"–"_s, meter);
    value->setObjectName(objectName);
    value->setAccessibleName(caption);
    QFont strong = theme::textFont();
    strong.setWeight(QFont::DemiBold);
    value->setFont(strong);
    stack->addWidget(head);
    stack->addWidget(value);
    m_meters.append(meter);
    return {head, value};
}

void RunMeters::showFigures(const run::Totals &totals, std::optional<Money> budget, const run::RunPlan &plan)
{
    m_progress->setMaximum(std::max(1, totals.cells));
    m_progress->setValue(totals.done());
    m_budget->setMoney(totals.settled, totals.reserved, budget);
    const auto unpriced = std::ranges::count_if(plan.models, [](const run::PlannedModel &model) { return !model.price; });
    const bool isNothingKnown = unpriced == plan.models.size();
    const QString rest = isNothingKnown || unpriced == 0 ? QString() : tr(" + unknown");
    const QString inFlight = totals.reserved > Money() ? tr(" + %1 in flight").arg(format::money(totals.reserved)) : QString();
    m_money.value->setText(isNothingKnown ? tr("unknown") : QString(format::money(totals.settled) + rest + inFlight));
    m_money.value->setToolTip(unpriced > 0 ? tr("Without a known price: %n model(s) of this run", nullptr, static_cast<int>(unpriced)) : QString());
    m_money.caption->setText(plan.isSimulated() ? tr("Money (simulated)") : tr("Money"));
    const tokens::Usage &usage = totals.usage;
    m_tokens.value->setText(
        u"%1 · %2 · %3 · %4"_s.arg(format::tokens(usage.input), format::tokens(usage.inputCached), format::tokens(usage.output), format::tokens(usage.reasoning)));
    m_tokens.value->setToolTip(tr("%1 in, of them %2 from the providers' caches; %3 out, of them %4 reasoning")
            .arg(format::count(usage.input), format::count(usage.inputCached), format::count(usage.output), format::count(usage.reasoning)));
    m_speed.value->setText(quantiles(totals.latencyMs));
    m_speed.value->setToolTip(tr("Time to the first token: %1").arg(quantiles(totals.timeToFirstTokenMs)));
    const auto rate = stats::wilson(totals.passed, totals.graded());
    m_passed.value->setText(rate
            ? tr("%1 (%2 to %3)")
                  .arg(format::rate(rate->estimate, totals.graded()), format::rate(rate->interval.lower, totals.graded()), format::rate(rate->interval.upper, totals.graded()))
            : u"–"_s);
    const auto perPassed = totals.costPerPassed();
    m_perPassed.value->setText(!perPassed ? u"–"_s : isNothingKnown ? tr("unknown") : QString(format::money(*perPassed) + rest));
    m_totals = totals;
    showTrouble();
}

void RunMeters::showTrouble()
{
    const int retried = m_requests ? m_requests->retries : m_totals.retries;
    const QString limited = m_requests ? format::count(m_requests->rateLimited) : u"–"_s;
    m_trouble.value->setText(u"%1 · %2 · %3"_s.arg(format::count(retried), limited, format::count(m_totals.errors)));
    m_trouble.value->setToolTip(m_requests ? tr("%n request(s) in all", nullptr, m_requests->requests) : QString());
}

void RunMeters::showRequests(const store::RequestCounts &counts)
{
    m_requests = counts;
    showTrouble();
}

void RunMeters::showBatch(const run::LiveBatch &batch, const run::RunPlan &plan)
{
    showFigures(batch.all, batch.budget, plan);
    QString progress = tr("%1 of %2  ·  %3").arg(format::count(batch.all.done()), format::count(batch.all.cells), format::duration(batch.elapsed));
    if (batch.remaining && !batch.isLast)
        progress += tr("  ·  %1 left").arg(format::duration(*batch.remaining));
    m_progressText->setText(progress);
    m_pace.value->setText(format::count(static_cast<qint64>(batch.outputTokensPerSecond)));
}

void RunMeters::showTotals(const run::Totals &totals, const run::RunPlan &plan)
{
    m_requests.reset();
    showFigures(totals, plan.budget, plan);
    m_progressText->setText(tr("%1 of %2").arg(format::count(totals.done()), format::count(totals.cells)));
    m_pace.value->setText(u"–"_s);
}

} // namespace assay::ui
