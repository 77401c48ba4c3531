// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/verbatim.h"

#include <algorithm>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

/// In JSON they stand within texts alone.
QByteArray withoutFragile(const QByteArray &json)
{
    QString safe;
    for (const QChar c : QString::fromUtf8(json)) {
        if (isFragile(c))
            safe += unitEscape(c);
        else
            safe += c;
    }
    return safe.toUtf8();
}

} // namespace

QString unitEscape(QChar c)
{
    return u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QChar(u'0'));
}

bool isFragile(QChar c)
{
    const char16_t unit = c.unicode();
    const bool isControl = (unit < 0x20 && unit != u'\n' && unit != u'\t') || (unit >= 0x7F && unit < 0xA0);
    const bool isSeparator = unit == 0x2028 || unit == 0x2029;
    const bool isDirection = unit == 0x061C || unit == 0x200E || unit == 0x200F || (unit >= 0x202A && unit <= 0x202E) || (unit >= 0x2066 && unit <= 0x2069);
    const bool isNone = unit == 0xFEFF || unit >= 0xFFFE || (unit >= 0xFDD0 && unit <= 0xFDEF);
    return isControl || isSeparator || isDirection || isNone;
}

bool hasFragile(QStringView text)
{
    return std::ranges::any_of(text, isFragile);
}

bool isWhole(QStringView text)
{
    return text.isValidUtf16();
}

QString escaped(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'\\')
            out += u"\\\\";
        else if (isFragile(c))
            out += unitEscape(c);
        else
            out += c;
    }
    return out;
}

Result<QString> unescaped(QStringView text)
{
    constexpr qsizetype kDigits = 4;
    QString out;
    out.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QStringView rest = text.sliced(at);
        if (rest.front() != u'\\') {
            out += rest.front();
        } else if (rest.startsWith(u"\\\\")) {
            out += u'\\';
            ++at;
        } else {
            bool isNumber = false;
            const uint unit = rest.startsWith(u"\\u") && rest.size() >= kDigits + 2 ? rest.sliced(2, kDigits).toUInt(&isNumber, 16) : 0;
            if (!isNumber) {
                return std::unexpected(fail(ErrorKind::parse, u"in an escaped text a backslash begins \\\\ or \\uXXXX"_s, u"Write \\\\ for a backslash."_s)
                        .error()
                        .with(u"line"_s, text.first(at).count(u'\n') + 1));
            }
            out += QChar(static_cast<char16_t>(unit));
            at += kDigits + 1;
        }
    }
    return out;
}

QByteArray safeJson(const Json &value)
{
    return withoutFragile(toJson(value));
}

QByteArray safePrettyJson(const Json &value)
{
    return withoutFragile(toPrettyJson(value));
}

} // namespace assay::importexport
