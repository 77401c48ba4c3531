// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress.h"

#include "app/cli/figures.h"
#include "core/compare/figures.h"
#include "core/stats/proportion.h"
#include "core/stats/quantile.h"

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds kRedrawEvery{100};
constexpr Milliseconds kLineEvery{5'000};
constexpr Milliseconds kIdleLineEvery{60'000}; // while nothing comes in
constexpr int kNameWidth = 26;

QString medianText(const QList<qint64> &values)
{
    const std::vector<double> numbers(values.begin(), values.end());
    const auto median = stats::quantileType7(numbers, 0.5);
    return median ? durationText(Milliseconds(static_cast<qint64>(*median))) : u"-"_s;
}

QString rateText(const run::Totals &totals)
{
    const auto rate = stats::wilson(totals.passed, totals.graded());
    return rate ? compare::rateText(rate->estimate, totals.graded()) : u"-"_s;
}

QString row(const QString &name, const run::Totals &totals)
{
    return padded(name, kNameWidth) + padded(u"%1/%2"_s.arg(totals.done()).arg(totals.cells), 11, true) + padded(rateText(totals), 9, true)
        + padded(tokenText(totals.usage.input), 9, true) + padded(tokenText(totals.usage.output), 9, true) + padded(moneyText(totals.settled), 11, true)
        + padded(medianText(totals.latencyMs), 9, true) + padded(QString::number(totals.retries), 7, true) + padded(QString::number(totals.errors), 7, true);
}

QStringList throttleTexts(const run::LiveBatch &batch)
{
    QStringList texts;
    for (const run::ThrottleState &throttle : batch.throttles) {
        if (!batch.isLast && !throttle.text.isEmpty())
            texts.append(throttle.model + u": "_s + throttle.text);
    }
    return texts;
}

QString bar(double share, int width)
{
    const int full = static_cast<int>(share * width);
    return QString(full, u'█') + QString(width - full, u'░');
}

} // namespace

Progress::Progress(const Console &console, const run::RunPlan &plan) : m_console(console), m_plan(plan) {}

QStringList Progress::lines(const Console &console, const run::RunPlan &plan, const run::LiveBatch &batch)
{
    QStringList text;
    text.append(console.coloured(padded(QString(), kNameWidth) + padded(u"done"_s, 11, true) + padded(u"passed"_s, 9, true) + padded(u"in"_s, 9, true) + padded(u"out"_s, 9, true)
            + padded(u"cost"_s, 11, true) + padded(u"p50"_s, 9, true) + padded(u"again"_s, 7, true) + padded(u"errors"_s, 7, true),
        Console::Colour::grey));
    for (const run::ColumnTotals &column : batch.columns)
        text.append(row(plan.versions.at(column.version).label() + u"  "_s + plan.models.at(column.model).model.name, column.totals));
    const double share = batch.all.cells > 0 ? static_cast<double>(batch.all.done()) / batch.all.cells : 1;
    QString total = u"%1 %2/%3  %4"_s.arg(bar(share, kNameWidth)).arg(batch.all.done()).arg(batch.all.cells).arg(moneyText(batch.all.settled));
    if (batch.budget)
        total += u" of %1 cap"_s.arg(moneyText(*batch.budget));
    total += u"  %1 tokens/s  %2"_s.arg(static_cast<qint64>(batch.outputTokensPerSecond)).arg(durationText(batch.elapsed));
    if (batch.remaining && !batch.isLast)
        total += u"  left %1"_s.arg(durationText(*batch.remaining));
    text.append(console.coloured(total, Console::Colour::bold));
    const QStringList throttles = throttleTexts(batch);
    for (const QString &throttle : throttles)
        text.append(console.coloured(throttle, Console::Colour::grey));
    if (throttles.isEmpty() && !batch.reason.isEmpty() && !batch.isLast)
        text.append(console.coloured(batch.reason.left(console.width()), Console::Colour::grey));
    return text;
}

void Progress::show(const run::LiveBatch &batch)
{
    if (m_console.isQuiet())
        return;
    tellEvents(batch);
    const bool isDue = batch.elapsed >= m_nextDrawing || batch.isLast;
    if (!isDue)
        return;
    m_nextDrawing = batch.elapsed + (m_console.isLive() ? kRedrawEvery : kLineEvery);
    if (m_console.isLive()) {
        redraw(batch);
        return;
    }
    const bool isNews = batch.all.done() != m_done || batch.elapsed >= m_nextIdleLine || batch.isLast;
    if (!isNews)
        return;
    m_done = batch.all.done();
    m_nextIdleLine = batch.elapsed + kIdleLineEvery;
    writeLine(batch);
}

// Above the table, which is drawn again below.
void Progress::tellEvents(const run::LiveBatch &batch)
{
    if (batch.events.isEmpty())
        return;
    if (m_drawn > 0)
        m_console.draw(u"\x1b[%1A\x1b[J"_s.arg(std::exchange(m_drawn, 0)));
    for (const run::RunEvent &event : batch.events)
        m_console.note(event.text);
    m_nextDrawing = {};
}

void Progress::redraw(const run::LiveBatch &batch)
{
    QString text;
    if (m_drawn > 0)
        text += u"\x1b[%1A"_s.arg(m_drawn);
    const QStringList fresh = lines(m_console, m_plan, batch);
    for (const QString &line : fresh)
        text += u"\x1b[2K"_s + line + u"\n"_s;
    text += u"\x1b[J"_s; // what the table had more before
    m_drawn = fresh.size();
    m_console.draw(text);
}

void Progress::writeLine(const run::LiveBatch &batch)
{
    m_console.note(u"%1 of %2 cells, %3 passed, %4 errors, %5 tokens in, %6 out, %7"_s.arg(batch.all.done())
            .arg(batch.all.cells)
            .arg(batch.all.passed)
            .arg(batch.all.errors)
            .arg(tokenText(batch.all.usage.input), tokenText(batch.all.usage.output), moneyText(batch.all.settled)));
    const QStringList throttles = throttleTexts(batch);
    for (const QString &throttle : throttles)
        m_console.note(throttle);
    if (throttles.isEmpty() && !batch.reason.isEmpty() && !batch.isLast)
        m_console.note(batch.reason);
}

} // namespace assay::cli
