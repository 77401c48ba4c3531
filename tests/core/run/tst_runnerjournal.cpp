// SPDX-License-Identifier: GPL-3.0-or-later
// What is on record when a run is killed, when the disk is full, and when all is done.
#include "core/run/draw.h"
#include "tests/support/journalrecord.h"
#include "tests/support/runbench.h"

#include <QSet>

using namespace assay;
using namespace assay::run;
using namespace assay::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Some calls break in mid-stream, some are refused for a while, some for good; the rest answers.
std::function<Result<provider::Completion>(const provider::ChatRequest &, int)> troubledAnswers(qint64 seed)
{
    return [seed](const provider::ChatRequest &request, int call) -> Result<provider::Completion> {
        if (request.messages.first().text.contains(u"item 3"_s))
            return std::unexpected(callError(ErrorKind::badRequest));
        switch (drawBelow(seed, static_cast<quint64>(call), 5)) {
        case 0:
            return std::unexpected(callError(ErrorKind::reset));
        case 1:
            return std::unexpected(callError(ErrorKind::rateLimit, 1ms));
        default:
            return completion(u"ok"_s);
        }
    };
}

QList<ColumnTotals> sorted(QList<ColumnTotals> columns)
{
    for (ColumnTotals &column : columns) {
        std::ranges::sort(column.totals.latencyMs);
        std::ranges::sort(column.totals.timeToFirstTokenMs);
    }
    return columns;
}

} // namespace

class TestRunnerJournal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void afterAKillAtAnyMomentNothingIsLostOrAskedTwice()
    {
        RunBench whole(smallPlan(6, 2));
        whole.plan.concurrency = 3;
        whole.script->answer = troubledAnswers(1);
        whole.start();
        QVERIFY(whole.finish());
        for (qsizetype kept = 0; kept <= whole.journal.entries.size(); ++kept) {
            const JournalRecord before(whole.plan, whole.journal.entries.first(kept));
            RunBench again(whole.plan);
            again.journal.entries = whole.journal.entries.first(kept);
            again.script->answer = troubledAnswers(2 + kept);
            again.start(before.progress(), before.spent());
            QVERIFY(again.finish());
            QCOMPARE(again.end->state, RunState::finished);
            const JournalRecord after(again.plan, again.journal.entries);
            QCOMPARE(after.startedTwice, 0);
            QCOMPARE(after.cells.size(), 12U);
            for (const auto &[cell, result] : after.cells)
                QVERIFY(result.outcome.has_value());
            for (const auto &[cell, response] : before.responses)
                QCOMPARE(after.cells.at(cell).attempts, before.cells.at(cell).attempts);
            QCOMPARE(sorted(again.end->columns), sorted(columnTotals(again.plan, after.results())));
        }
    }

    void whatWasShownIsWhatIsStored_data()
    {
        QTest::addColumn<bool>("hasBudget");
        QTest::newRow("all cells done") << false;
        QTest::newRow("a cap in the middle") << true;
    }

    void whatWasShownIsWhatIsStored()
    {
        QFETCH(const bool, hasBudget);
        RunBench bench(smallPlan(20, 2));
        if (hasBudget)
            bench.plan.budget = Money::fromMicroUsd(400);
        bench.script->partialText = u"a beginning that was streamed, and charged"_s;
        bench.script->answer = troubledAnswers(5);
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, hasBudget ? RunState::capped : RunState::finished);
        const JournalRecord record(bench.plan, bench.journal.entries);
        QCOMPARE(sorted(bench.end->columns), sorted(columnTotals(bench.plan, record.results())));
        QCOMPARE(sum(bench.end->columns).settled, record.spent());
    }

    void aGivenUpCellKeepsWhatItCost()
    {
        RunBench bench(smallPlan(1));
        bench.script->partialText = u"half an answer"_s;
        bench.script->answer = [](const auto &, int) -> Result<provider::Completion> { return std::unexpected(callError(ErrorKind::reset)); };
        bench.start();
        QVERIFY(bench.finish());
        const Totals totals = sum(bench.end->columns);
        QCOMPARE(totals.errors, 1);
        QCOMPARE(bench.journal.failures.size(), 4);
        QVERIFY(bench.journal.failures.first().cost.value() > Money());
        QCOMPARE(totals.settled, bench.journal.failures.first().cost.value() * 4);
    }

    void aGivenUpCellSaysWhatHappenedAndWhatToDo()
    {
        RunBench bench(smallPlan(1));
        bench.script->answer = [](const auto &, int) -> Result<provider::Completion> { return fail(ErrorKind::serverError, u"It is down"_s, u"Come back later"_s); };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.journal.ends.first().reason, u"It is down (asked 4 times). Come back later"_s);
    }

    void aResumeShowsWhatEarlierSittingsTook()
    {
        RunBench bench(smallPlan(2));
        bench.start({{.cell = 0, .attempts = 3, .outcome = {}, .response = {}, .cost = Money::fromMicroUsd(7), .result = {}}}, Money::fromMicroUsd(7));
        QVERIFY(bench.finish());
        const Totals totals = sum(bench.end->columns);
        QCOMPARE(totals.retries, 3);
        QCOMPARE(totals.settled, Money::fromMicroUsd(7 + 2 * 15));
    }

    void anAnswerOnAFullDiskIsWrittenOnceThereIsRoom()
    {
        RunBench bench(smallPlan(1));
        bench.journal.failsAfter = 2; // the run's start and the attempt
        bench.journal.failsFor = 2;
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::failed);
        QVERIFY(bench.end->reason.contains(u"disk is full"_s));
        QCOMPARE(bench.journal.responses.size(), 1);
        QCOMPARE(bench.count(u"answered 0.1"_s), 3);
    }

    void afterAFailedWriteNothingIsAskedAndWhatIsUnderWayIsKept()
    {
        RunBench bench(smallPlan(12));
        bench.plan.concurrency = 4;
        bench.script->latency = 20ms;
        bench.journal.failsAfter = 5; // the run's start and four attempts
        bench.journal.failsFor = 1;
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::failed);
        QCOMPARE(bench.script->cancelled, 0);
        QCOMPARE(bench.journal.responses.size(), bench.script->requests.size());
        // A place that became free before the disk was found full may have been filled with an attempt on record.
        QVERIFY(bench.script->requests.size() < 12);
        QCOMPARE(bench.journal.attempts.size(), bench.script->requests.size());
    }

    void anAnswerThatCouldNotBeKeptIsTold()
    {
        RunBench bench(smallPlan(1));
        bench.journal.failsAfter = 2;
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::failed);
        QVERIFY(bench.end->reason.contains(u"disk is full"_s));
        QVERIFY2(bench.end->reason.contains(u"1 answer"_s), qPrintable(bench.end->reason));
    }

    void anEndThatCouldNotBeWrittenIsTold()
    {
        RunBench bench(smallPlan(1));
        bench.journal.failsAfter = 4; // all but the run's end
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(sum(bench.end->columns).passed, 1);
        QCOMPARE(bench.end->state, RunState::failed);
        QVERIFY(bench.end->reason.contains(u"disk is full"_s));
    }

    void aRunThatCannotBeginSaysWhyAlsoOnAFullDisk()
    {
        RunBench bench(smallPlan(1));
        bench.factory = [](const PlannedModel &) -> Result<std::unique_ptr<provider::ChatModel>> { return fail(ErrorKind::invalidInput, u"there is no such API"_s, {}); };
        bench.journal.failsAfter = 0;
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::failed);
        QVERIFY2(bench.end->reason.startsWith(u"there is no such API"_s), qPrintable(bench.end->reason));
        QVERIFY(bench.batches.last()->isLast);
    }
};

QTEST_GUILESS_MAIN(TestRunnerJournal)
#include "tst_runnerjournal.moc"
