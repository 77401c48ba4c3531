// SPDX-License-Identifier: GPL-3.0-or-later
// What programs that died had spent, by the journals of their runs.
#include "core/store/monthledgerrows.h"

#include <QMap>

#include <algorithm>

namespace assay::store {

using namespace Qt::StringLiterals;

Result<QList<LedgerRun>> MonthLedger::unsettled(const QString &workspace, const QString &file)
{
    const auto leases
        = selectAll(m_database, kSelectLease + u"WHERE workspace = :workspace OR file = :file ORDER BY id"_s, {{u":workspace"_s, workspace}, {u":file"_s, file}}, leaseFrom);
    if (!leases)
        return std::unexpected(leases.error());
    QList<LedgerRun> runs;
    for (const LeaseRow &lease : *leases) {
        if (!m_marks.isHeld(lease.id) && !runs.contains(lease.run))
            runs.append(lease.run);
    }
    return runs;
}

namespace {

using ByModel = QMap<LedgerModel, Money>;

Result<ByModel> sumsByModel(Database &database, const QString &sql, const LedgerRun &run)
{
    struct Part {
        LedgerModel model;
        Money amount;
    };
    return selectAll(database, sql, {{u":workspace"_s, run.workspace}, {u":run"_s, run.run}, {u":planned"_s, run.planned}}, [](const Row &row) {
        return Part{{row.text(0), row.text(1)}, Money::fromPicoUsd(row.integer(2))};
    }).transform([](const QList<Part> &parts) {
        ByModel sums;
        for (const Part &part : parts)
            sums[part.model] += part.amount;
        return sums;
    });
}

Result<ByModel> toldBy(Database &database, const LedgerRun &run)
{
    return sumsByModel(database, u"SELECT provider, model, spent_pico FROM spending WHERE workspace = :workspace AND run = :run AND planned_ms = :planned"_s, run);
}

// From now on what the journal holds and nobody told counts elsewhere, or not at all.
Result<void> noteUncounted(Database &database, const LedgerRun &run, const ByModel &journal)
{
    const auto told = toldBy(database, run);
    if (!told)
        return std::unexpected(told.error());
    for (const auto &[model, amount] : journal.asKeyValueRange()) {
        const auto noted = done(
            write(database, u"INSERT OR REPLACE INTO uncounted (workspace, run, planned_ms, provider, model, pico) VALUES (:workspace, :run, :planned, :provider, :model, :pico)"_s,
                {{u":workspace"_s, run.workspace}, {u":run"_s, run.run}, {u":planned"_s, run.planned}, {u":provider"_s, model.provider}, {u":model"_s, model.model},
                    {u":pico"_s, amount - told->value(model)}}));
        if (!noted)
            return noted;
    }
    return {};
}

// What the journal has more than was told; nothing when it has less of any model.
Result<std::optional<ByModel>> untoldOf(Database &database, const LedgerRun &run, const ByModel &journal)
{
    const auto told = toldBy(database, run);
    const auto uncounted = sumsByModel(database, u"SELECT provider, model, pico FROM uncounted WHERE workspace = :workspace AND run = :run AND planned_ms = :planned"_s, run);
    if (!told || !uncounted)
        return std::unexpected(told ? uncounted.error() : told.error());
    ByModel untold = journal;
    for (const auto &[model, amount] : told->asKeyValueRange())
        untold[model] -= amount;
    for (const auto &[model, amount] : uncounted->asKeyValueRange())
        untold[model] -= amount;
    const bool isWhole = std::ranges::all_of(untold, [](Money amount) { return amount >= Money(); });
    return isWhole ? std::optional(untold) : std::nullopt;
}

} // namespace

Result<void> MonthLedger::settle(const LedgerRun &run, const QList<JournalSpending> &journal)
{
    ByModel sums;
    for (const JournalSpending &part : journal)
        sums[part.model] += part.spent;
    const auto leases = selectAll(m_database, kSelectLease + u"WHERE (workspace = :workspace OR file = :file) AND run = :run AND planned_ms = :planned ORDER BY id"_s,
        {{u":workspace"_s, run.workspace}, {u":file"_s, run.file}, {u":run"_s, run.run}, {u":planned"_s, run.planned}}, leaseFrom);
    if (!leases)
        return std::unexpected(leases.error());
    for (const LeaseRow &lease : *leases) {
        if (m_marks.isHeld(lease.id))
            return {};
    }
    // With two leases (of two months) nobody knows what was spent in which, so each may have been used for all of it.
    QList<std::pair<LeaseRow, std::optional<ByModel>>> parts;
    for (const LeaseRow &lease : *leases) {
        auto untold = untoldOf(m_database, lease.run, sums);
        if (!untold)
            return std::unexpected(untold.error());
        parts.append({lease, *std::move(untold)});
    }
    for (const auto &[lease, untold] : std::as_const(parts)) {
        Money rest = lease.held;
        const ByModel known = untold.value_or(ByModel());
        for (const auto &[model, amount] : known.asKeyValueRange()) {
            const Money part = std::min(rest, amount);
            rest -= part;
            if (const auto posted = part > Money() ? post(lease.run, lease.month, {.model = model, .spent = part}) : Result<void>(); !posted)
                return posted;
        }
        if (!untold && rest > Money()) {
            if (const auto posted = post(lease.run, lease.month, {.model = {}, .spent = rest}); !posted)
                return posted;
        }
        if (const auto ended = done(write(m_database, u"DELETE FROM leases WHERE id = :id"_s, {{u":id"_s, lease.id}})); !ended)
            return ended;
    }
    return noteUncounted(m_database, run, sums);
}

} // namespace assay::store
