// SPDX-License-Identifier: GPL-3.0-or-later
// What a whole answer and a piece of a streamed one have in common.
#pragma once

#include "core/base/json.h"
#include "core/provider/chatmodel.h"

namespace assay::provider::openai {

struct AnswerFields {
    QString text; ///< of the first choice's message or delta: a string, or the text parts of a list
    QString refusal;
    QString finish;           ///< as the API wrote it; empty: not told
    bool hasStopText = false; ///< a stop sequence of the request ended it (vLLM's stop_reason)
    std::optional<tokens::Usage> usage;
    QByteArray rawUsage;
    QString model;
    QString fingerprint;
    std::optional<Error> error; ///< the API reports a failure instead of, or in the middle of, an answer
};

[[nodiscard]] AnswerFields answerFields(const Json &answer);

/// The meaning of a finish reason; unknown for one that is in no list, which is data and no failure.
[[nodiscard]] FinishReason finishReasonOf(const AnswerFields &last, bool hasRefusal);

} // namespace assay::provider::openai
