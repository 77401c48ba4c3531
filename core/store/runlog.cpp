// SPDX-License-Identifier: GPL-3.0-or-later
// The log of a run: what was sent for its cells, and what came of it.
#include "core/store/runrepository.h"

#include "core/run/billing.h"
#include "core/store/recordrows.h"
#include "core/store/recordwords.h"

#include <QUrl>

#include <algorithm>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

// The columns that addAnswer() reads after those of an attempt, and how an attempt has them.
const QString kAnswerColumns = u", r.model_returned, r.finish_raw, r.finish, c.outcome, c.input_tokens, c.cached_tokens, c.cache_write_tokens, c.output_tokens,"
                               " c.reasoning_tokens, c.usage_is_estimate"_s;
constexpr int kFirstAnswerColumn = kAttemptColumnCount;
constexpr int kBatchColumn = kFirstAnswerColumn + 10;
constexpr int kLostColumn = kBatchColumn + 1;
// Sent, and nobody waits for its end any more. One that is in a batch is waited for also while the run rests.
const QString kIsLost = u"a.state = 'sent' AND (NOT :goesOn OR a.number < c.attempts) AND coalesce(b.state, '') NOT IN ('submitting', 'working')"_s;
// As run/billing.h decides of failures: they broke off in a way that may have been charged.
const QString kHasBrokenOff = u"a.state = 'failed' AND (a.cost_pico > 0 OR (a.cost_pico IS NULL AND a.duration_ms > 0 AND a.error_kind IN"
                              " ('timeout', 'reset', 'malformed', 'cancelled', 'too-large', 'content-filter')))"_s;

run::AttemptRecord recordOf(const run::RunPlan &plan, run::Attempt attempt)
{
    const run::CellKey key = plan.cellKey(attempt.cell);
    const run::PlannedModel &model = plan.models.at(key.model);
    return {.attempt = std::move(attempt),
        .key = key,
        .itemKey = plan.set.items.at(key.item).key,
        .version = plan.versions.at(key.version).label(),
        .model = model.model.name,
        .requestModel = model.model.apiName,
        .responseModel = {},
        .providerKind = model.provider.kind,
        .host = QUrl(model.provider.baseUrl).host(),
        .usage = {},
        .finish = {},
        .finishReason = {},
        .outcome = {},
        .batch = {}};
}

Result<run::AttemptRecord> addAnswer(const Row &row, run::AttemptRecord record)
{
    record.responseModel = row.text(kFirstAnswerColumn);
    record.finish = row.text(kFirstAnswerColumn + 1);
    if (!row.isNull(kFirstAnswerColumn + 2)) {
        const QString word = row.text(kFirstAnswerColumn + 2);
        const auto reason = known(finishFromText(word), u"the end of an answer"_s, word);
        if (!reason)
            return std::unexpected(reason.error());
        record.finishReason = *reason;
    }
    const auto outcome = outcomeFrom(row, kFirstAnswerColumn + 3);
    if (!outcome)
        return std::unexpected(outcome.error());
    record.outcome = *outcome;
    record.usage = usageFrom(row, kFirstAnswerColumn + 4);
    return record;
}

bool isInPlan(const run::RunPlan &plan, int cell)
{
    return cell >= 0 && cell < plan.cellCount();
}

std::unexpected<Error> notInPlan()
{
    return fail(ErrorKind::damaged, u"A run in the workspace has a request for a cell that is not in its plan."_s, u"Restore the workspace from a backup."_s);
}

Result<QList<run::AttemptRecord>> sent(Database &database, const run::RunPlan &plan, int first, int last, bool goesOn)
{
    return selectAll(database,
        u"SELECT "_s + kAttemptColumns + kAnswerColumns + u", coalesce(b.job_id, ''), "_s + kIsLost
            + u" FROM attempts a JOIN cells c ON c.run_id = a.run_id AND c.idx = a.cell"
              " LEFT JOIN responses r ON r.run_id = a.run_id AND r.cell = a.cell AND r.attempt = a.number"
              " LEFT JOIN batches b ON b.id = a.batch_id WHERE a.run_id = :run AND a.cell BETWEEN :first AND :last"_s,
        {{u":goesOn"_s, goesOn}, {u":run"_s, plan.id.value}, {u":first"_s, first}, {u":last"_s, last}}, [&](const Row &row) -> Result<run::AttemptRecord> {
            auto attempt = attemptFrom(row);
            if (!attempt)
                return std::unexpected(attempt.error());
            if (!isInPlan(plan, attempt->cell))
                return notInPlan();
            run::AttemptRecord record = recordOf(plan, *std::move(attempt));
            record.batch = row.text(kBatchColumn);
            const bool isUnderWay = record.attempt.state == run::Attempt::State::sent && !row.flag(kLostColumn);
            record.mayHaveBeenBilled = !isUnderWay && run::mayHaveBeenBilled(record.attempt);
            return record.attempt.state == run::Attempt::State::answered ? addAnswer(row, std::move(record)) : record;
        });
}

// Looked for before anything is asked, so they stand at the beginning of the run.
Result<QList<run::AttemptRecord>> cached(Database &database, const run::RunPlan &plan, int first, int last)
{
    return selectAll(database,
        u"SELECT r.cell, r.cost_pico, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0"_s + kAnswerColumns
            + u" FROM responses r JOIN cells c ON c.run_id = r.run_id AND c.idx = r.cell"
              " WHERE r.run_id = :run AND r.attempt IS NULL AND r.cell BETWEEN :first AND :last"_s,
        {{u":run"_s, plan.id.value}, {u":first"_s, first}, {u":last"_s, last}}, [&](const Row &row) -> Result<run::AttemptRecord> {
            if (!isInPlan(plan, row.number(0)))
                return notInPlan();
            return addAnswer(row,
                recordOf(plan,
                    {.cell = row.number(0),
                        .number = 0,
                        .state = run::Attempt::State::answered,
                        .startedAt = plan.createdAt,
                        .timeToFirstToken = {},
                        .errorKind = {},
                        .errorMessage = {},
                        .retryAfter = {},
                        .requestId = {},
                        .reserved = {},
                        .cost = row.optionalMoney(1)}));
        });
}

} // namespace

Result<QList<run::AttemptRecord>> RunRepository::log(const run::RunPlan &plan, int first, int count, bool goesOn)
{
    const int last = std::min(plan.cellCount(), first + count) - 1;
    auto records = cached(m_database, plan, first, last);
    if (!records)
        return records;
    auto asked = sent(m_database, plan, first, last, goesOn);
    if (!asked)
        return asked;
    *records += *std::move(asked);
    std::ranges::sort(*records, {}, [](const run::AttemptRecord &record) { return std::tuple(record.attempt.startedAt, record.attempt.cell, record.attempt.number); });
    return records;
}

Result<QList<run::AttemptRecord>> RunRepository::log(run::RunId run, bool goesOn)
{
    return plan(run).and_then([&](const run::RunPlan &whole) { return log(whole, 0, whole.cellCount(), goesOn); });
}

Result<RequestCounts> RunRepository::requestCounts(run::RunId run, bool goesOn)
{
    const QString mayBeBilled = u"(("_s + kIsLost + u") OR ("_s + kHasBrokenOff + u"))"_s;
    const auto counts = selectFirst(m_database,
        u"SELECT count(*), total(a.number > 1), total(a.error_kind IS 'rate-limit'), total(a.state = 'failed'), total(coalesce("_s + mayBeBilled
            + u", 0)), coalesce(sum(CASE WHEN "_s + mayBeBilled + u" THEN a.reserved_pico END), 0)"
              " FROM attempts a JOIN cells c ON c.run_id = a.run_id AND c.idx = a.cell LEFT JOIN batches b ON b.id = a.batch_id WHERE a.run_id = :run"_s,
        {{u":goesOn"_s, goesOn}, {u":run"_s, run.value}}, [](const Row &row) {
            return RequestCounts{.requests = row.number(0),
                .retries = row.number(1),
                .rateLimited = row.number(2),
                .failed = row.number(3),
                .lost = row.number(4),
                .lostAtMost = Money::fromPicoUsd(row.integer(5))};
        });
    return counts.transform([](const std::optional<RequestCounts> &found) { return found.value_or(RequestCounts()); });
}

} // namespace assay::store
