// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/tokenstream.h"

#include <algorithm>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

QString inWords(const Token &token)
{
    constexpr qsizetype kLongest = 40;
    switch (token.kind) {
    case TokenKind::text:
        return u"text"_s;
    case TokenKind::string:
        return token.text.size() > kLongest ? u"a text"_s : u"the text %1"_s.arg(token.text);
    case TokenKind::end:
        return u"the end of the template"_s;
    default:
        return u"`%1`"_s.arg(token.text.size() > kLongest ? QString(token.text.first(kLongest).toString() + u"…") : token.text.toString());
    }
}

} // namespace

TokenStream::TokenStream(QStringView source, const TemplateOptions &options, OnFault onFault)
    : m_source(source), m_onFault(onFault), m_list(tokenize(source, options, onFault)),
      m_end{.kind = TokenKind::end, .offset = qint32(source.size()), .end = qint32(source.size())}
{
}

const Token &TokenStream::peek(std::size_t ahead) const
{
    return m_isStopped ? m_end : m_list.tokens[std::min(m_at + ahead, m_list.tokens.size() - 1)];
}

Token TokenStream::take()
{
    if (m_isStopped)
        return m_end;
    const Token token = m_list.tokens[m_at];
    m_lastEnd = token.end;
    m_at = std::min(m_at + 1, m_list.tokens.size() - 1);
    return token;
}

bool TokenStream::takeSymbol(Symbol symbol)
{
    if (!isAtSymbol(symbol))
        return false;
    take();
    return true;
}

bool TokenStream::takeName(QStringView name)
{
    if (!isAtName(name))
        return false;
    take();
    return true;
}

bool TokenStream::expectSymbol(Symbol symbol, const QString &purpose)
{
    if (takeSymbol(symbol))
        return true;
    failExpected(u"`%1` %2"_s.arg(signOf(symbol), purpose));
    return false;
}

void TokenStream::putBack()
{
    if (!m_isStopped && m_at > 0)
        --m_at;
}

void TokenStream::goBackTo(const Token &token)
{
    if (m_faults.size() >= kMostFaults)
        return;
    m_isStopped = false;
    while (m_at > 0 && m_list.tokens[m_at].offset != token.offset)
        --m_at;
}

void TokenStream::fail(qsizetype offset, const QString &message, const QString &hint, qsizetype length)
{
    if (m_isStopped)
        return;
    if (length == 0) {
        const auto there = std::ranges::lower_bound(m_list.tokens, offset, {}, &Token::offset);
        length = there == m_list.tokens.end() || there->offset > offset ? 0 : there->end - there->offset;
    }
    m_faults.push_back({.start = offset, .length = length, .message = message, .hint = hint});
    m_isStopped = true;
}

void TokenStream::failExpected(const QString &what, const QString &hint)
{
    const Token &token = peek();
    if (token.kind != TokenKind::failure)
        return fail(token.offset, u"expected %1, but got %2"_s.arg(what, inWords(token)), hint);
    const LexicalFailure *failure = m_list.failureAt(token.offset);
    fail(token.offset, failure->message, failure->hint, qMax(1, token.end - token.offset));
}

bool TokenStream::resume()
{
    if (!m_isStopped || !goesOn() || m_faults.size() >= kMostFaults)
        return !m_isStopped;
    m_isStopped = false;
    while (true) {
        const TokenKind kind = peek().kind;
        if (kind == TokenKind::outputClose || kind == TokenKind::tagClose) {
            take();
            return true;
        }
        if (kind == TokenKind::text || kind == TokenKind::outputOpen || kind == TokenKind::tagOpen || kind == TokenKind::end)
            return true;
        if (m_at + 1 >= m_list.tokens.size()) {
            m_isStopped = true;
            return false;
        }
        take();
    }
}

TokenStream::Level::Level(TokenStream &stream) : m_stream(stream)
{
    if (++m_stream.m_depth > kDeepestNesting)
        m_stream.fail(m_stream.peek().offset, u"this is nested more than %1 levels deep"_s.arg(kDeepestNesting), u"Use `{% set %}` for parts of it."_s);
}

} // namespace assay::prompt
