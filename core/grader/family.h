// SPDX-License-Identifier: GPL-3.0-or-later
// What one type of assertion is made of, and where the types are registered: one line each in registry.cpp.
#pragma once

#include "core/grader/grader.h"

#include <span>

namespace assay::grader {

/// Decided, before negation and weight.
struct Judgement {
    GradeState state = GradeState::error;
    double score = 0;
    QString reason;
};

[[nodiscard]] Judgement passedBecause(const QString &reason);
[[nodiscard]] Judgement failedBecause(const QString &reason);
[[nodiscard]] Judgement undecided(const QString &reason);
[[nodiscard]] Judgement judged(bool passed, const QString &whenPassed, const QString &whenFailed);

/// A text as reasons quote it: “one line, of at most 80 characters”.
[[nodiscard]] QString shown(const QString &text);
/// A value as JSON: its own marks tell a text from a number.
[[nodiscard]] QString shownJson(const Json &value);
/// A text for the output: an empty one is called so.
[[nodiscard]] QString excerpt(const QString &output);

struct AssertionType {
    QLatin1StringView name;
    Judgement (*judge)(const evalset::Assertion &, const GradeInput &);
    Result<void> (*check)(const evalset::Assertion &);
    bool takesThreshold = false;
};

[[nodiscard]] std::span<const AssertionType> registry();
[[nodiscard]] const AssertionType *findType(QStringView name);

// text
Judgement judgeEquals(const evalset::Assertion &, const GradeInput &);
Judgement judgeContains(const evalset::Assertion &, const GradeInput &);
Judgement judgeIcontains(const evalset::Assertion &, const GradeInput &);
Judgement judgeContainsAny(const evalset::Assertion &, const GradeInput &);
Judgement judgeContainsAll(const evalset::Assertion &, const GradeInput &);
Judgement judgeStartsWith(const evalset::Assertion &, const GradeInput &);
Result<void> checkAnyValue(const evalset::Assertion &);
Result<void> checkText(const evalset::Assertion &);
Result<void> checkTextList(const evalset::Assertion &);
// regex
Judgement judgeRegex(const evalset::Assertion &, const GradeInput &);
Result<void> checkRegex(const evalset::Assertion &);
/// Whether the pattern occurs in the text; undecided when it is bad or runs away.
Judgement searchPattern(const QString &pattern, const QString &text);
Result<void> checkPattern(const QString &pattern);
// JSON
Judgement judgeIsJson(const evalset::Assertion &, const GradeInput &);
Result<void> checkIsJson(const evalset::Assertion &);
Judgement judgeJsonPath(const evalset::Assertion &, const GradeInput &);
Result<void> checkJsonPath(const evalset::Assertion &);
// measures
Judgement judgeLength(const evalset::Assertion &, const GradeInput &);
Result<void> checkLength(const evalset::Assertion &);
Judgement judgeLatency(const evalset::Assertion &, const GradeInput &);
Judgement judgeCost(const evalset::Assertion &, const GradeInput &);
Result<void> checkLimit(const evalset::Assertion &);

/// A JSON string (integers of more than 64 bits are kept as strings, and are none).
[[nodiscard]] bool isText(const Json &value);
/// Text or number as text; nothing for anything else.
[[nodiscard]] std::optional<QString> asText(const Json &value);
/// Equal as JSON: numbers by their exact value, members in any order.
[[nodiscard]] bool equalJson(const Json &a, const Json &b);

} // namespace assay::grader
