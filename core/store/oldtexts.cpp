// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/oldtexts.h"

#include "core/store/statement.h"

#include <QMap>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

const QString kMark = u"char(0xFDD1)"_s;
const QString kEscaped = u"char(0xFDD1) || 'fdd1'"_s;
const QString kGuard = u"prompt_versions_refuse_update"_s; // what a version says does not change here, only how it is kept

/// Table → columns that hold texts.
Result<QMap<QString, QStringList>> textColumns(Database &database)
{
    QMap<QString, QStringList> columns;
    return selectAll(database, u"SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.type = 'TEXT'"_s, {},
        [&columns](const Row &row) {
            columns[row.text(0)].append(row.text(1));
            return true;
        })
        .transform([&](const QList<bool> &) { return columns; });
}

// Names cannot be bound; these are of a schema that Assay made.
QString updateOf(const QString &table, const QStringList &columns)
{
    QStringList values;
    QStringList conditions;
    for (const QString &column : columns) {
        values.append(u"\"%1\" = replace(\"%1\", %2, %3)"_s.arg(column, kMark, kEscaped));
        conditions.append(u"instr(\"%1\", %2)"_s.arg(column, kMark));
    }
    return u"UPDATE %1 SET %2 WHERE %3"_s.arg(table, values.join(u", "_s), conditions.join(u" OR "_s));
}

} // namespace

Result<void> escapeOldTexts(Database &database)
{
    const auto columns = textColumns(database);
    if (!columns)
        return std::unexpected(columns.error());
    const auto guard
        = selectFirst(database, u"SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = :name"_s, {{u":name"_s, kGuard}}, [](const Row &row) { return row.text(0); });
    if (!guard)
        return std::unexpected(guard.error());
    QStringList statements{u"DROP TRIGGER "_s + kGuard};
    for (const auto &[table, names] : columns->asKeyValueRange())
        statements.append(updateOf(table, names));
    statements.append(guard->value_or(QString()));
    for (const QString &statement : std::as_const(statements)) {
        if (const auto done = database.execute(statement); !done)
            return done;
    }
    return {};
}

} // namespace assay::store
