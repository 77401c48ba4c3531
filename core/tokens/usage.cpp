// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/usage.h"

namespace assay::tokens {

namespace {
constexpr qint64 kBytesPerToken = 3;
constexpr qint64 kTokensPerMessage = 8;
} // namespace

Usage &Usage::operator+=(const Usage &other)
{
    input += other.input;
    inputCached += other.inputCached;
    inputCacheWrite += other.inputCacheWrite;
    output += other.output;
    reasoning += other.reasoning;
    isEstimate = isEstimate || other.isEstimate;
    return *this;
}

qint64 estimateTokens(QStringView text)
{
    return (text.toUtf8().size() + kBytesPerToken - 1) / kBytesPerToken;
}

qint64 estimateInputTokens(const QList<ChatMessage> &messages)
{
    qint64 tokens = 0;
    for (const ChatMessage &message : messages)
        tokens += estimateTokens(message.text) + kTokensPerMessage;
    return tokens;
}

} // namespace assay::tokens
