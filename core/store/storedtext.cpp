// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/storedtext.h"

#include <algorithm>

namespace assay::store {

namespace {

constexpr char16_t kMark = 0xFDD1;
constexpr qsizetype kDigits = 4;

/// How many units from here on may stand as they are: 0, 1 or a pair.
qsizetype plainUnits(QStringView text, qsizetype at)
{
    const QChar c = text[at];
    if (c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return 2;
    const bool isFirstMark = at == 0 && c == QChar::ByteOrderMark;
    return c.isSurrogate() || isFirstMark || c.unicode() >= 0xFFFE || c.unicode() == kMark ? 0 : 1;
}

/// What may stand behind a mark: nothing else is ever written there.
bool isEscaped(uint unit)
{
    return QChar::isSurrogate(unit) || unit == QChar::ByteOrderMark || unit == kMark || unit == 0xFFFE || unit == 0xFFFF;
}

bool isPlain(QStringView text)
{
    constexpr char16_t kFirstSurrogate = 0xD800;
    if (std::ranges::all_of(text, [](QChar c) { return c.unicode() < kFirstSurrogate; }))
        return true;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype units = plainUnits(text, at);
        if (units == 0)
            return false;
        at += units;
    }
    return true;
}

} // namespace

QString storedText(const QString &text)
{
    if (isPlain(text))
        return text;
    QString stored;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype units = plainUnits(text, at);
        if (units == 0)
            stored += QChar(kMark) + QString::number(uint(text[at].unicode()), 16).rightJustified(kDigits, u'0');
        else
            stored += QStringView(text).sliced(at, units);
        at += std::max(units, qsizetype(1));
    }
    return stored;
}

QString textFromStored(const QString &stored)
{
    qsizetype mark = stored.indexOf(QChar(kMark));
    if (mark < 0)
        return stored;
    QString text;
    qsizetype from = 0;
    for (; mark >= 0; mark = stored.indexOf(QChar(kMark), mark + 1)) {
        bool isUnit = false;
        const uint unit = mark + kDigits < stored.size() ? QStringView(stored).sliced(mark + 1, kDigits).toUInt(&isUnit, 16) : 0;
        if (!isUnit || !isEscaped(unit))
            continue;
        text += QStringView(stored).sliced(from, mark - from);
        text += QChar(static_cast<char16_t>(unit));
        from = mark + 1 + kDigits;
    }
    return text + QStringView(stored).sliced(from);
}

} // namespace assay::store
