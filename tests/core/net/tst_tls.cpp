// SPDX-License-Identifier: GPL-3.0-or-later
// Whose certificate is trusted, and what is said of one that is not.
#include "core/net/connectionpool.h"
#include "tests/support/httpcalls.h"
#include "tests/support/loopbackserver.h"
#include "tests/support/testcertificates.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace assay;
using namespace assay::net;
using namespace Qt::StringLiterals;
using test::LoopbackReply;
using test::LoopbackServer;

class TestTls : public QObject {
    Q_OBJECT

    test::TestCertificates m_certificates;

    [[nodiscard]] test::LoopbackPlace place(const QString &certificate = u"server"_s, QHostAddress address = QHostAddress::LocalHost) const
    {
        return {.address = address, .tls = m_certificates.server({"http/1.1"}, certificate)};
    }

    static test::Received ask(const QUrl &url, const QString &caFile)
    {
        ConnectionPool pool;
        const auto transport = pool.lease(url, 4, caFile);
        if (transport)
            return test::call(**transport, test::requestTo(url));
        test::Received refused;
        refused.result.error = transport.error();
        return refused;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_certificates.areMade(), "openssl is needed");
        QVERIFY(m_certificates.make({.name = u"expired"_s, .validity = test::TestCertificates::longAgo()}));
        QVERIFY(m_certificates.make({.name = u"elsewhere"_s, .hosts = u"DNS:elsewhere.example"_s}));
    }

    void aCertificateOfAnAuthorityOfOnesOwnIsTrustedWhenItIsNamed_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QHostAddress>("address");
        QTest::newRow("IPv4") << u"127.0.0.1"_s << QHostAddress(QHostAddress::LocalHost);
        QTest::newRow("by name") << u"localhost"_s << QHostAddress(QHostAddress::LocalHost);
        QTest::newRow("IPv6") << u"::1"_s << QHostAddress(QHostAddress::LocalHostIPv6);
    }

    void aCertificateOfAnAuthorityOfOnesOwnIsTrustedWhenItIsNamed()
    {
        QFETCH(const QString, host);
        QFETCH(const QHostAddress, address);
        LoopbackServer server(QList<LoopbackReply>{LoopbackReply::json(200, "{}")}, place(u"server"_s, address));
        QUrl url = server.url(u"/v1"_s);
        url.setHost(host);
        const auto received = ask(url, m_certificates.authority());
        QVERIFY2(!received.result.error, test::problemOf(received.result).constData());
        QCOMPARE(received.result.head.status, 200);
        QCOMPARE(received.body, "{}");
    }

    void aCertificateThatIsNotAcceptedIsSaid_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<bool>("isAuthorityNamed");
        QTest::addColumn<QString>("hint");
        QTest::newRow("of an unknown authority") << u"server"_s << false << u"caFile"_s;
        QTest::newRow("expired") << u"expired"_s << true << u"renewed"_s;
        QTest::newRow("for another host") << u"elsewhere"_s << true << u"name in the base URL"_s;
    }

    void aCertificateThatIsNotAcceptedIsSaid()
    {
        QFETCH(const QString, certificate);
        QFETCH(const bool, isAuthorityNamed);
        QFETCH(const QString, hint);
        LoopbackServer server(QList<LoopbackReply>{LoopbackReply::json(200, "{}")}, place(certificate));
        const auto received = ask(server.url(u"/v1"_s), isAuthorityNamed ? m_certificates.authority() : QString());
        QVERIFY(received.result.error);
        const Error &error = *received.result.error;
        QCOMPARE(error.kind, ErrorKind::connect);
        QVERIFY2(error.message.contains(u"127.0.0.1"_s) && error.message.contains(u"certificate"_s), qPrintable(error.message));
        QVERIFY2(error.hint.contains(hint), qPrintable(error.hint));
        QCOMPARE(server.requestCount(), 0);
    }

    void aPortThatSpeaksNoTlsIsSaid()
    {
        QTcpServer server;
        connect(&server, &QTcpServer::newConnection, this, [&server] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const auto received = ask(QUrl(u"https://127.0.0.1:%1/v1"_s.arg(server.serverPort())), {});
        QCOMPARE(test::kindOf(received.result), ErrorKind::connect);
        QVERIFY2(received.result.error->message.contains(u"TLS"_s), qPrintable(received.result.error->message));
        QVERIFY2(received.result.error->hint.contains(u"https"_s), qPrintable(received.result.error->hint));
    }

    void aFileWithoutAValidCertificateIsRefusedByName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("says");
        QTest::newRow("missing") << u"nothing.pem"_s << u"cannot be read"_s;
        QTest::newRow("a key") << u"ca.key"_s << u"holds no certificate"_s;
        QTest::newRow("expired") << u"expired-ca.pem"_s << u"expired"_s;
    }

    void aFileWithoutAValidCertificateIsRefusedByName()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, says);
        const auto received = ask(QUrl(u"https://localhost:1/"_s), m_certificates.path(name));
        QVERIFY(received.result.error);
        QCOMPARE(received.result.error->kind, ErrorKind::invalidInput);
        QVERIFY2(received.result.error->message.contains(says), qPrintable(received.result.error->message));
        QVERIFY(!received.result.error->hint.isEmpty());
        QCOMPARE(received.result.error->contextValue(u"file"), m_certificates.path(name));
    }

    void aFileThatWasWrittenAnewIsReadAnew()
    {
        const QString file = m_certificates.path(u"renewed.pem"_s);
        const auto write = [&](const QString &from, const QDateTime &when) {
            QFile::remove(file);
            QFile copy(file);
            return QFile::copy(m_certificates.path(from), file) && copy.open(QIODevice::ReadWrite) && copy.setFileTime(when, QFileDevice::FileModificationTime);
        };
        const QUrl url(u"https://a.example/v1"_s);
        ConnectionPool pool;
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QVERIFY(write(u"ca.pem"_s, now.addDays(-1)));
        const auto first = pool.lease(url, 1, file);
        QVERIFY(first);
        QCOMPARE(pool.lease(url, 1, file)->get(), first->get());
        QVERIFY(pool.lease(url, 1)->get() != first->get());
        QVERIFY(write(u"server.pem"_s, now));
        QVERIFY(pool.lease(url, 1, file)->get() != first->get());
    }
};

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
