// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/promptrepository.h"
#include "core/store/runrepository.h"
#include "core/store/workspacefile.h"
#include "core/workspace/workspace.h"
#include "tests/support/expectresult.h"
#include "tests/support/rawsqlite.h"
#include "tests/support/workspacesamples.h"

#include <QCryptographicHash>
#include <QDir>
#include <QProcess>
#include <QThread>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace assay;
using workspace::Workspace;

namespace {

/// Every name in a folder with the hash of its bytes: what must be the same after a refusal.
QMap<QString, QByteArray> contentsOf(const QString &folder)
{
    QMap<QString, QByteArray> contents;
    const QDir directory(folder);
    for (const QString &name : directory.entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)) {
        QFile file(directory.filePath(name));
        const bool isReadable = QFileInfo(file).isFile() && file.open(QIODevice::ReadOnly);
        contents.insert(name, isReadable ? QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256) : QByteArray("-"));
    }
    return contents;
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

QString newWorkspaceFile(const QTemporaryDir &folder)
{
    const QString path = folder.filePath(u"a.assay"_s);
    if (const auto made = store::createWorkspaceFile(path); !made)
        qFatal("%s", qPrintable(made.error().describe()));
    return path;
}

struct Refusal {
    const char *row;
    const char *kind;
    const char *says;
    void (*prepare)(const QTemporaryDir &);
};

const QList<Refusal> kRefusals{
    {"nothing there", "not-found", "There is no file", [](const QTemporaryDir &) {}},
    {"a link to nothing", "not-found", "is a link to", [](const QTemporaryDir &folder) { QFile::link(folder.filePath(u"gone"_s), folder.filePath(u"a.assay"_s)); }},
    {"a folder", "not-a-workspace", "is a folder", [](const QTemporaryDir &folder) { QDir(folder.path()).mkdir(u"a.assay"_s); }},
    {"a pipe", "not-a-workspace", "not an ordinary file", [](const QTemporaryDir &folder) { ::mkfifo(QFile::encodeName(folder.filePath(u"a.assay"_s)).constData(), 0600); }},
    {"an empty file", "not-a-workspace", "is empty", [](const QTemporaryDir &folder) { writeFile(folder.filePath(u"a.assay"_s), {}); }},
    {"a text", "not-a-workspace", "is not an Assay workspace", [](const QTemporaryDir &folder) { writeFile(folder.filePath(u"a.assay"_s), "hello"); }},
    {"another program's database", "not-a-workspace", "database of another program",
        [](const QTemporaryDir &folder) { test::rawExecute(folder.filePath(u"a.assay"_s), u"CREATE TABLE t (x)"_s); }},
    {"a newer version", "newer-version", "version 7, and this Assay knows versions up to 6",
        [](const QTemporaryDir &folder) { test::rawExecute(newWorkspaceFile(folder), u"PRAGMA user_version=7"_s); }},
    {"cut short", "damaged", "is damaged", [](const QTemporaryDir &folder) { QFile::resize(newWorkspaceFile(folder), 9000); }},
    {"only a header", "damaged", "is damaged", [](const QTemporaryDir &folder) { QFile::resize(newWorkspaceFile(folder), 100); }},
    {"a strange trigger", "damaged", "trigger named \"extra\"",
        [](const QTemporaryDir &folder) { test::rawExecute(newWorkspaceFile(folder), u"CREATE TRIGGER extra AFTER INSERT ON runs BEGIN DELETE FROM attempts; END"_s); }},
    {"a file marked read-only", "read-only", "\"a.assay\" is read-only", [](const QTemporaryDir &folder) { QFile::setPermissions(newWorkspaceFile(folder), QFile::ReadOwner); }},
    {"a folder marked read-only", "read-only", "folder of the workspace",
        [](const QTemporaryDir &folder) {
            newWorkspaceFile(folder);
            QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner);
        }},
    {"a text in a read-only folder", "not-a-workspace", "is not an Assay workspace",
        [](const QTemporaryDir &folder) {
            writeFile(folder.filePath(u"a.assay"_s), "hello");
            QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner);
        }},
};

} // namespace

class TestWorkspace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRefusedFileIsLeftAsItWas_data()
    {
        QTest::addColumn<qsizetype>("index");
        for (qsizetype index = 0; index < kRefusals.size(); ++index)
            QTest::newRow(kRefusals.at(index).row) << index;
    }

    void aRefusedFileIsLeftAsItWas()
    {
        QFETCH(const qsizetype, index);
        const Refusal &refusal = kRefusals.at(index);
        QTemporaryDir folder;
        refusal.prepare(folder);
        const auto before = contentsOf(folder.path());
        const auto opened = Workspace::open(folder.filePath(u"a.assay"_s));
        const auto after = contentsOf(folder.path());
        QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        VERIFY_FAILS(opened, refusal.kind);
        QVERIFY2(opened.error().message.contains(QString::fromLatin1(refusal.says)), qPrintable(opened.error().message));
        QVERIFY(!opened.error().hint.isEmpty());
        QCOMPARE(after, before);
    }

    void aSecondOpeningIsRefused()
    {
        QTemporaryDir folder;
        const QString path = newWorkspaceFile(folder);
        {
            const auto first = Workspace::open(path);
            VERIFY_OK(first);
            const auto second = Workspace::open(path);
            VERIFY_FAILS(second, "in-use");
            QVERIFY2(second.error().message.contains(u"this program"), qPrintable(second.error().message));
            VERIFY_OK((*first)->write([](store::Database &database) { return database.execute(u"INSERT INTO prompts (name, created_ms) VALUES ('a', 0)"_s); }).result());
        }
        VERIFY_OK(Workspace::open(path));
    }

    void openInAnotherProcessIsRefusedUntilItDies()
    {
        QTemporaryDir folder;
        const QString path = newWorkspaceFile(folder);
        QProcess holder;
        holder.start(QStringLiteral(WORKSPACE_PROBE), {u"hold"_s, path});
        QVERIFY(holder.waitForReadyRead(30'000));
        QCOMPARE(holder.readLine().trimmed(), QByteArray("open"));
        const auto before = contentsOf(folder.path());
        const auto refused = Workspace::open(path);
        VERIFY_FAILS(refused, "in-use");
        QCOMPARE(refused.error().contextValue(u"process"), QString::number(holder.processId()));
        QCOMPARE(contentsOf(folder.path()), before);
        holder.kill();
        QVERIFY(holder.waitForFinished(30'000));
        QVERIFY(QFile::exists(path + u"-lock"_s));
        VERIFY_OK(Workspace::open(path));
    }

    void aLinkedFileIsOpenedAndLockedWhereItIs()
    {
        QTemporaryDir folder;
        const QString path = newWorkspaceFile(folder);
        QTemporaryDir elsewhere;
        const QString link = elsewhere.filePath(u"link.assay"_s);
        QVERIFY(QFile::link(path, link));
        const auto opened = Workspace::open(link);
        VERIFY_OK(opened);
        QCOMPARE((*opened)->path(), QFileInfo(path).canonicalFilePath());
        VERIFY_FAILS(Workspace::open(path), "in-use");
        QCOMPARE(contentsOf(elsewhere.path()).size(), 1);
    }

    void aLockFileThatIsALinkIsNotFollowed()
    {
        QTemporaryDir folder;
        const QString path = newWorkspaceFile(folder);
        writeFile(folder.filePath(u"victim"_s), "precious");
        QVERIFY(QFile::link(folder.filePath(u"victim"_s), path + u"-lock"_s));
        const auto before = contentsOf(folder.path());
        QVERIFY(!Workspace::open(path));
        QCOMPARE(contentsOf(folder.path()), before);
    }

    void closingLeavesOneFile()
    {
        QTemporaryDir folder;
        {
            const auto created = Workspace::create(folder.filePath(u"a.assay"_s));
            VERIFY_OK(created);
            VERIFY_OK((*created)->write([](store::Database &database) { return test::storeSamplePlan(database); }).result());
        }
        QCOMPARE(contentsOf(folder.path()).keys(), QStringList{u"a.assay"_s});
        const auto before = contentsOf(folder.path());
        {
            const auto opened = Workspace::open(folder.filePath(u"a.assay"_s));
            VERIFY_OK(opened);
            QCOMPARE((*opened)->read([](store::Database &database) { return store::PromptRepository(database).versions(u"triage"_s); }).result()->size(), 2);
        }
        QCOMPARE(contentsOf(folder.path()), before);
    }

    void creatingNeverOverwrites()
    {
        QTemporaryDir folder;
        const QString path = newWorkspaceFile(folder);
        const auto before = contentsOf(folder.path());
        VERIFY_FAILS(Workspace::create(path), "conflict");
        QCOMPARE(contentsOf(folder.path()), before);
    }

    void aFailedWriteLeavesNothing()
    {
        QTemporaryDir folder;
        const auto opened = Workspace::create(folder.filePath(u"a.assay"_s));
        VERIFY_OK(opened);
        auto failed = (*opened)->write([](store::Database &database) -> Result<int> {
            if (const auto stored = test::storeSamplePlan(database); !stored)
                return std::unexpected(stored.error());
            return fail(ErrorKind::conflict, u"changed my mind"_s);
        });
        VERIFY_FAILS(failed.result(), "conflict");
        QCOMPARE((*opened)->read([](store::Database &database) { return store::PromptRepository(database).list(); }).result()->size(), 0);
    }

    void jobsRunOnTheirOwnThreads()
    {
        QTemporaryDir folder;
        const auto opened = Workspace::create(folder.filePath(u"a.assay"_s));
        VERIFY_OK(opened);
        const auto threadOf = [](store::Database &) -> Result<Qt::HANDLE> { return QThread::currentThreadId(); };
        const auto writer = (*opened)->write(threadOf).result();
        const auto reader = (*opened)->read(threadOf).result();
        VERIFY_OK(writer);
        VERIFY_OK(reader);
        QVERIFY(*writer != *reader && *writer != QThread::currentThreadId() && *reader != QThread::currentThreadId());
    }

    void whatIsQueuedIsFinishedBeforeTheEnd()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a.assay"_s);
        QList<QFuture<Result<prompt::Version>>> futures;
        {
            const auto opened = Workspace::create(path);
            VERIFY_OK(opened);
            for (int number = 0; number < 50; ++number) {
                futures.append((*opened)->write([number](store::Database &database) {
                    return store::PromptRepository(database).addVersion(u"p"_s, test::sampleContent(QString::number(number)), {}, std::nullopt, test::sampleTime());
                }));
            }
        }
        for (const auto &future : futures) {
            QVERIFY(future.isFinished());
            VERIFY_OK(future.result());
        }
        const auto opened = Workspace::open(path);
        VERIFY_OK(opened);
        QCOMPARE((*opened)->read([](store::Database &database) { return store::PromptRepository(database).versions(u"p"_s); }).result()->size(), 50);
    }
};

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
