// SPDX-License-Identifier: GPL-3.0-or-later
// What a task says of its answer: its form, its length, for whom it is.
#include "core/prompt/lint/rule.h"

#include <algorithm>

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

namespace {

const QString kNumber = u"(?:\\d+|one|two|three|four|five|six|seven|eight|nine|ten|a single|a few)"_s;
const QString kUnit = u"(?:words?|sentences?|paragraphs?|bullets?|lines?|characters?|items?|points?|steps?|pages?|tokens?|letters?)"_s;

const QRegularExpression &measure()
{
    static const QRegularExpression expression
        = pattern(u"\\b"_s + kNumber + u"(?:[ \\t-]{1,8}(?:to|or|and)[ \\t-]{1,8}"_s + kNumber + u"|[-–]\\d+)?[ \\t-]{1,8}(?:[a-z-]{1,30}[ \\t]{1,8}){0,2}?"_s + kUnit + u"\\b"_s);
    return expression;
}

bool saysForm(const Examined &prompt)
{
    static const QRegularExpression form = pattern(
        u"\\b(?:json|yaml|xml|csv|html|markdown|table|bullet(?:ed|s)?|numbered|list of|plain text|code block|code fence|headings?|schema|format(?:ted)?|template|yes or no|"
        "one of|true or false|on a scale|from \\d+ to \\d+|between \\d+ and \\d+|only the|just the|nothing else|spelled exactly|in this form|the form|one[- ]word|"
        "comma[- ]separated|one per line)\\b|\\b(?:answer|reply|respond|return|output)[ \\t]+(?:only[ \\t]+)?(?:with|in|as|by|only)\\b|\\b(?:labels|categories|classes)[ \\t]*:"_s);
    return prompt.content.responseFormat != ResponseFormat::text || !prompt.answers().isEmpty() || prompt.content.examples || !prompt.content.tools.isEmpty()
        || prompt.mentions(form) || prompt.mentions(measure()) || !prompt.demands.labelLists.isEmpty();
}

bool saysLength(const Examined &prompt)
{
    static const QRegularExpression length = pattern(
        u"\\b(?:brief(?:ly)?|short(?:ly|er)?|concise(?:ly)?|succinct(?:ly)?|terse|compact|length|long|tl;dr|in detail|detailed|at most|at least|no more than|up to|one-liner|headline|title|haiku|limerick|tweet|slogan|sonnet)\\b"_s);
    return prompt.mentions(length) || prompt.mentions(measure());
}

bool saysAudience(const Examined &prompt)
{
    static const QRegularExpression audience = pattern(
        u"\\b(?:audience|readers?|beginners?|experts?|children|kids?|adults?|customers?|clients?|students?|teachers?|developers?|engineers?|managers?|executives?|patients?|"
        u"doctors?|"
        "lawyers?|laypeople|layperson|non-?technical|year-?olds?|colleagues?|team|users?|board|public|investors?|employees?|to somebody|to someone|for someone|for people)\\b"_s);
    return prompt.mentions(audience);
}

struct Task {
    Spot spot;
    QString verb;
};

// One of these verbs at the beginning of a sentence, or behind "your task is to".
QRegularExpression taskPattern(const QString &verbs)
{
    return pattern(u"(?:^[ \\t]*(?:[-*#>]+[ \\t]*|\\d+[.)][ \\t]*)?|[.!?:;][ \\t]+|\\b(?:please|then|and|now|task is to|job is to|you|you will|can you|could you|must|should|"
                   "have to|want you to|asked to|need to)[ \\t]+)("_s
        + verbs + u")\\b"_s);
}

std::optional<Task> taskOf(const Examined &prompt, const QRegularExpression &task)
{
    for (const Message *message : prompt.instructions()) {
        auto matches = task.globalMatch(message->lower);
        while (matches.hasNext()) {
            const auto match = matches.next();
            if (!isNegated(message->lower, match.capturedStart(1)))
                return Task{.spot = {.message = message->index, .range = {.start = match.capturedStart(1), .length = match.capturedLength(1)}}, .verb = match.captured(1)};
        }
    }
    return std::nullopt;
}

struct VagueTask {
    Spot spot;
    QString words;
};

std::optional<VagueTask> vagueTask(const Examined &prompt)
{
    static const QRegularExpression vague = pattern(
        u"^[ \\t]*(?:please[ \\t]+|can you[ \\t]+|could you[ "
        u"\\t]+)?((?:summari[sz]e|analy[sz]e|improve|review|explain|describe|process|handle|check|fix|rewrite|evaluate|discuss|assess|"
        "optimi[sz]e|look at|comment on|help with|work on|edit|polish)(?:[ \\t]+(?:this|it|that|these|those|the[ \\t]+following|following|below|the|my|our))?(?:[ "
        "\\t]+(?:text|document|article|message|email|e-mail|mail|content|code|data|input|report|review|conversation|transcript|below|file|page|passage|story|ticket))?)[ \\t]*+(?:please[ \\t]*+)?[.:!?]*+[ \\t]*+$"_s);
    constexpr qsizetype kMostOtherWords = 4;
    const auto spot = prompt.find(vague);
    if (!spot)
        return std::nullopt;
    qsizetype words = wordCount(prompt.snippets);
    for (const Message *message : prompt.instructions())
        words += wordCount(message->prose);
    const Message &message = prompt.messages.at(spot->message);
    const auto match = vague.match(message.lower, spot->range.start);
    if (words - wordCount(match.capturedView()) > kMostOtherWords)
        return std::nullopt;
    return VagueTask{.spot = {.message = spot->message, .range = {.start = match.capturedStart(1), .length = match.capturedLength(1)}}, .words = match.captured(1).simplified()};
}

} // namespace

void checkOutputFormat(const Examined &prompt, Report &report)
{
    static const QRegularExpression structured = taskPattern(
        u"classify|categori[sz]e|extract|identify|rate|score|rank|label|tag|detect|determine|decide|find|compare|grade|assess|parse|count|list|evaluate|choose|select"_s);
    const auto task = taskOf(prompt, structured);
    if (task && !saysForm(prompt))
        report.add(task->spot, u"\"%1\" is asked for without a word on the form of the answer: say what it looks like, or set a response format."_s.arg(task->verb));
}

void checkLengthOrAudience(const Examined &prompt, Report &report)
{
    const bool isFree = prompt.content.responseFormat == ResponseFormat::text && prompt.answers().isEmpty() && !prompt.content.examples && !prompt.demands.json;
    if (!isFree)
        return;
    static const QRegularExpression free = taskPattern(u"write|summari[sz]e|explain|describe|draft|compose|tell|discuss|outline"_s);
    const auto task = taskOf(prompt, free);
    if (task && !vagueTask(prompt) && !saysLength(prompt) && !saysAudience(prompt))
        report.add(task->spot, u"\"%1\" says neither for whom nor how long, so each model guesses: name the reader or a length."_s.arg(task->verb));
}

void checkVagueVerb(const Examined &prompt, Report &report)
{
    if (!prompt.answers().isEmpty() || prompt.content.examples)
        return;
    if (const auto task = vagueTask(prompt))
        report.add(task->spot, u"\"%1\" is all that the prompt says: tell what the result is for, what must be in it and how it looks."_s.arg(task->words));
}

} // namespace assay::prompt::linting
