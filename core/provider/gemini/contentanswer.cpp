// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/contentanswer.h"

#include "core/provider/wire/answerjson.h"
#include "core/provider/wire/surrogates.h"

#include <utility>

namespace assay::provider::gemini {

using namespace Qt::StringLiterals;

namespace {

const QString kHint = u"Check that the base URL belongs to a Gemini API"_s;

void keepLast(QString &kept, const QString &told)
{
    if (!told.isEmpty())
        kept = told;
}

} // namespace

Result<QString> ContentAnswer::addEvent(const net::ServerEvent &event)
{
    const auto json = wire::eventJson(event.data, kHint);
    return json ? take(*json) : Result<QString>(std::unexpected(json.error()));
}

// Parts are increments; counts and everything else are what was told last.
Result<QString> ContentAnswer::take(const Json &response)
{
    ResponseFields fields = responseFields(response);
    keepLast(m_responseId, fields.responseId);
    if (fields.error)
        return std::unexpected(*std::move(fields.error));
    keepLast(m_completion.modelReturned, fields.model);
    keepLast(m_completion.serviceTier, fields.serviceTier);
    keepLast(m_completion.finishRaw, fields.finish);
    m_hasThoughts = m_hasThoughts || fields.hasThoughts;
    m_hasCandidate = m_hasCandidate || fields.hasCandidate;
    m_completion.toolCalls += fields.calls;
    if (fields.usage) {
        m_completion.usage = fields.usage;
        m_completion.rawUsage = fields.rawUsage;
    }
    m_completion.text += fields.text;
    return fields.text;
}

Completion ContentAnswer::takeCompletion()
{
    m_completion.text = wire::withoutHalves(m_completion.text);
    m_completion.fingerprint = m_completion.modelReturned; // the API has no other
    m_completion.finish = finishReasonOf(m_completion.finishRaw, !m_completion.toolCalls.isEmpty());
    const bool isNothingElse = m_completion.text.isEmpty() && m_completion.toolCalls.isEmpty();
    if (m_hasThoughts && isNothingElse && m_completion.finish == FinishReason::length && m_completion.usage && m_completion.usage->reasoning == 0)
        m_completion.usage->reasoning = m_completion.usage->output;
    return std::exchange(m_completion, {});
}

Result<Completion> ContentAnswer::readWhole(QByteArrayView body)
{
    const auto json = wire::answerJson(body, kHint);
    if (!json)
        return std::unexpected(json.error());
    if (json->is_array()) {
        for (const Json &response : json->array_range()) {
            if (const auto piece = take(response); !piece)
                return std::unexpected(piece.error());
        }
        if (m_hasCandidate && !hasFinish())
            return fail(ErrorKind::reset, u"The list of pieces ended before the answer was whole"_s, u"The request may have been billed; it is sent again only as a new attempt"_s);
    } else if (const auto piece = take(*json); !piece) {
        return std::unexpected(piece.error());
    }
    if (!m_hasCandidate)
        return fail(ErrorKind::malformed, u"The answer is JSON but holds no candidates"_s, kHint);
    return takeCompletion();
}

Result<Completion> completionOf(const Json &response)
{
    ContentAnswer answer;
    return answer.readWhole(toJson(response));
}

} // namespace assay::provider::gemini
