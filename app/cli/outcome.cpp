// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/outcome.h"

#include "app/cli/figures.h"
#include "core/compare/figures.h"
#include "core/report/figures.h"
#include "core/report/htmlwriter.h"
#include "core/report/jsonwriter.h"
#include "core/report/markdownwriter.h"
#include "core/store/runrepository.h"

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

QString rateText(const report::ColumnRow &row)
{
    if (!row.rate)
        return u"-"_s;
    const qint64 n = row.totals.graded();
    return u"%1 (%2 to %3)"_s.arg(compare::rateText(row.rate->estimate, n), compare::rateText(row.rate->interval.lower, n), compare::rateText(row.rate->interval.upper, n));
}

Console::Colour colourOf(compare::Verdict verdict)
{
    return verdict == compare::Verdict::better ? Console::Colour::green : verdict == compare::Verdict::worse ? Console::Colour::red : Console::Colour::none;
}

} // namespace

Result<report::ReportModel> readReport(workspace::Workspace &workspace, run::RunId run)
{
    return workspace
        .read([run](store::Database &database) -> Result<report::ReportModel> {
            store::RunRepository runs(database);
            const auto plan = runs.plan(run);
            if (!plan)
                return std::unexpected(plan.error());
            const auto cells = runs.cells(run);
            if (!cells)
                return std::unexpected(cells.error());
            const auto summary = runs.summary(run);
            if (!summary)
                return std::unexpected(summary.error());
            return report::makeReport(*plan, *cells, summary->state, SystemClock().utcNow());
        })
        .result();
}

void printReport(const Console &console, const report::ReportModel &model)
{
    console.print(u"Run #%1 on %2 r%3: %4%5"_s.arg(
        QString::number(model.run.value), model.setName, QString::number(model.setRevision), model.itemsText(), model.isSimulated ? u", simulated"_s : QString()));
    if (model.state != run::RunState::finished)
        console.print(
            u"The run is not complete (%1): %2 of %3 cells have an outcome."_s.arg(run::toText(model.state)).arg(model.all.done() - model.all.skipped).arg(model.all.cells));
    console.print({});
    console.print(padded(u"version"_s, 16) + padded(u"model"_s, 16) + padded(u"passed"_s, 28) + padded(u"cost"_s, 10, true) + padded(u"per passed"_s, 13, true)
        + padded(u"p50"_s, 9, true) + padded(u"errors"_s, 8, true));
    for (const report::ColumnRow &row : model.columns) {
        console.print(padded(row.version, 16) + padded(row.model, 16) + padded(rateText(row), 28) + padded(row.cost ? moneyText(*row.cost) : u"unknown"_s, 10, true)
            + padded(row.costPerPassed ? moneyText(*row.costPerPassed) : u"-"_s, 13, true) + padded(report::millisecondsText(row.latencyP50Ms), 9, true)
            + padded(QString::number(row.totals.errors), 8, true));
    }
    for (const report::ErrorRow &error : model.errors)
        console.print(u"%1 on %2: %3 %4 (first %5): %6"_s.arg(
            error.version, error.model, QString::number(error.cells), error.cells == 1 ? u"error"_s : u"errors"_s, error.firstItem, error.reason));
    console.print({});
    for (const report::ComparisonSection &section : model.comparisons)
        console.print(console.coloured(section.sentence, colourOf(section.comparison.verdict)));
}

Result<void> writeReport(const QString &path, const report::ReportModel &model)
{
    if (path.endsWith(u".html"_s, Qt::CaseInsensitive))
        return writeFile(path, report::toHtml(model));
    if (path.endsWith(u".md"_s, Qt::CaseInsensitive))
        return writeFile(path, report::toMarkdown(model));
    if (path.endsWith(u".json"_s, Qt::CaseInsensitive))
        return writeReportJson(path, model);
    return fail(ErrorKind::invalidInput, u"\"%1\" has no known ending"_s.arg(path), u"Reports are written as .html, .md or .json."_s);
}

Result<void> writeReportJson(const QString &path, const report::ReportModel &model)
{
    return writeFile(path, toPrettyJson(report::toJson(model)));
}

Result<run::RunId> runIdFrom(workspace::Workspace &workspace, const QString &text)
{
    if (text == u"last") {
        const auto newest = workspace.read([](store::Database &database) { return store::RunRepository(database).newest(); }).result();
        if (!newest)
            return std::unexpected(newest.error());
        if (!*newest)
            return fail(ErrorKind::notFound, u"the workspace has no run yet"_s, u"Start one with assay run."_s);
        return **newest;
    }
    bool isNumber = false;
    const run::RunId id{QString(text).remove(u'#').toLongLong(&isNumber)};
    if (!isNumber || !id.isValid())
        return fail(ErrorKind::invalidInput, u"\"%1\" is no number of a run"_s.arg(text), u"assay show FILE lists the runs; \"last\" is the newest."_s);
    return id;
}

} // namespace assay::cli
