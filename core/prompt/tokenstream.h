// SPDX-License-Identifier: GPL-3.0-or-later
// The tokens of a template as a parser reads them. The first fault is kept; from then on the stream is at its end, so that
// every loop of a parser comes to its own.
#pragma once

#include "core/base/error.h"
#include "core/prompt/lexer.h"

#include <optional>

namespace assay::prompt {

/// Nesting of brackets, signs and blocks.
inline constexpr int kDeepestNesting = 100;
/// Levels of an expression's tree: a chain such as `a ~ b ~ c` is a level an operator.
inline constexpr int kHighestTree = 250;

class TokenStream {
public:
    explicit TokenStream(QStringView source);

    [[nodiscard]] const Token &peek(std::size_t ahead = 0) const;
    [[nodiscard]] bool isAt(TokenKind kind) const { return peek().kind == kind; }
    [[nodiscard]] bool isAtSymbol(QStringView symbol) const { return isAt(TokenKind::symbol) && peek().text == symbol; }
    [[nodiscard]] bool isAtName(QStringView name) const { return isAt(TokenKind::name) && peek().text == name; }
    Token take();
    bool takeSymbol(QStringView symbol);
    bool takeName(QStringView name);
    /// A fault when something else stands there: "expected …, but got …".
    bool expectSymbol(QStringView symbol, const QString &purpose);

    void fail(qsizetype offset, const QString &message, const QString &hint = {});
    /// "expected WHAT, but got" what stands there; or what the lexer could not read.
    void failExpected(const QString &what, const QString &hint = {});
    [[nodiscard]] bool hasFailed() const { return m_error.has_value(); }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    [[nodiscard]] QStringView source() const { return m_source; }

    /// Counts a level of nesting while it lives; a fault beyond the deepest.
    class Level {
    public:
        explicit Level(TokenStream &stream);
        ~Level() { --m_stream.m_depth; }
        Level(const Level &) = delete;
        Level &operator=(const Level &) = delete;

    private:
        TokenStream &m_stream;
    };

private:
    QStringView m_source;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    int m_depth = 0;
    std::optional<Error> m_error;
};

} // namespace assay::prompt
