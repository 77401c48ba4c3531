// SPDX-License-Identifier: GPL-3.0-or-later
// What is on record of a run's cells, read back.
#include "core/store/runrepository.h"

#include "core/run/exampledraw.h"
#include "core/store/leftout.h"
#include "core/store/recordrows.h"
#include "core/store/recordwords.h"
#include "core/store/statement.h"

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

// The columns that resultFrom() reads, in two forms: a list shows the beginning of each answer, a detail all of it.
const QString kCellColumns = u"c.idx, c.outcome, c.score, c.error_kind, c.reason, c.attempts,"
                             " c.input_tokens, c.cached_tokens, c.cache_write_tokens, c.output_tokens, c.reasoning_tokens, c.usage_is_estimate,"
                             " c.cost_pico, c.latency_ms, c.ttft_ms, r.source_run, "_s;
const QString kFromCells = u" FROM cells c LEFT JOIN responses r ON r.run_id = c.run_id AND r.cell = c.idx WHERE c.run_id = :run "_s;
// The columns that responseFrom() reads after those of the cell.
const QString kResponseColumns
    = u"r.finish, r.attempt, r.refusal, r.finish_raw, r.raw_usage, r.model_returned, r.fingerprint, r.cost_pico, r.tool_calls, r.service_tier, r.request_hash, r.counted_input"_s;
constexpr int kUsageColumn = 6;
constexpr int kSourceColumn = 15;
constexpr int kTextColumn = 16;
constexpr int kFirstResponseColumn = 17;
constexpr int kResponseColumnCount = 12;

/// Of the plan only what turns an index into a place: the counts, and the keys of the items.
Result<run::RunPlan> loadOutline(Database &database, run::RunId run)
{
    const auto counts = selectFirst(database,
        u"SELECT repeats, revision_id, (SELECT count(*) FROM run_versions WHERE run_id = runs.id),"
        " (SELECT count(*) FROM run_models WHERE run_id = runs.id), left_out FROM runs WHERE id = :run"_s,
        {{u":run"_s, run.value}}, [](const Row &row) -> Result<run::RunPlan> {
            run::RunPlan plan;
            plan.repeats = row.number(0);
            plan.set.revisionId = {row.integer(1)};
            plan.versions.resize(row.number(2));
            plan.models.resize(row.number(3));
            const auto leftOut = keysFromJson(row.text(4));
            if (!leftOut)
                return std::unexpected(leftOut.error());
            plan.leftOut = *leftOut;
            return plan;
        });
    if (!counts)
        return std::unexpected(counts.error());
    if (!*counts)
        return fail(ErrorKind::notFound, u"The workspace has no run %1."_s.arg(run.value), u"List the runs to see their numbers."_s);
    run::RunPlan plan = **counts;
    auto items = selectAll(database, u"SELECT i.key FROM revision_items ri JOIN items i ON i.id = ri.item_id WHERE ri.revision_id = :revision ORDER BY ri.position"_s,
        {{u":revision"_s, plan.set.revisionId.value}}, [](const Row &row) {
            evalset::Item item;
            item.key = row.text(0);
            return item;
        });
    if (!items)
        return std::unexpected(items.error());
    plan.set.items = std::move(*items);
    run::leaveOut(plan.set, plan.leftOut);
    return plan;
}

Result<run::CellResult> resultFrom(const Row &row, const run::RunPlan &outline)
{
    const auto outcome = outcomeFrom(row, 1);
    if (!outcome)
        return std::unexpected(outcome.error());
    const auto errorKind = errorKindFrom(row, 3);
    if (!errorKind)
        return std::unexpected(errorKind.error());
    const int cell = row.number(0);
    if (cell < 0 || cell >= outline.cellCount())
        return fail(ErrorKind::damaged, u"A run in the workspace has a cell that is not in its plan."_s, u"Restore the workspace from a backup."_s);
    const run::CellKey key = outline.cellKey(cell);
    return run::CellResult{
        .cell = cell,
        .key = key,
        .itemKey = outline.set.items.at(key.item).key,
        .outcome = *outcome,
        .score = row.real(2),
        .errorKind = *errorKind,
        .reason = row.text(4),
        .attempts = row.number(5),
        .usage = usageFrom(row, kUsageColumn),
        .cost = row.optionalMoney(12),
        .latency = row.optionalMilliseconds(13),
        .timeToFirstToken = row.optionalMilliseconds(14),
        .text = row.text(kTextColumn),
        .isCached = !row.isNull(kSourceColumn),
    };
}

/// Nothing when the cell has none. Usage, latency and time to first token stand with the cell, so that lists need no responses.
Result<std::optional<run::Response>> responseFrom(const Row &row)
{
    if (row.isNull(kFirstResponseColumn))
        return std::nullopt;
    const QString word = row.text(kFirstResponseColumn);
    const auto finish = known(finishFromText(word), u"the end of an answer"_s, word);
    if (!finish)
        return std::unexpected(finish.error());
    const auto calls = parseJson(QStringView(row.text(kFirstResponseColumn + 8))).and_then(provider::toolCallsFromJson);
    if (!calls)
        return fail(ErrorKind::damaged, u"The tool calls of an answer in the workspace cannot be read."_s, u"Restore the workspace from a backup."_s);
    return run::Response{
        .cell = row.number(0),
        .attempt = row.number(kFirstResponseColumn + 1),
        .completion = {
            .text = row.text(kTextColumn),
            .refusal = row.text(kFirstResponseColumn + 2),
            .toolCalls = *calls,
            .finish = *finish,
            .finishRaw = row.text(kFirstResponseColumn + 3),
            .usage = usageFrom(row, kUsageColumn),
            .rawUsage = row.bytes(kFirstResponseColumn + 4),
            .modelReturned = row.text(kFirstResponseColumn + 5),
            .fingerprint = row.text(kFirstResponseColumn + 6),
            .serviceTier = row.text(kFirstResponseColumn + 9),
        },
        .latency = row.optionalMilliseconds(13),
        .timeToFirstToken = row.optionalMilliseconds(14),
        .cost = row.optionalMoney(kFirstResponseColumn + 7),
        .requestHash = row.text(kFirstResponseColumn + 10),
        .sourceRun = row.integer(kSourceColumn),
        .countedInput = row.optionalInteger(kFirstResponseColumn + 11),
    };
}

Result<grader::Grade> gradeFrom(const Row &row)
{
    const auto state = known(gradeStateFromText(row.text(2)), u"the state of a grade"_s, row.text(2));
    if (!state)
        return std::unexpected(state.error());
    grader::Grade grade;
    grade.name = row.text(0);
    grade.metric = row.text(1);
    grade.state = *state;
    grade.score = row.real(3);
    grade.weight = row.real(4);
    grade.reason = row.text(5);
    return grade;
}

Result<QList<run::Attempt>> attemptsOf(Database &database, run::RunId run, int cell)
{
    return selectAll(database, u"SELECT "_s + kAttemptColumns + u" FROM attempts a WHERE a.run_id = :run AND a.cell = :cell ORDER BY a.number"_s,
        {{u":run"_s, run.value}, {u":cell"_s, cell}}, attemptFrom);
}

Result<QList<grader::Grade>> gradesOf(Database &database, run::RunId run, int cell)
{
    return selectAll(database, u"SELECT name, metric, state, score, weight, reason FROM grades WHERE run_id = :run AND cell = :cell ORDER BY position"_s,
        {{u":run"_s, run.value}, {u":cell"_s, cell}}, gradeFrom);
}

Result<run::CellProgress> progressFrom(const Row &row, const run::RunPlan &outline)
{
    auto result = resultFrom(row, outline);
    if (!result)
        return std::unexpected(result.error());
    run::CellProgress progress;
    progress.cell = result->cell;
    progress.attempts = result->attempts;
    progress.cost = result->cost;
    if (result->outcome && result->outcome != run::Outcome::skipped) {
        progress.outcome = result->outcome;
        progress.result = std::move(*result);
        return progress;
    }
    auto response = responseFrom(row);
    if (!response)
        return std::unexpected(response.error());
    progress.response = std::move(*response);
    return progress;
}

} // namespace

Result<QList<run::CellResult>> RunRepository::cells(run::RunId run)
{
    const auto outline = loadOutline(m_database, run);
    if (!outline)
        return std::unexpected(outline.error());
    return selectAll(m_database, u"SELECT "_s + kCellColumns + u"substr(r.text, 1, 400)"_s + kFromCells + u"ORDER BY c.idx"_s, {{u":run"_s, run.value}},
        [&](const Row &row) { return resultFrom(row, *outline); });
}

Result<run::CellDetail> RunRepository::cell(run::RunId run, int cell)
{
    const auto outline = loadOutline(m_database, run);
    if (!outline)
        return std::unexpected(outline.error());
    auto found = selectFirst(m_database, u"SELECT "_s + kCellColumns + u"r.text, "_s + kResponseColumns + kFromCells + u"AND c.idx = :cell"_s,
        {{u":run"_s, run.value}, {u":cell"_s, cell}}, [&](const Row &row) -> Result<run::CellDetail> {
            auto result = resultFrom(row, *outline);
            if (!result)
                return std::unexpected(result.error());
            return responseFrom(row).transform([&](std::optional<run::Response> response) {
                return run::CellDetail{.result = std::move(*result), .response = std::move(response), .grades = {}, .attempts = {}};
            });
        });
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return fail(ErrorKind::notFound, u"The run %1 has no cell %2."_s.arg(run.value).arg(cell), u"Its cells run from 0 to %1."_s.arg(outline->cellCount() - 1));
    auto attempts = attemptsOf(m_database, run, cell);
    if (!attempts)
        return std::unexpected(attempts.error());
    auto grades = gradesOf(m_database, run, cell);
    if (!grades)
        return std::unexpected(grades.error());
    (*found)->attempts = std::move(*attempts);
    (*found)->grades = std::move(*grades);
    return std::move(**found);
}

Result<QList<run::CellProgress>> RunRepository::progress(run::RunId run)
{
    const auto outline = loadOutline(m_database, run);
    if (!outline)
        return std::unexpected(outline.error());
    // Whole answers only where they are still to be graded.
    const QString text = u"CASE WHEN coalesce(c.outcome, 'skipped') = 'skipped' THEN r.text ELSE substr(r.text, 1, 400) END, "_s;
    return selectAll(m_database, u"SELECT "_s + kCellColumns + text + kResponseColumns + kFromCells + u"ORDER BY c.idx"_s, {{u":run"_s, run.value}},
        [&](const Row &row) { return progressFrom(row, *outline); });
}

// Most requests of a new version were never asked, and one statement for all of them is much cheaper than one for each.
Result<QStringList> knownOf(Database &database, const QStringList &requestHashes)
{
    Json list(jsoncons::json_array_arg);
    for (const QString &hash : requestHashes)
        list.push_back(jsonString(hash));
    return selectAll(database, u"SELECT DISTINCT request_hash FROM responses WHERE request_hash IN (SELECT value FROM json_each(:hashes)) AND request_hash <> ''"_s,
        {{u":hashes"_s, QString::fromUtf8(toJson(list))}}, [](const Row &row) { return row.text(0); });
}

Result<QHash<QString, run::Response>> RunRepository::answers(const QStringList &requestHashes, std::optional<UtcTime> since, std::optional<run::RunId> from)
{
    const QString sql = u"SELECT "_s + kCellColumns + u"r.text, "_s + kResponseColumns
        + u", r.run_id FROM responses r JOIN cells c ON c.run_id = r.run_id AND c.idx = r.cell"
          " LEFT JOIN attempts a ON a.run_id = r.run_id AND a.cell = r.cell AND a.number = r.attempt"
          " WHERE r.request_hash = :hash AND r.request_hash <> '' AND coalesce(a.started_ms, :since) >= :since"
          " AND CASE WHEN :run IS NULL THEN r.attempt IS NOT NULL AND (SELECT cache FROM runs WHERE id = r.run_id) <> 'off' ELSE r.run_id = :run END"
          " ORDER BY r.run_id DESC LIMIT 1"_s;
    const std::optional<qint64> run = from.transform([](run::RunId id) { return id.value; });
    const auto known = knownOf(m_database, requestHashes);
    if (!known)
        return std::unexpected(known.error());
    QHash<QString, run::Response> found;
    for (const QString &hash : *known) {
        const auto answer = selectFirst(m_database, sql, {{u":hash"_s, hash}, {u":since"_s, since.value_or(utcFromUnixMs(0))}, {u":run"_s, run}}, [](const Row &row) {
            return responseFrom(row).transform([&](const std::optional<run::Response> &response) {
                run::Response whole = response.value_or(run::Response());
                whole.sourceRun = row.integer(kFirstResponseColumn + kResponseColumnCount);
                return whole;
            });
        });
        if (!answer)
            return std::unexpected(answer.error());
        if (*answer)
            found.insert(hash, std::move(**answer));
    }
    return found;
}

} // namespace assay::store
