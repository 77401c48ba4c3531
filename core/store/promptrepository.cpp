// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/promptrepository.h"

#include "core/store/notfound.h"
#include "core/store/statement.h"

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

// The columns that versionFrom() reads.
const QString kSelectVersion = u"SELECT v.id, v.prompt_id, p.name, v.number, v.content, v.note, v.parent, v.content_hash, v.created_ms"
                               " FROM prompt_versions v JOIN prompts p ON p.id = v.prompt_id "_s;

Result<prompt::Content> contentFrom(const QString &text)
{
    return parseJson(QStringView(text)).and_then([](const Json &json) { return prompt::contentFromJson(json); });
}

Result<prompt::Version> versionFrom(const Row &row)
{
    auto content = contentFrom(row.text(4));
    if (!content)
        return std::unexpected(content.error().with(u"version"_s, row.text(2) + u'@' + row.text(3)));
    return prompt::Version{
        .id = {row.integer(0)},
        .promptId = {row.integer(1)},
        .promptName = row.text(2),
        .number = row.number(3),
        .content = std::move(*content),
        .note = row.text(5),
        .parent = row.optionalNumber(6),
        .contentHash = row.text(7),
        .createdAt = row.time(8),
    };
}

Result<QStringList> promptNames(Database &database)
{
    return selectAll(database, u"SELECT name FROM prompts ORDER BY name"_s, {}, [](const Row &row) { return row.text(0); });
}

std::unexpected<Error> noPrompt(Database &database, const QString &name)
{
    return notFound(u"prompt \"%1\""_s.arg(name), u"prompts"_s, promptNames(database).value_or(QStringList()));
}

Result<std::optional<qint64>> findPrompt(Database &database, const QString &name)
{
    return selectFirst(database, u"SELECT id FROM prompts WHERE name = :name"_s, {{u":name"_s, name}}, [](const Row &row) { return row.integer(0); });
}

Result<qint64> promptId(Database &database, const QString &name)
{
    const auto found = findPrompt(database, name);
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return noPrompt(database, name);
    return **found;
}

Result<std::optional<prompt::Version>> newestVersion(Database &database, qint64 promptId)
{
    return selectFirst(database, kSelectVersion + u"WHERE v.prompt_id = :prompt ORDER BY v.number DESC LIMIT 1"_s, {{u":prompt"_s, promptId}}, versionFrom);
}

std::unexpected<Error> noVersion(Database &database, const QString &promptName, int number)
{
    const auto labels = selectAll(database,
        u"SELECT p.name || '@' || v.number FROM prompt_versions v JOIN prompts p ON p.id = v.prompt_id"
        " WHERE p.name = :name ORDER BY v.number DESC"_s,
        {{u":name"_s, promptName}}, [](const Row &row) { return row.text(0); });
    return notFound(u"version \"%1@%2\""_s.arg(promptName, QString::number(number)), u"versions"_s, labels.value_or(QStringList()));
}

/// A name that a reference such as "triage@3" can hold.
Result<void> checkName(const QString &name)
{
    const auto reference = prompt::versionReferenceFromText(name);
    if (reference && reference->prompt == name && !reference->number && name == name.simplified())
        return {};
    return fail(ErrorKind::invalidInput, u"\"%1\" cannot be the name of a prompt."_s.arg(name), u"Use a name without @, line ends and blanks around it."_s);
}

/// What is wrong with a new version of `newest`'s prompt, if anything.
Result<void> checkNewVersion(Database &database, const QString &promptName, const std::optional<prompt::Version> &newest, const QString &contentHash, std::optional<int> parent)
{
    if (newest && newest->contentHash == contentHash) {
        return fail(ErrorKind::conflict, u"Nothing has changed since %1: a new version would be the same."_s.arg(newest->label()),
            u"Change a message or a parameter first, or use %1."_s.arg(newest->label()));
    }
    if (parent && (*parent < 1 || *parent > (newest ? newest->number : 0)))
        return noVersion(database, promptName, *parent);
    return {};
}

} // namespace

Result<QList<PromptSummary>> PromptRepository::list()
{
    return selectAll(m_database,
        u"SELECT p.id, p.name, count(v.id), coalesce(max(v.number), 0) FROM prompts p LEFT JOIN prompt_versions v ON v.prompt_id = p.id"
        " GROUP BY p.id ORDER BY p.name"_s,
        {}, [](const Row &row) { return PromptSummary{.id = {row.integer(0)}, .name = row.text(1), .versionCount = row.number(2), .newest = row.number(3)}; });
}

Result<QList<prompt::Version>> PromptRepository::versions(const QString &promptName)
{
    return promptId(m_database, promptName).and_then([&](qint64 id) {
        return selectAll(m_database, kSelectVersion + u"WHERE v.prompt_id = :prompt ORDER BY v.number DESC"_s, {{u":prompt"_s, id}}, versionFrom);
    });
}

Result<prompt::Version> PromptRepository::version(const prompt::VersionReference &reference)
{
    const auto id = promptId(m_database, reference.prompt);
    if (!id)
        return std::unexpected(id.error());
    auto found = reference.number
        ? selectFirst(m_database, kSelectVersion + u"WHERE v.prompt_id = :prompt AND v.number = :number"_s, {{u":prompt"_s, *id}, {u":number"_s, *reference.number}}, versionFrom)
        : newestVersion(m_database, *id);
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return noVersion(m_database, reference.prompt, reference.number.value_or(1));
    return std::move(**found);
}

Result<prompt::Version> PromptRepository::addVersion(const QString &promptName, const prompt::Content &content, const QString &note, std::optional<int> parent, UtcTime now)
{
    if (const auto named = checkName(promptName); !named)
        return std::unexpected(named.error());
    const auto existing = findPrompt(m_database, promptName);
    if (!existing)
        return std::unexpected(existing.error());
    const auto newest = *existing ? newestVersion(m_database, **existing) : Result<std::optional<prompt::Version>>(std::nullopt);
    if (!newest)
        return std::unexpected(newest.error());
    const QString hash = prompt::contentHash(content);
    if (const auto fits = checkNewVersion(m_database, promptName, *newest, hash, parent); !fits)
        return std::unexpected(fits.error());

    qint64 prompt = existing->value_or(0);
    if (prompt == 0) {
        const auto made = write(m_database, u"INSERT INTO prompts (name, created_ms) VALUES (:name, :now)"_s, {{u":name"_s, promptName}, {u":now"_s, now}});
        if (!made)
            return std::unexpected(made.error());
        prompt = made->lastId;
    }
    const int number = *newest ? (*newest)->number + 1 : 1;
    const auto added = write(m_database,
        u"INSERT INTO prompt_versions (prompt_id, number, content, content_hash, note, parent, created_ms)"
        " VALUES (:prompt, :number, :content, :hash, :note, :parent, :now)"_s,
        {{u":prompt"_s, prompt}, {u":number"_s, number}, {u":content"_s, QString::fromUtf8(assay::toJson(prompt::toJson(content)))}, {u":hash"_s, hash}, {u":note"_s, note},
            {u":parent"_s, parent}, {u":now"_s, now}});
    if (!added)
        return std::unexpected(added.error());
    return version({.prompt = promptName, .number = number});
}

Result<void> PromptRepository::moveLabel(const QString &promptName, const QString &label, int toVersion, UtcTime now)
{
    if (label.isEmpty() || label != label.simplified())
        return fail(ErrorKind::invalidInput, u"\"%1\" cannot be a label."_s.arg(label), u"Use a name without line ends and blanks around it."_s);
    const auto target = version({.prompt = promptName, .number = toVersion});
    if (!target)
        return std::unexpected(target.error());
    const auto current = labels(promptName);
    if (!current)
        return std::unexpected(current.error());
    const std::optional<int> from = current->contains(label) ? std::optional(current->value(label)) : std::nullopt;
    if (from == toVersion)
        return {};
    const qint64 prompt = target->promptId.value;
    return write(m_database,
        u"INSERT INTO labels (prompt_id, name, number) VALUES (:prompt, :label, :to)"
        " ON CONFLICT (prompt_id, name) DO UPDATE SET number = excluded.number"_s,
        {{u":prompt"_s, prompt}, {u":label"_s, label}, {u":to"_s, toVersion}})
        .and_then([&](Written) {
            return write(m_database, u"INSERT INTO label_moves (prompt_id, label, from_number, to_number, at_ms) VALUES (:prompt, :label, :from, :to, :now)"_s,
                {{u":prompt"_s, prompt}, {u":label"_s, label}, {u":from"_s, from}, {u":to"_s, toVersion}, {u":now"_s, now}});
        })
        .transform([](Written) {});
}

Result<QMap<QString, int>> PromptRepository::labels(const QString &promptName)
{
    const auto id = promptId(m_database, promptName);
    if (!id)
        return std::unexpected(id.error());
    const auto rows = selectAll(
        m_database, u"SELECT name, number FROM labels WHERE prompt_id = :prompt"_s, {{u":prompt"_s, *id}}, [](const Row &row) { return std::pair(row.text(0), row.number(1)); });
    if (!rows)
        return std::unexpected(rows.error());
    QMap<QString, int> labels;
    for (const auto &[label, number] : *rows)
        labels.insert(label, number);
    return labels;
}

Result<QList<LabelMove>> PromptRepository::labelHistory(const QString &promptName)
{
    return promptId(m_database, promptName).and_then([&](qint64 id) {
        return selectAll(m_database, u"SELECT label, from_number, to_number, at_ms FROM label_moves WHERE prompt_id = :prompt ORDER BY id DESC"_s, {{u":prompt"_s, id}},
            [](const Row &row) { return LabelMove{.label = row.text(0), .from = row.optionalNumber(1), .to = row.number(2), .at = row.time(3)}; });
    });
}

Result<std::optional<prompt::Content>> PromptRepository::draft(const QString &promptName)
{
    return selectFirst(m_database, u"SELECT content FROM drafts WHERE prompt_name = :name"_s, {{u":name"_s, promptName}}, [](const Row &row) { return contentFrom(row.text(0)); });
}

Result<void> PromptRepository::saveDraft(const QString &promptName, const std::optional<prompt::Content> &draft)
{
    if (!draft)
        return write(m_database, u"DELETE FROM drafts WHERE prompt_name = :name"_s, {{u":name"_s, promptName}}).transform([](Written) {});
    return checkName(promptName)
        .and_then([&] {
            return write(m_database, u"INSERT INTO drafts (prompt_name, content) VALUES (:name, :content) ON CONFLICT (prompt_name) DO UPDATE SET content = excluded.content"_s,
                {{u":name"_s, promptName}, {u":content"_s, QString::fromUtf8(assay::toJson(prompt::toJson(*draft)))}});
        })
        .transform([](Written) {});
}

} // namespace assay::store
