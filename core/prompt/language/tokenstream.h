// SPDX-License-Identifier: GPL-3.0-or-later
// The tokens of a template as a parser reads them. After a fault the stream is at its end, so that every loop of a parser comes to
// its own; a reader that wants more faults than the first resumes behind the tag that the fault stands in.
#pragma once

#include "core/prompt/language/fault.h"
#include "core/prompt/language/lexer.h"

#include <vector>

namespace assay::prompt {

/// Nesting of brackets, signs and blocks.
inline constexpr int kDeepestNesting = 100;
/// Levels of an expression's tree: a chain such as `a ~ b ~ c` is a level an operator.
inline constexpr int kHighestTree = 250;
/// Of one template; what comes after is not looked for.
inline constexpr std::size_t kMostFaults = 20;

class TokenStream {
public:
    TokenStream(QStringView source, const TemplateOptions &options, OnFault onFault);

    // Asked many times for each token, on every level of an expression's precedence.
    [[nodiscard]] const Token &peek() const { return m_isStopped ? m_end : m_list.tokens[m_at]; }
    [[nodiscard]] const Token &peek(std::size_t ahead) const;
    [[nodiscard]] bool isAt(TokenKind kind) const { return peek().kind == kind; }
    [[nodiscard]] bool isAtSymbol(Symbol symbol) const { return peek().symbol == symbol; }
    [[nodiscard]] bool isAtName(QStringView name) const { return isAt(TokenKind::name) && peek().text == name; }
    Token take();
    bool takeSymbol(Symbol symbol);
    bool takeName(QStringView name);
    /// A fault when something else stands there: "expected …, but got …".
    bool expectSymbol(Symbol symbol, const QString &purpose);
    /// The last token taken again: for a tag that belongs to a block further out.
    void putBack();
    /// Before the fault that came last, with that token next.
    void goBackTo(const Token &token);
    /// The last fault was that the source ends.
    [[nodiscard]] bool isAtSourceEnd() const { return m_list.tokens[m_at].kind == TokenKind::end; }
    /// Where the last token that was taken ends.
    [[nodiscard]] qsizetype lastEnd() const { return m_lastEnd; }

    /// Of `length` 0: up to the end of the token there.
    void fail(qsizetype offset, const QString &message, const QString &hint = {}, qsizetype length = 0);
    /// "expected WHAT, but got" what stands there; or what the lexer could not read.
    void failExpected(const QString &what, const QString &hint = {});
    [[nodiscard]] bool hasFailed() const { return m_isStopped; }
    /// Behind the tag of the last fault. False when the stream stays at its end.
    bool resume();
    [[nodiscard]] bool goesOn() const { return m_onFault == OnFault::goOn; }

    [[nodiscard]] const std::vector<Fault> &faults() const { return m_faults; }
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
    OnFault m_onFault;
    TokenList m_list;
    Token m_end;
    std::size_t m_at = 0;
    qsizetype m_lastEnd = 0;
    int m_depth = 0;
    bool m_isStopped = false;
    std::vector<Fault> m_faults;
};

} // namespace assay::prompt
