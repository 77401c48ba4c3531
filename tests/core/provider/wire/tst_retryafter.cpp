// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/retryafter.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

using namespace assay;
using namespace assay::provider::wire;
using namespace Qt::StringLiterals;

namespace {

using Headers = QList<std::pair<QByteArray, QByteArray>>;
constexpr qint64 kNone = -1;
constexpr qint64 kDayMs = 24 * 3600 * 1000;

} // namespace

class TestRetryAfter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTimeToWaitIsReadFromTheHeaders_data()
    {
        QTest::addColumn<Headers>("headers");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("nothing told") << Headers{} << kNone;
        QTest::newRow("seconds") << Headers{{"Retry-After", "7"}} << qint64{7000};
        QTest::newRow("decimals") << Headers{{"Retry-After", " 1.25 "}} << qint64{1250};
        QTest::newRow("zero") << Headers{{"Retry-After", "0"}} << qint64{0};
        QTest::newRow("parts of a millisecond are rounded up") << Headers{{"retry-after-ms", "12.2"}} << qint64{13};
        QTest::newRow("milliseconds first") << Headers{{"Retry-After", "7"}, {"Retry-After-Ms", "300"}} << qint64{300};
        QTest::newRow("nonsense in milliseconds, seconds count") << Headers{{"Retry-After", "7"}, {"Retry-After-Ms", "soon"}} << qint64{7000};
        QTest::newRow("a date, told with the server's own") << Headers{{"Retry-After", "Wed, 02 Jan 2030 00:00:30 GMT"}, {"Date", "Wed, 02 Jan 2030 00:00:10 GMT"}}
                                                            << qint64{20'000};
        QTest::newRow("a date, against our clock") << Headers{{"Retry-After", "Tue, 01 Jan 2030 00:01:00 GMT"}} << qint64{60'000};
        QTest::newRow("a date that has passed") << Headers{{"Retry-After", "Tue, 01 Jan 2030 00:00:00 GMT"}, {"Date", "Tue, 01 Jan 2030 00:00:10 GMT"}} << qint64{0};
        QTest::newRow("a date of no calendar") << Headers{{"Retry-After", "Tue, 35 Jan 2030 00:00:00 GMT"}} << kNone;
        QTest::newRow("negative") << Headers{{"Retry-After", "-5"}} << kNone;
        QTest::newRow("not finite") << Headers{{"Retry-After", "inf"}} << kNone;
        QTest::newRow("not a number") << Headers{{"Retry-After", "nan"}} << kNone;
        QTest::newRow("words") << Headers{{"Retry-After", "later"}} << kNone;
        QTest::newRow("empty") << Headers{{"Retry-After", ""}} << kNone;
        QTest::newRow("a year is cut to a day") << Headers{{"Retry-After", "31536000"}} << kDayMs;
        QTest::newRow("beyond any integer is cut to a day") << Headers{{"Retry-After", "1e300"}} << kDayMs;
        QTest::newRow("reset of the limit that is used up") << Headers{{"x-ratelimit-remaining-requests", "5"}, {"x-ratelimit-reset-requests", "9s"},
            {"x-ratelimit-remaining-tokens", "0"}, {"x-ratelimit-reset-tokens", "1m2.5s"}}
                                                            << qint64{62'500};
        QTest::newRow("the longer of two resets") << Headers{{"x-ratelimit-remaining-requests", "0"}, {"x-ratelimit-reset-requests", "9s"}, {"x-ratelimit-remaining-tokens", "0"},
            {"x-ratelimit-reset-tokens", "12ms"}} << qint64{9000};
        QTest::newRow("resets of limits with room say nothing") << Headers{{"x-ratelimit-remaining-requests", "5"}, {"x-ratelimit-reset-requests", "9s"}} << kNone;
        QTest::newRow("what is told beats a reset") << Headers{{"Retry-After", "1"}, {"x-ratelimit-remaining-requests", "0"}, {"x-ratelimit-reset-requests", "9s"}} << qint64{1000};
    }

    void theTimeToWaitIsReadFromTheHeaders()
    {
        QFETCH(const Headers, headers);
        QHttpHeaders http;
        for (const auto &[name, value] : headers)
            http.append(QLatin1StringView(name), value);
        const UtcTime now = utcFromUnixMs(QDateTime(QDate(2030, 1, 1), QTime(0, 0), QTimeZone::UTC).toMSecsSinceEpoch());
        const auto delay = retryAfter(http, now);
        QTEST(delay ? qint64{delay->count()} : kNone, "ms");
    }

    void resetsAreDurations_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("ms") << QByteArray("12ms") << qint64{12};
        QTest::newRow("s") << QByteArray("1s") << qint64{1000};
        QTest::newRow("decimal s") << QByteArray("7.66s") << qint64{7660};
        QTest::newRow("m and s") << QByteArray("6m0s") << qint64{360'000};
        QTest::newRow("h, m and s") << QByteArray("1h2m3s") << qint64{3'723'000};
        QTest::newRow("m and decimal s") << QByteArray("2m59.56s") << qint64{179'560};
        QTest::newRow("no unit") << QByteArray("12") << kNone;
        QTest::newRow("no number") << QByteArray("s") << kNone;
        QTest::newRow("unknown unit") << QByteArray("3d") << kNone;
        QTest::newRow("two points") << QByteArray("1.2.3s") << kNone;
        QTest::newRow("empty") << QByteArray() << kNone;
        QTest::newRow("an instant") << QByteArray("2030-01-01T00:00:00Z") << kNone;
    }

    void resetsAreDurations()
    {
        QFETCH(const QByteArray, text);
        const auto duration = resetDuration(text);
        QTEST(duration ? qint64{duration->count()} : kNone, "ms");
    }
};

QTEST_GUILESS_MAIN(TestRetryAfter)
#include "tst_retryafter.moc"
