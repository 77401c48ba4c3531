// SPDX-License-Identifier: GPL-3.0-or-later
// The run as a whole; its cells are in runcells.cpp.
#include "core/store/runrepository.h"

#include "core/run/exampledraw.h"
#include "core/store/evalsetrepository.h"
#include "core/store/leftout.h"
#include "core/store/modelsnapshot.h"
#include "core/store/notfound.h"
#include "core/store/promptrepository.h"
#include "core/store/statement.h"

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

// The columns that summaryFrom() reads.
const QString kSelectSummary = u"SELECT r.id, r.state, r.reason, r.created_ms, r.ended_ms, s.name, v.number, r.cell_count, r.done_count, r.is_simulated"
                               " FROM runs r JOIN revisions v ON v.id = r.revision_id JOIN eval_sets s ON s.id = v.eval_set_id "_s;

// As run/billing.h decides: what an attempt counts for under a cap. A failure without a cost was never charged.
const QString kMayHaveBeenBilled = u"(a.state = 'sent' OR (a.state = 'failed' AND (a.cost_pico > 0"
                                   " OR (a.cost_pico IS NULL AND a.duration_ms > 0 AND a.error_kind IN"
                                   " ('timeout', 'reset', 'malformed', 'cancelled', 'too-large', 'content-filter')))))"_s;
// What is in an open batch is waited for.
const QString kNotWithItsProvider = u" AND NOT (a.state = 'sent' AND EXISTS (SELECT 1 FROM batches b WHERE b.id = a.batch_id AND b.state IN ('submitting', 'working')))"_s;
const QString kCounted = u"CASE WHEN "_s + kMayHaveBeenBilled
    + u" THEN max(a.reserved_pico, coalesce(a.cost_pico, 0)) WHEN a.state = 'answered' AND c.usage_is_estimate AND a.cost_pico IS NOT NULL"
      " THEN max(a.reserved_pico, a.cost_pico) ELSE coalesce(a.cost_pico, 0) END"_s;
const QString kFromAttempts = u" FROM attempts a JOIN cells c ON c.run_id = a.run_id AND c.idx = a.cell WHERE a.run_id = :run"_s;

std::unexpected<Error> noRun(run::RunId run)
{
    return fail(ErrorKind::notFound, u"The workspace has no run %1."_s.arg(run.value), u"List the runs to see their numbers."_s);
}

Result<QList<prompt::VersionReference>> versionsOf(Database &database, qint64 run)
{
    return selectAll(database,
        u"SELECT p.name, v.number FROM run_versions rv JOIN prompt_versions v ON v.id = rv.version_id JOIN prompts p ON p.id = v.prompt_id"
        " WHERE rv.run_id = :run ORDER BY rv.position"_s,
        {{u":run"_s, run}}, [](const Row &row) { return prompt::VersionReference{.prompt = row.text(0), .number = row.number(1)}; });
}

/// All but versions and models.
Result<RunSummary> summaryFrom(const Row &row)
{
    const auto state = known(run::runStateFromText(row.text(1)), u"the state of a run"_s, row.text(1));
    if (!state)
        return std::unexpected(state.error());
    return RunSummary{
        .id = {row.integer(0)},
        .state = *state,
        .reason = row.text(2),
        .createdAt = row.time(3),
        .endedAt = row.optionalTime(4),
        .setName = row.text(5),
        .setRevision = row.number(6),
        .versions = {},
        .models = {},
        .cells = row.number(7),
        .done = row.number(8),
        .isSimulated = row.flag(9),
    };
}

Result<RunSummary> withColumns(Database &database, RunSummary summary)
{
    const auto versions = versionsOf(database, summary.id.value);
    if (!versions)
        return std::unexpected(versions.error());
    for (const prompt::VersionReference &reference : *versions) {
        prompt::Version version;
        version.promptName = reference.prompt;
        version.number = *reference.number;
        summary.versions.append(version.label());
    }
    auto models
        = selectAll(database, u"SELECT name FROM run_models WHERE run_id = :run ORDER BY position"_s, {{u":run"_s, summary.id.value}}, [](const Row &row) { return row.text(0); });
    if (!models)
        return std::unexpected(models.error());
    summary.models = std::move(*models);
    return summary;
}

Result<void> checkBelongsHere(Database &database, const run::RunPlan &plan)
{
    for (const prompt::Version &version : plan.versions) {
        const auto hash
            = selectFirst(database, u"SELECT content_hash FROM prompt_versions WHERE id = :id"_s, {{u":id"_s, version.id.value}}, [](const Row &row) { return row.text(0); });
        if (!hash)
            return std::unexpected(hash.error());
        if (*hash != version.contentHash)
            return fail(ErrorKind::notFound, u"The version %1 of the run is not of this workspace."_s.arg(version.label()), u"Load it from the workspace first."_s);
    }
    const qsizetype items = plan.set.items.size() + plan.leftOut.size();
    const auto revision = selectFirst(database, u"SELECT s.name, r.number, r.item_count FROM revisions r JOIN eval_sets s ON s.id = r.eval_set_id WHERE r.id = :id"_s,
        {{u":id"_s, plan.set.revisionId.value}},
        [&](const Row &row) { return row.text(0) == plan.set.name && row.number(1) == plan.set.revision && row.integer(2) == items; });
    if (!revision)
        return std::unexpected(revision.error());
    if (!revision->value_or(false))
        return fail(ErrorKind::notFound, u"The eval set \"%1\" of the run is not of this workspace."_s.arg(plan.set.name), u"Save it to the workspace first."_s);
    return {};
}

Result<qint64> storeRun(Database &database, const run::RunPlan &plan)
{
    return write(database,
        u"INSERT INTO runs (state, reason, revision_id, repeats, seed, budget_pico, concurrency, baseline, is_simulated, cell_count, created_ms, mode, cache,"
        " cache_life_ms, answers_from, label, left_out)"
        " VALUES (:state, '', :revision, :repeats, :seed, :budget, :concurrency, :baseline, :simulated, :cells, :created, :mode, :cache, :life, :from, :label, :leftOut)"_s,
        {{u":state"_s, run::toText(run::RunState::running)}, {u":revision"_s, plan.set.revisionId.value}, {u":repeats"_s, plan.repeats}, {u":seed"_s, plan.seed},
            {u":budget"_s, plan.budget}, {u":concurrency"_s, plan.concurrency}, {u":baseline"_s, plan.baseline}, {u":simulated"_s, plan.isSimulated()},
            {u":cells"_s, plan.cellCount()}, {u":created"_s, plan.createdAt}, {u":mode"_s, run::toText(plan.mode)}, {u":cache"_s, run::toText(plan.cache)},
            {u":life"_s, plan.cacheLife}, {u":from"_s, plan.answersFrom.transform([](run::RunId id) { return id.value; })}, {u":label"_s, plan.label},
            {u":leftOut"_s, keysToJson(plan.leftOut)}})
        .transform(idOf);
}

Result<void> storeColumns(Database &database, qint64 run, const run::RunPlan &plan)
{
    for (qsizetype position = 0; position < plan.versions.size(); ++position) {
        const auto stored = write(database, u"INSERT INTO run_versions (run_id, position, version_id) VALUES (:run, :position, :version)"_s,
            {{u":run"_s, run}, {u":position"_s, position}, {u":version"_s, plan.versions.at(position).id.value}});
        if (!stored)
            return std::unexpected(stored.error());
    }
    for (qsizetype position = 0; position < plan.models.size(); ++position) {
        const run::PlannedModel &planned = plan.models.at(position);
        const auto stored = write(database, u"INSERT INTO run_models (run_id, position, name, configuration) VALUES (:run, :position, :name, :configuration)"_s,
            {{u":run"_s, run}, {u":position"_s, position}, {u":name"_s, planned.model.name}, {u":configuration"_s, QString::fromUtf8(assay::toJson(snapshotOf(planned)))}});
        if (!stored)
            return std::unexpected(stored.error());
    }
    return {};
}

Result<void> storeCells(Database &database, qint64 run, int count)
{
    return write(database,
        u"WITH RECURSIVE numbers (idx) AS (SELECT 0 WHERE :count > 0 UNION ALL SELECT idx + 1 FROM numbers WHERE idx + 1 < :end)"
        " INSERT INTO cells (run_id, idx) SELECT :run, idx FROM numbers"_s,
        {{u":count"_s, count}, {u":end"_s, count}, {u":run"_s, run}})
        .transform([](Written) {});
}

Result<QList<prompt::Version>> loadVersions(Database &database, qint64 run)
{
    const auto references = versionsOf(database, run);
    if (!references)
        return std::unexpected(references.error());
    PromptRepository prompts(database);
    QList<prompt::Version> versions;
    for (const prompt::VersionReference &reference : *references) {
        auto version = prompts.version(reference);
        if (!version)
            return std::unexpected(version.error());
        versions.append(std::move(*version));
    }
    return versions;
}

Result<QList<run::PlannedModel>> loadModels(Database &database, qint64 run)
{
    return selectAll(database, u"SELECT configuration FROM run_models WHERE run_id = :run ORDER BY position"_s, {{u":run"_s, run}},
        [](const Row &row) { return parseJson(QStringView(row.text(0))).and_then(fromSnapshot); });
}

/// The run's own columns of its plan.
Result<std::optional<run::RunPlan>> loadSettings(Database &database, run::RunId run)
{
    return selectFirst(database,
        u"SELECT repeats, seed, budget_pico, concurrency, baseline, created_ms, mode, cache, cache_life_ms, label, answers_from, left_out FROM runs WHERE id = :run"_s,
        {{u":run"_s, run.value}}, [run](const Row &row) -> Result<run::RunPlan> {
            const auto mode = known(run::runModeFromText(row.text(6)), u"the mode of a run"_s, row.text(6));
            if (!mode)
                return std::unexpected(mode.error());
            const auto cache = known(run::cachePolicyFromText(row.text(7)), u"the cache policy of a run"_s, row.text(7));
            if (!cache)
                return std::unexpected(cache.error());
            run::RunPlan plan;
            plan.id = run;
            plan.repeats = row.number(0);
            plan.seed = row.integer(1);
            plan.budget = row.optionalMoney(2);
            plan.concurrency = row.optionalNumber(3);
            plan.baseline = row.optionalNumber(4);
            plan.createdAt = row.time(5);
            plan.mode = *mode;
            plan.cache = *cache;
            plan.cacheLife = row.optionalMilliseconds(8);
            plan.label = row.text(9);
            plan.answersFrom = row.optionalInteger(10).transform([](qint64 id) { return run::RunId{id}; });
            const auto leftOut = keysFromJson(row.text(11));
            if (!leftOut)
                return std::unexpected(leftOut.error());
            plan.leftOut = *leftOut;
            return plan;
        });
}

} // namespace

Result<run::RunPlan> RunRepository::create(const run::RunPlan &plan)
{
    if (const auto belongs = checkBelongsHere(m_database, plan); !belongs)
        return std::unexpected(belongs.error());
    const auto id = storeRun(m_database, plan);
    if (!id)
        return std::unexpected(id.error());
    const auto stored = storeColumns(m_database, *id, plan).and_then([&] { return storeCells(m_database, *id, plan.cellCount()); });
    if (!stored)
        return std::unexpected(stored.error());
    run::RunPlan made = plan;
    made.id = {*id};
    return made;
}

Result<QList<RunSummary>> RunRepository::list(int limit)
{
    auto summaries = selectAll(m_database, kSelectSummary + u"ORDER BY r.id DESC LIMIT :limit"_s, {{u":limit"_s, limit}}, summaryFrom);
    if (!summaries)
        return std::unexpected(summaries.error());
    for (RunSummary &summary : *summaries) {
        auto whole = withColumns(m_database, std::move(summary));
        if (!whole)
            return std::unexpected(whole.error());
        summary = std::move(*whole);
    }
    return summaries;
}

Result<RunSummary> RunRepository::summary(run::RunId run)
{
    auto found = selectFirst(m_database, kSelectSummary + u"WHERE r.id = :run"_s, {{u":run"_s, run.value}}, summaryFrom);
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return noRun(run);
    return withColumns(m_database, std::move(**found));
}

Result<std::optional<run::RunId>> RunRepository::newest()
{
    return selectFirst(m_database, u"SELECT id FROM runs ORDER BY id DESC LIMIT 1"_s, {}, [](const Row &row) { return run::RunId{row.integer(0)}; });
}

Result<run::RunPlan> RunRepository::plan(run::RunId run)
{
    auto settings = loadSettings(m_database, run);
    if (!settings)
        return std::unexpected(settings.error());
    if (!*settings)
        return noRun(run);
    run::RunPlan plan = std::move(**settings);
    auto versions = loadVersions(m_database, run.value);
    if (!versions)
        return std::unexpected(versions.error());
    auto models = loadModels(m_database, run.value);
    if (!models)
        return std::unexpected(models.error());
    const auto whole = summary(run);
    if (!whole)
        return std::unexpected(whole.error());
    auto set = EvalSetRepository(m_database).load(whole->setName, whole->setRevision);
    if (!set)
        return std::unexpected(set.error());
    plan.versions = std::move(*versions);
    plan.models = std::move(*models);
    plan.set = std::move(*set);
    run::leaveOut(plan.set, plan.leftOut);
    return plan;
}

Result<Money> RunRepository::spent(run::RunId run)
{
    const auto pico
        = selectFirst(m_database, u"SELECT coalesce(sum("_s + kCounted + u"), 0)"_s + kFromAttempts, {{u":run"_s, run.value}}, [](const Row &row) { return row.integer(0); });
    if (!pico)
        return std::unexpected(pico.error());
    return Money::fromPicoUsd(pico->value_or(0));
}

Result<QList<Money>> RunRepository::spentByModel(run::RunId run)
{
    const auto cellsOfModel = selectFirst(m_database,
        u"SELECT r.repeats * (v.item_count - json_array_length(r.left_out)), (SELECT count(*) FROM run_models m WHERE m.run_id = r.id) FROM runs r JOIN revisions v ON v.id = r.revision_id WHERE r.id = :run"_s,
        {{u":run"_s, run.value}}, [](const Row &row) { return std::pair(row.integer(0), row.integer(1)); });
    if (!cellsOfModel)
        return std::unexpected(cellsOfModel.error());
    if (!*cellsOfModel)
        return noRun(run);
    const auto [cells, models] = **cellsOfModel;
    QList<Money> spent(models);
    if (cells < 1 || models < 1)
        return spent;
    const auto sums = selectAll(m_database, u"SELECT a.cell / :cells % :models, sum("_s + kCounted + u")"_s + kFromAttempts + u" GROUP BY 1"_s,
        {{u":cells"_s, cells}, {u":models"_s, models}, {u":run"_s, run.value}}, [](const Row &row) { return std::pair(row.integer(0), Money::fromPicoUsd(row.integer(1))); });
    if (!sums)
        return std::unexpected(sums.error());
    for (const auto &[model, sum] : *sums)
        spent[model] = sum;
    return spent;
}

Result<run::UnknownBills> RunRepository::unknownBills(run::RunId run)
{
    return selectFirst(m_database, u"SELECT count(*), coalesce(sum(a.reserved_pico), 0)"_s + kFromAttempts + u" AND "_s + kMayHaveBeenBilled + kNotWithItsProvider, {{u":run"_s, run.value}},
        [](const Row &row) { return run::UnknownBills{.calls = row.number(0), .worstCase = Money::fromPicoUsd(row.integer(1))}; })
        .transform([](const std::optional<run::UnknownBills> &found) { return found.value_or(run::UnknownBills()); });
}

Result<QList<run::RunEvent>> RunRepository::events(run::RunId run)
{
    return selectAll(m_database, u"SELECT at_ms, kind, text FROM run_events WHERE run_id = :run ORDER BY id"_s, {{u":run"_s, run.value}},
        [](const Row &row) { return run::RunEvent{.at = row.time(0), .kind = row.text(1), .text = row.text(2)}; });
}

Result<void> RunRepository::setBudget(run::RunId run, std::optional<Money> budget)
{
    const auto changed = write(m_database, u"UPDATE runs SET budget_pico = :budget WHERE id = :run"_s, {{u":budget"_s, budget}, {u":run"_s, run.value}});
    if (!changed)
        return std::unexpected(changed.error());
    return changed->rows == 1 ? Result<void>() : noRun(run);
}

} // namespace assay::store
