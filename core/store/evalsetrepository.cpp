// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/evalsetrepository.h"

#include "core/base/contenthash.h"
#include "core/store/notfound.h"
#include "core/store/statement.h"

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

// The columns that setFrom() reads.
const QString kSelectRevision = u"SELECT s.id, r.id, r.number, s.name, r.title, r.description, r.default_assertions"
                                " FROM revisions r JOIN eval_sets s ON s.id = r.eval_set_id "_s;

/// All but the items.
Result<evalset::EvalSet> setFrom(const Row &row)
{
    auto assertions = parseJson(QStringView(row.text(6))).and_then([](const Json &json) { return evalset::assertionsFromJson(json); });
    if (!assertions)
        return std::unexpected(assertions.error().with(u"set"_s, row.text(3)));
    return evalset::EvalSet{
        .id = {row.integer(0)},
        .revisionId = {row.integer(1)},
        .revision = row.number(2),
        .name = row.text(3),
        .title = row.text(4),
        .description = row.text(5),
        .defaultAssertions = std::move(*assertions),
        .items = {},
    };
}

Result<evalset::Item> itemFrom(const Row &row)
{
    auto item = parseJson(QStringView(row.text(1))).and_then([](const Json &json) { return evalset::itemFromJson(json); });
    if (!item)
        return std::unexpected(item.error().with(u"item"_s, row.text(2)));
    item->id = {row.integer(0)};
    return item;
}

Result<QList<evalset::Item>> itemsOf(Database &database, evalset::RevisionId revision)
{
    return selectAll(database,
        u"SELECT i.id, i.content, i.key FROM revision_items ri JOIN items i ON i.id = ri.item_id"
        " WHERE ri.revision_id = :revision ORDER BY ri.position"_s,
        {{u":revision"_s, revision.value}}, itemFrom);
}

Result<evalset::EvalSet> withItems(Database &database, evalset::EvalSet set)
{
    auto items = itemsOf(database, set.revisionId);
    if (!items)
        return std::unexpected(items.error());
    set.items = std::move(*items);
    return set;
}

Result<std::optional<evalset::EvalSet>> newestRevision(Database &database, const QString &name)
{
    return selectFirst(database, kSelectRevision + u"WHERE s.name = :name ORDER BY r.number DESC LIMIT 1"_s, {{u":name"_s, name}}, setFrom);
}

std::unexpected<Error> noSet(Database &database, const QString &name)
{
    const auto names = selectAll(database, u"SELECT name FROM eval_sets ORDER BY name"_s, {}, [](const Row &row) { return row.text(0); });
    return notFound(u"eval set \"%1\""_s.arg(name), u"eval sets"_s, names.value_or(QStringList()));
}

std::unexpected<Error> noRevision(Database &database, const QString &name, int revision)
{
    const auto numbers = selectAll(database, u"SELECT r.number FROM revisions r JOIN eval_sets s ON s.id = r.eval_set_id WHERE s.name = :name ORDER BY r.number DESC"_s,
        {{u":name"_s, name}}, [](const Row &row) { return row.text(0); });
    return notFound(u"revision %1 of eval set \"%2\""_s.arg(revision).arg(name), u"revisions"_s, numbers.value_or(QStringList()));
}

Result<qint64> storeSet(Database &database, const QString &name, UtcTime now)
{
    const auto found = selectFirst(database, u"SELECT id FROM eval_sets WHERE name = :name"_s, {{u":name"_s, name}}, [](const Row &row) { return row.integer(0); });
    if (!found)
        return std::unexpected(found.error());
    if (*found)
        return **found;
    return write(database, u"INSERT INTO eval_sets (name, created_ms) VALUES (:name, :now)"_s, {{u":name"_s, name}, {u":now"_s, now}}).transform(idOf);
}

/// The row of this content: the one there is, or a new one.
Result<qint64> storeItem(Database &database, const evalset::Item &item)
{
    const QByteArray content = assay::toJson(evalset::toJson(item));
    // Of the exact bytes, not of the canonical text: what is read back is what was saved, members in their order.
    const QString hash = contentHash(QByteArrayView(content));
    const auto found = selectFirst(database, u"SELECT id FROM items WHERE content_hash = :hash"_s, {{u":hash"_s, hash}}, [](const Row &row) { return row.integer(0); });
    if (!found)
        return std::unexpected(found.error());
    if (*found)
        return **found;
    return write(database, u"INSERT INTO items (content_hash, key, content) VALUES (:hash, :key, :content)"_s,
        {{u":hash"_s, hash}, {u":key"_s, item.key}, {u":content"_s, QString::fromUtf8(content)}})
        .transform(idOf);
}

Result<void> storeItems(Database &database, evalset::EvalSet &set)
{
    for (qsizetype position = 0; position < set.items.size(); ++position) {
        const auto id = storeItem(database, set.items.at(position));
        if (!id)
            return std::unexpected(id.error().with(u"item"_s, set.items.at(position).key));
        set.items[position].id = {*id};
        const auto placed = write(database, u"INSERT INTO revision_items (revision_id, position, item_id) VALUES (:revision, :position, :item)"_s,
            {{u":revision"_s, set.revisionId.value}, {u":position"_s, position}, {u":item"_s, *id}});
        if (!placed)
            return std::unexpected(placed.error());
    }
    return {};
}

Result<void> check(const evalset::EvalSet &set)
{
    if (set.name.isEmpty() || set.name != set.name.simplified())
        return fail(ErrorKind::invalidInput, u"\"%1\" cannot be the name of an eval set."_s.arg(set.name), u"Use a name without line ends and blanks around it."_s);
    return evalset::validate(set.items);
}

} // namespace

Result<QList<EvalSetSummary>> EvalSetRepository::list()
{
    return selectAll(m_database,
        u"SELECT s.id, s.name, r.title, r.number, r.item_count,"
        " (SELECT count(*) FROM revisions old JOIN runs ON runs.revision_id = old.id WHERE old.eval_set_id = s.id)"
        " FROM eval_sets s JOIN revisions r ON r.eval_set_id = s.id"
        " WHERE r.number = (SELECT max(number) FROM revisions WHERE eval_set_id = s.id) ORDER BY s.name"_s,
        {}, [](const Row &row) {
            return EvalSetSummary{
                .id = {row.integer(0)},
                .name = row.text(1),
                .title = row.text(2),
                .revision = row.number(3),
                .itemCount = row.number(4),
                .runCount = row.number(5),
            };
        });
}

Result<evalset::EvalSet> EvalSetRepository::load(const QString &name)
{
    auto set = newestRevision(m_database, name);
    if (!set)
        return std::unexpected(set.error());
    if (!*set)
        return noSet(m_database, name);
    return withItems(m_database, std::move(**set));
}

Result<evalset::EvalSet> EvalSetRepository::load(const QString &name, int revision)
{
    auto set = selectFirst(m_database, kSelectRevision + u"WHERE s.name = :name AND r.number = :number"_s, {{u":name"_s, name}, {u":number"_s, revision}}, setFrom);
    if (!set)
        return std::unexpected(set.error());
    if (*set)
        return withItems(m_database, std::move(**set));
    const auto newest = newestRevision(m_database, name);
    if (!newest)
        return std::unexpected(newest.error());
    return *newest ? noRevision(m_database, name, revision) : noSet(m_database, name);
}

Result<evalset::EvalSet> EvalSetRepository::save(const evalset::EvalSet &set, UtcTime now)
{
    if (const auto checked = check(set); !checked)
        return std::unexpected(checked.error());
    const auto id = storeSet(m_database, set.name, now);
    if (!id)
        return std::unexpected(id.error());
    const auto newest = newestRevision(m_database, set.name);
    if (!newest)
        return std::unexpected(newest.error());

    evalset::EvalSet stored = set;
    stored.id = {*id};
    stored.revision = *newest ? (*newest)->revision + 1 : 1;
    const auto revision = write(m_database,
        u"INSERT INTO revisions (eval_set_id, number, title, description, default_assertions, item_count, created_ms)"
        " VALUES (:set, :number, :title, :description, :assertions, :items, :now)"_s,
        {{u":set"_s, *id}, {u":number"_s, stored.revision}, {u":title"_s, set.title}, {u":description"_s, set.description},
            {u":assertions"_s, QString::fromUtf8(assay::toJson(evalset::toJson(set.defaultAssertions)))}, {u":items"_s, set.items.size()}, {u":now"_s, now}});
    if (!revision)
        return std::unexpected(revision.error());
    stored.revisionId = {revision->lastId};
    if (const auto placed = storeItems(m_database, stored); !placed)
        return std::unexpected(placed.error());
    return stored;
}

} // namespace assay::store
