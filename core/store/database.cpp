// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"

#include "core/store/databasestate.h"
#include "core/store/sqlerror.h"
#include "core/store/statement.h"

#include <QFileInfo>
#include <QSqlDriver>
#include <QSqlError>
#include <QUrl>

#include <sqlite3.h>

#include <atomic>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

QString nextConnectionName()
{
    static std::atomic<quint64> counter = 0;
    return u"assay-store-"_s + QString::number(++counter);
}

/// An address instead of a path, because only an address can forbid SQLite to make a missing file.
QString fileUri(const QString &path, const QString &parameters)
{
    return u"file:"_s + QString::fromLatin1(QUrl::toPercentEncoding(QFileInfo(path).absoluteFilePath(), "/")) + u'?' + parameters;
}

/// With a log or journal of an earlier, killed process beside it, the file alone is not what its owner saved.
QString inspectionParameters(const QString &path)
{
    if (QFileInfo(path + u"-journal"_s).size() > 0)
        return u"mode=rw"_s;
    if (QFileInfo(path + u"-wal"_s).size() > 0)
        return u"mode=ro"_s;
    return u"mode=ro&immutable=1"_s;
}

sqlite3 *nativeHandle(const QSqlDatabase &connection)
{
    const QVariant handle = connection.driver()->handle();
    if (!handle.isValid() || qstrcmp(handle.typeName(), "sqlite3*") != 0)
        return nullptr;
    return *static_cast<sqlite3 *const *>(handle.constData());
}

Result<void> switchToWal(Database &database)
{
    auto mode = database.prepare(u"PRAGMA journal_mode=WAL"_s);
    if (!mode)
        return std::unexpected(mode.error());
    const auto row = mode->next();
    if (!row)
        return std::unexpected(row.error());
    if (!*row || mode->text(0) != u"wal")
        return fail(ErrorKind::io, u"The workspace cannot be switched to write-ahead logging."_s, u"Move it to a local disk: shared memory is missing here."_s);
    return {};
}

Result<void> executeAll(Database &database, const QStringList &statements)
{
    for (const QString &statement : statements) {
        if (const auto done = database.execute(statement); !done)
            return done;
    }
    return {};
}

} // namespace

Database::State::~State()
{
    prepared.clear();
    if (connection) {
        connection->close();
        connection.reset();
    }
    QSqlDatabase::removeDatabase(connectionName);
}

Error Database::State::noted(const QSqlError &error, const QString &doing)
{
    const int systemError = handle ? sqlite3_system_errno(handle) : 0;
    lastError = sqlError(error.nativeErrorCode().toInt(), systemError, error.databaseText(), path, doing);
    return *lastError;
}

Database::Database() : m_state(std::make_unique<State>()) {}

Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::connect(const QString &path, const QString &uri, const QString &options)
{
    std::unique_ptr<Database> database(new Database);
    State &state = *database->m_state;
    state.path = path;
    state.connectionName = nextConnectionName();
    state.connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, state.connectionName);
    state.connection->setDatabaseName(uri);
    // Qt sets the time-out as the first thing after opening.
    state.connection->setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000;QSQLITE_OPEN_URI"_s + options);
    if (!state.connection->isValid())
        return fail(ErrorKind::internal, u"Qt's driver for SQLite is missing."_s, u"Install the package libqt6sql6-sqlite."_s);
    if (!state.connection->open())
        return std::unexpected(state.noted(state.connection->lastError(), u"be opened"_s));
    state.handle = nativeHandle(*state.connection);
    if (!state.handle)
        return fail(ErrorKind::internal, u"Qt's driver for SQLite gives no access to its connection."_s);
    if (const auto hardened = database->harden(); !hardened)
        return std::unexpected(hardened.error());
    return database;
}

Result<void> Database::harden()
{
    openSchema(false);
    sqlite3_db_config(m_state->handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(m_state->handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    return executeAll(*this, {u"PRAGMA trusted_schema=OFF"_s, u"PRAGMA cell_size_check=ON"_s, u"PRAGMA mmap_size=0"_s, u"PRAGMA temp_store=MEMORY"_s});
}

void Database::openSchema(bool isOpen)
{
    sqlite3_db_config(m_state->handle, SQLITE_DBCONFIG_DEFENSIVE, isOpen ? 0 : 1, nullptr);
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, Access access)
{
    const QString parameters = access == Access::inspect ? inspectionParameters(path) : access == Access::readOnly ? u"mode=ro"_s : u"mode=rw"_s;
    auto database = connect(path, fileUri(path, parameters), parameters.startsWith(u"mode=ro") ? u";QSQLITE_OPEN_READONLY"_s : QString());
    if (!database)
        return database;
    Result<void> ready;
    if (access == Access::readWrite) {
        ready = switchToWal(**database).and_then([&] {
            return executeAll(**database,
                {u"PRAGMA synchronous=FULL"_s, u"PRAGMA foreign_keys=ON"_s, u"PRAGMA recursive_triggers=ON"_s, u"PRAGMA journal_size_limit=16777216"_s,
                    // Proves that a write can begin, before anybody relies on it.
                    u"BEGIN IMMEDIATE"_s, u"ROLLBACK"_s});
        });
    } else {
        ready = (*database)->execute(u"PRAGMA query_only=ON"_s);
    }
    if (!ready)
        return std::unexpected(ready.error());
    return database;
}

Result<std::unique_ptr<Database>> Database::create(const QString &path)
{
    auto database = connect(path, fileUri(path, u"mode=rwc"_s), {});
    if (!database)
        return database;
    if (const auto ready = executeAll(**database, {u"PRAGMA synchronous=FULL"_s, u"PRAGMA foreign_keys=ON"_s}); !ready)
        return std::unexpected(ready.error());
    return database;
}

Result<std::unique_ptr<Database>> Database::inMemory()
{
    auto database = connect({}, u"file::memory:"_s, {});
    if (!database)
        return database;
    if (const auto ready = executeAll(**database, {u"PRAGMA foreign_keys=ON"_s, u"PRAGMA recursive_triggers=ON"_s}); !ready)
        return std::unexpected(ready.error());
    return database;
}

Result<void> Database::execute(const QString &sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return std::unexpected(statement.error());
    return statement->execute();
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(m_state->handle) == 0;
}

const std::optional<Error> &Database::lastError() const
{
    return m_state->lastError;
}

} // namespace assay::store
