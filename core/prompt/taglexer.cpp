// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/taglexer.h"

#include <array>
#include <cmath>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

// Longest first.
constexpr std::array<QStringView, 27> kSymbols{
    u"===", u"!==", u"**", u"//", u"==", u"!=", u"<=", u">=", u"+", u"-", u"*", u"/", u"%", u"~", u"|", u".", u",", u":", u"=", u"<", u">", u"(", u")", u"[", u"]", u"{", u"}"};

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
    if (unit == u'_')
        return 1;
    const bool isPair = unit.isHighSurrogate() && at + 1 < source.size() && source.at(at + 1).isLowSurrogate();
    const char32_t point = isPair ? QChar::surrogateToUcs4(unit, source.at(at + 1)) : unit.unicode();
    const bool fits = QChar::isLetter(point) || (!isFirst && (QChar::isDigit(point) || QChar::isMark(point)));
    return !fits ? 0 : isPair ? 2 : 1;
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

TagLexer::TagLexer(QStringView source, qsizetype opening, bool isOutput) : m_source(source), m_opening(opening), m_at(opening + 2), m_isOutput(isOutput)
{
    if (unitAt(m_at) == u'-')
        ++m_at;
}

bool TagLexer::read(std::vector<Token> &tokens)
{
    m_tokens = &tokens;
    while (true) {
        while (unitAt(m_at).isSpace())
            ++m_at;
        if (readClosing())
            return true;
        if (m_at >= m_source.size())
            return fail(m_opening, m_isOutput ? u"`{{` is never closed: expected `}}`"_s : u"`{%` is never closed: expected `%}`"_s);
        if (!readToken())
            return false;
    }
}

bool TagLexer::readClosing()
{
    const QStringView closing = m_isOutput ? u"}}" : u"%}";
    const bool hasMinus = unitAt(m_at) == u'-' && m_source.sliced(m_at + 1).startsWith(closing);
    if (m_braces > 0 || !(hasMinus || startsWith(closing)))
        return false;
    add({.kind = m_isOutput ? TokenKind::outputClose : TokenKind::tagClose, .offset = m_at, .text = closing.toString()});
    m_stripsAfter = hasMinus;
    m_at += closing.size() + (hasMinus ? 1 : 0);
    return true;
}

bool TagLexer::readToken()
{
    const QChar unit = unitAt(m_at);
    if (isDigit(unit))
        return readNumber();
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
    add({.kind = TokenKind::name, .offset = start, .text = m_source.sliced(start, m_at - start).toString()});
}

bool TagLexer::readNumber()
{
    const qsizetype start = m_at;
    const auto skipDigits = [this] {
        while (isDigit(unitAt(m_at)))
            ++m_at;
    };
    skipDigits();
    bool isReal = false;
    // After a dot a number is an index, as in `rows.0.1`.
    const bool isIndex = m_tokens->back().kind == TokenKind::symbol && m_tokens->back().text == u".";
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
    const QString written = m_source.sliced(start, m_at - start).toString();
    bool isReadable = false;
    Token token{.kind = isReal ? TokenKind::real : TokenKind::integer, .offset = start, .text = written};
    if (isReal)
        token.real = written.toDouble(&isReadable);
    else
        token.integer = written.toLongLong(&isReadable);
    if (!isReadable || !std::isfinite(token.real))
        return fail(start, u"the number `%1` is too large"_s.arg(written.size() > 40 ? QString(written.first(40) + u"…") : written), u"Write it as text, in quotes."_s);
    add(std::move(token));
    return true;
}

bool TagLexer::readString()
{
    const qsizetype start = m_at;
    const QChar quote = unitAt(m_at++);
    QString text;
    while (m_at < m_source.size() && unitAt(m_at) != quote) {
        if (unitAt(m_at) != u'\\') {
            text.append(unitAt(m_at++));
        } else if (!readEscape(&text)) {
            return false;
        }
    }
    if (m_at >= m_source.size())
        return fail(start, u"the text that begins here is never closed: expected `%1`"_s.arg(quote));
    ++m_at;
    if (!text.isValidUtf16())
        return fail(start, u"the text has half a surrogate pair in its escapes"_s, u"Write the character itself."_s);
    add({.kind = TokenKind::string, .offset = start, .text = text});
    return true;
}

bool TagLexer::readEscape(QString *text)
{
    const QChar escaped = unitAt(m_at + 1);
    m_at = qMin(m_at + 2, m_source.size());
    switch (escaped.unicode()) {
    case u'n':
        text->append(u'\n');
        return true;
    case u't':
        text->append(u'\t');
        return true;
    case u'r':
        text->append(u'\r');
        return true;
    case u'u':
        return readUnicodeEscape(text, 4);
    case u'x':
        return readUnicodeEscape(text, 2);
    default:
        // Also the quotes and the backslash; of any other escape the character stays, as in Nunjucks.
        if (!escaped.isNull())
            text->append(escaped);
        return true;
    }
}

bool TagLexer::readUnicodeEscape(QString *text, qsizetype digits)
{
    bool isReadable = false;
    const QStringView written = m_source.sliced(m_at, qMin(digits, m_source.size() - m_at));
    const ushort unit = written.toUShort(&isReadable, 16);
    if (!isReadable || written.size() < digits)
        return fail(m_at - 2, u"expected %1 hexadecimal digits after `\\%2`"_s.arg(digits).arg(m_source.at(m_at - 1)));
    text->append(QChar(unit));
    m_at += digits;
    return true;
}

bool TagLexer::readSymbol()
{
    for (const QStringView symbol : kSymbols) {
        if (!startsWith(symbol))
            continue;
        if (symbol == u"{")
            ++m_braces;
        else if (symbol == u"}")
            --m_braces;
        add({.kind = TokenKind::symbol, .offset = m_at, .text = symbol.toString()});
        m_at += symbol.size();
        return true;
    }
    const bool isPair = unitAt(m_at).isHighSurrogate() && unitAt(m_at + 1).isLowSurrogate();
    const QString sign = m_source.sliced(m_at, isPair ? 2 : 1).toString();
    return fail(m_at, u"`%1` has no meaning inside a tag"_s.arg(sign), hintForSign(sign.front()));
}

bool TagLexer::fail(qsizetype offset, const QString &message, const QString &hint)
{
    add({.kind = TokenKind::failure, .offset = offset, .text = message, .hint = hint});
    return false;
}

void TagLexer::add(Token token)
{
    m_tokens->push_back(std::move(token));
}

} // namespace assay::prompt
