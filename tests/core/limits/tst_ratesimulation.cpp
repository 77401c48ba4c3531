// SPDX-License-Identifier: GPL-3.0-or-later
// How much of a limit is used, and how many calls are refused, at providers that enforce it in every way there is.
#include "tests/core/limits/ratesimulation.h"

#include <QTest>

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Bound {
    double leastUsed = 0.95;
    double mostRefused = 0.005;
};

const limits::RateLimits kRequests{.requestsPerMinute = 600, .tokensPerMinute = 10'000'000};
const limits::RateLimits kFewRequests{.requestsPerMinute = 20, .tokensPerMinute = 10'000'000};
const limits::RateLimits kTokens{.requestsPerMinute = 100'000, .tokensPerMinute = 200'000};
const limits::RateLimits kInputAndOutput{.requestsPerMinute = 100'000, .tokensPerMinute = {}, .inputTokensPerMinute = 200'000, .outputTokensPerMinute = 100'000};

// A bucket of a second holds a second's worth: calls must be small beside it.
int useFor(Window window)
{
    return window == Window::shortBucket ? 100 : 500;
}

// What a provider holds for calls under way, beyond what they will use, nobody can use: 7 calls of 1,250 tokens, a twentieth of the limit; of a limit
// on output twice that; of a bucket of a second the most.
Bound boundOf(Window window, Charge charge, bool isApart)
{
    if (charge == Charge::held && window == Window::shortBucket)
        return {.leastUsed = isApart ? 0.18 : 0.27, .mostRefused = 0.008};
    if (charge == Charge::held && window != Window::bucket)
        return {.leastUsed = isApart ? 0.90 : 0.93};
    if (charge == Charge::reserved && window == Window::shortBucket)
        return {.leastUsed = 0.95, .mostRefused = 0.009};
    return {};
}

// Where others take three tenths and it is told what remains, what they ask between two answers cannot be known; where it is not told, only a
// refusal tells of them. A bucket of a second has no memory that could even that out.
Bound boundWithOthers(Window window, Charge charge, bool tells)
{
    if (window == Window::shortBucket)
        return charge == Charge::reserved ? Bound{.leastUsed = 0.75, .mostRefused = 0.03} : Bound{.leastUsed = 0.45, .mostRefused = 0.008};
    // What others use then looks like a stricter way of charging, until the first is tried again some minutes later.
    if (charge == Charge::held && !tells)
        return {.leastUsed = 0.65, .mostRefused = 0.01};
    if (tells)
        return {.leastUsed = 0.89, .mostRefused = charge == Charge::reserved ? 0.017 : 0.008};
    return {.leastUsed = 0.88, .mostRefused = charge == Charge::reserved ? 0.06 : 0.01};
}

} // namespace

Q_DECLARE_METATYPE(RateSetting)
Q_DECLARE_METATYPE(Bound)

class TestRateSimulation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theAllowedIsUsedAndNotPassed_data()
    {
        QTest::addColumn<RateSetting>("setting");
        QTest::addColumn<Bound>("bound");
        const std::pair<const char *, Window> windows[]{
            {"fixed minutes", Window::fixed}, {"a sliding minute", Window::sliding}, {"a bucket", Window::bucket}, {"a bucket of a second", Window::shortBucket}};
        const std::pair<const char *, Charge> charges[]{{"used", Charge::used}, {"held", Charge::held}, {"reserved", Charge::reserved}};
        for (const auto &[windowName, window] : windows) {
            const auto row = [&](const char *what, RateSetting setting, Bound bound) {
                setting.window = window;
                setting.until = 30min;
                QTest::addRow("%s, %s%s%s", windowName, what, setting.tells ? ", told" : "", setting.othersShare > 0 ? ", with others" : "") << setting << bound;
            };
            row("requests", {.limits = kRequests, .meanUse = 300}, {});
            // Three seconds lie between two calls of which the network may keep the first by 0.3.
            row("few requests", {.limits = kFewRequests, .meanUse = 300}, window == Window::shortBucket ? Bound{.leastUsed = 0.8, .mostRefused = 0.13} : Bound{});
            for (const bool tells : {false, true}) {
                row("requests", {.limits = kRequests, .tells = tells, .meanUse = 300, .othersShare = 0.3}, {.leastUsed = 0.90, .mostRefused = 0.005});
                for (const auto &[chargeName, charge] : charges) {
                    RateSetting setting{.limits = kTokens, .charge = charge, .tells = tells, .meanUse = useFor(window)};
                    row(qPrintable(u"tokens as %1"_s.arg(QLatin1StringView(chargeName))), setting, boundOf(window, charge, false));
                    setting.limits = kInputAndOutput;
                    row(qPrintable(u"input and output as %1"_s.arg(QLatin1StringView(chargeName))), setting, boundOf(window, charge, true));
                    setting.limits = kTokens;
                    setting.othersShare = 0.3;
                    row(qPrintable(u"tokens as %1"_s.arg(QLatin1StringView(chargeName))), setting, boundWithOthers(window, charge, tells));
                }
            }
        }
    }

    void theAllowedIsUsedAndNotPassed()
    {
        QFETCH(const RateSetting, setting);
        QFETCH(const Bound, bound);
        const RateOutcome outcome = RateSimulation(setting).run();
        QVERIFY2(outcome.usedShare >= bound.leastUsed, qPrintable(u"used %1"_s.arg(outcome.usedShare)));
        QVERIFY2(outcome.refusedShare <= bound.mostRefused, qPrintable(u"refused %1"_s.arg(outcome.refusedShare)));
    }

    // Ten seconds pass before it is known what a call used, and sizes vary: a minute that was too full is followed by one that is too empty.
    void longCallsUseNearlyAsMuch_data()
    {
        QTest::addColumn<Charge>("charge");
        QTest::addColumn<double>("leastUsed");
        QTest::newRow("as used") << Charge::used << 0.86;
        QTest::newRow("held: 22 calls hold 3,750 tokens each that they will not use") << Charge::held << 0.67;
        QTest::newRow("as reserved") << Charge::reserved << 0.95;
    }

    void longCallsUseNearlyAsMuch()
    {
        QFETCH(const Charge, charge);
        QFETCH(const double, leastUsed);
        for (const Window window : {Window::fixed, Window::sliding, Window::bucket}) {
            for (const bool tells : {false, true}) {
                const RateOutcome outcome
                    = RateSimulation({.limits = kTokens, .window = window, .charge = charge, .tells = tells, .meanUse = 1'500, .shortest = 4s, .longest = 16s, .until = 30min})
                          .run();
                QVERIFY2(outcome.usedShare >= leastUsed, qPrintable(u"used %1"_s.arg(outcome.usedShare)));
                QVERIFY2(outcome.refusedShare <= 0.005, qPrintable(u"refused %1"_s.arg(outcome.refusedShare)));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestRateSimulation)
#include "tst_ratesimulation.moc"
