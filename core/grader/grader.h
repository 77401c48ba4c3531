// SPDX-License-Identifier: GPL-3.0-or-later
// Assertions become grades. Pure: no clock, no file, no network; may be called from any thread. Templates inside an assertion's value are filled
// in by the caller beforehand.
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/money.h"
#include "core/evalset/item.h"
#include "core/grader/grade.h"

namespace assay::grader {

struct GradeInput {
    QString output;
    std::optional<Milliseconds> latency;
    std::optional<Money> cost; ///< absent: the model has no price
};

/// An unknown type or a value that cannot be used is a grade in error, never a pass or a fail.
[[nodiscard]] Grade grade(const evalset::Assertion &assertion, const GradeInput &input);

/// What is wrong with an assertion, found before money is spent: an unknown type (with the nearest known), a bad pattern, schema or path, a missing
/// threshold. A value that holds a template is checked once it is filled in. Errors: invalidInput.
[[nodiscard]] Result<void> checkAssertion(const evalset::Assertion &assertion);

/// All types, sorted.
[[nodiscard]] QStringList assertionTypes();

} // namespace assay::grader
