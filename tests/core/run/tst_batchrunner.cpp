// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/batchbench.h"

using namespace assay;
using namespace assay::run;
using namespace Qt::StringLiterals;
using test::BatchBench;
using test::smallPlan;

namespace {

// What a resume reads of a store that holds the answers so far.
QList<CellProgress> progressOf(const BatchBench &bench)
{
    QList<CellProgress> progress;
    for (int cell = 0; cell < bench.plan.cellCount(); ++cell) {
        CellProgress before{.cell = cell, .attempts = 1, .outcome = {}, .response = {}, .cost = {}, .result = {}};
        const auto answered = std::ranges::find(bench.journal.responses, cell, &Response::cell);
        if (answered != bench.journal.responses.end())
            before.response = *answered;
        progress.append(before);
    }
    return progress;
}

} // namespace

class TestBatchRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachStepIsOnRecordBeforeTheNext()
    {
        BatchBench bench(smallPlan(2));
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(toText(bench.end->state), u"finished"_s);
        QCOMPARE(bench.journal.calls.mid(0, 5), QStringList({u"made 2"_s, u"submit 2"_s, u"changed working"_s, u"look"_s, u"changed working"_s}));
        QStringList rest = bench.journal.calls.sliced(5);
        rest.removeIf([](const QString &call) { return call.startsWith(u"ended"_s); }); // grading goes its own way
        QCOMPARE(rest, QStringList({u"look"_s, u"changed working"_s, u"results"_s, u"answered 0.1"_s, u"answered 1.1"_s, u"closed collected"_s}));
        QCOMPARE(bench.journal.ends.size(), 2);
        QVERIFY(!bench.journal.responses.first().latency);
    }

    void anEndThatCouldNotBeWrittenIsTold()
    {
        BatchBench whole(smallPlan(1));
        whole.start();
        QVERIFY(whole.finish());
        BatchBench bench(smallPlan(1));
        bench.journal.failsAfter = whole.journal.count - 1; // all but the run's end
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.journal.ends.size(), 1);
        QCOMPARE(toText(bench.end->state), u"failed"_s);
        QVERIFY2(bench.end->reason.startsWith(u"the end of the run could not be written"_s), qPrintable(bench.end->reason));
    }

    void cellsAreSplitWithinTheLimits()
    {
        BatchBench bench(smallPlan(5));
        bench.api->most.requests = 2;
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(toText(bench.end->state), u"finished"_s);
        QCOMPARE(bench.api->jobs.size(), 3);
        QSet<QByteArray> keys;
        for (const auto &requests : std::as_const(bench.api->sent)) {
            QVERIFY(requests.size() <= 2);
            for (const provider::BatchRequest &request : requests)
                keys.insert(request.key);
        }
        QCOMPARE(keys.size(), 5);
    }

    void whatWaitsIsTold()
    {
        BatchBench bench(smallPlan(3));
        bench.plan.models.first().provider.name = u"lab"_s;
        bench.api->looksUntilDone = 20;
        bench.start();
        QVERIFY(bench.finish());
        QVERIFY(std::ranges::any_of(bench.shown, [](const auto &batch) { return batch->reason.startsWith(u"batch of 3 at lab: 0 done"_s); }));
        QVERIFY(std::ranges::any_of(bench.shown, [](const auto &batch) { return batch->all.inFlight == 3 && batch->all.reserved > Money(); }));
        QCOMPARE(bench.shown.last()->all.inFlight, 0);
        QCOMPARE(bench.shown.last()->all.reserved, Money());
        QCOMPARE(bench.shown.last()->all.passed, 3);
    }

    void aStopAsksTheProviderToCancelAndCollects()
    {
        BatchBench bench(smallPlan(4));
        bench.api->looksUntilDone = 1'000'000;
        bench.start();
        QTRY_VERIFY(bench.api->looks > 1);
        bench.runner->cancel();
        QVERIFY(bench.finish());
        QCOMPARE(toText(bench.end->state), u"cancelled"_s);
        QCOMPARE(bench.journal.calls.count(u"cancel"_s), 1);
        QCOMPARE(bench.journal.responses.size(), 2);
        QCOMPARE(bench.journal.batchJournal.failed.size(), 2);
        QCOMPARE(toText(*bench.journal.batchJournal.failed.first().errorKind), u"cancelled"_s);
    }

    void whatIsLeftWaitsAndIsCollectedByTheNextSitting_data()
    {
        QTest::addColumn<bool>("stopsTwice");
        QTest::newRow("left") << false;
        QTest::newRow("stopped twice") << true;
    }

    void whatIsLeftWaitsAndIsCollectedByTheNextSitting()
    {
        QFETCH(const bool, stopsTwice);
        BatchBench bench(smallPlan(4));
        bench.plan.budget = Money::fromMicroUsd(1'000);
        bench.api->looksUntilDone = 1'000'000;
        bench.start();
        QTRY_VERIFY(bench.api->looks > 1);
        bench.api->looksUntilDone = 2'000'000; // a provider that takes its time to cancel
        if (stopsTwice) {
            bench.runner->cancel();
            bench.runner->cancel();
        } else {
            bench.runner->leave();
        }
        QVERIFY(bench.finish());
        QCOMPARE(toText(bench.end->state), u"paused"_s);
        QVERIFY2(bench.end->reason.startsWith(u"waits for its batches: 1 batch with 4 requests"_s), qPrintable(bench.end->reason));
        QVERIFY(bench.journal.responses.isEmpty());

        bench.api->looksUntilDone = 0;
        Money reserved;
        for (const Attempt &attempt : bench.journal.batchJournal.batches.first().open)
            reserved += attempt.reserved;
        bench.start(progressOf(bench), reserved);
        QVERIFY(bench.finish());
        QCOMPARE(toText(bench.end->state), u"finished"_s);
        QCOMPARE(bench.api->jobs.size(), 1);
        QCOMPARE(bench.journal.responses.size(), 4);
        QCOMPARE(bench.shown.last()->all.reserved, Money());
        QCOMPARE(bench.shown.last()->all.passed, 4);
        QCOMPARE(bench.shown.last()->all.retries, 0);
    }

    void aFullDiskWhileCollectingLosesNothing()
    {
        BatchBench bench(smallPlan(6));
        bench.api->beforeResults = [&] { bench.journal.failsAfter = 2; };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(toText(bench.end->state), u"failed"_s);
        const auto kept = bench.journal.responses.size();
        QVERIFY(kept < 6);
        QCOMPARE(toText(bench.journal.batchJournal.batches.first().state), u"working"_s);

        bench.api->beforeResults = {};
        bench.journal.failsAfter = -1;
        bench.journal.batchJournal.forget(bench.journal.responses);
        bench.start(progressOf(bench));
        QVERIFY(bench.finish());
        QCOMPARE(toText(bench.end->state), u"finished"_s);
        QCOMPARE(bench.journal.responses.size(), 6);
        QCOMPARE(bench.api->jobs.size(), 1);
    }

    void aPauseHandsNothingOver()
    {
        BatchBench bench(smallPlan(4));
        bench.api->most.requests = 1;
        bench.start();
        bench.runner->pause();
        QTRY_VERIFY(!bench.shown.isEmpty() && bench.shown.last()->state == RunState::paused);
        const auto jobs = bench.api->jobs.size();
        QVERIFY(jobs < 4);
        bench.runner->resume();
        QVERIFY(bench.finish());
        QCOMPARE(bench.api->jobs.size(), 4);
        QCOMPARE(toText(bench.end->state), u"finished"_s);
    }

    void onlyAStopMakesItLookBeforeItsTime()
    {
        BatchBench bench(smallPlan(2));
        bench.options.batches.firstLook = std::chrono::hours(1);
        bench.start();
        QTRY_VERIFY(bench.journal.calls.contains(u"changed working"_s));
        for (int i = 0; i < 20; ++i) {
            bench.runner->pause();
            bench.runner->resume();
            QCoreApplication::processEvents();
        }
        QCOMPARE(bench.api->looks, 0);
        bench.runner->cancel();
        QVERIFY(bench.finish());
        QCOMPARE(bench.journal.calls.count(u"cancel"_s), 1);
        QCOMPARE(toText(bench.end->state), u"cancelled"_s);
    }

    void anApiWithoutBatchesIsSaidBeforeAnythingIsAsked()
    {
        BatchBench bench(smallPlan(1));
        bench.api.reset();
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(toText(bench.end->state), u"failed"_s);
        QVERIFY2(bench.end->reason.contains(u"m1 takes no batches"_s), qPrintable(bench.end->reason));
        QVERIFY(bench.journal.batchJournal.batches.isEmpty());
    }

    void theRunnerMayGoAwayAtAnyMoment()
    {
        BatchBench bench(smallPlan(3));
        bench.api->looksUntilDone = 1'000'000;
        bench.start();
        QTRY_VERIFY(bench.api->looks > 0);
        bench.runner.reset();
        QVERIFY(bench.finish());
        QVERIFY2(bench.end->state == RunState::paused, qPrintable(bench.end->reason + bench.journal.calls.join(u", "_s)));
    }
};

QTEST_GUILESS_MAIN(TestBatchRunner)
#include "tst_batchrunner.moc"
