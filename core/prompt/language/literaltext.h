// SPDX-License-Identifier: GPL-3.0-or-later
// What a string or a number in a tag means.
#pragma once

#include "core/prompt/language/lexer.h"
#include "core/prompt/language/value.h"

#include <expected>

namespace assay::prompt {

/// What is wrong, at an offset in the source.
struct LiteralFault {
    qsizetype offset = 0;
    QString message;
    QString hint;
};

/// A string token with its escapes resolved: `\n \t \r \\ \" \' \uXXXX \xXX`; of any other the character stays, as in Nunjucks.
[[nodiscard]] std::expected<QString, LiteralFault> stringOf(const Token &token);
/// An integer or a real.
[[nodiscard]] std::expected<Value, LiteralFault> numberOf(const Token &token);

} // namespace assay::prompt
