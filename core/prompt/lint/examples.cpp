// SPDX-License-Identifier: GPL-3.0-or-later
// What examples show weighs more with a model than what the text says.
#include "core/prompt/language/spelling.h"
#include "core/prompt/lint/bounds.h"
#include "core/prompt/lint/jsontexts.h"
#include "core/prompt/lint/rule.h"

#include <algorithm>

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

namespace {

/// An answer that the prompt shows, written as a message or drawn from a set.
struct Answer {
    qsizetype message = kWholeVersion;
    QString text;
    QString name; ///< "This example", "The example T-17"
};

QList<Answer> answersOf(const Examined &prompt)
{
    QList<Answer> answers;
    for (const Message *message : prompt.answers()) {
        if (message->tags.isEmpty())
            answers.append({.message = message->index, .text = message->text, .name = u"This example"_s});
    }
    if (prompt.content.examples) {
        for (const Example &example : prompt.content.examples->drawn)
            answers.append({.message = kWholeVersion, .text = example.answer, .name = u"The example %1"_s.arg(example.key)});
    }
    return answers;
}

Range wholeOf(const Answer &answer)
{
    if (answer.message == kWholeVersion)
        return {};
    const qsizetype start = answer.text.size() - QStringView(answer.text).trimmed().size() == 0 ? 0 : answer.text.indexOf(answer.text.trimmed().left(1));
    return {.start = start, .length = answer.text.trimmed().size()};
}

void checkJsonAnswer(const Examined &prompt, const Answer &answer, Report &report)
{
    const QString text = answer.text.trimmed();
    const auto value = parseJson(QStringView(text));
    if (!value) {
        const bool isWrapped = text.startsWith(u"```");
        report.add(answer.message, wholeOf(answer),
            isWrapped ? u"%1 stands in a code fence, where JSON alone is demanded: leave the fence out."_s.arg(answer.name)
                      : u"%1 is no JSON, and JSON is demanded: answer as the model shall answer."_s.arg(answer.name));
        return;
    }
    if (prompt.content.responseFormat != ResponseFormat::jsonSchema)
        return;
    if (const QString wrong = mismatch(*value, prompt.content.responseSchema, false); !wrong.isEmpty())
        report.add(answer.message, wholeOf(answer), u"%1 %2: make it an answer that fits."_s.arg(answer.name, wrong));
}

/// The allowed labels by member; the text's own lists go before what the set shows.
QMap<QString, QStringList> allowedLabels(const Examined &prompt)
{
    QMap<QString, QStringList> allowed = prompt.context.allowedLabels;
    const auto lists = prompt.demands.labelLists;
    for (const LabelList &list : lists)
        allowed.insert(list.member, list.labels);
    // Two lists for the answer itself leave open which it is, unless one repeats the other.
    const auto sorted = [](QStringList labels) {
        labels.sort();
        return labels;
    };
    const QStringList kept = sorted(allowed.value({}));
    if (std::ranges::any_of(lists, [&](const LabelList &list) { return list.member.isEmpty() && sorted(list.labels) != kept; }))
        allowed.remove({});
    return allowed;
}

QString wrongLabel(const QString &name, const QString &label, const QStringList &allowed, const QString &member)
{
    constexpr qsizetype kMost = 60;
    const auto same = std::ranges::find_if(allowed, [&label](const QString &each) { return each.compare(label, Qt::CaseInsensitive) == 0; });
    const QString of = member.isEmpty() ? QString() : u" for \"%1\""_s.arg(member);
    if (same != allowed.end())
        return u"%1 has \"%2\"%3, which is spelled \"%4\" in the list: spell it the same."_s.arg(name, label, of, *same);
    return u"%1 has \"%2\"%3, which is not in the list: use one of %4."_s.arg(name, label.left(kMost), of, namesInWords(allowed));
}

// Of a list that is said in a sentence: one of its words begins the answer, or the text names the answer elsewhere.
bool isPlainlyAllowed(const Examined &prompt, const QStringList &labels, const QString &answer)
{
    const auto begins = [&answer](const QString &label) {
        return answer.startsWith(label, Qt::CaseInsensitive) && (answer.size() == label.size() || !answer.at(label.size()).isLetterOrNumber());
    };
    static const QRegularExpression end(u"[\\s.!]+$"_s);
    QString named = answer;
    named.remove(end);
    const auto names = [&named](const Message *message) { return message->prose.contains(named, Qt::CaseInsensitive); };
    return std::ranges::any_of(labels, begins) || std::ranges::any_of(prompt.instructions(), names) || prompt.snippets.contains(named, Qt::CaseInsensitive);
}

bool isPlainList(const Examined &prompt)
{
    const auto isStrict = [](const LabelList &list) { return list.member.isEmpty() && !list.isPlain; };
    const auto isPlain = [](const LabelList &list) { return list.member.isEmpty() && list.isPlain; };
    return std::ranges::any_of(prompt.demands.labelLists, isPlain) && std::ranges::none_of(prompt.demands.labelLists, isStrict);
}

// By blanks, so that "1,000" and "well-known" are one.
qsizetype leastWords(const QString &text)
{
    const auto isWord = [](const QString &part) { return std::ranges::any_of(part, [](QChar unit) { return unit.isLetterOrNumber(); }); };
    return std::ranges::count_if(text.simplified().split(u' ', Qt::SkipEmptyParts), isWord);
}

void checkWords(const Examined &prompt, const Answer &answer, const Bound &most, Report &report)
{
    const QString text = answer.text.trimmed();
    // Lines may be parts, and a label is as long as it is.
    const bool isLabel = std::ranges::any_of(prompt.demands.labelLists, [&text](const LabelList &list) { return list.labels.contains(text, Qt::CaseInsensitive); });
    if (isLabel || text.contains(u'\n') || leastWords(text) <= most.number)
        return;
    report.add(answer.message, wholeOf(answer),
        u"%1 has %2 words, and \"%3\" is demanded: answer as the model shall answer."_s.arg(answer.name, QString::number(leastWords(text)), prompt.at(most.spot).simplified()));
}

} // namespace

void checkExampleFormat(const Examined &prompt, Report &report)
{
    static const QRegularExpression bullet = pattern(u"^[ \\t]*(?:[-*•]|\\d+[.)])[ \\t]"_s);
    const auto answers = answersOf(prompt);
    if (answers.isEmpty())
        return;
    const bool isJson = prompt.content.responseFormat != ResponseFormat::text || prompt.demands.json;
    const bool isList = !isJson && prompt.demands.bullets;
    const auto most = isJson || isList ? std::nullopt : mostWords(prompt);
    for (const Answer &answer : answers) {
        if (isJson)
            checkJsonAnswer(prompt, answer, report);
        else if (most)
            checkWords(prompt, answer, *most, report);
        else if (isList && !bullet.match(answer.text).hasMatch())
            report.add(answer.message, wholeOf(answer), u"%1 is no list, and a list is demanded: answer as the model shall answer."_s.arg(answer.name));
    }
}

void checkExampleLabel(const Examined &prompt, Report &report)
{
    constexpr qsizetype kLongestLabel = 40;
    const auto answers = answersOf(prompt);
    const bool isPlain = isPlainList(prompt);
    const auto allowed = answers.isEmpty() ? QMap<QString, QStringList>() : allowedLabels(prompt);
    for (const Answer &answer : answers) {
        if (report.isFull())
            return;
        const QString text = answer.text.trimmed();
        const auto value = parseJson(QStringView(text));
        if (value && value->is_object()) {
            for (const auto &member : value->object_range()) {
                const QString name = QString::fromUtf8(member.key());
                const QStringList labels = allowed.value(name);
                const QString label = member.value().is_string() ? toQString(member.value()) : QString();
                if (label.isEmpty() || labels.isEmpty() || labels.contains(label))
                    continue;
                const qsizetype at = answer.message == kWholeVersion ? -1 : answer.text.indexOf(label);
                report.add(answer.message, at < 0 ? wholeOf(answer) : Range{.start = at, .length = label.size()}, wrongLabel(answer.name, label, labels, name));
            }
            continue;
        }
        const QStringList labels = allowed.value({});
        const bool isLabel = !labels.isEmpty() && !text.isEmpty() && text.size() <= kLongestLabel && !text.contains(u'\n')
            && !value.transform([](const Json &json) { return json.is_array(); }).value_or(false);
        if (isLabel && !labels.contains(text) && !(isPlain && isPlainlyAllowed(prompt, labels, text)))
            report.add(answer.message, wholeOf(answer), wrongLabel(answer.name, text, labels, {}));
    }
}

} // namespace assay::prompt::linting

namespace assay::prompt {

using namespace Qt::StringLiterals;

QMap<QString, QStringList> labelsOf(std::span<const Json> references)
{
    constexpr qsizetype kLongest = 40;
    constexpr qsizetype kMostLabels = 30;
    QMap<QString, QMap<QString, qsizetype>> counts;
    QStringList free; ///< members that hold other things as well
    const auto see = [&](const QString &member, const Json &value) {
        const QString text = value.is_string() ? toQString(value) : QString();
        if (text.isEmpty() || text.size() > kLongest || text.contains(u'\n'))
            free.append(member);
        else if (!free.contains(member))
            ++counts[member][text];
    };
    for (const Json &reference : references) {
        if (reference.is_object()) {
            for (const auto &member : reference.object_range())
                see(QString::fromUtf8(member.key()), member.value());
        } else if (!reference.is_null()) {
            see({}, reference);
        }
    }
    QMap<QString, QStringList> labels;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
        qsizetype total = 0;
        for (const qsizetype count : it.value())
            total += count;
        // A label comes again and again; what is nearly always new is free text.
        if (!free.contains(it.key()) && it.value().size() > 1 && it.value().size() <= kMostLabels && total >= 4 * it.value().size())
            labels.insert(it.key(), it.value().keys());
    }
    return labels;
}

} // namespace assay::prompt
