// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/diff.h"
#include "core/prompt/sequencediff.h"

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

// Everything but the messages, flat, in the order of the JSON form.
Json settingsOf(const Content &content)
{
    const Json json = toJson(content);
    Json settings = json.get_value_or<Json>("parameters", Json(jsoncons::json_object_arg));
    settings.insert_or_assign("responseFormat", json.at("responseFormat"));
    if (json.contains("responseSchema"))
        settings.insert_or_assign("responseSchema", json.at("responseSchema"));
    return settings;
}

} // namespace

ContentDiff diffContents(const Content &before, const Content &after)
{
    ContentDiff diff{.messages = messageDiffs(before.messages, after.messages), .settings = {}};
    const Json beforeSettings = settingsOf(before);
    const Json afterSettings = settingsOf(after);
    for (const char *name : {"temperature", "topP", "maxOutputTokens", "seed", "stop", "responseFormat", "responseSchema"}) {
        const auto valueIn = [name](const Json &settings) { return settings.contains(name) ? QString::fromUtf8(assay::toJson(settings.at(name))) : QString(); };
        const SettingDiff setting{.name = QString::fromLatin1(name), .before = valueIn(beforeSettings), .after = valueIn(afterSettings)};
        if (setting.before != setting.after)
            diff.settings.append(setting);
    }
    return diff;
}

} // namespace assay::prompt
