// SPDX-License-Identifier: GPL-3.0-or-later
// A prepared statement with its values and its rows, and the few ways in which the repositories use one. Private to core/store.
#pragma once

#include "core/base/clock.h"
#include "core/base/money.h"
#include "core/store/database.h"
#include "core/store/storedtext.h"

#include <QByteArray>
#include <QList>
#include <QVariant>

#include <initializer_list>
#include <type_traits>

namespace assay::store {

struct PreparedQuery;

/// A value on its way into a column. Absent optionals become NULL; null texts and byte arrays become empty ones. Any text comes back as it was
/// (storedtext.h).
class SqlValue {
public:
    SqlValue(qint64 value) : m_value(value) {}
    SqlValue(int value) : m_value(value) {}
    SqlValue(double value) : m_value(value) {}
    SqlValue(bool value) : m_value(value ? 1 : 0) {}
    SqlValue(const QString &value) : m_value(value.isNull() ? QString(QLatin1StringView("")) : storedText(value)) {}
    SqlValue(const QByteArray &value) : m_value(value.isNull() ? QByteArray("") : value) {}
    SqlValue(Money value) : m_value(value.picoUsd()) {}
    SqlValue(UtcTime value) : m_value(static_cast<qint64>(toUnixMs(value))) {}
    SqlValue(Milliseconds value) : m_value(static_cast<qint64>(value.count())) {}
    template<typename T> SqlValue(const std::optional<T> &value) : m_value(value ? SqlValue(*value).m_value : QVariant()) {}
    template<typename T> SqlValue(T *) = delete;

    [[nodiscard]] const QVariant &variant() const { return m_value; }

private:
    QVariant m_value;
};

struct Binding {
    QString name; ///< with its colon
    SqlValue value;
};
using Bindings = std::initializer_list<Binding>;

/// Must not outlive its Database.
class Database::Statement {
public:
    Statement(Statement &&other) noexcept = default;
    Statement &operator=(Statement &&) = delete;
    ~Statement();

    void bind(const Binding &binding);
    /// Runs it to its end.
    [[nodiscard]] Result<void> execute();
    /// The next row (the first call runs the statement); false after the last.
    [[nodiscard]] Result<bool> next();
    [[nodiscard]] qint64 changedRows() const;
    [[nodiscard]] qint64 lastInsertId() const;

    // Columns of the current row, from 0.
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] int number(int column) const { return static_cast<int>(integer(column)); }
    [[nodiscard]] bool flag(int column) const { return integer(column) != 0; }
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] UtcTime time(int column) const { return utcFromUnixMs(integer(column)); }
    [[nodiscard]] std::optional<int> optionalNumber(int column) const;
    [[nodiscard]] std::optional<qint64> optionalInteger(int column) const;
    [[nodiscard]] std::optional<Money> optionalMoney(int column) const;
    [[nodiscard]] std::optional<Milliseconds> optionalMilliseconds(int column) const;
    [[nodiscard]] std::optional<UtcTime> optionalTime(int column) const;

private:
    friend class Database;
    Statement(Database::State &state, std::shared_ptr<PreparedQuery> prepared);
    Database::State *m_state;
    std::shared_ptr<PreparedQuery> m_prepared;
    bool m_hasRun = false;
};

using Row = Database::Statement;

struct Written {
    qint64 rows = 0;
    qint64 lastId = 0;
};
[[nodiscard]] inline qint64 idOf(const Written &written)
{
    return written.lastId;
}
[[nodiscard]] Result<Written> write(Database &database, const QString &sql, Bindings values);

/// A stored word back to the value it stands for. Errors: damaged, naming column and word.
template<typename T> [[nodiscard]] Result<T> known(const std::optional<T> &value, const QString &column, const QString &word)
{
    if (value)
        return *value;
    return fail(ErrorKind::damaged, QLatin1StringView("The workspace holds an unknown word for ") + column + QLatin1StringView(": \"") + word + QLatin1StringView("\"."),
        QLatin1StringView("Restore the workspace from a backup."));
}

template<typename T> struct ResultValue {
    using Type = T;
};
template<typename T> struct ResultValue<Result<T>> {
    using Type = T;
};
template<typename Read> using RowValue = ResultValue<std::invoke_result_t<Read, const Row &>>::Type;

/// `read` makes a value of each row: T or Result<T>(const Row &).
template<typename Read> [[nodiscard]] auto selectAll(Database &database, const QString &sql, Bindings values, Read read)
{
    using T = RowValue<Read>;
    return database.prepare(sql).and_then([&](Row &&row) -> Result<QList<T>> {
        for (const Binding &binding : values)
            row.bind(binding);
        QList<T> found;
        for (;;) {
            const Result<bool> more = row.next();
            if (!more)
                return std::unexpected(more.error());
            if (!*more)
                return found;
            Result<T> value = read(row);
            if (!value)
                return std::unexpected(value.error());
            found.append(std::move(*value));
        }
    });
}

/// The first row's value; nothing when there is no row.
template<typename Read> [[nodiscard]] auto selectFirst(Database &database, const QString &sql, Bindings values, Read read)
{
    using T = RowValue<Read>;
    return database.prepare(sql).and_then([&](Row &&row) -> Result<std::optional<T>> {
        for (const Binding &binding : values)
            row.bind(binding);
        const Result<bool> more = row.next();
        if (!more)
            return std::unexpected(more.error());
        if (!*more)
            return std::nullopt;
        Result<T> value = read(row);
        if (!value)
            return std::unexpected(value.error());
        return std::move(*value);
    });
}

} // namespace assay::store
