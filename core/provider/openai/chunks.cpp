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
    keepLast(m_completion.modelReturned, fields.model);
    keepLast(m_completion.fingerprint, fields.fingerprint);
    keepLast(m_completion.finishRaw, fields.finish);
    m_hasStopText = m_hasStopText || fields.hasStopText;
    m_completion.refusal += fields.refusal;
    m_completion.text += fields.text;
    if (fields.usage) {
        m_completion.usage = fields.usage;
        m_completion.rawUsage = fields.rawUsage;
    }
    return fields.text;
}

Completion ChatAnswer::takeCompletion()
{
    AnswerFields last;
    last.finish = m_completion.finishRaw;
    last.hasStopText = m_hasStopText;
    m_completion.finish = finishReasonOf(last, !m_completion.refusal.isEmpty());
    m_completion.text = wire::withoutHalves(m_completion.text);
    m_completion.refusal = wire::withoutHalves(m_completion.refusal);
    return std::exchange(m_completion, {});
}

bool ChatAnswer::isWholeEvent(const net::ServerEvent &event) const
{
    return event.data.startsWith("[DONE]") || AnswerParts::isWholeEvent(event);
}

Result<Completion> ChatAnswer::readWhole(QByteArrayView body)
{
    return parseResponseBody(body);
}

} // namespace assay::provider::openai
