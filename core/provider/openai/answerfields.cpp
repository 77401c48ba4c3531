// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/answerfields.h"

#include "core/provider/openai/failures.h"
#include "core/provider/openai/usage.h"
#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/surrogates.h"

#include <algorithm>
#include <array>

namespace assay::provider::openai {

using wire::member;
using wire::textOf;

using namespace Qt::StringLiterals;

namespace {

struct Meaning {
    QLatin1StringView raw;
    FinishReason reason;
};

constexpr std::array kMeanings{
    Meaning{"stop"_L1, FinishReason::completed},
    Meaning{"eos"_L1, FinishReason::completed},
    Meaning{"end_turn"_L1, FinishReason::completed},
    Meaning{"length"_L1, FinishReason::length},
    Meaning{"max_tokens"_L1, FinishReason::length},
    Meaning{"model_length"_L1, FinishReason::length},
    Meaning{"stop_sequence"_L1, FinishReason::stopSequence},
    Meaning{"tool_calls"_L1, FinishReason::toolCall},
    Meaning{"function_call"_L1, FinishReason::toolCall},
    Meaning{"content_filter"_L1, FinishReason::contentFilter},
};

const Meaning *meaningOf(const QString &raw)
{
    const auto *found = std::ranges::find_if(kMeanings, [&](const Meaning &meaning) { return raw == meaning.raw; });
    return found == kMeanings.end() ? nullptr : found;
}

bool isThinking(const Json &part)
{
    const QString type = textOf(part, "type");
    return type == u"thinking" || type == u"reasoning";
}

void readContent(const Json *content, AnswerFields &fields)
{
    QString text;
    if (content == nullptr || !content->is_array()) {
        text = textOf(content);
    } else {
        for (const Json &part : content->array_range()) {
            fields.hasReasoning = fields.hasReasoning || isThinking(part);
            if (!isThinking(part))
                text += textOf(part, "text");
        }
    }
    fields.text = wire::withHalves(text);
}

void readMessage(const Json &message, AnswerFields &fields)
{
    readContent(member(message, "content"), fields);
    fields.refusal = wire::withHalves(textOf(message, "refusal"));
    fields.tools = toolPieces(message);
    for (const auto *name : {"reasoning_content", "reasoning"})
        fields.hasReasoning = fields.hasReasoning || !textOf(message, name).isEmpty();
}

// With one choice asked for, others are of a server that ignores "n"; only the first is an answer to the request.
const Json *firstChoice(const Json &answer)
{
    const Json *choices = member(answer, "choices");
    if (choices == nullptr || !choices->is_array())
        return nullptr;
    const auto range = choices->array_range();
    const auto found = std::ranges::find_if(range, [](const Json &choice) {
        const Json *index = member(choice, "index");
        return choice.is_object() && (index == nullptr || (index->is<qint64>() && index->as<qint64>() == 0));
    });
    return found == range.end() ? nullptr : &*found;
}

void readChoice(const Json &choice, AnswerFields &fields)
{
    const Json *part = member(choice, "delta");
    if (part == nullptr)
        part = member(choice, "message");
    if (part != nullptr)
        readMessage(*part, fields);
    fields.finish = textOf(choice, "finish_reason");
    const QString stopReason = textOf(choice, "stop_reason");
    fields.hasStopText = !stopReason.isEmpty() && meaningOf(stopReason) == nullptr;
}

void readUsage(const Json &answer, AnswerFields &fields)
{
    const Json *usage = member(answer, "usage");
    if (usage == nullptr) {
        const Json *groq = member(answer, "x_groq");
        usage = groq == nullptr ? nullptr : member(*groq, "usage");
    }
    if (usage == nullptr)
        return;
    fields.usage = usageOf(*usage);
    if (fields.usage)
        fields.rawUsage = toJson(*usage);
}

} // namespace

AnswerFields answerFields(const Json &answer)
{
    AnswerFields fields;
    fields.model = textOf(answer, "model");
    fields.fingerprint = textOf(answer, "system_fingerprint");
    fields.serviceTier = textOf(answer, "service_tier");
    readUsage(answer, fields);
    const Json *choice = firstChoice(answer);
    if (choice != nullptr)
        readChoice(*choice, fields);
    const bool hasFailedChoice = fields.finish == u"error" || fields.finish == u"insufficient_system_resource";
    const Json *groq = member(answer, "x_groq");
    if (member(answer, "error") != nullptr || textOf(answer, "object") == u"error")
        fields.error = failureInAnswer(answer);
    else if (groq != nullptr && member(*groq, "error") != nullptr)
        fields.error = failureInAnswer(*groq);
    else if (choice != nullptr && (hasFailedChoice || member(*choice, "error") != nullptr))
        fields.error = failureInAnswer(*choice);
    return fields;
}

FinishReason finishReasonOf(const Completion &completion, bool hasStopText)
{
    const Meaning *found = meaningOf(completion.finishRaw);
    if (found == nullptr)
        return FinishReason::unknown;
    if (found->reason != FinishReason::completed)
        return found->reason;
    if (!completion.refusal.isEmpty())
        return FinishReason::refusal;
    // Also the end of a call that was demanded by its name, and of any call at some servers.
    if (!completion.toolCalls.isEmpty())
        return FinishReason::toolCall;
    return hasStopText ? FinishReason::stopSequence : FinishReason::completed;
}

void countReasoning(Completion &completion, bool hasReasoning)
{
    const bool isNothingElse = completion.text.isEmpty() && completion.refusal.isEmpty() && completion.toolCalls.isEmpty();
    if (hasReasoning && isNothingElse && completion.finish == FinishReason::length && completion.usage && completion.usage->reasoning == 0)
        completion.usage->reasoning = completion.usage->output;
}

} // namespace assay::provider::openai
