// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/statement.h"

#include "core/store/databasestate.h"

#include <QSqlError>

namespace assay::store {

using namespace Qt::StringLiterals;

Result<Database::Statement> Database::prepare(const QString &sql)
{
    std::shared_ptr<PreparedQuery> &kept = m_state->prepared[sql];
    if (kept && !kept->isInUse)
        return Statement(*m_state, kept);
    auto fresh = std::make_shared<PreparedQuery>(QSqlQuery(*m_state->connection));
    fresh->query.setForwardOnly(true);
    if (!fresh->query.prepare(sql))
        return std::unexpected(m_state->noted(fresh->query.lastError(), u"be read"_s));
    if (!kept)
        kept = fresh;
    return Statement(*m_state, std::move(fresh));
}

Database::Statement::Statement(Database::State &state, std::shared_ptr<PreparedQuery> prepared) : m_state(&state), m_prepared(std::move(prepared))
{
    m_prepared->isInUse = true;
}

Database::Statement::~Statement()
{
    if (!m_prepared)
        return;
    // An open cursor would keep the log from being folded into the file.
    m_prepared->query.finish();
    m_prepared->isInUse = false;
}

void Database::Statement::bind(const Binding &binding)
{
    m_prepared->query.bindValue(binding.name, binding.value.variant());
}

Result<void> Database::Statement::execute()
{
    QSqlQuery &query = m_prepared->query;
    m_hasRun = true;
    if (!query.exec())
        return std::unexpected(m_state->noted(query.lastError(), u"be written"_s));
    return {};
}

Result<bool> Database::Statement::next()
{
    QSqlQuery &query = m_prepared->query;
    if (!m_hasRun) {
        m_hasRun = true;
        if (!query.exec())
            return std::unexpected(m_state->noted(query.lastError(), u"be read"_s));
    }
    if (query.next())
        return true;
    if (query.lastError().isValid())
        return std::unexpected(m_state->noted(query.lastError(), u"be read"_s));
    return false;
}

qint64 Database::Statement::changedRows() const
{
    return m_prepared->query.numRowsAffected();
}

qint64 Database::Statement::lastInsertId() const
{
    return m_prepared->query.lastInsertId().toLongLong();
}

bool Database::Statement::isNull(int column) const
{
    return m_prepared->query.isNull(column);
}

QString Database::Statement::text(int column) const
{
    return textFromStored(m_prepared->query.value(column).toString());
}

QByteArray Database::Statement::bytes(int column) const
{
    return m_prepared->query.value(column).toByteArray();
}

qint64 Database::Statement::integer(int column) const
{
    return m_prepared->query.value(column).toLongLong();
}

double Database::Statement::real(int column) const
{
    return m_prepared->query.value(column).toDouble();
}

std::optional<qint64> Database::Statement::optionalInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<int> Database::Statement::optionalNumber(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(number(column));
}

std::optional<Money> Database::Statement::optionalMoney(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(Money::fromPicoUsd(integer(column)));
}

std::optional<Milliseconds> Database::Statement::optionalMilliseconds(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(Milliseconds(integer(column)));
}

std::optional<UtcTime> Database::Statement::optionalTime(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(time(column));
}

Result<Written> write(Database &database, const QString &sql, Bindings values)
{
    auto statement = database.prepare(sql);
    if (!statement)
        return std::unexpected(statement.error());
    for (const Binding &binding : values)
        statement->bind(binding);
    if (const auto done = statement->execute(); !done)
        return std::unexpected(done.error());
    return Written{statement->changedRows(), statement->lastInsertId()};
}

} // namespace assay::store
