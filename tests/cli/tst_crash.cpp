// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/smalljob.h"
#include "tests/support/openaianswers.h"

#include <csignal>

using namespace assay::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kItems = 40;
const QString kStored = u"SELECT cell FROM responses"_s;

LoopbackReply slowAnswer(const LoopbackRequest &)
{
    return streamedAnswer(u"ok"_s, 4, 5ms);
}

QStringList resumeArguments()
{
    return {u"run"_s, kWorkspace, u"--resume"_s, u"last"_s};
}

} // namespace

class TestCrash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void afterAKillTheRunGoesOnWithTheMissingCellsOnly_data()
    {
        QTest::addColumn<QList<int>>("kills"); // each after so many requests in all
        QTest::newRow("at the first requests") << QList<int>{1};
        QTest::newRow("in the middle") << QList<int>{37};
        QTest::newRow("near the end") << QList<int>{76};
        QTest::newRow("again and again") << QList<int>{10, 30, 55};
    }

    void afterAKillTheRunGoesOnWithTheMissingCellsOnly()
    {
        QFETCH(QList<int>, kills);
        const LoopbackServer server(slowAnswer);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, kItems, {u"--concurrency"_s, u"6"_s}));
        QStringList arguments = runArguments();
        for (const int kill : std::as_const(kills)) {
            const auto running = assay.start(arguments);
            QTRY_VERIFY_WITH_TIMEOUT(server.requestCount() >= kill, 60'000);
            ::kill(static_cast<pid_t>(running->processId()), SIGKILL);
            QCOMPARE(Program::endOf(*running).code, -1);
            QTRY_COMPARE(server.openRequests(), 0);
            arguments = resumeArguments();
        }
        const QStringList answered = marksOfCells(assay, kItems, kStored);
        const int before = server.requestCount();
        const Ended ended = assay.run(arguments);
        QCOMPARE(ended.code, 0);

        const QMap<QString, int> askedAgain = askedSince(server, before);
        for (const QString &mark : answered)
            QVERIFY2(!askedAgain.contains(mark), qPrintable(mark));
        QCOMPARE(askedAgain.size() + answered.size(), 2 * kItems);
        QCOMPARE(stored(assay, u"SELECT COUNT(*) FROM cells WHERE outcome = 'passed'"_s), QStringList{QString::number(2 * kItems)});
        QCOMPARE(marksOfCells(assay, kItems, kStored).size(), 2 * kItems);
        QCOMPARE(stored(assay, u"SELECT state FROM runs"_s), QStringList{u"finished"_s});
        // A row is written before its request leaves, so a kill can leave a row without a request, and never the reverse.
        QVERIFY(stored(assay, u"SELECT COUNT(*) FROM attempts"_s).first().toInt() >= server.requestCount());
        for (const auto &[mark, count] : askedSince(server).asKeyValueRange())
            QVERIFY2(count <= 1 + kills.size(), qPrintable(mark));
    }

    void aStopIsOrderlyAndTheRunCanGoOn_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl+C") << SIGINT;
        QTest::newRow("terminate") << SIGTERM;
    }

    void aStopIsOrderlyAndTheRunCanGoOn()
    {
        QFETCH(int, signal);
        const LoopbackServer server(slowAnswer);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, kItems, {u"--concurrency"_s, u"6"_s}));
        const auto running = assay.start(runArguments());
        QTRY_VERIFY_WITH_TIMEOUT(server.requestCount() >= 20, 60'000);
        ::kill(static_cast<pid_t>(running->processId()), signal);
        const Ended stopped = Program::endOf(*running);
        QCOMPARE(stopped.code, 130);
        QVERIFY2(stopped.err.contains("Stopping"), stopped.err.constData());
        QCOMPARE(stored(assay, u"SELECT state FROM runs"_s), QStringList{u"cancelled"_s});
        QVERIFY(stored(assay, u"SELECT COUNT(*) FROM attempts"_s).first().toInt() >= server.requestCount());

        const QStringList answered = marksOfCells(assay, kItems, kStored);
        const int before = server.requestCount();
        QVERIFY(answered.size() < 2 * kItems);
        QCOMPARE(assay.run(resumeArguments()).code, 0);
        const QMap<QString, int> askedAgain = askedSince(server, before);
        QCOMPARE(askedAgain.size() + answered.size(), 2 * kItems);
        for (const QString &mark : answered)
            QVERIFY2(!askedAgain.contains(mark), qPrintable(mark));
    }

    void aSecondSignalEndsAtOnce()
    {
        const LoopbackServer server([](const LoopbackRequest &) { return LoopbackReply::stallWithoutAnswer(); });
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, kItems));
        const auto running = assay.start(runArguments());
        QTRY_VERIFY_WITH_TIMEOUT(server.requestCount() >= 1, 60'000);
        ::kill(static_cast<pid_t>(running->processId()), SIGINT);
        ::kill(static_cast<pid_t>(running->processId()), SIGINT);
        QCOMPARE(Program::endOf(*running).code, 130);
    }
};

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
