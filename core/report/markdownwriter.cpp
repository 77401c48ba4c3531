// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/markdownwriter.h"

#include "core/compare/figures.h"
#include "core/report/figures.h"

#include <QRegularExpression>

namespace assay::report {

using namespace Qt::StringLiterals;

namespace {

// For running text and table cells: one line, and nothing that Markdown or HTML would act on.
QString inlineText(const QString &text)
{
    QString safe;
    for (const QChar c : text.simplified()) {
        if (c.category() == QChar::Other_Control)
            continue;
        // "@" would call people in a pull request; "-" and "+" at the start would make a list.
        if (u"\\`*_{}[]<>#|!&~@"_s.contains(c) || (safe.isEmpty() && u"-+"_s.contains(c)))
            safe += u'\\';
        safe += c;
    }
    return safe;
}

// A fence longer than any in the text.
QString fenced(const QString &text)
{
    static const QRegularExpression ticks(u"`+"_s);
    qsizetype longest = 2;
    auto runs = ticks.globalMatch(text);
    while (runs.hasNext())
        longest = std::max(longest, runs.next().capturedLength());
    const QString fence(longest + 1, u'`');
    return fence + u"text\n"_s + text + (text.endsWith(u'\n') ? QString() : u"\n"_s) + fence + u"\n"_s;
}

QString row(const QStringList &cells)
{
    return u"| "_s + cells.join(u" | "_s) + u" |\n"_s;
}

void writeColumns(QString &text, const ReportModel &model)
{
    text += u"## Models\n\n"_s + row({u"version"_s, u"model"_s, u"passed"_s, u"95 %"_s, u"errors"_s, u"tokens in"_s, u"out"_s, u"cost"_s, u"per passed"_s, u"p50"_s})
        + u"|---|---|--:|--:|--:|--:|--:|--:|--:|--:|\n"_s;
    for (const ColumnRow &column : model.columns) {
        const qint64 n = column.totals.graded();
        const QString rate = column.rate ? u"%1 of %2 (%3)"_s.arg(column.totals.passed).arg(n).arg(compare::rateText(column.rate->estimate, n)) : u"–"_s;
        const QString interval = column.rate ? u"%1 to %2"_s.arg(compare::rateText(column.rate->interval.lower, n), compare::rateText(column.rate->interval.upper, n)) : u"–"_s;
        text += row({inlineText(column.version), inlineText(column.model), rate, interval, QString::number(column.totals.errors), QString::number(column.totals.usage.input),
            QString::number(column.totals.usage.output), moneyText(column.cost), moneyText(column.costPerPassed), millisecondsText(column.latencyP50Ms)});
    }
    text += u"\nTotal %1. Requests asked again: %2.\n\n"_s.arg(moneyText(model.all.settled)).arg(model.all.retries);
}

void writeErrors(QString &text, const ReportModel &model)
{
    if (model.errors.isEmpty())
        return;
    text += u"## Errors\n\n"_s + row({u"version"_s, u"model"_s, u"cells"_s, u"first item"_s, u"reason"_s}) + u"|---|---|--:|---|---|\n"_s;
    for (const ErrorRow &error : model.errors)
        text += row({inlineText(error.version), inlineText(error.model), QString::number(error.cells), inlineText(error.firstItem), inlineText(error.reason)});
    text += u"\n"_s;
}

void writePairs(QString &text, const QString &title, const QList<PairRow> &pairs, const compare::Comparison &comparison)
{
    if (pairs.isEmpty())
        return;
    text += title + u":\n\n"_s + row({u"item"_s, u"tags"_s, inlineText(comparison.baseline.label), inlineText(comparison.candidate.label)}) + u"|---|---|---|---|\n"_s;
    for (const PairRow &pair : pairs)
        text += row({inlineText(pair.item), inlineText(pair.tags), inlineText(pair.baselineAnswer), inlineText(pair.candidateAnswer)});
    text += u"\n"_s;
}

void writeComparison(QString &text, const ComparisonSection &section)
{
    const compare::Comparison &comparison = section.comparison;
    const stats::PairedTable &table = comparison.evidence.table;
    const QString baseline = inlineText(comparison.baseline.label);
    const QString candidate = inlineText(comparison.candidate.label);
    text += u"## %1 → %2 on %3\n\n"_s.arg(baseline, candidate, inlineText(comparison.model));
    text += row({QString(), candidate + u" passed"_s, candidate + u" failed"_s}) + u"|---|--:|--:|\n"_s;
    text += row({baseline + u" passed"_s, QString::number(table.bothPass), u"▼ %1"_s.arg(table.regressions)});
    text += row({baseline + u" failed"_s, u"▲ %1"_s.arg(table.fixes), QString::number(table.bothFail)}) + u"\n"_s;
    if (!comparison.leftOut.isEmpty())
        text += u"%1 items have no grade on one side and are left out.\n\n"_s.arg(comparison.leftOut.size());
    if (comparison.baseline.cost && comparison.candidate.cost)
        text += u"Cost %1 against %2.\n\n"_s.arg(moneyText(*comparison.candidate.cost), moneyText(*comparison.baseline.cost));
    if (comparison.baseline.latencyP50Ms && comparison.candidate.latencyP50Ms)
        text += u"Median latency %1 against %2.\n\n"_s.arg(millisecondsText(comparison.candidate.latencyP50Ms), millisecondsText(comparison.baseline.latencyP50Ms));
    writePairs(text, u"Regressions"_s, section.regressions, comparison);
    writePairs(text, u"Fixes"_s, section.fixes, comparison);
}

} // namespace

QByteArray toMarkdown(const ReportModel &model)
{
    QString text = u"# Run #%1 on %2 r%3\n\n"_s.arg(QString::number(model.run.value), inlineText(model.setName), QString::number(model.setRevision));
    text += u"%1%2, run of %3, written %4 by Assay %5.\n\n"_s.arg(model.itemsText(),
                model.repeats > 1 ? u" × %1 repeats"_s.arg(model.repeats) : QString(), dateText(model.createdAt), dateText(model.writtenAt), model.assayVersion);
    if (model.isSimulated)
        text += u"**Simulated:** %1 from Assay's simulated models and say nothing about a real model.%2\n\n"_s.arg(
            model.isWhollySimulated ? u"the answers come"_s : u"some answers come"_s, model.isWhollySimulated ? u" Nothing was charged."_s : QString());
    if (model.state != run::RunState::finished)
        text += u"**Not complete** (%1): %2 of %3 cells have an outcome.\n\n"_s.arg(run::toText(model.state)).arg(model.all.done() - model.all.skipped).arg(model.all.cells);
    for (const ComparisonSection &section : model.comparisons)
        text += u"> "_s + inlineText(section.sentence) + u"\n\n"_s;
    writeColumns(text, model);
    writeErrors(text, model);
    for (const ComparisonSection &section : model.comparisons)
        writeComparison(text, section);
    text += u"## Prompt versions\n\n"_s;
    for (const prompt::Version &version : model.versions) {
        text += u"### %1\n\n%2\n\n"_s.arg(inlineText(version.label()), inlineText(version.note));
        for (const prompt::MessageTemplate &message : version.content.messages)
            text += tokens::toText(message.role) + u":\n\n"_s + fenced(message.text) + u"\n"_s;
    }
    return text.toUtf8();
}

} // namespace assay::report
