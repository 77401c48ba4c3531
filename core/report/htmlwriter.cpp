// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/htmlwriter.h"

#include "core/compare/figures.h"
#include "core/report/figures.h"
#include "core/report/htmlstyle.h"

namespace assay::report {

using namespace Qt::StringLiterals;

namespace {

QString escaped(const QString &text)
{
    // NUL and other controls are no HTML; a browser would guess.
    QString clean;
    clean.reserve(text.size());
    for (const QChar c : text)
        clean += c.category() == QChar::Other_Control && c != u'\n' && c != u'\t' ? QChar(0xFFFD) : c;
    return clean.toHtmlEscaped();
}

QString cell(const QString &text, const char *kind = "")
{
    return u"<td%1>%2</td>"_s.arg(*kind ? u" class=\"%1\""_s.arg(QLatin1StringView(kind)) : QString(), escaped(text));
}

QString number(const QString &text)
{
    return cell(text, "n");
}

QString toneOf(compare::Verdict verdict)
{
    return verdict == compare::Verdict::better ? u"better"_s : verdict == compare::Verdict::worse ? u"worse"_s : QString();
}

QString markOf(compare::Verdict verdict)
{
    return verdict == compare::Verdict::better ? u"▲ "_s : verdict == compare::Verdict::worse ? u"▼ "_s : QString();
}

QString rateCell(const ColumnRow &row)
{
    if (!row.rate)
        return u"–"_s;
    const qint64 n = row.totals.graded();
    return u"%1 of %2 (%3; 95 % %4 to %5)"_s.arg(row.totals.passed)
        .arg(n)
        .arg(compare::rateText(row.rate->estimate, n), compare::rateText(row.rate->interval.lower, n), compare::rateText(row.rate->interval.upper, n));
}

void writeHead(QString &html, const ReportModel &model)
{
    const QString title = model.comparisons.isEmpty()
        ? u"Run on %1"_s.arg(model.setName)
        : u"%1 → %2 on %3"_s.arg(model.comparisons.first().comparison.baseline.label, model.comparisons.first().comparison.candidate.label, model.setName);
    html += u"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"_s;
    html += u"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"_s;
    html += u"<title>%1</title>\n<style>%2</style>\n</head>\n<body>\n"_s.arg(escaped(title), QString(kHtmlStyle));
    html += u"<h1>%1</h1>\n"_s.arg(escaped(title));
    // One call of arg() for all: a text that holds "%1" stays a text.
    html += u"<p class=\"quiet\">%1, revision %2, %3%4 · run #%5 of %6 · written %7 by Assay %8</p>\n"_s.arg(
        escaped(model.setTitle.isEmpty() ? model.setName : model.setTitle), QString::number(model.setRevision), model.itemsText(),
        model.repeats > 1 ? u" × %1 repeats"_s.arg(model.repeats) : QString(), QString::number(model.run.value), dateText(model.createdAt), dateText(model.writtenAt),
        escaped(model.assayVersion));
    if (model.isSimulated)
        html += u"<p class=\"sim\">◇ <strong>Simulated.</strong> %1 from Assay's simulated models: they show how the tool works and say nothing about a real model.%2</p>\n"_s.arg(
            model.isWhollySimulated ? u"The answers come"_s : u"Some answers come"_s, model.isWhollySimulated ? u" Nothing was charged."_s : QString());
    if (model.state != run::RunState::finished)
        html += u"<p class=\"warn\">⚠ The run did not complete (%1): %2 of %3 cells have an outcome.</p>\n"_s.arg(run::toText(model.state))
                    .arg(model.all.done() - model.all.skipped)
                    .arg(model.all.cells);
}

void writeColumns(QString &html, const ReportModel &model)
{
    html
        += u"<h2>Models</h2>\n<table>\n<thead><tr><th>version</th><th>model</th><th>passed</th><th class=\"n\">errors</th><th class=\"n\">tokens in</th><th class=\"n\">cached</th>"
           "<th class=\"n\">out</th><th class=\"n\">cost</th><th class=\"n\">per passed</th><th class=\"n\">p50</th><th class=\"n\">p95</th><th class=\"n\">first token</th></tr></thead>\n<tbody>\n"_s;
    for (const ColumnRow &row : model.columns) {
        html += u"<tr>"_s + cell(row.version) + cell(row.model) + cell(rateCell(row)) + number(QString::number(row.totals.errors)) + number(QString::number(row.totals.usage.input))
            + number(QString::number(row.totals.usage.inputCached)) + number(QString::number(row.totals.usage.output)) + number(moneyText(row.cost))
            + number(moneyText(row.costPerPassed)) + number(millisecondsText(row.latencyP50Ms)) + number(millisecondsText(row.latencyP95Ms))
            + number(millisecondsText(row.timeToFirstTokenP50Ms)) + u"</tr>\n"_s;
    }
    html += u"</tbody>\n</table>\n"_s;
    html += u"<p class=\"quiet\">Total %1%2. Requests asked again: %3. Intervals are Wilson's, each alone.</p>\n"_s.arg(
        moneyText(model.all.settled), model.budget ? u" of a cap of %1"_s.arg(moneyText(*model.budget)) : QString(), QString::number(model.all.retries));
}

void writeErrors(QString &html, const ReportModel &model)
{
    if (model.errors.isEmpty())
        return;
    html += u"<h2>Errors</h2>\n<table>\n<thead><tr><th>version</th><th>model</th><th class=\"n\">cells</th><th>first item</th><th>reason</th></tr></thead>\n<tbody>\n"_s;
    for (const ErrorRow &error : model.errors)
        html += u"<tr>"_s + cell(error.version) + cell(error.model) + number(QString::number(error.cells)) + cell(error.firstItem) + cell(error.reason) + u"</tr>\n"_s;
    html += u"</tbody>\n</table>\n"_s;
}

void writePairedTable(QString &html, const compare::Comparison &comparison)
{
    const stats::PairedTable &table = comparison.evidence.table;
    const QString baseline = escaped(comparison.baseline.label);
    const QString candidate = escaped(comparison.candidate.label);
    html += u"<table class=\"pairs\">\n<thead><tr><th></th><th>%1 passed</th><th>%1 failed</th></tr></thead>\n<tbody>\n"_s.arg(candidate);
    html += u"<tr><th>%1 passed</th><td>%2</td><td class=\"worse\">▼ %3 regressions</td></tr>\n"_s.arg(
        baseline, QString::number(table.bothPass), QString::number(table.regressions));
    html += u"<tr><th>%1 failed</th><td class=\"better\">▲ %2 fixes</td><td>%3</td></tr>\n"_s.arg(baseline, QString::number(table.fixes), QString::number(table.bothFail));
    html += u"</tbody>\n</table>\n"_s;
    if (!comparison.leftOut.isEmpty())
        html += u"<p class=\"warn\">⚠ %1 items have no grade on one side and are left out.</p>\n"_s.arg(comparison.leftOut.size());
    QStringList changes;
    if (comparison.baseline.cost && comparison.candidate.cost)
        changes.append(u"cost %1 against %2"_s.arg(moneyText(*comparison.candidate.cost), moneyText(*comparison.baseline.cost)));
    if (comparison.baseline.latencyP50Ms && comparison.candidate.latencyP50Ms)
        changes.append(u"median latency %1 against %2"_s.arg(millisecondsText(comparison.candidate.latencyP50Ms), millisecondsText(comparison.baseline.latencyP50Ms)));
    if (comparison.adjustedP)
        changes.append(comparison.familySize > 1 ? u"%1, Holm-adjusted in a family of %2"_s.arg(compare::pText(*comparison.adjustedP)).arg(comparison.familySize)
                                                 : compare::pText(*comparison.adjustedP));
    html += u"<p class=\"quiet\">%1</p>\n"_s.arg(escaped(changes.join(u" · "_s)));
}

void writePairs(QString &html, const QString &title, const QList<PairRow> &rows, const compare::Comparison &comparison, bool isOpen)
{
    if (rows.isEmpty())
        return;
    html += u"<details%1><summary>%2 (%3)</summary>\n<table>\n<thead><tr><th>item</th><th>tags</th><th>%4</th><th>%5</th></tr></thead>\n<tbody>\n"_s.arg(
        isOpen ? u" open"_s : QString(), title, QString::number(rows.size()), escaped(comparison.baseline.label), escaped(comparison.candidate.label));
    for (const PairRow &row : rows)
        html += u"<tr>"_s + cell(row.item) + cell(row.tags)
            + u"<td><pre>%1</pre></td><td><pre>%2</pre></td></tr>\n"_s.arg(escaped(row.baselineAnswer), escaped(row.candidateAnswer));
    html += u"</tbody>\n</table>\n</details>\n"_s;
}

void writeTags(QString &html, const compare::Comparison &comparison)
{
    if (comparison.tags.isEmpty())
        return;
    html
        += u"<details><summary>By tag (%1)</summary>\n<table>\n<thead><tr><th>tag</th><th class=\"n\">items</th><th class=\"n\">points</th><th class=\"n\">95 %</th></tr></thead>\n<tbody>\n"_s
               .arg(comparison.tags.size());
    for (const compare::TagRow &row : comparison.tags) {
        const qint64 n = row.evidence.table.n();
        html += u"<tr>"_s + cell(row.tag) + number(QString::number(n)) + number(compare::pointsText(row.evidence.delta, n))
            + number(row.evidence.interval ? compare::intervalText(*row.evidence.interval, n) : u"–"_s) + u"</tr>\n"_s;
    }
    html += u"</tbody>\n</table>\n<p class=\"quiet\">Tags are for looking around: each interval stands alone.</p>\n</details>\n"_s;
}

void writeVersion(QString &html, const prompt::Version &version)
{
    html += u"<h3>%1</h3>\n<p class=\"quiet\">%2 · SHA-256 %3</p>\n"_s.arg(escaped(version.label()), escaped(version.note), version.contentHash);
    for (const prompt::MessageTemplate &message : version.content.messages)
        html += u"<p class=\"quiet\">%1</p>\n<pre>%2</pre>\n"_s.arg(tokens::toText(message.role), escaped(message.text));
}

} // namespace

QByteArray toHtml(const ReportModel &model)
{
    QString html;
    writeHead(html, model);
    if (!model.comparisons.isEmpty())
        html += u"<h2>Verdict</h2>\n"_s;
    for (const ComparisonSection &section : model.comparisons)
        html += u"<p class=\"verdict %1\">%2%3</p>\n"_s.arg(toneOf(section.comparison.verdict), markOf(section.comparison.verdict), escaped(section.sentence));
    writeColumns(html, model);
    writeErrors(html, model);
    for (const ComparisonSection &section : model.comparisons) {
        const compare::Comparison &comparison = section.comparison;
        html += u"<h2>%1 → %2 on %3</h2>\n"_s.arg(escaped(comparison.baseline.label), escaped(comparison.candidate.label), escaped(comparison.model));
        writePairedTable(html, comparison);
        writePairs(html, u"▼ Regressions"_s, section.regressions, comparison, true);
        writePairs(html, u"▲ Fixes"_s, section.fixes, comparison, false);
        writeTags(html, comparison);
    }
    html += u"<h2>Prompt versions</h2>\n"_s;
    for (const prompt::Version &version : model.versions)
        writeVersion(html, version);
    html += u"<h2>How this was computed</h2>\n<p class=\"quiet\">Pass rates with Wilson's 95 % interval. Two versions on the same items: McNemar's mid-p test and Tango's score "
            u"interval; with repeats or "
            "groups the mean paired difference with errors clustered by group. An item without a grade on one side leaves the pairs. The verdict follows the test. A regression "
            "set is not a random sample of "
            "traffic: the interval answers “on items like these”. Order of cells: seed %1.</p>\n"_s.arg(model.seed);
    html += u"</body>\n</html>\n"_s;
    return html.toUtf8();
}

} // namespace assay::report
