// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits/ratelimiter.h"

#include <QTest>

using namespace assay;
using namespace assay::limits;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

SteadyTime at(Milliseconds time)
{
    return SteadyTime(time);
}

} // namespace

class TestRateLimiter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutLimitsEverythingLeavesAtOnce()
    {
        RateLimiter limiter;
        for (int call = 0; call < 10'000; ++call) {
            QCOMPARE(limiter.earliest(100'000, at(0ms)), at(0ms));
            static_cast<void>(limiter.take(100'000, at(0ms)));
        }
    }

    void callsAreSpreadOverTheMinute()
    {
        RateLimiter limiter({.requestsPerMinute = 60, .tokensPerMinute = {}});
        SteadyTime now = at(0ms);
        QList<qint64> seconds;
        for (int call = 0; call < 10; ++call) {
            now = limiter.earliest(1, now);
            static_cast<void>(limiter.take(1, now));
            seconds.append(std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count());
        }
        QCOMPARE(seconds, (QList<qint64>{0, 0, 1, 2, 3, 4, 5, 6, 7, 8}));
    }

    void noMinuteHoldsMoreRequestsThanTheLimit()
    {
        RateLimiter limiter({.requestsPerMinute = 30, .tokensPerMinute = {}});
        SteadyTime now = at(0ms);
        QList<SteadyTime> left;
        for (int call = 0; call < 200; ++call) {
            now = limiter.earliest(1, now);
            static_cast<void>(limiter.take(1, now));
            left.append(now);
            if (left.size() > 30)
                QVERIFY(left.last() - left.at(left.size() - 31) > 60s);
        }
    }

    void whatWasNotUsedComesBack()
    {
        RateLimiter limiter({.requestsPerMinute = {}, .tokensPerMinute = 1'000});
        const auto ticket = limiter.take(900, at(0ms));
        QVERIFY(limiter.earliest(900, at(2s)) > at(50s));
        QVERIFY2(limiter.reason(900, at(2s)).startsWith(u"the limit of tokens per minute, "), qPrintable(limiter.reason(900, at(2s))));
        limiter.settle(ticket, TokenNeed(50), at(3s));
        QVERIFY(limiter.earliest(900, at(3s)) <= at(4s));
        // Whatever is said twice.
        limiter.settle(ticket, TokenNeed(1'000), at(3s));
        QVERIFY(limiter.earliest(900, at(4s)) <= at(4s));
    }

    void aCallThatNeverLeftCountsForNothing()
    {
        RateLimiter limiter({.requestsPerMinute = 1, .tokensPerMinute = 100});
        limiter.giveBack(limiter.take(100, at(0ms)));
        const SteadyTime later = at(61s);
        const auto ticket = limiter.take(100, later);
        limiter.giveBack(ticket);
        QVERIFY(limiter.earliest(100, later + 61s) <= later + 61s);
        QCOMPARE(limiter.reason(1, later + 61s), QString());
    }

    void aCallAboveTheWholeLimitIsToldApart()
    {
        const RateLimiter limiter({.requestsPerMinute = {}, .tokensPerMinute = 1'000});
        QVERIFY(!limiter.canNeverFit(1'000));
        QVERIFY(limiter.canNeverFit(1'001));
    }

    void theProvidersWordMakesItStricterOnly()
    {
        RateLimiter limiter({.requestsPerMinute = 10, .tokensPerMinute = {}});
        limiter.told({.requests = {.limit = 1'000, .remaining = 900, .resetIn = {}}, .tokens = {}, .inputTokens = {}, .outputTokens = {}}, at(0ms));
        for (int call = 0; call < 10; ++call)
            static_cast<void>(limiter.take(1, at(call * 6s)));
        QVERIFY(limiter.earliest(1, at(58s)) >= at(60s));
        RateLimiter other({.requestsPerMinute = 1'000, .tokensPerMinute = {}});
        other.told({.requests = {.limit = 1, .remaining = 1, .resetIn = {}}, .tokens = {}, .inputTokens = {}, .outputTokens = {}}, at(0ms));
        static_cast<void>(other.take(1, at(0ms)));
        QVERIFY(other.earliest(1, at(1s)) >= at(60s));
    }

    void nothingLeavesWhileNothingRemains()
    {
        RateLimiter limiter;
        limiter.told({.requests = {}, .tokens = {}, .inputTokens = {.limit = 40'000, .remaining = 0, .resetIn = 7s}, .outputTokens = {}}, at(1s));
        QCOMPARE(limiter.earliest({1, 1}, at(2s)), at(8s));
        QCOMPARE(limiter.reason({1, 1}, at(2s)), u"the limit of input tokens per minute, 6 s"_s);
    }

    void aRefusalHoldsAllCallsBack()
    {
        RateLimiter limiter;
        limiter.refused(Milliseconds(2'500), at(0ms));
        QCOMPARE(limiter.earliest(1, at(1s)), at(2'500ms));
        QVERIFY(limiter.isPaused(at(1s)) && !limiter.isPaused(at(3s)));
        QCOMPARE(limiter.reason(1, at(1s)), u"the pause that the provider asked for, 2 s"_s);
        limiter.refused(Milliseconds(std::chrono::hours(9)), at(3s));
        QCOMPARE(limiter.earliest(1, at(4s)), at(3s) + 10min);
    }

    void aPauseThatWasNotToldGrowsUntilACallIsLetThrough()
    {
        RateLimiter limiter;
        SteadyTime now = at(0ms);
        for (const auto pause : {1s, 2s, 4s, 8s, 16s, 16s}) {
            limiter.refused({}, now);
            limiter.refused({}, now + 10ms); // left together with it
            QCOMPARE_GE(limiter.earliest(1, now), now + pause);
            QCOMPARE_LT(limiter.earliest(1, now), now + pause * 3);
            now = limiter.earliest(1, now);
        }
        limiter.settle(limiter.take(1, now), TokenNeed(1), now + 1s);
        limiter.refused({}, now + 1s);
        QCOMPARE(limiter.earliest(1, now + 1s), now + 2s);
    }

    void inputAndOutputAreHeldApart()
    {
        RateLimiter limiter({.requestsPerMinute = {}, .tokensPerMinute = {}, .inputTokensPerMinute = 60'000, .outputTokensPerMinute = 6'000});
        const auto ticket = limiter.take({10, 6'000}, at(0ms));
        QVERIFY(limiter.earliest({10, 1}, at(1ms)) > at(5s));
        QCOMPARE(limiter.load({10, 1}, at(1ms))->what, u"output tokens"_s);
        limiter.settle(ticket, TokenNeed(10, 60), at(2s));
        QVERIFY(limiter.earliest({10, 1}, at(2s)) <= at(2s));
        static_cast<void>(limiter.take({60'000, 1}, at(3s)));
        QVERIFY(limiter.earliest({10, 1}, at(4s)) > at(10s));
        QCOMPARE(limiter.load({10, 1}, at(4s))->what, u"input tokens"_s);
        // A call that does not tell them apart is not held by them.
        QCOMPARE(limiter.earliest(TokenNeed(10), at(4s)), at(4s));
    }

    void whatIsToldOfInputAndOutputIsKept()
    {
        RateLimiter limiter;
        limiter.told(
            {.requests = {}, .tokens = {}, .inputTokens = {.limit = 1'000, .remaining = 900, .resetIn = {}}, .outputTokens = {.limit = 200, .remaining = 200, .resetIn = {}}},
            at(0ms));
        QVERIFY(limiter.canNeverFit({1'001, 1}));
        QVERIFY(!limiter.canNeverFit({900, 10}));
        static_cast<void>(limiter.take({900, 10}, at(1s)));
        QVERIFY(limiter.earliest({900, 10}, at(2s)) > at(20s));
    }

    void theLimitThatBindsIsShown()
    {
        RateLimiter limiter({.requestsPerMinute = 60, .tokensPerMinute = 60'000});
        QCOMPARE(RateLimiter().load(1, at(0ms)), std::nullopt);
        static_cast<void>(limiter.take(6'000, at(0ms)));
        QCOMPARE(limiter.load(6'000, at(1ms)), (RateLoad{u"tokens"_s, 0, 60'000})); // by what was used, and nothing was yet
        for (int call = 0; call < 20; ++call)
            limiter.settle(limiter.take(10, at(call * 1s)), TokenNeed(10), at(call * 1s));
        QCOMPARE(limiter.load(1, at(30s)), (RateLoad{u"requests"_s, 21, 60}));
    }
};

QTEST_GUILESS_MAIN(TestRateLimiter)
#include "tst_ratelimiter.moc"
