// SPDX-License-Identifier: GPL-3.0-or-later
// The way of a cell from its record to the wire: who is on record before there is a place, who leaves when, and who leaves no more.
#include "core/run/headstart.h"
#include "core/run/pace.h"
#include "tests/support/runbench.h"

using namespace assay;
using namespace assay::run;
using namespace assay::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestDeparture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aHeadStartIsWhatLeavesWhileOneIsRecorded_data()
    {
        QTest::addColumn<int>("recordingMs");
        QTest::addColumn<int>("callMs");
        QTest::addColumn<int>("onWire");
        QTest::addColumn<int>("cells");
        QTest::newRow("a quick disk") << 4 << 200 << 32 << 2;
        QTest::newRow("a slow disk") << 40 << 200 << 32 << 8;
        QTest::newRow("a disk slower than the model") << 900 << 200 << 32 << 33;
        QTest::newRow("an idle lane") << 4 << 200 << 0 << 1;
        QTest::newRow("a model that answers at once") << 1 << 0 << 4 << 5;
    }

    void aHeadStartIsWhatLeavesWhileOneIsRecorded()
    {
        QFETCH(int, recordingMs);
        QFETCH(int, callMs);
        QFETCH(int, onWire);
        QFETCH(int, cells);
        HeadStart headStart;
        QCOMPARE(headStart.cells(onWire), 1);
        headStart.recorded(Milliseconds(recordingMs));
        headStart.answered(Milliseconds(callMs));
        QCOMPARE(headStart.cells(onWire), cells);
    }

    void aLaneIsFilledOneAfterAnother_data()
    {
        QTest::addColumn<int>("places");
        QTest::addColumn<int>("gapMs");
        QTest::newRow("few are no crowd") << 7 << 0;
        QTest::newRow("some") << 8 << 1;
        QTest::newRow("many") << 24 << 3;
        QTest::newRow("32 within a tenth of a second") << 32 << 3;
        QTest::newRow("96 too") << 96 << 1;
        QTest::newRow("so many that they are apart by themselves") << 256 << 0;
    }

    void aLaneIsFilledOneAfterAnother()
    {
        QFETCH(int, places);
        QFETCH(int, gapMs);
        Pace pace(places);
        SteadyTime now{1h};
        for (int i = 0; i < places; ++i) {
            QVERIFY(pace.next() <= now);
            QCOMPARE(pace.isStarting(), gapMs > 0);
            pace.left(now, {});
            QCOMPARE(std::max(pace.next(), now), now + Milliseconds(gapMs));
            now = std::max(pace.next(), now);
        }
        QVERIFY(!pace.isStarting());
        pace.left(now, {});
        QCOMPARE(pace.next(), now);
    }

    void laterOnesAreKeptApartOnlyWhereItCostsNothing_data()
    {
        QTest::addColumn<int>("places");
        QTest::addColumn<double>("callMs");
        QTest::addColumn<int>("gapMs");
        QTest::newRow("a call leaves every 6 ms") << 32 << 200.0 << 1;
        QTest::newRow("a call leaves every 4 ms") << 50 << 200.0 << 1;
        QTest::newRow("a call leaves every 3 ms") << 50 << 150.0 << 0;
        QTest::newRow("a server that answers at once") << 32 << 1.0 << 0;
        QTest::newRow("few places") << 4 << 200.0 << 0;
    }

    void laterOnesAreKeptApartOnlyWhereItCostsNothing()
    {
        QFETCH(int, places);
        QFETCH(double, callMs);
        QFETCH(int, gapMs);
        Pace pace(places);
        const SteadyTime now{1h};
        for (int i = 0; i < places; ++i)
            pace.left(now, callMs);
        pace.left(now, callMs);
        QCOMPARE(pace.next(), now + Milliseconds(gapMs));
    }

    void aRunFillsItsPlacesOneAfterAnotherAndThenUsesThemAll()
    {
        RunBench bench(smallPlan(80));
        bench.plan.concurrency = 24;
        bench.script->latency = 10s;
        const auto began = std::chrono::steady_clock::now();
        bench.start();
        QTRY_COMPARE(bench.script->running, 24);
        QVERIFY(std::chrono::steady_clock::now() - began >= 23 * 3ms);
        QTRY_COMPARE(bench.journal.attempts.size(), 25);
        bench.runner->cancel();
        QVERIFY(bench.finish());
    }

    void aRunFillsItsPlacesHoweverLongARecordTakes()
    {
        // Longer than calls are kept apart, and one after the other: each leaves as soon as it is on record.
        RunBench bench(smallPlan(80));
        bench.plan.concurrency = 24;
        bench.script->latency = 10s;
        bench.journal.lateBy = 5ms;
        bench.start();
        QTRY_COMPARE(bench.script->running, 24);
        bench.runner->cancel();
        QVERIFY(bench.finish());
    }

    void callsThatFailAtOnceAndRestDoNotKeepTheLaneFromBeingFilled()
    {
        RunBench bench(smallPlan(80));
        bench.plan.concurrency = 24;
        bench.options.retry.baseDelay = 1min;
        bench.options.retry.maxDelay = 1min;
        bench.script->answer = [](const auto &, int) -> Result<provider::Completion> { return std::unexpected(callError(ErrorKind::serverError, 1min)); };
        bench.start();
        QTRY_VERIFY(bench.script->requests.size() >= 24);
        bench.runner->cancel();
        QVERIFY(bench.finish());
    }

    void theNextIsOnRecordBeforeThereIsAPlaceForIt()
    {
        RunBench bench(smallPlan(5));
        bench.plan.concurrency = 2;
        bench.script->latency = 10s;
        bench.start();
        QTRY_COMPARE(bench.script->running, 2);
        QTRY_COMPARE(bench.journal.attempts.size(), 3);
        QVERIFY(!QTest::qWaitFor([&] { return bench.script->requests.size() > 2 || bench.journal.attempts.size() > 3; }, 40));
        bench.runner->cancel();
        QVERIFY(bench.finish());
    }

    void noMoreAreOnTheWireThanTheLaneHasPlaces()
    {
        RunBench bench(smallPlan(40));
        bench.plan.concurrency = 3;
        bench.script->latency = 1ms;
        bench.journal.lateBy = 1ms;
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::finished);
        QCOMPARE(bench.script->mostRunning, 3);
    }

    void aPauseHoldsBackWhatIsOnRecord()
    {
        RunBench bench(smallPlan(10));
        bench.plan.concurrency = 1;
        bench.script->latency = 5ms;
        bench.start();
        QTRY_VERIFY(bench.script->requests.size() >= 2);
        bench.runner->pause();
        QTRY_COMPARE(bench.script->running, 0);
        const auto asked = bench.script->requests.size();
        QVERIFY(!QTest::qWaitFor([&] { return bench.script->requests.size() > asked; }, 40));
        bench.runner->resume();
        QVERIFY(bench.finish());
        QCOMPARE(bench.script->requests.size(), 10);
    }

    void whoRestsLeavesItsPlaceToOthers()
    {
        RunBench bench(smallPlan(6));
        bench.plan.concurrency = 1;
        bench.options.retry.baseDelay = 300ms;
        bench.options.retry.maxDelay = 300ms;
        bench.script->answer = [](const auto &, int call) -> Result<provider::Completion> {
            if (call == 1)
                return std::unexpected(callError(ErrorKind::serverError));
            return completion(u"ok"_s);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(sum(bench.end->columns).passed, 6);
        QCOMPARE(bench.script->requests.size(), 7);
        QCOMPARE(bench.script->mostRunning, 1);
    }

    void modelsShareThePlacesOfTheirProviderInTurn()
    {
        RunBench bench(smallPlan(12, 1, 3));
        for (PlannedModel &model : bench.plan.models)
            model.provider.options.insert_or_assign("concurrency", 1);
        bench.plan.concurrency = 4;
        bench.script->latency = 1ms;
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.script->mostRunning, 1);
        QHash<QString, int> asked;
        for (const provider::ChatRequest &request : bench.script->requests.first(18))
            ++asked[request.model];
        for (const PlannedModel &model : bench.plan.models)
            QVERIFY2(asked.value(model.model.apiName) >= 5, qPrintable(model.model.apiName));
    }

    void aBreakerThatOpensStrandsNobody()
    {
        // All fail at once while others are on record, and each that asks again finds somebody before it.
        RunBench bench(smallPlan(24));
        bench.plan.concurrency = 6;
        bench.options.throttle.breaker = {.failuresInARow = 3, .firstPause = 20ms, .longestPause = 20ms};
        bench.options.throttle.probesUntilGivenUp = 100;
        bench.journal.lateBy = 3ms;
        bench.script->latency = 2ms;
        bench.script->answer = [](const auto &, int call) -> Result<provider::Completion> {
            if (call > 3 && call <= 40)
                return std::unexpected(callError(ErrorKind::overloaded));
            return completion(u"ok"_s);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(sum(bench.end->columns).done(), 24);
    }

    void everyAttemptIsSettledOnceWhoeverEndsTheRun()
    {
        RunBench bench(smallPlan(30));
        bench.plan.concurrency = 4;
        bench.plan.budget = Money::fromPicoUsd(1'000'000'000'000);
        bench.script->latency = 10s;
        bench.start();
        QTRY_COMPARE(bench.journal.attempts.size(), 5);
        bench.runner.reset();
        QVERIFY(bench.finish());
        QCOMPARE(bench.journal.failures.size(), bench.journal.attempts.size());
        QCOMPARE(bench.script->requests.size(), 4);
    }
};

QTEST_GUILESS_MAIN(TestDeparture)
#include "tst_departure.moc"
