// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/responses/responseanswer.h"

#include "core/provider/responses/failures.h"
#include "core/provider/responses/responsebody.h"
#include "core/provider/wire/answerjson.h"
#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/surrogates.h"
#include "core/provider/wire/usagecounts.h"

#include <utility>

namespace assay::provider::responses {

using wire::member;
using wire::textOf;

using namespace Qt::StringLiterals;

namespace {

const QString kHint = u"Check that the base URL belongs to a Responses API"_s;

bool isDone(const net::ServerEvent &event)
{
    return event.data.trimmed().startsWith("[DONE]");
}

bool isEnd(const QString &type)
{
    return type == u"response.completed" || type == u"response.incomplete" || type == u"response.failed";
}

} // namespace

Result<QString> ResponseAnswer::addEvent(const net::ServerEvent &event)
{
    if (m_whole || isDone(event))
        return QString();
    const auto json = wire::eventJson(event.data, kHint);
    if (!json)
        return std::unexpected(json.error());
    QString type = textOf(*json, "type");
    if (type.isEmpty())
        type = QString::fromLatin1(event.type);
    if (isEnd(type))
        return end(*json);
    if (type == u"error" || (type.isEmpty() && member(*json, "error") != nullptr))
        return std::unexpected(failureIn(*json));
    if (type == u"response.output_text.delta") {
        const QString piece = wire::withHalves(textOf(*json, "delta"));
        m_text += piece;
        return piece;
    }
    if (type == u"response.refusal.delta")
        m_refusal += wire::withHalves(textOf(*json, "delta"));
    else
        addToCall(type, *json);
    return QString();
}

Result<QString> ResponseAnswer::end(const Json &event)
{
    const Json *response = member(event, "response");
    auto whole = response == nullptr ? Result<Completion>(fail(ErrorKind::malformed, u"The last event of the stream holds no response"_s, kHint)) : completionOf(*response);
    if (!whole)
        return std::unexpected(whole.error());
    m_whole = *std::move(whole);
    return QString();
}

void ResponseAnswer::addToCall(const QString &type, const Json &event)
{
    const qint64 place = wire::count(event, "output_index").value_or(0);
    if (type == u"response.function_call_arguments.delta") {
        m_calls[place].arguments += wire::withHalves(textOf(event, "delta"));
        return;
    }
    const Json *item = type == u"response.output_item.added" || type == u"response.output_item.done" ? member(event, "item") : nullptr;
    auto call = item == nullptr ? std::nullopt : toolCallOf(*item);
    if (!call)
        return;
    ToolCall &kept = m_calls[place];
    if (call->arguments.isEmpty())
        call->arguments = kept.arguments;
    kept = *std::move(call);
}

// Some servers leave the items out of the finished response.
Completion ResponseAnswer::takeCompletion()
{
    Completion completion = std::exchange(m_whole, {}).value_or(Completion());
    if (completion.text.isEmpty() && completion.refusal.isEmpty() && completion.toolCalls.isEmpty()) {
        completion.text = wire::withoutHalves(m_text);
        completion.refusal = wire::withoutHalves(m_refusal);
        for (const auto &[place, call] : m_calls) {
            completion.toolCalls.append(call);
            completion.toolCalls.last().arguments = wire::withoutHalves(call.arguments);
        }
        if (completion.finish == FinishReason::completed && !completion.refusal.isEmpty())
            completion.finish = FinishReason::refusal;
        else if (completion.finish == FinishReason::completed && !completion.toolCalls.isEmpty())
            completion.finish = FinishReason::toolCall;
    }
    return completion;
}

bool ResponseAnswer::isWholeEvent(const net::ServerEvent &event) const
{
    return isDone(event) || AnswerParts::isWholeEvent(event);
}

Result<Completion> ResponseAnswer::readWhole(QByteArrayView body)
{
    const auto json = wire::answerJson(body, kHint);
    if (!json)
        return std::unexpected(json.error());
    return completionOf(*json);
}

} // namespace assay::provider::responses
