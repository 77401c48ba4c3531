// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits/ratemeter.h"

#include <QTest>

using namespace assay;
using namespace assay::limits;
using namespace std::chrono_literals;

namespace {

SteadyTime at(Milliseconds time)
{
    return SteadyTime(time);
}

// Calls that reserve ten times what they use, one a second, each a second long.
void call(RateMeter &meter, int from, int calls, qint64 reserved, qint64 used)
{
    for (int i = from; i < from + calls; ++i) {
        meter.take(static_cast<quint64>(i), reserved, at(i * 1s));
        meter.settle(static_cast<quint64>(i), reserved, used, at(i * 1s + 900ms));
    }
}

} // namespace

class TestRateMeter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutALimitNothingWaits()
    {
        RateMeter meter(std::nullopt);
        meter.take(1, 1'000'000, at(1s));
        QCOMPARE(meter.earliest(1'000'000, at(1s)), at(1s));
        QVERIFY(!meter.isFull(at(1s)));
    }

    void theSmallerOfSetAndToldCounts()
    {
        RateMeter meter(100);
        meter.told({.limit = 200, .remaining = {}, .resetIn = {}}, 0, at(0ms));
        QCOMPARE(meter.limit(), 100);
        meter.told({.limit = 50, .remaining = {}, .resetIn = {}}, 0, at(0ms));
        QCOMPARE(meter.limit(), 50);
        meter.told({.limit = 0, .remaining = {}, .resetIn = {}}, 0, at(0ms));
        QCOMPARE(meter.limit(), 50);
    }

    void whatNeverLeftTakesNoTime()
    {
        for (const Charging charging : {Charging::used, Charging::reserved}) {
            RateMeter meter(60, charging);
            for (quint64 each = 1; each <= 30; ++each) {
                meter.take(each, 1, at(1s));
                meter.giveBack(each, 1, at(1s));
            }
            QCOMPARE(meter.earliest(1, at(1s)), at(1s));
        }
    }

    void noMinuteHoldsMoreThanWhatIsReserved()
    {
        RateMeter meter(10, Charging::reserved);
        SteadyTime now = at(0ms);
        QList<SteadyTime> left;
        for (quint64 each = 1; each <= 60; ++each) {
            now = meter.earliest(1, now);
            meter.take(each, 1, now);
            meter.settle(each, 1, 1, now);
            left.append(now);
            if (left.size() > 10)
                QVERIFY(left.last() - left.at(left.size() - 11) >= 60s);
        }
        QCOMPARE(meter.used(now), 10);
    }

    void howFastCallsLeaveGoesByWhatSuchCallsUsed()
    {
        RateMeter meter(60'000);
        call(meter, 1, 40, 1'000, 100);
        // A tenth of a second each, whatever they reserve.
        const SteadyTime first = meter.earliest(1'000, at(50s));
        meter.take(100, 1'000, first);
        QVERIFY(meter.earliest(1'000, first) < first + 200ms);
    }

    void aRefusalWithRoomByUseShowsThatReservationsAreCharged()
    {
        RateMeter meter(40'000);
        call(meter, 1, 40, 1'000, 100);
        QVERIFY(!meter.isFull(at(41s)));
        QVERIFY(meter.chargeStricter(at(41s)));
        QCOMPARE(meter.charging(), Charging::reserved);
        QVERIFY(meter.isFull(at(41s)));
        QVERIFY(!meter.chargeStricter(at(41s)));
        QVERIFY(meter.earliest(1'000, at(42s)) > at(60s));
    }

    void whatIsUnderWayMayBeHeld()
    {
        RateMeter meter(40'000);
        call(meter, 1, 5, 1'000, 100);
        for (quint64 each = 10; each < 50; ++each)
            meter.take(each, 1'000, at(10s));
        QVERIFY(meter.chargeStricter(at(11s)));
        QCOMPARE(meter.charging(), Charging::held);
        QCOMPARE(meter.used(at(11s)), 40'500);
        meter.settle(10, 1'000, 100, at(12s));
        QCOMPARE(meter.used(at(12s)), 39'600);
    }

    void theToldRemainderShowsHowItIsCharged()
    {
        RateMeter meter(40'000);
        call(meter, 1, 30, 1'000, 100);
        meter.told({.limit = 40'000, .remaining = 40'000 - 29 * 100, .resetIn = {}}, 29, at(30s));
        QCOMPARE(meter.charging(), Charging::used);
        RateMeter other(40'000);
        other.told({.limit = 40'000, .remaining = 40'000, .resetIn = {}}, 0, at(0ms));
        call(other, 1, 30, 1'000, 100);
        other.told({.limit = 40'000, .remaining = 40'000 - 29 * 1'000, .resetIn = {}}, 29, at(30s));
        QCOMPARE(other.charging(), Charging::reserved);
    }

    void theFirstWayIsTriedAgain()
    {
        RateMeter meter(40'000);
        call(meter, 1, 40, 1'000, 100);
        QVERIFY(meter.chargeStricter(at(41s)));
        meter.take(1'000, 1'000, at(41s) + 9min);
        QCOMPARE(meter.charging(), Charging::reserved);
        meter.take(1'001, 1'000, at(42s) + 10min);
        QCOMPARE(meter.charging(), Charging::used);
    }

    void whatOthersTakeMakesItSlowerAndComesBack()
    {
        RateMeter meter(600, Charging::reserved);
        const auto paceAt = [&](SteadyTime now) {
            const SteadyTime first = meter.earliest(60, now);
            RateMeter copy = meter;
            copy.take(1'000'000, 60, first);
            return copy.earliest(60, first) - first;
        };
        const auto before = paceAt(at(1min));
        for (int i = 0; i < 4; ++i)
            meter.refusedUnexpectedly(at(1min));
        const auto after = paceAt(at(1min));
        QVERIFY(after > before * 1.4 && after < before * 1.7);
        QVERIFY(paceAt(at(10min)) < after * 0.85);
        QVERIFY(paceAt(at(5h)) == before);
    }

    void aWindowThatIsUsedUpIsWaitedFor()
    {
        RateMeter meter(100, Charging::reserved);
        meter.take(1, 1, at(20s));
        meter.told({.limit = 100, .remaining = 0, .resetIn = 35s}, 1, at(21s));
        QCOMPARE(meter.earliest(1, at(22s)), at(55s));
    }

    void aBucketFillsAllTheTime()
    {
        RateMeter meter(60, Charging::reserved);
        meter.take(1, 1, at(20s));
        meter.told({.limit = 60, .remaining = 0, .resetIn = 60s}, 1, at(21s)); // full in a minute, one a second
        QCOMPARE(meter.earliest(1, at(20s)), at(21s));
    }

    void anOlderAnswerDoesNotReplaceANewerOne()
    {
        RateMeter meter(100, Charging::reserved);
        meter.take(1, 1, at(10s));
        meter.take(2, 1, at(20s));
        meter.told({.limit = 100, .remaining = 0, .resetIn = 30s}, 2, at(21s));
        meter.told({.limit = 100, .remaining = 99, .resetIn = 49s}, 1, at(22s));
        QCOMPARE(meter.earliest(1, at(23s)), at(50s));
    }

    void whatNeverLeftIsNotCounted()
    {
        RateMeter meter(10, Charging::reserved);
        meter.take(1, 10, at(0ms));
        meter.giveBack(1, 10, at(0ms));
        QCOMPARE(meter.used(at(1ms)), 0);
    }
};

QTEST_GUILESS_MAIN(TestRateMeter)
#include "tst_ratemeter.moc"
