// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/lexicon.h"

#include <QStringList>

namespace assay::provider::triage {

using namespace Qt::StringLiterals;

namespace {

constexpr char16_t kFirstIdeograph = 0x2e80;

QString onePattern(QString clue)
{
    const bool isWhole = clue.endsWith(u'_');
    if (isWhole)
        clue.chop(1);
    const bool startsWord = clue.at(0).unicode() < kFirstIdeograph;
    QString pattern = QRegularExpression::escape(clue);
    pattern.replace(QRegularExpression::escape(u"…"_s), u"[^.!?\\n]{0,40}?"_s);
    pattern.replace(u"\\'"_s, u"['’]?"_s).replace(u"\\ "_s, u"\\s+"_s);
    if (startsWord)
        pattern.prepend(u"(?<![\\p{L}\\d])"_s);
    if (isWhole)
        pattern.append(u"(?![\\p{L}\\d])"_s);
    return pattern;
}

QString anyOf(const QString &clues)
{
    QStringList patterns;
    for (const QString &clue : clues.split(u'|', Qt::SkipEmptyParts))
        patterns.append(onePattern(clue.trimmed()));
    return patterns.join(u'|');
}

constexpr auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;

} // namespace

QRegularExpression cluePattern(const QString &clues)
{
    return QRegularExpression(anyOf(clues), kOptions);
}

QRegularExpression pairPattern(const QString &clues, const QString &others)
{
    const QString one = u"(?:"_s + anyOf(clues) + u")"_s;
    const QString other = u"(?:"_s + anyOf(others) + u")"_s;
    const QString between = u"[^.!?\\n]{0,60}?"_s;
    return QRegularExpression(one + between + other + u"|"_s + other + between + one, kOptions);
}

Clues clues(Category category, double weight, const QString &text)
{
    return {category, weight, cluePattern(text)};
}

Clues pairs(Category category, double weight, const QString &text, const QString &others)
{
    return {category, weight, pairPattern(text, others)};
}

} // namespace assay::provider::triage
