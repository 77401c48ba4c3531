// SPDX-License-Identifier: GPL-3.0-or-later
// What holds a whole run back: limits a minute, a breaker, retries, the provider's cap.
#include "tests/support/runbench.h"

using namespace assay;
using namespace assay::run;
using namespace assay::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct ThrottledRun : RunBench {
    explicit ThrottledRun(RunPlan thePlan) : RunBench(std::move(thePlan)) { options.throttle = {}; }

    [[nodiscard]] QStringList told() const
    {
        QStringList texts;
        for (const RunEvent &event : journal.events)
            texts.append(event.text);
        return texts;
    }
};

} // namespace

class TestRunnerThrottle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void callsLeaveNoFasterThanTheLimitOfRequests()
    {
        ThrottledRun bench(smallPlan(90));
        bench.plan.models[0].model.requestsPerMinute = 3'000; // 50 a second
        bench.plan.concurrency = 64;
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.script->requests.size(), 90);
        const auto &times = bench.script->askedAt;
        // A second's worth may leave at once, the rest in its time.
        QVERIFY(times.last() - times.first() >= 700ms);
        QVERIFY(std::ranges::any_of(bench.batches, [](const auto &batch) { return batch->reason.contains(u"requests per minute"_s); }));
    }

    void aRunWhoseCallsAllWaitStillEnds()
    {
        ThrottledRun bench(smallPlan(3));
        bench.plan.models[0].model.requestsPerMinute = 120; // two at once, then two a second
        bench.plan.concurrency = 1;
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(sum(bench.end->columns).passed, 3);
    }

    void callsLeaveNoFasterThanTheLimitOfTokens()
    {
        ThrottledRun bench(smallPlan(40));
        bench.plan.models[0].model.tokensPerMinute = 60'000; // a thousand a second; a call uses 70
        for (evalset::Item &item : bench.plan.set.items)
            item.variables.insert_or_assign("text", jsonString(QString(150, u'x')));
        bench.script->answer = [](const auto &, int) {
            provider::Completion answer = completion(u"ok"_s);
            answer.usage = tokens::Usage{.input = 60, .output = 10};
            return answer;
        };
        bench.plan.concurrency = 64;
        bench.start();
        QVERIFY(bench.finish());
        const auto &times = bench.script->askedAt;
        QVERIFY(times.last() - times.first() >= 1'500ms);
    }

    void aCallAboveTheMinutesTokensIsAnErrorOfItsOwn()
    {
        ThrottledRun bench(smallPlan(2));
        bench.plan.models[0].model.tokensPerMinute = 500;
        bench.plan.set.items[1].variables.insert_or_assign("text", jsonString(QString(9'000, u'x')));
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(sum(bench.end->columns).passed, 1);
        const auto end = std::ranges::find(bench.journal.ends, 1, &CellEnd::cell);
        QCOMPARE(end->errorKind, std::optional(ErrorKind::tooLarge));
        QVERIFY2(end->reason.contains(u"more than the model may use in a minute"_s), qPrintable(end->reason));
    }

    void aServerThatComesBackIsFoundByOneCall()
    {
        ThrottledRun bench(smallPlan(30));
        bench.options.throttle.breaker = {.failuresInARow = 3, .firstPause = 60ms, .longestPause = 60ms};
        bench.script->answer = [](const auto &, int call) -> Result<provider::Completion> {
            if (call > 2 && call <= 8)
                return std::unexpected(callError(ErrorKind::overloaded));
            return completion(u"ok"_s);
        };
        bench.plan.concurrency = 3;
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::finished);
        QCOMPARE(sum(bench.end->columns).passed, 30);
        const QStringList told = bench.told();
        QVERIFY2(std::ranges::any_of(told, [](const QString &text) { return text.startsWith(u"m1: 3 failures in a row"_s); }), qPrintable(told.join(u'\n')));
        QVERIFY2(told.contains(u"m1 answers again"_s), qPrintable(told.join(u'\n')));
        // While it was open, single calls asked.
        const auto &times = bench.script->askedAt;
        for (int probe = 5; probe < 8; ++probe)
            QVERIFY(times.at(probe + 1) - times.at(probe) >= 55ms);
    }

    void aModelThatNeverAnswersIsGivenUpAndTheOthersGoOn()
    {
        ThrottledRun bench(smallPlan(20, 1, 2));
        bench.plan.models[1].provider.baseUrl = u"https://other.example.com"_s;
        bench.options.throttle.breaker = {.failuresInARow = 3, .firstPause = 5ms, .longestPause = 10ms};
        bench.script->answer = [](const provider::ChatRequest &request, int) -> Result<provider::Completion> {
            if (request.model == u"m1")
                return std::unexpected(callError(ErrorKind::connect));
            return completion(u"ok"_s);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::failed);
        QVERIFY2(bench.end->reason.contains(u"m1 does not answer"_s), qPrintable(bench.end->reason));
        QCOMPARE(sum(bench.end->columns).passed, 20);
        QCOMPARE(sum(bench.end->columns).skipped + sum(bench.end->columns).errors, 20);
        QVERIFY(sum(bench.end->columns).skipped >= 15);
        QVERIFY(std::ranges::count(bench.script->requests, u"m1"_s, &provider::ChatRequest::model) <= 12);
    }

    void aModelThatAnsweredBeforeIsGivenMoreTime()
    {
        ThrottledRun bench(smallPlan(20));
        bench.plan.concurrency = 1;
        bench.options.throttle.breaker = {.failuresInARow = 3, .firstPause = 5ms, .longestPause = 10ms};
        bench.script->answer = [](const auto &, int call) -> Result<provider::Completion> {
            if (call > 1)
                return std::unexpected(callError(ErrorKind::connect));
            return completion(u"ok"_s);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.script->requests.size(), 1 + 3 + 4);
        QCOMPARE(sum(bench.end->columns).skipped, 19);
    }

    void retriesAreAShareOfTheFirstTries()
    {
        ThrottledRun bench(smallPlan(30));
        bench.options.throttle.breaker.failuresInARow = 1'000;
        bench.options.throttle.breaker.enoughCalls = 1'000;
        bench.options.throttle.retries = {.alwaysAllowed = 2, .firstTriesForOne = 10, .window = 400ms};
        bench.options.retry.maxAttempts = 2;
        QSet<QString> failed;
        bench.script->answer = [&failed](const provider::ChatRequest &request, int) -> Result<provider::Completion> {
            if (const QString text = request.messages.first().text; !failed.contains(text) && failed.size() < 6) {
                failed.insert(text);
                return std::unexpected(callError(ErrorKind::serverError));
            }
            return completion(u"ok"_s);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(sum(bench.end->columns).passed, 30);
        QCOMPARE(sum(bench.end->columns).retries, 6);
        QVERIFY2(std::ranges::any_of(bench.batches, [](const auto &batch) { return batch->reason.contains(u"to be asked again"_s) && batch->reason.contains(u"one retry for 10 first tries within 0.4 s, or 2"_s); }),
            "nobody was told what the run waits for");
        // Two or three a window: six do not fit into one.
        const auto &times = bench.script->askedAt;
        QVERIFY(times.last() - times.first() >= 380ms);
    }

    void retriesWithoutRoomDoNotHoldFirstTriesBack()
    {
        ThrottledRun bench(smallPlan(100));
        bench.plan.concurrency = 2;
        bench.options.throttle.breaker.failuresInARow = 1'000;
        bench.options.throttle.breaker.enoughCalls = 1'000;
        bench.options.throttle.retries = {.alwaysAllowed = 1, .firstTriesForOne = 10, .window = 10min};
        bench.options.retry.maxAttempts = 2;
        QSet<QString> failed;
        bench.script->answer = [&failed](const provider::ChatRequest &request, int) -> Result<provider::Completion> {
            if (const QString text = request.messages.first().text; !failed.contains(text) && failed.size() < 8) {
                failed.insert(text);
                return std::unexpected(callError(ErrorKind::serverError));
            }
            return completion(u"ok"_s);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(sum(bench.end->columns).passed, 100);
        QCOMPARE(sum(bench.end->columns).retries, 8);
    }

    void aProvidersCapCountsAllItsModels()
    {
        ThrottledRun bench(smallPlan(20, 1, 3));
        for (PlannedModel &model : bench.plan.models)
            model.provider.options.insert_or_assign("concurrency", 2);
        bench.script->latency = 5ms;
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(sum(bench.end->columns).passed, 60);
        QCOMPARE(bench.script->mostRunning, 2);
        for (const QString &name : {u"m1"_s, u"m2"_s, u"m3"_s})
            QVERIFY(bench.script->mostRunningOf.value(name) >= 1);
    }

    void lessIsAskedAtOnceAfterTooMuch()
    {
        ThrottledRun bench(smallPlan(60));
        bench.plan.concurrency = 16;
        bench.script->latency = 10ms;
        bench.script->answer = [](const auto &, int call) -> Result<provider::Completion> {
            if (call == 1)
                return std::unexpected(callError(ErrorKind::rateLimit, 1ms));
            return completion(u"ok"_s);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(sum(bench.end->columns).passed, 60);
        QVERIFY2(bench.told().contains(u"m1: 8 of 16 calls at once, after the provider asked for less"_s), qPrintable(bench.told().join(u'\n')));
        QVERIFY(std::ranges::any_of(bench.batches, [](const auto &batch) { return !batch->events.isEmpty(); }));
    }

    void whatHoldsAModelBackIsShown()
    {
        PlannedModel model = smallPlan(1).models.first();
        model.model.requestsPerMinute = 60;
        const auto throttle = ThrottleBook().of(model, 8);
        SteadyTime now(1s);
        QCOMPARE(throttle->state(0, {}, now), (ThrottleState{.model = u"m1"_s, .text = u"0 of 60 requests this minute"_s, .active = 0, .allowed = 8, .waits = {}}));
        for (int call = 0; call < 2; ++call)
            static_cast<void>(throttle->leave(1, now));
        const ThrottleState paced = throttle->state(2, 1, now);
        QCOMPARE(paced.waits, 1'700ms);
        QCOMPARE(paced.text, u"2 of 60 requests this minute, waits 1.7 s"_s);
        QCOMPARE(throttle->state(2, {}, now).waits, std::nullopt);
        const auto refused = throttle->leave(1, now + 2s);
        now += 3s;
        static_cast<void>(throttle->ended(refused, {.result = std::unexpected(callError(ErrorKind::rateLimit, 20s))}, now));
        const ThrottleState held = throttle->state(2, 1, now);
        QCOMPARE(held.text, u"3 of 60 requests this minute, waits 20 s, as the provider asked, 4 of 8 calls at once, after the provider asked for less"_s);
        QCOMPARE(held.allowed, 4);
        QVERIFY(!held.isOpen);
    }

    void aModelThatNothingLimitsHasNothingToShow()
    {
        const auto throttle = ThrottleBook().of(smallPlan(1).models.first(), 4);
        QCOMPARE(throttle->state(3, 100, SteadyTime(1s)), (ThrottleState{.model = u"m1"_s, .text = {}, .active = 3, .allowed = 4, .waits = {}}));
    }

    void aServerThatDoesNotAnswerIsShown()
    {
        const auto throttle = ThrottleBook({.breaker = {.failuresInARow = 1}}).of(smallPlan(1).models.first(), 4);
        static_cast<void>(throttle->ended(throttle->leave(1, SteadyTime(1s)), {.result = std::unexpected(callError(ErrorKind::connect))}, SteadyTime(1s)));
        const ThrottleState state = throttle->state(0, 1, SteadyTime(2s));
        QVERIFY(state.isOpen);
        QCOMPARE(state.waits, 14'000ms);
        QVERIFY2(state.text.contains(u"one call tries again in 14 s"_s), qPrintable(state.text));
    }

    void eachBatchTellsOfEachModel()
    {
        ThrottledRun bench(smallPlan(20, 1, 2));
        bench.plan.models[1].model.requestsPerMinute = 1'200;
        bench.start();
        QVERIFY(bench.finish());
        for (const auto &batch : std::as_const(bench.batches)) {
            QCOMPARE(batch->throttles.size(), 2);
            QCOMPARE(batch->throttles.at(0).model, u"m1"_s);
            QCOMPARE(batch->throttles.at(0).text, QString());
            QCOMPARE(batch->throttles.at(1).model, u"m2"_s);
        }
        QCOMPARE(bench.batches.last()->throttles.at(1).text, u"20 of 1200 requests this minute"_s);
    }

    void limitsAreRememberedFromRunToRun()
    {
        ThrottleBook book;
        RunPlan plan = smallPlan(1, 1, 2);
        plan.models[0].model.requestsPerMinute = 60;
        const auto first = book.of(plan.models.at(0), 4);
        QCOMPARE(book.of(plan.models.at(0), 4), first);
        QVERIFY(book.of(plan.models.at(1), 4) != first);
        plan.models[0].model.requestsPerMinute = 90;
        QVERIFY(book.of(plan.models.at(0), 4) != first);
    }
};

QTEST_GUILESS_MAIN(TestRunnerThrottle)
#include "tst_runnerthrottle.moc"
