// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/messageanswer.h"

#include "core/provider/anthropic/failures.h"
#include "core/provider/anthropic/usage.h"
#include "core/provider/wire/answerjson.h"
#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/surrogates.h"
#include "core/provider/wire/usagecounts.h"

#include <utility>

namespace assay::provider::anthropic {

using wire::member;
using wire::textOf;

using namespace Qt::StringLiterals;

namespace {

const QString kHint = u"Check that the base URL belongs to a Messages API"_s;

qint64 indexOf(const Json &event)
{
    return wire::count(event, "index").value_or(0);
}

} // namespace

Result<QString> MessageAnswer::addEvent(const net::ServerEvent &event)
{
    if (m_hasEndMark)
        return QString();
    const auto json = wire::eventJson(event.data, kHint);
    if (!json)
        return std::unexpected(json.error());
    QString type = textOf(*json, "type");
    if (type.isEmpty())
        type = QString::fromLatin1(event.type);
    if (type == u"error" || (type.isEmpty() && member(*json, "error") != nullptr))
        return std::unexpected(failureIn(*json));
    if (type == u"content_block_start")
        return startBlock(*json);
    if (type == u"content_block_delta")
        return addToBlock(*json);
    if (type == u"message_start")
        start(*json);
    else if (type == u"message_delta")
        end(*json);
    else if (type == u"message_stop")
        m_hasEndMark = true;
    return QString();
}

void MessageAnswer::start(const Json &event)
{
    const Json *message = member(event, "message");
    if (message == nullptr)
        return;
    m_completion.modelReturned = textOf(*message, "model");
    if (const Json *usage = member(*message, "usage"))
        mergeUsage(m_usage, *usage);
}

QString MessageAnswer::startBlock(const Json &event)
{
    const Json *block = member(event, "content_block");
    if (block == nullptr)
        return {};
    m_hasThinking = m_hasThinking || isThinking(*block);
    if (auto call = toolCallOf(*block))
        m_calls[indexOf(event)] = *std::move(call);
    const QString text = textOf(*block, "type") == u"text" ? wire::withHalves(textOf(*block, "text")) : QString();
    m_completion.text += text;
    return text;
}

QString MessageAnswer::addToBlock(const Json &event)
{
    const Json *delta = member(event, "delta");
    if (delta == nullptr)
        return {};
    const QString type = textOf(*delta, "type");
    if (type == u"input_json_delta")
        m_pieces[indexOf(event)] += wire::withHalves(textOf(*delta, "partial_json"));
    if (type != u"text_delta")
        return {};
    const QString text = wire::withHalves(textOf(*delta, "text"));
    m_completion.text += text;
    return text;
}

void MessageAnswer::end(const Json &event)
{
    if (const Json *delta = member(event, "delta")) {
        if (Ending ending = endingOf(*delta); !ending.reason.isEmpty())
            m_ending = std::move(ending);
    }
    if (const Json *usage = member(event, "usage")) {
        mergeUsage(m_usage, *usage);
        m_hasOutputCount = m_hasOutputCount || wire::count(*usage, "output_tokens").has_value();
    }
}

Completion MessageAnswer::takeCompletion()
{
    for (auto &[index, call] : m_calls) {
        if (const auto pieces = m_pieces.find(index); pieces != m_pieces.end() && !pieces->second.isEmpty())
            call.arguments = pieces->second;
        if (call.arguments.isEmpty())
            call.arguments = u"{}"_s;
        m_completion.toolCalls.append(call);
    }
    if (m_usage.is_object()) {
        if (m_hasOutputCount)
            m_completion.usage = usageOf(m_usage);
        m_completion.rawUsage = toJson(m_usage);
        m_completion.serviceTier = textOf(m_usage, "service_tier");
    }
    finish(m_completion, m_ending, m_hasThinking);
    return std::exchange(m_completion, {});
}

Result<Completion> MessageAnswer::readWhole(QByteArrayView body)
{
    const auto json = wire::answerJson(body, kHint);
    return json ? completionOf(*json) : Result<Completion>(std::unexpected(json.error()));
}

} // namespace assay::provider::anthropic
