// SPDX-License-Identifier: GPL-3.0-or-later
// What one GenerateContentResponse adds to an answer: the whole of it, or a piece of a stream.
#pragma once

#include "core/base/json.h"
#include "core/provider/chatmodel.h"

namespace assay::provider::gemini {

struct ResponseFields {
    QString text; ///< of the first candidate's parts that are no thoughts; may hold halves of characters
    QList<ToolCall> calls;
    bool hasThoughts = false;
    bool hasCandidate = false;
    QString finish; ///< as the API wrote it; empty: not told
    std::optional<tokens::Usage> usage;
    QByteArray rawUsage;
    QString model;
    QString serviceTier;
    QString responseId;
    std::optional<Error> error; ///< a failure that the API reports, or a blocked prompt
};

[[nodiscard]] ResponseFields responseFields(const Json &response);

/// "STOP" with calls of tools is the end of a call; unknown for a reason in no list, which is data and no failure.
[[nodiscard]] FinishReason finishReasonOf(const QString &raw, bool hasCalls);

} // namespace assay::provider::gemini
