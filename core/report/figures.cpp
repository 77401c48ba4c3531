// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/figures.h"

#include <QDateTime>
#include <QTimeZone>

#include <cmath>

namespace assay::report {

using namespace Qt::StringLiterals;

QString moneyText(Money amount)
{
    if (amount == Money())
        return u"$0"_s;
    const double size = std::abs(amount.usd());
    const int decimals = size >= 0.1 ? 2 : 1 - static_cast<int>(std::floor(std::log10(size)));
    return (amount < Money() ? u"\u2212$"_s : u"$"_s) + QString::number(size, 'f', decimals);
}

QString moneyText(const std::optional<Money> &amount)
{
    return amount ? moneyText(*amount) : u"–"_s;
}

QString millisecondsText(const std::optional<double> &ms)
{
    if (!ms)
        return u"–"_s;
    if (*ms < 999.5)
        return QString::number(*ms, 'f', 0) + u" ms"_s;
    return QString::number(*ms / 1000, 'f', 2) + u" s"_s;
}

QString dateText(UtcTime time)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(time), QTimeZone::UTC).toString(u"yyyy-MM-dd HH:mm"_s) + u" UTC"_s;
}

} // namespace assay::report
