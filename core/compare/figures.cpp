// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/figures.h"

#include <cmath>

namespace assay::compare {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kFewestForDecimals = 100;

int decimals(qint64 n)
{
    return n >= kFewestForDecimals ? 1 : 0;
}

} // namespace

QString rateText(double share, qint64 n)
{
    return QString::number(100 * share, 'f', decimals(n)) + u" %"_s;
}

QString pointsText(double difference, qint64 n)
{
    const QString digits = QString::number(std::abs(100 * difference), 'f', decimals(n));
    if (digits.toDouble() == 0)
        return digits;
    return (difference < 0 ? QString(QChar(0x2212)) : u"+"_s) + digits;
}

QString intervalText(const stats::Interval &interval, qint64 n)
{
    return u"%1 to %2"_s.arg(pointsText(interval.lower, n), pointsText(interval.upper, n));
}

QString pText(double p)
{
    if (p < 0.0001)
        return u"p < 0.0001"_s;
    return u"p = "_s + QString::number(p, 'f', p < 0.1 ? 4 : 2);
}

QString countText(qint64 count, const QString &one, const QString &many)
{
    return QString::number(count) + u' ' + (count == 1 ? one : many);
}

} // namespace assay::compare
