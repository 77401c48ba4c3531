// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/literaltext.h"

#include <cmath>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

// Reads one escape behind its backslash, which stands at `at`; leaves `at` behind it.
std::expected<void, LiteralFault> readEscape(const Token &token, QStringView inside, qsizetype *at, QString *text)
{
    const QChar escaped = inside.at(*at + 1);
    const qsizetype digits = escaped == u'u' ? 4 : escaped == u'x' ? 2 : 0;
    *at += 2;
    if (digits == 0) {
        text->append(escaped == u'n' ? QChar(u'\n') : escaped == u't' ? QChar(u'\t') : escaped == u'r' ? QChar(u'\r') : escaped);
        return {};
    }
    const QStringView written = inside.sliced(*at, qMin(digits, inside.size() - *at));
    bool isReadable = false;
    const ushort unit = written.toUShort(&isReadable, 16);
    if (!isReadable || written.size() < digits)
        return std::unexpected(LiteralFault{.offset = token.offset + 1 + *at - 2, .message = u"expected %1 hexadecimal digits after `\\%2`"_s.arg(digits).arg(escaped), .hint = {}});
    text->append(QChar(unit));
    *at += digits;
    return {};
}

} // namespace

std::expected<QString, LiteralFault> stringOf(const Token &token)
{
    const QStringView inside = token.text.sliced(1, token.text.size() - 2);
    if (!inside.contains(u'\\'))
        return inside.toString();
    QString text;
    text.reserve(inside.size());
    for (qsizetype at = 0; at < inside.size();) {
        if (inside.at(at) != u'\\') {
            text.append(inside.at(at++));
        } else if (const auto read = readEscape(token, inside, &at, &text); !read) {
            return std::unexpected(read.error());
        }
    }
    if (!text.isValidUtf16())
        return std::unexpected(
            LiteralFault{.offset = token.offset, .message = u"the text has half a surrogate pair in its escapes"_s, .hint = u"Write the character itself."_s});
    return text;
}

std::expected<Value, LiteralFault> numberOf(const Token &token)
{
    bool isReadable = false;
    if (token.kind == TokenKind::integer) {
        const qint64 integer = token.text.toLongLong(&isReadable);
        if (isReadable)
            return Value(integer);
    } else {
        const double real = token.text.toDouble(&isReadable);
        if (isReadable && std::isfinite(real))
            return Value::ofNumber(real);
    }
    const QString shown = token.text.size() > 40 ? QString(token.text.first(40).toString() + u"…") : token.text.toString();
    return std::unexpected(LiteralFault{.offset = token.offset, .message = u"the number `%1` is too large"_s.arg(shown), .hint = u"Write it as text, in quotes."_s});
}

} // namespace assay::prompt
