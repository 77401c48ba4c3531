// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/promptrows.h"

#include "core/store/labelrepository.h"
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

std::unexpected<Error> noLabel(Database &database, const QString &promptName, const QString &label)
{
    LabelRepository labels(database);
    const auto removed = labels.removed(promptName).value_or(QMap<QString, int>());
    if (const auto gone = removed.constFind(label); gone != removed.cend()) {
        return fail(ErrorKind::notFound, u"The label \"%1@%2\" was removed; it stood on %3."_s.arg(promptName, label, u"%1@%2"_s.arg(promptName).arg(*gone)),
            u"A rollback puts it back there."_s);
    }
    const QStringList standing = labels.list(promptName).value_or(QMap<QString, int>()).keys();
    auto error = notFound(u"label \"%1@%2\""_s.arg(promptName, label), u"labels of %1"_s.arg(promptName), standing).error();
    if (standing.isEmpty() && !removed.isEmpty())
        error.hint = u"Those that %1 had were removed: %2. A rollback puts one back."_s.arg(promptName, removed.keys().join(u", "_s));
    return std::unexpected(error);
}

} // namespace assay::store
