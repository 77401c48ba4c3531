// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/batch.h"

#include <algorithm>
#include <array>

namespace assay::provider {

using namespace Qt::StringLiterals;

namespace {

struct Word {
    BatchJob::State state;
    QLatin1StringView text;
};

constexpr std::array kWords{
    Word{BatchJob::State::working, "working"_L1},
    Word{BatchJob::State::ended, "ended"_L1},
    Word{BatchJob::State::failed, "failed"_L1},
    Word{BatchJob::State::expired, "expired"_L1},
    Word{BatchJob::State::cancelled, "cancelled"_L1},
};

constexpr std::array kWithBatches{"openai"_L1, "openai-responses"_L1, "anthropic"_L1, "gemini"_L1};
constexpr std::array kWithoutBatches{
    "simulated"_L1, "azure-openai"_L1, "mistral"_L1, "openrouter"_L1, "ollama"_L1, "llamacpp"_L1, "lmstudio"_L1, "vllm"_L1, "groq"_L1, "together"_L1, "deepseek"_L1, "xai"_L1};

} // namespace

std::optional<bool> takesBatches(QStringView kind)
{
    const auto isKind = [kind](QLatin1StringView word) { return kind == word; };
    if (std::ranges::any_of(kWithBatches, isKind))
        return true;
    return std::ranges::any_of(kWithoutBatches, isKind) ? std::optional(false) : std::nullopt;
}

QString toText(BatchJob::State state)
{
    return QString(std::ranges::find(kWords, state, &Word::state)->text);
}

std::optional<BatchJob::State> batchStateFromText(QStringView text)
{
    const auto *found = std::ranges::find_if(kWords, [text](const Word &word) { return text == word.text; });
    return found == kWords.end() ? std::nullopt : std::optional(found->state);
}

} // namespace assay::provider
