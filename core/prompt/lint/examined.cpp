// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/lint/examined.h"

#include "core/prompt/lint/demands.h"
#include "core/prompt/lint/tags.h"

#include <algorithm>

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

namespace {

Message examine(const MessageTemplate &source, qsizetype index)
{
    Message message{.index = index, .role = source.role, .text = source.text, .prose = source.text, .lower = {}, .tags = tagsOf(source.text), .outputs = {}};
    message.outputs = outputsOf(source.text, message.tags);
    for (const Range &tag : std::as_const(message.tags)) {
        for (qsizetype at = tag.start; at < tag.end(); ++at) {
            if (message.prose.at(at) != u'\n')
                message.prose[at] = u' ';
        }
    }
    // Unit by unit: QString::toLower() may change how many there are.
    message.lower = message.prose;
    for (QChar &unit : message.lower)
        unit = unit.toLower();
    return message;
}

bool isSentenceEnd(QStringView text, qsizetype at)
{
    const QChar unit = text[at];
    if (unit == u'\n')
        return true;
    const bool isMark = unit == u'.' || unit == u'!' || unit == u'?' || unit == u';';
    return isMark && (at + 1 >= text.size() || text[at + 1].isSpace());
}

// "Understood." takes the instructions, and is no answer to a task.
bool acknowledges(QStringView lower)
{
    static const QRegularExpression words(
        u"^\\s*(?:(?:understood|okay|ok|got it|sure|certainly|of course|noted|ready|alright|all right|will do)\\b|i understand\\b|i(?:'m|’m| am) ready\\b|yes, i\\b)"_s);
    return words.matchView(lower).hasMatch();
}

// A user's turn that an assistant's follows shows how to answer, and so does that one, unless it is the last and begins the answer. What an item fills was said in
// earnest, not for show: one answer cannot be right for every item. Where no system message tells what to do, the first turn does, as an example or not.
void markExamples(QList<Message> &messages)
{
    using enum tokens::Role;
    const bool hasSystem = std::ranges::contains(messages, system, &Message::role);
    const qsizetype first = hasSystem ? -1 : std::ranges::find(messages, user, &Message::role) - messages.begin();
    for (qsizetype i = 0; i + 1 < messages.size(); ++i) {
        Message &message = messages[i];
        message.isAnswered = message.role == user && messages.at(i + 1).role == assistant && i + 2 < messages.size();
        const bool tellsWhatToDo = i == first;
        const bool isOpening = i > 0 && i - 1 == first && acknowledges(message.lower);
        const bool isToItem = i > 0 && messages.at(i - 1).isAnswered && !messages.at(i - 1).outputs.isEmpty() && message.tags.isEmpty();
        message.isExample = message.role == assistant ? !isOpening && !isToItem : message.isAnswered && message.outputs.isEmpty() && !tellsWhatToDo;
    }
}

} // namespace

Examined::Examined(const Content &content_, const LintContext &context_) : content(content_), context(context_), values(context_.items), compiled(CompiledPrompt::compile(content_))
{
    for (const QString &snippet : content.snippets)
        snippets += snippet.toLower() + u"\n\n"_s;
    for (qsizetype i = 0; i < content.messages.size(); ++i)
        messages.append(examine(content.messages.at(i), i));
    markExamples(messages);
    demands = demandsOf(*this);
}

QList<const Message *> Examined::instructions() const
{
    QList<const Message *> found;
    for (const Message &message : messages) {
        if (!message.isExample && message.role != tokens::Role::assistant)
            found.append(&message);
    }
    return found;
}

QList<const Message *> Examined::answers() const
{
    QList<const Message *> found;
    for (const Message &message : messages) {
        if (message.isExample && message.role == tokens::Role::assistant)
            found.append(&message);
    }
    return found;
}

std::optional<Spot> Examined::find(const QRegularExpression &expression) const
{
    for (const Message *message : instructions()) {
        if (const auto match = expression.match(message->lower); match.hasMatch())
            return Spot{.message = message->index, .range = {.start = match.capturedStart(), .length = match.capturedLength()}};
    }
    return std::nullopt;
}

std::optional<Spot> Examined::findAffirmed(const QRegularExpression &expression) const
{
    for (const Message *message : instructions()) {
        auto matches = expression.globalMatch(message->lower);
        while (matches.hasNext()) {
            const auto match = matches.next();
            if (!isNegated(message->lower, match.capturedStart()))
                return Spot{.message = message->index, .range = {.start = match.capturedStart(), .length = match.capturedLength()}};
        }
    }
    return std::nullopt;
}

bool isNegated(QStringView lower, qsizetype at)
{
    static const QRegularExpression negation(u"\\b(?:not|never|no|without|avoid|don't|don’t|cannot|instead of|rather than|neither|nor)\\b"_s);
    constexpr qsizetype kReach = 30;
    const Range sentence = sentenceAround(lower, at);
    const qsizetype from = std::max(sentence.start, at - kReach);
    return negation.matchView(lower.sliced(from, at - from)).hasMatch();
}

bool isPartial(QStringView sentence)
{
    static const QRegularExpression part(u"\\b(?:if|when|whenever|unless|otherwise|except|then|last line|final line|at the end|each|per)\\b"_s);
    return part.matchView(sentence).hasMatch();
}

Range sentenceAround(QStringView text, qsizetype at)
{
    constexpr qsizetype kLongest = 1000; // so that a text without marks is not gone through again and again
    qsizetype start = at;
    while (start > 0 && at - start < kLongest && !isSentenceEnd(text, start - 1))
        --start;
    qsizetype end = at;
    while (end < text.size() && end - at < kLongest && !isSentenceEnd(text, end))
        ++end;
    return {.start = start, .length = end - start};
}

qsizetype wordCount(QStringView text)
{
    qsizetype count = 0;
    bool isInWord = false;
    for (const QChar unit : text) {
        const bool isPart = unit.isLetterOrNumber() || (isInWord && (unit == u'\'' || unit == u'’' || unit == u'-' || unit == u'_'));
        count += isPart && !isInWord ? 1 : 0;
        isInWord = isPart;
    }
    return count;
}

QRegularExpression pattern(const QString &expression)
{
    QRegularExpression compiled(expression, QRegularExpression::MultilineOption);
    Q_ASSERT(compiled.isValid());
    compiled.optimize();
    return compiled;
}

} // namespace assay::prompt::linting
