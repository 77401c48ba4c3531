// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts a template into tokens: text as it stands between tags, and what is in the tags. Comments, raw blocks and whitespace
// control ("-") are dealt with here and leave no trace. Never fails: what cannot be read becomes a last token of kind failure,
// so that the parser reports the first fault in reading order.
#pragma once

#include <QString>
#include <QStringView>

#include <vector>

namespace assay::prompt {

enum class TokenKind { text, outputOpen, outputClose, tagOpen, tagClose, name, integer, real, string, symbol, failure, end };

struct Token {
    TokenKind kind = TokenKind::end;
    qsizetype offset = 0; ///< of its first unit in the source
    QString text{};       ///< text, name, symbol as written; a string with its escapes resolved; a failure's message
    qint64 integer = 0;
    double real = 0;
    QString hint{}; ///< of a failure
};

/// The last token is end or failure.
[[nodiscard]] std::vector<Token> tokenize(QStringView source);

} // namespace assay::prompt
