// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evalset/revision.h"

#include <QHash>
#include <QSet>

namespace assay::evalset {

using namespace Qt::StringLiterals;

QString RevisionChange::counts() const
{
    return u"+%1 ~%2 −%3"_s.arg(added.size()).arg(changed.size()).arg(removed.size());
}

RevisionChange changeBetween(const QList<Item> &before, const QList<Item> &after)
{
    QHash<QString, QByteArray> earlier;
    for (const Item &item : before)
        earlier.insert(item.key, toCanonicalJson(toJson(item)));
    RevisionChange change;
    QSet<QString> later;
    for (const Item &item : after) {
        later.insert(item.key);
        const auto found = earlier.constFind(item.key);
        if (found == earlier.cend())
            change.added.append(item.key);
        else if (*found != toCanonicalJson(toJson(item)))
            change.changed.append(item.key);
    }
    for (const Item &item : before) {
        if (!later.contains(item.key))
            change.removed.append(item.key);
    }
    return change;
}

} // namespace assay::evalset
