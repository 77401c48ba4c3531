// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/responsebody.h"

#include "core/provider/openai/answerfields.h"
#include "core/provider/openai/thinkfilter.h"
#include "core/provider/wire/answerjson.h"
#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/surrogates.h"

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

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
    const QString hint = u"Check that the base URL belongs to a chat-completions API"_s;
    const auto json = wire::answerJson(body, hint);
    if (!json)
        return std::unexpected(json.error());
    AnswerFields fields = answerFields(*json);
    if (fields.error)
        return std::unexpected(*std::move(fields.error));
    const Json *choices = wire::member(*json, "choices");
    if (choices == nullptr || !choices->is_array() || choices->empty())
        return fail(ErrorKind::malformed, u"The answer is JSON but holds no choices"_s, hint);
    return completionOf(fields, stripThinkTags);
}

} // namespace assay::provider::openai
