// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/promptrepository.h"

#include "core/store/notfound.h"
#include "core/store/pinning.h"
#include "core/store/promptrows.h"
#include "core/store/statement.h"

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

// The columns that versionFrom() reads.
const QString kSelectVersion = u"SELECT v.id, v.prompt_id, p.name, v.number, v.content, v.note, v.parent, v.content_hash, v.created_ms, v.author"
                               " FROM prompt_versions v JOIN prompts p ON p.id = v.prompt_id "_s;

QString stored(const Json &content)
{
    return QString::fromUtf8(assay::toJson(content));
}

Result<prompt::Content> contentFrom(const QString &text)
{
    return parseJson(QStringView(text)).and_then([](const Json &json) { return prompt::contentFromJson(json); });
}

// Beside the members of a content, which knows none of this name.
constexpr char kEditing[] = "editing";

QString stored(const Draft &draft)
{
    Json json = prompt::toJson(draft.content);
    if (!draft.editing.is_null())
        json.insert_or_assign(kEditing, draft.editing);
    return stored(json);
}

Result<Draft> draftFrom(const Row &row)
{
    return parseJson(QStringView(row.text(0))).and_then([&](Json json) {
        Draft draft{.content = {}, .parent = row.optionalNumber(1), .note = row.text(2)};
        if (json.is_object()) {
            draft.editing = json.get_value_or<Json>(kEditing, Json::null());
            json.erase(kEditing);
        }
        return prompt::draftContentFromJson(json).transform([&](const prompt::Content &content) {
            draft.content = content;
            return draft;
        });
    });
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
        .author = row.text(9),
    };
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

/// Half a character, that JSON cannot hold, would be saved as another text than the one that was looked at.
Result<void> checkIsWhole(const prompt::Content &content)
{
    const auto half = [] { return fail(ErrorKind::invalidInput, u"the text holds half a character"_s, u"Type or paste the character anew."_s).error(); };
    for (qsizetype i = 0; i < content.messages.size(); ++i) {
        if (!content.messages.at(i).text.isValidUtf16())
            return std::unexpected(half().with(u"message"_s, i + 1));
    }
    for (const auto &[name, text] : content.snippets.asKeyValueRange()) {
        if (!text.isValidUtf16())
            return std::unexpected(half().with(u"snippet"_s, name));
    }
    return {};
}

/// Refuses a content that the prompt has already, whichever version has it.
Result<void> checkIsNew(Database &database, qint64 promptId, const QString &promptName, int newest, const QString &contentHash)
{
    const auto equal = selectFirst(database, u"SELECT number FROM prompt_versions WHERE prompt_id = :prompt AND content_hash = :hash ORDER BY number DESC LIMIT 1"_s,
        {{u":prompt"_s, promptId}, {u":hash"_s, contentHash}}, [](const Row &row) { return row.number(0); });
    if (!equal)
        return std::unexpected(equal.error());
    if (!*equal)
        return {};
    const QString label = promptName + u'@' + QString::number(**equal);
    const QString what = **equal == newest ? u"Nothing has changed since %1: a new version would be the same."_s.arg(label)
                                           : u"%1 has the very same content already: a new version would be the same."_s.arg(label);
    return std::unexpected(fail(ErrorKind::conflict, what, u"Change a message or a parameter first, or use %1."_s.arg(label)).error().with(u"version"_s, label));
}

Result<qint64> makePrompt(Database &database, const QString &name, UtcTime now)
{
    return write(database, u"INSERT INTO prompts (name, created_ms) VALUES (:name, :now)"_s, {{u":name"_s, name}, {u":now"_s, now}}).transform(idOf);
}

/// Of a prompt that is made when it is not there; the hash is that of the content.
Result<void> insertVersion(Database &database, std::optional<qint64> promptId, const prompt::Version &version)
{
    const auto prompt = promptId ? Result<qint64>(*promptId) : makePrompt(database, version.promptName, version.createdAt);
    if (!prompt)
        return std::unexpected(prompt.error());
    return write(database,
        u"INSERT INTO prompt_versions (prompt_id, number, content, content_hash, note, parent, created_ms, author)"
        " VALUES (:prompt, :number, :content, :hash, :note, :parent, :now, :author)"_s,
        {{u":prompt"_s, *prompt}, {u":number"_s, version.number}, {u":content"_s, stored(prompt::toJson(version.content))}, {u":hash"_s, prompt::contentHash(version.content)},
            {u":note"_s, version.note}, {u":parent"_s, version.parent}, {u":now"_s, version.createdAt}, {u":author"_s, version.author}})
        .transform([](Written) {});
}

Result<int> newestNumber(Database &database, qint64 promptId)
{
    return selectFirst(database, u"SELECT coalesce(max(number), 0) FROM prompt_versions WHERE prompt_id = :prompt"_s, {{u":prompt"_s, promptId}}, [](const Row &row) {
        return row.number(0);
    }).transform([](std::optional<int> number) { return number.value_or(0); });
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
    std::optional<int> number = reference.number;
    if (!reference.label.isEmpty()) {
        const auto labelled = selectFirst(m_database, u"SELECT number FROM labels WHERE prompt_id = :prompt AND name = :label"_s,
            {{u":prompt"_s, *id}, {u":label"_s, reference.label}}, [](const Row &row) { return row.number(0); });
        if (!labelled)
            return std::unexpected(labelled.error());
        if (!*labelled)
            return noLabel(m_database, reference.prompt, reference.label);
        number = *labelled;
    }
    auto found = number
        ? selectFirst(m_database, kSelectVersion + u"WHERE v.prompt_id = :prompt AND v.number = :number"_s, {{u":prompt"_s, *id}, {u":number"_s, *number}}, versionFrom)
        : newestVersion(m_database, *id);
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return noVersion(m_database, reference.prompt, number.value_or(1));
    return std::move(**found);
}

Result<prompt::Version> PromptRepository::addVersion(
    const QString &promptName, const prompt::Content &content, const QString &note, std::optional<int> parent, UtcTime now, const QString &author)
{
    if (const auto named = checkName(promptName); !named)
        return std::unexpected(named.error());
    const auto existing = findPrompt(m_database, promptName);
    if (!existing)
        return std::unexpected(existing.error());
    const auto newest = *existing ? newestNumber(m_database, **existing) : Result<int>(0);
    if (!newest)
        return std::unexpected(newest.error());
    if (parent && (*parent < 1 || *parent > *newest))
        return noVersion(m_database, promptName, *parent);
    const auto whole = pinned(m_database, content);
    if (!whole)
        return std::unexpected(whole.error());
    if (const auto isWhole = checkIsWhole(*whole); !isWhole)
        return std::unexpected(isWhole.error());
    const QString hash = prompt::contentHash(*whole);
    if (*existing) {
        if (const auto isNew = checkIsNew(m_database, **existing, promptName, *newest, hash); !isNew)
            return std::unexpected(isNew.error());
    }
    prompt::Version made;
    made.promptName = promptName;
    made.number = *newest + 1;
    made.content = *whole;
    made.note = note;
    made.parent = parent;
    made.createdAt = now;
    made.author = author;
    if (const auto inserted = insertVersion(m_database, *existing, made); !inserted)
        return std::unexpected(inserted.error());
    return version({.prompt = promptName, .number = made.number});
}

Result<prompt::Version> PromptRepository::restoreVersion(const prompt::Version &version)
{
    if (const auto named = checkName(version.promptName); !named)
        return std::unexpected(named.error());
    const auto existing = findPrompt(m_database, version.promptName);
    if (!existing)
        return std::unexpected(existing.error());
    const auto newest = *existing ? newestNumber(m_database, **existing) : Result<int>(0);
    if (!newest)
        return std::unexpected(newest.error());
    if (version.number != *newest + 1) {
        return fail(ErrorKind::conflict, u"%1 cannot be the next version: that is number %2"_s.arg(version.label()).arg(*newest + 1), u"Versions are numbered without gaps."_s);
    }
    if (version.parent && (*version.parent < 1 || *version.parent > *newest))
        return noVersion(m_database, version.promptName, *version.parent);
    if (const auto inserted = insertVersion(m_database, *existing, version); !inserted)
        return std::unexpected(inserted.error());
    return this->version({.prompt = version.promptName, .number = version.number});
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

Result<std::optional<Draft>> PromptRepository::draft(const QString &promptName)
{
    return selectFirst(m_database, u"SELECT content, parent, note FROM drafts WHERE prompt_name = :name"_s, {{u":name"_s, promptName}}, draftFrom);
}

Result<void> PromptRepository::saveDraft(const QString &promptName, const std::optional<Draft> &draft)
{
    if (!draft)
        return write(m_database, u"DELETE FROM drafts WHERE prompt_name = :name"_s, {{u":name"_s, promptName}}).transform([](Written) {});
    return checkName(promptName)
        .and_then([&] {
            return write(m_database,
                u"INSERT INTO drafts (prompt_name, content, parent, note) VALUES (:name, :content, :parent, :note)"
                " ON CONFLICT (prompt_name) DO UPDATE SET content = excluded.content, parent = excluded.parent, note = excluded.note"_s,
                {{u":name"_s, promptName}, {u":content"_s, stored(*draft)}, {u":parent"_s, draft->parent}, {u":note"_s, draft->note}});
        })
        .transform([](Written) {});
}

} // namespace assay::store
