// SPDX-License-Identifier: GPL-3.0-or-later
// What a whole answer and a piece of a streamed one have in common.
#pragma once

#include "core/base/json.h"
#include "core/provider/chatmodel.h"
#include "core/provider/openai/toolcallparts.h"

namespace assay::provider::openai {

struct AnswerFields {
    QString text; ///< of the first choice's message or delta: a string, or the text parts of a list
    QString refusal;
    QList<ToolPiece> tools;
    bool hasReasoning = false; ///< reasoning stands beside the text
    QString finish;            ///< as the API wrote it; empty: not told
    bool hasStopText = false;  ///< a stop sequence of the request ended it (vLLM's stop_reason)
    std::optional<tokens::Usage> usage;
    QByteArray rawUsage;
    QString model;
    QString fingerprint;
    QString serviceTier;
    std::optional<Error> error; ///< the API reports a failure instead of, or in the middle of, an answer
};

[[nodiscard]] AnswerFields answerFields(const Json &answer);

/// What the finish reason of an answer means, with what stands in the answer; unknown for one that is in no list, which is data and no failure.
[[nodiscard]] FinishReason finishReasonOf(const Completion &completion, bool hasStopText);

/// When nothing but reasoning came before the cap, all output was reasoning, also where the API does not count it apart.
void countReasoning(Completion &completion, bool hasReasoning);

} // namespace assay::provider::openai
