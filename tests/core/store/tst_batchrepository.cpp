// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/batchrepository.h"
#include "core/store/journalrecords.h"
#include "core/store/runrepository.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

using namespace Qt::StringLiterals;
using namespace assay;
using run::BatchState;

namespace {

run::BatchRecord sampleBatch(const QList<int> &cells, const QString &tag = u"tag-1"_s)
{
    run::BatchRecord batch;
    batch.tag = tag;
    batch.requests = static_cast<int>(cells.size());
    batch.submittedAt = test::sampleTime(5);
    for (const int cell : cells) {
        run::Attempt attempt;
        attempt.cell = cell;
        attempt.startedAt = batch.submittedAt;
        attempt.reserved = Money::fromMicroUsd(7);
        batch.open.append(attempt);
    }
    return batch;
}

} // namespace

class TestBatchRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_file = std::make_unique<test::TemporaryStore>();
        const auto plan = test::storeSamplePlan(m_file->database()).and_then([&](const run::RunPlan &sample) { return store::RunRepository(m_file->database()).create(sample); });
        VERIFY_OK(plan);
        m_run = plan->id;
    }

    void aBatchIsReadBackAsItWasMade()
    {
        store::BatchRepository batches(m_file->database());
        run::BatchRecord batch = sampleBatch({0, 2});
        const auto id = batches.create(m_run, batch);
        VERIFY_OK(id);
        batch.id = *id;
        const auto open = batches.open(m_run);
        VERIFY_OK(open);
        QCOMPARE(open->batches.size(), 1);
        QVERIFY(open->batches.first() == batch);
        QVERIFY(open->knownJobs.isEmpty());
        QCOMPARE(store::RunRepository(m_file->database()).spent(m_run)->picoUsd(), Money::fromMicroUsd(14).picoUsd());

        batch.jobId = u"job"_s;
        batch.state = BatchState::working;
        batch.lookedAt = test::sampleTime(6);
        batch.reason = u"1 of 2 done"_s;
        VERIFY_OK(batches.update(batch));
        QVERIFY(batches.open(m_run)->batches.first() == batch);
        QVERIFY(batches.open(m_run)->knownJobs.contains(u"job"_s));
    }

    void aTagStandsForOneBatchAlone()
    {
        store::BatchRepository batches(m_file->database());
        VERIFY_OK(batches.create(m_run, sampleBatch({0})));
        QVERIFY(!batches.create(m_run, sampleBatch({1})));
    }

    void closingEndsWhatWasNotAnswered()
    {
        store::BatchRepository batches(m_file->database());
        run::BatchRecord batch = sampleBatch({0, 1, 2});
        batch.id = *batches.create(m_run, batch);
        run::Attempt answered = batch.open.takeFirst();
        answered.state = run::Attempt::State::answered;
        answered.cost = Money::fromMicroUsd(2);
        VERIFY_OK(store::recordAttemptAnswered(m_file->database(), m_run, answered, test::sampleResponse(0)));
        QCOMPARE(batches.open(m_run)->batches.first().open.size(), 2);
        for (run::Attempt &attempt : batch.open) {
            attempt.state = run::Attempt::State::failed;
            attempt.errorKind = ErrorKind::cancelled;
            attempt.cost = Money();
        }
        batch.state = BatchState::collected;
        VERIFY_OK(batches.close(m_run, batch, batch.open));
        QVERIFY(batches.open(m_run)->batches.isEmpty());
        QVERIFY(batches.waitingRuns()->isEmpty());
        const auto summary = batches.summary(batch.id);
        VERIFY_OK(summary);
        QCOMPARE(summary->answered, 1);
        QCOMPARE(summary->failed, 2);
        QCOMPARE(summary->open, 0);
        QCOMPARE(store::RunRepository(m_file->database()).spent(m_run)->picoUsd(), Money::fromMicroUsd(2).picoUsd());
        // What is on record is not ended twice.
        QVERIFY(!batches.close(m_run, batch, batch.open));
    }

    void waitingRunsAreCounted()
    {
        store::BatchRepository batches(m_file->database());
        VERIFY_OK(batches.create(m_run, sampleBatch({0, 1})));
        run::BatchRecord lost = sampleBatch({2}, u"tag-2"_s);
        lost.id = *batches.create(m_run, lost);
        lost.state = BatchState::lost;
        VERIFY_OK(batches.update(lost));
        const auto waiting = batches.waitingRuns();
        VERIFY_OK(waiting);
        QCOMPARE(waiting->size(), 1);
        QVERIFY(waiting->first() == (store::WaitingRun{.run = m_run, .batches = 2, .requests = 3, .lost = 1}));
        QCOMPARE(batches.list()->first().batch.id.value, lost.id.value);
        QVERIFY(!batches.list()->first().model.isEmpty());
    }

    void onlyALostBatchIsGivenUp()
    {
        store::BatchRepository batches(m_file->database());
        run::BatchRecord batch = sampleBatch({0});
        batch.id = *batches.create(m_run, batch);
        QCOMPARE(batches.giveUp(batch.id).error().kind, ErrorKind::conflict);
        QCOMPARE(batches.giveUp({99}).error().kind, ErrorKind::notFound);
        batch.state = BatchState::lost;
        VERIFY_OK(batches.update(batch));
        VERIFY_OK(batches.giveUp(batch.id));
        QVERIFY(batches.open(m_run)->batches.isEmpty());
        // It may have been billed: its reservation stays counted.
        QCOMPARE(store::RunRepository(m_file->database()).spent(m_run)->picoUsd(), Money::fromMicroUsd(7).picoUsd());
    }

    void whatIsWithAProviderIsNotCalledPerhapsBilled()
    {
        store::BatchRepository batches(m_file->database());
        run::BatchRecord batch = sampleBatch({0});
        batch.id = *batches.create(m_run, batch);
        VERIFY_OK(store::recordRunState(m_file->database(), m_run, run::RunState::paused, {}, test::sampleTime(9)));
        store::RunRepository runs(m_file->database());
        QVERIFY(!runs.log(m_run)->first().mayHaveBeenBilled);
        batch.state = BatchState::lost;
        VERIFY_OK(batches.update(batch));
        QVERIFY(runs.log(m_run)->first().mayHaveBeenBilled);
    }

private:
    std::unique_ptr<test::TemporaryStore> m_file;
    run::RunId m_run;
};

QTEST_GUILESS_MAIN(TestBatchRepository)
#include "tst_batchrepository.moc"
