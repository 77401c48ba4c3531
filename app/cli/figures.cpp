// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/figures.h"

#include <QDateTime>
#include <QTimeZone>

#include <cmath>

namespace assay::cli {

using namespace Qt::StringLiterals;

QString moneyText(Money amount)
{
    const double usd = amount.usd();
    if (amount == Money())
        return u"$0"_s;
    const double size = std::abs(usd);
    const int decimals = size >= 0.1 ? 2 : 1 - static_cast<int>(std::floor(std::log10(size)));
    return (usd < 0 ? u"-$"_s : u"$"_s) + QString::number(size, 'f', decimals);
}

QString tokenText(qint64 count)
{
    if (count < 10'000)
        return QString::number(count);
    if (count < 1'000'000)
        return QString::number(static_cast<double>(count) / 1e3, 'f', 1) + u"k"_s;
    return QString::number(static_cast<double>(count) / 1e6, 'f', 2) + u"M"_s;
}

QString durationText(Milliseconds time)
{
    const qint64 seconds = time.count() / 1000;
    if (seconds < 60)
        return QString::number(static_cast<double>(time.count()) / 1e3, 'f', 1) + u" s"_s;
    return QString::number(seconds / 60) + u":"_s + QString::number(seconds % 60).rightJustified(2, u'0');
}

QString timeText(UtcTime time)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(time), QTimeZone::UTC).toString(u"yyyy-MM-dd HH:mm"_s) + u" UTC"_s;
}

QString padded(const QString &text, int width, bool alignRight)
{
    QString line = text;
    line.replace(u'\n', u"\\n"_s).replace(u'\r', u"\\r"_s).replace(u'\t', u"\\t"_s);
    const QString cut = line.size() > width ? QString(line.left(width - 1) + u"…"_s) : line;
    return alignRight ? cut.rightJustified(width) : cut.leftJustified(width);
}

} // namespace assay::cli
