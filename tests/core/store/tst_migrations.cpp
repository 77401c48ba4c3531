// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migrations.h"
#include "core/store/schema.h"
#include "core/store/statement.h"
#include "tests/support/expectresult.h"

#include <QTemporaryDir>

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

    void aStepThatEditsTheSchemaLeavesItClosed()
    {
        auto database = store::Database::inMemory();
        VERIFY_OK(database);
        const QString edit = u"UPDATE sqlite_schema SET sql = replace(sql, 'x > 0', 'x > 1') WHERE name = 'a'"_s;
        const std::array steps{store::Migration{.to = 1, .statements = {u"CREATE TABLE a (x INTEGER CHECK (x > 0)) STRICT"_s}},
            store::Migration{.to = 2, .statements = {u"PRAGMA writable_schema=ON"_s, edit, u"PRAGMA writable_schema=RESET"_s}, .editsSchema = true},
            store::Migration{.to = 3, .statements = {u"PRAGMA writable_schema=ON"_s, u"INSERT INTO nothing VALUES (1)"_s}, .editsSchema = true}};
        QVERIFY(!store::migrate(**database, steps));
        QCOMPARE(store::schemaVersion(**database).value(), 2);
        QVERIFY(!(*database)->execute(u"INSERT INTO a VALUES (1)"_s));
        VERIFY_OK((*database)->execute(u"INSERT INTO a VALUES (2)"_s));
        QVERIFY(!(*database)->execute(edit));
        VERIFY_OK((*database)->execute(u"PRAGMA writable_schema=ON"_s));
        QVERIFY(!(*database)->execute(edit));
    }

    void noCheckOfARowMakesATable_data()
    {
        QTest::addColumn<QString>("change");
        QTest::newRow("the end of a cell") << u"UPDATE cells SET outcome = 'passed' WHERE run_id = 1 AND idx = 0"_s;
        QTest::newRow("the start of an attempt")
            << u"INSERT INTO attempts (run_id, cell, number, state, started_ms, duration_ms, error_message, http_status, request_id, reserved_pico) VALUES (1, 0, 1, 'sent', 0, 0, '', 0, '', 0)"_s;
        QTest::newRow("the end of an attempt") << u"UPDATE attempts SET state = 'answered' WHERE run_id = 1 AND cell = 0 AND number = 1"_s;
        QTest::newRow("a grade") << u"INSERT INTO grades (run_id, cell, position, name, metric, state, score, weight, reason) VALUES (1, 0, 0, '', '', 'passed', 1, 1, '')"_s;
    }

    void noCheckOfARowMakesATable()
    {
        QFETCH(const QString, change);
        auto database = store::Database::inMemory();
        VERIFY_OK(database);
        VERIFY_OK(store::migrate(**database, store::migrations()));
        const auto steps = store::selectAll(**database, u"EXPLAIN "_s + change, {}, [](const store::Row &row) { return row.text(1); });
        VERIFY_OK(steps);
        QVERIFY(steps->contains(u"MakeRecord"_s));
        QVERIFY(!steps->contains(u"OpenEphemeral"_s));
    }

    void aWordThatIsNotKnownIsRefused_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("column");
        QTest::newRow("cells") << u"cells"_s << u"outcome"_s;
        QTest::newRow("attempts") << u"attempts"_s << u"state"_s;
        QTest::newRow("grades") << u"grades"_s << u"state"_s;
    }

    void aWordThatIsNotKnownIsRefused()
    {
        QFETCH(const QString, table);
        QFETCH(const QString, column);
        QTemporaryDir folder;
        const QString file = folder.filePath(u"old.assay"_s);
        QVERIFY(QFile::copy(QStringLiteral(ASSAY_TEST_DATA "/workspace-v5.assay"), file));
        QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner));
        auto database = store::Database::open(file, store::Database::Access::readWrite);
        VERIFY_OK(database);
        VERIFY_OK(store::migrate(**database, store::migrations()));
        QVERIFY(number(**database, u"SELECT count(*) FROM "_s + table) > 0);
        VERIFY_OK((*database)->execute(u"UPDATE %1 SET %2 = %2"_s.arg(table, column)));
        QVERIFY(!(*database)->execute(u"UPDATE %1 SET %2 = 'dreamt'"_s.arg(table, column)));
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
