// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/snippetrepository.h"

#include "core/prompt/content.h"
#include "core/store/notfound.h"
#include "core/store/statement.h"

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

Snippet snippetFrom(const Row &row)
{
    return {.name = row.text(0), .text = row.text(1), .updatedAt = row.time(2)};
}

std::unexpected<Error> noSnippet(Database &database, const QString &name)
{
    const auto names = selectAll(database, u"SELECT name FROM snippets ORDER BY name"_s, {}, [](const Row &row) { return row.text(0); });
    return notFound(u"snippet \"%1\""_s.arg(name), u"snippets"_s, names.value_or(QStringList()));
}

} // namespace

Result<QList<Snippet>> SnippetRepository::list()
{
    return selectAll(m_database, u"SELECT name, text, updated_ms FROM snippets ORDER BY name"_s, {}, snippetFrom);
}

Result<QMap<QString, QString>> SnippetRepository::texts()
{
    return list().transform([](const QList<Snippet> &snippets) {
        QMap<QString, QString> texts;
        for (const Snippet &snippet : snippets)
            texts.insert(snippet.name, snippet.text);
        return texts;
    });
}

Result<Snippet> SnippetRepository::load(const QString &name)
{
    const auto found = selectFirst(m_database, u"SELECT name, text, updated_ms FROM snippets WHERE name = :name"_s, {{u":name"_s, name}}, snippetFrom);
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return noSnippet(m_database, name);
    return **found;
}

Result<void> SnippetRepository::save(const QString &name, const QString &text, UtcTime now)
{
    return prompt::checkSnippetName(name)
        .and_then([&] {
            return write(m_database,
                u"INSERT INTO snippets (name, text, updated_ms) VALUES (:name, :text, :now)"
                " ON CONFLICT (name) DO UPDATE SET text = excluded.text, updated_ms = excluded.updated_ms"_s,
                {{u":name"_s, name}, {u":text"_s, text}, {u":now"_s, now}});
        })
        .and_then([&](Written) { return write(m_database, u"DELETE FROM removed_snippets WHERE name = :name"_s, {{u":name"_s, name}}); })
        .transform([](Written) {});
}

Result<void> SnippetRepository::remove(const QString &name, UtcTime now)
{
    const auto noted = write(m_database,
        u"INSERT OR REPLACE INTO removed_snippets (name, text, removed_ms) SELECT name, text, :now FROM snippets WHERE name = :name"_s, {{u":now"_s, now}, {u":name"_s, name}});
    if (!noted)
        return std::unexpected(noted.error());
    if (noted->rows == 0)
        return noSnippet(m_database, name);
    return write(m_database, u"DELETE FROM snippets WHERE name = :name"_s, {{u":name"_s, name}}).transform([](Written) {});
}

Result<QMap<QString, QString>> SnippetRepository::removedTexts()
{
    QMap<QString, QString> texts;
    return selectAll(m_database, u"SELECT name, text FROM removed_snippets"_s, {},
        [&texts](const Row &row) {
            texts.insert(row.text(0), row.text(1));
            return true;
        })
        .transform([&](const QList<bool> &) { return texts; });
}

Result<QList<SnippetUse>> SnippetRepository::uses(const QString &name)
{
    return selectAll(m_database,
        u"SELECT p.name || '@' || v.number, s.value IS (SELECT text FROM snippets WHERE name = :current)"
        " FROM prompt_versions v JOIN prompts p ON p.id = v.prompt_id JOIN json_each(v.content, '$.snippets') s ON s.key = :name ORDER BY p.name, v.number DESC"_s,
        {{u":current"_s, name}, {u":name"_s, name}}, [](const Row &row) { return SnippetUse{.version = row.text(0), .isCurrent = row.flag(1)}; });
}

} // namespace assay::store
