// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits/adaptiveconcurrency.h"
#include "core/limits/breaker.h"
#include "core/limits/retrybudget.h"

#include <QTest>

#include <random>

using namespace assay;
using namespace assay::limits;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

SteadyTime at(Milliseconds time)
{
    return SteadyTime(time);
}

Breaker opened(Milliseconds when)
{
    Breaker breaker;
    for (int call = 0; call < 5; ++call)
        breaker.failed(at(when));
    return breaker;
}

} // namespace

class TestBreaker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fiveFailuresInARowOpenIt()
    {
        Breaker breaker;
        for (int call = 0; call < 4; ++call)
            breaker.failed(at(1s));
        QVERIFY(!breaker.isOpen());
        breaker.failed(at(1s));
        QVERIFY(breaker.isOpen());
        QCOMPARE(breaker.earliest(at(2s)), at(16s));
        QCOMPARE(breaker.reason(at(4s)), u"5 failures in a row; one call tries again in 12 s"_s);
    }

    void aSuccessBetweenStartsTheRowAgain()
    {
        Breaker breaker;
        for (int round = 0; round < 3; ++round) {
            for (int call = 0; call < 4; ++call)
                breaker.failed(at(1s));
            breaker.succeeded(at(1s));
        }
        QVERIFY(!breaker.isOpen());
    }

    void aFifthOfEnoughCallsOpensIt()
    {
        Breaker breaker;
        for (int call = 0; call < 40; ++call) {
            if (call % 4 == 3)
                breaker.failed(at(1s));
            else
                breaker.succeeded(at(1s));
            QCOMPARE(breaker.isOpen(), call >= 19);
            if (breaker.isOpen())
                return;
        }
    }

    void whatFailedAMinuteAgoIsForgotten()
    {
        Breaker breaker;
        for (int call = 0; call < 19; ++call) {
            if (call % 4 == 3)
                breaker.failed(at(1s));
            else
                breaker.succeeded(at(1s));
        }
        for (int call = 0; call < 30; ++call)
            breaker.succeeded(at(70s));
        breaker.failed(at(71s));
        QVERIFY(!breaker.isOpen());
    }

    void halfOpenLetsOneCallThrough()
    {
        Breaker breaker = opened(0ms);
        QCOMPARE(breaker.earliest(at(20s)), at(20s));
        breaker.asked(at(20s));
        QCOMPARE(breaker.earliest(at(20s)), std::nullopt);
        breaker.succeeded(at(21s));
        QVERIFY(!breaker.isOpen());
        QCOMPARE(breaker.earliest(at(21s)), at(21s));
    }

    void everyFailedProbeDoublesThePause()
    {
        Breaker breaker = opened(0ms);
        SteadyTime now = at(0ms);
        QList<qint64> pauses;
        for (int probe = 0; probe < 6; ++probe) {
            const SteadyTime next = *breaker.earliest(now);
            pauses.append(std::chrono::duration_cast<std::chrono::seconds>(next - now).count());
            breaker.asked(next);
            breaker.failed(next);
            now = next;
        }
        QCOMPARE(pauses, (QList<qint64>{15, 30, 60, 120, 120, 120}));
        QCOMPARE(breaker.failedProbes(), 6);
    }

    void lateFailuresOfCallsThatHadLeftChangeNothing()
    {
        Breaker breaker = opened(0ms);
        breaker.failed(at(10s));
        QCOMPARE(breaker.earliest(at(10s)), at(15s));
    }

    void aCancelledProbeLetsAnotherThrough()
    {
        Breaker breaker = opened(0ms);
        breaker.asked(at(20s));
        breaker.abandoned();
        QCOMPARE(breaker.earliest(at(20s)), at(20s));
    }

    void anAnswerThatRefusesIsNoFailure()
    {
        QVERIFY(Breaker::isFailure(ErrorKind::overloaded));
        QVERIFY(Breaker::isFailure(ErrorKind::connect));
        for (const ErrorKind kind : {ErrorKind::rateLimit, ErrorKind::badRequest, ErrorKind::contentFilter, ErrorKind::cancelled, ErrorKind::auth})
            QVERIFY(!Breaker::isFailure(kind));
    }

    void oneRetryForTenFirstTries()
    {
        RetryBudget budget;
        for (int call = 0; call < 200; ++call)
            budget.firstTry(at(1s));
        int allowed = 0;
        for (int call = 0; call < 100; ++call)
            allowed += budget.retry(at(2s));
        QCOMPARE(allowed, 20);
        QVERIFY(!budget.retry(at(120s)));
        QVERIFY(budget.retry(at(123s)));
    }

    void aFewRetriesAreAlwaysAllowed()
    {
        RetryBudget budget;
        for (int call = 0; call < 10; ++call)
            QVERIFY(budget.retry(at(1s)));
        QVERIFY(!budget.retry(at(1s)));
    }

    void concurrencyHalvesOncePerSecondAndRecovers()
    {
        AdaptiveConcurrency concurrency(16);
        concurrency.slowDown(at(1s));
        concurrency.slowDown(at(1'500ms));
        QCOMPARE(concurrency.allowed(), 8);
        concurrency.slowDown(at(3s));
        QCOMPARE(concurrency.allowed(), 4);
        QCOMPARE(concurrency.reason(), u"4 of 16 calls at once, after the provider asked for less"_s);
        int calls = 0;
        for (; concurrency.allowed() < 16; ++calls)
            concurrency.succeeded();
        QVERIFY2(calls <= 40, qPrintable(QString::number(calls)));
        QVERIFY(concurrency.reason().isEmpty());
    }

    void concurrencyStaysWithinItsBounds()
    {
        std::mt19937 random(3); // NOLINT: the same numbers every time
        AdaptiveConcurrency concurrency(7);
        for (int step = 0; step < 10'000; ++step) {
            if (random() % 3 == 0)
                concurrency.slowDown(at(step * 400ms));
            else
                concurrency.succeeded();
            QVERIFY(concurrency.allowed() >= 1 && concurrency.allowed() <= 7);
        }
    }
};

QTEST_GUILESS_MAIN(TestBreaker)
#include "tst_breaker.moc"
