// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journalrecords.h"
#include "core/store/runrepository.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

using namespace Qt::StringLiterals;
using namespace assay;
using test::answeredAttempt;
using test::failedAttempt;
using test::sampleResponse;
using test::sentAttempt;

namespace {

/// A run of 12 cells: 0 was refused once and answered then, 1 failed, 2 was sent and never ended, 3 came from the cache.
struct StoredLog {
    test::TemporaryStore file;
    run::RunPlan plan;

    StoredLog()
    {
        const auto made = test::storeSamplePlan(file.database()).and_then([&](const run::RunPlan &sample) { return store::RunRepository(file.database()).create(sample); });
        if (!made)
            qFatal("%s", qPrintable(made.error().describe()));
        plan = *made;
        check(fail(0, 1).and_then([&] { return start(0, 2); }).and_then([&] {
            return store::recordAttemptAnswered(database(), plan.id, answeredAttempt(0, 2), sampleResponse(0, 2));
        }));
        check(fail(1, 1));
        check(start(2, 1));
        run::Response cached = sampleResponse(3, 0);
        cached.sourceRun = plan.id.value;
        cached.cost = Money();
        check(store::recordCellCached(database(), plan.id, cached));
    }
    store::Database &database() { return file.database(); }
    store::RunRepository runs() { return store::RunRepository(file.database()); }
    Result<void> start(int cell, int number) { return store::recordAttemptStarted(database(), plan.id, sentAttempt(cell, number)); }
    Result<void> fail(int cell, int number)
    {
        return start(cell, number).and_then([&] { return store::recordAttemptFailed(database(), plan.id, failedAttempt(cell, number)); });
    }
    static void check(const Result<void> &done)
    {
        if (!done)
            qFatal("%s", qPrintable(done.error().describe()));
    }
};

QString printed(const run::AttemptRecord &record)
{
    return u"%1.%2 %3%4"_s.arg(record.attempt.cell)
        .arg(record.attempt.number)
        .arg(record.isCached()                                        ? u"cached"_s
                : record.attempt.state == run::Attempt::State::sent   ? u"sent"_s
                : record.attempt.state == run::Attempt::State::failed ? u"failed"_s
                                                                      : u"answered"_s,
            record.mayHaveBeenBilled ? u", lost"_s : QString());
}

QStringList printed(const Result<QList<run::AttemptRecord>> &records)
{
    if (!records)
        return {records.error().describe()};
    QStringList lines;
    for (const run::AttemptRecord &record : *records)
        lines.append(printed(record));
    return lines;
}

} // namespace

class TestRunLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRequestIsInTheLogAndWhatTheCacheAnswered()
    {
        StoredLog stored;
        QCOMPARE(printed(stored.runs().log(stored.plan.id)), (QStringList{u"3.0 cached"_s, u"0.1 failed"_s, u"0.2 answered"_s, u"1.1 failed"_s, u"2.1 sent, lost"_s}));
    }

    void aRequestWithoutAnEndIsLostUnlessItsRunGoesOn()
    {
        StoredLog stored;
        QVERIFY(printed(stored.runs().log(stored.plan.id, true)).contains(u"2.1 sent"_s));
        // Of an earlier sitting: the run goes on with another attempt.
        VERIFY_OK(stored.start(2, 2));
        QCOMPARE(printed(stored.runs().log(stored.plan, 2, 1, true)), (QStringList{u"2.1 sent, lost"_s, u"2.2 sent"_s}));
    }

    void aRequestInABatchThatWorksIsNotLost()
    {
        StoredLog stored;
        VERIFY_OK(stored.database().execute(u"INSERT INTO batches (id, run_id, model, tag, job_id, state, requests, submitted_ms)"
                                            " VALUES (5, %1, 0, 't', 'batch_77', 'working', 1, 0)"_s.arg(stored.plan.id.value)));
        VERIFY_OK(stored.database().execute(u"UPDATE attempts SET batch_id = 5 WHERE cell = 2"_s));
        const auto waiting = stored.runs().log(stored.plan, 2, 1, false);
        QCOMPARE(printed(waiting), QStringList{u"2.1 sent"_s});
        QCOMPARE(waiting->first().batch, u"batch_77"_s);
        QCOMPARE(stored.runs().requestCounts(stored.plan.id)->lost, 0);
        VERIFY_OK(stored.database().execute(u"UPDATE batches SET state = 'lost'"_s));
        QCOMPARE(printed(stored.runs().log(stored.plan, 2, 1, false)), QStringList{u"2.1 sent, lost"_s});
    }

    void anAnswerIsWithTheAttemptThatItAnswered()
    {
        StoredLog stored;
        const auto records = stored.runs().log(stored.plan, 0, 1, false);
        VERIFY_OK(records);
        QCOMPARE(records->size(), 2);
        const run::AttemptRecord &failed = records->at(0);
        QCOMPARE(failed.attempt, failedAttempt(0, 1));
        QVERIFY(!failed.usage && !failed.finishReason && failed.finish.isEmpty());
        const run::AttemptRecord &answered = records->at(1);
        QCOMPARE(answered.attempt, answeredAttempt(0, 2));
        QCOMPARE(answered.usage, sampleResponse(0).completion.usage);
        QCOMPARE(answered.finish, u"stop"_s);
        QCOMPARE(answered.finishReason, std::optional(provider::FinishReason::completed));
        QCOMPARE(answered.responseModel, u"sim-small-1"_s);
        QCOMPARE(answered.itemKey, stored.plan.set.items.first().key);
        QCOMPARE(answered.version, u"triage@1"_s);
    }

    void anAnswerFromTheCacheCostNothingAndSentNothing()
    {
        StoredLog stored;
        const auto records = stored.runs().log(stored.plan, 3, 1, false);
        VERIFY_OK(records);
        QCOMPARE(records->size(), 1);
        QVERIFY(records->first().isCached());
        QCOMPARE(records->first().attempt.cost, std::optional(Money()));
        QCOMPARE(records->first().usage, sampleResponse(3).completion.usage);
        QCOMPARE(records->first().attempt.startedAt, stored.plan.createdAt);
        QVERIFY(!records->first().mayHaveBeenBilled);
    }

    void partsOfTheLogMakeTheWhole()
    {
        StoredLog stored;
        QStringList parts;
        for (int first = 0; first < stored.plan.cellCount(); first += 2)
            parts += printed(stored.runs().log(stored.plan, first, 2, false));
        QStringList whole = printed(stored.runs().log(stored.plan.id));
        parts.sort();
        whole.sort();
        QCOMPARE(parts, whole);
        QCOMPARE(printed(stored.runs().log(stored.plan, 10, 100, false)), QStringList());
    }

    void oneThatBrokeOffMayHaveBeenBilledAlsoWhileItsRunGoesOn()
    {
        StoredLog stored;
        run::Attempt broken = failedAttempt(4);
        broken.errorKind = ErrorKind::reset;
        broken.cost = Money::fromMicroUsd(3);
        VERIFY_OK(stored.start(4, 1).and_then([&] { return store::recordAttemptFailed(stored.database(), stored.plan.id, broken); }));
        QCOMPARE(printed(stored.runs().log(stored.plan, 4, 1, true)), QStringList{u"4.1 failed, lost"_s});
        QCOMPARE(stored.runs().requestCounts(stored.plan.id, true)->lost, 1);
        QCOMPARE(stored.runs().requestCounts(stored.plan.id, true)->lostAtMost, broken.reserved);
    }

    void requestsAreCounted()
    {
        StoredLog stored;
        QCOMPARE(*stored.runs().requestCounts(stored.plan.id),
            (store::RequestCounts{.requests = 4, .retries = 1, .rateLimited = 2, .failed = 2, .lost = 1, .lostAtMost = sentAttempt(2).reserved}));
        QCOMPARE(stored.runs().requestCounts(stored.plan.id, true)->lost, 0);
        QCOMPARE(*stored.runs().requestCounts({99}), store::RequestCounts());
    }
};

QTEST_GUILESS_MAIN(TestRunLog)
#include "tst_runlog.moc"
