// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/lint/bounds.h"

#include <algorithm>

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

namespace {

int numberOf(const QString &word)
{
    static const QStringList words{u"zero"_s, u"one"_s, u"two"_s, u"three"_s, u"four"_s, u"five"_s, u"six"_s, u"seven"_s, u"eight"_s, u"nine"_s, u"ten"_s};
    bool isNumber = false;
    const int number = word.toInt(&isNumber);
    return isNumber ? number : int(words.indexOf(word));
}

QRegularExpression boundPattern(const QString &words)
{
    return pattern(u"\\b(?:"_s + words + u")[ \\t]+(\\d{1,6}|one|two|three|four|five|six|seven|eight|nine|ten)[ \\t]+(word|sentence|paragraph|bullet|line|character|item)s?\\b"_s);
}

// Bounds of the answer as a whole: one of a member or of each part says so.
QList<Bound> boundsOf(const Examined &prompt, const QRegularExpression &bound)
{
    static const QRegularExpression partly(
        u"^[ \\t]*+(?:[-*•][ \\t]*+)?[\"`']?[\\w ]{1,30}[\"`']?[ \\t]*:|\\b(?:each|every|per|title|headline|summary|heading|field|paragraphs? (?:of|with)|sentences? of)\\b"_s);
    QList<Bound> bounds;
    for (const Message *message : prompt.instructions()) {
        for (auto matches = bound.globalMatch(message->lower); matches.hasNext();) {
            const auto match = matches.next();
            const Range sentence = sentenceAround(message->lower, match.capturedStart());
            if (!partly.matchView(QStringView(message->lower).sliced(sentence.start, sentence.length)).hasMatch())
                bounds.append({.spot = {.message = message->index, .range = {.start = match.capturedStart(), .length = match.capturedLength()}},
                    .number = numberOf(match.captured(1)),
                    .unit = match.captured(2)});
        }
    }
    return bounds;
}

// The words around a bound leave no doubt that it is of the whole answer.
bool isOfAnswer(const Examined &prompt, const Spot &spot)
{
    static const QRegularExpression ofPart(
        u"\\b(?:and|then|plus|including|includes?|contain(?:s|ing)?|which|where|finally|start|begin|end|last|first|not|never|about|for each)\\b|\\b(?:of|has|have|than)[ \\t]*$"_s);
    static const QRegularExpression more(u"\\b(?:and|then|plus|followed|or|not)\\b"_s);
    const QStringView lower = prompt.messages.at(spot.message).lower;
    const Range sentence = sentenceAround(lower, spot.range.start);
    return !isPartial(lower.sliced(sentence.start, sentence.length)) && !ofPart.matchView(lower.sliced(sentence.start, spot.range.start - sentence.start)).hasMatch()
        && (spot.range.end() >= sentence.end() || !more.matchView(lower.sliced(spot.range.end(), sentence.end() - spot.range.end())).hasMatch());
}

} // namespace

QList<Bound> upperBounds(const Examined &prompt)
{
    static const QRegularExpression bound = boundPattern(u"at most|no more than|up to|(?:a )?maximum of|under|fewer than|less than|within|exactly"_s);
    return boundsOf(prompt, bound);
}

QList<Bound> lowerBounds(const Examined &prompt)
{
    static const QRegularExpression bound = boundPattern(u"at least|no fewer than|no less than|(?:a )?minimum of|more than|exactly"_s);
    return boundsOf(prompt, bound);
}

std::optional<Bound> mostWords(const Examined &prompt)
{
    static const QRegularExpression besides = pattern(u"\\b(?:add|append|followed by|afterwards|and then|explain|justify|reasons?|reasoning|step by step|cite|quote|mention)\\b"_s);
    static const QRegularExpression oneWord = pattern(
        u"\\b(?:answer|reply|respond|return|output)[ \\t]+(?:only[ \\t]+|just[ \\t]+)?(?:with|in|as|using)[ \\t]+(?:only[ \\t]+|just[ \\t]+)?(?:a single|one)[ \\t]+word\\b"_s);
    QList<Bound> bounds = upperBounds(prompt);
    bounds.removeIf([](const Bound &bound) { return bound.unit != u"word"; });
    if (const auto spot = prompt.findAffirmed(oneWord))
        bounds.append({.spot = *spot, .number = 1, .unit = u"word"_s});
    const auto isDoubtful = [&prompt](const Bound &bound) { return bound.number < 1 || !isOfAnswer(prompt, bound.spot); };
    if (bounds.isEmpty() || std::ranges::any_of(bounds, isDoubtful) || prompt.findAffirmed(besides))
        return std::nullopt;
    return *std::ranges::max_element(bounds, {}, &Bound::number);
}

} // namespace assay::prompt::linting
