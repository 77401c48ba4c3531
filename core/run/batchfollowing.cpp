// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/batchfollowing.h"

#include "core/base/awaitfuture.h"
#include "core/run/batchcollection.h"
#include "core/run/batchsearch.h"

namespace assay::run {

using namespace Qt::StringLiterals;
using provider::BatchJob;

namespace {

constexpr int kTimesUnknown = 3;     // in a row, until a job counts as gone
constexpr int kShortCollections = 3; // in a row, until fewer answers than were told are taken for all there are
constexpr int kCollections = 6;      // in a row that failed, until the rest is left to a resume

enum class Next { lookAgain, over };

// How the looks at one batch went so far.
struct Looks {
    Milliseconds wait{0};
    int unknown = 0;
    int failedCollections = 0;
    bool hasAskedToCancel = false;
};

QCoro::Task<bool> askedToCancel(std::shared_ptr<BatchRun> run, BatchRecord batch)
{
    const std::shared_ptr<provider::BatchApi> api = run->laneOf(batch).api;
    const auto asked = co_await api->cancel(batch.jobId, run->shared->tasks.stopToken());
    if (!asked && isPassing(asked.error().kind))
        co_return false;
    run->shared->tell(u"batch"_s,
        asked ? u"%1: the provider was asked to cancel it; what it did until then is collected"_s.arg(run->nameOf(batch))
              : u"%1 could not be cancelled: %2"_s.arg(run->nameOf(batch), asked.error().message));
    co_return true;
}

QCoro::Task<Next> notLooked(std::shared_ptr<BatchRun> run, BatchRecord batch, Error error, std::shared_ptr<Looks> looks)
{
    run->watch(batch).trouble = error.message;
    if (isPassing(error.kind))
        co_return Next::lookAgain;
    if (stopsLane(error.kind)) {
        run->laneOf(batch).stoppedBy = error;
        co_return Next::over;
    }
    if (++looks->unknown < kTimesUnknown)
        co_return Next::lookAgain;
    co_await BatchRun::setLost(run, batch, u"the provider does not know %1 any more: %2"_s.arg(batch.jobId, error.message));
    co_return Next::over;
}

QCoro::Task<Next> collectEnded(std::shared_ptr<BatchRun> run, BatchRecord batch, BatchJob job, std::shared_ptr<Looks> looks)
{
    if (job.state == BatchJob::State::failed) {
        const QString why = job.reason.isEmpty() ? u"the provider refused the batch as a whole"_s : u"the provider refused the batch as a whole: "_s + job.reason;
        co_await BatchRun::closeUnanswered(run, batch, fail(ErrorKind::badRequest, why, u"Nothing of it was billed"_s).error());
        co_return Next::over;
    }
    const auto collected = co_await collectBatch(run, batch, job, looks->failedCollections >= kShortCollections);
    if (collected || run->shared->fatal)
        co_return Next::over;
    const Error error = collected.error();
    run->watch(batch).trouble = error.message;
    if (isPassing(error.kind) && ++looks->failedCollections < kCollections)
        co_return Next::lookAgain;
    // Kept as it is: the answers are there, and a resume fetches them.
    run->laneOf(batch).stoppedBy = error;
    co_return Next::over;
}

QCoro::Task<void> restUntilLook(std::shared_ptr<BatchRun> run, BatchRecord batch, Milliseconds wait)
{
    run->watch(batch).nextLook = run->shared->clock.steadyNow() + wait;
    return BatchRun::restFor(run, wait);
}

QCoro::Task<Next> lookOnce(std::shared_ptr<BatchRun> run, BatchRecord batch, std::shared_ptr<Looks> looks)
{
    run->watch(batch).nextLook.reset();
    if (run->isCancelling && !looks->hasAskedToCancel)
        looks->hasAskedToCancel = co_await askedToCancel(run, batch);
    const std::shared_ptr<provider::BatchApi> api = run->laneOf(batch).api;
    const auto job = co_await api->look(batch.jobId, run->shared->tasks.stopToken());
    if (!run->goesOn())
        co_return Next::over;
    WatchedBatch &watched = run->watch(batch);
    watched.lookedAt = run->shared->clock.steadyNow();
    if (!job)
        co_return co_await notLooked(run, batch, job.error(), looks);
    looks->unknown = 0;
    watched.trouble.clear();
    watched.done = job->succeeded + job->failed;
    batch.lookedAt = run->shared->clock.utcNow();
    batch.state = BatchState::working;
    batch.reason = u"%1 of %2 done (%3)"_s.arg(QString::number(watched.done), QString::number(batch.requests), job->rawState);
    if (const auto kept = co_await AwaitFuture(run->journal.batchChanged(batch)); !kept) {
        run->shared->stopAsking(kept.error());
        co_return Next::over;
    }
    if (job->state == BatchJob::State::working)
        co_return Next::lookAgain;
    co_return co_await collectEnded(run, batch, *job, looks);
}

} // namespace

QCoro::Task<void> followBatch(std::shared_ptr<BatchRun> run, BatchRecord batch, Milliseconds firstWait)
{
    const BatchPace &pace = run->shared->options.batches;
    const bool isNew = firstWait > Milliseconds(0);
    if (batch.jobId.isEmpty()) {
        auto found = co_await findJob(run, batch);
        if (!found)
            co_return;
        batch = *std::move(found);
    } else if (isNew) {
        if (run->shared->options.leavesBatches)
            co_return;
        co_await restUntilLook(run, batch, firstWait);
    }
    const auto looks = std::make_shared<Looks>();
    looks->wait = pace.firstLook;
    while (run->goesOn() && !run->laneOf(batch).stoppedBy) {
        const Next next = co_await lookOnce(run, batch, looks);
        if (next == Next::over || run->shared->options.leavesBatches)
            co_return;
        co_await restUntilLook(run, batch, looks->wait);
        looks->wait = std::min(looks->wait * 3 / 2, pace.longestLook);
    }
}

} // namespace assay::run
