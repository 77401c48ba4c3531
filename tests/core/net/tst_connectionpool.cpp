// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/connectionpool.h"

#include <QTest>

using namespace assay;
using namespace assay::net;
using namespace Qt::StringLiterals;

class TestConnectionPool : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsMadeBeforeTheFirstLease()
    {
        ConnectionPool pool;
        QCOMPARE(pool.transports(), 0);
    }

    void lanesShareATransportWhileItHasConnections()
    {
        ConnectionPool pool;
        const auto first = pool.lease(QUrl(u"https://a.example/v1"_s), 200);
        const auto rest = pool.lease(QUrl(u"https://a.example/v2"_s), HttpTransport::kMaxConnectionsPerHost - 200);
        QCOMPARE(first->get(), rest->get());
        const auto beyond = pool.lease(QUrl(u"https://a.example/v1"_s), 1);
        QVERIFY(beyond->get() != first->get());
        QCOMPARE(pool.transports(), 2);
    }

    void anotherHostHasATransportOfItsOwn()
    {
        ConnectionPool pool;
        const auto first = pool.lease(QUrl(u"https://a.example/v1"_s), 1);
        for (const QString &other : {u"https://b.example/v1"_s, u"https://a.example:8443/v1"_s, u"http://a.example/v1"_s})
            QVERIFY(pool.lease(QUrl(other), 1)->get() != first->get());
    }

    void whatIsGivenBackIsLeasedAgain()
    {
        ConnectionPool pool;
        for (int i = 0; i < 10; ++i)
            QVERIFY(pool.lease(QUrl(u"https://a.example/v1"_s), HttpTransport::kMaxConnectionsPerHost).has_value());
        QCOMPARE(pool.transports(), 1);
    }

    void anImpossibleNumberIsRefused()
    {
        ConnectionPool pool;
        for (const int number : {-1, 0, HttpTransport::kMaxConnectionsPerHost + 1}) {
            const auto lease = pool.lease(QUrl(u"https://a.example/v1"_s), number);
            QVERIFY(!lease);
            QCOMPARE(lease.error().kind, ErrorKind::invalidInput);
        }
    }

    void aLeaseOutlivesItsPool()
    {
        std::shared_ptr<HttpTransport> transport;
        {
            ConnectionPool pool;
            transport = *pool.lease(QUrl(u"https://a.example/v1"_s), 1);
        }
        const auto result = QCoro::waitFor(transport->send({.method = "POST", .url = QUrl(u"ftp://a.example"_s), .headers = {}, .body = {}, .timeouts = {}}, {}, {}));
        QVERIFY(result.error.has_value());
    }
};

QTEST_GUILESS_MAIN(TestConnectionPool)
#include "tst_connectionpool.moc"
