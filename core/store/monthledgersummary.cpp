// SPDX-License-Identifier: GPL-3.0-or-later
// The month as people see it, and what they may take out of its count.
#include "core/store/monthledgerrows.h"

namespace assay::store {

using namespace Qt::StringLiterals;

Result<MonthSummary> MonthLedger::summary(int month)
{
    MonthSummary summary{.month = month};
    auto rows = selectAll(m_database,
        u"SELECT workspace, run, planned_ms, provider, model, spent_pico, calls, without_price FROM spending WHERE month = :month ORDER BY spent_pico DESC, workspace, run"_s,
        {{u":month"_s, month}}, [](const Row &row) {
            return SpendingRow{.run = {.workspace = row.text(0), .run = row.integer(1), .planned = row.time(2)},
                .model = {row.text(3), row.text(4)},
                .spent = Money::fromPicoUsd(row.integer(5)),
                .calls = row.integer(6),
                .withoutPrice = row.integer(7)};
        });
    if (!rows)
        return std::unexpected(rows.error());
    auto held = leases(month);
    if (!held)
        return std::unexpected(held.error());
    const auto newest = monthFor(month);
    if (!newest)
        return std::unexpected(newest.error());
    for (const SpendingRow &row : *rows)
        summary.spent += row.spent;
    for (const LeaseRow &lease : *held) {
        const Money counts = lease.isReleased ? Money() : lease.held;
        summary.held += counts;
        summary.heldByDead += lease.isAlive || lease.isWaiting ? Money() : counts;
    }
    summary.rows = *std::move(rows);
    summary.leases = *std::move(held);
    summary.laterMonths = *newest > month ? *newest : 0;
    return summary;
}

Result<int> MonthLedger::release(std::optional<qint64> lease, UtcTime now)
{
    const auto found = selectAll(
        m_database, kSelectLease + u"WHERE released_ms IS NULL AND ((:all AND NOT waits) OR id = :id) ORDER BY id"_s, {{u":all"_s, !lease.has_value()}, {u":id"_s, lease.value_or(0)}}, leaseFrom);
    if (!found)
        return std::unexpected(found.error());
    if (lease && found->isEmpty())
        return fail(ErrorKind::notFound, u"there is no reservation %1"_s.arg(*lease), u"assay budget lists them."_s);
    int released = 0;
    for (const LeaseRow &row : *found) {
        if (m_marks.isHeld(row.id)) {
            if (lease)
                return fail(ErrorKind::conflict, u"the reservation %1 is in use by a run that goes on"_s.arg(row.id), u"Stop that run; it gives back what it does not need."_s);
            continue;
        }
        if (const auto marked = done(write(m_database, u"UPDATE leases SET released_ms = :now WHERE id = :id"_s, {{u":now"_s, now}, {u":id"_s, row.id}})); !marked)
            return std::unexpected(marked.error());
        ++released;
    }
    return released;
}

Result<Money> MonthLedger::takeBackLaterMonths(int month)
{
    const auto later = selectAll(m_database,
        u"SELECT workspace, run, planned_ms, provider, model, sum(spent_pico), sum(calls), sum(without_price) FROM spending WHERE month > :month"
        " GROUP BY workspace, run, planned_ms, provider, model"_s,
        {{u":month"_s, month}}, [](const Row &row) {
            return SpendingRow{.run = {.workspace = row.text(0), .run = row.integer(1), .planned = row.time(2)},
                .model = {row.text(3), row.text(4)},
                .spent = Money::fromPicoUsd(row.integer(5)),
                .calls = row.integer(6),
                .withoutPrice = row.integer(7)};
        });
    if (!later)
        return std::unexpected(later.error());
    Money sum;
    for (const SpendingRow &row : *later) {
        sum += row.spent;
        if (const auto posted = post(row.run, month, {.model = row.model, .spent = row.spent, .calls = row.calls, .withoutPrice = row.withoutPrice}); !posted)
            return std::unexpected(posted.error());
    }
    const auto dropped = done(write(m_database, u"DELETE FROM spending WHERE month > :month"_s, {{u":month"_s, month}}));
    const auto moved = done(write(m_database, u"UPDATE leases SET month = :to WHERE month > :month"_s, {{u":to"_s, month}, {u":month"_s, month}}));
    if (!dropped || !moved)
        return std::unexpected(dropped ? moved.error() : dropped.error());
    return sum;
}

} // namespace assay::store
