// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migrations.h"
#include "core/store/workspacefile.h"
#include "tests/support/expectresult.h"
#include "tests/support/rawsqlite.h"
#include "tests/support/workspacesamples.h"

#include <QDir>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace assay;
using test::rawExecute;

namespace {

void overwrite(const QString &path, qint64 offset, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(offset) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestWorkspaceFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewFileIsAWorkspaceAndOneFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"new.assay"_s);
        VERIFY_OK(store::createWorkspaceFile(path));
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{u"new.assay"_s});
        VERIFY_OK(store::checkHeader(path));
        VERIFY_OK(store::checkWritable(path));
        VERIFY_OK(store::checkContents(path));
        QCOMPARE(store::locateWorkspace(path).value(), QFileInfo(path).canonicalFilePath());
    }

    void makingOneNeverOverwrites()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"notes.txt"_s);
        overwrite(path, 0, "mine");
        VERIFY_FAILS(store::createWorkspaceFile(path), "conflict");
        QCOMPARE(bytesOf(path), QByteArray("mine"));
        VERIFY_FAILS(store::createWorkspaceFile(folder.path()), "conflict");
        QVERIFY(QFile::link(folder.filePath(u"nowhere"_s), folder.filePath(u"link.assay"_s)));
        VERIFY_FAILS(store::createWorkspaceFile(folder.filePath(u"link.assay"_s)), "conflict");
        VERIFY_FAILS(store::createWorkspaceFile(folder.filePath(u"missing/new.assay"_s)), "not-found");
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot).size(), 2);
    }

    void whatAssayDidNotMakeIsRefused_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("named");
        QTest::newRow("a trigger") << u"CREATE TRIGGER extra AFTER INSERT ON runs BEGIN DELETE FROM attempts; END"_s << u"trigger named \"extra\""_s;
        QTest::newRow("a trigger with the name of a table") << u"CREATE TRIGGER cells AFTER INSERT ON runs BEGIN DELETE FROM attempts; END"_s << u"trigger named \"cells\""_s;
        QTest::newRow("a view") << u"CREATE VIEW extra AS SELECT * FROM runs"_s << u"view named \"extra\""_s;
        QTest::newRow("a table") << u"CREATE TABLE extra (x)"_s << u"table named \"extra\""_s;
        QTest::newRow("an index") << u"CREATE INDEX extra ON runs (seed)"_s << u"index named \"extra\""_s;
        QTest::newRow("a missing trigger") << u"DROP TRIGGER prompt_versions_refuse_update"_s << u"\"prompt_versions_refuse_update\" is missing"_s;
        QTest::newRow("a missing table") << u"DROP TABLE grades"_s << u"\"grades\" is missing"_s;
        QTest::newRow("another table of that name") << u"DROP TABLE drafts; CREATE TABLE drafts (x)"_s << u"\"drafts\" is not as Assay makes it"_s;
        QTest::newRow("a changed table") << u"ALTER TABLE drafts ADD COLUMN x TEXT"_s << u"\"drafts\" is not as Assay makes it"_s;
        QTest::newRow("no version") << u"PRAGMA user_version=0"_s << u"version of its format"_s;
    }

    void whatAssayDidNotMakeIsRefused()
    {
        QFETCH(const QString, sql);
        QFETCH(const QString, named);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a.assay"_s);
        VERIFY_OK(store::createWorkspaceFile(path));
        rawExecute(path, sql);
        const QByteArray before = bytesOf(path);
        const auto checked = store::checkContents(path);
        VERIFY_FAILS(checked, "damaged");
        QVERIFY2(checked.error().message.contains(named), qPrintable(checked.error().message));
        QCOMPARE(bytesOf(path), before);
    }

    void statisticsOfTheOptimiserAreWelcome()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a.assay"_s);
        VERIFY_OK(store::createWorkspaceFile(path));
        rawExecute(path, u"INSERT INTO prompts (name, created_ms) VALUES ('a', 0); ANALYZE"_s);
        VERIFY_OK(store::checkContents(path));
    }

    void damagedPagesAreFound_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::newRow("in the list of tables") << qint64(100);
        QTest::newRow("in a table") << qint64(2 * 4096);
    }

    void damagedPagesAreFound()
    {
        QFETCH(const qint64, offset);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a.assay"_s);
        VERIFY_OK(store::createWorkspaceFile(path));
        overwrite(path, offset, QByteArray(512, '\xa5'));
        VERIFY_OK(store::checkHeader(path));
        VERIFY_FAILS(store::checkContents(path), "damaged");
    }

    void aFileThatWasCutShortIsFound()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a.assay"_s);
        VERIFY_OK(store::createWorkspaceFile(path));
        QVERIFY(QFile::resize(path, 5 * 4096));
        VERIFY_FAILS(store::checkContents(path), "damaged");
        QVERIFY(QFile::resize(path, 50));
        VERIFY_FAILS(store::checkHeader(path), "damaged");
    }

    void whatAnEarlierProcessLeftInTheLogCounts()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a.assay"_s);
        const QString crashed = folder.filePath(u"b.assay"_s);
        VERIFY_OK(store::createWorkspaceFile(path));
        {
            // A copy of file and log while the writer lives is what kill -9 leaves behind.
            test::RawConnection writer(path);
            writer.execute(u"PRAGMA journal_mode=WAL; CREATE TRIGGER extra AFTER INSERT ON runs BEGIN DELETE FROM attempts; END"_s);
            QVERIFY(QFile::copy(path, crashed));
            QVERIFY(QFile::copy(path + u"-wal"_s, crashed + u"-wal"_s));
        }
        const QByteArray file = bytesOf(crashed);
        const QByteArray log = bytesOf(crashed + u"-wal"_s);
        VERIFY_FAILS(store::checkContents(crashed), "damaged");
        QCOMPARE(bytesOf(crashed), file);
        QCOMPARE(bytesOf(crashed + u"-wal"_s), log);
        QVERIFY(!QFile::exists(crashed + u"-shm"_s));
    }

    void filesInRollbackModeAreReadToo()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a.assay"_s);
        VERIFY_OK(store::createWorkspaceFile(path));
        rawExecute(path, u"PRAGMA journal_mode=DELETE"_s);
        VERIFY_OK(store::checkContents(path));
        VERIFY_OK(store::Database::open(path, store::Database::Access::readWrite));
    }
};

QTEST_GUILESS_MAIN(TestWorkspaceFile)
#include "tst_workspacefile.moc"
