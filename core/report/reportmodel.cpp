// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/reportmodel.h"

#include "core/compare/fromrun.h"
#include "core/compare/passrate.h"
#include "core/compare/sentence.h"
#include "core/stats/quantile.h"

#include <algorithm>
#include <functional>

namespace assay::report {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kFewestForP95 = 20;
constexpr qsizetype kMostReasons = 20;

std::optional<double> quantile(const QList<qint64> &values, double p)
{
    const std::vector<double> numbers(values.begin(), values.end());
    return stats::quantileType7(numbers, p);
}

ColumnRow columnRow(const run::RunPlan &plan, const run::ColumnTotals &column)
{
    ColumnRow row{.version = plan.versions.at(column.version).label(),
        .model = plan.models.at(column.model).model.name,
        .tier = plan.models.at(column.model).model.tier,
        .totals = column.totals};
    row.rate = compare::passRate(column.totals);
    row.cost = run::costOf(plan, column);
    row.costPerPassed = run::costPerPassed(plan, column);
    row.latencyP50Ms = quantile(column.totals.latencyMs, 0.5);
    if (column.totals.latencyMs.size() >= kFewestForP95)
        row.latencyP95Ms = quantile(column.totals.latencyMs, 0.95);
    row.timeToFirstTokenP50Ms = quantile(column.totals.timeToFirstTokenMs, 0.5);
    return row;
}

QList<ErrorRow> errorRows(const run::RunPlan &plan, const QList<run::CellResult> &cells, const run::ColumnTotals &column)
{
    QList<ErrorRow> rows;
    for (const run::CellResult &cell : cells) {
        if (cell.outcome != run::Outcome::error || cell.key.version != column.version || cell.key.model != column.model)
            continue;
        auto row = std::ranges::find(rows, cell.reason, &ErrorRow::reason);
        if (row == rows.end())
            row = rows.insert(rows.end(), {plan.versions.at(column.version).label(), plan.models.at(column.model).model.name, cell.reason, 0, cell.itemKey});
        ++row->cells;
    }
    std::ranges::stable_sort(rows, std::greater(), &ErrorRow::cells);
    return rows.first(std::min(kMostReasons, rows.size()));
}

// The answer that shows why: of the first repeat that failed, else of the first.
QString answerOf(const compare::Answers &answers)
{
    const auto failed = std::ranges::find(answers.cells, std::optional(run::Outcome::failed), &run::CellResult::outcome);
    if (failed != answers.cells.end())
        return failed->text;
    return answers.cells.isEmpty() ? QString() : answers.cells.first().text;
}

QList<PairRow> pairRows(const QList<compare::ItemPair> &pairs)
{
    QList<PairRow> rows;
    for (const compare::ItemPair &pair : pairs)
        rows.append({pair.item.key, pair.item.tags.join(u", "_s), answerOf(pair.baseline), answerOf(pair.candidate), pair.isFirm()});
    return rows;
}

} // namespace

QList<compare::Comparison> comparisonsOf(const run::RunPlan &plan, const QList<run::CellResult> &cells)
{
    QList<compare::Comparison> all;
    const int baseline = plan.baseline.value_or(0);
    for (int candidate = 0; candidate < plan.versions.size(); ++candidate) {
        if (candidate != baseline)
            all += compare::compareFamily(compare::comparisonInputs(plan, cells, baseline, candidate));
    }
    return all;
}

QString ReportModel::itemsText() const
{
    const QString text = u"%1 items"_s.arg(items);
    return leftOut.isEmpty() ? text : QString(text + u" (%1 more are examples of a version)"_s.arg(leftOut.size()));
}

ReportModel makeReport(const run::RunPlan &plan, const QList<run::CellResult> &cells, run::RunState state, UtcTime now)
{
    ReportModel model{.run = plan.id,
        .state = state,
        .setName = plan.set.name,
        .setTitle = plan.set.title,
        .setRevision = plan.set.revision,
        .items = static_cast<int>(plan.set.items.size()),
        .repeats = plan.repeats,
        .seed = plan.seed,
        .createdAt = plan.createdAt,
        .writtenAt = now,
        .isSimulated = plan.isSimulated(),
        .isWhollySimulated = std::ranges::all_of(plan.models, [](const run::PlannedModel &planned) { return planned.provider.isSimulated(); }),
        .budget = plan.budget};
    const QList<run::ColumnTotals> columns = run::columnTotals(plan, cells);
    model.all = run::sum(columns);
    for (const run::ColumnTotals &column : columns) {
        model.columns.append(columnRow(plan, column));
        model.errors += errorRows(plan, cells, column);
    }
    for (const compare::Comparison &comparison : comparisonsOf(plan, cells))
        model.comparisons.append({comparison, compare::sentence(comparison), pairRows(comparison.regressions), pairRows(comparison.fixes)});
    model.versions = plan.versions;
    model.leftOut = plan.leftOut;
    model.assayVersion = QStringLiteral(ASSAY_VERSION);
    return model;
}

} // namespace assay::report
