// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/totals.h"

namespace assay::run {

Totals &Totals::operator+=(const Totals &other)
{
    cells += other.cells;
    passed += other.passed;
    failed += other.failed;
    errors += other.errors;
    skipped += other.skipped;
    inFlight += other.inFlight;
    retries += other.retries;
    cached += other.cached;
    usage += other.usage;
    settled += other.settled;
    reserved += other.reserved;
    latencyMs += other.latencyMs;
    timeToFirstTokenMs += other.timeToFirstTokenMs;
    return *this;
}

std::optional<Money> Totals::costPerPassed() const
{
    return passed > 0 ? std::optional(Money::fromPicoUsd(settled.picoUsd() / passed)) : std::nullopt;
}

std::optional<Money> costOf(const RunPlan &plan, const ColumnTotals &column)
{
    return plan.models.at(column.model).price ? std::optional(column.totals.settled) : std::nullopt;
}

std::optional<Money> costPerPassed(const RunPlan &plan, const ColumnTotals &column)
{
    return plan.models.at(column.model).price ? column.totals.costPerPassed() : std::nullopt;
}

QList<ColumnTotals> emptyColumns(const RunPlan &plan)
{
    QList<ColumnTotals> columns;
    for (int version = 0; version < plan.versions.size(); ++version) {
        for (int model = 0; model < plan.models.size(); ++model) {
            ColumnTotals column{.version = version, .model = model, .totals = {}};
            column.totals.cells = static_cast<int>(plan.set.items.size()) * plan.repeats;
            columns.append(column);
        }
    }
    return columns;
}

void addCell(Totals &totals, const CellResult &cell)
{
    totals.passed += cell.outcome == Outcome::passed;
    totals.failed += cell.outcome == Outcome::failed;
    totals.errors += cell.outcome == Outcome::error;
    totals.skipped += cell.outcome == Outcome::skipped;
    totals.retries += std::max(0, cell.attempts - 1);
    totals.cached += cell.isCached;
    if (cell.usage && !cell.isCached)
        totals.usage += *cell.usage;
    totals.settled += cell.cost.value_or(Money());
    const bool isAnswer = !cell.isCached && (cell.outcome == Outcome::passed || cell.outcome == Outcome::failed);
    if (isAnswer && cell.latency)
        totals.latencyMs.append(cell.latency->count());
    if (isAnswer && cell.timeToFirstToken)
        totals.timeToFirstTokenMs.append(cell.timeToFirstToken->count());
}

QList<ColumnTotals> columnTotals(const RunPlan &plan, const QList<CellResult> &cells)
{
    QList<ColumnTotals> columns = emptyColumns(plan);
    for (const CellResult &cell : cells)
        addCell(columns[cell.key.version * plan.models.size() + cell.key.model].totals, cell);
    return columns;
}

Totals sum(const QList<ColumnTotals> &columns)
{
    Totals total;
    for (const ColumnTotals &column : columns)
        total += column.totals;
    return total;
}

} // namespace assay::run
