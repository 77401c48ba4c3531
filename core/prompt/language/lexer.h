// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts a template into tokens: text as it stands between tags, and what is in the tags. Comments, raw blocks and whitespace
// control are dealt with here and leave no token. Never fails: what cannot be read becomes a token of kind failure, so that the
// parser reports the first fault in reading order.
#pragma once

#include "core/prompt/language/templateoptions.h"

#include <QString>
#include <QStringView>

#include <vector>

namespace assay::prompt {

enum class TokenKind : quint8 { text, outputOpen, outputClose, tagOpen, tagClose, name, integer, real, string, symbol, failure, end };

enum class Symbol : quint8 {
    none,
    identical,
    notIdentical,
    power,
    floorDivide,
    equal,
    notEqual,
    lessOrEqual,
    greaterOrEqual,
    plus,
    minus,
    times,
    divide,
    modulo,
    tilde,
    bar,
    dot,
    comma,
    colon,
    assign,
    less,
    greater,
    openParenthesis,
    closeParenthesis,
    openBracket,
    closeBracket,
    openBrace,
    closeBrace
};
/// As it is written: "===", "(", …
[[nodiscard]] QStringView signOf(Symbol symbol);

/// Looks into the source that it was read from.
struct Token {
    TokenKind kind = TokenKind::end;
    Symbol symbol = Symbol::none;
    qint32 offset = 0; ///< in the source, UTF-16 units
    qint32 end = 0;
    QStringView text{}; ///< as written; a string has its quotes, and its escapes unresolved
};

struct LexicalFailure {
    qsizetype offset = 0;
    QString message;
    QString hint;
};

/// What was read and left no token.
struct PassedTag {
    enum class Kind { comment, rawOpening, rawClosing };

    Kind kind = Kind::comment;
    qsizetype offset = 0;
    qsizetype end = 0;
    QStringView name{}; ///< of a raw block's tag, such as "raw" or "endverbatim"
};

struct TokenList {
    std::vector<Token> tokens;            ///< the last is end, or the failure that stopped reading
    std::vector<LexicalFailure> failures; ///< one for each failure token
    std::vector<PassedTag> passed;        ///< in order

    [[nodiscard]] const LexicalFailure *failureAt(qsizetype offset) const;
};

/// When a fault is met: the end, or on behind the tag that it stands in.
enum class OnFault { stop, goOn };

[[nodiscard]] TokenList tokenize(QStringView source, const TemplateOptions &options = {}, OnFault onFault = OnFault::stop);

} // namespace assay::prompt
