// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migrations.h"
#include "core/store/schema.h"
#include "core/store/statement.h"
#include "tests/support/expectresult.h"

using namespace Qt::StringLiterals;
using namespace assay;

namespace {

qint64 number(store::Database &database, const QString &sql)
{
    return store::selectFirst(database, sql, {}, [](const store::Row &row) { return row.integer(0); })->value_or(-1);
}

} // namespace

class TestMigrations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsAreNumberedWithoutGaps()
    {
        int expected = 1;
        for (const store::Migration &step : store::migrations())
            QCOMPARE(step.to, expected++);
        QCOMPARE(store::newestSchemaVersion(), expected - 1);
    }

    void anEmptyDatabaseBecomesAWorkspace()
    {
        auto database = store::Database::inMemory();
        VERIFY_OK(database);
        VERIFY_OK(store::migrate(**database, store::migrations()));
        QCOMPARE(store::schemaVersion(**database).value(), store::newestSchemaVersion());
        QCOMPARE(number(**database, u"PRAGMA application_id"_s), qint64(store::kApplicationId));
        VERIFY_OK(store::migrate(**database, store::migrations()));
    }

    void onlyTheMissingStepsAreTaken()
    {
        auto database = store::Database::inMemory();
        VERIFY_OK(database);
        const std::array steps{
            store::Migration{.to = 1, .statements = {u"CREATE TABLE a (x INTEGER) STRICT"_s}}, store::Migration{.to = 2, .statements = {u"CREATE TABLE b (x INTEGER) STRICT"_s}}};
        VERIFY_OK(store::migrate(**database, std::span(steps).first(1)));
        VERIFY_OK((*database)->execute(u"INSERT INTO a VALUES (7)"_s));
        VERIFY_OK(store::migrate(**database, steps));
        QCOMPARE(number(**database, u"SELECT x FROM a"_s), qint64(7));
        QCOMPARE(store::schemaVersion(**database).value(), 2);
    }

    void aStepThatFailsLeavesNoTrace()
    {
        auto database = store::Database::inMemory();
        VERIFY_OK(database);
        const std::array steps{store::Migration{.to = 1, .statements = {u"CREATE TABLE a (x INTEGER) STRICT"_s}},
            store::Migration{.to = 2, .statements = {u"CREATE TABLE b (x INTEGER) STRICT"_s, u"INSERT INTO nothing VALUES (1)"_s}}};
        const auto failed = store::migrate(**database, steps);
        QVERIFY(!failed);
        QCOMPARE(failed.error().contextValue(u"migration"), u"2"_s);
        QCOMPARE(store::schemaVersion(**database).value(), 1);
        QCOMPARE(number(**database, u"SELECT count(*) FROM sqlite_schema"_s), qint64(1));
        QVERIFY(!(*database)->inTransaction());
    }

    void everyTableIsStrict()
    {
        auto database = store::Database::inMemory();
        VERIFY_OK(database);
        VERIFY_OK(store::migrate(**database, store::migrations()));
        QCOMPARE(number(**database, u"SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' AND NOT strict"_s), qint64(0));
        QVERIFY(number(**database, u"SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict"_s) >= 17);
    }
};

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
