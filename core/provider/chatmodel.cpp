// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/chatmodel.h"

#include <algorithm>
#include <array>

namespace assay::provider {

using namespace Qt::StringLiterals;

namespace {

struct Word {
    FinishReason reason;
    QLatin1StringView text;
};

constexpr std::array kWords{
    Word{FinishReason::completed, "completed"_L1},
    Word{FinishReason::length, "length"_L1},
    Word{FinishReason::stopSequence, "stop-sequence"_L1},
    Word{FinishReason::toolCall, "tool-call"_L1},
    Word{FinishReason::refusal, "refusal"_L1},
    Word{FinishReason::contentFilter, "content-filter"_L1},
    Word{FinishReason::paused, "paused"_L1},
    Word{FinishReason::unknown, "unknown"_L1},
};

} // namespace

QString toText(FinishReason reason)
{
    return QString(std::ranges::find(kWords, reason, &Word::reason)->text);
}

std::optional<FinishReason> finishReasonFromText(QStringView text)
{
    const auto *found = std::ranges::find_if(kWords, [text](const Word &word) { return text == word.text; });
    return found == kWords.end() ? std::nullopt : std::optional(found->reason);
}

bool Completion::isSpentOnReasoning() const
{
    return finish == FinishReason::length && text.trimmed().isEmpty() && toolCalls.isEmpty() && usage && usage->reasoning > 0;
}

Json toolCallsToJson(const QList<ToolCall> &calls)
{
    Json json(jsoncons::json_array_arg);
    for (const ToolCall &call : calls) {
        Json entry(jsoncons::json_object_arg);
        entry.insert_or_assign("id", jsonString(call.id));
        entry.insert_or_assign("name", jsonString(call.name));
        entry.insert_or_assign("arguments", jsonString(call.arguments));
        json.push_back(std::move(entry));
    }
    return json;
}

Result<QList<ToolCall>> toolCallsFromJson(const Json &json)
{
    const auto wrong = fail(ErrorKind::invalidInput, u"tool calls are not an array of objects with id, name and arguments"_s);
    if (!json.is_array())
        return wrong;
    QList<ToolCall> calls;
    for (const Json &entry : json.array_range()) {
        const auto isText = [&entry](std::string_view name) { return entry.contains(name) && entry.at(name).is_string(); };
        if (!entry.is_object() || !isText("id") || !isText("name") || !isText("arguments"))
            return wrong;
        calls.append({.id = toQString(entry.at("id")), .name = toQString(entry.at("name")), .arguments = toQString(entry.at("arguments"))});
    }
    return calls;
}

} // namespace assay::provider
