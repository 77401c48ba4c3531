// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/responses/responsebody.h"

#include "core/provider/responses/failures.h"
#include "core/provider/responses/usage.h"
#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/surrogates.h"

namespace assay::provider::responses {

using wire::member;
using wire::textOf;

using namespace Qt::StringLiterals;

namespace {

QString wholeText(const QString &marked)
{
    return wire::withoutHalves(wire::withHalves(marked));
}

void readMessage(const Json &item, QString &text, QString &refusal)
{
    const Json *content = member(item, "content");
    if (content == nullptr || !content->is_array())
        return;
    for (const Json &part : content->array_range()) {
        const QString type = textOf(part, "type");
        if (type == u"output_text")
            text += textOf(part, "text");
        else if (type == u"refusal")
            refusal += textOf(part, "refusal");
    }
}

void readOutput(const Json &output, Completion &completion)
{
    QString text;
    QString refusal;
    for (const Json &item : output.array_range()) {
        if (textOf(item, "type") == u"message")
            readMessage(item, text, refusal);
        else if (auto call = toolCallOf(item))
            completion.toolCalls.append(*std::move(call));
    }
    completion.text = wholeText(text);
    completion.refusal = wholeText(refusal);
}

void readFinish(const Json &response, const QString &status, Completion &completion)
{
    completion.finishRaw = status;
    if (status == u"incomplete") {
        const Json *details = member(response, "incomplete_details");
        const QString reason = details == nullptr ? QString() : textOf(*details, "reason");
        if (!reason.isEmpty())
            completion.finishRaw = reason;
        completion.finish = reason == u"max_output_tokens" ? FinishReason::length : reason == u"content_filter" ? FinishReason::contentFilter : FinishReason::unknown;
    } else if (!completion.refusal.isEmpty()) {
        completion.finish = FinishReason::refusal;
    } else {
        completion.finish = completion.toolCalls.isEmpty() ? FinishReason::completed : FinishReason::toolCall;
    }
}

} // namespace

std::optional<ToolCall> toolCallOf(const Json &item)
{
    const QString type = textOf(item, "type");
    if (type != u"function_call" && type != u"custom_tool_call")
        return std::nullopt;
    const Json *arguments = member(item, type == u"function_call" ? "arguments" : "input");
    ToolCall call{.id = textOf(item, "call_id"), .name = textOf(item, "name"), .arguments = {}};
    if (arguments != nullptr)
        call.arguments = wholeText(arguments->is_string() ? toQString(*arguments) : QString::fromUtf8(toJson(*arguments)));
    return call;
}

Result<Completion> completionOf(const Json &response)
{
    const QString status = textOf(response, "status");
    const Json *output = member(response, "output");
    if (status == u"failed" || (status != u"completed" && status != u"incomplete" && member(response, "error") != nullptr))
        return std::unexpected(failureIn(response));
    if (status == u"cancelled")
        return fail(ErrorKind::serverError, u"The API cancelled its answer"_s);
    if ((status != u"completed" && status != u"incomplete") || output == nullptr || !output->is_array())
        return fail(ErrorKind::malformed, u"The answer is JSON but no finished response"_s, u"Check that the base URL belongs to a Responses API"_s);
    Completion completion;
    readOutput(*output, completion);
    readFinish(response, status, completion);
    if (const Json *usage = member(response, "usage")) {
        completion.usage = usageOf(*usage);
        if (completion.usage)
            completion.rawUsage = toJson(*usage);
    }
    completion.modelReturned = textOf(response, "model");
    completion.serviceTier = textOf(response, "service_tier");
    return completion;
}

} // namespace assay::provider::responses
