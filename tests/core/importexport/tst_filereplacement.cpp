// SPDX-License-Identifier: GPL-3.0-or-later
// A full disk is played by a limit on the size of files; what fails in the middle, by a folder that stands where a file should be.
#include "core/importexport/filereplacement.h"

#include "tests/support/expectresult.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>

#include <csignal>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace assay;
using namespace assay::importexport;
using namespace Qt::StringLiterals;

namespace {

/// "path=content" of every file, and "path/" of every folder, below it.
QStringList treeOf(const QString &folder)
{
    QStringList tree;
    QDirIterator entries(folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QFileInfo info = entries.nextFileInfo();
        const QString path = QDir(folder).relativeFilePath(info.filePath());
        QFile file(info.filePath());
        tree.append(info.isDir() ? path + u'/' : file.open(QIODevice::ReadOnly) ? QString(path + u'=' + QString::fromUtf8(file.readAll())) : path);
    }
    tree.sort();
    return tree;
}

const QList<NewFile> kFirst{{.path = u"a.md"_s, .bytes = "one"}, {.path = u"p/q/b.md"_s, .bytes = "two"}};

} // namespace

class TestFileReplacement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_base = std::make_unique<QTemporaryDir>();
        m_folder = m_base->filePath(u"new/folder"_s);
    }

    void filesAndFoldersAreMadeAndReplaced()
    {
        VERIFY_OK(replaceFiles(m_folder, kFirst));
        QCOMPARE(treeOf(m_folder), (QStringList{u"a.md=one"_s, u"p/"_s, u"p/q/"_s, u"p/q/b.md=two"_s}));
        VERIFY_OK(replaceFiles(m_folder, {{.path = u"a.md"_s, .bytes = "three"}}));
        QCOMPARE(treeOf(m_folder), (QStringList{u"a.md=three"_s, u"p/"_s, u"p/q/"_s, u"p/q/b.md=two"_s}));
        VERIFY_OK(replaceFiles(m_folder, {{.path = u"p/q/b.md"_s, .isRemoved = true}, {.path = u"c.md"_s, .bytes = "four"}}));
        QCOMPARE(treeOf(m_folder), (QStringList{u"a.md=three"_s, u"c.md=four"_s, u"p/"_s, u"p/q/"_s}));
    }

    void aFullDiskLeavesAllAsItWas()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        VERIFY_OK(replaceFiles(m_folder, kFirst));
        const QStringList before = treeOf(m_base->path());
        rlimit old{};
        getrlimit(RLIMIT_FSIZE, &old);
        rlimit small = old;
        small.rlim_cur = 1000;
        setrlimit(RLIMIT_FSIZE, &small);
        const auto replaced
            = replaceFiles(m_folder, {{.path = u"a.md"_s, .bytes = "three"}, {.path = u"n/c.md"_s, .bytes = "four"}, {.path = u"d.md"_s, .bytes = QByteArray(2000, 'x')}});
        const auto made = replaceFiles(m_base->filePath(u"other"_s), {{.path = u"d.md"_s, .bytes = QByteArray(2000, 'x')}});
        setrlimit(RLIMIT_FSIZE, &old);
        VERIFY_FAILS(replaced, "disk-full");
        QVERIFY(replaced.error().contextValue(u"file").endsWith(u"d.md"_s));
        VERIFY_FAILS(made, "disk-full");
        QCOMPARE(treeOf(m_base->path()), before);
    }

    void aFaultInTheMiddleTakesBackWhatWasDone()
    {
        VERIFY_OK(replaceFiles(m_folder, kFirst));
        QVERIFY(QDir().mkpath(m_folder + u"/c.md/inside"_s));
        const QStringList before = treeOf(m_base->path());
        const auto replaced = replaceFiles(m_folder, {{.path = u"a.md"_s, .bytes = "three"}, {.path = u"p/q/b.md"_s, .isRemoved = true}, {.path = u"new/d.md"_s, .bytes = "four"}, {.path = u"c.md"_s, .bytes = "five"}});
        QVERIFY(!replaced);
        QCOMPARE(treeOf(m_base->path()), before);
    }

    void whatAKilledProgramLeftBesideIsClearedAway()
    {
        QVERIFY(QDir().mkpath(m_folder + u"/.assay-export-1"_s));
        QFile left(m_folder + u"/.assay-export-1/new-0"_s);
        QVERIFY(left.open(QIODevice::WriteOnly) && left.write("half") == 4);
        left.close();
        VERIFY_OK(replaceFiles(m_folder, kFirst));
        QCOMPARE(treeOf(m_folder), (QStringList{u"a.md=one"_s, u"p/"_s, u"p/q/"_s, u"p/q/b.md=two"_s}));
    }

    void twoDoNotWriteAtOnce()
    {
        VERIFY_OK(replaceFiles(m_folder, kFirst));
        const int other = ::open(QFile::encodeName(m_folder).constData(), O_RDONLY | O_DIRECTORY);
        QCOMPARE(::flock(other, LOCK_EX), 0);
        VERIFY_FAILS(replaceFiles(m_folder, kFirst), "in-use");
        ::close(other);
        VERIFY_OK(replaceFiles(m_folder, kFirst));
    }

    void aFileInThePlaceOfAFolderIsToldAndNothingIsMade_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("the folder itself") << u"file"_s;
        QTest::newRow("part of its path") << u"file/new/folder"_s;
        QTest::newRow("a folder within it") << u"."_s;
    }

    void aFileInThePlaceOfAFolderIsToldAndNothingIsMade()
    {
        QFETCH(const QString, folder);
        for (const QString &name : {u"file"_s, u"p"_s})
            QVERIFY(QFile(m_base->filePath(name)).open(QIODevice::WriteOnly | QIODevice::NewOnly));
        const QStringList before = treeOf(m_base->path());
        const auto refused = replaceFiles(m_base->filePath(folder), kFirst);
        VERIFY_FAILS(refused, "invalid-input");
        QCOMPARE(refused.error().contextValue(u"file"), m_base->filePath(folder == u"." ? u"p"_s : u"file"_s));
        QVERIFY(refused.error().describe().contains(u"is a file, where a folder is needed"_s));
        QCOMPARE(treeOf(m_base->path()), before);
    }

    void aLinkDoesNotLeadOutOfTheFolder()
    {
        QVERIFY(QDir().mkpath(m_folder) && QDir().mkpath(m_base->filePath(u"elsewhere"_s)));
        QVERIFY(QFile::link(m_base->filePath(u"elsewhere"_s), m_folder + u"/p"_s));
        VERIFY_FAILS(replaceFiles(m_folder, kFirst), "invalid-input");
        QVERIFY(QDir(m_base->filePath(u"elsewhere"_s)).isEmpty());
        QVERIFY(!QFile::exists(m_folder + u"/a.md"_s));
    }

private:
    std::unique_ptr<QTemporaryDir> m_base;
    QString m_folder;
};

QTEST_GUILESS_MAIN(TestFileReplacement)
#include "tst_filereplacement.moc"
