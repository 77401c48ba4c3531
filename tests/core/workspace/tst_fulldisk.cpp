// SPDX-License-Identifier: GPL-3.0-or-later
// A full disk is played by a file size limit in another process: the system call fails in the middle of a log, as it does on a disk without space.
#include "core/store/runrepository.h"
#include "core/store/workspacefile.h"
#include "core/workspace/workspace.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

#include <QProcess>

using namespace Qt::StringLiterals;
using namespace assay;
using workspace::Workspace;

class TestFullDisk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFullDiskIsSaidAndSurvived_data()
    {
        QTest::addColumn<int>("limit");
        QTest::newRow("soon") << 300'000;
        QTest::newRow("in the middle of a page") << 501'234;
        QTest::newRow("later") << 1'500'000;
    }

    void aFullDiskIsSaidAndSurvived()
    {
        QFETCH(const int, limit);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a.assay"_s);
        run::RunId run;
        {
            const auto opened = Workspace::create(path);
            VERIFY_OK(opened);
            const auto plan
                = (*opened)
                      ->write([](store::Database &database) {
                          return test::storeSamplePlan(database, 50).and_then([&](const run::RunPlan &sample) { return store::RunRepository(database).create(sample); });
                      })
                      .result();
            VERIFY_OK(plan);
            run = plan->id;
        }
        QProcess writer;
        writer.start(QStringLiteral(WORKSPACE_PROBE), {u"fill"_s, path, QString::number(run.value), QString::number(limit)});
        QVERIFY(writer.waitForFinished(60'000));
        QCOMPARE(writer.exitStatus(), QProcess::NormalExit);
        const QList<QByteArray> said = writer.readAllStandardOutput().trimmed().split('\n');
        QCOMPARE(said.size(), 4);
        QCOMPARE(said.at(0), QByteArray("disk-full"));
        QCOMPARE(said.at(2), QByteArray("ok"));

        VERIFY_OK(store::checkContents(path));
        const auto opened = Workspace::open(path);
        VERIFY_OK(opened);
        const auto progress = (*opened)->read([&](store::Database &database) { return store::RunRepository(database).progress(run); }).result();
        VERIFY_OK(progress);
        const int refused = said.at(3).toInt();
        QVERIFY(refused > 0);
        for (int cell = 0; cell < refused; ++cell)
            QCOMPARE(progress->at(cell).outcome, std::optional(run::Outcome::passed));
        const int writtenAfterwards = said.at(1) == "untouched" ? refused : refused + 1;
        QCOMPARE(progress->at(writtenAfterwards).outcome, std::optional(run::Outcome::passed));
    }
};

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_fulldisk.moc"
