// SPDX-License-Identifier: GPL-3.0-or-later
// How many tokens a text or a conversation has for a model: exact where its encoding is public, else an estimate that says how far off it may be, with an
// upper bound that a budget can reserve.
//
// Estimates are the o200k_base count times a factor of the model's family. The factors and errors are coarse experience with English and code, not figures
// of the makers; usage that a provider tells corrects them (calibration.h).
#pragma once

#include "core/tokens/chatmessage.h"
#include "core/tokens/encoding.h"

namespace assay::tokens {

struct ModelTokenizer {
    std::optional<EncodingName> encoding; ///< absent: not public, counted with o200k_base and a factor
    QString family;                       ///< "openai", "claude", "gemini", …; "unknown"
    double factor = 1;
    double relativeError = 0; ///< of an estimate; 0 when the encoding is known
    qint64 hiddenTokens = 0;  ///< what a conversation may have more than one sees, where a model is given a text of the maker's

    [[nodiscard]] bool isExact() const { return encoding.has_value(); }
    bool operator==(const ModelTokenizer &) const = default;
};

/// By the API's name of the model: whatever stands before a slash ("openai/", "models/"), before a dot or colon ("us.anthropic.", "ft:"), or behind
/// (dates, ":free").
[[nodiscard]] ModelTokenizer tokenizerFor(QStringView apiName);

struct TokenCount {
    qint64 tokens = 0;        ///< the likely count
    double relativeError = 0; ///< 0.2: within 20 % in nearly all texts
    qint64 careful = 0;       ///< the upper bound is never below it

    [[nodiscard]] bool isExact() const { return relativeError == 0; }
    /// What a budget reserves: for a count that is exact the count, else the likely one and its error, and never less than `careful`.
    [[nodiscard]] qint64 upperBound() const;
    /// The sum; its upper bound is no less than that of both.
    TokenCount &operator+=(const TokenCount &other);
    bool operator==(const TokenCount &) const = default;
};

/// An estimate is careful with estimateTokens(). Without the encoding (Encoding::get) that is the upper bound, two thirds of it
/// are likely, and the error says so.
[[nodiscard]] TokenCount countText(QByteArrayView utf8, const ModelTokenizer &tokenizer);
/// With what a chat adds: 3 tokens a message and its role, and 3 that begin the answer. Source: OpenAI cookbook, "How to count tokens with
/// tiktoken". Other providers add other amounts; that is inside the error of an estimate, which is careful with estimateInputTokens(). A
/// conversation with hidden tokens is no exact count: they are in its upper bound.
[[nodiscard]] TokenCount countMessages(const QList<ChatMessage> &messages, const ModelTokenizer &tokenizer);

} // namespace assay::tokens
