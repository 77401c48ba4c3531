// SPDX-License-Identifier: GPL-3.0-or-later
// What all runs of a user spend in a calendar month, and what they hold of its cap: shared by all workspaces and programs. Months are those of UTC, as
// providers bill, written as year × 100 + month; an attempt counts in the month in which it was reserved.
//
// Invariant of every committed state, while charges stay within their worst case and the cap is not lowered: spent + held ≤ cap. A lease counts until
// its run gives it back, its run's journal has told what was really spent (settle), or its user releases it.
// Every function expects to be called inside a transaction that shuts out other writers (monthledgerfile.h).
#pragma once

#include "core/run/sharedcap.h"
#include "core/store/database.h"
#include "core/store/leasemarks.h"

namespace assay::store {

/// A run, for all who may look.
struct LedgerRun {
    QString workspace; ///< path of its file
    QString file;      ///< the file itself, whatever it is called: device and number
    qint64 run = 0;
    UtcTime planned;
    bool operator==(const LedgerRun &) const = default;
};

struct LedgerModel {
    QString provider; ///< kind
    QString model;    ///< as the API is asked for it
    auto operator<=>(const LedgerModel &) const = default;
};

struct LedgerPosting {
    LedgerModel model;
    int month = 0; ///< 0: the lease's
    Money spent;
    qint64 calls = 0;
    qint64 withoutPrice = 0;
};

/// See run::CapRequest.
struct LeaseChange {
    LedgerRun run;
    qint64 lease = 0;
    int month = 0;
    QList<LedgerPosting> postings;
    Money keep;
    Money need;
    Money want;
    bool isLast = false;
    std::optional<Money> cap;
    UtcTime now;
};

struct SpendingRow {
    LedgerRun run; ///< without its file
    LedgerModel model;
    Money spent;
    qint64 calls = 0;
    qint64 withoutPrice = 0;
};

struct LeaseRow {
    qint64 id = 0;
    int month = 0;
    LedgerRun run;
    Money held;
    UtcTime taken;
    bool isAlive = false;    ///< its program still runs
    bool isReleased = false; ///< counts no longer
    bool isWaiting = false;  ///< left on purpose, for calls that a batch still has
};

struct MonthSummary {
    int month = 0;
    Money spent;
    Money held; ///< by leases that count
    Money heldByDead;
    QList<SpendingRow> rows; ///< dearest first
    QList<LeaseRow> leases;
    int laterMonths = 0; ///< the last month with spending, when it is later than this one
};

/// What a run's journal says that one of its models cost so far, reservations of attempts without a known cost included.
struct JournalSpending {
    LedgerModel model;
    Money spent;
};

class MonthLedger {
public:
    MonthLedger(Database &database, LeaseMarks &marks) : m_database(database), m_marks(marks) {}

    [[nodiscard]] Result<run::CapAnswer> change(const LeaseChange &change);

    /// What a program that died had spent of its leases becomes known: leases of this run turn into what its journal has more than was told. A journal
    /// that has less (a backup) is not believed, and the lease counts in full. Without a lease it notes what the journal holds that never counted here.
    [[nodiscard]] Result<void> settle(const LedgerRun &run, const QList<JournalSpending> &journal);
    /// Of a workspace by path or file: the runs with leases that nobody holds.
    [[nodiscard]] Result<QList<LedgerRun>> unsettled(const QString &workspace, const QString &file);

    [[nodiscard]] Result<MonthSummary> summary(int month);
    /// Takes leases out of the count whose program has gone: this one, or all. Returns how many. Errors: notFound; conflict for one that lives.
    [[nodiscard]] Result<int> release(std::optional<qint64> lease, UtcTime now);
    /// Spending of later months becomes this month's: they were opened by a wrong clock. Returns the sum.
    [[nodiscard]] Result<Money> takeBackLaterMonths(int month);

private:
    [[nodiscard]] Result<int> monthFor(int month);
    [[nodiscard]] Result<qint64> makeLease(const LeaseChange &change, int month);
    [[nodiscard]] Result<run::CapAnswer> putDown(const LeaseChange &change, Money held, run::CapAnswer answer);
    [[nodiscard]] Result<run::CapAnswer> withNews(const LeaseChange &change, run::CapAnswer answer);
    [[nodiscard]] Result<void> post(const LedgerRun &run, int month, const LedgerPosting &posting);
    [[nodiscard]] Result<Money> spentIn(int month);
    [[nodiscard]] Result<QList<LeaseRow>> leases(int month);
    [[nodiscard]] Result<std::optional<int>> markOf(int month, Money spent, Money cap);

    Database &m_database;
    LeaseMarks &m_marks;
};

} // namespace assay::store
