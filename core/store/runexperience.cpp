// SPDX-License-Identifier: GPL-3.0-or-later
// What earlier runs tell of a plan.
#include "core/store/runrepository.h"
#include "core/store/statement.h"

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

/// Of these hashes those that have an answer which may stand for a new one.
Result<QSet<QString>> answered(Database &database, const QStringList &requestHashes, std::optional<UtcTime> since)
{
    const QString sql = u"SELECT 1 FROM responses r JOIN attempts a ON a.run_id = r.run_id AND a.cell = r.cell AND a.number = r.attempt"
                        " WHERE r.request_hash = :hash AND r.request_hash <> '' AND a.started_ms >= :since"
                        " AND (SELECT cache FROM runs WHERE id = r.run_id) <> 'off' LIMIT 1"_s;
    QSet<QString> found;
    for (const QString &hash : requestHashes) {
        const auto answer = selectFirst(database, sql, {{u":hash"_s, hash}, {u":since"_s, since.value_or(utcFromUnixMs(0))}}, [](const Row &) { return true; });
        if (!answer)
            return std::unexpected(answer.error());
        if (*answer)
            found.insert(hash);
    }
    return found;
}

/// Of an answer, by the model's name, over the newest runs that had it.
Result<QHash<QString, double>> meanOutputTokens(Database &database)
{
    constexpr int kNewestRuns = 20;
    QHash<QString, double> means;
    const auto rows = selectAll(database,
        u"SELECT m.name, avg(c.output_tokens) FROM run_models m JOIN runs r ON r.id = m.run_id"
        " JOIN cells c ON c.run_id = m.run_id AND (c.idx / (r.repeats * ((SELECT item_count FROM revisions WHERE id = r.revision_id) - json_array_length(r.left_out))))"
        " % (SELECT count(*) FROM run_models n WHERE n.run_id = m.run_id) = m.position"
        " WHERE c.output_tokens IS NOT NULL AND m.run_id IN (SELECT id FROM runs ORDER BY id DESC LIMIT :newest) GROUP BY m.name"_s,
        {{u":newest"_s, kNewestRuns}}, [&](const Row &row) {
            means.insert(row.text(0), row.real(1));
            return true;
        });
    if (!rows)
        return std::unexpected(rows.error());
    return means;
}

struct Counted {
    QString model;
    qint64 counted = 0;
    qint64 told = 0;
};

} // namespace

Result<tokens::Calibration> RunRepository::calibration()
{
    constexpr int kNewestAnswers = 2'000;
    // The place of a cell's model in its run: the repeat runs fastest, then item, model, version.
    const auto newest = selectAll(m_database,
        u"SELECT json_extract(m.configuration, '$.model.apiName'), r.counted_input, c.input_tokens"
        " FROM (SELECT rowid AS age, run_id, cell, counted_input FROM responses WHERE counted_input > 0 AND attempt IS NOT NULL ORDER BY rowid DESC LIMIT :newest) r"
        " JOIN cells c ON c.run_id = r.run_id AND c.idx = r.cell JOIN runs ON runs.id = r.run_id JOIN run_models m ON m.run_id = r.run_id"
        " AND m.position = (c.idx / (runs.repeats * ((SELECT item_count FROM revisions WHERE id = runs.revision_id) - json_array_length(runs.left_out))))"
        " % (SELECT count(*) FROM run_models n WHERE n.run_id = r.run_id)"
        " WHERE c.usage_is_estimate = 0 AND c.input_tokens > 0 ORDER BY r.age"_s,
        {{u":newest"_s, kNewestAnswers}}, [](const Row &row) { return Counted{row.text(0), row.integer(1), row.integer(2)}; });
    if (!newest)
        return std::unexpected(newest.error());
    tokens::Calibration calibration;
    for (const Counted &each : *newest)
        calibration.add(each.model, each.counted, each.told);
    return calibration;
}

Result<run::Experience> RunRepository::experience(const run::RunPlan &plan)
{
    run::Experience experience;
    auto means = meanOutputTokens(m_database);
    if (!means)
        return std::unexpected(means.error());
    experience.outputTokensByModel = *std::move(means);
    auto seen = calibration();
    if (!seen)
        return std::unexpected(seen.error());
    experience.calibration = *std::move(seen);
    if (plan.cache != run::CachePolicy::use && plan.cache != run::CachePolicy::only)
        return experience;
    const auto hashes = run::requestHashes(plan);
    if (!hashes)
        return std::unexpected(hashes.error());
    auto cached = answered(m_database, *hashes, plan.cacheLife.transform([&](Milliseconds life) { return plan.createdAt - life; }));
    if (!cached)
        return std::unexpected(cached.error());
    experience.cachedRequests = *std::move(cached);
    return experience;
}

} // namespace assay::store
