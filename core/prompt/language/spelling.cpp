// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/spelling.h"

#include <algorithm>
#include <vector>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

// Below this every other short word would be near.
constexpr qsizetype kShortestWord = 3;
constexpr qsizetype kLongestWord = 64;
constexpr qsizetype kMostCandidates = 500;
constexpr qsizetype kMostNamed = 8;

// Optimal string alignment distance, row by row.
qsizetype editDistance(QStringView a, QStringView b)
{
    const auto width = static_cast<std::size_t>(b.size() + 1);
    std::vector<qsizetype> beforeLast(width);
    std::vector<qsizetype> last(width);
    std::vector<qsizetype> row(width);
    for (std::size_t j = 0; j < width; ++j)
        last[j] = static_cast<qsizetype>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const bool isEqual = a.at(i - 1) == b.at(j - 1);
            row[at] = std::min({last[at] + 1, row[at - 1] + 1, last[at - 1] + (isEqual ? 0 : 1)});
            if (i > 1 && j > 1 && a.at(i - 1) == b.at(j - 2) && a.at(i - 2) == b.at(j - 1))
                row[at] = std::min(row[at], beforeLast[at - 2] + 1);
        }
        beforeLast.swap(last);
        last.swap(row);
    }
    return last[width - 1];
}

} // namespace

QString nearestSpelling(QStringView written, const QStringList &candidates)
{
    if (written.size() < kShortestWord || written.size() > kLongestWord)
        return {};
    QString nearest;
    qsizetype fewest = written.size() / 3 + 1;
    const QString lower = written.toString().toLower();
    for (const QString &candidate : candidates.first(std::min(candidates.size(), kMostCandidates))) {
        if (candidate.size() > kLongestWord)
            continue;
        const qsizetype distance = editDistance(lower, candidate.toLower());
        if (distance < fewest && candidate != written) {
            fewest = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

QString spellingHint(QStringView written, const QStringList &candidates)
{
    const QString nearest = nearestSpelling(written, candidates);
    return nearest.isEmpty() ? QString() : u"Did you mean `%1`?"_s.arg(nearest);
}

QString namesInWords(const QStringList &names)
{
    if (names.size() <= kMostNamed)
        return names.join(u", "_s);
    return u"%1 and %2 more"_s.arg(names.first(kMostNamed).join(u", "_s), QString::number(names.size() - kMostNamed));
}

} // namespace assay::prompt
