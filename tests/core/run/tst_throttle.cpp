// SPDX-License-Identifier: GPL-3.0-or-later
// Many cells that wait for one model, over minutes of virtual time.
#include "core/run/throttle.h"
#include "tests/support/scriptedmodel.h"
#include "tests/support/smallplan.h"

#include <QTest>

using namespace assay;
using namespace assay::run;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kCells = 200;

provider::Exchange failed()
{
    return {.result = std::unexpected(test::callError(ErrorKind::serverError))};
}

/// A server that is asked by as many cells as there are, as soon as the throttle lets them.
struct Bench {
    RunPlan plan = test::smallPlan(1);
    std::shared_ptr<ProviderGate> gate = std::make_shared<ProviderGate>(limits::RetryBudgetRules());
    Throttle throttle{plan.models.first(), kCells, ThrottleRules(), gate};
    SteadyTime start{1h};
    SteadyTime now = start;
    QList<std::pair<SteadyTime, limits::RateLimiter::Ticket>> underWay;
    QList<qint64> leftAt; ///< seconds since the start

    void letLeave()
    {
        for (int cell = 0; cell < kCells; ++cell) {
            const auto moment = throttle.earliest(10, now);
            if (!moment || *moment > now)
                return;
            underWay.append({now, throttle.leave(10, now)});
            leftAt.append(std::chrono::duration_cast<std::chrono::seconds>(now - start).count());
        }
    }

    void end(const provider::Exchange &exchange)
    {
        for (const auto &[moment, ticket] : std::exchange(underWay, {}))
            static_cast<void>(throttle.ended(ticket, exchange, now));
    }

    void openBreaker()
    {
        for (int call = 0; call < limits::BreakerRules().failuresInARow; ++call)
            static_cast<void>(throttle.ended(throttle.leave(10, now), failed(), now));
        QVERIFY(throttle.isOpen());
    }
};

} // namespace

class TestThrottle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aModelMayBeCalledAnythingWhereAWaitIsTold()
    {
        RunPlan plan = test::smallPlan(1);
        plan.models.first().model.name = u"%1 %2 %3"_s;
        const Throttle throttle(plan.models.first(), 1, ThrottleRules(), std::make_shared<ProviderGate>(limits::RetryBudgetRules()));
        QCOMPARE(throttle.retriesReason(1), u"%1 %2 %3: 1 call waits to be asked again, since its provider gets at most one retry for 10 first tries within 120 s, or 10"_s);
        QVERIFY(throttle.retriesReason(3).contains(u": 3 calls wait to be asked again,"_s));
    }

    void aDeadServerIsAskedByOneCallAtATimeAndEverLessOften()
    {
        Bench bench;
        bench.openBreaker();
        for (int second = 1; second <= 600; ++second) {
            bench.now += 1s;
            bench.end(failed());
            bench.letLeave();
            QVERIFY(bench.underWay.size() <= 1);
        }
        // 15 s, twice as long after each probe that fails a second later, two minutes at most.
        QCOMPARE(bench.leftAt, (QList<qint64>{15, 46, 107, 228, 349, 470, 591}));
    }

    void whileAProbeIsUnderWayNobodyElseLeaves()
    {
        Bench bench;
        bench.openBreaker();
        bench.now += 15s;
        bench.letLeave();
        QCOMPARE(bench.underWay.size(), 1);
        for (int minute = 0; minute < 10; ++minute) {
            bench.now += 1min;
            bench.letLeave();
        }
        QCOMPARE(bench.underWay.size(), 1);
    }

    void oneAnswerLetsAllOthersGo()
    {
        Bench bench;
        bench.openBreaker();
        bench.now += 15s;
        bench.letLeave();
        bench.end({.result = test::completion(u"ok"_s)});
        QVERIFY(!bench.throttle.isOpen());
        bench.letLeave();
        QCOMPARE(bench.underWay.size(), kCells);
    }

    void aProbeThatWasStoppedMakesRoomForAnother()
    {
        Bench bench;
        bench.openBreaker();
        bench.now += 15s;
        bench.letLeave();
        bench.end({.result = std::unexpected(test::callError(ErrorKind::cancelled))});
        bench.letLeave();
        QCOMPARE(bench.underWay.size(), 1);
        QVERIFY(bench.throttle.isOpen());
    }

    void aModelThatNeverAnsweredIsGivenUpAfterOneProbeAndAnotherAfterFour()
    {
        Bench never;
        never.openBreaker();
        QVERIFY(!never.throttle.deadReason());
        never.now += 15s;
        never.letLeave();
        never.end(failed());
        QVERIFY(never.throttle.deadReason());

        Bench before;
        static_cast<void>(before.throttle.ended(before.throttle.leave(10, before.now), {.result = test::completion(u"ok"_s)}, before.now));
        before.openBreaker();
        for (int probe = 1; probe <= 4; ++probe) {
            QVERIFY(!before.throttle.deadReason());
            before.now += 3min;
            before.letLeave();
            QCOMPARE(before.underWay.size(), 1);
            before.end(failed());
        }
        QVERIFY(before.throttle.deadReason());
    }
};

QTEST_GUILESS_MAIN(TestThrottle)
#include "tst_throttle.moc"
