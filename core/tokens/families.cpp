// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/families.h"

#include <algorithm>
#include <array>

namespace assay::tokens {

using namespace Qt::StringLiterals;

namespace {

struct Family {
    QLatin1StringView start;
    QLatin1StringView name;
    std::optional<EncodingName> encoding;
    double factor = 1;
    double relativeError = 0;
    qint64 hiddenTokens = 0;
};

constexpr auto kO200k = EncodingName::o200kBase;
constexpr auto kCl100k = EncodingName::cl100kBase;
// Neither is told by the maker. The reasoning models' instructions are short; the harmony format's are about 70 tokens, and servers add to them.
constexpr qint64 kHiddenInReasoning = 32;
constexpr qint64 kHiddenInHarmony = 128;

// The first that fits counts. Encodings: openai/tiktoken (MIT), `tiktoken/model.py`. Factors: experience, see counter.h.
constexpr std::array kFamilies{
    Family{"gpt-4o"_L1, "openai"_L1, kO200k},
    Family{"gpt-4.1"_L1, "openai"_L1, kO200k},
    Family{"gpt-4.5"_L1, "openai"_L1, kO200k},
    Family{"gpt-4"_L1, "openai"_L1, kCl100k},
    Family{"gpt-3.5"_L1, "openai"_L1, kCl100k},
    Family{"gpt-35"_L1, "openai"_L1, kCl100k},
    Family{"gpt-5"_L1, "openai"_L1, kO200k, 1, 0, kHiddenInReasoning},
    Family{"gpt-oss"_L1, "openai"_L1, kO200k, 1, 0, kHiddenInHarmony},
    Family{"gpt-"_L1, "openai"_L1, {}, 1, 0.25},
    Family{"chatgpt-4o"_L1, "openai"_L1, kO200k},
    Family{"o1"_L1, "openai"_L1, kO200k, 1, 0, kHiddenInReasoning},
    Family{"o3"_L1, "openai"_L1, kO200k, 1, 0, kHiddenInReasoning},
    Family{"o4-"_L1, "openai"_L1, kO200k, 1, 0, kHiddenInReasoning},
    Family{"codex-"_L1, "openai"_L1, kO200k, 1, 0, kHiddenInReasoning},
    Family{"text-embedding-3"_L1, "openai"_L1, kCl100k},
    Family{"text-embedding-ada"_L1, "openai"_L1, kCl100k},
    Family{"claude-2"_L1, "claude"_L1, {}, 1.2, 0.3},
    Family{"claude-3"_L1, "claude"_L1, {}, 1.2, 0.3},
    Family{"claude-haiku-4"_L1, "claude"_L1, {}, 1.2, 0.3},
    Family{"claude-sonnet-4"_L1, "claude"_L1, {}, 1.2, 0.3},
    Family{"claude-opus-4-7"_L1, "claude"_L1, {}, 1.4, 0.35},
    Family{"claude-opus-4.7"_L1, "claude"_L1, {}, 1.4, 0.35},
    Family{"claude-opus-4-8"_L1, "claude"_L1, {}, 1.4, 0.35},
    Family{"claude-opus-4.8"_L1, "claude"_L1, {}, 1.4, 0.35},
    Family{"claude-opus-4"_L1, "claude"_L1, {}, 1.2, 0.3},
    Family{"claude"_L1, "claude"_L1, {}, 1.4, 0.35},
    Family{"gemini"_L1, "gemini"_L1, {}, 1.05, 0.2},
    Family{"gemma"_L1, "gemini"_L1, {}, 1.05, 0.2},
    Family{"text-embedding-00"_L1, "gemini"_L1, {}, 1.05, 0.2},
    Family{"mistral"_L1, "mistral"_L1, {}, 1.1, 0.25},
    Family{"open-mi"_L1, "mistral"_L1, {}, 1.1, 0.25},
    Family{"ministral"_L1, "mistral"_L1, {}, 1.1, 0.25},
    Family{"magistral"_L1, "mistral"_L1, {}, 1.1, 0.25},
    Family{"mixtral"_L1, "mistral"_L1, {}, 1.1, 0.25},
    Family{"pixtral"_L1, "mistral"_L1, {}, 1.1, 0.25},
    Family{"codestral"_L1, "mistral"_L1, {}, 1.1, 0.25},
    Family{"devstral"_L1, "mistral"_L1, {}, 1.1, 0.25},
    Family{"llama"_L1, "llama"_L1, {}, 1.1, 0.2},
    Family{"meta-llama"_L1, "llama"_L1, {}, 1.1, 0.2},
    Family{"codellama"_L1, "llama"_L1, {}, 1.3, 0.3},
    Family{"qwen"_L1, "qwen"_L1, {}, 1.1, 0.2},
    Family{"qwq"_L1, "qwen"_L1, {}, 1.1, 0.2},
    Family{"deepseek"_L1, "deepseek"_L1, {}, 1.1, 0.25},
};

} // namespace

std::optional<ModelTokenizer> familyByStart(QStringView name)
{
    const auto *const found = std::ranges::find_if(kFamilies, [name](const Family &family) { return name.startsWith(family.start); });
    if (found == kFamilies.end())
        return std::nullopt;
    return ModelTokenizer{
        .encoding = found->encoding, .family = QString(found->name), .factor = found->factor, .relativeError = found->relativeError, .hiddenTokens = found->hiddenTokens};
}

ModelTokenizer unknownFamily()
{
    return {.encoding = {}, .family = u"unknown"_s, .factor = 1.1, .relativeError = 0.35};
}

} // namespace assay::tokens
