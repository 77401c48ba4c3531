// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever an item holds was written by somebody else, and may hold instructions of its own.
#include "core/prompt/lint/fences.h"
#include "core/prompt/lint/itemvalues.h"
#include "core/prompt/lint/rule.h"

#include <QSet>

#include <algorithm>

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kInstructionWords = 5;

// Names such as "Text:" before a variable are no instructions.
QString withoutLabels(QString prose)
{
    static const QRegularExpression label = pattern(u"^[ \\t]*+(?:[-*#>]++[ \\t]*+)?[\\w][\\w /'’-]{0,40}:[ \\t]*$"_s);
    return prose.replace(label, QString());
}

// At the beginning of a line or sentence. Verbs that are nouns as well ("Answer:", "Review 3:") only before what they act on.
bool beginsWithTask(const QString &lower)
{
    static const QRegularExpression task = pattern(
        u"(?:^[ \\t]*+(?:[-*#>]++[ \\t]*+|\\d+[.)][ \\t]++)?|[.!?][ \\t]++)(?:(?:please|now|then|next|finally|first|briefly|carefully|can you|could you|would you)[ \\t]++)?"
        u"(?:(?:translate|classify|categori[sz]e|summari[sz]e|explain|identify|rewrite|rephrase|paraphrase|reword|describe|analy[sz]e|evaluate|determine|detect|decide|convert|"
        "simplify|shorten|proofread|calculate|compute|solve|transcribe|predict|infer|suggest|recommend|refactor|generate|compose)(?=[ \\t:]|$)"
        "|extract(?=[ \\t]|$)(?![ \\t]*:|[ \\t]+(?:from|of)\\b)"
        "|(?:answer|reply|respond|review|label|rate|list|name|report|comment|check|tag|score|grade|rank|judge|find|write|give|tell|make|create|choose|pick|select|define|correct|"
        "complete|continue|improve|fix|edit|compare|count|format|show|say|state|draft|outline|help|sort|assess|read|use)[ \\t]++"
        "(?:the|this|these|that|those|each|every|all|any|my|your|our|me|it|whether|how|what|which|why|an?)\\b"
        "|(?:answer|reply|respond)[ \\t]++(?:in|with|as|only|briefly)\\b)"_s);
    return task.match(lower).hasMatch();
}

// Of two words at least.
bool asksQuestion(const QString &prose)
{
    static const QRegularExpression question = pattern(u"(?<![\\w'’-])[\\w'’-]++[ \\t,]++[^?\\n]{0,300}?\\?(?=\\s|$)"_s);
    return question.match(prose).hasMatch();
}

bool tellsWhatToDo(const Message &message)
{
    return beginsWithTask(message.lower) || asksQuestion(message.prose) || wordCount(withoutLabels(message.prose)) >= kInstructionWords;
}

// "Context: … Question: …" and "… vs …": the first may hold the words between and a second of its own.
bool runsIntoNext(const Message &message, qsizetype output, ItemValues &values)
{
    static const QRegularExpression otherwise(u"\\{%-?\\s*(?:else|elif)\\b"_s);
    if (output + 1 >= message.outputs.size())
        return false;
    const Output &first = message.outputs.at(output);
    const qsizetype from = first.tag.end();
    const qsizetype size = message.outputs.at(output + 1).tag.start - from;
    const bool isOfOneLine = !QStringView(message.text).sliced(from, size).contains(u'\n');
    return (isOfOneLine || values.isLongText(first)) && wordCount(QStringView(message.prose).sliced(from, size)) > 0
        && !otherwise.matchView(QStringView(message.text).sliced(from, size)).hasMatch();
}

QString tagName(const QString &path)
{
    static const QRegularExpression other(u"[^A-Za-z0-9_-]+"_s);
    const QString name = path.section(u'.', -1).replace(other, QString());
    return name.isEmpty() || !name.front().isLetter() ? u"input"_s : name;
}

// Certain when the variable has its lines for itself.
std::optional<Fix> fence(const Message &message, const Output &output)
{
    const qsizetype lineStart = output.tag.start == 0 ? 0 : message.text.lastIndexOf(u'\n', output.tag.start - 1) + 1;
    const qsizetype lineEnd = message.text.indexOf(u'\n', output.tag.end());
    const QStringView before = QStringView(message.text).sliced(lineStart, output.tag.start - lineStart);
    const QStringView after = QStringView(message.text).sliced(output.tag.end(), (lineEnd < 0 ? message.text.size() : lineEnd) - output.tag.end());
    if (!before.trimmed().isEmpty() || !after.trimmed().isEmpty())
        return std::nullopt;
    const QString name = tagName(output.path);
    return Fix{.title = u"Put it between <%1> and </%1>"_s.arg(name),
        .edits = {{.message = message.index, .start = output.tag.start, .length = 0, .text = u"<%1>\n"_s.arg(name)},
            {.message = message.index, .start = output.tag.end(), .length = 0, .text = u"\n</%1>"_s.arg(name)}}};
}

} // namespace

void checkUntrustedInSystem(const Examined &prompt, Report &report)
{
    for (const Message &message : prompt.messages) {
        QSet<QString> told;
        for (const Output &output : message.outputs) {
            if (message.role != tokens::Role::system || told.contains(output.path) || prompt.values.isSetting(output))
                continue;
            told.insert(output.path);
            report.add(message.index, output.tag,
                u"The system message holds %1, which comes from the item and may hold instructions: move it to a user message, between tags."_s.arg(output.path));
        }
    }
}

void checkUnfenced(const Examined &prompt, Report &report)
{
    for (const Message *message : prompt.instructions()) {
        if (message->role == tokens::Role::system || message->outputs.isEmpty())
            continue;
        const bool isTask = tellsWhatToDo(*message);
        const auto fences = fencesOf(*message);
        const auto brokenFences = brokenFencesOf(*message);
        // With a fence that needs mending another would be one too many.
        const auto isMeantToBeFenced
            = [&](const Output &output) { return std::ranges::any_of(brokenFences, [&](const BrokenFence &fence) { return fence.inside.contains(output.tag.start); }); };
        for (qsizetype i = 0; i < message->outputs.size(); ++i) {
            const Output &output = message->outputs.at(i);
            if (report.isFull())
                return;
            if ((isTask || runsIntoNext(*message, i, prompt.values)) && !isFenced(output, fences) && !prompt.values.isSetting(output) && !prompt.values.isShort(output))
                report.add(message->index, output.tag,
                    u"Nothing tells where %1 begins and ends, so what it says can pass for instructions: put it between tags such as <%2> and </%2>."_s.arg(
                        output.path, tagName(output.path)),
                    isMeantToBeFenced(output) ? std::nullopt : fence(*message, output));
        }
    }
}

void checkInstructionsAfter(const Examined &prompt, Report &report)
{
    static const QRegularExpression imperative
        = pattern(u"(?:^|[.!?]\\s++)[ \\t]*+(?:now |please |then |finally |based on |using |given |remember|do not |don't |never |always |answer|reply|respond|return|output|write|"
                  "summari[sz]e|translate|classify|extract|list |explain|identify|rate |give |provide |use |make |ensure|keep )"_s);
    for (const Message *message : prompt.instructions()) {
        if (message->role == tokens::Role::system)
            continue;
        const auto fences = fencesOf(*message);
        const auto last = std::ranges::find_if(
            message->outputs, [&](const Output &output) { return !isFenced(output, fences) && !prompt.values.isSetting(output) && prompt.values.isLongText(output); });
        if (last == message->outputs.end())
            continue;
        const auto match = imperative.match(message->lower, last->tag.end());
        if (!match.hasMatch())
            continue;
        Range place = sentenceAround(message->prose, match.capturedEnd() - 1);
        place.start = std::max(place.start, last->tag.end());
        while (place.start < match.capturedEnd() && message->prose.at(place.start).isSpace())
            ++place.start;
        place.length = std::max<qsizetype>(1, sentenceAround(message->prose, place.start).end() - place.start);
        report.add(
            message->index, place, u"This instruction stands behind %1, which can be long and is not fenced off: move it in front, or put %1 between tags."_s.arg(last->path));
    }
}

} // namespace assay::prompt::linting
