// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/responsebody.h"

#include "core/provider/openai/answerfields.h"
#include "core/provider/openai/thinkfilter.h"
#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/surrogates.h"

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

bool isCutShort(QByteArrayView json)
{
    qsizetype depth = 0;
    bool isInString = false;
    for (qsizetype at = 0; at < json.size(); ++at) {
        const char c = json.at(at);
        if (isInString && c == '\\')
            ++at;
        else if (c == '"')
            isInString = !isInString;
        else if (!isInString && (c == '{' || c == '['))
            ++depth;
        else if (!isInString && (c == '}' || c == ']'))
            --depth;
    }
    return isInString || depth > 0;
}

namespace {

Completion completionOf(const AnswerFields &fields, bool stripThinkTags)
{
    ThinkFilter think;
    QString text = stripThinkTags ? think.feed(fields.text) : fields.text;
    text += think.finish();
    ToolCallParts tools;
    for (const ToolPiece &piece : fields.tools)
        tools.addWhole(piece);
    Completion completion{.text = wire::withoutHalves(text),
        .refusal = wire::withoutHalves(fields.refusal),
        .toolCalls = tools.take(),
        .finishRaw = fields.finish,
        .usage = fields.usage,
        .rawUsage = fields.rawUsage,
        .modelReturned = fields.model,
        .fingerprint = fields.fingerprint,
        .serviceTier = fields.serviceTier};
    completion.finish = finishReasonOf(completion, fields.hasStopText);
    countReasoning(completion, fields.hasReasoning || think.hasReasoning());
    return completion;
}

} // namespace

Result<Completion> parseResponseBody(QByteArrayView body, bool stripThinkTags)
{
    const auto json = parseJson(QByteArrayView(wire::withMarkedHalves(body)));
    if (!json && (body.trimmed().isEmpty() || isCutShort(body)))
        return fail(ErrorKind::reset, u"The answer broke off after %1 bytes"_s.arg(body.size()), u"The request may have been billed; it is sent again only as a new attempt"_s);
    if (!json)
        return fail(ErrorKind::malformed, u"The answer is not JSON"_s, u"Check that the base URL belongs to a chat-completions API"_s);
    AnswerFields fields = answerFields(*json);
    if (fields.error)
        return std::unexpected(*std::move(fields.error));
    const Json *choices = wire::member(*json, "choices");
    if (choices == nullptr || !choices->is_array() || choices->empty())
        return fail(ErrorKind::malformed, u"The answer is JSON but holds no choices"_s, u"Check that the base URL belongs to a chat-completions API"_s);
    return completionOf(fields, stripThinkTags);
}

} // namespace assay::provider::openai
