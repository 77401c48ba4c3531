// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/columnheader.h"

#include "core/stats/proportion.h"
#include "core/stats/quantile.h"
#include "ui/format/format.h"
#include "ui/widgets/intervalbar.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLines = 8;

QString median(const QList<qint64> &values)
{
    std::vector<double> numbers(values.begin(), values.end());
    const auto quantile = stats::quantileType7(numbers, 0.5);
    return quantile ? format::duration(Milliseconds(static_cast<qint64>(*quantile)), true) : u"–"_s;
}

} // namespace

ColumnHeader::ColumnHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
    setHighlightSections(false);
    setStretchLastSection(false);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignTop);
    setSectionResizeMode(QHeaderView::Interactive);
    setMinimumSectionSize(72);
}

ColumnHeader::Figures ColumnHeader::figures(const run::RunPlan &plan, const run::ColumnTotals &column)
{
    const run::Totals &totals = column.totals;
    Figures shown;
    shown.version = plan.versions.at(column.version).label();
    shown.model = plan.models.at(column.model).model.name;
    if (const auto proportion = stats::wilson(totals.passed, totals.graded())) {
        shown.estimate = proportion->estimate;
        shown.lower = proportion->interval.lower;
        shown.upper = proportion->interval.upper;
    }
    shown.rate = format::rate(shown.estimate.value_or(0), totals.graded());
    const auto cost = run::costOf(plan, column);
    const auto perPassed = run::costPerPassed(plan, column);
    shown.cost = cost ? format::money(*cost) : tr("unknown");
    shown.perPassed = perPassed ? format::money(*perPassed) : cost ? u"–"_s : tr("unknown");
    shown.speed = median(totals.latencyMs) + u" / "_s + median(totals.timeToFirstTokenMs);
    if (totals.done() == totals.cells)
        shown.state = totals.errors > 0 ? tr("%n error(s)", nullptr, totals.errors) : tr("done");
    else if (totals.inFlight > 0)
        shown.state = totals.retries > 0 ? tr("%1 running, %2 again").arg(totals.inFlight).arg(totals.retries) : tr("%1 running").arg(totals.inFlight);
    else
        shown.state = tr("%1 to go").arg(totals.cells - totals.done());
    shown.toolTip = tr("%1 on %2\n%3 of %4 passed, 95 % interval %5 to %6\n%7 errors, %8 skipped")
                        .arg(shown.version, shown.model)
                        .arg(totals.passed)
                        .arg(totals.graded())
                        .arg(format::rate(shown.lower, totals.graded()), format::rate(shown.upper, totals.graded()))
                        .arg(totals.errors)
                        .arg(totals.skipped);
    return shown;
}

void ColumnHeader::setColumns(const run::RunPlan &plan, const QList<run::ColumnTotals> &columns)
{
    QList<Figures> fresh;
    for (const run::ColumnTotals &column : columns) {
        Figures shown = figures(plan, column);
        const QStringList warnings = m_warnings.value(column.model);
        shown.isWarned = !warnings.isEmpty();
        for (const QString &warning : warnings)
            shown.toolTip += u'\n' + theme::mark(Tone::error) + u' ' + warning;
        fresh.append(shown);
    }
    if (fresh == m_figures)
        return;
    const bool resized = fresh.size() != m_figures.size();
    m_figures = fresh;
    if (resized)
        updateGeometries();
    viewport()->update();
}

QSize ColumnHeader::sectionSizeFromContents(int section) const
{
    QSize size = QHeaderView::sectionSizeFromContents(section);
    size.setHeight(fontMetrics().lineSpacing() * kLines + theme::space(4));
    return size;
}

void ColumnHeader::paintCaptions(QPainter *painter, const QRect &area) const
{
    const int line = fontMetrics().lineSpacing();
    const QStringList captions{tr("item"), {}, tr("passed"), tr("95 % interval"), tr("cost"), tr("per passed item"), tr("p50 / first token"), {}};
    painter->setPen(theme::secondaryText());
    for (int i = 0; i < captions.size(); ++i)
        painter->drawText(QRect(area.left(), area.top() + i * line, area.width(), line), Qt::AlignLeft | Qt::AlignVCenter, captions.at(i));
}

void ColumnHeader::paintFigures(QPainter *painter, const QRect &area, const Figures &figures) const
{
    const int line = fontMetrics().lineSpacing();
    const auto row = [&](int number) { return QRect(area.left(), area.top() + number * line, area.width(), line); };
    const auto write
        = [&](int number, const QString &text) { painter->drawText(row(number), Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(text, Qt::ElideRight, area.width())); };
    painter->setPen(palette().color(QPalette::Text));
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    write(0, figures.version);
    if (figures.isWarned) {
        painter->setPen(theme::foreground(Tone::error));
        painter->drawText(row(0), Qt::AlignRight | Qt::AlignVCenter, theme::mark(Tone::error));
        painter->setPen(palette().color(QPalette::Text));
    }
    write(2, figures.rate);
    painter->setFont(font());
    write(4, figures.cost);
    write(5, figures.perPassed);
    write(6, figures.speed);
    painter->setPen(theme::secondaryText());
    write(1, figures.model);
    write(7, figures.state);
    if (figures.estimate)
        paintInterval(
            *painter, QRectF(row(3)).adjusted(4, 0, -4, 0), {.lower = figures.lower, .upper = figures.upper, .estimate = *figures.estimate, .reference = {}, .tone = Tone::accent});
}

void ColumnHeader::paintSection(QPainter *painter, const QRect &area, int section) const
{
    painter->save();
    painter->fillRect(area, palette().window());
    painter->setPen(theme::hairline());
    painter->drawLine(area.bottomLeft(), area.bottomRight());
    painter->drawLine(area.topRight(), area.bottomRight());
    const QRect inner = area.adjusted(theme::space(2), theme::space(2), -theme::space(2), -theme::space(1));
    painter->setFont(font());
    painter->setClipRect(area);
    if (section == 0)
        paintCaptions(painter, inner);
    else if (section - 1 < m_figures.size())
        paintFigures(painter, inner, m_figures.at(section - 1));
    painter->restore();
}

bool ColumnHeader::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int section = logicalIndexAt(help->pos());
        QToolTip::showText(help->globalPos(), section > 0 && section - 1 < m_figures.size() ? format::toolTip(m_figures.at(section - 1).toolTip) : QString(), this);
        return true;
    }
    return QHeaderView::viewportEvent(event);
}

} // namespace assay::ui
