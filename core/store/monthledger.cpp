// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/monthledger.h"

#include "core/store/statement.h"

#include <QMap>

#include <algorithm>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kShareOfRoom = 4; // of what is left beyond what is needed, so that one run does not sit on all of it

// The columns that leaseFrom() reads.
const QString kSelectLease = u"SELECT id, month, workspace, file, run, planned_ms, held_pico, taken_ms, released_ms FROM leases "_s;

LeaseRow leaseFrom(const Row &row)
{
    return {.id = row.integer(0),
        .month = row.number(1),
        .run = {.workspace = row.text(2), .file = row.text(3), .run = row.integer(4), .planned = row.time(5)},
        .held = Money::fromPicoUsd(row.integer(6)),
        .taken = row.time(7),
        .isReleased = !row.isNull(8)};
}

Result<Money> sumOf(Database &database, const QString &sql, Bindings values)
{
    return selectFirst(database, sql, values, [](const Row &row) { return Money::fromPicoUsd(row.integer(0)); }).transform([](const std::optional<Money> &sum) {
        return sum.value_or(Money());
    });
}

Result<void> done(const Result<Written> &written)
{
    return written ? Result<void>() : std::unexpected(written.error());
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

// ── leases ──────────────────────────────────────────────────────────────────────────────────────────────────────────

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
    const bool isOver = change.isLast && held == Money();
    if (isOver && *known) {
        if (const auto ended = done(write(m_database, u"DELETE FROM leases WHERE id = :id"_s, {{u":id"_s, answer.lease}})); !ended)
            return std::unexpected(ended.error());
    } else if (!isOver) {
        if (!*known) {
            const auto made = makeLease(change, *month);
            if (!made)
                return std::unexpected(made.error());
            answer.lease = *made;
        }
        if (const auto kept = done(write(m_database, u"UPDATE leases SET held_pico = :held WHERE id = :id"_s, {{u":held"_s, held}, {u":id"_s, answer.lease}})); !kept)
            return std::unexpected(kept.error());
    }
    if (change.isLast)
        m_marks.letGo(answer.lease);
    answer.state = {.month = *month, .cap = change.cap, .spent = *spent, .held = *others + held};
    if (answer.granted < change.need) {
        const auto all = leases(*month);
        if (!all)
            return std::unexpected(all.error());
        for (const LeaseRow &lease : *all)
            answer.state.heldByDead += lease.isAlive || lease.isReleased ? Money() : lease.held;
    }
    if (change.cap) {
        const auto mark = markOf(*month, *spent, *change.cap);
        if (!mark)
            return std::unexpected(mark.error());
        answer.mark = *mark;
    }
    return answer;
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

// ── what died ───────────────────────────────────────────────────────────────────────────────────────────────────────

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

// ── what people see and do ──────────────────────────────────────────────────────────────────────────────────────────

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
        summary.heldByDead += lease.isAlive ? Money() : counts;
    }
    summary.rows = *std::move(rows);
    summary.leases = *std::move(held);
    summary.laterMonths = *newest > month ? *newest : 0;
    return summary;
}

Result<int> MonthLedger::release(std::optional<qint64> lease, UtcTime now)
{
    const auto found = selectAll(
        m_database, kSelectLease + u"WHERE released_ms IS NULL AND (:all OR id = :id) ORDER BY id"_s, {{u":all"_s, !lease.has_value()}, {u":id"_s, lease.value_or(0)}}, leaseFrom);
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
