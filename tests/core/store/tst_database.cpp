// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"
#include "core/store/sqlerror.h"
#include "core/store/statement.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

#include <sqlite3.h>

#include <cerrno>
#include <limits>

using namespace Qt::StringLiterals;
using namespace assay;

namespace {

QString single(store::Database &database, const QString &sql)
{
    return store::selectFirst(database, sql, {}, [](const store::Row &row) { return row.text(0); })->value_or(QString());
}

} // namespace

class TestDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWriterHasTheSettingsOfAWorkspace_data()
    {
        QTest::addColumn<QString>("pragma");
        QTest::addColumn<QString>("value");
        QTest::newRow("writes ahead") << u"journal_mode"_s << u"wal"_s;
        QTest::newRow("waits for the disk") << u"synchronous"_s << u"2"_s;
        QTest::newRow("keeps references") << u"foreign_keys"_s << u"1"_s;
        QTest::newRow("trusts no schema") << u"trusted_schema"_s << u"0"_s;
        QTest::newRow("checks cell sizes") << u"cell_size_check"_s << u"1"_s;
        QTest::newRow("maps no memory") << u"mmap_size"_s << u"0"_s;
        QTest::newRow("waits for others") << u"busy_timeout"_s << u"5000"_s;
    }

    void aWriterHasTheSettingsOfAWorkspace()
    {
        QFETCH(const QString, pragma);
        QFETCH(const QString, value);
        test::TemporaryStore file;
        QCOMPARE(single(file.database(), u"PRAGMA "_s + pragma), value);
    }

    void theSchemaCannotBeWrittenByHand()
    {
        test::TemporaryStore file;
        VERIFY_OK(file.database().execute(u"PRAGMA writable_schema=ON"_s));
        QVERIFY(!file.database().execute(u"DELETE FROM sqlite_schema"_s));
    }

    void aReaderCannotWrite()
    {
        test::TemporaryStore file;
        auto reader = store::Database::open(file.path(), store::Database::Access::readOnly);
        VERIFY_OK(reader);
        VERIFY_FAILS((*reader)->execute(u"INSERT INTO prompts (name, created_ms) VALUES ('a', 1)"_s), "read-only");
    }

    void aReaderSeesWhatWasCommitted()
    {
        test::TemporaryStore file;
        auto reader = store::Database::open(file.path(), store::Database::Access::readOnly);
        VERIFY_OK(reader);
        VERIFY_OK(file.database().execute(u"BEGIN"_s));
        VERIFY_OK(file.database().execute(u"INSERT INTO prompts (name, created_ms) VALUES ('a', 1)"_s));
        QCOMPARE(single(**reader, u"SELECT count(*) FROM prompts"_s), u"0"_s);
        VERIFY_OK(file.database().execute(u"COMMIT"_s));
        QCOMPARE(single(**reader, u"SELECT count(*) FROM prompts"_s), u"1"_s);
    }

    void openingMakesNoFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"missing.assay"_s);
        for (const auto access : {store::Database::Access::readWrite, store::Database::Access::readOnly, store::Database::Access::inspect})
            QVERIFY(!store::Database::open(path, access));
        QVERIFY(!QFile::exists(path));
    }

    void pathsWithSpecialCharactersWork()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"50% of ä?b#c&mode=ro.assay"_s);
        VERIFY_OK(store::Database::create(path));
        QVERIFY(store::Database::open(path, store::Database::Access::readWrite).has_value());
        QVERIFY(QFile::exists(path));
    }

    void valuesComeBackExactly()
    {
        auto memory = store::Database::inMemory();
        VERIFY_OK(memory);
        store::Database &database = **memory;
        VERIFY_OK(database.execute(u"CREATE TABLE t (n INTEGER, r REAL, s TEXT, b BLOB, m INTEGER) STRICT"_s));
        constexpr qint64 biggest = std::numeric_limits<qint64>::max();
        const auto written = store::write(database, u"INSERT INTO t VALUES (:n, :r, :s, :b, :m)"_s,
            {{u":n"_s, biggest}, {u":r"_s, 0.1}, {u":s"_s, QString()}, {u":b"_s, QByteArray("\0x", 2)}, {u":m"_s, std::optional<Money>()}});
        VERIFY_OK(written);
        QCOMPARE(written->rows, 1);
        QCOMPARE(written->lastId, 1);
        auto row = database.prepare(u"SELECT n, r, s, b, m FROM t"_s);
        VERIFY_OK(row);
        QVERIFY(row->next().value());
        QCOMPARE(row->integer(0), biggest);
        QCOMPARE(row->real(1), 0.1);
        QVERIFY(!row->isNull(2) && row->text(2).isEmpty());
        QCOMPARE(row->bytes(3), QByteArray("\0x", 2));
        QVERIFY(row->isNull(4) && !row->optionalMoney(4));
        QVERIFY(!row->next().value());
    }

    void aStatementCanBeUsedWithinItself()
    {
        auto memory = store::Database::inMemory();
        VERIFY_OK(memory);
        const QString sql = u"SELECT 1 UNION SELECT 2"_s;
        int seen = 0;
        const auto outer = store::selectAll(**memory, sql, {}, [&](const store::Row &row) {
            const auto inner = store::selectAll(**memory, sql, {}, [](const store::Row &inside) { return inside.number(0); });
            seen += static_cast<int>(inner->size());
            return row.number(0);
        });
        VERIFY_OK(outer);
        QCOMPARE(*outer, (QList<int>{1, 2}));
        QCOMPARE(seen, 4);
    }

    void anEndedStatementLeavesNoCursorOpen()
    {
        test::TemporaryStore file;
        VERIFY_OK(file.database().execute(u"INSERT INTO prompts (name, created_ms) VALUES ('a', 1), ('b', 1)"_s));
        {
            auto row = file.database().prepare(u"SELECT name FROM prompts"_s);
            VERIFY_OK(row);
            QVERIFY(row->next().value());
        }
        QCOMPARE(single(file.database(), u"PRAGMA wal_checkpoint(TRUNCATE)"_s), u"0"_s);
    }

    void errorsSayWhatWasWrong()
    {
        test::TemporaryStore file;
        const auto wrong = file.database().execute(u"SELECT nonsense FROM prompts"_s);
        VERIFY_FAILS(wrong, "internal");
        QVERIFY(wrong.error().message.contains(u"nonsense"));
        QCOMPARE(file.database().lastError()->message, wrong.error().message);
    }

    void resultCodesHaveKinds_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("systemError");
        QTest::addColumn<QByteArray>("kind");
        QTest::newRow("full") << SQLITE_FULL << 0 << QByteArray("disk-full");
        QTest::newRow("I/O error for want of space") << SQLITE_IOERR_WRITE << ENOSPC << QByteArray("disk-full");
        QTest::newRow("I/O error at a quota") << SQLITE_IOERR_WRITE << EDQUOT << QByteArray("disk-full");
        QTest::newRow("I/O error at a file size limit") << SQLITE_IOERR_WRITE << EFBIG << QByteArray("disk-full");
        QTest::newRow("other I/O error") << SQLITE_IOERR_FSYNC << EIO << QByteArray("io");
        QTest::newRow("log cannot be made for want of space") << SQLITE_CANTOPEN << ENOSPC << QByteArray("disk-full");
        QTest::newRow("damaged") << SQLITE_CORRUPT << 0 << QByteArray("damaged");
        QTest::newRow("not a database") << SQLITE_NOTADB << 0 << QByteArray("damaged");
        QTest::newRow("busy") << SQLITE_BUSY << 0 << QByteArray("in-use");
        QTest::newRow("read-only") << SQLITE_READONLY << 0 << QByteArray("read-only");
        QTest::newRow("refused by a trigger") << SQLITE_CONSTRAINT_TRIGGER << 0 << QByteArray("conflict");
        QTest::newRow("too big") << SQLITE_TOOBIG << 0 << QByteArray("too-large");
    }

    void resultCodesHaveKinds()
    {
        QFETCH(const int, code);
        QFETCH(const int, systemError);
        QFETCH(const QByteArray, kind);
        const Error error = store::sqlError(code, systemError, u"text"_s, QDir::tempPath() + u"/a.assay"_s, u"be written"_s);
        QCOMPARE(toText(error.kind).toLatin1(), kind);
        QVERIFY(error.message.startsWith(u"The workspace could not be written: "));
    }
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
