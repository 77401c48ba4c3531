// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace assay::ui::format {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("format", text);
}

constexpr qsizetype kMostToolTip = 2'000;
constexpr qint64 kMsPerSecond = 1'000;
constexpr qint64 kMsPerMinute = 60 * kMsPerSecond;
constexpr qint64 kMsPerHour = 60 * kMsPerMinute;

QString signedNumber(double value, int decimals)
{
    const QString digits = QLocale().toString(std::abs(value), 'f', decimals);
    const bool isZero = std::abs(value) < 0.5 * std::pow(10, -decimals);
    if (isZero)
        return u"±"_s + digits;
    return (value < 0 ? u"\u2212"_s : u"+"_s) + digits;
}

} // namespace

QString money(Money amount)
{
    const double usd = amount.usd();
    const QString sign = usd < 0 ? u"\u2212"_s : QString();
    const double size = std::abs(usd);
    if (amount == Money())
        return u"$0"_s;
    if (size >= 0.1)
        return sign + u"$"_s + QLocale().toString(size, 'f', 2);
    const int leadingZeros = static_cast<int>(-std::floor(std::log10(size))) - 1;
    return sign + u"$"_s + QLocale().toString(size, 'f', leadingZeros + 2);
}

QString tokens(qint64 count)
{
    if (count < 10'000)
        return QLocale().toString(count);
    if (count < 1'000'000)
        return tr("%1 k").arg(QLocale().toString(static_cast<double>(count) / 1e3, 'f', 0));
    return tr("%1 M").arg(QLocale().toString(static_cast<double>(count) / 1e6, 'f', 1));
}

QString count(qint64 count)
{
    return QLocale().toString(count);
}

QString duration(Milliseconds duration, bool precise)
{
    const qint64 ms = duration.count();
    if (precise && ms < kMsPerSecond)
        return tr("%1 ms").arg(QLocale().toString(ms));
    if (ms < 10 * kMsPerSecond)
        return tr("%1 s").arg(QLocale().toString(static_cast<double>(ms) / kMsPerSecond, 'f', 1));
    if (ms < kMsPerMinute)
        return tr("%1 s").arg(QLocale().toString(ms / kMsPerSecond));
    const qint64 seconds = ms / kMsPerSecond % 60;
    const QString tail = u":"_s + QString::number(seconds).rightJustified(2, u'0');
    if (ms < kMsPerHour)
        return QString::number(ms / kMsPerMinute) + tail;
    return QString::number(ms / kMsPerHour) + u":"_s + QString::number(ms / kMsPerMinute % 60).rightJustified(2, u'0') + tail;
}

QString rate(double rate, qint64 items)
{
    if (items <= 0 || !std::isfinite(rate))
        return u"–"_s;
    return tr("%1 %").arg(QLocale().toString(rate * 100, 'f', items >= 100 ? 1 : 0));
}

QString points(double difference)
{
    return tr("%1 points").arg(signedNumber(difference * 100, 1));
}

QString pValue(double p)
{
    if (p < 0.0001)
        return u"< "_s + QLocale().toString(0.0001, 'f', 4);
    return QLocale().toString(p, 'f', p < 0.001 ? 4 : 3);
}

QString relativeTime(UtcTime time, UtcTime now)
{
    const qint64 ago = toUnixMs(now) - toUnixMs(time);
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(toUnixMs(time));
    const QDateTime today = QDateTime::fromMSecsSinceEpoch(toUnixMs(now));
    const QString clock = QLocale().toString(then.time(), QLocale::ShortFormat);
    if (ago < kMsPerMinute)
        return tr("just now");
    if (ago < kMsPerHour)
        return tr("%1 min ago").arg(ago / kMsPerMinute);
    if (then.date() == today.date())
        return tr("today %1").arg(clock);
    if (then.date().addDays(1) == today.date())
        return tr("yesterday %1").arg(clock);
    const QString pattern = then.date().year() == today.date().year() ? u"d MMM"_s : u"d MMM yyyy"_s;
    return QLocale().toString(then.date(), pattern) + u" "_s + clock;
}

QString oneLine(const QString &text, qsizetype length)
{
    const QString line = text.trimmed().section(u'\n', 0, 0).trimmed();
    const bool cut = line.size() > length || text.trimmed().contains(u'\n');
    if (!cut)
        return line;
    return line.left(length - 1).trimmed() + u"…"_s;
}

QString toolTip(const QString &text)
{
    return text.isEmpty() ? QString() : u"<p style=\"white-space:pre-wrap\">"_s + text.left(kMostToolTip).toHtmlEscaped() + u"</p>"_s;
}

} // namespace assay::ui::format
