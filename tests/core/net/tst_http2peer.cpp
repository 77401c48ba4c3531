// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP/2 with a server that others wrote, Qt's own: header compression, flow control in both directions, many streams on one connection.
#include "tests/support/httpcalls.h"
#include "tests/support/testcertificates.h"

#include <QHttpServer>
#include <QSslServer>
#include <QTest>

using namespace assay;
using namespace assay::net;
using namespace Qt::StringLiterals;

class TestHttp2Peer : public QObject {
    Q_OBJECT

    test::TestCertificates m_certificates;
    QHttpServer m_server;
    QUrl m_url;
    int m_connections = 0;
    int m_requests = 0;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_certificates.areMade(), "openssl is needed");
        auto listener = std::make_unique<QSslServer>();
        listener->setSslConfiguration(m_certificates.server({"h2", "http/1.1"}));
        connect(listener.get(), &QSslServer::startedEncryptionHandshake, this, [this] { ++m_connections; });
        QVERIFY(listener->listen(QHostAddress::LocalHost));
        m_url = QUrl(u"https://127.0.0.1:%1/v1/echo"_s.arg(listener->serverPort()));
        m_server.route(u"/v1/echo"_s, [this](const QHttpServerRequest &request) {
            ++m_requests;
            return QHttpServerResponse("application/json", request.body());
        });
        QVERIFY(m_server.bind(listener.get()));
        (void)listener.release(); // the server owns it
    }

    void init() { m_connections = m_requests = 0; }

    void manyLargeRequestsAndAnswersShareOneConnection()
    {
        constexpr int kCalls = 64;
        HttpTransport transport(HttpTransport::kMaxConnectionsPerHost, QSslCertificate::fromPath(m_certificates.authority()));
        std::vector<QCoro::Task<HttpResult>> tasks;
        std::vector<QByteArray> bodies(kCalls);
        for (int i = 0; i < kCalls; ++i) {
            QByteArray &body = bodies.at(static_cast<std::size_t>(i));
            const ChunkSink sink = [&body](const HttpHead &, QByteArrayView piece) {
                body += piece;
                return Flow::more;
            };
            tasks.push_back(transport.send(test::requestTo(m_url, QByteArray(150'000 + i, char('a' + i % 26))), sink, {}));
        }
        for (int i = 0; i < kCalls; ++i) {
            const HttpResult result = QCoro::waitFor(std::move(tasks.at(static_cast<std::size_t>(i))));
            QVERIFY2(!result.error, test::problemOf(result).constData());
            QCOMPARE(bodies.at(static_cast<std::size_t>(i)), QByteArray(150'000 + i, char('a' + i % 26)));
        }
        QCOMPARE(m_requests, kCalls);
        QCOMPARE(m_connections, 1);
    }

    void callsAfterEachOtherKeepTheConnection()
    {
        HttpTransport transport(HttpTransport::kMaxConnectionsPerHost, QSslCertificate::fromPath(m_certificates.authority()));
        for (int i = 0; i < 200; ++i) {
            const auto received = test::call(transport, test::requestTo(m_url, QByteArray::number(i)));
            QVERIFY2(!received.result.error, test::problemOf(received.result).constData());
            QCOMPARE(received.body, QByteArray::number(i));
        }
        QCOMPARE(m_requests, 200);
        QCOMPARE(m_connections, 1);
    }
};

QTEST_GUILESS_MAIN(TestHttp2Peer)
#include "tst_http2peer.moc"
