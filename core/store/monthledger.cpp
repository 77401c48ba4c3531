// SPDX-License-Identifier: GPL-3.0-or-later
// Leases and what is spent; what died is in monthledgersettle.cpp, what people see and do in monthledgersummary.cpp.
#include "core/store/monthledger.h"

#include "core/store/monthledgerrows.h"

#include <algorithm>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kShareOfRoom = 4; // of what is left beyond what is needed, so that one run does not sit on all of it

Result<Money> sumOf(Database &database, const QString &sql, Bindings values)
{
    return selectFirst(database, sql, values, [](const Row &row) { return Money::fromPicoUsd(row.integer(0)); }).transform([](const std::optional<Money> &sum) {
        return sum.value_or(Money());
    });
}

Money grantOf(const LeaseChange &change, Money room)
{
    if (!change.cap)
        return change.want;
    if (room < change.need || room <= Money())
        return {};
    return std::min(change.want, std::max(change.need, Money::fromPicoUsd(room.picoUsd() / kShareOfRoom)));
}

// The highest of 25, 50, 75 and 100 that is reached, in quarters rounded up; 0: none.
int markReached(Money spent, Money cap)
{
    for (const int quarters : {4, 3, 2, 1}) {
        if (spent.picoUsd() >= cap.picoUsd() / 4 * quarters + (cap.picoUsd() % 4 * quarters + 3) / 4)
            return 25 * quarters;
    }
    return 0;
}

} // namespace

// A clock that was set back must not open a month that is over, with a cap of its own.
Result<int> MonthLedger::monthFor(int month)
{
    const auto newest = selectFirst(m_database,
        u"SELECT max(coalesce((SELECT max(month) FROM spending WHERE spent_pico > 0), 0),"
        " coalesce((SELECT max(month) FROM leases WHERE released_ms IS NULL AND held_pico > 0), 0))"_s,
        {}, [](const Row &row) { return row.number(0); });
    if (!newest)
        return std::unexpected(newest.error());
    return std::max(month, newest->value_or(0));
}

Result<qint64> MonthLedger::makeLease(const LeaseChange &change, int month)
{
    // A number whose mark somebody holds is of a ledger that was here before.
    while (true) {
        const auto made
            = write(m_database, u"INSERT INTO leases (month, workspace, file, run, planned_ms, held_pico, taken_ms) VALUES (:month, :workspace, :file, :run, :planned, 0, :now)"_s,
                {{u":month"_s, month}, {u":workspace"_s, change.run.workspace}, {u":file"_s, change.run.file}, {u":run"_s, change.run.run}, {u":planned"_s, change.run.planned},
                    {u":now"_s, change.now}})
                  .transform(idOf);
        const auto taken = made.and_then([this](qint64 id) { return m_marks.take(id); });
        if (!taken)
            return std::unexpected(taken.error());
        if (*taken)
            return made;
        if (const auto dropped = done(write(m_database, u"DELETE FROM leases WHERE id = :id"_s, {{u":id"_s, *made}})); !dropped)
            return std::unexpected(dropped.error());
    }
}

Result<run::CapAnswer> MonthLedger::change(const LeaseChange &change)
{
    const auto known = selectFirst(m_database, kSelectLease + u"WHERE id = :id AND released_ms IS NULL"_s, {{u":id"_s, change.lease}}, leaseFrom);
    if (!known)
        return std::unexpected(known.error());
    const auto month = *known ? Result<int>((*known)->month) : monthFor(change.month);
    if (!month)
        return std::unexpected(month.error());
    for (const LedgerPosting &posting : change.postings) {
        if (const auto posted = post(change.run, posting.month > 0 ? posting.month : *month, posting); !posted)
            return std::unexpected(posted.error());
    }
    run::CapAnswer answer{.lease = *known ? change.lease : 0, .month = *month};
    const auto spent = spentIn(*month);
    const auto others = sumOf(m_database, u"SELECT coalesce(sum(held_pico), 0) FROM leases WHERE month = :month AND released_ms IS NULL AND id <> :id"_s,
        {{u":month"_s, *month}, {u":id"_s, answer.lease}});
    if (!spent || !others)
        return std::unexpected(spent ? others.error() : spent.error());
    const Money room = change.cap.value_or(Money()) - *spent - *others - change.keep;
    answer.granted = change.isLast ? Money() : grantOf(change, room);
    const Money held = change.keep + answer.granted;
    answer.state = {.month = *month, .cap = change.cap, .spent = *spent, .held = *others + held};
    return putDown(change, held, std::move(answer)).and_then([&](run::CapAnswer &&kept) { return withNews(change, std::move(kept)); });
}

// The lease as it is from now on, made or ended where that is so.
Result<run::CapAnswer> MonthLedger::putDown(const LeaseChange &change, Money held, run::CapAnswer answer)
{
    const bool isOver = change.isLast && held == Money();
    if (answer.lease == 0 && !isOver) {
        const auto made = makeLease(change, answer.month);
        if (!made)
            return std::unexpected(made.error());
        answer.lease = *made;
    }
    const auto kept = isOver ? write(m_database, u"DELETE FROM leases WHERE id = :id"_s, {{u":id"_s, answer.lease}})
                             : write(m_database, u"UPDATE leases SET held_pico = :held, waits = :waits WHERE id = :id"_s,
                                   {{u":held"_s, held}, {u":waits"_s, change.isLast}, {u":id"_s, answer.lease}});
    if (!kept)
        return std::unexpected(kept.error());
    if (change.isLast)
        m_marks.letGo(answer.lease);
    return answer;
}

// Why it is less than was needed, and whether a mark was passed.
Result<run::CapAnswer> MonthLedger::withNews(const LeaseChange &change, run::CapAnswer answer)
{
    if (answer.granted < change.need) {
        const auto all = leases(answer.month);
        if (!all)
            return std::unexpected(all.error());
        for (const LeaseRow &lease : *all)
            answer.state.heldByDead += lease.isAlive || lease.isReleased || lease.isWaiting ? Money() : lease.held;
    }
    if (!change.cap)
        return answer;
    return markOf(answer.month, answer.state.spent, *change.cap).transform([&](std::optional<int> mark) {
        answer.mark = mark;
        return answer;
    });
}

Result<void> MonthLedger::post(const LedgerRun &run, int month, const LedgerPosting &posting)
{
    return done(write(m_database,
        u"INSERT INTO spending (month, workspace, run, planned_ms, provider, model, spent_pico, calls, without_price)"
        " VALUES (:month, :workspace, :run, :planned, :provider, :model, max(0, :spent), :calls, :unpriced)"
        " ON CONFLICT DO UPDATE SET spent_pico = max(0, spent_pico + :more), calls = calls + :moreCalls, without_price = without_price + :moreUnpriced"_s,
        {{u":month"_s, month}, {u":workspace"_s, run.workspace}, {u":run"_s, run.run}, {u":planned"_s, run.planned}, {u":provider"_s, posting.model.provider},
            {u":model"_s, posting.model.model}, {u":spent"_s, posting.spent}, {u":calls"_s, posting.calls}, {u":unpriced"_s, posting.withoutPrice}, {u":more"_s, posting.spent},
            {u":moreCalls"_s, posting.calls}, {u":moreUnpriced"_s, posting.withoutPrice}}));
}

Result<Money> MonthLedger::spentIn(int month)
{
    return sumOf(m_database, u"SELECT coalesce(sum(spent_pico), 0) FROM spending WHERE month = :month"_s, {{u":month"_s, month}});
}

Result<QList<LeaseRow>> MonthLedger::leases(int month)
{
    return selectAll(m_database, kSelectLease + u"WHERE month = :month ORDER BY id"_s, {{u":month"_s, month}}, [this](const Row &row) {
        LeaseRow lease = leaseFrom(row);
        lease.isAlive = m_marks.isHeld(lease.id);
        return lease;
    });
}

// Each mark is told once for a cap, to whoever is the first to pass it.
Result<std::optional<int>> MonthLedger::markOf(int month, Money spent, Money cap)
{
    const auto told = selectFirst(
        m_database, u"SELECT mark FROM marks WHERE month = :month AND cap_pico = :cap"_s, {{u":month"_s, month}, {u":cap"_s, cap}}, [](const Row &row) { return row.number(0); });
    if (!told)
        return std::unexpected(told.error());
    const int reached = markReached(spent, cap);
    if (*told && reached <= **told)
        return std::nullopt;
    if (const auto kept = done(write(
            m_database, u"INSERT OR REPLACE INTO marks (month, cap_pico, mark) VALUES (:month, :cap, :mark)"_s, {{u":month"_s, month}, {u":cap"_s, cap}, {u":mark"_s, reached}}));
        !kept)
        return std::unexpected(kept.error());
    return reached > 0 ? std::optional(reached) : std::nullopt;
}

} // namespace assay::store
