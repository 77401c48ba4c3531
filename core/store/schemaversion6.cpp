// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

// As the first schema has it, and what takes its place.
QString reworded(const QString &table, const QString &column, const QStringList &words)
{
    const auto each = [&](const QString &before, const QString &after) {
        QStringList parts;
        for (const QString &word : words)
            parts.append(before + u"''"_s + word + u"''"_s + after);
        return parts;
    };
    const QString list = u"CHECK ("_s + column + u" IN ("_s + each({}, {}).join(u", "_s) + u"))"_s;
    const QString alternatives = u"CHECK ("_s + each(column + u" = "_s, {}).join(u" OR "_s) + u")"_s;
    return u"UPDATE sqlite_schema SET sql = replace(sql, '%1', '%2') WHERE type = 'table' AND name = '%3'"_s.arg(list, alternatives, table);
}

} // namespace

QStringList schemaVersion6()
{
    // SQLite makes a table of its own for a list of three or more words, each time that a row is checked: a third of what a cell of a run cost to write.
    // The words are the same, so no row changes; that a CHECK may be edited in place says https://www.sqlite.org/lang_altertable.html, section 7.
    return {
        u"PRAGMA writable_schema=ON"_s,
        reworded(u"cells"_s, u"outcome"_s, {u"passed"_s, u"failed"_s, u"error"_s, u"skipped"_s}),
        reworded(u"attempts"_s, u"state"_s, {u"sent"_s, u"answered"_s, u"failed"_s}),
        reworded(u"grades"_s, u"state"_s, {u"passed"_s, u"failed"_s, u"error"_s}),
        u"PRAGMA writable_schema=RESET"_s,
    };
}

} // namespace assay::store
