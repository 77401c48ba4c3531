// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens of one call with one meaning for every provider: cached and cache-write tokens are parts of the input, reasoning
// tokens a part of the output. What a provider did not tell is absent, never 0.
#pragma once

#include "core/tokens/chatmessage.h"

namespace assay::tokens {

struct Usage {
    qint64 input = 0;           ///< all input tokens, with what came from or went into the cache
    qint64 inputCached = 0;     ///< of those, read from the cache
    qint64 inputCacheWrite = 0; ///< of those, written to the cache
    qint64 output = 0;          ///< all output tokens, with reasoning
    qint64 reasoning = 0;       ///< of those, reasoning
    bool isEstimate = false;    ///< true when any of it was counted here and not told by the provider

    /// Input at full price; never negative, since some servers report parts that exceed their total.
    [[nodiscard]] qint64 inputFresh() const { return std::max<qint64>(0, input - inputCached - inputCacheWrite); }
    Usage &operator+=(const Usage &other);
    bool operator==(const Usage &) const = default;
};

/// A careful estimate for any model without a known encoding: one token per 3 UTF-8 bytes, rounded up, plus 8 a message.
/// Natural English text has 4 bytes and more a token, so this errs on the high side, as a budget needs it.
[[nodiscard]] qint64 estimateInputTokens(const QList<ChatMessage> &messages);
[[nodiscard]] qint64 estimateTokens(QStringView text);

} // namespace assay::tokens
