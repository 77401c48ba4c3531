// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/taglexer.h"

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

bool isDigit(QChar unit)
{
    return unit >= u'0' && unit <= u'9';
}

// Units of one letter of a name at this place, 0 when there is none.
qsizetype letterAt(QStringView source, qsizetype at, bool isFirst)
{
    if (at >= source.size())
        return 0;
    const QChar unit = source.at(at);
    if ((unit >= u'a' && unit <= u'z') || unit == u'_' || (unit >= u'A' && unit <= u'Z'))
        return 1;
    if (unit < u'\x80')
        return !isFirst && isDigit(unit) ? 1 : 0;
    const bool isPair = unit.isHighSurrogate() && at + 1 < source.size() && source.at(at + 1).isLowSurrogate();
    const char32_t point = isPair ? QChar::surrogateToUcs4(unit, source.at(at + 1)) : unit.unicode();
    const bool fits = QChar::isLetter(point) || (!isFirst && (QChar::isDigit(point) || QChar::isMark(point)));
    return !fits ? 0 : isPair ? 2 : 1;
}

struct Sign {
    Symbol symbol = Symbol::none;
    qsizetype size = 1;
};

Sign relationAt(QChar first, QChar second, QChar third)
{
    const bool hasEqual = second == u'=';
    switch (first.unicode()) {
    case u'=':
        return !hasEqual ? Sign{Symbol::assign} : third == u'=' ? Sign{Symbol::identical, 3} : Sign{Symbol::equal, 2};
    case u'!':
        return !hasEqual ? Sign{} : third == u'=' ? Sign{Symbol::notIdentical, 3} : Sign{Symbol::notEqual, 2};
    case u'<':
        return hasEqual ? Sign{Symbol::lessOrEqual, 2} : Sign{Symbol::less};
    default:
        return hasEqual ? Sign{Symbol::greaterOrEqual, 2} : Sign{Symbol::greater};
    }
}

Sign signAt(QChar first, QChar second, QChar third)
{
    switch (first.unicode()) {
    case u'=':
    case u'!':
    case u'<':
    case u'>':
        return relationAt(first, second, third);
    case u'*':
        return second == u'*' ? Sign{Symbol::power, 2} : Sign{Symbol::times};
    case u'/':
        return second == u'/' ? Sign{Symbol::floorDivide, 2} : Sign{Symbol::divide};
    case u'+':
        return {Symbol::plus};
    case u'-':
        return {Symbol::minus};
    case u'%':
        return {Symbol::modulo};
    case u'~':
        return {Symbol::tilde};
    case u'|':
        return {Symbol::bar};
    case u'.':
        return {Symbol::dot};
    case u',':
        return {Symbol::comma};
    case u':':
        return {Symbol::colon};
    case u'(':
        return {Symbol::openParenthesis};
    case u')':
        return {Symbol::closeParenthesis};
    case u'[':
        return {Symbol::openBracket};
    case u']':
        return {Symbol::closeBracket};
    case u'{':
        return {Symbol::openBrace};
    case u'}':
        return {Symbol::closeBrace};
    default:
        return {};
    }
}

QString hintForSign(QChar sign)
{
    switch (sign.unicode()) {
    case u'&':
        return u"Write `and`."_s;
    case u'!':
        return u"Write `not`, or `!=` to compare."_s;
    case u'?':
        return u"Write `a if condition else b`."_s;
    case u'`':
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
        return u"Quote text with \" or '."_s;
    default:
        return {};
    }
}

} // namespace

TagLexer::TagLexer(QStringView source, qsizetype opening, bool isOutput, OnFault onFault)
    : m_source(source), m_opening(opening), m_at(opening + 2), m_isOutput(isOutput), m_onFault(onFault)
{
    if (unitAt(m_at) == u'-' || (!isOutput && unitAt(m_at) == u'+'))
        ++m_at;
}

bool TagLexer::read(TokenList &list)
{
    m_list = &list;
    while (true) {
        while (unitAt(m_at).isSpace())
            ++m_at;
        if (readClosing())
            return true;
        if (m_at >= m_source.size())
            (void)fail(m_opening, neverClosed());
        else if (readToken())
            continue;
        return m_onFault == OnFault::goOn && recover();
    }
}

QString TagLexer::neverClosed() const
{
    return m_isOutput ? u"`{{` is never closed: expected `}}`"_s : u"`{%` is never closed: expected `%}`"_s;
}

bool TagLexer::isOpeningAt(qsizetype at) const
{
    return unitAt(at) == u'{' && (unitAt(at + 1) == u'{' || unitAt(at + 1) == u'%');
}

bool TagLexer::readClosing()
{
    if (m_braces > 0)
        return false;
    const QChar first = unitAt(m_at);
    const bool hasMinus = first == u'-';
    const bool hasPlus = first == u'+' && !m_isOutput;
    const qsizetype closing = m_at + (hasMinus || hasPlus ? 1 : 0);
    if (unitAt(closing) != (m_isOutput ? u'}' : u'%') || unitAt(closing + 1) != u'}')
        return false;
    m_stripsAfter = hasMinus;
    m_keepsLineEnd = hasPlus;
    const qsizetype start = m_at;
    m_at = closing + 2;
    add(m_isOutput ? TokenKind::outputClose : TokenKind::tagClose, start);
    m_list->tokens.back().text = m_source.sliced(closing, 2);
    return true;
}

bool TagLexer::readToken()
{
    const QChar unit = unitAt(m_at);
    if (isDigit(unit)) {
        readNumber();
        return true;
    }
    if (unit == u'"' || unit == u'\'')
        return readString();
    if (letterAt(m_source, m_at, true) > 0) {
        readName();
        return true;
    }
    return readSymbol();
}

void TagLexer::readName()
{
    const qsizetype start = m_at;
    while (const qsizetype units = letterAt(m_source, m_at, m_at == start))
        m_at += units;
    add(TokenKind::name, start);
}

void TagLexer::readNumber()
{
    const qsizetype start = m_at;
    const auto skipDigits = [this] {
        while (isDigit(unitAt(m_at)))
            ++m_at;
    };
    skipDigits();
    bool isReal = false;
    // After a dot a number is an index, as in `rows.0.1`.
    const bool isIndex = m_list->tokens.back().symbol == Symbol::dot;
    if (!isIndex && unitAt(m_at) == u'.' && isDigit(unitAt(m_at + 1))) {
        isReal = true;
        ++m_at;
        skipDigits();
    }
    const bool hasSign = unitAt(m_at + 1) == u'+' || unitAt(m_at + 1) == u'-';
    if (!isIndex && (unitAt(m_at) == u'e' || unitAt(m_at) == u'E') && isDigit(unitAt(m_at + (hasSign ? 2 : 1)))) {
        isReal = true;
        m_at += hasSign ? 2 : 1;
        skipDigits();
    }
    add(isReal ? TokenKind::real : TokenKind::integer, start);
}

bool TagLexer::readString()
{
    const qsizetype start = m_at;
    const QChar quote = unitAt(m_at++);
    while (m_at < m_source.size() && unitAt(m_at) != quote)
        m_at += unitAt(m_at) == u'\\' ? 2 : 1;
    if (m_at >= m_source.size()) {
        m_at = m_source.size();
        return fail(start, u"the text that begins here is never closed: expected `%1`"_s.arg(quote));
    }
    ++m_at;
    add(TokenKind::string, start);
    return true;
}

bool TagLexer::readSymbol()
{
    const Sign sign = signAt(unitAt(m_at), unitAt(m_at + 1), unitAt(m_at + 2));
    if (sign.symbol == Symbol::none) {
        const bool isPair = unitAt(m_at).isHighSurrogate() && unitAt(m_at + 1).isLowSurrogate();
        const QStringView written = m_source.sliced(m_at, isPair ? 2 : 1);
        return fail(m_at, u"`%1` has no meaning inside a tag"_s.arg(written), hintForSign(written.front()));
    }
    if (sign.symbol == Symbol::openBrace && isOpeningAt(m_at)) {
        m_hasReadOpening = true;
        // Once reading has gone on behind a fault, each tag looks no further than the next one, so that many without an end take no longer than their number.
        if (!m_list->failures.empty())
            return fail(m_opening, neverClosed());
    }
    m_braces += sign.symbol == Symbol::openBrace ? 1 : sign.symbol == Symbol::closeBrace ? -1 : 0;
    const qsizetype start = m_at;
    m_at += sign.size;
    add(TokenKind::symbol, start, sign.symbol);
    return true;
}

// The tag ends where its closing is written, if that comes before another tag opens, else with its line.
bool TagLexer::recover()
{
    const auto isClosing = [this](qsizetype at) { return unitAt(at) == (m_isOutput ? u'}' : u'%') && unitAt(at + 1) == u'}'; };
    const qsizetype fault = m_hasReadOpening ? m_opening : m_list->tokens.back().offset;
    qsizetype start = qMin(qMax(fault, m_opening + 2), m_source.size());
    qsizetype lineEnd = -1;
    for (; start < m_source.size() && !isOpeningAt(start) && !isClosing(start); ++start) {
        if (lineEnd < 0 && unitAt(start) == u'\n')
            lineEnd = start;
    }
    const bool isClosed = start < m_source.size() && isClosing(start);
    if (!isClosed && lineEnd >= 0)
        start = lineEnd;
    m_at = isClosed ? start + 2 : start;
    add(m_isOutput ? TokenKind::outputClose : TokenKind::tagClose, start);
    return true;
}

bool TagLexer::fail(qsizetype offset, const QString &message, const QString &hint)
{
    m_list->tokens.push_back({.kind = TokenKind::failure, .offset = qint32(offset), .end = qint32(qMin(offset + 1, m_source.size()))});
    m_list->failures.push_back({.offset = offset, .message = message, .hint = hint});
    return false;
}

void TagLexer::add(TokenKind kind, qsizetype start, Symbol symbol)
{
    m_list->tokens.push_back({.kind = kind, .symbol = symbol, .offset = qint32(start), .end = qint32(m_at), .text = m_source.sliced(start, m_at - start)});
}

} // namespace assay::prompt
