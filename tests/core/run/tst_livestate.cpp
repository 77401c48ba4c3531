// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/livestate.h"
#include "tests/support/scriptedmodel.h"
#include "tests/support/smallplan.h"

#include <QTest>

using namespace assay;
using namespace assay::run;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class SteppedClock final : public Clock {
public:
    [[nodiscard]] UtcTime utcNow() const override { return utcFromUnixMs(0) + std::chrono::duration_cast<Milliseconds>(now.time_since_epoch()); }
    [[nodiscard]] SteadyTime steadyNow() const override { return now; }
    SteadyTime now{};
};

struct Watched {
    explicit Watched(int items) : plan(test::smallPlan(items)), live(plan, clock) {}

    LiveBatch take() { return live.takeBatch(RunState::running, {}, {}, false); }

    void finish(int cell, Outcome outcome = Outcome::passed)
    {
        CellResult result = live.result(cell);
        result.outcome = outcome;
        live.done(result);
    }

    RunPlan plan;
    SteppedClock clock;
    LiveState live;
};

} // namespace

class TestLiveState : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBatchHoldsEachChangedCellOnce()
    {
        Watched watched(5);
        QVERIFY(!watched.live.hasChanged());
        for (int i = 0; i < 100; ++i)
            watched.live.appendText(3, u"x"_s);
        watched.live.setPhase(1, Phase::waiting);
        const LiveBatch batch = watched.take();
        QCOMPARE(batch.changed.size(), 2);
        QCOMPARE(batch.changed.at(0).cell, 3);
        QCOMPARE(batch.changed.at(0).result.text.size(), 100);
        QVERIFY(!watched.live.hasChanged());
        QCOMPARE(watched.take().changed.size(), 0);
    }

    void textIsBoundedWhateverComes()
    {
        Watched watched(1);
        watched.live.appendText(0, QString(100, u'a'));
        watched.live.appendText(0, QString(1'000'000, u'b'));
        QCOMPARE(watched.take().changed.first().result.text.size(), 4'000);
        watched.finish(0);
        QCOMPARE(watched.take().changed.first().result.text.size(), 400);
    }

    void anAttemptsReservationBecomesItsCost()
    {
        Watched watched(2);
        watched.live.attemptStarted(0, {}, Money::fromMicroUsd(30));
        QCOMPARE(watched.take().all.reserved, Money::fromMicroUsd(30));
        QCOMPARE(watched.take().all.inFlight, 1);
        watched.live.attemptEnded(0, Money::fromMicroUsd(30), Money::fromMicroUsd(4));
        watched.live.attemptStarted(0, {}, Money::fromMicroUsd(30));
        watched.live.attemptEnded(0, Money::fromMicroUsd(30), Money::fromMicroUsd(5));
        QCOMPARE(watched.take().all.settled, Money::fromMicroUsd(9));
        QCOMPARE(watched.take().all.retries, 1);
        watched.finish(0, Outcome::error);
        const Totals all = watched.take().all;
        QCOMPARE(all.settled, Money::fromMicroUsd(9));
        QCOMPARE(all.retries, 1);
        QCOMPARE(all.reserved, Money());
        QCOMPARE(all.inFlight, 0);
    }

    void theRestIsToldFromThePace()
    {
        Watched watched(20);
        for (int cell = 0; cell < 7; ++cell)
            watched.finish(cell);
        QVERIFY(!watched.take().remaining);
        watched.finish(7);
        watched.clock.now += 4s;
        QCOMPARE(watched.take().elapsed, 4'000ms);
        QCOMPARE(watched.take().remaining, 6'000ms);
    }

    void timeStandsStillInAPause()
    {
        Watched watched(20);
        watched.clock.now += 2s;
        watched.live.setPaused(true);
        watched.clock.now += 1h;
        QCOMPARE(watched.take().elapsed, 2'000ms);
        watched.live.setPaused(false);
        watched.clock.now += 1s;
        QCOMPARE(watched.take().elapsed, 3'000ms);
    }

    void thePaceIsThatOfTheLastSeconds()
    {
        Watched watched(1);
        static_cast<void>(watched.take());
        for (int i = 0; i < 10; ++i) {
            watched.clock.now += 500ms;
            watched.live.appendText(0, QString(200, u'x')); // 50 tokens
            static_cast<void>(watched.take());
        }
        QCOMPARE(watched.take().outputTokensPerSecond, 100.0);
        watched.clock.now += 10s;
        static_cast<void>(watched.take());
        watched.clock.now += 1s;
        QCOMPARE(watched.take().outputTokensPerSecond, 0.0);
    }

    void whatWasDoneBeforeIsNoPace()
    {
        Watched watched(20);
        for (int cell = 0; cell < 10; ++cell) {
            CellResult result = watched.live.result(cell);
            result.outcome = Outcome::passed;
            watched.live.addDone(result);
        }
        watched.clock.now += 1s;
        const LiveBatch batch = watched.take();
        QCOMPARE(batch.all.passed, 10);
        QVERIFY(!batch.remaining);
    }
};

QTEST_GUILESS_MAIN(TestLiveState)
#include "tst_livestate.moc"
