// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/batchsearch.h"

#include "core/base/awaitfuture.h"
#include "core/run/batchpacking.h"

#include <algorithm>

namespace assay::run {

using namespace Qt::StringLiterals;
using provider::BatchJob;

namespace {

constexpr auto kClockDifference = std::chrono::hours(1);
constexpr auto kWideDifference = std::chrono::hours(24); // where a look into the results decides
constexpr qsizetype kSurelyListed = 20;                  // shorter lists are whole (batch.h)

struct Sighting {
    std::optional<BatchJob> job;
    bool isOver = false; ///< nothing that is not there now can still turn up by waiting
    QString unclear;     ///< why not even that is certain
};

// Of the jobs whose results were looked into.
struct Searched {
    QSet<QString> others; ///< not ours
    QString unclear;
};

bool isOurs(const QList<provider::BatchAnswer> &answers, const QByteArray &prefix)
{
    return std::ranges::any_of(answers, [&](const provider::BatchAnswer &answer) { return answer.key.startsWith(prefix); });
}

// The one among them whose results have our keys.
QCoro::Task<Result<Sighting>> lookInto(std::shared_ptr<BatchRun> run, BatchRecord batch, QList<BatchJob> jobs, std::shared_ptr<Searched> searched)
{
    const std::shared_ptr<provider::BatchApi> api = run->laneOf(batch).api;
    Sighting sighting{.job = {}, .isOver = true, .unclear = searched->unclear};
    for (const BatchJob &job : std::as_const(jobs)) {
        if (searched->others.contains(job.id))
            continue;
        if (job.state == BatchJob::State::working) {
            sighting.isOver = false;
            continue;
        }
        const auto answers = co_await api->results(job, run->shared->tasks.stopToken());
        if (answers && isOurs(*answers, keyPrefix(batch.tag))) {
            sighting.job = job;
            co_return sighting;
        }
        if (!answers && (isPassing(answers.error().kind) || stopsLane(answers.error().kind)))
            co_return std::unexpected(answers.error());
        if (!answers)
            searched->unclear = u"the results of %1, which may be it, cannot be read: %2"_s.arg(job.id, answers.error().message);
        searched->others.insert(job.id);
        sighting.unclear = searched->unclear;
    }
    co_return sighting;
}

QCoro::Task<Result<Sighting>> search(std::shared_ptr<BatchRun> run, BatchRecord batch, std::shared_ptr<Searched> searched)
{
    const std::shared_ptr<provider::BatchApi> api = run->laneOf(batch).api;
    const auto newest = co_await api->recent(run->shared->tasks.stopToken());
    if (!newest)
        co_return std::unexpected(newest.error());
    Sighting sighting{.job = {}, .isOver = true, .unclear = {}};
    if (api->keepsTag()) {
        const auto found = std::ranges::find(*newest, batch.tag, &BatchJob::tag);
        if (found != newest->end())
            sighting.job = *found;
    } else {
        auto looked = co_await lookInto(run, batch, candidates(*newest, batch, run->knownJobs), searched);
        if (!looked)
            co_return std::unexpected(looked.error());
        sighting = *std::move(looked);
    }
    if (!sighting.job && sighting.unclear.isEmpty() && !reachesBack(*newest, batch.submittedAt))
        sighting.unclear = u"the provider's list of its newest jobs does not reach back to it"_s;
    co_return sighting;
}

QCoro::Task<std::optional<BatchRecord>> take(std::shared_ptr<BatchRun> run, BatchRecord batch, BatchJob job)
{
    batch.jobId = job.id;
    batch.state = BatchState::working;
    batch.reason.clear();
    run->knownJobs.insert(job.id);
    if (const auto kept = co_await AwaitFuture(run->journal.batchChanged(batch)); !kept) {
        run->shared->stopAsking(kept.error());
        co_return std::nullopt;
    }
    run->watch(batch).isFound = true;
    run->shared->tell(u"batch"_s, u"%1 was found again as %2"_s.arg(run->nameOf(batch), batch.jobId));
    co_return batch;
}

} // namespace

bool reachesBack(const QList<BatchJob> &newest, UtcTime moment)
{
    return newest.size() < kSurelyListed || std::ranges::any_of(newest, [&](const BatchJob &job) { return job.createdAt && *job.createdAt < moment - kClockDifference; });
}

QList<BatchJob> candidates(const QList<BatchJob> &newest, const BatchRecord &batch, const QSet<QString> &knownJobs)
{
    QList<BatchJob> jobs;
    for (const BatchJob &job : newest) {
        const bool isTooOld = job.createdAt && *job.createdAt < batch.submittedAt - kWideDifference;
        if (job.total == batch.requests && !knownJobs.contains(job.id) && !isTooOld)
            jobs.append(job);
    }
    return jobs;
}

QCoro::Task<std::optional<BatchRecord>> findJob(std::shared_ptr<BatchRun> run, BatchRecord batch)
{
    const std::shared_ptr<RunShared> shared = run->shared;
    const BatchPace &pace = shared->options.batches;
    const auto searched = std::make_shared<Searched>();
    Milliseconds wait = pace.firstLook;
    while (run->goesOn() && !run->laneOf(batch).stoppedBy) {
        WatchedBatch &watched = run->watch(batch);
        watched.isFound = false;
        watched.nextLook.reset();
        const auto sighting = co_await search(run, batch, searched);
        if (!run->goesOn())
            co_return std::nullopt;
        if (!sighting && !isPassing(sighting.error().kind)) {
            run->laneOf(batch).stoppedBy = sighting.error();
            co_return std::nullopt;
        }
        if (sighting && sighting->job)
            co_return co_await take(run, batch, *sighting->job);
        const bool hasSettled = shared->clock.utcNow() - batch.submittedAt >= pace.settle;
        if (sighting && sighting->isOver && hasSettled) {
            if (sighting->unclear.isEmpty())
                co_await BatchRun::closeUnanswered(run, batch, fail(ErrorKind::notFound, u"it never arrived at the provider"_s).error());
            else
                co_await BatchRun::setLost(run, batch, sighting->unclear);
            co_return std::nullopt;
        }
        if (shared->options.leavesBatches)
            co_return std::nullopt;
        WatchedBatch &resting = run->watch(batch);
        resting.trouble = sighting ? QString() : sighting.error().message;
        resting.lookedAt = shared->clock.steadyNow();
        resting.nextLook = shared->clock.steadyNow() + wait;
        co_await BatchRun::restFor(run, hasSettled ? wait : std::min(wait, pace.settle));
        wait = std::min(wait * 3 / 2, pace.longestLook);
    }
    co_return std::nullopt;
}

} // namespace assay::run
