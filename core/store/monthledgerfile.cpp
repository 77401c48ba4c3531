// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/monthledgerfile.h"

#include "core/store/migrations.h"
#include "core/store/statement.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>

#include <cerrno>

#include <sys/stat.h>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

constexpr qint32 kLedgerId = 0x41737362; // "Assb", so that nobody takes it for a workspace
constexpr int kLedgerVersion = 1;

// Months as year * 100 + month, money in pico-dollars, times in UTC milliseconds. A run is named by its workspace's file, its number and the time
// at which it was planned.
QStringList ledgerSchema()
{
    return {
        uR"(CREATE TABLE spending (
    month INTEGER NOT NULL CHECK (month > 0),
    workspace TEXT NOT NULL,
    run INTEGER NOT NULL,
    planned_ms INTEGER NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    spent_pico INTEGER NOT NULL CHECK (spent_pico >= 0),
    calls INTEGER NOT NULL CHECK (calls >= 0),
    without_price INTEGER NOT NULL CHECK (without_price >= 0),
    PRIMARY KEY (month, workspace, run, planned_ms, provider, model)
) STRICT, WITHOUT ROWID)"_s,
        u"CREATE INDEX spending_of_run ON spending (workspace, run, planned_ms)"_s,
        // released_ms: by the user; then it no longer counts, and is kept for the day on which its run is opened again.
        // waits: its program left it on purpose, for calls that a batch still has.
        uR"(CREATE TABLE leases (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    month INTEGER NOT NULL CHECK (month > 0),
    workspace TEXT NOT NULL,
    file TEXT NOT NULL,
    run INTEGER NOT NULL,
    planned_ms INTEGER NOT NULL,
    held_pico INTEGER NOT NULL CHECK (held_pico >= 0),
    taken_ms INTEGER NOT NULL,
    released_ms INTEGER,
    waits INTEGER NOT NULL DEFAULT 0 CHECK (waits IN (0, 1))
) STRICT)"_s,
        u"CREATE INDEX leases_of_month ON leases (month)"_s,
        // What a run's journal held before its spending was counted here, by model.
        uR"(CREATE TABLE uncounted (
    workspace TEXT NOT NULL,
    run INTEGER NOT NULL,
    planned_ms INTEGER NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    pico INTEGER NOT NULL,
    PRIMARY KEY (workspace, run, planned_ms, provider, model)
) STRICT, WITHOUT ROWID)"_s,
        uR"(CREATE TABLE marks (
    month INTEGER PRIMARY KEY,
    cap_pico INTEGER NOT NULL,
    mark INTEGER NOT NULL
) STRICT)"_s,
    };
}

Result<void> makeTables(Database &database)
{
    return alone(database, [](Database &empty) -> Result<void> {
        for (const QString &statement : ledgerSchema()) {
            if (const auto made = empty.execute(statement); !made)
                return made;
        }
        return empty.execute(u"PRAGMA application_id=%1"_s.arg(kLedgerId)).and_then([&] { return empty.execute(u"PRAGMA user_version=%1"_s.arg(kLedgerVersion)); });
    });
}

Result<qint64> pragma(Database &database, const QString &name)
{
    return selectFirst(database, u"PRAGMA "_s + name, {}, [](const Row &row) { return row.integer(0); }).transform([](const std::optional<qint64> &value) {
        return value.value_or(0);
    });
}

Result<void> checkIsSound(Database &database)
{
    const auto id = pragma(database, u"application_id"_s);
    if (!id)
        return std::unexpected(id.error());
    if (*id != kLedgerId)
        return fail(ErrorKind::damaged, u"The month's ledger is another program's file."_s);
    const auto version = schemaVersion(database);
    if (!version)
        return std::unexpected(version.error());
    if (*version > kLedgerVersion)
        return fail(ErrorKind::newerVersion, u"The month's ledger was written by a newer Assay."_s, u"Use that one."_s);
    const auto check = selectFirst(database, u"PRAGMA quick_check(1)"_s, {}, [](const Row &row) { return row.text(0); });
    if (!check)
        return std::unexpected(check.error());
    if (check->value_or(QString()) != u"ok")
        return fail(ErrorKind::damaged, u"The month's ledger is damaged: %1."_s.arg(check->value_or(QString())));
    return {};
}

// Under another name first: a ledger that is there and empty has lost what it held, and must not pass for a new one.
Result<void> makeFile(const QString &path)
{
    const QString building = path + u".new"_s;
    QFile::remove(building);
    {
        const auto database = Database::create(building);
        if (!database)
            return std::unexpected(database.error());
        if (const auto made = makeTables(**database); !made)
            return made;
    }
    if (!QFile::rename(building, path))
        return fail(ErrorKind::io, u"The month's ledger cannot be put into its place."_s, u"Check the disk and your rights."_s);
    return {};
}

Result<std::unique_ptr<Database>> openDatabase(const QString &path)
{
    if (!QFile::exists(path)) {
        if (const auto made = makeFile(path); !made)
            return std::unexpected(made.error());
    }
    auto database = Database::open(path, Database::Access::readWrite);
    if (!database)
        return database;
    if (const auto sound = checkIsSound(**database); !sound)
        return std::unexpected(sound.error());
    return database;
}

} // namespace

QString monthLedgerPath(const QString &folder)
{
    return folder + u"/spending.db"_s;
}

Result<bool> hasMonthLedger(const QString &folder)
{
    struct stat found{};
    if (::stat(QFile::encodeName(monthLedgerPath(folder)).constData(), &found) == 0)
        return true;
    const int why = errno;
    // A link whose target is gone, such as a disk that is not mounted, is no folder in which nothing was counted.
    struct stat link{};
    const bool isGone = ::stat(QFile::encodeName(folder).constData(), &found) != 0 && ::lstat(QFile::encodeName(folder).constData(), &link) == 0;
    if (why == ENOENT && !isGone)
        return false;
    return std::unexpected(ledgerError(
        fail(ErrorKind::io, u"The month's ledger cannot be looked for, so nobody knows what was spent."_s, u"Make the program's data folder a folder that may be read."_s).error(), folder));
}

QString fileIdentity(const QString &path)
{
    struct stat found{};
    if (::stat(QFile::encodeName(path).constData(), &found) != 0)
        return {};
    return u"%1:%2"_s.arg(found.st_dev).arg(found.st_ino);
}

Error ledgerError(const Error &error, const QString &folder)
{
    Error told = error;
    told.message.replace(u"The workspace"_s, u"The month's ledger"_s);
    if (error.kind == ErrorKind::damaged)
        told.hint = u"Move the file away: then the month begins anew, without what was spent so far."_s;
    else if (error.kind == ErrorKind::readOnly)
        told.hint = u"Allow writing to the file and its folder."_s;
    else if (error.kind == ErrorKind::inUse)
        told.hint = u"Try again: another program has been writing to it for seconds."_s;
    if (told.contextValue(u"file").isEmpty())
        told = told.with(u"file"_s, monthLedgerPath(folder));
    return told;
}

Result<MonthLedgerFile> openMonthLedger(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return std::unexpected(ledgerError(fail(ErrorKind::readOnly, u"The folder of the month's ledger cannot be made."_s).error(), folder));
    auto marks = LeaseMarks::open(folder + u"/spending.leases"_s);
    if (!marks)
        return std::unexpected(ledgerError(marks.error(), folder));
    LeaseMarks *const turn = marks->get();
    turn->takeTurn();
    const auto finally = qScopeGuard([turn] { turn->endTurn(); });
    auto database = openDatabase(monthLedgerPath(folder));
    if (!database)
        return std::unexpected(ledgerError(database.error(), folder));
    return MonthLedgerFile{fileIdentity(monthLedgerPath(folder)), std::move(*marks), std::move(*database)};
}

Result<void> beginAlone(Database &database)
{
    return database.execute(u"BEGIN IMMEDIATE"_s);
}

Result<void> endAlone(Database &database, bool isKept)
{
    Result<void> ended;
    if (isKept)
        ended = database.execute(u"COMMIT"_s);
    if ((!isKept || !ended) && database.inTransaction())
        static_cast<void>(database.execute(u"ROLLBACK"_s));
    return ended;
}

} // namespace assay::store
