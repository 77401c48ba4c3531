// SPDX-License-Identifier: GPL-3.0-or-later
// How many tokens a text or a conversation has for a model: exact where its encoding is public, else an estimate that says how far off it may be.
//
// Estimates are the o200k_base count times a factor of the model's family. The factors and errors are coarse experience with English and code, not
// figures of the makers; usage that a provider tells corrects them (calibration.h).
#pragma once

#include "core/tokens/chatmessage.h"
#include "core/tokens/encoding.h"

namespace assay::tokens {

struct ModelTokenizer {
    std::optional<EncodingName> encoding; ///< absent: not public, counted with o200k_base and a factor
    QString family;                       ///< "openai", "claude", "gemini", …; "unknown"
    double factor = 1;
    double relativeError = 0; ///< of an estimate; 0 when exact

    [[nodiscard]] bool isExact() const { return encoding.has_value(); }
};

/// By the API's name of the model, whatever stands before a slash or after a date.
[[nodiscard]] ModelTokenizer tokenizerFor(QStringView apiName);

struct TokenCount {
    qint64 tokens = 0;
    double relativeError = 0; ///< 0.2: within 20 % in nearly all texts

    [[nodiscard]] bool isExact() const { return relativeError == 0; }
    bool operator==(const TokenCount &) const = default;
};

/// Errors: internal, when the program does not carry the ranks.
[[nodiscard]] Result<TokenCount> countText(QStringView text, const ModelTokenizer &tokenizer);
/// With what a chat adds: 3 tokens a message and its role, and 3 that begin the answer. Source: OpenAI cookbook, "How to count tokens with
/// tiktoken". Other providers add other amounts; that is inside the error of an estimate.
[[nodiscard]] Result<TokenCount> countMessages(const QList<ChatMessage> &messages, const ModelTokenizer &tokenizer);

} // namespace assay::tokens
