// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evalset/nearduplicates.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <vector>

namespace assay::evalset {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShingleWords = 3;

QStringList wordsOf(const QString &text)
{
    QStringList words;
    QString word;
    for (const QChar c : text) {
        if (c.isLetterOrNumber() || c.isMark() || c.isSurrogate()) {
            word += c.toCaseFolded();
        } else if (!word.isEmpty()) {
            words.append(word);
            word.clear();
        }
    }
    if (!word.isEmpty())
        words.append(word);
    return words;
}

void addShingles(const QString &text, QSet<QString> &shingles)
{
    const QStringList words = wordsOf(text);
    if (!words.isEmpty() && words.size() < kShingleWords)
        shingles.insert(words.join(u' '));
    for (qsizetype i = 0; i + kShingleWords <= words.size(); ++i)
        shingles.insert(words.sliced(i, kShingleWords).join(u' '));
}

void addShingles(const Json &value, QSet<QString> &shingles)
{
    if (value.is_object()) {
        for (const auto &member : value.object_range())
            addShingles(member.value(), shingles);
    } else if (value.is_array()) {
        for (const Json &element : value.array_range())
            addShingles(element, shingles);
    } else if (value.is_string()) {
        addShingles(toQString(value), shingles);
    }
}

} // namespace

QList<NearDuplicate> nearDuplicates(const QList<Item> &items, double threshold)
{
    QList<NearDuplicate> pairs;
    QHash<QString, std::vector<std::size_t>> earlierWith; // shingle → earlier items that have it
    std::vector<qsizetype> sizes;
    std::vector<qsizetype> shared;
    for (std::size_t i = 0; i < static_cast<std::size_t>(items.size()); ++i) {
        QSet<QString> shingles;
        addShingles(items.at(static_cast<qsizetype>(i)).variables, shingles);
        shared.assign(i, 0);
        for (const QString &shingle : std::as_const(shingles)) {
            std::vector<std::size_t> &holders = earlierWith[shingle];
            for (const std::size_t earlier : holders)
                ++shared[earlier];
            holders.push_back(i);
        }
        sizes.push_back(shingles.size());
        for (std::size_t earlier = 0; earlier < i; ++earlier) {
            const qsizetype together = sizes[earlier] + sizes[i] - shared[earlier];
            const double similarity = together == 0 ? 0 : static_cast<double>(shared[earlier]) / static_cast<double>(together);
            if (similarity > threshold)
                pairs.append({items.at(static_cast<qsizetype>(earlier)).key, items.at(static_cast<qsizetype>(i)).key, similarity});
        }
    }
    std::ranges::stable_sort(pairs, std::ranges::greater(), &NearDuplicate::similarity);
    return pairs;
}

} // namespace assay::evalset
