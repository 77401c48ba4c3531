// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits/ratelimiter.h"

#include <QTest>

#include <functional>
#include <map>
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

enum class Window { fixed, sliding, bucket };
enum class Charge { reserved, used };

// A provider that enforces its limits to the letter.
class Enforcer {
public:
    Enforcer(Window window, Charge charge, RateLimits limits)
        : m_window(window),
          m_charge(charge),
          m_limits(limits),
          m_bucketTokens(double(*limits.tokensPerMinute)),
          m_bucketRequests(double(*limits.requestsPerMinute))
    {
    }

    bool arrives(qint64 reserved, SteadyTime now)
    {
        ++arrived;
        refill(now);
        const qint64 charging = m_charge == Charge::reserved ? reserved : 0;
        if (requestsLeft(now) < 1 || tokensLeft(now) < std::max<qint64>(charging, 1)) {
            ++refused;
            return false;
        }
        put(m_requests, 1, now);
        m_bucketRequests -= 1;
        charge(charging, now);
        return true;
    }

    void ends(qint64 used, SteadyTime now)
    {
        refill(now);
        if (m_charge == Charge::used)
            charge(used, now);
    }

    tokens::ToldLimits headers(SteadyTime now)
    {
        tokens::ToldLimits told;
        told.requests = {.limit = m_limits.requestsPerMinute, .remaining = std::max<qint64>(0, requestsLeft(now)), .resetIn = {}};
        told.tokens = {.limit = m_limits.tokensPerMinute, .remaining = std::max<qint64>(0, tokensLeft(now)), .resetIn = {}};
        return told;
    }

    int arrived = 0;
    int refused = 0;
    qint64 charged = 0;

private:
    using Ledger = std::deque<std::pair<SteadyTime, qint64>>;

    void charge(qint64 amount, SteadyTime now)
    {
        put(m_tokens, amount, now);
        m_bucketTokens -= double(amount);
        charged += amount;
    }

    void put(Ledger &ledger, qint64 amount, SteadyTime now) const { ledger.emplace_back(now, amount); }

    qint64 inWindow(Ledger &ledger, SteadyTime now) const
    {
        const SteadyTime from = m_window == Window::fixed ? SteadyTime(std::chrono::floor<std::chrono::minutes>(now.time_since_epoch())) : now - 60s;
        while (!ledger.empty() && (m_window == Window::fixed ? ledger.front().first < from : ledger.front().first <= from))
            ledger.pop_front();
        qint64 sum = 0;
        for (const auto &entry : ledger)
            sum += entry.second;
        return sum;
    }

    void refill(SteadyTime now)
    {
        const double seconds = std::chrono::duration<double>(now - m_refilled).count();
        m_refilled = now;
        m_bucketRequests = std::min(double(*m_limits.requestsPerMinute), m_bucketRequests + seconds * double(*m_limits.requestsPerMinute) / 60);
        m_bucketTokens = std::min(double(*m_limits.tokensPerMinute), m_bucketTokens + seconds * double(*m_limits.tokensPerMinute) / 60);
    }

    qint64 requestsLeft(SteadyTime now) { return m_window == Window::bucket ? qint64(m_bucketRequests) : *m_limits.requestsPerMinute - inWindow(m_requests, now); }
    qint64 tokensLeft(SteadyTime now) { return m_window == Window::bucket ? qint64(m_bucketTokens) : *m_limits.tokensPerMinute - inWindow(m_tokens, now); }

    Window m_window;
    Charge m_charge;
    RateLimits m_limits;
    Ledger m_requests;
    Ledger m_tokens;
    SteadyTime m_refilled{};
    double m_bucketTokens;
    double m_bucketRequests;
};

struct Outcome {
    double usedShare = 0; ///< of the binding limit
    double refusedShare = 0;
};

struct Setting {
    Window window;
    Charge charge;
    bool tells;
    RateLimits limits;
    int meanUse;       ///< tokens of a call
    int timesReserved; ///< what a call reserves, in parts of what it uses
};

// Twenty minutes of calls as fast as the limiter lets them, on a clock of their own.
Outcome simulate(const Setting &setting)
{
    constexpr auto kEnd = 20min;
    constexpr int kConcurrency = 64;
    std::mt19937 random(7); // NOLINT: the same numbers every time
    const auto between = [&](int low, int high) { return std::uniform_int_distribution(low, high)(random); };
    Enforcer server(setting.window, setting.charge, setting.limits);
    RateLimiter limiter(setting.limits);
    std::multimap<SteadyTime, std::function<void(SteadyTime)>> events;
    int underWay = 0;
    qint64 answered = 0;
    std::function<void(SteadyTime)> pump;
    SteadyTime wake{};
    pump = [&](SteadyTime now) {
        while (underWay < kConcurrency) {
            const qint64 used = between(setting.meanUse / 2, setting.meanUse * 3 / 2);
            const qint64 reserved = used * setting.timesReserved;
            if (const SteadyTime moment = limiter.earliest(reserved, now); moment > now) {
                if (wake <= now || moment < wake) {
                    wake = moment;
                    events.emplace(moment, pump);
                }
                return;
            }
            ++underWay;
            const auto ticket = limiter.take(reserved, now);
            events.emplace(now + Milliseconds(between(0, 300)), [&, used, reserved, ticket](SteadyTime arrival) {
                const bool isAdmitted = server.arrives(reserved, arrival);
                const Milliseconds takes = isAdmitted ? Milliseconds(between(400, 1600)) : Milliseconds(20);
                events.emplace(arrival + takes, [&, used, ticket, isAdmitted](SteadyTime end) {
                    --underWay;
                    if (isAdmitted) {
                        ++answered;
                        server.ends(used, end);
                        limiter.settle(ticket, used);
                    } else {
                        limiter.settle(ticket, 0);
                        limiter.refused({}, end);
                    }
                    if (setting.tells)
                        limiter.told(server.headers(end), end);
                    pump(end);
                });
            });
        }
    };
    pump(SteadyTime(1s));
    while (!events.empty() && events.begin()->first < SteadyTime(kEnd)) {
        const auto event = events.extract(events.begin());
        event.mapped()(event.key());
    }
    constexpr double kMinutes = 20;
    const double ofRequests = double(answered) / (kMinutes * double(*setting.limits.requestsPerMinute));
    const double ofTokens = double(server.charged) / (kMinutes * double(*setting.limits.tokensPerMinute));
    return {.usedShare = std::max(ofRequests, ofTokens), .refusedShare = double(server.refused) / double(server.arrived)};
}

} // namespace

Q_DECLARE_METATYPE(Setting)

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
        QCOMPARE(limiter.reason(900, at(2s)), u"the limit of tokens per minute"_s);
        limiter.settle(ticket, 50);
        QVERIFY(limiter.earliest(900, at(3s)) <= at(3s));
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
        QCOMPARE(limiter.earliest(1, at(2s)), at(8s));
        QCOMPARE(limiter.reason(1, at(2s)), u"the provider asked for a pause"_s);
    }

    void aRefusalHoldsAllCallsBack()
    {
        RateLimiter limiter;
        limiter.refused(Milliseconds(2'500), at(0ms));
        QCOMPARE(limiter.earliest(1, at(1s)), at(2'500ms));
        limiter.refused(Milliseconds(std::chrono::hours(9)), at(3s));
        QCOMPARE(limiter.earliest(1, at(4s)), at(3s) + 10min);
    }

    void theAllowedIsUsedAndNotPassed_data()
    {
        QTest::addColumn<Setting>("setting");
        const struct {
            const char *name;
            Window window;
        } windows[]{{"fixed minutes", Window::fixed}, {"sliding minute", Window::sliding}, {"bucket", Window::bucket}};
        const RateLimits requestsBind{.requestsPerMinute = 600, .tokensPerMinute = 10'000'000};
        const RateLimits tokensBind{.requestsPerMinute = 100'000, .tokensPerMinute = 200'000};
        const RateLimits few{.requestsPerMinute = 20, .tokensPerMinute = 10'000'000};
        for (const auto &[name, window] : windows) {
            const auto row = [name](const char *what) -> QTestData & { return QTest::addRow("%s, %s", name, what); };
            row("requests") << Setting{window, Charge::used, false, requestsBind, 300, 3};
            row("few requests") << Setting{window, Charge::used, false, few, 300, 3};
            row("tokens as used") << Setting{window, Charge::used, false, tokensBind, 500, 3};
            row("tokens as used, told") << Setting{window, Charge::used, true, tokensBind, 500, 5};
            row("tokens as reserved") << Setting{window, Charge::reserved, false, tokensBind, 500, 3};
            row("tokens as reserved, told") << Setting{window, Charge::reserved, true, tokensBind, 500, 5};
        }
    }

    void theAllowedIsUsedAndNotPassed()
    {
        QFETCH(const Setting, setting);
        const Outcome outcome = simulate(setting);
        QVERIFY2(outcome.usedShare >= 0.95, qPrintable(QString::number(outcome.usedShare)));
        QVERIFY2(outcome.refusedShare < 0.005, qPrintable(QString::number(outcome.refusedShare)));
    }
};

QTEST_GUILESS_MAIN(TestRateLimiter)
#include "tst_ratelimiter.moc"
