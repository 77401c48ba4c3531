// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/chatmodel.h"

#include <algorithm>
#include <array>

namespace assay::provider {

using namespace Qt::StringLiterals;

namespace {

struct Word {
    FinishReason reason;
    QLatin1StringView text;
};

constexpr std::array kWords{
    Word{FinishReason::completed, "completed"_L1},
    Word{FinishReason::length, "length"_L1},
    Word{FinishReason::stopSequence, "stop-sequence"_L1},
    Word{FinishReason::toolCall, "tool-call"_L1},
    Word{FinishReason::refusal, "refusal"_L1},
    Word{FinishReason::contentFilter, "content-filter"_L1},
    Word{FinishReason::unknown, "unknown"_L1},
};

} // namespace

QString toText(FinishReason reason)
{
    return QString(std::ranges::find(kWords, reason, &Word::reason)->text);
}

std::optional<FinishReason> finishReasonFromText(QStringView text)
{
    const auto *found = std::ranges::find_if(kWords, [text](const Word &word) { return text == word.text; });
    return found == kWords.end() ? std::nullopt : std::optional(found->reason);
}

} // namespace assay::provider
