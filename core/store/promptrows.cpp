// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/promptrows.h"

#include "core/store/notfound.h"
#include "core/store/statement.h"

namespace assay::store {

using namespace Qt::StringLiterals;

Result<std::optional<qint64>> findPrompt(Database &database, const QString &name)
{
    return selectFirst(database, u"SELECT id FROM prompts WHERE name = :name"_s, {{u":name"_s, name}}, [](const Row &row) { return row.integer(0); });
}

Result<qint64> promptId(Database &database, const QString &name)
{
    const auto found = findPrompt(database, name);
    if (!found)
        return std::unexpected(found.error());
    if (*found)
        return **found;
    const auto names = selectAll(database, u"SELECT name FROM prompts ORDER BY name"_s, {}, [](const Row &row) { return row.text(0); });
    return notFound(u"prompt \"%1\""_s.arg(name), u"prompts"_s, names.value_or(QStringList()));
}

} // namespace assay::store
