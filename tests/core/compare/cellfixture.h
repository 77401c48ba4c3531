// SPDX-License-Identifier: GPL-3.0-or-later
// Sides of a comparison from short texts. One letter an item: P passed, F failed, E error, S skipped, '.' not done, ' ' no cell at all.
#pragma once

#include "core/compare/input.h"

#include <QStringList>

namespace assay::compare::fixture {

inline QString itemKey(qsizetype index)
{
    return QStringLiteral("T-%1").arg(index + 1, 3, 10, QLatin1Char('0'));
}

inline std::optional<run::Outcome> outcomeOf(QChar letter)
{
    switch (letter.unicode()) {
    case u'P':
        return run::Outcome::passed;
    case u'F':
        return run::Outcome::failed;
    case u'E':
        return run::Outcome::error;
    case u'S':
        return run::Outcome::skipped;
    default:
        return std::nullopt;
    }
}

/// One text a repeat.
inline Side side(const QString &label, const QStringList &repeats)
{
    Side result{.label = label, .setName = QStringLiteral("support-triage"), .setRevision = 3, .assertionsHash = QStringLiteral("abc"), .cells = {}};
    for (int repeat = 0; repeat < repeats.size(); ++repeat) {
        const QString &letters = repeats.at(repeat);
        for (qsizetype i = 0; i < letters.size(); ++i) {
            if (letters.at(i) == u' ')
                continue;
            run::CellResult cell;
            cell.key.item = static_cast<int>(i);
            cell.key.repeat = repeat;
            cell.itemKey = itemKey(i);
            cell.outcome = outcomeOf(letters.at(i));
            result.cells.append(cell);
        }
    }
    return result;
}

inline ComparisonInput input(const QStringList &baseline, const QStringList &candidate)
{
    ComparisonInput result;
    result.model = QStringLiteral("sim-medium");
    result.baseline = side(QStringLiteral("triage@3"), baseline);
    result.candidate = side(QStringLiteral("triage@4"), candidate);
    const auto count = std::max(baseline.value(0).size(), candidate.value(0).size());
    for (qsizetype i = 0; i < count; ++i)
        result.items.append({.key = itemKey(i), .tags = {}, .weight = 1, .group = {}});
    return result;
}

inline ComparisonInput input(const QString &baseline, const QString &candidate)
{
    return input(QStringList{baseline}, QStringList{candidate});
}

/// The items in the order of the table's cells: both pass, regressions, fixes, both fail.
inline ComparisonInput fromTable(qsizetype bothPass, qsizetype regressions, qsizetype fixes, qsizetype bothFail)
{
    const auto letters = [](QChar letter, qsizetype count) { return QString(count, letter); };
    const QString baseline = letters(u'P', bothPass) % letters(u'P', regressions) % letters(u'F', fixes) % letters(u'F', bothFail);
    const QString candidate = letters(u'P', bothPass) % letters(u'F', regressions) % letters(u'P', fixes) % letters(u'F', bothFail);
    return input(baseline, candidate);
}

} // namespace assay::compare::fixture
