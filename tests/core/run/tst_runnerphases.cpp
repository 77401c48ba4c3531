// SPDX-License-Identifier: GPL-3.0-or-later
// Pause, cancel and sudden death at every place where a cell's coroutine can be suspended.
#include "tests/support/journalrecord.h"
#include "tests/support/runbench.h"

using namespace assay;
using namespace assay::run;
using namespace assay::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

enum class Place { startedHeld, asking, failedHeld, resting, answeredHeld, grading, endedHeld };

void addPlaces()
{
    QTest::addColumn<Place>("place");
    QTest::newRow("the attempt is being written") << Place::startedHeld;
    QTest::newRow("asking") << Place::asking;
    QTest::newRow("the failure is being written") << Place::failedHeld;
    QTest::newRow("resting before it asks again") << Place::resting;
    QTest::newRow("the answer is being written") << Place::answeredHeld;
    QTest::newRow("grading") << Place::grading;
    QTest::newRow("the outcome is being written") << Place::endedHeld;
}

bool failsFirst(Place place)
{
    return place == Place::failedHeld || place == Place::resting;
}

QString held(Place place)
{
    switch (place) {
    case Place::startedHeld:
        return u"started"_s;
    case Place::failedHeld:
        return u"failed"_s;
    case Place::answeredHeld:
        return u"answered"_s;
    case Place::endedHeld:
        return u"ended"_s;
    default:
        return {};
    }
}

constexpr int kCells = 12;

// The first of many cells, brought to the place; the others wait behind it in a lane for one.
struct PlaceBench : RunBench {
    explicit PlaceBench(Place thePlace, Milliseconds rest = 40ms) : RunBench(smallPlan(kCells)), place(thePlace)
    {
        plan.concurrency = 1;
        journal.holds = held(place);
        script->latency = 10ms;
        if (place == Place::grading) {
            // Heavy, but within the limits of a pattern.
            evalset::Assertion slow;
            slow.type = u"regex"_s;
            slow.value = Json("^(a+)+b|ok");
            plan.set.defaultAssertions = {slow};
        }
        script->answer = [this, rest](const auto &, int call) -> Result<provider::Completion> {
            if (failsFirst(place) && call == 1)
                return std::unexpected(callError(ErrorKind::rateLimit, rest));
            return completion(QString(10, u'a') + u"! ok"_s);
        };
    }

    [[nodiscard]] bool isThere() const
    {
        switch (place) {
        case Place::asking:
            return script->running == 1;
        case Place::resting:
            return journal.failures.size() == 1 && isShown(plan.order().first(), Phase::retrying);
        case Place::grading:
            return journal.responses.size() == 1;
        default:
            return count(journal.holds) > 0;
        }
    }

    [[nodiscard]] bool goThere()
    {
        start();
        return QTest::qWaitFor([this] { return isThere(); }, 20'000);
    }

    /// After a stop: every attempt has an end, and the run can be finished by another sitting that asks no answered cell again.
    void checkThatItCanGoOn()
    {
        const JournalRecord record(plan, journal.entries);
        for (const auto &[key, attempt] : record.attempts)
            QVERIFY(attempt.state != Attempt::State::sent);
        QCOMPARE(script->running, 0);
        RunBench again(plan);
        again.start(record.progress(), record.spent());
        QVERIFY(again.finish());
        QCOMPARE(again.end->state, RunState::finished);
        QCOMPARE(sum(again.end->columns).passed, kCells);
        QCOMPARE(again.script->requests.size(), kCells - static_cast<qsizetype>(record.responses.size()));
    }

    Place place;
};

} // namespace

class TestRunnerPhases : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPauseHoldsWithoutLoss_data() { addPlaces(); }

    void aPauseHoldsWithoutLoss()
    {
        QFETCH(const Place, place);
        PlaceBench bench(place);
        QVERIFY(bench.goThere());
        bench.runner->pause();
        const auto started = bench.journal.attempts.size();
        bench.journal.release();
        QVERIFY(!QTest::qWaitFor([&bench] { return bench.end.has_value(); }, 80));
        // What was on record as started may go out; nothing else.
        QVERIFY(bench.script->requests.size() <= started);
        QCOMPARE(bench.script->running, 0);
        bench.runner->resume();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::finished);
        QCOMPARE(sum(bench.end->columns).passed, kCells);
        QCOMPARE(bench.script->requests.size(), failsFirst(place) ? kCells + 1 : kCells);
    }

    void aCancelEndsSoonAndLosesNothing_data() { addPlaces(); }

    void aCancelEndsSoonAndLosesNothing()
    {
        QFETCH(const Place, place);
        PlaceBench bench(place, 5min);
        QVERIFY(bench.goThere());
        const auto asked = bench.script->requests.size();
        bench.runner->cancel();
        bench.journal.release();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::cancelled);
        QCOMPARE(bench.script->requests.size(), asked);
        bench.checkThatItCanGoOn();
    }

    void aCancelDuringAPauseEndsTheRun_data() { addPlaces(); }

    void aCancelDuringAPauseEndsTheRun()
    {
        QFETCH(const Place, place);
        PlaceBench bench(place, 5min);
        QVERIFY(bench.goThere());
        bench.runner->pause();
        bench.runner->cancel();
        bench.journal.release();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::cancelled);
        bench.checkThatItCanGoOn();
    }

    void theRunnerMayGoAnywhere_data() { addPlaces(); }

    void theRunnerMayGoAnywhere()
    {
        QFETCH(const Place, place);
        PlaceBench bench(place, 5min);
        QVERIFY(bench.goThere());
        bench.runner.reset();
        bench.journal.release();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::cancelled);
        bench.checkThatItCanGoOn();
    }

    void whatWasStoppedBeforeItLeftIsNeverSent()
    {
        PlaceBench bench(Place::startedHeld);
        QVERIFY(bench.goThere());
        bench.runner->cancel();
        bench.journal.release();
        QVERIFY(bench.finish());
        QCOMPARE(bench.script->requests.size(), 0);
        QVERIFY(!bench.journal.failures.isEmpty());
        for (const Attempt &failed : bench.journal.failures) {
            QCOMPARE(failed.errorKind, ErrorKind::cancelled);
            QCOMPARE(failed.cost, Money());
        }
    }
};

QTEST_GUILESS_MAIN(TestRunnerPhases)
#include "tst_runnerphases.moc"
