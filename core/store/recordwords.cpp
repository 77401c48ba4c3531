// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/recordwords.h"

#include <array>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

template<typename T> struct Word {
    T value;
    QLatin1StringView text;
};

constexpr std::array kAttemptStates{
    Word{run::Attempt::State::sent, "sent"_L1},
    Word{run::Attempt::State::answered, "answered"_L1},
    Word{run::Attempt::State::failed, "failed"_L1},
};

constexpr std::array kGradeStates{
    Word{grader::GradeState::passed, "passed"_L1},
    Word{grader::GradeState::failed, "failed"_L1},
    Word{grader::GradeState::error, "error"_L1},
};

template<typename T, size_t n> QString textOf(const std::array<Word<T>, n> &words, T value)
{
    for (const Word<T> &word : words) {
        if (word.value == value)
            return word.text;
    }
    return {};
}

template<typename T, size_t n> std::optional<T> valueOf(const std::array<Word<T>, n> &words, QStringView text)
{
    for (const Word<T> &word : words) {
        if (word.text == text)
            return word.value;
    }
    return std::nullopt;
}

} // namespace

QString toText(run::Attempt::State state)
{
    return textOf(kAttemptStates, state);
}

std::optional<run::Attempt::State> attemptStateFromText(QStringView text)
{
    return valueOf(kAttemptStates, text);
}

QString toText(grader::GradeState state)
{
    return textOf(kGradeStates, state);
}

std::optional<grader::GradeState> gradeStateFromText(QStringView text)
{
    return valueOf(kGradeStates, text);
}

QString finishText(provider::FinishReason reason)
{
    return provider::toText(reason);
}

std::optional<provider::FinishReason> finishFromText(QStringView text)
{
    return provider::finishReasonFromText(text);
}

} // namespace assay::store
