// SPDX-License-Identifier: GPL-3.0-or-later
// Regular expressions that cannot run away: PCRE2 gives up at its match limit, and that is told apart from "no match".
#pragma once

#include "core/base/error.h"

#include <QRegularExpression>

namespace assay::grader {

/// Perl 5 syntax, classes such as \w in all scripts. Errors: invalidInput with the character where it went wrong.
[[nodiscard]] Result<QRegularExpression> compilePattern(const QString &pattern);

/// The same for the `pattern` of a JSON Schema, which is written in the syntax of ECMA 262: "$" is the very end, \uHHHH a character, \d and \w are ASCII.
[[nodiscard]] Result<QRegularExpression> compileSchemaPattern(const QString &pattern);

/// Where the pattern occurs first: a character from 1, or 0 for nowhere; nothing when it takes too many steps to tell.
[[nodiscard]] std::optional<qsizetype> firstOccurrence(const QRegularExpression &expression, const QString &text);

/// The reason of a search that was given up.
[[nodiscard]] QString tooManySteps(const QString &pattern);

} // namespace assay::grader
