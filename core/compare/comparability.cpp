// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/comparability.h"

#include <QSet>

namespace assay::compare {

using namespace Qt::StringLiterals;

namespace {

QString strangers(const Side &side, const QSet<QString> &known)
{
    for (const run::CellResult &cell : side.cells) {
        if (!known.contains(cell.itemKey))
            return u"%1 has an answer to item %2, which the set does not have"_s.arg(side.label, cell.itemKey);
    }
    return {};
}

} // namespace

QStringList whyNotComparable(const ComparisonInput &input)
{
    const Side &a = input.baseline;
    const Side &b = input.candidate;
    if (a.setName != b.setName)
        return {u"they ran on different sets, %1 and %2"_s.arg(a.setName, b.setName)};
    if (a.setRevision != b.setRevision)
        return {u"they ran on revisions %1 and %2 of %3"_s.arg(a.setRevision).arg(b.setRevision).arg(a.setName)};
    if (a.assertionsHash != b.assertionsHash)
        return {u"their items or assertions differ"_s};
    QSet<QString> known;
    for (const ComparedItem &item : input.items)
        known.insert(item.key);
    QStringList reasons{strangers(a, known), strangers(b, known)};
    reasons.removeAll(QString());
    return reasons;
}

} // namespace assay::compare
