// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "tests/cli/smalljob.h"
#include "tests/support/batchserver.h"

#include <csignal>

using namespace assay::test;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(assay::test::BatchSpeech)

namespace {

constexpr int kItems = 12;
constexpr int kCells = 2 * kItems;

// The three ways in which batches are spoken, each a row.
void addSpeeches()
{
    QTest::addColumn<BatchSpeech>("speech");
    QTest::newRow("OpenAI") << BatchSpeech::openai;
    QTest::newRow("Anthropic") << BatchSpeech::anthropic;
    QTest::newRow("Gemini") << BatchSpeech::gemini;
}

// A workspace with one model at a server of batches, priced at a dollar per million tokens, half of it in batches.
class Bench {
public:
    explicit Bench(BatchSpeech speech, const BatchManners &manners = {}, int items = kItems) : server(speech, manners), isReady(makeWorkspace(items)) {}

    [[nodiscard]] QStringList arguments(const QStringList &more = {}) const
    {
        return QStringList{
                   u"run"_s, kWorkspace, u"--set"_s, u"items"_s, u"--prompt"_s, u"p@1"_s, u"--prompt"_s, u"p@2"_s, u"--model"_s, u"m"_s, u"--batch"_s, u"--look-every"_s, u"0.05"_s}
        + more;
    }
    [[nodiscard]] static QStringList resume(const QStringList &more = {})
    {
        return QStringList{u"run"_s, kWorkspace, u"--resume"_s, u"last"_s, u"--look-every"_s, u"0.05"_s} + more;
    }
    [[nodiscard]] QString one(const QString &sql) const { return stored(assay, sql).join(u' '); }

    BatchServer server;
    Program assay;
    bool isReady;

private:
    bool makeWorkspace(int items)
    {
        QByteArray lines;
        for (int item = 0; item < items; ++item) {
            const QByteArray number = QByteArray::number(item).rightJustified(3, '0');
            lines += "{\"key\":\"i-" + number + "\",\"vars\":{\"text\":\"item-" + number + "\"},\"assertions\":[{\"type\":\"contains\",\"value\":\"ok\"}]}\n";
        }
        QStringList import{u"import"_s, kWorkspace, assay.write(u"items.jsonl"_s, lines)};
        for (const QByteArray version : {"1", "2"})
            import.append(assay.write(u"p-%1.yaml"_s.arg(QString::fromLatin1(version)),
                "prompt: p\nparameters: {maxOutputTokens: 10}\nmessages:\n  - role: user\n    template: 'v" + version + "|{{ text }}|'\n"));
        const Ended imported = assay.run(import);
        const Ended added = assay.run({u"model"_s, kWorkspace, u"--name"_s, u"m"_s, u"--kind"_s, server.kind(), u"--base-url"_s, server.baseUrl().toString(), u"--input-price"_s,
            u"1"_s, u"--output-price"_s, u"1"_s});
        rawExecute(assay.path(kWorkspace), uR"(UPDATE models SET price = json_set(price, '$.batchMillionths', 500000))"_s);
        if (imported.code != 0 || added.code != 0)
            qWarning("%s%s", imported.err.constData(), added.err.constData());
        return imported.code == 0 && added.code == 0;
    }
};

QString everyCellOnce(const BatchServer &server)
{
    QStringList wrong;
    const QMap<QString, int> ledger = server.ledger();
    for (const auto &[mark, count] : ledger.asKeyValueRange()) {
        if (count != 1)
            wrong.append(u"%1: %2"_s.arg(mark).arg(count));
    }
    if (ledger.size() != kCells)
        wrong.append(u"%1 cells"_s.arg(ledger.size()));
    return wrong.join(u", "_s);
}

const QString kPassed = u"SELECT COUNT(*) FROM cells WHERE outcome = 'passed'"_s;
const QString kBatchStates = u"SELECT state FROM batches ORDER BY id"_s;
const QString kRunState = u"SELECT state FROM runs"_s;

} // namespace

class TestBatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunInBatchesIsHandedOverWaitedForAndGraded_data() { addSpeeches(); }
    void aRunInBatchesIsHandedOverWaitedForAndGraded()
    {
        QFETCH(const BatchSpeech, speech);
        const Bench bench(speech);
        QVERIFY(bench.isReady);
        const Ended ended = bench.assay.run(bench.arguments({u"--budget"_s, u"1"_s}));
        QVERIFY2(ended.code == 0, ended.err.constData());
        QCOMPARE(bench.one(kPassed), QString::number(kCells));
        QCOMPARE(bench.one(kRunState), u"finished"_s);
        QCOMPARE(bench.one(kBatchStates), u"collected"_s);
        QCOMPARE(everyCellOnce(bench.server), QString());
        // 12 tokens in, 3 out, at half a dollar per million.
        QCOMPARE(bench.one(u"SELECT DISTINCT cost_pico FROM cells"_s), u"7500000"_s);
        QCOMPARE(bench.one(u"SELECT COUNT(*) FROM cells WHERE latency_ms IS NOT NULL"_s), u"0"_s);
        QVERIFY2(ended.err.contains("batch of 24"), ended.err.constData());
        // Answers from batches stand for live ones.
        const Ended again = bench.assay.run(bench.arguments());
        QCOMPARE(again.code, 0);
        QCOMPARE(bench.server.jobs(), 1);
        QCOMPARE(everyCellOnce(bench.server), QString());
    }

    void aDetachedRunIsCollectedLater_data() { addSpeeches(); }
    void aDetachedRunIsCollectedLater()
    {
        QFETCH(const BatchSpeech, speech);
        Bench bench(speech, {.looksUntilDone = 2});
        QVERIFY(bench.isReady);
        const Ended ended = bench.assay.run(bench.arguments({u"--detach"_s}));
        QVERIFY2(ended.code == 0, ended.err.constData());
        QVERIFY2(ended.err.contains("waits for its batches: 1 batch with 24 requests"), ended.err.constData());
        QCOMPARE(bench.one(kRunState), u"paused"_s);
        QCOMPARE(bench.server.seen(u"look"_s), 0);
        const Ended listed = bench.assay.run({u"batches"_s, kWorkspace, u"--open"_s});
        QVERIFY2(listed.out.contains("working") && listed.out.contains("24"), listed.out.constData());
        QVERIFY2(!bench.assay.run({u"log"_s, kWorkspace, u"last"_s}).out.contains("may have been billed"), "they are with their provider");
        // A look without waiting, as a timer would do it.
        const Ended looked = bench.assay.run(Bench::resume({u"--detach"_s}));
        QCOMPARE(looked.code, 3);
        QCOMPARE(bench.server.seen(u"look"_s), 1);
        const Ended resumed = bench.assay.run(Bench::resume());
        QVERIFY2(resumed.code == 0, resumed.err.constData());
        QCOMPARE(bench.one(kPassed), QString::number(kCells));
        QCOMPARE(everyCellOnce(bench.server), QString());
        QVERIFY(bench.assay.run({u"batches"_s, kWorkspace, u"--open"_s}).out.contains("No batch waits"));
    }

    void aBatchHoldsItsPartOfTheMonthUntilItIsCollected()
    {
        Bench bench(BatchSpeech::openai, {.looksUntilDone = 1});
        QVERIFY(bench.isReady);
        QCOMPARE(bench.assay.run({u"budget"_s, u"--month-cap"_s, u"1"_s}).code, 0);
        const auto counted = [&bench](const char *name) {
            const Ended told = bench.assay.run({u"budget"_s, u"--json"_s});
            const auto json = assay::parseJson(QByteArrayView(told.out));
            return json ? assay::toQString(json->at(name)) : QString::fromUtf8(told.err);
        };
        QCOMPARE(bench.assay.run(bench.arguments({u"--detach"_s})).code, 0);
        const QString held = counted("reservedUsd");
        QVERIFY2(held != u"0", qPrintable(held));
        QCOMPARE(counted("spentUsd"), u"0"_s);
        QCOMPARE(counted("reservedByDeadUsd"), u"0"_s);
        QVERIFY(bench.assay.run({u"budget"_s}).out.contains("waits"));
        QCOMPARE(bench.assay.run({u"budget"_s, u"release"_s}).code, 0);
        QCOMPARE(counted("reservedUsd"), held);
        const Ended resumed = bench.assay.run(Bench::resume());
        QVERIFY2(resumed.code == 0, resumed.err.constData());
        QVERIFY2(!resumed.err.contains("may have been billed"), resumed.err.constData());
        // 24 calls of 12 tokens in and 3 out, at half a dollar per million.
        QCOMPARE(counted("spentUsd"), u"0.00018"_s);
        QCOMPARE(counted("reservedUsd"), u"0"_s);
    }

    void aMonthWithoutRoomTakesNoBatch()
    {
        Bench bench(BatchSpeech::openai);
        QVERIFY(bench.isReady);
        QCOMPARE(bench.assay.run({u"budget"_s, u"--month-cap"_s, u"0.0001"_s}).code, 0);
        const Ended ended = bench.assay.run(bench.arguments());
        QCOMPARE(ended.code, 3);
        QCOMPARE(bench.one(kRunState), u"capped"_s);
        QVERIFY2(ended.err.contains("month's cap") || ended.out.contains("month's cap"), ended.err.constData());
        QVERIFY(bench.server.ledger().size() < kCells);
    }

    void afterAKillNothingIsHandedOverTwice_data()
    {
        QTest::addColumn<BatchSpeech>("speech");
        QTest::addColumn<QString>("step");
        for (const auto &[name, speech] : {std::pair("OpenAI", BatchSpeech::openai), std::pair("Anthropic", BatchSpeech::anthropic), std::pair("Gemini", BatchSpeech::gemini)}) {
            for (const QString &step : {u"before the job is made"_s, u"before its id is told"_s, u"at work"_s, u"in the results"_s, u"after the results"_s})
                QTest::addRow("%s, %s", name, qPrintable(step)) << speech << step;
        }
    }

    void afterAKillNothingIsHandedOverTwice()
    {
        QFETCH(const BatchSpeech, speech);
        QFETCH(const QString, step);
        BatchManners held{.looksUntilDone = 1};
        held.holdsMakings = step == u"before the job is made";
        if (step == u"before its id is told")
            held.makingEnd = [](int) { return LoopbackReply::End::stall; };
        held.holdsLooks = step == u"at work";
        held.holdsResults = step == u"in the results";
        const QString sign = step.contains(u"results") ? u"results"_s : step == u"at work" ? u"look"_s : u"making"_s;
        Bench bench(speech, held);
        QVERIFY(bench.isReady);
        const auto running = bench.assay.start(bench.arguments());
        QTRY_VERIFY_WITH_TIMEOUT(bench.server.seen(sign) >= 1, 60'000);
        running->kill(); // SIGKILL, and nothing when it has ended
        const int code = Program::endOf(*running).code;
        QVERIFY(code == -1 || step == u"after the results"_s); // it can be quicker than the kill
        bench.server.setManners({.looksUntilDone = 1});
        QCOMPARE(bench.one(u"SELECT COUNT(*) FROM batches"_s), u"1"_s);

        const Ended resumed = bench.assay.run(Bench::resume());
        QVERIFY2(resumed.code == 0, resumed.err.constData());
        QCOMPARE(bench.one(kPassed), QString::number(kCells));
        QCOMPARE(everyCellOnce(bench.server), QString());
        QCOMPARE(bench.one(u"SELECT COUNT(*) FROM attempts WHERE state = 'sent'"_s), u"0"_s);
        QCOMPARE(bench.one(kRunState), u"finished"_s);
    }

    void aSubmissionThatWasCutOffIsFoundAgain_data() { addSpeeches(); }
    void aSubmissionThatWasCutOffIsFoundAgain()
    {
        QFETCH(const BatchSpeech, speech);
        BatchManners manners;
        manners.makingEnd = [](int) { return LoopbackReply::End::cut; };
        Bench bench(speech, manners);
        QVERIFY(bench.isReady);
        bench.server.addForeignJob(kCells); // one that looks like ours where there is no tag
        const Ended ended = bench.assay.run(bench.arguments());
        QVERIFY2(ended.code == 0, ended.err.constData());
        QVERIFY2(ended.err.contains("was found again as"), ended.err.constData());
        QCOMPARE(bench.server.jobs(), 1);
        QCOMPARE(everyCellOnce(bench.server), QString());
        QCOMPARE(bench.one(kPassed), QString::number(kCells));
    }

    void whatNeverArrivedIsHandedOverAgain_data() { addSpeeches(); }
    void whatNeverArrivedIsHandedOverAgain()
    {
        QFETCH(const BatchSpeech, speech);
        BatchManners manners;
        manners.makingStatus = [](int making) { return making == 0 ? 502 : 200; };
        Bench bench(speech, manners);
        QVERIFY(bench.isReady);
        bench.server.addForeignJob(kCells);
        const Ended ended = bench.assay.run(bench.arguments());
        QVERIFY2(ended.code == 0, ended.err.constData());
        QCOMPARE(bench.one(kBatchStates), u"failed collected"_s);
        QCOMPARE(everyCellOnce(bench.server), QString());
        QCOMPARE(bench.one(u"SELECT SUM(cost_pico) FROM attempts WHERE state = 'failed'"_s), u"0"_s);
    }

    void oddResultsAreSortedOut_data() { addSpeeches(); }
    void oddResultsAreSortedOut()
    {
        QFETCH(const BatchSpeech, speech);
        BatchManners manners{.isBackwards = true, .hasForeignAnswer = true};
        manners.fate = [](const QString &mark, int before) {
            static const QMap<QString, Fate> fates{
                {markOf(1, 1), Fate::missing}, {markOf(1, 2), Fate::twice}, {markOf(1, 3), Fate::garbage}, {markOf(1, 4), Fate::failed}, {markOf(1, 5), Fate::refused}};
            return before == 0 ? fates.value(mark, Fate::answered) : Fate::answered;
        };
        Bench bench(speech, manners);
        QVERIFY(bench.isReady);
        const Ended ended = bench.assay.run(bench.arguments());
        QCOMPARE(ended.code, 3);
        QCOMPARE(bench.one(kPassed), QString::number(kCells - 4));
        QCOMPARE(bench.one(u"SELECT idx FROM cells WHERE outcome = 'skipped' ORDER BY idx"_s), u"1 3 4"_s);
        QCOMPARE(bench.one(u"SELECT idx FROM cells WHERE outcome = 'error'"_s), u"5"_s);
        QVERIFY2(ended.err.contains("3 requests came back without an answer"), ended.err.constData());

        const Ended resumed = bench.assay.run(Bench::resume());
        QVERIFY2(resumed.code == 0, resumed.err.constData());
        QCOMPARE(bench.one(kPassed), QString::number(kCells - 1));
        for (const auto &[mark, count] : bench.server.ledger().asKeyValueRange())
            QCOMPARE(count, mark == markOf(1, 1) || mark == markOf(1, 3) || mark == markOf(1, 4) ? 2 : 1);
    }

    void whatExpiredIsOfferedAgain_data() { addSpeeches(); }
    void whatExpiredIsOfferedAgain()
    {
        QFETCH(const BatchSpeech, speech);
        BatchManners manners;
        manners.fate = [](const QString &mark, int before) { return before == 0 && mark.startsWith(u"v2"_s) ? Fate::expired : Fate::answered; };
        Bench bench(speech, manners);
        QVERIFY(bench.isReady);
        QCOMPARE(bench.assay.run(bench.arguments()).code, 3);
        QCOMPARE(bench.one(kPassed), QString::number(kItems));
        QCOMPARE(bench.one(kRunState), u"failed"_s);
        QCOMPARE(bench.one(u"SELECT SUM(cost_pico) FROM attempts WHERE state = 'failed'"_s), u"0"_s);
        QCOMPARE(bench.assay.run(Bench::resume()).code, 0);
        QCOMPARE(bench.one(kPassed), QString::number(kCells));
        for (const auto &[mark, count] : bench.server.ledger().asKeyValueRange())
            QCOMPARE(count, mark.startsWith(u"v2"_s) ? 2 : 1);
    }

    void aBatchRefusedAsAWholeLeavesItsCellsOpen_data()
    {
        QTest::addColumn<BatchSpeech>("speech");
        QTest::addColumn<bool>("atOnce");
        QTest::newRow("OpenAI, when it is made") << BatchSpeech::openai << true;
        QTest::newRow("OpenAI, when it is read") << BatchSpeech::openai << false;
        QTest::newRow("Anthropic, when it is made") << BatchSpeech::anthropic << true;
        QTest::newRow("Gemini, when it is made") << BatchSpeech::gemini << true;
        QTest::newRow("Gemini, when it is read") << BatchSpeech::gemini << false;
    }

    void aBatchRefusedAsAWholeLeavesItsCellsOpen()
    {
        QFETCH(const BatchSpeech, speech);
        QFETCH(const bool, atOnce);
        BatchManners manners{.refusesJobs = !atOnce};
        if (atOnce)
            manners.makingStatus = [](int) { return 400; };
        Bench bench(speech, manners);
        QVERIFY(bench.isReady);
        const Ended ended = bench.assay.run(bench.arguments());
        QCOMPARE(ended.code, 3);
        QVERIFY2(ended.err.contains(atOnce ? "not this one" : "the whole file is wrong"), ended.err.constData());
        QCOMPARE(bench.one(kBatchStates), u"failed"_s);
        QCOMPARE(bench.one(u"SELECT COUNT(*) FROM cells WHERE outcome = 'skipped'"_s), QString::number(kCells));
        QCOMPARE(bench.one(u"SELECT COUNT(*) FROM attempts WHERE state = 'failed' AND cost_pico = 0"_s), QString::number(kCells));
        bench.server.setManners({});
        QCOMPARE(bench.assay.run(Bench::resume()).code, 0);
        QCOMPARE(bench.one(kPassed), QString::number(kCells));
    }

    void aBudgetTooSmallForAllTakesWhatFits_data() { addSpeeches(); }
    void aBudgetTooSmallForAllTakesWhatFits()
    {
        QFETCH(const BatchSpeech, speech);
        const Bench bench(speech);
        QVERIFY(bench.isReady);
        const Ended ended = bench.assay.run(bench.arguments({u"--budget"_s, u"0.0001"_s}));
        QCOMPARE(ended.code, 3);
        QCOMPARE(bench.one(kRunState), u"capped"_s);
        const int handedOver = static_cast<int>(bench.server.ledger().size());
        QVERIFY(handedOver > 0 && handedOver < kCells);
        QCOMPARE(bench.one(kPassed), QString::number(handedOver));
        QVERIFY(bench.one(u"SELECT SUM(reserved_pico) FROM attempts"_s).toLongLong() <= 100'000'000);
        // With what was reserved and not used there is room for more, and then with a higher cap for all.
        QCOMPARE(bench.assay.run(Bench::resume({u"--budget"_s, u"1"_s})).code, 0);
        QCOMPARE(bench.one(kPassed), QString::number(kCells));
        QCOMPARE(everyCellOnce(bench.server), QString());
    }

    void ctrlCLeavesTheBatchesAtWork()
    {
        Bench bench(BatchSpeech::openai, {.looksUntilDone = 1'000'000});
        QVERIFY(bench.isReady);
        const auto running = bench.assay.start(bench.arguments());
        QTRY_VERIFY_WITH_TIMEOUT(bench.server.seen(u"look"_s) >= 2, 60'000);
        ::kill(static_cast<pid_t>(running->processId()), SIGINT);
        const Ended left = Program::endOf(*running);
        QCOMPARE(left.code, 130);
        QVERIFY2(left.err.contains("--resume 1"), left.err.constData());
        QCOMPARE(bench.server.cancelled(), 0);
        QCOMPARE(bench.one(kRunState), u"paused"_s);
        bench.server.setManners({});
        QCOMPARE(bench.assay.run(Bench::resume()).code, 0);
        QCOMPARE(everyCellOnce(bench.server), QString());
    }

    void aCancelledBatchIsCollectedAsFarAsItGot_data() { addSpeeches(); }
    void aCancelledBatchIsCollectedAsFarAsItGot()
    {
        QFETCH(const BatchSpeech, speech);
        Bench bench(speech, {.looksUntilDone = 1'000'000});
        QVERIFY(bench.isReady);
        QCOMPARE(bench.assay.run(bench.arguments({u"--detach"_s})).code, 0);
        const Ended cancelled = bench.assay.run({u"batches"_s, kWorkspace, u"--cancel"_s, u"1"_s});
        QVERIFY2(cancelled.code == 0, cancelled.err.constData());
        QCOMPARE(bench.server.cancelled(), 1);
        QCOMPARE(bench.assay.run(Bench::resume()).code, 3);
        QCOMPARE(bench.one(kPassed), QString::number(kCells / 2));
        QCOMPARE(bench.one(kBatchStates), u"collected"_s);
        QCOMPARE(bench.server.jobs(), 1);
        bench.server.setManners({});
        QCOMPARE(bench.assay.run(Bench::resume()).code, 0);
        QCOMPARE(bench.one(kPassed), QString::number(kCells));
    }

    void aLostBatchIsAskedAgainOnlyByTheUsersWord()
    {
        Bench bench(BatchSpeech::openai);
        QVERIFY(bench.isReady);
        QCOMPARE(bench.assay.run(bench.arguments({u"--detach"_s})).code, 0);
        rawExecute(bench.assay.path(kWorkspace), u"UPDATE batches SET job_id = 'gone'"_s);
        const Ended lost = bench.assay.run(Bench::resume());
        QCOMPARE(lost.code, 3);
        QCOMPARE(bench.one(kBatchStates), u"lost"_s);
        QVERIFY2(lost.err.contains("may have been billed"), lost.err.constData());
        QCOMPARE(bench.assay.run(Bench::resume()).code, 3);
        QCOMPARE(bench.server.jobs(), 1);
        QVERIFY(bench.assay.run({u"log"_s, kWorkspace, u"last"_s}).out.contains("may have been billed"));

        QCOMPARE(bench.assay.run({u"batches"_s, kWorkspace, u"--give-up"_s, u"2"_s}).code, 2);
        QCOMPARE(bench.assay.run({u"batches"_s, kWorkspace, u"--give-up"_s, u"1"_s}).code, 0);
        QCOMPARE(bench.assay.run(Bench::resume()).code, 0);
        QCOMPARE(bench.server.jobs(), 2);
        QCOMPARE(bench.one(kPassed), QString::number(kCells));
    }

    void aLargeFileOfResultsIsTaken()
    {
        // More than 50 MB.
        Bench bench(BatchSpeech::openai, {.padding = 2'300'000});
        QVERIFY(bench.isReady);
        const Ended ended = bench.assay.run(bench.arguments());
        QVERIFY2(ended.code == 0, ended.err.constData());
        QCOMPARE(bench.one(kPassed), QString::number(kCells));
        QCOMPARE(everyCellOnce(bench.server), QString());
    }

    void whatTakesNoBatchesIsSaidBeforehand()
    {
        const Bench bench(BatchSpeech::openai);
        QVERIFY(bench.isReady);
        QCOMPARE(bench.assay.run({u"model"_s, kWorkspace, u"--simulated"_s}).code, 0);
        QStringList arguments = bench.arguments({u"--model"_s, u"sim-small"_s});
        const Ended refused = bench.assay.run(arguments);
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("sim-small takes no batches: simulated models"), refused.err.constData());
        QCOMPARE(bench.one(u"SELECT COUNT(*) FROM runs"_s), u"0"_s);
        const Ended estimated = bench.assay.run(bench.arguments({u"--estimate"_s}));
        QVERIFY2(estimated.code == 0 && estimated.out.contains("Prices are those of batches"), estimated.out.constData());
    }
};

QTEST_GUILESS_MAIN(TestBatch)
#include "tst_batch.moc"
