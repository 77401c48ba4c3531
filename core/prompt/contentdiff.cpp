// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/diff.h"
#include "core/prompt/sequencediff.h"

#include <algorithm>
#include <array>
#include <utility>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

int numberOf(QList<MessageTemplate> &known, const MessageTemplate &message)
{
    const qsizetype found = known.indexOf(message);
    if (found >= 0)
        return static_cast<int>(found);
    known.append(message);
    return static_cast<int>(known.size() - 1);
}

MessageDiff difference(const MessageTemplate *before, const MessageTemplate *after)
{
    MessageDiff diff;
    if (before)
        diff.before = before->role;
    if (after)
        diff.after = after->role;
    diff.lines = diffLines(before ? before->text : QString(), after ? after->text : QString());
    return diff;
}

// Messages that differ, between two that do not: those of one role belong together in their order, the rest came or went.
void appendChanged(QList<MessageDiff> &messages, QList<const MessageTemplate *> removed, QList<const MessageTemplate *> added)
{
    while (!removed.isEmpty()) {
        const MessageTemplate *before = removed.takeFirst();
        qsizetype partner = 0;
        while (partner < added.size() && added.at(partner)->role != before->role)
            ++partner;
        if (partner == added.size()) {
            messages.append(difference(before, nullptr));
            continue;
        }
        for (; partner > 0; --partner)
            messages.append(difference(nullptr, added.takeFirst()));
        messages.append(difference(before, added.takeFirst()));
    }
    for (const MessageTemplate *after : std::as_const(added))
        messages.append(difference(nullptr, after));
}

QList<MessageDiff> messageDiffs(const QList<MessageTemplate> &before, const QList<MessageTemplate> &after)
{
    QList<MessageTemplate> known;
    const auto numbers = [&known](const QList<MessageTemplate> &messages) {
        std::vector<int> result;
        for (const MessageTemplate &message : messages)
            result.push_back(numberOf(known, message));
        return result;
    };
    const std::vector<int> beforeNumbers = numbers(before);
    const std::vector<int> afterNumbers = numbers(after);
    QList<MessageDiff> diffs;
    QList<const MessageTemplate *> removed;
    QList<const MessageTemplate *> added;
    for (const Edit &edit : editScript(beforeNumbers, afterNumbers)) {
        if (edit.kind == DiffKind::removed) {
            removed.append(&before.at(static_cast<qsizetype>(edit.before)));
        } else if (edit.kind == DiffKind::added) {
            added.append(&after.at(static_cast<qsizetype>(edit.after)));
        } else {
            appendChanged(diffs, std::exchange(removed, {}), std::exchange(added, {}));
            const MessageTemplate &same = before.at(static_cast<qsizetype>(edit.before));
            diffs.append(difference(&same, &same));
        }
    }
    appendChanged(diffs, removed, added);
    return diffs;
}

void flatten(Json &settings, const Json &json, const char *member, std::initializer_list<const char *> names)
{
    if (!json.contains(member))
        return;
    for (const char *name : names) {
        if (json.at(member).contains(name))
            settings.insert_or_assign(std::string(member) + '.' + name, json.at(member).at(name));
    }
}

constexpr std::array kSettings{"temperature", "topP", "maxOutputTokens", "seed", "stop", "reasoningEffort", "responseFormat", "toolChoice", "examples.set", "examples.tag",
    "examples.count", "examples.seed", "templateOptions.lenient", "templateOptions.trimBlocks", "templateOptions.lstripBlocks"};

// Everything that is one value, flat.
Json settingsOf(const Content &content)
{
    const Json json = toJson(content);
    Json settings = json.get_value_or<Json>("parameters", Json(jsoncons::json_object_arg));
    settings.insert_or_assign("responseFormat", json.at("responseFormat"));
    if (json.contains("toolChoice"))
        settings.insert_or_assign("toolChoice", json.at("toolChoice"));
    flatten(settings, json, "examples", {"set", "tag", "count", "seed"});
    flatten(settings, json, "templateOptions", {"lenient", "trimBlocks", "lstripBlocks"});
    return settings;
}

QString indented(const Json &json)
{
    return QString::fromUtf8(toPrettyJson(json)).trimmed();
}

/// Everything that is a text with a name, in the order of PartDiff::Kind.
struct Part {
    PartDiff::Kind kind;
    QString name;
    QString text;
};

QList<Part> partsOf(const Content &content)
{
    QList<Part> parts;
    if (content.responseFormat == ResponseFormat::jsonSchema)
        parts.append({PartDiff::Kind::responseSchema, {}, indented(content.responseSchema)});
    for (const Tool &tool : content.tools)
        parts.append({PartDiff::Kind::tool, tool.name, (tool.description.isEmpty() ? QString() : QString(tool.description + u'\n')) + indented(tool.parameters)});
    for (const auto &[name, text] : content.snippets.asKeyValueRange())
        parts.append({PartDiff::Kind::snippet, name, text});
    for (const Example &example : content.examples.value_or(ExampleDraw()).drawn)
        parts.append({PartDiff::Kind::example, example.key, indented(example.variables) + u'\n' + example.answer});
    std::ranges::stable_sort(parts, {}, [](const Part &part) { return std::pair(part.kind, part.name); });
    return parts;
}

QList<PartDiff> partDiffs(const Content &before, const Content &after)
{
    const auto keyOf = [](const Part &part) { return std::pair(part.kind, part.name); };
    const QList<Part> old = partsOf(before);
    const QList<Part> fresh = partsOf(after);
    QList<PartDiff> diffs;
    for (qsizetype i = 0, j = 0; i < old.size() || j < fresh.size();) {
        const bool isOld = i < old.size() && (j == fresh.size() || keyOf(old.at(i)) <= keyOf(fresh.at(j)));
        const bool isFresh = j < fresh.size() && (i == old.size() || keyOf(fresh.at(j)) <= keyOf(old.at(i)));
        const Part &part = isOld ? old.at(i) : fresh.at(j);
        const QString oldText = isOld ? old.at(i).text : QString();
        const QString freshText = isFresh ? fresh.at(j).text : QString();
        if (isOld != isFresh || oldText != freshText)
            diffs.append({.kind = part.kind, .name = part.name, .isBefore = isOld, .isAfter = isFresh, .lines = diffLines(oldText, freshText)});
        i += isOld;
        j += isFresh;
    }
    return diffs;
}

} // namespace

bool ContentDiff::isEmpty() const
{
    const auto isSame = [](const MessageDiff &message) {
        return message.before == message.after && std::ranges::all_of(message.lines, [](const DiffLine &line) { return line.kind == DiffKind::same; });
    };
    return settings.isEmpty() && parts.isEmpty() && std::ranges::all_of(messages, isSame);
}

ContentDiff diffContents(const Content &before, const Content &after)
{
    ContentDiff diff{.messages = messageDiffs(before.messages, after.messages), .settings = {}, .parts = partDiffs(before, after)};
    const Json beforeSettings = settingsOf(before);
    const Json afterSettings = settingsOf(after);
    for (const char *name : kSettings) {
        const auto valueIn = [name](const Json &settings) { return settings.contains(name) ? QString::fromUtf8(assay::toJson(settings.at(name))) : QString(); };
        const SettingDiff setting{.name = QString::fromLatin1(name), .before = valueIn(beforeSettings), .after = valueIn(afterSettings)};
        if (setting.before != setting.after)
            diff.settings.append(setting);
    }
    return diff;
}

} // namespace assay::prompt
