// SPDX-License-Identifier: GPL-3.0-or-later
// What a content must be to be sent at all.
#include "core/prompt/content.h"
#include "core/prompt/contentmember.h"
#include "core/tokens/reasoningeffort.h"

#include <QSet>

#include <algorithm>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

constexpr double kHottest = 2;
constexpr qsizetype kMostStops = 4;
constexpr qint64 kMostOutputTokens = 1'000'000;
constexpr qsizetype kMostTools = 128;
constexpr qsizetype kLongestToolName = 64;
constexpr int kMostExamples = 200;

Result<void> validateMessages(const QList<MessageTemplate> &messages)
{
    if (messages.isEmpty())
        return refuseMember(u"messages"_s, u"must have at least one message"_s, u"Add a user message."_s);
    for (qsizetype i = 1; i < messages.size(); ++i) {
        if (messages.at(i).role == tokens::Role::system)
            return refuseMember(
                u"messages[%1].role"_s.arg(i), u"must not be system: only the first message may be"_s, u"Move it to the top or join it to the first."_s);
    }
    return {};
}

Result<void> validateParameters(const Parameters &parameters)
{
    const auto isWithin = [](std::optional<double> value, double highest) { return !value || (*value >= 0 && *value <= highest); };
    if (!isWithin(parameters.temperature, kHottest))
        return refuseMember(u"parameters.temperature"_s, u"must be from 0 to 2, but is %1"_s.arg(*parameters.temperature));
    if (!isWithin(parameters.topP, 1))
        return refuseMember(u"parameters.topP"_s, u"must be from 0 to 1, but is %1"_s.arg(*parameters.topP));
    if (parameters.maxOutputTokens && (*parameters.maxOutputTokens <= 0 || *parameters.maxOutputTokens > kMostOutputTokens))
        return refuseMember(u"parameters.maxOutputTokens"_s, u"must be from 1 to %1, but is %2"_s.arg(kMostOutputTokens).arg(*parameters.maxOutputTokens));
    if (parameters.stop.size() > kMostStops)
        return refuseMember(u"parameters.stop"_s, u"must have at most %1 texts, but has %2"_s.arg(kMostStops).arg(parameters.stop.size()));
    const qsizetype empty = parameters.stop.indexOf(QString());
    if (empty >= 0)
        return refuseMember(u"parameters.stop[%1]"_s.arg(empty), u"must not be empty"_s, u"Remove it."_s);
    if (!parameters.reasoningEffort.isEmpty() && !tokens::reasoningEfforts().contains(parameters.reasoningEffort))
        return refuseMember(
            u"parameters.reasoningEffort"_s, u"must be one of %1, but is \"%2\""_s.arg(tokens::reasoningEfforts().join(u", "_s), parameters.reasoningEffort));
    return {};
}

Result<void> validateResponse(const Content &content)
{
    const bool hasSchema = !content.responseSchema.is_null();
    if (hasSchema != (content.responseFormat == ResponseFormat::jsonSchema))
        return refuseMember(u"responseSchema"_s, u"must be given with the response format json-schema, and only then"_s);
    if (hasSchema && !content.responseSchema.is_object() && !content.responseSchema.is_bool())
        return refuseMember(u"responseSchema"_s, u"must be a JSON Schema: an object, true or false"_s);
    return {};
}

bool isToolName(const QString &name)
{
    const auto isAllowed = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_' || c == u'-'; };
    return !name.isEmpty() && name.size() <= kLongestToolName && std::ranges::all_of(name, isAllowed);
}

Result<void> validateTools(const Content &content)
{
    if (content.tools.size() > kMostTools)
        return refuseMember(u"tools"_s, u"must be at most %1, but are %2"_s.arg(kMostTools).arg(content.tools.size()));
    QSet<QString> names;
    for (qsizetype i = 0; i < content.tools.size(); ++i) {
        const Tool &tool = content.tools.at(i);
        const QString path = u"tools[%1]"_s.arg(i);
        if (!isToolName(tool.name))
            return refuseMember(path + u".name"_s, u"must be of letters, digits, _ and -, at most 64, but is \"%1\""_s.arg(tool.name));
        if (names.contains(tool.name))
            return refuseMember(path + u".name"_s, u"is \"%1\" like that of another tool"_s.arg(tool.name));
        if (!tool.parameters.is_object())
            return refuseMember(path + u".parameters"_s, u"must be a JSON Schema that is an object"_s);
        names.insert(tool.name);
    }
    if (content.toolChoice.isEmpty())
        return {};
    if (content.tools.isEmpty())
        return refuseMember(u"toolChoice"_s, u"is given, but there are no tools"_s, u"Add a tool, or leave it out."_s);
    if (!names.contains(content.toolChoice) && content.toolChoice != u"auto" && content.toolChoice != u"none" && content.toolChoice != u"required")
        return refuseMember(u"toolChoice"_s, u"must be auto, none, required or the name of a tool, but is \"%1\""_s.arg(content.toolChoice));
    return {};
}

Result<void> validateSnippets(const QMap<QString, QString> &snippets)
{
    for (const QString &name : snippets.keys()) {
        if (const auto checked = checkSnippetName(name); !checked)
            return refuseMember(u"snippets.%1"_s.arg(name), u"cannot be the name of a snippet"_s, checked.error().hint);
    }
    return {};
}

Result<void> validateDrawn(const ExampleDraw &draw)
{
    if (!draw.drawn.isEmpty() && draw.drawn.size() != draw.count)
        return refuseMember(u"examples.drawn"_s, u"must have %1 examples as count says, but has %2"_s.arg(draw.count).arg(draw.drawn.size()));
    QSet<QString> keys;
    for (qsizetype i = 0; i < draw.drawn.size(); ++i) {
        const Example &example = draw.drawn.at(i);
        if (example.key.isEmpty() || keys.contains(example.key))
            return refuseMember(u"examples.drawn[%1].key"_s.arg(i), u"must not be empty, nor that of another example"_s);
        if (!example.variables.is_object())
            return refuseMember(u"examples.drawn[%1].variables"_s.arg(i), u"must be an object"_s);
        keys.insert(example.key);
    }
    return {};
}

Result<void> validateExamples(const Content &content)
{
    if (!content.examples)
        return {};
    const ExampleDraw &draw = *content.examples;
    if (draw.set.isEmpty())
        return refuseMember(u"examples.set"_s, u"must name an eval set"_s);
    if (draw.tag.isEmpty())
        return refuseMember(u"examples.tag"_s, u"must name the tag of the items to draw from"_s, u"Tag the items that may serve as examples."_s);
    if (draw.count < 1 || draw.count > kMostExamples)
        return refuseMember(u"examples.count"_s, u"must be from 1 to %1, but is %2"_s.arg(kMostExamples).arg(draw.count));
    if (!std::ranges::contains(content.messages, tokens::Role::user, &MessageTemplate::role))
        return refuseMember(u"examples"_s, u"need a user message that they are asked with"_s, u"Add a user message."_s);
    return validateDrawn(draw);
}

} // namespace

Result<void> checkSnippetName(const QString &name)
{
    if (!name.isEmpty() && name == name.simplified() && !name.contains(u'"') && !name.contains(u'\'') && !name.contains(u'\\'))
        return {};
    return fail(ErrorKind::invalidInput, u"\"%1\" cannot be the name of a snippet"_s.arg(name), u"Use a name without quotes, backslashes, line ends and blanks around it."_s);
}

Result<void> validate(const Content &content)
{
    return validateMessages(content.messages)
        .and_then([&] { return validateParameters(content.parameters); })
        .and_then([&] { return validateResponse(content); })
        .and_then([&] { return validateTools(content); })
        .and_then([&] { return validateSnippets(content.snippets); })
        .and_then([&] { return validateExamples(content); });
}

} // namespace assay::prompt
