// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/endpointpolicy.h"

#include <QTest>

using namespace assay;
using namespace assay::net;
using namespace Qt::StringLiterals;

class TestEndpointPolicy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestsGoOnlyWhereTheyMay_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isAllowed");
        QTest::addColumn<bool>("isAllowedByTheUser");
        QTest::newRow("https") << u"https://api.example.com/v1"_s << true << true;
        QTest::newRow("https with port and version query") << u"https://api.example.com:8443/v1?api-version=2030-01-01"_s << true << true;
        QTest::newRow("http to localhost") << u"http://localhost:11434/v1"_s << true << true;
        QTest::newRow("http to LOCALHOST") << u"http://LOCALHOST:11434/v1"_s << true << true;
        QTest::newRow("http to 127.0.0.1") << u"http://127.0.0.1:8080"_s << true << true;
        QTest::newRow("http to 127.8.9.10") << u"http://127.8.9.10"_s << true << true;
        QTest::newRow("http to ::1") << u"http://[::1]:8080/v1"_s << true << true;
        QTest::newRow("http to a host of the local net") << u"http://192.168.1.20:8000/v1"_s << false << true;
        QTest::newRow("http to all addresses") << u"http://0.0.0.0:8000/v1"_s << false << true;
        QTest::newRow("http to a name that begins like localhost") << u"http://localhost.example.com/v1"_s << false << true;
        QTest::newRow("http to a name that begins like an address") << u"http://127.0.0.1.example.com/v1"_s << false << true;
        QTest::newRow("another scheme") << u"ftp://127.0.0.1/v1"_s << false << false;
        QTest::newRow("a file") << u"file:///etc/hostname"_s << false << false;
        QTest::newRow("no scheme") << u"localhost:11434/v1"_s << false << false;
        QTest::newRow("nothing") << QString() << false << false;
        QTest::newRow("a password") << u"https://user:hunter2hunter2@api.example.com/v1"_s << false << false;
        QTest::newRow("a key in the query") << u"https://api.example.com/v1?key=hunter2hunter2"_s << false << false;
        QTest::newRow("a token in the query") << u"https://api.example.com/v1?x=1&Access_Token=hunter2hunter2"_s << false << false;
    }

    void requestsGoOnlyWhereTheyMay()
    {
        QFETCH(const QString, address);
        const auto plain = checkEndpoint(QUrl(address));
        QTEST(plain.has_value(), "isAllowed");
        QTEST(checkEndpoint(QUrl(address), true).has_value(), "isAllowedByTheUser");
        if (!plain) {
            QCOMPARE(plain.error().kind, ErrorKind::invalidInput);
            QVERIFY(!plain.error().hint.isEmpty());
            QVERIFY(!plain.error().describe().contains(u"hunter2"));
        }
    }

    void aHostIsShownWithItsPortAlone()
    {
        QCOMPARE(hostText(QUrl(u"https://user:pw@api.example.com/v1?key=x#y"_s)), u"api.example.com"_s);
        QCOMPARE(hostText(QUrl(u"http://[::1]:8080/v1"_s)), u"[::1]:8080"_s);
    }
};

QTEST_GUILESS_MAIN(TestEndpointPolicy)
#include "tst_endpointpolicy.moc"
