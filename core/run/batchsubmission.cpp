// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/batchsubmission.h"

#include "core/base/awaitfuture.h"
#include "core/run/batchfollowing.h"
#include "core/run/batchpacking.h"
#include "core/run/grading.h"

#include <QScopeGuard>

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTries = 4;

// The provider has said, or nobody was reached who could have made a job.
bool isRefusal(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::connect:
    case ErrorKind::rateLimit:
    case ErrorKind::auth:
    case ErrorKind::quota:
    case ErrorKind::badRequest:
    case ErrorKind::contextTooLong:
    case ErrorKind::contentFilter:
    case ErrorKind::invalidInput:
    case ErrorKind::notFound:
    case ErrorKind::secretMissing:
        return true;
    default:
        return false;
    }
}

void skip(const std::shared_ptr<RunShared> &shared, const std::deque<int> &cells, ErrorKind kind, const QString &reason)
{
    for (const int cell : cells)
        shared->tasks.add(skipCell(shared, cell, kind, reason));
}

void skipBeyondBudget(const std::shared_ptr<RunShared> &shared, const QList<PackedRequest> &beyond)
{
    if (beyond.isEmpty())
        return;
    shared->cappedBy = shared->budget.whyNoRoom(beyond.first().cell, beyond.first().reservation);
    std::deque<int> cells;
    for (const PackedRequest &request : beyond)
        cells.push_back(request.cell);
    skip(shared, cells, ErrorKind::budget, shared->cappedBy);
}

// Money of a shared cap comes when its record has answered. What it refuses is left to a resume: it may be this very batch that holds the rest.
QCoro::Task<qsizetype> reserve(std::shared_ptr<BatchRun> run, const QList<PackedRequest> &requests)
{
    RunBudget &budget = run->shared->budget;
    qsizetype fits = reserveWhatFits(budget, requests);
    while (fits < requests.size() && run->mayHandOver() && budget.waitsForSharedCap(requests.at(fits).cell, requests.at(fits).reservation)) {
        run->handingOver = budget.whyWaits();
        co_await BatchRun::rest(run, RunBudget::kLookAgain);
        run->handingOver.clear();
        fits += reserveWhatFits(budget, requests, fits);
    }
    // An answer can have come while it was asked for: that there is no shared cap after all, too.
    co_return fits + reserveWhatFits(budget, requests, fits);
}

void giveBack(RunShared &shared, const QList<PackedRequest> &requests)
{
    for (const PackedRequest &request : requests)
        shared.budget.giveBack(request.cell, request.reservation);
}

BatchRecord recordOf(const RunShared &shared, int model, const QString &tag, const QList<PackedRequest> &requests)
{
    BatchRecord batch;
    batch.model = model;
    batch.tag = tag;
    batch.requests = static_cast<int>(requests.size());
    batch.submittedAt = shared.clock.utcNow();
    for (const PackedRequest &packed : requests) {
        Attempt attempt;
        attempt.cell = packed.cell;
        attempt.number = shared.attemptsBefore[static_cast<std::size_t>(packed.cell)] + 1;
        attempt.startedAt = batch.submittedAt;
        attempt.reserved = packed.reservation;
        batch.open.append(attempt);
    }
    return batch;
}

void noteStarted(BatchRun &run, const BatchRecord &batch)
{
    run.watch(batch);
    for (const Attempt &attempt : batch.open) {
        run.shared->attemptsBefore[static_cast<std::size_t>(attempt.cell)] = attempt.number;
        ++run.arrivals[attempt.cell];
        run.shared->live.attemptStarted(attempt.cell, attempt.startedAt, attempt.reserved);
    }
}

// A refusal that may pass is offered again, since no job was made of it.
QCoro::Task<Result<provider::BatchJob>> submitted(std::shared_ptr<BatchRun> run, BatchRecord batch, QList<provider::BatchRequest> requests)
{
    const std::shared_ptr<provider::BatchApi> api = run->laneOf(batch).api;
    Milliseconds wait = run->shared->options.batches.firstLook;
    for (int tries = 1;; ++tries) {
        run->handingOver = u"hands over a "_s + run->nameOf(batch);
        auto job = co_await api->submit(requests, batch.tag, run->shared->tasks.stopToken());
        run->handingOver.clear();
        if (job)
            co_return *std::move(job);
        const Error error = job.error();
        const bool mayPass = error.kind == ErrorKind::rateLimit || error.kind == ErrorKind::connect;
        if (!mayPass || tries == kTries || !run->mayHandOver())
            co_return std::unexpected(error);
        run->handingOver = u"%1 was not taken, and is offered again: %2"_s.arg(run->nameOf(batch), error.message);
        co_await BatchRun::restFor(run, std::max(wait, error.retryAfter.value_or(Milliseconds(0))));
        run->handingOver.clear();
        wait = std::min(wait * 2, run->shared->options.batches.longestLook);
    }
}

QCoro::Task<void> handOverOne(std::shared_ptr<BatchRun> run, BatchRecord batch, QList<provider::BatchRequest> requests)
{
    const std::shared_ptr<RunShared> shared = run->shared;
    const auto made = co_await AwaitFuture(run->journal.batchMade(shared->plan.id, batch));
    if (!made) {
        for (const Attempt &attempt : std::as_const(batch.open)) {
            shared->budget.giveBack(attempt.cell, attempt.reserved);
            shared->live.reopened(attempt.cell);
        }
        shared->stopAsking(made.error());
        co_return;
    }
    batch.id = *made;
    noteStarted(*run, batch);
    const auto job = co_await submitted(run, batch, std::move(requests));
    if (job) {
        batch.jobId = job->id;
        batch.state = BatchState::working;
        run->knownJobs.insert(job->id);
        // Before anything else: from here on the batch is found without a search. Should the disk refuse it, the tag is still on record.
        if (const auto kept = co_await AwaitFuture(run->journal.batchChanged(batch)); !kept) {
            shared->stopAsking(kept.error());
            co_return;
        }
        shared->tell(u"batch"_s, u"%1 was handed over as %2; it stays there when the program is closed"_s.arg(run->nameOf(batch), batch.jobId));
    } else if (isRefusal(job.error().kind)) {
        run->laneOf(batch).stoppedBy = job.error();
        co_await BatchRun::closeUnanswered(run, batch, job.error());
        co_return;
    } else if (run->goesOn()) {
        shared->tell(u"batch"_s, u"%1: whether it arrived is not known, its job is looked for (%2)"_s.arg(run->nameOf(batch), job.error().message));
    }
    shared->tasks.add(followBatch(run, std::move(batch), shared->options.batches.firstLook));
}

} // namespace

QCoro::Task<void> handOver(std::shared_ptr<BatchRun> run, int model, std::deque<int> cells)
{
    const std::shared_ptr<RunShared> shared = run->shared;
    BatchLane &lane = run->lanes[static_cast<std::size_t>(model)];
    // What is not handed over is of no use here: others may have it.
    const auto finally = qScopeGuard([&shared] { shared->budget.rest(); });
    while (!cells.empty()) {
        co_await BatchRun::rest(run, Milliseconds(0));
        if (!run->mayHandOver())
            co_return;
        if (lane.stoppedBy) {
            skip(shared, cells, lane.stoppedBy->kind, u"not asked: "_s + lane.stoppedBy->describe());
            co_return;
        }
        const QString tag = newBatchTag(shared->plan.id);
        Pack pack = nextPack(*shared, *lane.api, cells, keyPrefix(tag));
        for (const CellEnd &end : std::as_const(pack.unfit))
            shared->tasks.add(endCell(shared, end));
        const qsizetype fits = co_await reserve(run, pack.requests);
        if (!run->mayHandOver()) {
            giveBack(*shared, pack.requests.first(fits));
            co_return;
        }
        skipBeyondBudget(shared, pack.requests.sliced(fits));
        pack.requests.resize(fits);
        if (pack.requests.isEmpty())
            continue;
        BatchRecord batch = recordOf(*shared, model, tag, pack.requests);
        QList<provider::BatchRequest> requests;
        requests.reserve(fits);
        for (PackedRequest &packed : pack.requests)
            requests.append(std::move(packed.request));
        co_await handOverOne(run, std::move(batch), std::move(requests));
    }
}

} // namespace assay::run
