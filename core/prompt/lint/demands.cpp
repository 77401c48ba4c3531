// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/lint/demands.h"

#include "core/prompt/lint/jsontexts.h"

#include <algorithm>

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

namespace {

// What may stand between "answer" and "JSON".
const QString kFill
    = u"(?:(?:me|us|back|only|just|strictly|exactly|a|an|one|single|the|your|valid|raw|bare|pure|strict|minified|result|results|answer|output|as|in|with|using|this|"
      "following|well-formed|array|list|of)[ \\t]+){0,12}"_s;

bool describesInput(QStringView lower, qsizetype at)
{
    static const QRegularExpression input(
        u"\\b(?:input|given|get|gets|receive|received|receives|provided|below|above|following|user sends|user sent|contains?|reads?|parses?)\\b[^.]{0,20}$"_s);
    constexpr qsizetype kReach = 40;
    const Range sentence = sentenceAround(lower, at);
    const qsizetype from = std::max(sentence.start, at - kReach);
    return input.matchView(lower.sliced(from, at - from)).hasMatch();
}

bool isLabel(QStringView label)
{
    constexpr qsizetype kMost = 40;
    constexpr qsizetype kMostWords = 4;
    return !label.isEmpty() && label.size() <= kMost && wordCount(label) <= kMostWords && wordCount(label) > 0;
}

QString bare(QStringView label)
{
    static const QRegularExpression around(uR"(^[\s"'`“”‘’«»*_<(\[]+|[\s"'`“”‘’«»*_>)\].;]+$)"_s);
    // An underscore belongs to a name: only marks of emphasis go, in pairs.
    const QString trimmed = label.trimmed().toString();
    const bool isEmphasis = trimmed.startsWith(u'_') && trimmed.endsWith(u'_');
    QString name = trimmed;
    name.remove(around);
    if (!isEmphasis && trimmed.startsWith(u'_'))
        name.prepend(u'_');
    return name;
}

QStringList labelsInLine(QStringView text)
{
    static const QRegularExpression separator(u"\\s*(?:,\\s*or\\s|,\\s*and\\s|,|;|\\||\\s/\\s|\\sor\\s)\\s*"_s);
    static const QRegularExpression end(u"[.!?](?:\\s|$)"_s);
    const auto stop = end.matchView(text);
    const QString list = (stop.hasMatch() ? text.first(stop.capturedStart()) : text).toString();
    constexpr qsizetype kLongest = 4000;
    if (list.size() > kLongest)
        return {};
    QStringList labels;
    for (const QString &part : list.split(separator, Qt::SkipEmptyParts)) {
        const QString label = bare(part);
        if (!isLabel(label))
            return {};
        labels.append(label);
    }
    return labels.size() > 1 ? labels : QStringList();
}

// "- billing: charges, invoices" and "* `billing`".
QStringList labelsInBullets(const QString &prose, qsizetype from)
{
    static const QRegularExpression bullet(u"\\G[ \\t]*(?:[-*•]|\\d+[.)])[ \\t]++([^\\n:–—(]{1,60}?)[ \\t]*+(?:[:–—(][^\\n]*|- [^\\n]*)?(?:\\n|$)"_s);
    QStringList labels;
    for (auto match = bullet.match(prose, from); match.hasMatch(); match = bullet.match(prose, match.capturedEnd())) {
        const QString label = bare(match.capturedView(1));
        if (!isLabel(label))
            return {};
        labels.append(label);
        if (match.capturedEnd() >= prose.size())
            break;
    }
    return labels.size() > 1 ? labels : QStringList();
}

// "message" in "classify the message as one of" is no member of the answer; "label" is one where the schema has it.
QString memberOf(QStringView word, QStringView verb, const Json *properties)
{
    static const QRegularExpression name(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    static const QStringList general{u"answer"_s, u"it"_s, u"label"_s, u"output"_s, u"response"_s, u"reply"_s, u"result"_s, u"this"_s, u"which"_s, u"that"_s, u"one"_s};
    const bool isSubject
        = verb.startsWith(u"is") || verb.startsWith(u"must") || verb.startsWith(u"should") || verb.startsWith(u"can") || verb.startsWith(u"has") || verb == u":" || verb.isEmpty();
    const QString bareWord = bare(word);
    const bool isProperty = properties != nullptr && properties->contains(bareWord.toStdString());
    return isSubject && name.match(bareWord).hasMatch() && (isProperty || !general.contains(bareWord.toLower())) ? bareWord : QString();
}

std::optional<Spot> demandedJson(const Examined &prompt)
{
    static const QRegularExpression demand = pattern(u"\\b(?:answer|reply|respond|return|output|write|generate|create|produce|give|provide|emit|send|print)[ \\t]+"_s + kFill
        + u"json\\b|\\b(?:answer|reply|respond|return|output|give|provide|produce)\\b[^.\\n;]{0,60}?[ \\t](?:with|in|as)[ \\t]+"_s + kFill
        + u"json\\b|\\b(?:answer|reply|response|output|result)\\b[^.\\n;]{0,20}?\\b(?:must|should|has to|needs to|will)[ \\t]+be[ \\t]+"_s + kFill
        + u"json\\b|\\bformat(?:ted)?[ \\t]*(?:[:=]|is|as|must be|should be)[ \\t]*"_s + kFill + u"json\\b|\\bjson[ \\t]+only\\b|\\bonly[ \\t]+(?:valid[ \\t]+)?json\\b"_s);
    for (const Message *message : prompt.instructions()) {
        auto matches = demand.globalMatch(message->lower);
        while (matches.hasNext()) {
            const auto match = matches.next();
            if (!isNegated(message->lower, match.capturedStart()) && !isNegated(match.captured(), match.capturedLength()) && !describesInput(message->lower, match.capturedStart()))
                return Spot{.message = message->index, .range = {.start = match.capturedStart(), .length = match.capturedLength()}};
        }
    }
    return std::nullopt;
}

std::optional<Spot> demandedOtherForm(const Examined &prompt)
{
    static const QRegularExpression other
        = pattern(u"\\b(?:answer|reply|respond|return|output|write|give|provide|produce|format)\\b[^.\\n;:{\"]{0,40}?[ \\t](?:in|as|with|using)[ \\t]+(?:only[ \\t]+)?(?:a[ "
                  u"\\t]+|an[ \\t]+|one[ "
                  "\\t]+)?(?:plain[ \\t]+text|markdown|bullet(?:ed)?(?:[ \\t]+(?:points?|list))?|numbered[ \\t]+list|table|csv|xml|yaml|html|single[ \\t]+word|word)\\b"_s);
    return prompt.findAffirmed(other);
}

std::optional<Spot> demandedBullets(const Examined &prompt)
{
    static const QRegularExpression bullets
        = pattern(u"\\b(?:answer|reply|respond|return|output|write|give|provide|produce|format)\\b[^.\\n;:{\"]{0,40}?[ \\t](?:in|as|with|using)[ \\t]+(?:a[ "
                  "\\t]+)?(?:\\w+[ \\t]+)?(?:bullet(?:ed)?[ \\t]+(?:points?|list)|bullets|numbered[ \\t]+list)\\b"_s);
    return prompt.findAffirmed(bullets);
}

// "Classify it as spam or ham", and "answer either 'spam' or 'ham'".
QList<LabelList> labelsWithOr(const Message &message)
{
    static const QString kWord = uR"((?:"[^"\n]{1,40}"|'[^'\n]{1,40}'|`[^`\n]{1,40}`|[\w-]{2,30}))"_s;
    static const QRegularExpression choice(
        uR"(\b(?:(classify|categori[sz]e|label|mark)|answer|reply|respond|return|output|say|write|decide|is|be)\b[^.\n:;]{0,60}?\b(?:(?:as|with|being)(?:[ \t]+either)?|either)[ \t]+()"_s
            + kWord + uR"((?:,[ \t]*)"_s + kWord + uR"(){0,20},?[ \t]+or[ \t]+)"_s + kWord + uR"()(?=[ \t]*(?:[.!?;:]|\n|$)))"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression ofParts(u"\\b(?:each|every|all|any)\\b"_s);
    static const QStringList vague{u"more"_s, u"less"_s, u"fewer"_s, u"many"_s, u"few"_s, u"needed"_s, u"required"_s, u"necessary"_s, u"appropriate"_s, u"possible"_s, u"so"_s,
        u"not"_s, u"yes"_s, u"no"_s, u"soon"_s, u"such"_s, u"it"_s, u"them"_s, u"this"_s, u"that"_s};
    constexpr QStringView kQuotes = u"\"'`";
    QList<LabelList> lists;
    for (auto matches = choice.globalMatch(message.prose); matches.hasNext();) {
        const auto match = matches.next();
        const QStringView words = match.capturedView(2);
        const bool isQuoted = kQuotes.contains(words.front()) && kQuotes.contains(words.back());
        const QStringList labels = labelsInLine(words);
        const bool isVague = std::ranges::any_of(labels, [](const QString &label) { return vague.contains(label.toLower()); });
        const Range sentence = sentenceAround(message.lower, match.capturedStart());
        const bool isOfParts = ofParts.matchView(QStringView(message.lower).sliced(sentence.start, sentence.length)).hasMatch();
        if (!labels.isEmpty() && !isVague && !isOfParts && (isQuoted || match.capturedLength(1) > 0) && !isNegated(message.lower, match.capturedStart()))
            lists.append({.member = {}, .labels = labels, .spot = {.message = message.index, .range = {.start = match.capturedStart(), .length = match.capturedLength()}}});
    }
    return lists;
}

// "Answer yes or no." and "the allowed categories are billing, login and other."
QList<LabelList> plainLists(const Message &message)
{
    static const QRegularExpression yesOrNo(u"\\b(?:answer|reply|respond|return|output|say)[ \\t]+(?:only[ \\t]+|just[ \\t]+|simply[ \\t]+|strictly[ \\t]+)?(?:with[ "
                                            u"\\t]+)?(?:only[ \\t]+|either[ \\t]+|a[ \\t]+|just[ "
                                            u"\\t]+)?[\"'`]?(yes[\"'`]?[ \\t]+or[ \\t]+[\"'`]?no)\\b[\"'`]?(?:[ \\t]+only)?(?=[ \\t]*(?:[.!;]|\\n|$))"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression allowed(
        u"\\b(?:allowed|valid|possible|permitted|only)[ \\t]+(?:labels|categories|classes|values|options|answers)[ \\t]+are[ \\t]++(?![:\\n])([^\\n]++)"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression lastAnd(u",?[ \\t]+and[ \\t]+(?=[^\\s,]+[ \\t]*(?:[.!;]|$))"_s);
    QList<LabelList> lists;
    const auto add = [&](const QRegularExpressionMatch &match, const QStringList &labels) {
        const bool areWords = std::ranges::none_of(labels, [](const QString &label) { return label.contains(u' '); });
        const Range sentence = sentenceAround(message.lower, match.capturedStart());
        if (labels.size() > 1 && areWords && !isPartial(QStringView(message.lower).sliced(sentence.start, sentence.length)) && !isNegated(message.lower, match.capturedStart()))
            lists.append(
                {.member = {}, .labels = labels, .spot = {.message = message.index, .range = {.start = match.capturedStart(), .length = match.capturedLength()}}, .isPlain = true});
    };
    for (auto matches = yesOrNo.globalMatch(message.prose); matches.hasNext();) {
        const auto match = matches.next();
        add(match, labelsInLine(match.capturedView(1)));
    }
    for (auto matches = allowed.globalMatch(message.prose); matches.hasNext();) {
        const auto match = matches.next();
        constexpr qsizetype kLongest = 1000;
        add(match, labelsInLine(match.captured(1).left(kLongest).replace(lastAnd, u", "_s)));
    }
    return lists;
}

QList<LabelList> labelLists(const Examined &prompt)
{
    static const QRegularExpression oneOf(
        u"(?:(?<![\\w\"'`])([\\w\"'`]{1,60}+)[ \\t]{0,20}+)?\\b(is|are|must be|should be|can be|has to be|as|with|into|choose|pick|select|assign|answer|reply|return|output|:)[ "
        u"\\t]*(?:exactly |only )?one(?: "
        "(?:label|category|class|value|option))? of(?: the following| these)?(?: labels| values| categories| classes| words| options)?[ \\t]*(:?)[ \\t]*([^\\n]*)(\\n|$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression from(
        u"\\b(?:choose|pick|select|classify|label|category)\\b[^.\\n:]{0,60}\\bfrom(?: the following| these| this| the)?(?: labels| values| categories| classes| words| options| "
        u"list)?[ \\t]*:[ \\t]*([^\\n]*)(\\n|$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression heading(
        u"(?:^|[.!?:][ \\t])[ \\t]*(?:allowed |valid |possible |the )?(labels|categories|classes|values|options)(?: are)?[ \\t]*:[ \\t]*([^\\n]*)(\\n|$)"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    static const QRegularExpression spelled(
        u"^[ \\t]*[\"`]?(\\w+)[\"`]?\\b[^\\n]{0,80}\\b(?:spelled exactly|allowed values|allowed labels|exactly as|only these)\\b[^\\n]{0,40}:[ \\t]*(\\n|$)"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    const Json *properties = propertiesOf(prompt.content.responseSchema);
    QList<LabelList> lists;
    const auto add = [&lists](const Message &message, const QRegularExpressionMatch &match, const QString &member, const QStringList &labels) {
        if (!labels.isEmpty())
            lists.append({.member = member,
                .labels = labels,
                .spot = {.message = message.index, .range = {.start = match.capturedStart(), .length = match.capturedLength() - match.capturedLength(match.lastCapturedIndex())}}});
    };
    for (const Message *message : prompt.instructions()) {
        const auto listed = [message](const QRegularExpressionMatch &match, int line) {
            return match.capturedView(line).trimmed().isEmpty() ? labelsInBullets(message->prose, match.capturedEnd()) : labelsInLine(match.capturedView(line));
        };
        for (auto matches = oneOf.globalMatch(message->prose); matches.hasNext();) {
            const auto match = matches.next();
            const QStringList labels = listed(match, 4);
            // Without a colon it may be "one of the largest": then single words alone are labels.
            const bool isList = match.capturedLength(3) > 0 || std::ranges::none_of(labels, [](const QString &label) { return label.contains(u' '); });
            add(*message, match, memberOf(match.capturedView(1), match.captured(2).toLower(), properties), isList ? labels : QStringList());
        }
        for (auto matches = from.globalMatch(message->prose); matches.hasNext();) {
            const auto match = matches.next();
            add(*message, match, {}, listed(match, 1));
        }
        lists += labelsWithOr(*message) + plainLists(*message);
        for (auto matches = heading.globalMatch(message->prose); matches.hasNext();) {
            const auto match = matches.next();
            add(*message, match, {}, listed(match, 2));
        }
        for (auto matches = spelled.globalMatch(message->prose); matches.hasNext();) {
            const auto match = matches.next();
            add(*message, match, memberOf(match.capturedView(1), {}, properties), labelsInBullets(message->prose, match.capturedEnd()));
        }
    }
    return lists;
}

} // namespace

Demands demandsOf(const Examined &prompt)
{
    return {.json = demandedJson(prompt), .otherForm = demandedOtherForm(prompt), .bullets = demandedBullets(prompt), .labelLists = labelLists(prompt)};
}

} // namespace assay::prompt::linting
