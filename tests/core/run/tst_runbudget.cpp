// SPDX-License-Identifier: GPL-3.0-or-later
// A run under a cap that it shares: what it asks of the record and when, and what it does when the record says no, fails, or changes its mind.
#include "core/run/runbudget.h"
#include "tests/support/memorycap.h"
#include "tests/support/runbench.h"

using namespace assay;
using namespace assay::run;
using namespace assay::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Money usd(qint64 micro)
{
    return Money::fromMicroUsd(micro);
}

class HandClock final : public Clock {
public:
    UtcTime utcNow() const override { return now; }
    SteadyTime steadyNow() const override { return steady; }
    UtcTime now{std::chrono::sys_days(std::chrono::year(2026) / 11 / 30) + 23h};
    SteadyTime steady{};
};

/// A budget and the record that it asks, without an engine.
struct Bench {
    explicit Bench(RunPlan thePlan = smallPlan(100)) : plan(std::move(thePlan)), budget(plan, {}, true, clock)
    {
        budget.wantsToAsk = [this] { isAsking = true; };
    }
    void carryOut()
    {
        while (auto request = budget.nextRequest())
            budget.take(*record.ask(*request).takeResult());
    }
    bool reserve(int cell, Money worst)
    {
        if (budget.reserve(cell, worst))
            return true;
        carryOut();
        return budget.reserve(cell, worst);
    }
    HandClock clock;
    RunPlan plan;
    RunBudget budget;
    MemoryCap record;
    bool isAsking = false;
};

struct SharedRun : RunBench {
    explicit SharedRun(const std::shared_ptr<MemoryCap> &cap, int items = 40) : RunBench(smallPlan(items)) { options.sharedCap = cap; }
};

} // namespace

class TestRunBudget : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneLookAtTheRecordServesManyCalls()
    {
        Bench bench;
        bench.record.cap = usd(1'000'000);
        for (int cell = 0; cell < 60; ++cell) {
            QVERIFY(bench.reserve(cell, usd(20)));
            bench.carryOut();
            bench.budget.settle(cell, usd(20), usd(15));
        }
        QVERIFY2(bench.record.requests.size() <= 3, qPrintable(QString::number(bench.record.requests.size())));
        QVERIFY(bench.record.highest <= *bench.record.cap);
    }

    void whatIsSpentIsToldInTheEnd()
    {
        Bench bench;
        bench.record.cap = usd(1'000);
        QVERIFY(bench.reserve(0, usd(20)));
        QVERIFY(bench.reserve(1, usd(20)));
        bench.budget.settle(0, usd(20), usd(15));
        bench.budget.giveBack(1, usd(20));
        QCOMPARE(bench.budget.shared()->spent, usd(15)); // untold, and known here
        while (auto request = bench.budget.nextLastRequest())
            bench.budget.take(*bench.record.ask(*request).takeResult());
        QCOMPARE(bench.record.spent, usd(15));
        QCOMPARE(bench.record.calls, 1);
        QCOMPARE(bench.record.held(), Money());
    }

    void whatABatchStillHasStaysHeld()
    {
        Bench bench;
        bench.record.cap = usd(1'000);
        QVERIFY(bench.reserve(0, usd(20)));
        const auto last = bench.budget.nextLastRequest();
        QVERIFY(last && last->isLast);
        QCOMPARE(last->keep, usd(20));
        bench.budget.take(*bench.record.ask(*last).takeResult());
        QCOMPARE(bench.record.held(), usd(20));
        QVERIFY(!bench.budget.nextLastRequest());
    }

    void anEarlierSittingIsCorrectedInItsMonth()
    {
        Bench bench;
        bench.budget.correct(0, bench.clock.now - 24h * 60, usd(20), usd(5));
        const auto last = bench.budget.nextLastRequest();
        QVERIFY(last);
        QCOMPARE(last->postings, (QList<CapPosting>{{.model = 0, .month = 202610, .spent = usd(-15)}}));
    }

    void anAttemptCountsInTheMonthInWhichItWasReserved()
    {
        Bench bench;
        bench.record.cap = usd(1'000);
        QVERIFY(bench.reserve(0, usd(20)));
        bench.clock.now += 2h;
        QVERIFY(bench.reserve(1, usd(20)));
        QCOMPARE(bench.record.requests.first().month, 202611);
        QCOMPARE(bench.record.requests.last().month, 202612);
        bench.budget.settle(0, usd(20), usd(15));
        bench.carryOut();
        QCOMPARE(bench.record.requests.last().month, 202611);
        QCOMPARE(bench.record.requests.last().postings.first().spent, usd(15));
        QVERIFY(bench.record.requests.last().isLast);
    }

    void aClockThatIsSetBackOpensNoMonthAgain()
    {
        Bench bench;
        bench.clock.now += 2h;
        QVERIFY(bench.reserve(0, usd(20)));
        bench.clock.now -= 24h * 40;
        QVERIFY(bench.reserve(1, usd(20)));
        QCOMPARE(bench.record.requests.size(), 1);
    }

    void aLoweredCapCountsWithinSeconds()
    {
        Bench bench;
        bench.record.cap = usd(10'000);
        QVERIFY(bench.reserve(0, usd(20)));
        bench.record.cap = usd(10);
        QVERIFY(bench.budget.reserve(1, usd(20))); // from the lease
        bench.clock.steady += RunBudget::kGoodFor;
        QVERIFY(!bench.reserve(2, usd(20)));
        QVERIFY(bench.budget.canNeverFit(2, usd(20)));
        QVERIFY2(bench.budget.whyNoRoom(2, usd(20)).startsWith(u"the month's cap of $0.00001 has $"_s), qPrintable(bench.budget.whyNoRoom(2, usd(20))));
    }

    void aChargeAboveItsWorstCaseHoldsBackWhatHasNotLeft()
    {
        Bench bench;
        bench.record.cap = usd(100);
        QVERIFY(bench.reserve(0, usd(20)));
        QVERIFY(bench.reserve(1, usd(20)));
        QVERIFY(!bench.budget.isExceeded(1));
        bench.budget.settle(0, usd(20), usd(90));
        QVERIFY(bench.budget.isExceeded(1));
        bench.budget.giveBack(1, usd(20));
        QVERIFY(!bench.reserve(1, usd(20)));
        QVERIFY(bench.budget.canNeverFit(1, usd(20)));
        QVERIFY2(bench.budget.whyNoRoom(1, usd(20)).startsWith(u"the month's cap of $0.0001 has $0.00001 left"_s), qPrintable(bench.budget.whyNoRoom(1, usd(20))));
        bench.clock.steady += RunBudget::kLookAgain;
        QVERIFY(bench.reserve(1, usd(10)));
        QVERIFY(!bench.budget.isExceeded(1));
    }

    void aMonthThatIsOverHoldsBackNothingSimulated()
    {
        RunPlan plan = smallPlan(4);
        plan.models.append(plan.models.first());
        plan.models.last().provider.kind = u"simulated"_s;
        Bench bench(plan);
        bench.record.cap = usd(100);
        QVERIFY(bench.reserve(0, usd(20)));
        bench.budget.settle(0, usd(20), usd(900));
        for (int cell = 1; cell < plan.cellCount(); ++cell)
            QCOMPARE(bench.budget.isExceeded(cell), plan.cellKey(cell).model == 0);
    }

    void aModelWithoutAPriceAndACapDoNotGoTogether()
    {
        RunPlan plan = smallPlan(10);
        plan.models[0].price.reset();
        Bench bench(plan);
        bench.record.cap = usd(1'000);
        QVERIFY(!bench.reserve(0, Money()));
        QVERIFY(bench.budget.canNeverFit(0, Money()));
        QVERIFY(bench.budget.whyNoRoom(0, Money()).contains(u"m1"_s));
    }

    void withoutACapCallsWithoutAPriceAreCounted()
    {
        RunPlan plan = smallPlan(10);
        plan.models[0].price.reset();
        Bench bench(plan);
        QVERIFY(bench.reserve(0, Money()));
        bench.budget.settle(0, Money(), std::nullopt);
        while (auto request = bench.budget.nextLastRequest())
            bench.budget.take(*bench.record.ask(*request).takeResult());
        QCOMPARE(bench.record.withoutPrice, 1);
    }

    void whatIsSimulatedCostsNobodyAnything()
    {
        RunPlan plan = smallPlan(10);
        plan.models[0].provider.kind = u"simulated"_s;
        Bench bench(plan);
        bench.record.cap = usd(1);
        QVERIFY(bench.budget.reserve(0, usd(500)));
        bench.budget.settle(0, usd(500), usd(500));
        QVERIFY(!bench.isAsking);
        QVERIFY(!bench.budget.nextLastRequest());
    }

    void bothCapsHold()
    {
        RunPlan plan = smallPlan(10);
        plan.budget = usd(50);
        Bench bench(plan);
        bench.record.cap = usd(1'000);
        QVERIFY(bench.reserve(0, usd(30)));
        QVERIFY(!bench.reserve(1, usd(30)));
        QVERIFY(!bench.budget.canNeverFit(1, usd(30)));
        bench.budget.settle(0, usd(30), usd(30));
        QVERIFY(bench.budget.canNeverFit(1, usd(30)));
        QCOMPARE(bench.budget.whyNoRoom(1, usd(30)), u"the budget of $0.00005 has $0.00002 left, and this call can cost $0.00003"_s);
    }

    void aRunEndsCappedByTheMonthAndGoesOnWithMore()
    {
        const auto cap = std::make_shared<MemoryCap>();
        cap->cap = usd(200);
        SharedRun bench(cap);
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::capped);
        QVERIFY2(bench.end->reason.startsWith(u"the month's cap of $0.0002 has"_s), qPrintable(bench.end->reason));
        QCOMPARE(cap->held(), Money());
        QCOMPARE(cap->spent, usd(15 * bench.script->requests.size()));
        QVERIFY(cap->highest <= usd(200));
        QVERIFY(bench.batches.last()->shared && bench.batches.last()->shared->spent == cap->spent);
    }

    void aPausedRunGivesBackWhatItDoesNotUse()
    {
        const auto cap = std::make_shared<MemoryCap>();
        cap->cap = usd(100'000);
        SharedRun bench(cap, 60);
        bench.script->latency = 5ms;
        bench.start();
        QTRY_VERIFY(bench.script->requests.size() >= 4);
        bench.runner->pause();
        QTRY_COMPARE(bench.script->running, 0);
        QTRY_VERIFY2(cap->held() <= usd(4 * 40), qPrintable(cap->held().toDecimal())); // what four calls at once had reserved
        bench.runner->resume();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::finished);
        QCOMPARE(cap->held(), Money());
    }

    void aRunWaitsForWhatOthersHold()
    {
        const auto cap = std::make_shared<MemoryCap>();
        cap->cap = usd(2'000);
        cap->others = usd(1'990);
        SharedRun bench(cap, 3);
        bench.start();
        QTRY_VERIFY(!cap->requests.isEmpty());
        QTRY_VERIFY(!bench.batches.isEmpty() && !bench.batches.last()->reason.isEmpty());
        QVERIFY(!bench.end);
        cap->others = {};
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::finished);
    }

    void whatTheDeadHoldIsNotWaitedFor()
    {
        const auto cap = std::make_shared<MemoryCap>();
        cap->cap = usd(2'000);
        cap->others = cap->dead = usd(1'990);
        SharedRun bench(cap, 3);
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::capped);
        QVERIFY2(bench.end->reason.contains(u"held by runs that died"_s), qPrintable(bench.end->reason));
    }

    void noPaidCallLeavesWithoutARecord()
    {
        const auto cap = std::make_shared<MemoryCap>();
        cap->cap = usd(2'000);
        cap->error = Error{.kind = ErrorKind::diskFull, .message = u"The month's ledger could not be written: the disk is full."_s, .hint = {}, .context = {}, .retryAfter = {}};
        SharedRun bench(cap);
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::failed);
        QVERIFY2(bench.end->reason.contains(u"disk is full"_s), qPrintable(bench.end->reason));
        QCOMPARE(bench.script->requests.size(), 0);
    }

    void aRecordThatFailsLaterStopsTheRunAndLosesNothing()
    {
        const auto cap = std::make_shared<MemoryCap>();
        cap->cap = usd(100'000);
        SharedRun bench(cap, 400);
        bench.script->answer = [&cap](const auto &, int call) -> Result<provider::Completion> {
            if (call == 20)
                cap->error = Error{.kind = ErrorKind::io, .message = u"gone"_s, .hint = {}, .context = {}, .retryAfter = {}};
            return completion(u"ok"_s);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::failed);
        QCOMPARE(bench.journal.responses.size(), bench.script->requests.size());
        QVERIFY(cap->spent + cap->held() >= usd(15 * bench.script->requests.size()));
    }

    void withoutACapAFailingRecordIsTold()
    {
        const auto cap = std::make_shared<MemoryCap>();
        cap->isUnmetered = true;
        SharedRun bench(cap, 5);
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::finished);
        QCOMPARE(cap->requests.size(), 1);
        QVERIFY(std::ranges::any_of(bench.journal.events, [](const RunEvent &event) { return event.text == u"not in the ledger"; }));
    }

    void aCancelWhileTheRecordIsAskedEnds()
    {
        const auto cap = std::make_shared<MemoryCap>();
        cap->isHolding = true;
        SharedRun bench(cap, 5);
        bench.start();
        QTRY_COMPARE(cap->requests.size(), 1);
        bench.runner->cancel();
        cap->release();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::cancelled);
        QCOMPARE(cap->held(), Money());
    }

    void theCapHoldsWhateverHappensToCalls_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 10; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }

    void theCapHoldsWhateverHappensToCalls()
    {
        QFETCH(const int, seed);
        const auto cap = std::make_shared<MemoryCap>();
        cap->cap = usd(300 + 37 * seed);
        SharedRun bench(cap, 60);
        bench.plan.concurrency = seed;
        bench.script->partialText = u"xxxxxxxx"_s;
        Money charged;
        bench.script->answer = [&charged, seed](const auto &, int call) -> Result<provider::Completion> {
            charged += usd(10 + call % 6); // whatever is heard of it
            if ((call * 7 + seed) % 5 == 0)
                return std::unexpected(callError(ErrorKind::reset));
            provider::Completion made = completion(u"ok"_s);
            made.usage = tokens::Usage{.input = 10, .output = call % 6};
            if ((call * 3 + seed) % 7 == 0)
                made.usage.reset();
            return made;
        };
        bench.start();
        QVERIFY(bench.finish());
        QVERIFY(cap->highest <= *cap->cap);
        QVERIFY2(charged <= cap->spent, qPrintable(u"charged %1, counted %2"_s.arg(charged.toDecimal(), cap->spent.toDecimal())));
        QCOMPARE(cap->held(), Money());
    }
};

QTEST_GUILESS_MAIN(TestRunBudget)
#include "tst_runbudget.moc"
