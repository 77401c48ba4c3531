// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/pairedtableview.h"

#include "core/compare/figures.h"
#include "ui/format/format.h"
#include "ui/widgets/intervalbar.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>

#include <array>
#include <cmath>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kScales{0.05, 0.1, 0.2, 0.3, 0.5, 1.0};

QLabel *caption(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setProperty("secondary", true);
    return label;
}

QLabel *number(QWidget *parent, const QString &objectName)
{
    auto *label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setAlignment(Qt::AlignCenter);
    label->setMargin(theme::space(2));
    QFont font = theme::textFont();
    font.setPointSizeF(11);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

void tint(QLabel *label, Tone tone, bool isStrong)
{
    const QString text = isStrong ? u"color: %1; "_s.arg(theme::foreground(tone).name()) : QString();
    label->setStyleSheet(text + u"background: %1; border-radius: 6px;"_s.arg(theme::background(tone).name()));
}

Tone toneOf(compare::Verdict verdict)
{
    switch (verdict) {
    case compare::Verdict::better:
        return Tone::better;
    case compare::Verdict::worse:
        return Tone::worse;
    case compare::Verdict::notWorse:
        return Tone::accent;
    case compare::Verdict::noDifferenceSeen:
    case compare::Verdict::tooFewItems:
    case compare::Verdict::notComparable:
        return Tone::neutral;
    }
    Q_UNREACHABLE_RETURN(Tone::neutral);
}

} // namespace

PairedTableView::PairedTableView(QWidget *parent)
    : QWidget(parent),
      m_baselinePassed(caption(this)),
      m_baselineFailed(caption(this)),
      m_candidatePassed(caption(this)),
      m_candidateFailed(caption(this)),
      m_bothPassed(number(this, u"bothPassedLabel"_s)),
      m_regressions(number(this, u"regressionsLabel"_s)),
      m_fixes(number(this, u"fixesLabel"_s)),
      m_bothFailed(number(this, u"bothFailedLabel"_s)),
      m_leftOut(caption(this)),
      m_interval(new IntervalBar(this)),
      m_scaleLower(caption(this)),
      m_scaleMiddle(caption(this)),
      m_scaleUpper(caption(this)),
      m_intervalText(new QLabel(this)),
      m_change(caption(this))
{
    auto *table = new QGridLayout;
    table->setSpacing(theme::space(1));
    table->addWidget(m_candidatePassed, 0, 1, Qt::AlignCenter);
    table->addWidget(m_candidateFailed, 0, 2, Qt::AlignCenter);
    table->addWidget(m_baselinePassed, 1, 0);
    table->addWidget(m_bothPassed, 1, 1);
    table->addWidget(m_regressions, 1, 2);
    table->addWidget(m_baselineFailed, 2, 0);
    table->addWidget(m_fixes, 2, 1);
    table->addWidget(m_bothFailed, 2, 2);
    table->addWidget(m_leftOut, 3, 0, 1, 3);
    table->setColumnMinimumWidth(1, 84);
    table->setColumnMinimumWidth(2, 84);

    auto *right = new QVBoxLayout;
    right->setSpacing(theme::space(1));
    auto *title = caption(this);
    title->setText(tr("Difference in points"));
    right->addWidget(title);
    right->addWidget(m_interval);
    auto *scale = new QHBoxLayout;
    scale->addWidget(m_scaleLower);
    scale->addStretch();
    scale->addWidget(m_scaleMiddle);
    scale->addStretch();
    scale->addWidget(m_scaleUpper);
    for (QLabel *label : {m_scaleLower, m_scaleMiddle, m_scaleUpper})
        label->setFont(theme::smallFont());
    right->addLayout(scale);
    right->addWidget(m_intervalText);
    m_change->setWordWrap(true);
    right->addWidget(m_change);
    right->addStretch();

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space(8));
    row->addLayout(table);
    row->addLayout(right, 1);
    m_interval->setAccessibleName(tr("Difference with its 95 % interval"));
}

void PairedTableView::setComparison(const compare::Comparison &comparison)
{
    const stats::PairedTable &table = comparison.evidence.table;
    m_baselinePassed->setText(comparison.baseline.label + u" ✓"_s);
    m_baselineFailed->setText(comparison.baseline.label + u" ✕"_s);
    m_candidatePassed->setText(comparison.candidate.label + u" ✓"_s);
    m_candidateFailed->setText(comparison.candidate.label + u" ✕"_s);
    m_bothPassed->setText(format::count(table.bothPass));
    m_regressions->setText(u"▼ "_s + format::count(table.regressions));
    m_regressions->setToolTip(tr("Regressions: passed under the baseline, failed under the candidate"));
    m_fixes->setText(u"▲ "_s + format::count(table.fixes));
    m_fixes->setToolTip(tr("Fixes: failed under the baseline, passed under the candidate"));
    m_bothFailed->setText(format::count(table.bothFail));
    tint(m_bothPassed, Tone::neutral, false);
    tint(m_regressions, Tone::worse, true);
    tint(m_fixes, Tone::better, true);
    tint(m_bothFailed, Tone::neutral, false);
    m_leftOut->setText(
        comparison.leftOut.isEmpty() ? tr("left out: none") : tr("left out: %n item(s) without a grade on one side", nullptr, static_cast<int>(comparison.leftOut.size())));
    showScale(comparison);
    QStringList changes;
    if (comparison.costChange && comparison.baseline.cost && comparison.candidate.cost)
        changes.append(tr("Costs %1 against %2").arg(format::money(*comparison.candidate.cost), format::money(*comparison.baseline.cost)));
    if (comparison.latencyP50ChangeMs && comparison.candidate.latencyP50Ms && comparison.baseline.latencyP50Ms) {
        const auto text = [](double ms) { return format::duration(Milliseconds(static_cast<qint64>(ms)), true); };
        changes.append(tr("median latency %1 against %2").arg(text(*comparison.candidate.latencyP50Ms), text(*comparison.baseline.latencyP50Ms)));
    }
    if (comparison.adjustedP)
        changes.append(comparison.familySize > 1 ? tr("%1 (Holm, family of %2)").arg(compare::pText(*comparison.adjustedP)).arg(comparison.familySize)
                                                 : compare::pText(*comparison.adjustedP));
    m_change->setText(changes.join(u"  ·  "_s));
}

void PairedTableView::showScale(const compare::Comparison &comparison)
{
    const auto &interval = comparison.evidence.interval;
    m_interval->setVisible(interval.has_value());
    m_intervalText->setVisible(interval.has_value());
    if (!interval)
        return;
    const double widest = std::max(std::abs(interval->lower), std::abs(interval->upper));
    const auto *scale = std::ranges::find_if(kScales, [widest](double limit) { return limit >= widest; });
    const double limit = scale == kScales.end() ? 1.0 : *scale;
    m_interval->setMark({.scaleLower = -limit,
        .scaleUpper = limit,
        .lower = interval->lower,
        .upper = interval->upper,
        .estimate = comparison.evidence.delta,
        .reference = 0.0,
        .tone = toneOf(comparison.verdict)});
    const qint64 n = comparison.evidence.table.n();
    m_scaleLower->setText(u"\u2212%1"_s.arg(limit * 100));
    m_scaleMiddle->setText(u"0"_s);
    m_scaleUpper->setText(u"+%1"_s.arg(limit * 100));
    m_intervalText->setText(tr("%1 points, 95 % interval %2").arg(compare::pointsText(comparison.evidence.delta, n), compare::intervalText(*interval, n)));
}

} // namespace assay::ui
