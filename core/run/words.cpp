// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/journal.h"

#include <algorithm>
#include <array>

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

template<typename Value> struct Word {
    Value value;
    QLatin1StringView text;
};

constexpr std::array kOutcomes{
    Word{Outcome::passed, "passed"_L1},
    Word{Outcome::failed, "failed"_L1},
    Word{Outcome::error, "error"_L1},
    Word{Outcome::skipped, "skipped"_L1},
};

constexpr std::array kStates{
    Word{RunState::running, "running"_L1},
    Word{RunState::paused, "paused"_L1},
    Word{RunState::finished, "finished"_L1},
    Word{RunState::cancelled, "cancelled"_L1},
    Word{RunState::capped, "capped"_L1},
    Word{RunState::failed, "failed"_L1},
};

constexpr std::array kBatchStates{
    Word{BatchState::submitting, "submitting"_L1},
    Word{BatchState::working, "working"_L1},
    Word{BatchState::collected, "collected"_L1},
    Word{BatchState::failed, "failed"_L1},
    Word{BatchState::lost, "lost"_L1},
};

constexpr std::array kModes{
    Word{RunMode::live, "live"_L1},
    Word{RunMode::batch, "batch"_L1},
};

constexpr std::array kPolicies{
    Word{CachePolicy::off, "off"_L1},
    Word{CachePolicy::use, "use"_L1},
    Word{CachePolicy::refresh, "refresh"_L1},
    Word{CachePolicy::only, "only"_L1},
};

template<typename Value, std::size_t N> QString textOf(const std::array<Word<Value>, N> &words, Value value)
{
    return QString(std::ranges::find(words, value, &Word<Value>::value)->text);
}

template<typename Value, std::size_t N> std::optional<Value> valueOf(const std::array<Word<Value>, N> &words, QStringView text)
{
    const auto *found = std::ranges::find_if(words, [text](const Word<Value> &word) { return text == word.text; });
    return found == words.end() ? std::nullopt : std::optional(found->value);
}

} // namespace

QString toText(Outcome outcome)
{
    return textOf(kOutcomes, outcome);
}

std::optional<Outcome> outcomeFromText(QStringView text)
{
    return valueOf(kOutcomes, text);
}

QString toText(RunState state)
{
    return textOf(kStates, state);
}

std::optional<RunState> runStateFromText(QStringView text)
{
    return valueOf(kStates, text);
}

QString toText(BatchState state)
{
    return textOf(kBatchStates, state);
}

std::optional<BatchState> batchStateFromText(QStringView text)
{
    return valueOf(kBatchStates, text);
}

QString toText(RunMode mode)
{
    return textOf(kModes, mode);
}

std::optional<RunMode> runModeFromText(QStringView text)
{
    return valueOf(kModes, text);
}

QString toText(CachePolicy policy)
{
    return textOf(kPolicies, policy);
}

std::optional<CachePolicy> cachePolicyFromText(QStringView text)
{
    return valueOf(kPolicies, text);
}

} // namespace assay::run
