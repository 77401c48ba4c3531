// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/messageparts.h"

#include "core/provider/anthropic/failures.h"
#include "core/provider/anthropic/usage.h"
#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/surrogates.h"

#include <algorithm>
#include <array>

namespace assay::provider::anthropic {

using wire::member;
using wire::textOf;

using namespace Qt::StringLiterals;

namespace {

struct Meaning {
    QLatin1StringView raw;
    FinishReason reason;
};

constexpr std::array kMeanings{
    Meaning{"end_turn"_L1, FinishReason::completed},
    Meaning{"max_tokens"_L1, FinishReason::length},
    Meaning{"model_context_window_exceeded"_L1, FinishReason::length},
    Meaning{"stop_sequence"_L1, FinishReason::stopSequence},
    Meaning{"tool_use"_L1, FinishReason::toolCall},
    Meaning{"pause_turn"_L1, FinishReason::paused},
    Meaning{"refusal"_L1, FinishReason::refusal},
};

FinishReason meaningOf(const QString &raw)
{
    const auto *found = std::ranges::find_if(kMeanings, [&](const Meaning &meaning) { return raw == meaning.raw; });
    return found == kMeanings.end() ? FinishReason::unknown : found->reason;
}

QString refusalOf(const Ending &ending)
{
    return ending.explanation.isEmpty() ? u"The model refused to answer"_s : ending.explanation;
}

// Adds one block of a whole message.
void takeBlock(Completion &completion, bool &hasThinking, const Json &block)
{
    hasThinking = hasThinking || isThinking(block);
    if (textOf(block, "type") == u"text")
        completion.text += wire::withHalves(textOf(block, "text"));
    auto call = toolCallOf(block);
    if (!call)
        return;
    if (call->arguments.isEmpty())
        call->arguments = u"{}"_s;
    completion.toolCalls.append(*std::move(call));
}

} // namespace

Ending endingOf(const Json &object)
{
    Ending ending;
    ending.reason = textOf(object, "stop_reason");
    if (const Json *details = member(object, "stop_details")) {
        ending.explanation = textOf(*details, "explanation");
        if (const QString category = textOf(*details, "category"); ending.explanation.isEmpty() && !category.isEmpty())
            ending.explanation = u"The model refused to answer (%1)"_s.arg(category);
    }
    return ending;
}

std::optional<ToolCall> toolCallOf(const Json &block)
{
    if (textOf(block, "type") != u"tool_use")
        return std::nullopt;
    ToolCall call{.id = textOf(block, "id"), .name = textOf(block, "name"), .arguments = {}};
    const Json *input = member(block, "input");
    const bool isEmptyObject = input != nullptr && input->is_object() && input->empty();
    if (input != nullptr && !isEmptyObject)
        call.arguments = wire::withHalves(QString::fromUtf8(toJson(*input)));
    return call;
}

bool isThinking(const Json &block)
{
    const QString type = textOf(block, "type");
    return type == u"thinking" || type == u"redacted_thinking";
}

void finish(Completion &completion, const Ending &ending, bool hasThinking)
{
    completion.finishRaw = ending.reason;
    completion.finish = meaningOf(ending.reason);
    completion.text = wire::withoutHalves(completion.text);
    for (ToolCall &call : completion.toolCalls)
        call.arguments = wire::withoutHalves(call.arguments);
    if (completion.finish == FinishReason::refusal) {
        completion.text.clear();
        completion.toolCalls.clear();
        completion.refusal = wire::withoutHalves(wire::withHalves(refusalOf(ending)));
    } else if (completion.finish == FinishReason::completed && !completion.toolCalls.isEmpty()) {
        completion.finish = FinishReason::toolCall;
    }
    const bool isNothingElse = completion.text.isEmpty() && completion.toolCalls.isEmpty();
    if (hasThinking && isNothingElse && completion.finish == FinishReason::length && completion.usage && completion.usage->reasoning == 0)
        completion.usage->reasoning = completion.usage->output;
}

Result<Completion> completionOf(const Json &message)
{
    if (textOf(message, "type") == u"error" || member(message, "error") != nullptr)
        return std::unexpected(failureIn(message));
    const Json *content = member(message, "content");
    if (content == nullptr || !content->is_array())
        return fail(ErrorKind::malformed, u"The answer is JSON but holds no content"_s, u"Check that the base URL belongs to a Messages API"_s);
    Completion completion;
    completion.modelReturned = textOf(message, "model");
    bool hasThinking = false;
    for (const Json &block : content->array_range())
        takeBlock(completion, hasThinking, block);
    if (const Json *usage = member(message, "usage")) {
        completion.usage = usageOf(*usage);
        completion.rawUsage = toJson(*usage);
        completion.serviceTier = textOf(*usage, "service_tier");
    }
    finish(completion, endingOf(message), hasThinking);
    return completion;
}

} // namespace assay::provider::anthropic
