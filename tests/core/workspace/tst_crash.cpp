// SPDX-License-Identifier: GPL-3.0-or-later
// A process is killed while it writes, again and again: what it had been told is durable is there, and the workspace opens.
#include "core/store/runrepository.h"
#include "core/store/workspacefile.h"
#include "core/workspace/workspace.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

#include <QProcess>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace assay;
using workspace::Workspace;

namespace {

constexpr int kKills = 20;

Result<run::RunId> newRun(const QString &path)
{
    auto opened = Workspace::open(path);
    if (!opened)
        return std::unexpected(opened.error());
    return (*opened)
        ->write([](store::Database &database) -> Result<run::RunId> {
            store::RunRepository runs(database);
            const auto newest = runs.newest();
            if (!newest)
                return std::unexpected(newest.error());
            const auto plan = *newest ? runs.plan(**newest) : test::storeSamplePlan(database, 500);
            return plan.and_then([&](const run::RunPlan &sample) { return runs.create(sample); }).transform([](const run::RunPlan &made) { return made.id; });
        })
        .result();
}

/// Lets the other process write until it has acknowledged `enough` cells, kills it, and returns all that it has acknowledged.
QList<int> writeAndKill(const QString &path, run::RunId run, qsizetype enough)
{
    QProcess writer;
    writer.start(QStringLiteral(WORKSPACE_PROBE), {u"journal"_s, path, QString::number(run.value)});
    QByteArray said;
    while (said.count('\n') < enough && writer.waitForReadyRead(30'000))
        said += writer.readAllStandardOutput();
    writer.kill();
    writer.waitForFinished(30'000);
    said += writer.readAllStandardOutput();
    QList<int> acknowledged;
    for (const QByteArray &line : said.left(said.lastIndexOf('\n')).split('\n'))
        acknowledged.append(line.toInt());
    return acknowledged;
}

} // namespace

class TestCrash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingAcknowledgedIsLost()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a.assay"_s);
        VERIFY_OK(store::createWorkspaceFile(path));
        QRandomGenerator random(7);
        for (int kill = 0; kill < kKills; ++kill) {
            const auto run = newRun(path);
            VERIFY_OK(run);
            const QList<int> acknowledged = writeAndKill(path, *run, random.bounded(1, 120));
            QVERIFY(!acknowledged.isEmpty());
            VERIFY_OK(store::checkContents(path));

            const auto opened = Workspace::open(path);
            VERIFY_OK(opened);
            const auto progress = (*opened)->read([&](store::Database &database) { return store::RunRepository(database).progress(*run); }).result();
            VERIFY_OK(progress);
            for (const int cell : acknowledged) {
                QCOMPARE(progress->at(cell).outcome, std::optional(run::Outcome::passed));
                QCOMPARE(progress->at(cell).attempts, 1);
            }
            const auto summary = (*opened)->read([&](store::Database &database) { return store::RunRepository(database).summary(*run); }).result();
            VERIFY_OK(summary);
            const auto done = std::ranges::count_if(*progress, [](const run::CellProgress &cell) { return cell.outcome.has_value(); });
            QCOMPARE(qint64(summary->done), qint64(done));
            QCOMPARE(summary->state, run::RunState::running);
            // Answered but not graded is the only other state in which a text may be: nothing of an answer is on record by half.
            for (const run::CellProgress &cell : *progress)
                QVERIFY(!cell.response || cell.response->completion.text == test::sampleResponse(cell.cell).completion.text);
        }
    }
};

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
