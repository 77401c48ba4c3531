// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/runbench.h"

#include <QSet>

using namespace assay;
using namespace assay::run;
using namespace assay::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCellIsAskedOnceAndGraded()
    {
        RunBench bench(smallPlan(20, 2, 3));
        bench.script->answer = [](const provider::ChatRequest &request, int) { return completion(request.messages.first().text.startsWith(u"v1"_s) ? u"ok"_s : u"no"_s); };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::finished);
        QCOMPARE(bench.script->requests.size(), 120);
        const Totals totals = sum(bench.end->columns);
        QCOMPARE(totals.passed, 60);
        QCOMPARE(totals.failed, 60);
        QCOMPARE(bench.journal.ends.size(), 120);
        QCOMPARE(bench.journal.states.last(), RunState::finished);
        QVERIFY(bench.batches.last()->isLast);
        QCOMPARE(bench.batches.last()->all.done(), 120);
    }

    void anAttemptIsOnRecordBeforeItIsAsked()
    {
        RunBench bench(smallPlan(1));
        bench.journal.holds = u"started"_s;
        bench.start();
        QTRY_COMPARE(bench.journal.calls.size(), 1);
        QVERIFY(!QTest::qWaitFor([&bench] { return bench.end.has_value(); }, 30));
        QCOMPARE(bench.script->requests.size(), 0);
        bench.journal.release();
        QVERIFY(bench.finish());
        QCOMPARE(bench.journal.calls, (QStringList{u"started 0.1"_s, u"answered 0.1"_s, u"ended 0 passed"_s}));
    }

    void anAnswerIsOnRecordBeforeItIsGraded()
    {
        RunBench bench(smallPlan(1));
        bench.journal.holds = u"answered"_s;
        bench.start();
        QTRY_COMPARE(bench.count(u"answered"_s), 1);
        QVERIFY(!QTest::qWaitFor([&bench] { return bench.end.has_value(); }, 30));
        QVERIFY(!bench.isShown(0, Phase::grading));
        QVERIFY(!bench.isShown(0, Phase::done));
        bench.journal.release();
        QVERIFY(bench.finish());
        QVERIFY(bench.isShown(0, Phase::done));
    }

    void passingTroubleIsAskedAgainAndEveryAttemptIsOnRecord()
    {
        RunBench bench(smallPlan(1));
        bench.script->answer = [](const auto &, int call) -> Result<provider::Completion> {
            if (call < 3)
                return std::unexpected(callError(call == 1 ? ErrorKind::rateLimit : ErrorKind::reset, 2ms));
            return completion(u"ok"_s);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.journal.calls,
            (QStringList{u"started 0.1"_s, u"failed 0.1 rate-limit"_s, u"started 0.2"_s, u"failed 0.2 reset"_s, u"started 0.3"_s, u"answered 0.3"_s, u"ended 0 passed"_s}));
        QCOMPARE(sum(bench.end->columns).retries, 2);
    }

    void retriesEndAndTheCellIsAnError()
    {
        RunBench bench(smallPlan(2));
        bench.script->answer = [](const provider::ChatRequest &request, int) -> Result<provider::Completion> {
            if (request.messages.first().text.contains(u"item 1"_s))
                return std::unexpected(callError(ErrorKind::serverError));
            return completion(u"ok"_s);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::finished);
        QCOMPARE(sum(bench.end->columns).errors, 1);
        QCOMPARE(sum(bench.end->columns).passed, 1);
        QCOMPARE(bench.count(u"started 0."_s), 4);
    }

    void aRefusedRequestIsNeverAskedAgain()
    {
        RunBench bench(smallPlan(1));
        bench.script->answer = [](const auto &, int) -> Result<provider::Completion> { return std::unexpected(callError(ErrorKind::badRequest)); };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.script->requests.size(), 1);
        QCOMPARE(bench.journal.ends.first().outcome, Outcome::error);
    }

    void aBadKeyStopsItsModelAlone()
    {
        RunBench bench(smallPlan(10, 1, 2));
        bench.plan.concurrency = 1;
        bench.script->answer = [](const provider::ChatRequest &request, int) -> Result<provider::Completion> {
            if (request.model == u"m1")
                return std::unexpected(callError(ErrorKind::auth));
            return completion(u"ok"_s);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::failed);
        QCOMPARE(sum(bench.end->columns).passed, 10);
        QCOMPARE(sum(bench.end->columns).skipped, 10);
        QCOMPARE(bench.script->requests.size(), 11);
    }

    void aWaitUntilTomorrowStopsItsModelAlone()
    {
        RunBench bench(smallPlan(10, 1, 2));
        bench.plan.concurrency = 1;
        bench.script->answer = [](const provider::ChatRequest &request, int) -> Result<provider::Completion> {
            if (request.model == u"m1")
                return std::unexpected(callError(ErrorKind::rateLimit, 24h));
            return completion(u"ok"_s);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::failed);
        QVERIFY2(bench.end->reason.contains(u"asks to wait for 1440 min"_s), qPrintable(bench.end->reason));
        QCOMPARE(sum(bench.end->columns).passed, 10);
        QCOMPARE(sum(bench.end->columns).skipped, 10);
        QCOMPARE(bench.script->requests.size(), 11);
    }

    void lanesHoldTheirConcurrency()
    {
        RunBench bench(smallPlan(40));
        bench.script->latency = 3ms;
        bench.plan.concurrency = 5;
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.script->mostRunning, 5);
    }

    void theBudgetIsNeverPassedAndTheRunIsCapped()
    {
        RunBench bench(smallPlan(50));
        // Worst case of one call: 11 bytes of text (4 tokens, and 8 for the message) and 10 tokens out, at one micro-dollar each.
        bench.plan.budget = Money::fromMicroUsd(200);
        bench.script->latency = 1ms;
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::capped);
        const Totals totals = sum(bench.end->columns);
        QVERIFY(totals.settled <= *bench.plan.budget);
        QVERIFY(totals.passed > 5);
        QCOMPARE(totals.passed + totals.skipped, 50);
        Money open;
        for (const auto &batch : std::as_const(bench.batches))
            QVERIFY(batch->all.settled + batch->all.reserved <= *bench.plan.budget);
    }

    void resumeAsksExactlyWhatIsMissing()
    {
        RunBench bench(smallPlan(10));
        QList<CellProgress> progress;
        progress.append({.cell = 0, .attempts = 1, .outcome = Outcome::passed, .response = {}, .cost = {}, .result = {}});
        progress.append({.cell = 1, .attempts = 2, .outcome = Outcome::error, .response = {}, .cost = {}, .result = {}});
        progress.append({.cell = 2, .attempts = 1, .outcome = Outcome::skipped, .response = {}, .cost = {}, .result = {}});
        Response answered{.cell = 3, .attempt = 1, .completion = completion(u"ok"_s)};
        progress.append({.cell = 3, .attempts = 1, .outcome = {}, .response = answered, .cost = {}, .result = {}});
        progress.append({.cell = 4, .attempts = 1, .outcome = {}, .response = {}, .cost = {}, .result = {}});
        bench.start(progress);
        QVERIFY(bench.finish());
        QCOMPARE(bench.script->requests.size(), 7);
        QVERIFY(!bench.journal.calls.contains(u"started 0.1"_s));
        QVERIFY(!bench.journal.calls.contains(u"started 3.2"_s));
        QVERIFY(bench.journal.calls.contains(u"ended 3 passed"_s));
        QVERIFY(bench.journal.calls.contains(u"started 4.2"_s));
        QCOMPARE(sum(bench.end->columns).done(), 10);
    }

    void whatWasSpentBeforeCountsAgainstTheCap()
    {
        RunBench bench(smallPlan(10));
        bench.plan.budget = Money::fromMicroUsd(200);
        bench.start({}, Money::fromMicroUsd(199));
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::capped);
        QCOMPARE(bench.script->requests.size(), 0);
    }

    void pauseLetsCallsFinishAndStartsNone()
    {
        RunBench bench(smallPlan(30));
        bench.script->latency = 5ms;
        bench.plan.concurrency = 2;
        bench.start();
        QTRY_VERIFY(bench.journal.ends.size() >= 3);
        bench.runner->pause();
        QTRY_COMPARE(bench.script->running, 0);
        QTRY_COMPARE(bench.journal.ends.size(), bench.script->requests.size());
        const auto asked = bench.script->requests.size();
        QVERIFY(!QTest::qWaitFor([&bench] { return bench.end.has_value(); }, 40));
        QCOMPARE(bench.script->requests.size(), asked);
        QCOMPARE(bench.batches.last()->state, RunState::paused);
        bench.runner->resume();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::finished);
        QCOMPARE(bench.script->requests.size(), 30);
    }

    void cancelAbortsAndLeavesCellsOpen()
    {
        RunBench bench(smallPlan(30));
        bench.script->latency = 10s;
        bench.start();
        QTRY_COMPARE(bench.script->running, 4);
        bench.runner->cancel();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::cancelled);
        QCOMPARE(bench.script->cancelled, 4);
        QCOMPARE(bench.journal.ends.size(), 0);
        // One more was on record for the place that would be free next.
        QCOMPARE(bench.count(u"failed"_s), 4 + 1);
        QCOMPARE(bench.script->requests.size(), 4);
    }

    void aFullDiskStopsTheRun()
    {
        RunBench bench(smallPlan(30));
        bench.journal.failsAfter = 12;
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::failed);
        QVERIFY(bench.end->reason.contains(u"disk is full"_s));
        QVERIFY(bench.script->requests.size() < 30);
    }

    void cellsAreAskedInThePlansOrder()
    {
        RunBench bench(smallPlan(6, 2));
        bench.plan.concurrency = 1;
        bench.start();
        QVERIFY(bench.finish());
        QStringList planned;
        for (const int cell : bench.plan.order()) {
            const CellKey key = bench.plan.cellKey(cell);
            planned.append(u"v%1: item %2"_s.arg(key.version + 1).arg(key.item + 1));
        }
        QStringList asked;
        for (const provider::ChatRequest &request : std::as_const(bench.script->requests))
            asked.append(request.messages.first().text);
        QCOMPARE(asked, planned);
    }

    void eachModelHasALaneOfItsOwn()
    {
        RunBench bench(smallPlan(30, 1, 3));
        bench.plan.models[0].model.concurrency = 1;
        bench.plan.models[1].model.concurrency = 3;
        bench.plan.models[2].model.concurrency = 6;
        bench.script->latency = 2ms;
        bench.script->answer = [](const auto &, int call) -> Result<provider::Completion> {
            if (call % 5 == 0)
                return std::unexpected(callError(ErrorKind::overloaded));
            return completion(u"ok"_s);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.script->mostRunningOf.value(u"m1"_s), 1);
        QCOMPARE(bench.script->mostRunningOf.value(u"m2"_s), 3);
        QCOMPARE(bench.script->mostRunningOf.value(u"m3"_s), 6);
    }

    void whatAProviderToldToWaitIsWaited()
    {
        RunBench bench(smallPlan(1));
        bench.script->answer = [](const auto &, int call) -> Result<provider::Completion> {
            if (call == 1)
                return std::unexpected(callError(ErrorKind::rateLimit, 120ms));
            return completion(u"ok"_s);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.script->askedAt.size(), 2);
        QVERIFY(bench.script->askedAt.at(1) - bench.script->askedAt.at(0) >= 120ms);
        QCOMPARE(bench.journal.failures.first().retryAfter, 120ms);
    }

    void aStoppedModelIsNotAskedByARetryEither()
    {
        RunBench bench(smallPlan(2));
        bench.plan.concurrency = 2;
        bench.script->answer = [](const auto &, int call) -> Result<provider::Completion> {
            return std::unexpected(call == 1 ? callError(ErrorKind::rateLimit, 60ms) : callError(ErrorKind::auth));
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::failed);
        QCOMPARE(bench.script->requests.size(), 2);
        QCOMPARE(sum(bench.end->columns).skipped, 2);
    }

    void aModelWithoutItsKeyLeavesTheOthersAlone()
    {
        RunBench bench(smallPlan(5, 1, 2));
        bench.factory = [&bench](const PlannedModel &model) -> Result<std::unique_ptr<provider::ChatModel>> {
            if (model.model.name == u"m1")
                return fail(ErrorKind::secretMissing, u"OPENAI_API_KEY is not set"_s);
            return std::make_unique<ScriptedModel>(bench.script);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::failed);
        QVERIFY(bench.end->reason.contains(u"OPENAI_API_KEY"_s));
        QCOMPARE(sum(bench.end->columns).passed, 5);
        QCOMPARE(sum(bench.end->columns).skipped, 5);
    }

    void aWrongConfigurationIsFoundBeforeAnythingIsAsked()
    {
        RunBench bench(smallPlan(5, 1, 2));
        bench.factory = [&bench](const PlannedModel &model) -> Result<std::unique_ptr<provider::ChatModel>> {
            if (model.model.name == u"m2")
                return fail(ErrorKind::invalidInput, u"the base URL is none"_s);
            return std::make_unique<ScriptedModel>(bench.script);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::failed);
        QCOMPARE(bench.script->requests.size(), 0);
    }

    void aModelThatNeverSuspendsNeedsNoStack()
    {
        RunBench bench(smallPlan(2'000));
        bench.script->isImmediate = true;
        quintptr lowest = std::numeric_limits<quintptr>::max();
        quintptr highest = 0;
        bench.script->answer = [&](const auto &, int) {
            const auto here = reinterpret_cast<quintptr>(__builtin_frame_address(0));
            lowest = std::min(lowest, here);
            highest = std::max(highest, here);
            return completion(u"ok"_s);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(sum(bench.end->columns).passed, 2'000);
        QVERIFY2(highest - lowest < 64 * 1024, qPrintable(QString::number(highest - lowest)));
    }

    void answersOfPlainCallsAreNotShownBeforeTheyAreOnRecord()
    {
        RunBench bench(smallPlan(1));
        bench.plan.models[0].model.stream = false;
        bench.journal.holds = u"answered"_s;
        bench.start();
        QTRY_COMPARE(bench.count(u"answered"_s), 1);
        const auto before = bench.batches.size();
        QTRY_VERIFY(bench.batches.size() > before + 3);
        for (const auto &batch : std::as_const(bench.batches)) {
            for (const LiveCell &live : batch->changed)
                QVERIFY(live.result.text.isEmpty() && !live.result.usage && !live.result.outcome);
        }
        bench.journal.release();
        QVERIFY(bench.finish());
    }

    void aRunawayPatternIsAnErrorAndHoldsNothingUp()
    {
        RunBench bench(smallPlan(20));
        evalset::Assertion runaway;
        runaway.type = u"regex"_s;
        runaway.value = Json("^(a+)+$");
        bench.plan.set.items[0].assertions = {runaway};
        bench.script->answer = [](const auto &, int) { return completion(u"ok "_s + QString(60, u'a') + u"!"_s); };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(sum(bench.end->columns).done(), 20);
        QCOMPARE(sum(bench.end->columns).passed, 19);
    }

    void aRunOfManyCellsEndsWithNothingLeft()
    {
        RunBench bench(smallPlan(500, 1, 3));
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(sum(bench.end->columns).passed, 1500);
        QCOMPARE(bench.journal.attempts.size(), 1500);
    }

    void destroyingTheRunnerInTheMiddleIsSafe_data()
    {
        QTest::addColumn<int>("calls");
        for (const int calls : {0, 1, 2, 3, 5, 9, 14})
            QTest::addRow("after %d journal calls", calls) << calls;
    }

    void destroyingTheRunnerInTheMiddleIsSafe()
    {
        QFETCH(const int, calls);
        RunBench bench(smallPlan(10));
        bench.script->latency = 2ms;
        bench.start();
        QTRY_VERIFY(bench.journal.calls.size() >= calls);
        bench.runner.reset();
        QVERIFY(bench.finish());
        const bool wasOver = bench.journal.ends.size() == 10;
        QCOMPARE(bench.end->state, wasOver ? RunState::finished : RunState::cancelled);
    }
};

QTEST_GUILESS_MAIN(TestRunner)
#include "tst_runner.moc"
