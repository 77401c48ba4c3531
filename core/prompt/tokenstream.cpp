// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/tokenstream.h"

#include "core/prompt/source.h"

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
        return token.text.size() > kLongest ? u"a text"_s : u"the text \"%1\""_s.arg(token.text);
    case TokenKind::end:
        return u"the end of the template"_s;
    default:
        return u"`%1`"_s.arg(token.text.size() > kLongest ? QString(token.text.first(kLongest) + u"…") : token.text);
    }
}

} // namespace

TokenStream::TokenStream(QStringView source) : m_source(source), m_tokens(tokenize(source)) {}

const Token &TokenStream::peek(std::size_t ahead) const
{
    return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
}

Token TokenStream::take()
{
    Token token = peek();
    m_at = std::min(m_at + 1, m_tokens.size() - 1);
    return token;
}

bool TokenStream::takeSymbol(QStringView symbol)
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

bool TokenStream::expectSymbol(QStringView symbol, const QString &purpose)
{
    if (takeSymbol(symbol))
        return true;
    failExpected(u"`%1` %2"_s.arg(symbol, purpose));
    return false;
}

void TokenStream::fail(qsizetype offset, const QString &message, const QString &hint)
{
    if (!m_error)
        m_error = errorAt(ErrorKind::parse, m_source, offset, message, hint);
    m_tokens.resize(1);
    m_tokens.front() = Token{.kind = TokenKind::end, .offset = m_source.size()};
    m_at = 0;
}

void TokenStream::failExpected(const QString &what, const QString &hint)
{
    const Token token = peek();
    if (token.kind == TokenKind::failure)
        return fail(token.offset, token.text, token.hint);
    fail(token.offset, u"expected %1, but got %2"_s.arg(what, inWords(token)), hint);
}

TokenStream::Level::Level(TokenStream &stream) : m_stream(stream)
{
    if (++m_stream.m_depth > kDeepestNesting)
        m_stream.fail(m_stream.peek().offset, u"this is nested more than %1 levels deep"_s.arg(kDeepestNesting), u"Use `{% set %}` for parts of it."_s);
}

} // namespace assay::prompt
