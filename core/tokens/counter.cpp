// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/counter.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace assay::tokens {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kPerMessage = 3;
constexpr qint64 kAnswerStart = 3;

struct Family {
    QLatin1StringView start; ///< of the model's name
    QLatin1StringView name;
    std::optional<EncodingName> encoding;
    double factor;
    double relativeError;
};

// The first that fits counts.
constexpr std::array kFamilies{
    Family{"gpt-4o"_L1, "openai"_L1, EncodingName::o200kBase, 1, 0},
    Family{"gpt-4.1"_L1, "openai"_L1, EncodingName::o200kBase, 1, 0},
    Family{"gpt-4.5"_L1, "openai"_L1, EncodingName::o200kBase, 1, 0},
    Family{"gpt-4"_L1, "openai"_L1, EncodingName::cl100kBase, 1, 0},
    Family{"gpt-3.5"_L1, "openai"_L1, EncodingName::cl100kBase, 1, 0},
    Family{"gpt-5"_L1, "openai"_L1, EncodingName::o200kBase, 1, 0},
    Family{"gpt-oss"_L1, "openai"_L1, EncodingName::o200kBase, 1, 0},
    Family{"gpt-"_L1, "openai"_L1, std::nullopt, 1, 0.15},
    Family{"chatgpt-4o"_L1, "openai"_L1, EncodingName::o200kBase, 1, 0},
    Family{"text-embedding-"_L1, "openai"_L1, EncodingName::cl100kBase, 1, 0},
    Family{"o1"_L1, "openai"_L1, EncodingName::o200kBase, 1, 0},
    Family{"o3"_L1, "openai"_L1, EncodingName::o200kBase, 1, 0},
    Family{"o4"_L1, "openai"_L1, EncodingName::o200kBase, 1, 0},
    Family{"claude"_L1, "claude"_L1, std::nullopt, 1.2, 0.3},
    Family{"gemini"_L1, "gemini"_L1, std::nullopt, 1.05, 0.2},
    Family{"gemma"_L1, "gemini"_L1, std::nullopt, 1.05, 0.2},
    Family{"mistral"_L1, "mistral"_L1, std::nullopt, 1.1, 0.2},
    Family{"ministral"_L1, "mistral"_L1, std::nullopt, 1.1, 0.2},
    Family{"magistral"_L1, "mistral"_L1, std::nullopt, 1.1, 0.2},
    Family{"devstral"_L1, "mistral"_L1, std::nullopt, 1.1, 0.2},
    Family{"llama"_L1, "llama"_L1, std::nullopt, 1.05, 0.2},
    Family{"qwen"_L1, "qwen"_L1, std::nullopt, 1.05, 0.2},
    Family{"deepseek"_L1, "deepseek"_L1, std::nullopt, 1.05, 0.2},
};

TokenCount scaled(qint64 counted, const ModelTokenizer &tokenizer)
{
    if (tokenizer.isExact())
        return {.tokens = counted, .relativeError = 0};
    return {.tokens = static_cast<qint64>(std::ceil(static_cast<double>(counted) * tokenizer.factor)), .relativeError = tokenizer.relativeError};
}

} // namespace

ModelTokenizer tokenizerFor(QStringView apiName)
{
    const QString name = apiName.mid(apiName.lastIndexOf(u'/') + 1).toString().toLower();
    const auto *found = std::ranges::find_if(kFamilies, [&name](const Family &family) { return name.startsWith(family.start); });
    if (found == kFamilies.end())
        return {.encoding = {}, .family = u"unknown"_s, .factor = 1.1, .relativeError = 0.35};
    return {.encoding = found->encoding, .family = QString(found->name), .factor = found->factor, .relativeError = found->relativeError};
}

Result<TokenCount> countText(QStringView text, const ModelTokenizer &tokenizer)
{
    return Encoding::get(tokenizer.encoding.value_or(EncodingName::o200kBase)).transform([&](const Encoding *encoding) {
        return scaled(encoding->count(text.toUtf8()), tokenizer);
    });
}

Result<TokenCount> countMessages(const QList<ChatMessage> &messages, const ModelTokenizer &tokenizer)
{
    return Encoding::get(tokenizer.encoding.value_or(EncodingName::o200kBase)).transform([&](const Encoding *encoding) {
        qint64 tokens = kAnswerStart;
        for (const ChatMessage &message : messages)
            tokens += kPerMessage + encoding->count(toText(message.role).toUtf8()) + encoding->count(message.text.toUtf8());
        return scaled(tokens, tokenizer);
    });
}

} // namespace assay::tokens
