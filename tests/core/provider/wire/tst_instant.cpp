// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/instant.h"

#include <QTest>

using namespace assay;
using namespace assay::provider::wire;
using namespace Qt::StringLiterals;

class TestInstant : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void instantsAreReadAsWritten_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("ms"); // -1: none
        QTest::newRow("seconds") << QByteArray("2030-01-01T00:00:00Z") << qint64(1893456000000);
        QTest::newRow("milliseconds") << QByteArray("2030-01-01T00:00:00.250Z") << qint64(1893456000250);
        QTest::newRow("microseconds") << QByteArray("2030-01-01T00:00:00.250499Z") << qint64(1893456000250);
        QTest::newRow("nanoseconds") << QByteArray("2030-01-01T00:00:00.250000001Z") << qint64(1893456000250);
        QTest::newRow("offset") << QByteArray("2030-01-01T05:30:00+05:30") << qint64(1893456000000);
        QTest::newRow("blanks around") << QByteArray(" 2030-01-01T00:00:00Z ") << qint64(1893456000000);
        QTest::newRow("no offset") << QByteArray("2030-01-01T00:00:00") << qint64(-1);
        QTest::newRow("a date alone") << QByteArray("2030-01-01") << qint64(-1);
        QTest::newRow("a duration") << QByteArray("6m0s") << qint64(-1);
        QTest::newRow("nothing") << QByteArray() << qint64(-1);
    }

    void instantsAreReadAsWritten()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const qint64, ms);
        const auto time = instant(text);
        QCOMPARE(time ? toUnixMs(*time) : -1, ms);
    }

    void theServersClockGoesFirst()
    {
        const UtcTime now = utcFromUnixMs(5);
        QHttpHeaders headers;
        QCOMPARE(toUnixMs(serverNow(headers, now)), 5);
        headers.append(QHttpHeaders::WellKnownHeader::Date, "Tue, 01 Jan 2030 00:00:00 GMT");
        QCOMPARE(toUnixMs(serverNow(headers, now)), 1893456000000);
    }
};

QTEST_GUILESS_MAIN(TestInstant)
#include "tst_instant.moc"
