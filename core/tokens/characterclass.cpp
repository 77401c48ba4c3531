// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/characterclass.h"

#include <QChar>

#include <algorithm>
#include <iterator>

namespace assay::tokens {

namespace {

constexpr quint8 kAnyCase = kLetter | kUpper | kLower;
constexpr quint8 kMark = kUpper | kLower;

struct Range {
    char32_t first;
    char32_t last;
    quint8 kinds;
};

// What Unicode 16.0 added to 15.1 and is a letter, a mark or a number: UnicodeData.txt, in order.
constexpr Range kNewIn16[]{
    {0x897, 0x897, kMark},
    {0x1c89, 0x1c89, kLetter | kUpper},
    {0x1c8a, 0x1c8a, kLetter | kLower},
    {0xa7cb, 0xa7cc, kLetter | kUpper},
    {0xa7cd, 0xa7cd, kLetter | kLower},
    {0xa7da, 0xa7da, kLetter | kUpper},
    {0xa7db, 0xa7db, kLetter | kLower},
    {0xa7dc, 0xa7dc, kLetter | kUpper},
    {0x105c0, 0x105f3, kAnyCase},
    {0x10d40, 0x10d49, kNumber},
    {0x10d4a, 0x10d4f, kAnyCase},
    {0x10d50, 0x10d65, kLetter | kUpper},
    {0x10d69, 0x10d6d, kMark},
    {0x10d6f, 0x10d6f, kAnyCase},
    {0x10d70, 0x10d85, kLetter | kLower},
    {0x10ec2, 0x10ec4, kAnyCase},
    {0x10efc, 0x10efc, kMark},
    {0x11380, 0x11389, kAnyCase},
    {0x1138b, 0x1138b, kAnyCase},
    {0x1138e, 0x1138e, kAnyCase},
    {0x11390, 0x113b5, kAnyCase},
    {0x113b7, 0x113b7, kAnyCase},
    {0x113b8, 0x113c0, kMark},
    {0x113c2, 0x113c2, kMark},
    {0x113c5, 0x113c5, kMark},
    {0x113c7, 0x113ca, kMark},
    {0x113cc, 0x113d0, kMark},
    {0x113d1, 0x113d1, kAnyCase},
    {0x113d2, 0x113d2, kMark},
    {0x113d3, 0x113d3, kAnyCase},
    {0x113e1, 0x113e2, kMark},
    {0x116d0, 0x116e3, kNumber},
    {0x11bc0, 0x11be0, kAnyCase},
    {0x11bf0, 0x11bf9, kNumber},
    {0x11f5a, 0x11f5a, kMark},
    {0x13460, 0x143fa, kAnyCase},
    {0x16100, 0x1611d, kAnyCase},
    {0x1611e, 0x1612f, kMark},
    {0x16130, 0x16139, kNumber},
    {0x16d40, 0x16d6c, kAnyCase},
    {0x16d70, 0x16d79, kNumber},
    {0x18cff, 0x18cff, kAnyCase},
    {0x1ccf0, 0x1ccf9, kNumber},
    {0x1e5d0, 0x1e5ed, kAnyCase},
    {0x1e5ee, 0x1e5ef, kMark},
    {0x1e5f0, 0x1e5f0, kAnyCase},
    {0x1e5f1, 0x1e5fa, kNumber},
};

quint8 classOfNewer(char32_t c)
{
    const Range *const found = std::ranges::lower_bound(kNewIn16, c, {}, &Range::last);
    return found != std::end(kNewIn16) && found->first <= c ? found->kinds : 0;
}

bool isWhiteSpace(char32_t c)
{
    return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

} // namespace

quint8 classOfWide(char32_t c)
{
    const QChar::UnicodeVersion since = QChar::unicodeVersion(c);
    if (since == QChar::Unicode_Unassigned || since > QChar::Unicode_15_1)
        return classOfNewer(c);
    switch (QChar::category(c)) {
    case QChar::Letter_Uppercase:
    case QChar::Letter_Titlecase:
        return kLetter | kUpper;
    case QChar::Letter_Lowercase:
        return kLetter | kLower;
    case QChar::Letter_Modifier:
    case QChar::Letter_Other:
        return kAnyCase;
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
        return kMark;
    case QChar::Number_DecimalDigit:
    case QChar::Number_Letter:
    case QChar::Number_Other:
        return kNumber;
    default:
        return isWhiteSpace(c) ? kSpace : 0;
    }
}

} // namespace assay::tokens
