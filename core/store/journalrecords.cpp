// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journalrecords.h"

#include "core/store/recordwords.h"
#include "core/store/statement.h"

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

std::optional<QString> textOf(const std::optional<ErrorKind> &kind)
{
    return kind ? std::optional(assay::toText(*kind)) : std::nullopt;
}

Error inCell(const Error &error, run::RunId run, int cell)
{
    return error.with(u"run"_s, run.value).with(u"cell"_s, cell);
}

/// Exactly one row must have changed.
Result<void> one(const Result<Written> &written, run::RunId run, int cell, ErrorKind otherwise, const QString &message)
{
    if (!written)
        return std::unexpected(inCell(written.error(), run, cell));
    if (written->rows != 1)
        return std::unexpected(inCell(fail(otherwise, message).error(), run, cell));
    return {};
}

Result<void> endAttempt(Database &database, run::RunId run, const run::Attempt &attempt, run::Attempt::State state)
{
    const auto ended = write(database,
        u"UPDATE attempts SET state = :state, started_ms = :started, duration_ms = :duration, ttft_ms = :ttft, error_kind = :kind, error_message = :message,"
        " retry_after_ms = :retry, http_status = :status, request_id = :request, cost_pico = :cost"
        " WHERE run_id = :run AND cell = :cell AND number = :number AND state = 'sent'"_s,
        {{u":state"_s, toText(state)}, {u":started"_s, attempt.startedAt}, {u":duration"_s, attempt.duration}, {u":ttft"_s, attempt.timeToFirstToken},
            {u":kind"_s, textOf(attempt.errorKind)}, {u":message"_s, attempt.errorMessage}, {u":retry"_s, attempt.retryAfter}, {u":status"_s, attempt.httpStatus},
            {u":request"_s, attempt.requestId}, {u":cost"_s, attempt.cost}, {u":run"_s, run.value}, {u":cell"_s, attempt.cell}, {u":number"_s, attempt.number}});
    return one(ended, run, attempt.cell, ErrorKind::conflict, u"The attempt %1 of the cell is not under way."_s.arg(attempt.number));
}

Result<void> storeResponse(Database &database, run::RunId run, const run::Response &response)
{
    const provider::Completion &completion = response.completion;
    const auto stored = write(database,
        u"INSERT INTO responses (run_id, cell, attempt, text, refusal, tool_calls, finish, finish_raw, raw_usage, model_returned, fingerprint, service_tier, cost_pico,"
        " request_hash, source_run, counted_input)"
        " VALUES (:run, :cell, :attempt, :text, :refusal, :tools, :finish, :raw, :usage, :model, :fingerprint, :tier, :cost, :hash, :source, :counted)"_s,
        {{u":run"_s, run.value}, {u":cell"_s, response.cell}, {u":attempt"_s, response.isCached() ? std::nullopt : std::optional(response.attempt)}, {u":text"_s, completion.text},
            {u":refusal"_s, completion.refusal}, {u":tools"_s, QString::fromUtf8(assay::toJson(provider::toolCallsToJson(completion.toolCalls)))},
            {u":finish"_s, finishText(completion.finish)}, {u":raw"_s, completion.finishRaw}, {u":usage"_s, completion.rawUsage}, {u":model"_s, completion.modelReturned},
            {u":fingerprint"_s, completion.fingerprint}, {u":tier"_s, completion.serviceTier}, {u":cost"_s, response.cost}, {u":hash"_s, response.requestHash},
            {u":source"_s, response.isCached() ? std::optional(response.sourceRun) : std::nullopt}, {u":counted"_s, response.countedInput}});
    return one(stored, run, response.cell, ErrorKind::internal, u"The answer was not stored."_s);
}

Result<void> updateAnsweredCell(Database &database, run::RunId run, const run::Response &response)
{
    const std::optional<tokens::Usage> &usage = response.completion.usage;
    const auto part = [&](auto member) { return usage.transform([&](const tokens::Usage &told) { return told.*member; }); };
    const auto updated = write(database,
        u"UPDATE cells SET input_tokens = :input, cached_tokens = :cached, cache_write_tokens = :written, output_tokens = :output,"
        " reasoning_tokens = :reasoning, usage_is_estimate = :estimate, latency_ms = :latency, ttft_ms = :ttft,"
        " cost_pico = coalesce((SELECT sum(a.cost_pico) FROM attempts a WHERE a.run_id = cells.run_id AND a.cell = cells.idx), :cost)"
        " WHERE run_id = :run AND idx = :cell"_s,
        {{u":cost"_s, response.isCached() ? response.cost : std::nullopt}, {u":input"_s, part(&tokens::Usage::input)}, {u":cached"_s, part(&tokens::Usage::inputCached)},
            {u":written"_s, part(&tokens::Usage::inputCacheWrite)}, {u":output"_s, part(&tokens::Usage::output)}, {u":reasoning"_s, part(&tokens::Usage::reasoning)},
            {u":estimate"_s, part(&tokens::Usage::isEstimate)}, {u":latency"_s, response.latency}, {u":ttft"_s, response.timeToFirstToken}, {u":run"_s, run.value},
            {u":cell"_s, response.cell}});
    return one(updated, run, response.cell, ErrorKind::notFound, u"The run has no such cell."_s);
}

/// Before the cell itself changes: what it counts for until now is read from it.
Result<void> countDone(Database &database, run::RunId run, const run::CellEnd &end)
{
    const auto counted = write(database,
        u"UPDATE runs SET done_count = done_count + :done"
        " - (SELECT outcome IS NOT NULL AND outcome <> 'skipped' FROM cells WHERE run_id = runs.id AND idx = :cell) WHERE id = :run"_s,
        {{u":done"_s, end.outcome != run::Outcome::skipped}, {u":cell"_s, end.cell}, {u":run"_s, run.value}});
    return one(counted, run, end.cell, ErrorKind::notFound, u"There is no such run."_s);
}

Result<void> storeOutcome(Database &database, run::RunId run, const run::CellEnd &end)
{
    const auto stored = write(database, u"UPDATE cells SET outcome = :outcome, score = :score, error_kind = :kind, reason = :reason WHERE run_id = :run AND idx = :cell"_s,
        {{u":outcome"_s, run::toText(end.outcome)}, {u":score"_s, end.score}, {u":kind"_s, textOf(end.errorKind)}, {u":reason"_s, end.reason}, {u":run"_s, run.value},
            {u":cell"_s, end.cell}});
    return one(stored, run, end.cell, ErrorKind::notFound, u"The run has no such cell."_s);
}

// A first outcome has no grades before it, and to look costs less than to delete nothing, for which SQLite makes a table of its own.
Result<void> clearGrades(Database &database, run::RunId run, int cell)
{
    const auto number = selectFirst(
        database, u"SELECT 1 FROM grades WHERE run_id = :run AND cell = :cell LIMIT 1"_s, {{u":run"_s, run.value}, {u":cell"_s, cell}}, [](const Row &row) { return row.number(0); });
    if (!number)
        return std::unexpected(number.error());
    if (!*number)
        return {};
    return write(database, u"DELETE FROM grades WHERE run_id = :run AND cell = :cell"_s, {{u":run"_s, run.value}, {u":cell"_s, cell}}).transform([](Written) {});
}

Result<void> storeGrades(Database &database, run::RunId run, const run::CellEnd &end)
{
    if (const auto cleared = clearGrades(database, run, end.cell); !cleared)
        return std::unexpected(inCell(cleared.error(), run, end.cell));
    for (qsizetype position = 0; position < end.grades.size(); ++position) {
        const grader::Grade &grade = end.grades.at(position);
        const auto stored = write(database,
            u"INSERT INTO grades (run_id, cell, position, name, metric, state, score, weight, reason)"
            " VALUES (:run, :cell, :position, :name, :metric, :state, :score, :weight, :reason)"_s,
            {{u":run"_s, run.value}, {u":cell"_s, end.cell}, {u":position"_s, position}, {u":name"_s, grade.name}, {u":metric"_s, grade.metric}, {u":state"_s, toText(grade.state)},
                {u":score"_s, grade.score}, {u":weight"_s, grade.weight}, {u":reason"_s, grade.reason}});
        if (!stored)
            return std::unexpected(inCell(stored.error(), run, end.cell));
    }
    return {};
}

bool hasEnded(run::RunState state)
{
    return state != run::RunState::running && state != run::RunState::paused;
}

} // namespace

Result<void> recordAttemptStarted(Database &database, run::RunId run, const run::Attempt &attempt)
{
    const auto started = write(database,
        u"INSERT INTO attempts (run_id, cell, number, state, started_ms, duration_ms, error_message, http_status, request_id, reserved_pico)"
        " VALUES (:run, :cell, :number, 'sent', :started, 0, '', 0, '', :reserved)"_s,
        {{u":run"_s, run.value}, {u":cell"_s, attempt.cell}, {u":number"_s, attempt.number}, {u":started"_s, attempt.startedAt}, {u":reserved"_s, attempt.reserved}});
    if (!started)
        return std::unexpected(inCell(started.error(), run, attempt.cell));
    const auto counted = write(database, u"UPDATE cells SET attempts = :number WHERE run_id = :run AND idx = :cell"_s,
        {{u":number"_s, attempt.number}, {u":run"_s, run.value}, {u":cell"_s, attempt.cell}});
    return one(counted, run, attempt.cell, ErrorKind::notFound, u"The run has no such cell."_s);
}

Result<void> recordAttemptFailed(Database &database, run::RunId run, const run::Attempt &attempt)
{
    if (const auto ended = endAttempt(database, run, attempt, run::Attempt::State::failed); !ended)
        return ended;
    const auto charged = write(database,
        u"UPDATE cells SET cost_pico = (SELECT sum(a.cost_pico) FROM attempts a WHERE a.run_id = cells.run_id AND a.cell = cells.idx)"
        " WHERE run_id = :run AND idx = :cell"_s,
        {{u":run"_s, run.value}, {u":cell"_s, attempt.cell}});
    return one(charged, run, attempt.cell, ErrorKind::notFound, u"The run has no such cell."_s);
}

Result<void> recordAttemptAnswered(Database &database, run::RunId run, const run::Attempt &attempt, const run::Response &response)
{
    return endAttempt(database, run, attempt, run::Attempt::State::answered).and_then([&] { return storeResponse(database, run, response); }).and_then([&] {
        return updateAnsweredCell(database, run, response);
    });
}

Result<void> recordCellCached(Database &database, run::RunId run, const run::Response &response)
{
    return storeResponse(database, run, response).and_then([&] { return updateAnsweredCell(database, run, response); });
}

Result<void> recordCellEnded(Database &database, run::RunId run, const run::CellEnd &end)
{
    return countDone(database, run, end).and_then([&] { return storeOutcome(database, run, end); }).and_then([&] { return storeGrades(database, run, end); });
}

Result<void> recordEvent(Database &database, run::RunId run, const run::RunEvent &event)
{
    return write(database, u"INSERT INTO run_events (run_id, at_ms, kind, text) VALUES (:run, :at, :kind, :text)"_s,
        {{u":run"_s, run.value}, {u":at"_s, event.at}, {u":kind"_s, event.kind}, {u":text"_s, event.text}})
        .transform([](Written) {});
}

Result<void> recordRunState(Database &database, run::RunId run, run::RunState state, const QString &reason, UtcTime now)
{
    const std::optional<UtcTime> ended = hasEnded(state) ? std::optional(now) : std::nullopt;
    const auto stored = write(database, u"UPDATE runs SET state = :state, reason = :reason, ended_ms = :ended WHERE id = :run"_s,
        {{u":state"_s, run::toText(state)}, {u":reason"_s, reason}, {u":ended"_s, ended}, {u":run"_s, run.value}});
    if (!stored)
        return std::unexpected(stored.error().with(u"run"_s, run.value));
    if (stored->rows != 1)
        return std::unexpected(fail(ErrorKind::notFound, u"There is no such run."_s).error().with(u"run"_s, run.value));
    return {};
}

} // namespace assay::store
