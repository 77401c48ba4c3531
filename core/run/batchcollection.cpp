// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/batchcollection.h"

#include "core/base/awaitfuture.h"
#include "core/run/batchpacking.h"
#include "core/run/billing.h"
#include "core/run/grading.h"
#include "core/run/requestbuilder.h"
#include "core/run/requesthash.h"

namespace assay::run {

using namespace Qt::StringLiterals;
using provider::BatchAnswer;
using provider::BatchJob;

namespace {

constexpr qsizetype kWritesAtOnce = 256;

struct Refused {
    Attempt attempt;
    Error error;
};

/// What the answers say, told apart before anything is put down.
struct Sorted {
    QList<std::pair<Attempt, BatchAnswer>> answered;
    QList<Refused> refused;  ///< failed, expired or cancelled
    QList<Attempt> missing;  ///< not a word of them
    int foreign = 0;         ///< keys that are not of this batch
    int ours = 0;            ///< keys that are, also of what earlier sittings collected
    int readableAnswers = 0; ///< likewise
};

Sorted sortAnswers(const BatchRecord &batch, const QList<BatchAnswer> &answers)
{
    const QByteArray prefix = keyPrefix(batch.tag);
    QHash<QByteArray, Attempt> open;
    for (const Attempt &attempt : batch.open)
        open.insert(batchKey(prefix, attempt.cell, attempt.number), attempt);
    Sorted sorted;
    for (const BatchAnswer &answer : answers) {
        if (!answer.key.startsWith(prefix)) {
            ++sorted.foreign;
            continue;
        }
        ++sorted.ours;
        sorted.readableAnswers += answer.result.has_value();
        const auto found = open.constFind(answer.key);
        if (found == open.cend()) // the second of two, or collected before
            continue;
        if (answer.result)
            sorted.answered.append({*found, answer});
        else
            sorted.refused.append({*found, answer.result.error()});
        open.erase(found);
    }
    for (const Attempt &attempt : batch.open) {
        if (open.contains(batchKey(prefix, attempt.cell, attempt.number)))
            sorted.missing.append(attempt);
    }
    return sorted;
}

// Never asked again by itself when it failed for a reason of its own.
bool canBeAskedAgain(ErrorKind kind)
{
    return isPassing(kind) ? kind != ErrorKind::malformed && kind != ErrorKind::tooLarge : stopsLane(kind);
}

Result<provider::ChatRequest> requestOf(const RunShared &shared, int cell)
{
    const CellKey key = shared.plan.cellKey(cell);
    return buildRequest(shared.compiled.at(key.version), shared.plan.versions.at(key.version), shared.plan.models.at(key.model), shared.plan.set.items.at(key.item), key.repeat,
        shared.plan.repeats);
}

struct Kept {
    Attempt attempt;
    Response response;
    std::optional<Money> counted; ///< under caps
    QFuture<Result<void>> write;
};

Kept keep(BatchRun &run, const Attempt &open, const BatchAnswer &answer)
{
    const RunShared &shared = *run.shared;
    const CellKey key = shared.plan.cellKey(open.cell);
    const PlannedModel &model = shared.plan.models.at(key.model);
    // It was rendered when it was handed over, and renders the same for ever.
    const provider::ChatRequest request = requestOf(shared, open.cell).value_or(provider::ChatRequest());
    const provider::Exchange exchange{.result = answer.result, .httpStatus = 200, .requestId = answer.requestId, .partialText = {}, .timeToFirstToken = {}, .limits = {}};
    Attempt attempt = open;
    attempt.state = Attempt::State::answered;
    attempt.duration = shared.clock.utcNow() - attempt.startedAt;
    attempt.httpStatus = exchange.httpStatus;
    attempt.requestId = answer.requestId;
    attempt.cost = costOf(request, exchange, model, pricing::Billing::batch);
    Response response{.cell = attempt.cell,
        .attempt = attempt.number,
        .completion = *answer.result,
        .latency = {},
        .timeToFirstToken = {},
        .cost = attempt.cost,
        .requestHash = requestHash(request, model, key.repeat),
        .countedInput = countedInput(request).tokens};
    if (!response.completion.usage)
        response.completion.usage = estimatedUsage(request, response.completion.text);
    for (const QString &warning : run.lanes[static_cast<std::size_t>(key.model)].watch.note(exchange, false))
        run.shared->tell(u"warning"_s, warning);
    return {.attempt = attempt,
        .response = response,
        .counted = countedOf(exchange, attempt.reserved, attempt.cost),
        .write = run.shared->journal.attemptAnswered(shared.plan.id, attempt, response)};
}

// False when the journal failed.
QCoro::Task<bool> takeAnswers(std::shared_ptr<BatchRun> run, QList<std::pair<Attempt, BatchAnswer>> answered)
{
    const std::shared_ptr<RunShared> shared = run->shared;
    for (qsizetype first = 0; first < answered.size(); first += kWritesAtOnce) {
        std::vector<Kept> writes;
        for (const auto &[attempt, answer] : answered.sliced(first, std::min(kWritesAtOnce, answered.size() - first)))
            writes.push_back(keep(*run, attempt, answer));
        for (Kept &kept : writes) {
            if (const auto written = co_await AwaitFuture(kept.write); !written) {
                shared->stopAsking(written.error());
                continue;
            }
            run->settle(kept.attempt, kept.counted, kept.attempt.cost);
            shared->tasks.add(gradeCell(shared, std::move(kept.response)));
        }
        if (shared->fatal)
            co_return false;
    }
    co_return true;
}

QString missingWords(const BatchJob &job)
{
    if (job.state == BatchJob::State::expired)
        return u"the batch expired before this request was answered"_s;
    if (job.state == BatchJob::State::cancelled)
        return u"the batch was cancelled before this request was answered"_s;
    return u"the batch ended without an answer to this request that could be read"_s;
}

// With what they cost: more answers than could be read were billed nevertheless.
QList<Refused> unansweredOf(const BatchRun &run, const BatchRecord &batch, const BatchJob &job, const Sorted &sorted)
{
    const PlannedModel &model = run.modelOf(batch);
    const UtcTime now = run.shared->clock.utcNow();
    QList<Refused> all = sorted.refused;
    const ErrorKind kind = job.state == BatchJob::State::ended ? ErrorKind::reset : ErrorKind::cancelled;
    for (const Attempt &attempt : sorted.missing)
        all.append({attempt, fail(kind, missingWords(job)).error()});
    qsizetype billed = std::clamp<qsizetype>(job.succeeded - sorted.readableAnswers, 0, sorted.missing.size());
    for (qsizetype i = 0; i < all.size(); ++i) {
        auto &[attempt, error] = all[i];
        const bool isMissing = i >= sorted.refused.size();
        attempt.state = Attempt::State::failed;
        attempt.duration = now - attempt.startedAt;
        attempt.errorKind = error.kind;
        attempt.errorMessage = error.message;
        if (!model.price)
            continue;
        attempt.cost = Money();
        if (isMissing && billed-- > 0)
            attempt.cost = attempt.reserved;
        else if (!isMissing && !canBeAskedAgain(error.kind))
            attempt.cost = costOf(requestOf(*run.shared, attempt.cell).value_or(provider::ChatRequest()),
                {.result = std::unexpected(error), .requestId = {}, .partialText = {}, .timeToFirstToken = {}, .limits = {}}, model, pricing::Billing::batch);
    }
    return all;
}

void endUnanswered(BatchRun &run, const QList<Refused> &unanswered)
{
    for (const auto &[attempt, error] : unanswered) {
        const provider::Exchange failed{.result = std::unexpected(error), .requestId = {}, .partialText = {}, .timeToFirstToken = {}, .limits = {}};
        run.settle(attempt, countedOf(failed, attempt.reserved, attempt.cost), attempt.cost);
        if (canBeAskedAgain(error.kind)) {
            ++run.unanswered;
            run.shared->tasks.add(skipCell(run.shared, attempt.cell, error.kind, error.message + u"; a resume asks again"_s));
        } else {
            run.shared->tasks.add(endCell(run.shared, {.cell = attempt.cell, .outcome = Outcome::error, .errorKind = error.kind, .reason = error.message, .grades = {}}));
        }
    }
}

QString summaryOf(const BatchRecord &batch, const Sorted &sorted)
{
    QString words = u"%1 of %2 answered"_s.arg(QString::number(batch.requests - sorted.refused.size() - sorted.missing.size()), QString::number(batch.requests));
    if (!sorted.refused.isEmpty())
        words += u", %1 failed, expired or cancelled"_s.arg(sorted.refused.size());
    if (!sorted.missing.isEmpty())
        words += u", %1 without a word"_s.arg(sorted.missing.size());
    if (sorted.foreign > 0)
        words += u", %1 answers to other requests passed over"_s.arg(sorted.foreign);
    return words;
}

} // namespace

QCoro::Task<Result<void>> collectBatch(std::shared_ptr<BatchRun> run, BatchRecord batch, BatchJob job, bool takesFewer)
{
    const std::shared_ptr<RunShared> shared = run->shared;
    BatchJob asked = job;
    if (takesFewer) // than nothing there cannot be
        asked.total = asked.succeeded = 0;
    const std::shared_ptr<provider::BatchApi> api = run->laneOf(batch).api;
    const auto answers = co_await api->results(asked, shared->tasks.stopToken());
    if (!answers)
        co_return std::unexpected(answers.error());
    const Sorted sorted = sortAnswers(batch, *answers);
    if (sorted.ours == 0 && sorted.foreign > 0) {
        co_await BatchRun::setLost(run, batch, u"the %1 answers of %2 have none of the keys that were sent"_s.arg(QString::number(sorted.foreign), batch.jobId));
        co_return Result<void>();
    }
    if (!co_await takeAnswers(run, sorted.answered))
        co_return Result<void>();
    const QList<Refused> unanswered = unansweredOf(*run, batch, job, sorted);
    batch.state = BatchState::collected;
    batch.reason = summaryOf(batch, sorted);
    QList<Attempt> failed;
    for (const Refused &refused : unanswered)
        failed.append(refused.attempt);
    if (const auto closed = co_await AwaitFuture(run->journal.batchClosed(shared->plan.id, batch, failed)); !closed) {
        shared->stopAsking(closed.error());
        co_return Result<void>();
    }
    run->watched.erase(batch.id.value);
    endUnanswered(*run, unanswered);
    shared->tell(u"batch"_s, u"%1 is collected: %2"_s.arg(run->nameOf(batch), batch.reason));
    co_return Result<void>();
}

} // namespace assay::run
