// SPDX-License-Identifier: GPL-3.0-or-later
// Instructions that work against each other, and those that stand twice.
#include "core/prompt/lint/bounds.h"
#include "core/prompt/lint/rule.h"

#include <QSet>

#include <algorithm>

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

namespace {

struct Pair {
    QRegularExpression one;
    QRegularExpression other;
    const char *words;
};

const std::vector<Pair> &pairs()
{
    static const std::vector<Pair> all{
        {pattern(
             u"\\b(?:be|keep (?:it|this|the answer|your answers?|answers|your response|responses)|answer|reply|respond)[ \\t]+(?:very[ \\t]+|as[ \\t]+)?(?:brief|concise|short|terse|succinct)(?:ly)?\\b"_s),
            pattern(
                u"\\bin great detail\\b|\\bas (?:detailed|thorough|comprehensive|exhaustive|long) as possible\\b|\\b(?:be|answer|reply) (?:exhaustive|comprehensive|thorough|very "
                "detailed)(?:ly)?\\b|\\bat (?:great )?length\\b|\\bin as much detail\\b|\\b(?:write|give|provide|include)[ \\t]+(?:me[ \\t]+)?(?:an?[ \\t]+)?(?:very[ "
                "\\t]+)?(?:long|lengthy|detailed|in-depth|exhaustive|comprehensive|thorough)\\b[^.\\n]{0,30}?\\b(?:answers?|responses?|repl(?:y|ies)|explanations?|essay|account|"
                "analysis)\\b|\\b(?:at least|no fewer than|no less than|(?:a )?minimum of|more than)[ \\t]+(?:[2-9]\\d\\d|\\d{1,3},?\\d{3})[ \\t]+words\\b"_s),
            "brevity and detail"},
        {pattern(
             u"\\b(?:only|nothing but|just)[ \\t]+(?:with[ \\t]+)?(?:the[ \\t]+|a[ \\t]+|one[ \\t]+)?(?:label|category|number|word|letter|name|answer|value|json)\\b|\\bnothing "
             "else\\b|\\b(?:no|without(?: any)?) (?:explanations?|commentary|reasoning|other text)\\b|\\bdo not explain\\b|\\bdon't explain\\b|\\b(?:one|single)[ -]word[ "
             "\\t]+(?:only|answers?|responses?|repl(?:y|ies))\\b|\\b(?:answer|reply|respond|output|return)[ \\t]+(?:only[ \\t]+)?(?:with|in|as)[ \\t]+(?:only[ \\t]+|just[ "
             "\\t]+|exactly[ \\t]+)?(?:a single|one)[ \\t]+word\\b"_s),
            pattern(u"\\b(?:explain|justify|describe)[ \\t]+(?:me[ \\t]+)?(?:your|the)[ \\t]+(?:reasoning|reasons?|answer|choice|decision|thinking|work)\\b|\\b(?:show|give)[ "
                    u"\\t]+(?:me[ \\t]+)?(?:your|the)[ \\t]+(?:reasoning|reasons?|thinking|work)\\b|\\bthink (?:out "
                    "loud|aloud)\\b|\\bexplain (?:why|how you)\\b"_s),
            "the bare answer and an explanation"},
        {pattern(u"\\b(?:no|without(?: any)?|never use|avoid|do not use(?: any)?|don't use(?: any)?)[ \\t]+markdown\\b"_s),
            pattern(u"\\b(?:use|in|as|with)[ \\t]+(?:github[ -]flavou?red[ \\t]+)?markdown\\b|\\b(?:use|in|with)[ \\t]+(?:markdown[ \\t]+)?(?:bold|headings|bullet points)\\b"_s),
            "Markdown and no Markdown"},
        {pattern(u"\\b(?:no|without(?: any)?|never use|avoid|do not use(?: any)?|don't use(?: any)?)[ \\t]+(?:bullet points?|bullets|bullet(?:ed)? lists?|lists)\\b"_s),
            pattern(u"\\b(?:use|as|in|with)[ \\t]+(?:a[ \\t]+|\\w+[ \\t]+)?(?:bullet(?:ed)?[ \\t]+(?:points?|list)|bullets|numbered[ \\t]+list)\\b"_s), "a list and no list"},
        {pattern(u"\\b(?:no|without(?: a| any)?|never use|avoid|do not use(?: any| a)?|don't use(?: any| a)?)[ \\t]+(?:code[ \\t]+(?:fences?|blocks?)|backticks)\\b"_s),
            pattern(u"\\b(?:in|inside|within|use|with)[ \\t]+(?:a[ \\t]+)?(?:json[ \\t]+)?(?:code[ \\t]+(?:fence|block)|backticks)\\b"_s), "a code fence and none"},
        {pattern(u"\\b(?:use|in|with|keep)[ \\t]+(?:a[ \\t]+)?formal\\b|\\bbe formal\\b"_s),
            pattern(u"\\b(?:use|in|with|keep)[ \\t]+(?:a[ \\t]+)?(?:casual|informal|colloquial)\\b|\\bbe (?:casual|informal)\\b"_s), "a formal and an informal tone"},
        {pattern(
             u"\\b(?:answer|reply|respond|write)[ \\t]+(?:only[ \\t]+|always[ \\t]+)?in[ \\t]+(?:english|german|french|spanish|italian|dutch|portuguese|japanese|chinese|arabic|polish)\\b"_s),
            pattern(
                u"\\b(?:answer|reply|respond|write)\\b[^.\\n]{0,20}\\bin (?:the same language|the language of the (?:message|user|text|customer|question)|(?:the )?(?:user|customer)'s language)"_s),
            "one language and that of the message"},
    };
    return all;
}

QStringView sentenceOf(const Examined &prompt, const Spot &spot)
{
    const QString &lower = prompt.messages.at(spot.message).lower;
    const Range sentence = sentenceAround(lower, spot.range.start);
    return QStringView(lower).sliced(sentence.start, sentence.length);
}

// A reason may well be a member of JSON or stand in a tag of its own.
bool hasPlaceOfItsOwn(QStringView sentence)
{
    static const QRegularExpression place(u"\\b(?:fields?|members?|keys?|property|tags?|before|first|json)\\b|[<\"`{]"_s);
    return place.matchView(sentence).hasMatch();
}

bool isLater(const Spot &spot, const Spot &than)
{
    return std::pair(spot.message, spot.range.start) > std::pair(than.message, than.range.start);
}

void tell(const Examined &prompt, const Spot &one, const Spot &other, const QString &words, Report &report)
{
    report.add(isLater(other, one) ? other : one, u"\"%1\" and \"%2\" ask for %3: decide for one."_s.arg(prompt.at(one).simplified(), prompt.at(other).simplified(), words));
}

void checkPairs(const Examined &prompt, Report &report)
{
    for (const Pair &pair : pairs()) {
        const auto one = prompt.find(pair.one);
        const auto other = one ? prompt.findAffirmed(pair.other) : std::nullopt;
        if (!other || isPartial(sentenceOf(prompt, *one)) || isPartial(sentenceOf(prompt, *other)))
            continue;
        if (QLatin1StringView(pair.words) != "the bare answer and an explanation"_L1 || !hasPlaceOfItsOwn(sentenceOf(prompt, *other)))
            tell(prompt, *one, *other, QString::fromLatin1(pair.words), report);
    }
}

// "Answer in English" against "answer in German", where each is all that its sentence says.
void checkLanguages(const Examined &prompt, Report &report)
{
    static const QRegularExpression language = pattern(
        u"\\b(?:answer|reply|respond|write)[ \\t]+(?:only[ \\t]+|always[ \\t]+)?in[ \\t]+(english|german|french|spanish|italian|dutch|portuguese|japanese|chinese|arabic|polish|"
        "russian|turkish|korean|hindi)(?:[ \\t]+(?:only|always))?[ \\t]*(?=[.!;,\\n]|$)"_s);
    static const QRegularExpression some(u"\\b(?:for|to|or|and|both|first|second|section|part|title|version|examples?)\\b"_s);
    std::optional<Spot> first;
    QString name;
    for (const Message *message : prompt.instructions()) {
        for (auto matches = language.globalMatch(message->lower); matches.hasNext();) {
            const auto match = matches.next();
            const Spot spot{.message = message->index, .range = {.start = match.capturedStart(), .length = match.capturedLength()}};
            const QStringView sentence = sentenceOf(prompt, spot);
            if (isPartial(sentence) || some.matchView(sentence).hasMatch() || isNegated(message->lower, match.capturedStart()))
                continue;
            if (first && match.capturedView(1) != name)
                return tell(prompt, *first, spot, u"two languages"_s, report);
            first = first.value_or(spot);
            name = match.captured(1);
        }
    }
}

// "Answer in JSON" against "do not use JSON".
void checkNoJson(const Examined &prompt, Report &report)
{
    static const QRegularExpression none
        = pattern(u"\\b(?:do not|don't|never|avoid)[ \\t]+(?:(?:use|using|answer|reply|respond|return|output|write|give|produce)[ \\t]+)?(?:(?:in|with|as|any)[ \\t]+)*json\\b(?=[ "
                  "\\t]*(?:[.!;,\\n]|$))"_s);
    const auto json = prompt.demands.json;
    const auto against = json ? prompt.find(none) : std::nullopt;
    if (against && !isPartial(sentenceOf(prompt, *json)) && !isPartial(sentenceOf(prompt, *against)))
        tell(prompt, *json, *against, u"JSON and no JSON"_s, report);
}

void checkBounds(const Examined &prompt, Report &report)
{
    const auto most = upperBounds(prompt);
    const auto least = lowerBounds(prompt);
    for (const Bound &upper : most) {
        const auto clash = std::ranges::find_if(least, [&upper](const Bound &lower) { return lower.unit == upper.unit && lower.number > upper.number; });
        if (clash == least.end())
            continue;
        const bool isUpperLater = std::pair(upper.spot.message, upper.spot.range.start) > std::pair(clash->spot.message, clash->spot.range.start);
        report.add(isUpperLater ? upper.spot : clash->spot, u"\"%1\" and \"%2\" cannot both hold: decide for one."_s.arg(prompt.at(upper.spot), prompt.at(clash->spot)));
        return;
    }
}

// "Always ask for the order number" against "never ask for the order number".
void checkAlwaysNever(const Examined &prompt, Report &report)
{
    static const QRegularExpression command = pattern(u"\\b(always|never|do not|don't)[ \\t]+((?:[\\w'-]{1,60}[ \\t]+){2}[\\w'-]{1,60})"_s);
    QHash<QString, Spot> always;
    QHash<QString, Spot> never;
    for (const Message *message : prompt.instructions()) {
        for (auto matches = command.globalMatch(message->lower); matches.hasNext();) {
            const auto match = matches.next();
            const Spot spot{.message = message->index, .range = {.start = match.capturedStart(), .length = match.capturedLength()}};
            const QString what = match.captured(2).simplified();
            auto &same = match.capturedView(1) == u"always" ? always : never;
            const auto &opposite = match.capturedView(1) == u"always" ? never : always;
            if (const auto clash = opposite.constFind(what); clash != opposite.constEnd())
                report.add(spot, u"\"%1\" and \"%2\" cannot both hold: decide for one."_s.arg(prompt.at(*clash).simplified(), prompt.at(spot).simplified()));
            same.insert(what, spot);
        }
    }
}

struct Paragraph {
    Range range;
    QString words; ///< with single blanks
};

QList<Paragraph> paragraphsOf(const QString &text)
{
    static const QRegularExpression gap(u"\\n[ \\t]*\\n\\s*"_s);
    QList<Paragraph> paragraphs;
    qsizetype start = 0;
    const auto take = [&](qsizetype end) {
        const QStringView paragraph = QStringView(text).sliced(start, end - start);
        paragraphs.append({.range = {.start = start, .length = end - start}, .words = paragraph.toString().simplified()});
    };
    for (auto gaps = gap.globalMatch(text); gaps.hasNext();) {
        const auto match = gaps.next();
        take(match.capturedStart());
        start = match.capturedEnd();
    }
    take(text.size());
    return paragraphs;
}

} // namespace

void checkContradictions(const Examined &prompt, Report &report)
{
    checkPairs(prompt, report);
    checkLanguages(prompt, report);
    checkNoJson(prompt, report);
    checkBounds(prompt, report);
    checkAlwaysNever(prompt, report);
    const auto json = prompt.demands.json;
    const auto other = json ? prompt.demands.otherForm : std::nullopt;
    if (other)
        report.add(*other, u"\"%1\" and \"%2\" ask for two forms of one answer: decide for one."_s.arg(prompt.at(*json).simplified(), prompt.at(*other).simplified()));
}

void checkDuplicates(const Examined &prompt, Report &report)
{
    constexpr qsizetype kShortest = 40;
    QHash<QString, qsizetype> seen; ///< paragraph to its message
    for (const Message *message : prompt.instructions()) {
        for (const Paragraph &paragraph : paragraphsOf(message->text)) {
            if (paragraph.words.size() < kShortest)
                continue;
            const auto first = seen.constFind(paragraph.words);
            if (first == seen.constEnd()) {
                seen.insert(paragraph.words, message->index);
                continue;
            }
            // The first of several examples says what all say.
            if (*first != message->index && prompt.messages.at(*first).isAnswered)
                continue;
            if (report.isFull())
                return;
            // With the gap before it, so that no empty lines stay behind.
            qsizetype start = paragraph.range.start;
            while (start > 0 && message->text.at(start - 1).isSpace())
                --start;
            report.add(message->index, paragraph.range,
                *first == message->index ? u"This paragraph stands above already, word for word: remove one of the two."_s
                                         : u"This paragraph stands in message %1 already, word for word: remove one of the two."_s.arg(*first + 1),
                Fix{.title = u"Remove it"_s, .edits = {{.message = message->index, .start = start, .length = paragraph.range.end() - start, .text = {}}}});
        }
    }
}

} // namespace assay::prompt::linting
