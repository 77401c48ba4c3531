// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/runner.h"
#include "tests/support/memoryjournal.h"
#include "tests/support/scriptedmodel.h"
#include "tests/support/smallplan.h"

#include <QTest>
#include <QThread>

#include <atomic>

using namespace assay;
using namespace assay::run;
using namespace assay::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Engine::Job jobFor(const RunPlan &plan, MemoryJournal &journal, const std::shared_ptr<Script> &script)
{
    return {.plan = plan,
        .progress = {},
        .spentBefore = {},
        .journal = &journal,
        .factory = [script](const PlannedModel &) -> Result<std::unique_ptr<provider::ChatModel>> { return std::make_unique<ScriptedModel>(script); },
        .sink = {},
        .options = {}};
}

std::shared_ptr<Script> scriptOf(Milliseconds latency)
{
    auto script = std::make_shared<Script>();
    script->latency = latency;
    script->answer = [](const auto &, int) { return completion(u"ok"_s); };
    return script;
}

} // namespace

class TestEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunGoesOnItsOwnThreadAndAnswers()
    {
        const SystemClock clock;
        MemoryJournal journal;
        const auto script = scriptOf(1ms);
        std::atomic<QThread *> thread = nullptr;
        Engine engine(clock);
        Engine::Job job = jobFor(smallPlan(10), journal, script);
        job.sink = [&thread](const auto &) { thread = QThread::currentThread(); };
        QFuture<Result<RunEnd>> future = engine.start(std::move(job));
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(future.result()->state, RunState::finished);
        QVERIFY(thread.load() != nullptr);
        QVERIFY(thread.load() != QThread::currentThread());
        QVERIFY(!engine.isRunning());
    }

    void aSecondRunIsRefusedWhileOneGoesOn()
    {
        const SystemClock clock;
        MemoryJournal journal;
        const auto script = scriptOf(10s);
        Engine engine(clock);
        QFuture<Result<RunEnd>> first = engine.start(jobFor(smallPlan(3), journal, script));
        const Result<RunEnd> second = engine.start(jobFor(smallPlan(3), journal, script)).result();
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::conflict);
        engine.cancel();
        QTRY_VERIFY(first.isFinished());
        QCOMPARE(first.result()->state, RunState::cancelled);
    }

    void destroyingTheEngineEndsTheRunInOrder()
    {
        const SystemClock clock;
        MemoryJournal journal;
        const auto script = scriptOf(10s);
        QFuture<Result<RunEnd>> future;
        {
            Engine engine(clock);
            future = engine.start(jobFor(smallPlan(5), journal, script));
        }
        QVERIFY(future.isFinished());
        QCOMPARE(future.result()->state, RunState::cancelled);
        QCOMPARE(journal.states.last(), RunState::cancelled);
    }

    void theEngineMayGoAtAnyStep_data()
    {
        QTest::addColumn<int>("writes");
        for (int writes = 0; writes <= 24; ++writes)
            QTest::addRow("after %d writes", writes) << writes;
    }

    void theEngineMayGoAtAnyStep()
    {
        QFETCH(const int, writes);
        const SystemClock clock;
        MemoryJournal journal;
        journal.lateBy = 1ms;
        const auto script = scriptOf(1ms);
        script->answer = [](const auto &, int call) -> Result<provider::Completion> {
            if (call % 3 == 0)
                return std::unexpected(callError(ErrorKind::overloaded, 2ms));
            return completion(u"ok"_s);
        };
        QFuture<Result<RunEnd>> future;
        {
            Engine engine(clock);
            future = engine.start(jobFor(smallPlan(5, 1, 2), journal, script));
            QTRY_VERIFY(journal.count >= writes || future.isFinished());
        }
        QVERIFY(future.isFinished());
        const auto sent = std::ranges::count_if(journal.attempts, [](const Attempt &attempt) { return attempt.state == Attempt::State::sent; });
        QCOMPARE(sent, journal.failures.size() + journal.responses.size());
        QVERIFY(script->requests.size() <= journal.attempts.size());
        QCOMPARE(script->running, 0);
    }

    void aFactoryThatFailsEndsTheRunWithItsReason()
    {
        const SystemClock clock;
        MemoryJournal journal;
        Engine engine(clock);
        Engine::Job job = jobFor(smallPlan(2), journal, scriptOf(0ms));
        job.factory = [](const PlannedModel &) -> Result<std::unique_ptr<provider::ChatModel>> { return fail(ErrorKind::secretMissing, u"OPENAI_API_KEY is not set"_s); };
        QFuture<Result<RunEnd>> future = engine.start(std::move(job));
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(future.result()->state, RunState::failed);
        QVERIFY(future.result()->reason.contains(u"OPENAI_API_KEY"_s));
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
