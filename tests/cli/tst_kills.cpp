// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 at points that a seed chooses: by the number of requests the server has seen, and by some milliseconds more. What is stored stays and is
// never asked for again, every request is on record, and money is counted to the last token. ASSAY_TEST_KILLS=200 kills 200 runs of 500 items and
// takes each to its end, which is some minutes' work; without it there are fewer.
#include "tests/cli/smalljob.h"
#include "tests/support/openaianswers.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSet>

#include <csignal>

using namespace assay::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kItems = 500;
constexpr int kKillsOfLongRun = 60;
constexpr int kRunsInEverySuite = 24;
constexpr qint64 kPicoOfAnswer = 15'000'000; // 12 tokens in and 3 out at a micro-dollar each
const QStringList kPrices{u"--input-price"_s, u"1"_s, u"--output-price"_s, u"1"_s};

// Every answer tells which request it answers.
LoopbackReply numberedAnswer(const LoopbackRequest &request)
{
    return streamedAnswer(u"ok %1"_s.arg(request.index), 3, 1ms);
}

LoopbackReply slowAnswer(const LoopbackRequest &request)
{
    LoopbackReply reply = numberedAnswer(request);
    reply.delay = 60ms;
    return reply;
}

QStringList newRun(const QStringList &more = {})
{
    return QStringList{u"run"_s, kWorkspace, u"--set"_s, u"items"_s, u"--prompt"_s, u"p@1"_s, u"--model"_s, u"m"_s, u"--cache"_s, u"off"_s, u"--quiet"_s} + more;
}

QStringList goOn()
{
    return {u"run"_s, kWorkspace, u"--resume"_s, u"last"_s, u"--quiet"_s};
}

qint64 number(const Program &assay, const QString &sql)
{
    return stored(assay, sql).value(0).toLongLong();
}

class Killer {
public:
    Killer(const Program &assay, const LoopbackServer &server, quint32 seed) : m_assay(assay), m_server(server), m_random(seed) {}

    /// False when the run had ended before the moment came.
    bool killOne(const QStringList &arguments, int withinRequests)
    {
        const int target = m_server.requestCount() + m_random.bounded(withinRequests);
        const auto more = std::chrono::microseconds(m_random.bounded(m_server.requestCount() == target ? 90'000 : 12'000));
        const auto running = m_assay.start(arguments);
        while (m_server.requestCount() < target && !running->waitForFinished(1)) {}
        QThread::sleep(more);
        // Of a process that has ended there is no id, and 0 would be the test itself.
        if (const auto id = static_cast<pid_t>(running->processId()); id > 0)
            ::kill(id, SIGKILL);
        return Program::endOf(*running).code == -1;
    }

private:
    const Program &m_assay;
    const LoopbackServer &m_server;
    QRandomGenerator m_random;
};

/// Answers of the newest run by cell.
QMap<int, QString> answers(const Program &assay)
{
    QMap<int, QString> all;
    for (const QString &line : stored(assay, u"SELECT cell || ' ' || attempt || ' ' || text FROM responses WHERE run_id = (SELECT max(id) FROM runs)"_s))
        all.insert(line.section(u' ', 0, 0).toInt(), line.section(u' ', 1));
    return all;
}

class Ledger {
public:
    Ledger(const Program &assay, const LoopbackServer &server) : m_assay(assay), m_server(server) {}

    /// What is wrong after a kill, or nothing; `before` is the first request of the sitting.
    [[nodiscard]] QString afterKill(int before)
    {
        const QMap<int, QString> now = answers(m_assay);
        const QMap<QString, int> asked = askedSince(m_server, before);
        for (const auto &[cell, answer] : m_answers.asKeyValueRange()) {
            if (now.value(cell) != answer)
                return u"the answer of cell %1 was \"%2\" and is \"%3\""_s.arg(QString::number(cell), answer, now.value(cell));
            if (asked.contains(markOf(1, cell)))
                return u"cell %1 was asked again"_s.arg(cell);
        }
        m_answers = now;
        return {};
    }
    [[nodiscard]] qsizetype known() const { return m_answers.size(); }
    void forget() { m_answers.clear(); }

private:
    const Program &m_assay;
    const LoopbackServer &m_server;
    QMap<int, QString> m_answers;
};

/// What is wrong with a run that has ended, or nothing; `first` is its first request.
QString faultOf(const Program &assay, const LoopbackServer &server, int cells, int first)
{
    const QString run = u" run_id = (SELECT max(id) FROM runs)"_s;
    const auto is = [&](const QString &sql, qint64 expected) {
        const qint64 found = number(assay, sql.arg(run));
        return found == expected ? QString() : u"%1 instead of %2: %3"_s.arg(found).arg(expected).arg(sql);
    };
    QStringList wrong{
        is(u"SELECT count(*) FROM cells WHERE outcome = 'passed' AND%1"_s, cells),
        is(u"SELECT count(*) FROM responses WHERE%1"_s, cells),
        is(u"SELECT count(*) FROM grades WHERE%1"_s, cells),
        is(u"SELECT count(*) FROM attempts WHERE state = 'answered' AND%1"_s, cells),
        is(u"SELECT count(*) FROM attempts WHERE state = 'failed' AND%1"_s, 0),
        is(u"SELECT count(*) FROM cells c WHERE attempts <> (SELECT max(number) FROM attempts a WHERE a.run_id = c.run_id AND a.cell = c.idx) AND%1"_s, 0),
        is(u"SELECT sum(cost_pico) FROM attempts WHERE%1"_s, cells * kPicoOfAnswer),
        is(u"SELECT sum(cost_pico) FROM cells WHERE%1"_s, cells * kPicoOfAnswer),
        is(u"SELECT count(*) FROM attempts WHERE state = 'sent' AND reserved_pico < "_s + QString::number(kPicoOfAnswer) + u" AND%1"_s, 0),
    };
    // A row is written before its request leaves, so a kill can leave a row without a request, and never the reverse.
    const QList<LoopbackRequest> requests = server.requests();
    QMap<QString, int> asked = askedSince(server, first);
    for (const QString &line : stored(assay, u"SELECT cell || ' ' || count(*) FROM attempts WHERE"_s + run + u" GROUP BY cell"_s)) {
        const QString mark = markOf(1, line.section(u' ', 0, 0).toInt());
        if (asked.take(mark) > line.section(u' ', 1).toInt())
            wrong.append(u"more requests than attempts: "_s + mark);
    }
    if (!asked.isEmpty())
        wrong.append(u"requests without an attempt: "_s + asked.keys().join(u' '));
    for (const auto &[cell, answer] : answers(assay).asKeyValueRange()) {
        const int index = answer.section(u' ', -1).toInt();
        if (markOf(requests.at(index)) != markOf(1, cell))
            wrong.append(u"cell %1 has the answer to another request"_s.arg(cell));
    }
    wrong.removeAll(QString());
    return wrong.join(u"; "_s);
}

} // namespace

class TestKills : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneRunKilledAgainAndAgainLosesNothing()
    {
        const LoopbackServer server(&numberedAnswer);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, kItems, kPrices + QStringList{u"--concurrency"_s, u"6"_s}));
        Killer killer(assay, server, 20'260'101);
        Ledger ledger(assay, server);
        QStringList arguments = newRun();
        for (int kill = 0; kill < kKillsOfLongRun; ++kill) {
            const int before = server.requestCount();
            QVERIFY2(killer.killOne(arguments, 6), "the run ended before it could be killed often enough");
            QTRY_COMPARE(server.openRequests(), 0);
            const QString fault = ledger.afterKill(before);
            QVERIFY2(fault.isEmpty(), qPrintable(u"kill %1: %2"_s.arg(kill).arg(fault)));
            if (number(assay, u"SELECT count(*) FROM runs"_s) > 0)
                arguments = goOn();
        }
        qInfo("%d kills, %lld of %d cells answered before the last sitting, %d requests", kKillsOfLongRun, qint64(ledger.known()), kItems, server.requestCount());
        const int before = server.requestCount();
        QCOMPARE(assay.run(arguments).code, 0);
        QCOMPARE(ledger.afterKill(before), QString());
        QCOMPARE(faultOf(assay, server, kItems, 0), QString());
        QCOMPARE(stored(assay, u"SELECT state FROM runs"_s), QStringList{u"finished"_s});
    }

    void runsKilledOnceAndTakenToTheirEndLoseNothing()
    {
        const int runs = qEnvironmentVariableIntValue("ASSAY_TEST_KILLS") > 0 ? qEnvironmentVariableIntValue("ASSAY_TEST_KILLS") : kRunsInEverySuite;
        const LoopbackServer server(&numberedAnswer);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, kItems, kPrices + QStringList{u"--concurrency"_s, u"48"_s}));
        Killer killer(assay, server, 20'260'102);
        Ledger ledger(assay, server);
        int killed = 0;
        qint64 kept = 0;
        for (int run = 0; run < runs; ++run) {
            const int first = server.requestCount();
            const qint64 runsBefore = number(assay, u"SELECT count(*) FROM runs"_s);
            killed += killer.killOne(newRun(), kItems);
            QTRY_COMPARE(server.openRequests(), 0);
            if (number(assay, u"SELECT count(*) FROM runs"_s) == runsBefore)
                continue; // died before there was a run
            ledger.forget();
            QCOMPARE(ledger.afterKill(first), QString());
            kept += ledger.known();
            const int before = server.requestCount();
            QCOMPARE(assay.run(goOn()).code, 0);
            QCOMPARE(ledger.afterKill(before), QString());
            const QString fault = faultOf(assay, server, kItems, first);
            QVERIFY2(fault.isEmpty(), qPrintable(u"run %1: %2"_s.arg(run).arg(fault)));
        }
        qInfo("%d of %d runs were killed before their end, with %lld answers stored on the whole", killed, runs, kept);
        QVERIFY(killed > runs / 2);
    }

    void aCapHoldsOverCrashesWith64CallsAtOnce_data()
    {
        QTest::addColumn<int>("seed");
        QTest::addColumn<int>("kills");
        QTest::newRow("no crash") << 1 << 0;
        QTest::newRow("one crash") << 2 << 1;
        QTest::newRow("some crashes") << 3 << 3;
        QTest::newRow("crashes until nothing is left") << 4 << 30;
    }

    void aCapHoldsOverCrashesWith64CallsAtOnce()
    {
        QFETCH(const int, seed);
        QFETCH(const int, kills);
        constexpr qint64 kCapPico = 6'000'000'000;
        const LoopbackServer server(&slowAnswer);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, kItems, kPrices + QStringList{u"--concurrency"_s, u"64"_s}));
        Killer killer(assay, server, static_cast<quint32>(seed));
        QStringList arguments = newRun({u"--budget"_s, u"0.006"_s});
        for (int kill = 0; kill < kills && killer.killOne(arguments, 100); ++kill) {
            QVERIFY(server.requestCount() * kPicoOfAnswer <= kCapPico);
            if (number(assay, u"SELECT count(*) FROM runs"_s) > 0)
                arguments = goOn();
        }
        const Ended ended = assay.run(arguments);
        QVERIFY2(ended.code == 3, ended.said().constData());
        QTRY_COMPARE(server.openRequests(), 0);
        const qint64 counted = number(assay, u"SELECT sum(CASE state WHEN 'sent' THEN reserved_pico ELSE cost_pico END) FROM attempts"_s);
        QVERIFY2(server.requestCount() * kPicoOfAnswer <= counted, qPrintable(u"%1 requests, %2 counted"_s.arg(server.requestCount()).arg(counted)));
        QVERIFY2(counted <= kCapPico, qPrintable(QString::number(counted)));
        // There was no room for another call.
        QVERIFY(counted + number(assay, u"SELECT max(reserved_pico) FROM attempts"_s) > kCapPico);
        QCOMPARE(stored(assay, u"SELECT state FROM runs"_s), QStringList{u"capped"_s});
        if (kills == 0)
            QVERIFY2(server.mostRequestsAtOnce() > 32, qPrintable(QString::number(server.mostRequestsAtOnce())));
    }
};

QTEST_GUILESS_MAIN(TestKills)
#include "tst_kills.moc"
