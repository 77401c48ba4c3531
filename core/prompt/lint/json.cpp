// SPDX-License-Identifier: GPL-3.0-or-later
// The response format and the words about it belong together.
#include "core/prompt/language/spelling.h"
#include "core/prompt/lint/jsontexts.h"
#include "core/prompt/lint/rule.h"

#include <QSet>

#include <algorithm>

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

namespace {

bool asksForAnswer(QStringView words)
{
    static const QRegularExpression demand(u"\\b(?:answer|reply|respond|return|output|produce|fill in|generate|write|give|provide)\\b"_s);
    static const QRegularExpression input(
        u"\\b(?:input|given|gets?|receives?|below|tables?|contains?|about|from|whose|if|when|stored?|reads?|tools?|function|not|never|instead)\\b|\\b(?:of|for|is)\\s*$"_s);
    return demand.matchView(words).hasMatch() && !input.matchView(words).hasMatch();
}

// The sentence that leads up to a place, also when that begins a line.
QString leadingTo(const Message &message, qsizetype at)
{
    static const QRegularExpression fence(u"(?:```\\w*)?\\s*$"_s);
    constexpr qsizetype kReach = 400;
    const qsizetype from = std::max<qsizetype>(0, at - kReach);
    QString before = message.lower.sliced(from, at - from);
    before.remove(fence.match(before).capturedStart(), before.size());
    if (before.isEmpty())
        return {};
    return before.sliced(sentenceAround(before, before.size() - 1).start);
}

// Of the one member that lists its values; none where several do.
std::optional<std::string> onlyEnum(const Json &properties)
{
    std::optional<std::string> found;
    for (const auto &property : properties.object_range()) {
        if (!property.value().is_object() || !property.value().contains("enum"))
            continue;
        if (found)
            return std::nullopt;
        found = std::string(property.key());
    }
    return found;
}

void checkLists(const Examined &prompt, const Json &properties, Report &report)
{
    for (const LabelList &list : prompt.demands.labelLists) {
        const std::string key = list.member.isEmpty() ? onlyEnum(properties).value_or(std::string()) : list.member.toStdString();
        const QString name = QString::fromStdString(key);
        if (key.empty() || !properties.contains(key))
            continue;
        const Json &schema = properties.at(key);
        if (!schema.is_object() || !schema.contains("enum") || !schema.at("enum").is_array())
            continue;
        QStringList allowed;
        for (const Json &value : schema.at("enum").array_range()) {
            if (value.is_string())
                allowed.append(toQString(value));
        }
        QStringList extra = list.labels;
        extra.removeIf([&](const QString &label) { return allowed.contains(label); });
        // A list without a name is that of the member when the two have something in common.
        if (list.member.isEmpty() && extra.size() == list.labels.size())
            continue;
        QStringList lacking = allowed;
        lacking.removeIf([&](const QString &label) { return list.labels.contains(label); });
        if (!extra.isEmpty())
            report.add(list.spot, u"The text allows %1 for \"%2\", and the schema does not: make the two lists the same."_s.arg(namesInWords(extra), name));
        else if (!lacking.isEmpty())
            report.add(list.spot, u"The schema allows %1 for \"%2\", and the text does not: make the two lists the same."_s.arg(namesInWords(lacking), name));
    }
}

// "the fields category, urgency and summary".
void checkNamedFields(const Examined &prompt, const Json &properties, Report &report)
{
    static const QRegularExpression fields(
        u"\\b(?:fields|members|keys|properties)(?:[ \\t]*+:)?[ \\t]++((?:[\"'`]?\\w+[\"'`]?(?:[ \\t]*,[ \\t]*(?:and[ \\t]+)?|[ \\t]+and[ \\t]+))+[\"'`]?\\w+[\"'`]?)"_s);
    static const QRegularExpression name(u"\\w+"_s);
    for (const Message *message : prompt.instructions()) {
        for (auto matches = fields.globalMatch(message->prose); matches.hasNext();) {
            const auto match = matches.next();
            QStringList unknown;
            QStringList known;
            for (auto names = name.globalMatch(match.captured(1)); names.hasNext();) {
                const QString word = names.next().captured();
                if (word != u"and")
                    (properties.contains(word.toStdString()) ? known : unknown).append(word);
            }
            // Fields of something else share none with the schema, unless they are asked for.
            if (!unknown.isEmpty() && (!known.isEmpty() || asksForAnswer(leadingTo(*message, match.capturedStart()))))
                report.add(message->index, {.start = match.capturedStart(1), .length = match.capturedLength(1)},
                    u"The text names %1, which the schema does not have: use its names, or add it there."_s.arg(namesInWords(unknown)));
        }
    }
}

// A member of that name at any depth.
bool knows(const Json &schema, const std::string &name)
{
    if (schema.is_array())
        return std::ranges::any_of(schema.array_range(), [&name](const Json &each) { return knows(each, name); });
    if (!schema.is_object())
        return false;
    return schema.contains(name) || std::ranges::any_of(schema.object_range(), [&name](const auto &member) { return knows(member.value(), name); });
}

// "a JSON object with the key "sentiment"".
void checkNamedField(const Examined &prompt, Report &report)
{
    static const QRegularExpression field(u"\\b(?:field|member|key|property)[ \\t]++[\"'`]([A-Za-z_]\\w{0,60})[\"'`]"_s);
    for (const Message *message : prompt.instructions()) {
        for (auto matches = field.globalMatch(message->prose); matches.hasNext();) {
            const auto match = matches.next();
            const bool isUnknown = !knows(prompt.content.responseSchema, match.captured(1).toStdString());
            if (isUnknown && !isNegated(message->lower, match.capturedStart()) && asksForAnswer(leadingTo(*message, match.capturedStart())))
                report.add(message->index, {.start = match.capturedStart(1), .length = match.capturedLength(1)},
                    u"The text names %1, which the schema does not have: use its names, or add it there."_s.arg(namesInWords({match.captured(1)})));
        }
    }
}

// "Return a JSON array", where an object is what the schema asks for.
void checkArray(const Examined &prompt, Report &report)
{
    static const QRegularExpression array = pattern(
        u"\\b(?:answer|reply|respond|return|output|produce)[ \\t]+(?:(?:only|just|exactly|with|in|as|a|an|one|single|valid|raw|bare)[ \\t]+){0,6}json[ \\t]+(?:array|list)\\b"
        u"(?![^.\\n]{0,200}\\b(?:in|under|as|called|named|field|member|key|property)\\b)"_s);
    if (const auto spot = prompt.findAffirmed(array))
        report.add(*spot, u"The text asks for a JSON array, and the schema for an object: make the two agree."_s);
}

// "positive" where the schema lists "pos": another form of a value, and no mere placeholder.
QString otherForm(const Json &value, const Json &properties)
{
    constexpr qsizetype kShortest = 3;
    for (const auto &member : value.object_range()) {
        const std::string key(member.key());
        if (!member.value().is_string() || !properties.contains(key) || !properties.at(key).is_object() || !properties.at(key).contains("enum")
            || !properties.at(key).at("enum").is_array())
            continue;
        const QString text = toQString(member.value());
        const Json &listed = properties.at(key).at("enum");
        const auto isForm = [&text](const Json &each) {
            const QString label = each.is_string() ? toQString(each) : QString();
            const bool isLonger = label.size() >= kShortest && text.startsWith(label, Qt::CaseInsensitive);
            return isLonger || (text.size() >= kShortest && label.startsWith(text, Qt::CaseInsensitive));
        };
        const bool isWord = std::ranges::all_of(text, [](QChar unit) { return unit.isLetter(); });
        if (isWord && !std::ranges::contains(listed.array_range(), member.value()) && std::ranges::any_of(listed.array_range(), isForm))
            return u"gives \"%1\" a value that the schema does not list"_s.arg(QString::fromStdString(key));
    }
    return {};
}

} // namespace

void checkJsonFormatNotSet(const Examined &prompt, Report &report)
{
    if (prompt.content.responseFormat != ResponseFormat::text || !prompt.content.tools.isEmpty())
        return;
    // Two demands are told as a contradiction.
    if (const auto spot = prompt.demands.json)
        report.add(*spot, u"JSON is demanded in words alone, so a model may still wrap it in text: set the response format to JSON, or give a schema."_s,
            Fix{.title = u"Set the response format to JSON"_s, .edits = {}, .responseFormat = ResponseFormat::json});
}

void checkJsonNotDemanded(const Examined &prompt, Report &report)
{
    if (prompt.content.responseFormat == ResponseFormat::text)
        return;
    if (const auto other = prompt.demands.otherForm; other && !prompt.demands.json)
        return report.add(*other, u"The text asks for another form than the response format, which is %1: change one of the two."_s.arg(toText(prompt.content.responseFormat)));
    const bool isNamed = prompt.snippets.contains(u"json"_s) || std::ranges::any_of(prompt.messages, [](const Message &message) { return message.lower.contains(u"json"); });
    if (prompt.content.responseFormat == ResponseFormat::json && !isNamed)
        report.addWhole(
            u"The response format is JSON and no message says so, which some providers refuse and others answer with any JSON: name JSON and its members in the text."_s);
}

void checkSchema(const Examined &prompt, Report &report)
{
    const Json &schema = prompt.content.responseSchema;
    const Json *properties = propertiesOf(schema);
    if (prompt.content.responseFormat != ResponseFormat::jsonSchema || properties == nullptr)
        return;
    checkLists(prompt, *properties, report);
    checkNamedFields(prompt, *properties, report);
    checkNamedField(prompt, report);
    checkArray(prompt, report);
    for (const Message *message : prompt.instructions()) {
        for (const JsonText &object : objectsIn(message->prose)) {
            const auto shares = [&](const auto &member) { return properties->contains(std::string(member.key())); };
            // An object of other members is no pattern of the answer, unless it is asked for.
            if (std::ranges::none_of(object.value.object_range(), shares)) {
                if (!object.value.empty() && !properties->empty() && asksForAnswer(leadingTo(*message, object.range.start)))
                    report.add(message->index, object.range, u"The JSON in the text has none of the schema's members: make the two agree."_s);
                continue;
            }
            const QString misfit = mismatch(object.value, schema, true);
            if (const QString wrong = misfit.isEmpty() ? otherForm(object.value, *properties) : misfit; !wrong.isEmpty())
                report.add(message->index, object.range, u"The JSON in the text %1: make the two agree."_s.arg(wrong));
        }
    }
}

} // namespace assay::prompt::linting
