// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/jobthread.h"
#include "core/store/runrepository.h"
#include "core/store/storejournal.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

using namespace Qt::StringLiterals;
using namespace assay;

namespace {

class FixedClock final : public Clock {
public:
    [[nodiscard]] UtcTime utcNow() const override { return test::sampleTime(77); }
    [[nodiscard]] SteadyTime steadyNow() const override { return {}; }
};

/// Keeps jobs until the test says when.
class HeldQueue final : public store::JobQueue {
public:
    void post(store::Job job) override { jobs.push_back(std::move(job)); }
    std::vector<store::Job> jobs;
};

} // namespace

class TestStoreJournal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eventsAreOnRecordWhenTheirFutureFinishes()
    {
        test::TemporaryStore file;
        const auto plan = test::storeSamplePlan(file.database()).and_then([&](const run::RunPlan &sample) { return store::RunRepository(file.database()).create(sample); });
        VERIFY_OK(plan);
        const FixedClock clock;
        {
            auto writer = store::JobThread::startWriter(file.path());
            VERIFY_OK(writer);
            store::StoreJournal journal(**writer, clock);
            QList<QFuture<Result<void>>> futures{
                journal.attemptStarted(plan->id, test::sentAttempt(0)),
                journal.attemptFailed(plan->id, test::failedAttempt(0)),
                journal.attemptStarted(plan->id, test::sentAttempt(0, 2)),
                journal.attemptAnswered(plan->id, test::answeredAttempt(0, 2), test::sampleResponse(0, 2)),
                journal.cellEnded(plan->id, test::sampleEnd(0, run::Outcome::passed)),
                journal.runStateChanged(plan->id, run::RunState::cancelled, u"by hand"_s),
            };
            for (QFuture<Result<void>> &future : futures) {
                future.waitForFinished();
                VERIFY_OK(future.result());
            }
            const auto detail = store::RunRepository(file.database()).cell(plan->id, 0);
            VERIFY_OK(detail);
            QCOMPARE(detail->result.outcome, std::optional(run::Outcome::passed));
            QCOMPARE(detail->attempts.size(), 2);
            QCOMPARE(detail->grades.size(), 2);
        }
        const auto summary = store::RunRepository(file.database()).summary(plan->id);
        VERIFY_OK(summary);
        QCOMPARE(summary->done, 1);
        QCOMPARE(summary->state, run::RunState::cancelled);
        QCOMPARE(summary->reason, u"by hand"_s);
        QCOMPARE(summary->endedAt, std::optional(test::sampleTime(77)));
    }

    void aRefusedRecordIsAnErrorInItsFutureAlone()
    {
        test::TemporaryStore file;
        const auto plan = test::storeSamplePlan(file.database()).and_then([&](const run::RunPlan &sample) { return store::RunRepository(file.database()).create(sample); });
        VERIFY_OK(plan);
        const FixedClock clock;
        auto writer = store::JobThread::startWriter(file.path());
        VERIFY_OK(writer);
        store::StoreJournal journal(**writer, clock);
        auto first = journal.attemptStarted(plan->id, test::sentAttempt(3));
        auto twice = journal.attemptStarted(plan->id, test::sentAttempt(3));
        auto other = journal.attemptStarted(plan->id, test::sentAttempt(4));
        VERIFY_OK(first.result());
        VERIFY_FAILS(twice.result(), "conflict");
        QCOMPARE(twice.result().error().contextValue(u"cell"), u"3"_s);
        VERIFY_OK(other.result());
    }

    void theFutureWaitsForTheCommit()
    {
        HeldQueue queue;
        const FixedClock clock;
        store::StoreJournal journal(queue, clock);
        auto future = journal.cellEnded({1}, test::sampleEnd(0, run::Outcome::passed));
        QCOMPARE(queue.jobs.size(), size_t(1));
        QVERIFY(!future.isFinished());
        queue.jobs.front().settle(Error{.kind = ErrorKind::diskFull, .message = u"full"_s, .hint = {}, .context = {}, .retryAfter = {}});
        QVERIFY(future.isFinished());
        VERIFY_FAILS(future.result(), "disk-full");
    }
};

QTEST_GUILESS_MAIN(TestStoreJournal)
#include "tst_storejournal.moc"
