// SPDX-License-Identifier: GPL-3.0-or-later
// How fast models answered lately, from the cells of the newest runs.
#include "core/store/modelrepository.h"

#include "core/store/modelsnapshot.h"
#include "core/store/statement.h"

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRunsLookedAt = 50;
constexpr int kRunsCounted = 5;
constexpr int kAnswersOfAColumn = 100;

/// Where a model stands in a run: its cells are one range of indexes for each version.
struct Column {
    run::RunId run;
    UtcTime startedAt;
    qint64 cells = 0; ///< of one version and model
    int versions = 0;
    int models = 0;
    int position = 0;
    QString asked; ///< what was asked where
};

QString askedOf(const run::PlannedModel &planned)
{
    return planned.provider.kind + u'\n' + planned.provider.baseUrl + u'\n' + planned.model.apiName;
}

Result<Column> columnFrom(const Row &row)
{
    const auto planned = parseJson(QStringView(row.text(6))).and_then(&fromSnapshot);
    if (!planned)
        return std::unexpected(planned.error());
    return Column{.run = {row.integer(0)},
        .startedAt = row.time(1),
        .cells = row.integer(2),
        .versions = row.number(3),
        .models = row.number(4),
        .position = row.number(5),
        .asked = askedOf(*planned)};
}

Result<void> addAnswers(Database &database, const Column &column, int version, SeenSpeed &speed)
{
    const qint64 first = (static_cast<qint64>(version) * column.models + column.position) * column.cells;
    return selectAll(database,
        u"SELECT latency_ms, ttft_ms FROM cells WHERE run_id = :run AND idx >= :first AND idx < :end AND attempts > 0 AND latency_ms IS NOT NULL LIMIT :most"_s,
        {{u":run"_s, column.run.value}, {u":first"_s, first}, {u":end"_s, first + column.cells}, {u":most"_s, kAnswersOfAColumn}},
        [&speed](const Row &row) {
            speed.latencyMs.append(row.integer(0));
            if (const auto firstToken = row.optionalInteger(1))
                speed.timeToFirstTokenMs.append(*firstToken);
            return true;
        })
        .transform([](const QList<bool> &) {});
}

Result<void> addColumn(Database &database, const Column &column, SeenSpeed &speed)
{
    const qsizetype before = speed.latencyMs.size();
    for (int version = 0; version < column.versions; ++version) {
        if (const auto added = addAnswers(database, column, version, speed); !added)
            return added;
    }
    if (speed.latencyMs.size() == before)
        return {};
    if (speed.runs == 0)
        speed.newest = column.startedAt;
    ++speed.runs;
    return {};
}

} // namespace

Result<QHash<qint64, SeenSpeed>> ModelRepository::seenSpeeds()
{
    const auto columns = selectAll(m_database,
        u"SELECT r.id, r.created_ms, r.repeats * ((SELECT item_count FROM revisions WHERE id = r.revision_id) - json_array_length(r.left_out)),"
        " (SELECT count(*) FROM run_versions v WHERE v.run_id = r.id), (SELECT count(*) FROM run_models n WHERE n.run_id = r.id), m.position, m.configuration"
        " FROM (SELECT * FROM runs ORDER BY id DESC LIMIT :newest) r JOIN run_models m ON m.run_id = r.id ORDER BY r.id DESC, m.position"_s,
        {{u":newest"_s, kRunsLookedAt}}, columnFrom);
    if (!columns)
        return std::unexpected(columns.error());
    const auto planned = models();
    if (!planned)
        return std::unexpected(planned.error());
    QHash<qint64, SeenSpeed> speeds;
    for (const run::PlannedModel &model : *planned) {
        SeenSpeed speed;
        for (const Column &column : *columns) {
            if (column.asked != askedOf(model) || speed.runs == kRunsCounted)
                continue;
            if (const auto added = addColumn(m_database, column, speed); !added)
                return std::unexpected(added.error());
        }
        if (speed.runs > 0)
            speeds.insert(model.model.id.value, speed);
    }
    return speeds;
}

} // namespace assay::store
