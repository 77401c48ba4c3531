// SPDX-License-Identifier: GPL-3.0-or-later
// How the versions of a prompt did in the runs that used them.
#include "core/store/modelsnapshot.h"
#include "core/store/promptrows.h"
#include "core/store/recordwords.h"
#include "core/store/runrepository.h"
#include "core/store/statement.h"

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

/// A column of a run's matrix: its cells are one range of indexes.
struct Place {
    ColumnHistory column;
    qint64 first = 0;
    qint64 count = 0;
};

Result<Place> placeFrom(const Row &row)
{
    const auto state = known(run::runStateFromText(row.text(2)), u"the state of a run"_s, row.text(2));
    if (!state)
        return std::unexpected(state.error());
    const auto planned = parseJson(QStringView(row.text(7))).and_then(&fromSnapshot);
    if (!planned)
        return std::unexpected(planned.error());
    const qint64 count = row.integer(8);
    return Place{
        .column = {.run = {row.integer(0)},
            .at = row.time(1),
            .state = *state,
            .setName = row.text(3),
            .setRevision = row.number(4),
            .version = row.number(5),
            .model = row.text(6),
            .isSimulated = planned->provider.isSimulated(),
            .totals = {}},
        .first = (row.integer(9) * row.integer(11) + row.integer(10)) * count,
        .count = count,
    };
}

Result<ColumnHistory> counted(Database &database, Place place)
{
    run::Totals &totals = place.column.totals;
    totals.cells = static_cast<int>(place.count);
    return selectFirst(database,
        u"SELECT total(outcome = 'passed'), total(outcome = 'failed'), total(outcome = 'error'), total(outcome = 'skipped') FROM cells"
        " WHERE run_id = :run AND idx >= :first AND idx < :end"_s,
        {{u":run"_s, place.column.run.value}, {u":first"_s, place.first}, {u":end"_s, place.first + place.count}},
        [&totals](const Row &row) {
            totals.passed = row.number(0);
            totals.failed = row.number(1);
            totals.errors = row.number(2);
            totals.skipped = row.number(3);
            return true;
        })
        .transform([&](const std::optional<bool> &) { return place.column; });
}

} // namespace

Result<QList<ColumnHistory>> RunRepository::history(const QString &promptName, std::optional<int> number, int newestRuns)
{
    const auto prompt = promptId(m_database, promptName);
    if (!prompt)
        return std::unexpected(prompt.error());
    const auto places = selectAll(m_database,
        u"SELECT r.id, r.created_ms, r.state, s.name, v.number, pv.number, m.name, m.configuration,"
        " r.repeats * (v.item_count - json_array_length(r.left_out)), rv.position, m.position, (SELECT count(*) FROM run_models k WHERE k.run_id = r.id)"
        " FROM (SELECT DISTINCT u.run_id FROM prompt_versions p JOIN run_versions u ON u.version_id = p.id WHERE p.prompt_id = :prompt AND (:any OR p.number = :number)"
        "  ORDER BY u.run_id DESC LIMIT :newest) n"
        " JOIN runs r ON r.id = n.run_id JOIN revisions v ON v.id = r.revision_id JOIN eval_sets s ON s.id = v.eval_set_id"
        " JOIN run_versions rv ON rv.run_id = r.id JOIN prompt_versions pv ON pv.id = rv.version_id AND pv.prompt_id = :same AND (:all OR pv.number = :wanted)"
        " JOIN run_models m ON m.run_id = r.id ORDER BY r.id DESC, rv.position, m.position"_s,
        {{u":prompt"_s, *prompt}, {u":any"_s, !number}, {u":number"_s, number.value_or(0)}, {u":newest"_s, newestRuns}, {u":same"_s, *prompt}, {u":all"_s, !number},
            {u":wanted"_s, number.value_or(0)}},
        placeFrom);
    if (!places)
        return std::unexpected(places.error());
    QList<ColumnHistory> history;
    for (const Place &place : *places) {
        auto column = counted(m_database, place);
        if (!column)
            return std::unexpected(column.error());
        history.append(*std::move(column));
    }
    return history;
}

} // namespace assay::store
