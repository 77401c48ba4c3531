// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/chunks.h"

#include "core/provider/openai/responsebody.h"
#include "core/provider/wire/surrogates.h"

#include <utility>

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

namespace {

void keepLast(QString &kept, const QString &told)
{
    if (!told.isEmpty())
        kept = told;
}

} // namespace

Result<QString> ChatAnswer::addEvent(const net::ServerEvent &event)
{
    const QByteArrayView data = event.data;
    if (m_hasEndMark)
        return QString();
    if (data.trimmed().startsWith("[DONE]")) {
        m_hasEndMark = true;
        return QString();
    }
    const auto json = parseJson(QByteArrayView(wire::withMarkedHalves(data)));
    if (!json || !json->is_object())
        return fail(ErrorKind::malformed, u"A piece of the stream is not a JSON object"_s, u"Check that the base URL belongs to a chat-completions API"_s);
    AnswerFields fields = answerFields(*json);
    if (fields.error)
        return std::unexpected(*std::move(fields.error));
    return take(fields);
}

// The text that these add to the answer.
QString ChatAnswer::take(const AnswerFields &fields)
{
    keepLast(m_completion.modelReturned, fields.model);
    keepLast(m_completion.fingerprint, fields.fingerprint);
    keepLast(m_completion.serviceTier, fields.serviceTier);
    keepLast(m_completion.finishRaw, fields.finish);
    m_hasStopText = m_hasStopText || fields.hasStopText;
    m_hasReasoning = m_hasReasoning || fields.hasReasoning;
    m_completion.refusal += fields.refusal;
    for (const ToolPiece &piece : fields.tools)
        m_tools.addPiece(piece);
    if (fields.usage) {
        m_completion.usage = fields.usage;
        m_completion.rawUsage = fields.rawUsage;
    }
    const QString text = m_stripThinkTags ? m_think.feed(fields.text) : fields.text;
    m_completion.text += text;
    return text;
}

Completion ChatAnswer::takeCompletion()
{
    m_completion.text = wire::withoutHalves(m_completion.text + m_think.finish());
    m_completion.refusal = wire::withoutHalves(m_completion.refusal);
    m_completion.toolCalls = m_tools.take();
    m_completion.finish = finishReasonOf(m_completion, m_hasStopText);
    countReasoning(m_completion, m_hasReasoning || m_think.hasReasoning());
    return std::exchange(m_completion, {});
}

bool ChatAnswer::isWholeEvent(const net::ServerEvent &event) const
{
    return event.data.startsWith("[DONE]") || AnswerParts::isWholeEvent(event);
}

Result<Completion> ChatAnswer::readWhole(QByteArrayView body)
{
    return parseResponseBody(body, m_stripThinkTags);
}

} // namespace assay::provider::openai
