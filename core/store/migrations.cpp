// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migrations.h"

#include "core/store/oldtexts.h"
#include "core/store/schema.h"
#include "core/store/statement.h"

#include <array>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

Result<void> executeAll(Database &database, const QStringList &statements)
{
    for (const QString &statement : statements) {
        if (const auto done = database.execute(statement); !done)
            return done;
    }
    return {};
}

Result<void> takeStep(Database &database, const Migration &step, bool isNewFile)
{
    QStringList statements = step.statements;
    // Values of a PRAGMA cannot be bound; these are numbers of ours.
    statements += u"PRAGMA application_id=%1"_s.arg(kApplicationId);
    statements += u"PRAGMA user_version=%1"_s.arg(step.to);
    statements += u"COMMIT"_s;
    if (step.editsSchema)
        database.openSchema(true);
    const bool isPrepared = step.prepare != nullptr && !isNewFile;
    const auto done = database.execute(u"BEGIN IMMEDIATE"_s).and_then([&] { return isPrepared ? step.prepare(database) : Result<void>(); }).and_then([&] {
        return executeAll(database, statements);
    });
    if (!done && database.inTransaction())
        static_cast<void>(database.execute(u"ROLLBACK"_s));
    if (step.editsSchema) {
        static_cast<void>(database.execute(u"PRAGMA writable_schema=RESET"_s));
        database.openSchema(false);
    }
    return done;
}

} // namespace

std::span<const Migration> migrations()
{
    static const std::array steps{Migration{.to = 1, .statements = schemaVersion1()}, Migration{.to = 2, .statements = schemaVersion2()},
        Migration{.to = 3, .statements = schemaVersion3()}, Migration{.to = 4, .statements = schemaVersion4()},
        Migration{.to = 5, .statements = schemaVersion5(), .prepare = escapeOldTexts}, Migration{.to = 6, .statements = schemaVersion6(), .editsSchema = true}};
    return steps;
}

int newestSchemaVersion()
{
    return migrations().back().to;
}

Result<void> migrate(Database &database, std::span<const Migration> steps)
{
    const auto version = schemaVersion(database);
    if (!version)
        return std::unexpected(version.error());
    for (const Migration &step : steps) {
        if (step.to <= *version)
            continue;
        if (const auto taken = takeStep(database, step, *version == 0); !taken)
            return std::unexpected(taken.error().with(u"migration"_s, step.to));
    }
    return {};
}

Result<int> schemaVersion(Database &database)
{
    const auto version = selectFirst(database, u"PRAGMA user_version"_s, {}, [](const Row &row) { return row.number(0); });
    if (!version)
        return std::unexpected(version.error());
    return version->value_or(0);
}

} // namespace assay::store
