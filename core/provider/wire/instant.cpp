// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/instant.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace assay::provider::wire {

using namespace Qt::StringLiterals;

std::optional<UtcTime> instant(QByteArrayView text)
{
    const QDateTime time = QDateTime::fromString(QString::fromLatin1(text.trimmed()), Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return utcFromUnixMs(time.toMSecsSinceEpoch());
}

std::optional<UtcTime> httpDate(QByteArrayView text)
{
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    if (!time.isValid())
        return std::nullopt;
    time.setTimeZone(QTimeZone::UTC);
    return utcFromUnixMs(time.toMSecsSinceEpoch());
}

UtcTime serverNow(const QHttpHeaders &headers, UtcTime now)
{
    return httpDate(headers.value(QHttpHeaders::WellKnownHeader::Date)).value_or(now);
}

} // namespace assay::provider::wire
