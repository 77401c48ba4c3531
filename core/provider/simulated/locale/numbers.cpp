// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/locale/numbers.h"

namespace assay::provider::locale {

using namespace Qt::StringLiterals;

QString numberPattern(const QString &name)
{
    return u"(?<%1>(?<![\\d.,])\\d{1,3}(?:[ '’.,\\x{a0}\\x{202f}]\\d{2,3})+(?!\\d)(?:[.,]\\d{1,2}(?!\\d))?|(?<![\\d])\\d+(?:[.,]\\d+)?)"_s.arg(name);
}

std::optional<double> readNumber(QString figures, bool pointGroups)
{
    constexpr qsizetype kGroup = 3;
    for (const QChar blank : u" '’\u00a0\u202f"_s)
        figures.remove(blank);
    const qsizetype comma = figures.lastIndexOf(u',');
    const qsizetype point = figures.lastIndexOf(u'.');
    QChar decimal;
    if (comma >= 0 && point >= 0) {
        decimal = comma > point ? u',' : u'.';
    } else if (const qsizetype last = std::max(comma, point); last >= 0) {
        const QChar mark = figures.at(last);
        const bool isGroup = figures.count(mark) > 1 || (figures.size() - last - 1 == kGroup && (mark == u',' || pointGroups));
        decimal = isGroup ? QChar() : mark;
    }
    figures.remove(decimal == u',' ? u'.' : u',');
    if (decimal.isNull())
        figures.remove(u'.');
    bool isNumber = false;
    const double value = figures.replace(u',', u'.').toDouble(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

} // namespace assay::provider::locale
