// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/batchrepository.h"

#include "core/store/journalrecords.h"
#include "core/store/statement.h"

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

// The columns that recordFrom() reads.
const QString kColumns = u"b.id, b.model, b.tag, b.job_id, b.state, b.reason, b.requests, b.submitted_ms, b.looked_ms"_s;
constexpr int kColumnCount = 9;
const QString kSelectSummary = u"SELECT "_s + kColumns
    + u", b.run_id, m.name, coalesce(m.configuration ->> '$.provider.name', ''),"
      " (SELECT count(*) FROM attempts a WHERE a.batch_id = b.id AND a.state = 'answered'),"
      " (SELECT count(*) FROM attempts a WHERE a.batch_id = b.id AND a.state = 'failed'),"
      " (SELECT count(*) FROM attempts a WHERE a.batch_id = b.id AND a.state = 'sent')"
      " FROM batches b JOIN run_models m ON m.run_id = b.run_id AND m.position = b.model "_s;

std::unexpected<Error> noBatch(run::BatchId batch)
{
    return fail(ErrorKind::notFound, u"The workspace has no batch %1."_s.arg(batch.value), u"List the batches to see their numbers."_s);
}

Result<run::BatchRecord> recordFrom(const Row &row)
{
    const auto state = known(run::batchStateFromText(row.text(4)), u"the state of a batch"_s, row.text(4));
    if (!state)
        return std::unexpected(state.error());
    return run::BatchRecord{.id = {row.integer(0)},
        .model = row.number(1),
        .tag = row.text(2),
        .jobId = row.text(3),
        .state = *state,
        .reason = row.text(5),
        .requests = row.number(6),
        .submittedAt = row.time(7),
        .lookedAt = row.optionalTime(8),
        .open = {}};
}

Result<BatchSummary> summaryFrom(const Row &row)
{
    auto record = recordFrom(row);
    if (!record)
        return std::unexpected(record.error());
    return BatchSummary{.batch = *std::move(record),
        .run = {row.integer(kColumnCount)},
        .model = row.text(kColumnCount + 1),
        .provider = row.text(kColumnCount + 2),
        .answered = row.number(kColumnCount + 3),
        .failed = row.number(kColumnCount + 4),
        .open = row.number(kColumnCount + 5)};
}

Result<QList<run::Attempt>> openAttempts(Database &database, run::BatchId batch)
{
    return selectAll(database, u"SELECT cell, number, started_ms, reserved_pico FROM attempts WHERE batch_id = :batch AND state = 'sent' ORDER BY cell, number"_s,
        {{u":batch"_s, batch.value}}, [](const Row &row) {
            return run::Attempt{.cell = row.number(0),
                .number = row.number(1),
                .startedAt = row.time(2),
                .timeToFirstToken = {},
                .errorKind = {},
                .errorMessage = {},
                .retryAfter = {},
                .requestId = {},
                .reserved = Money::fromPicoUsd(row.integer(3)),
                .cost = {}};
        });
}

} // namespace

Result<run::BatchId> BatchRepository::create(run::RunId run, const run::BatchRecord &batch)
{
    const auto made = write(m_database,
        u"INSERT INTO batches (run_id, model, tag, job_id, state, reason, requests, submitted_ms)"
        " VALUES (:run, :model, :tag, :job, :state, :reason, :requests, :submitted)"_s,
        {{u":run"_s, run.value}, {u":model"_s, batch.model}, {u":tag"_s, batch.tag}, {u":job"_s, batch.jobId}, {u":state"_s, run::toText(batch.state)},
            {u":reason"_s, batch.reason}, {u":requests"_s, batch.requests}, {u":submitted"_s, batch.submittedAt}})
                          .transform(idOf);
    if (!made)
        return std::unexpected(made.error());
    for (const run::Attempt &attempt : batch.open) {
        const auto started = recordAttemptStarted(m_database, run, attempt).and_then([&] {
            return write(m_database, u"UPDATE attempts SET batch_id = :batch WHERE run_id = :run AND cell = :cell AND number = :number"_s,
                {{u":batch"_s, *made}, {u":run"_s, run.value}, {u":cell"_s, attempt.cell}, {u":number"_s, attempt.number}});
        });
        if (!started)
            return std::unexpected(started.error());
    }
    return run::BatchId{*made};
}

Result<void> BatchRepository::update(const run::BatchRecord &batch)
{
    const auto changed = write(m_database, u"UPDATE batches SET state = :state, job_id = :job, reason = :reason, looked_ms = :looked WHERE id = :id"_s,
        {{u":state"_s, run::toText(batch.state)}, {u":job"_s, batch.jobId}, {u":reason"_s, batch.reason}, {u":looked"_s, batch.lookedAt}, {u":id"_s, batch.id.value}});
    if (!changed)
        return std::unexpected(changed.error());
    return changed->rows == 1 ? Result<void>() : noBatch(batch.id);
}

Result<void> BatchRepository::close(run::RunId run, const run::BatchRecord &batch, const QList<run::Attempt> &failed)
{
    for (const run::Attempt &attempt : failed) {
        if (const auto ended = recordAttemptFailed(m_database, run, attempt); !ended)
            return ended;
    }
    return update(batch);
}

Result<run::OpenBatches> BatchRepository::open(run::RunId run)
{
    auto batches = selectAll(m_database, u"SELECT "_s + kColumns + u" FROM batches b WHERE b.run_id = :run AND b.state IN ('submitting', 'working', 'lost') ORDER BY b.id"_s,
        {{u":run"_s, run.value}}, recordFrom);
    if (!batches)
        return std::unexpected(batches.error());
    for (run::BatchRecord &batch : *batches) {
        auto attempts = openAttempts(m_database, batch.id);
        if (!attempts)
            return std::unexpected(attempts.error());
        batch.open = *std::move(attempts);
    }
    const auto jobs = selectAll(m_database, u"SELECT job_id FROM batches WHERE job_id <> ''"_s, {}, [](const Row &row) { return row.text(0); });
    if (!jobs)
        return std::unexpected(jobs.error());
    return run::OpenBatches{.batches = *std::move(batches), .knownJobs = QSet<QString>(jobs->begin(), jobs->end())};
}

Result<QList<BatchSummary>> BatchRepository::list()
{
    return selectAll(m_database, kSelectSummary + u"ORDER BY b.id DESC"_s, {}, summaryFrom);
}

Result<BatchSummary> BatchRepository::summary(run::BatchId batch)
{
    auto found = selectFirst(m_database, kSelectSummary + u"WHERE b.id = :id"_s, {{u":id"_s, batch.value}}, summaryFrom);
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return noBatch(batch);
    return **std::move(found);
}

Result<QList<WaitingRun>> BatchRepository::waitingRuns()
{
    return selectAll(m_database,
        u"SELECT b.run_id, count(DISTINCT b.id), count(a.cell), count(CASE b.state WHEN 'lost' THEN a.cell END) FROM batches b"
        " LEFT JOIN attempts a ON a.batch_id = b.id AND a.state = 'sent'"
        " WHERE b.state IN ('submitting', 'working', 'lost') GROUP BY b.run_id ORDER BY b.run_id DESC"_s,
        {}, [](const Row &row) { return WaitingRun{.run = {row.integer(0)}, .batches = row.number(1), .requests = row.number(2), .lost = row.number(3)}; });
}

Result<void> BatchRepository::giveUp(run::BatchId batch)
{
    auto found = summary(batch);
    if (!found)
        return std::unexpected(found.error());
    if (found->batch.state != run::BatchState::lost)
        return fail(ErrorKind::conflict, u"The batch %1 is not lost: it is %2."_s.arg(QString::number(batch.value), run::toText(found->batch.state)),
            u"Resume its run to collect it, or cancel it."_s);
    found->batch.state = run::BatchState::failed;
    found->batch.reason = u"given up; it may have been billed"_s;
    return update(found->batch);
}

} // namespace assay::store
