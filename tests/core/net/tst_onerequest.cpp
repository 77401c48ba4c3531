// SPDX-License-Identifier: GPL-3.0-or-later
// One call is one request on the wire of HTTP/1.1, whatever the connection does, plain and over TLS.
#include "tests/support/httpcalls.h"
#include "tests/support/loopbackserver.h"
#include "tests/support/testcertificates.h"

#include <QTest>

#include <array>
#include <thread>

using namespace assay;
using namespace assay::net;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::call;
using test::kindOf;
using test::LoopbackReply;
using test::LoopbackServer;
using test::requestTo;

class TestOneRequest : public QObject {
    Q_OBJECT

    test::TestCertificates m_certificates;

    [[nodiscard]] test::LoopbackPlace place(bool isTls) const { return {.address = QHostAddress::LocalHost, .tls = isTls ? std::optional(m_certificates.server()) : std::nullopt}; }
    [[nodiscard]] QList<QSslCertificate> authority() const { return QSslCertificate::fromPath(m_certificates.authority()); }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_certificates.areMade(), "openssl is needed"); }

    void aBrokenConnectionNeverSendsTwice_data()
    {
        QTest::addColumn<bool>("isTls");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<bool>("isKeptAlive");
        QTest::addColumn<LoopbackReply::End>("end");
        for (const bool isTls : {false, true}) {
            for (const QByteArray method : {"POST", "GET", "DELETE"}) {
                for (const bool isKeptAlive : {false, true}) {
                    const auto row = [&](const char *what, LoopbackReply::End end) {
                        QTest::addRow("%s %s %s, %s connection", isTls ? "TLS" : "plain", method.constData(), what, isKeptAlive ? "kept" : "new")
                            << isTls << method << isKeptAlive << end;
                    };
                    row("closed without an answer", LoopbackReply::End::cut);
                    row("reset without an answer", LoopbackReply::End::reset);
                }
            }
        }
    }

    void aBrokenConnectionNeverSendsTwice()
    {
        QFETCH(const bool, isTls);
        QFETCH(const QByteArray, method);
        QFETCH(const bool, isKeptAlive);
        QFETCH(const LoopbackReply::End, end);
        LoopbackReply broken = LoopbackReply::closeWithoutAnswer();
        broken.end = end;
        broken.delay = 20ms;
        LoopbackServer server([&](const test::LoopbackRequest &request) { return isKeptAlive && request.index == 0 ? LoopbackReply::json(200, "{}") : broken; }, place(isTls));
        HttpTransport transport(HttpTransport::kMaxConnectionsPerHost, authority());
        if (isKeptAlive)
            QVERIFY(!call(transport, requestTo(server.url())).result.error);
        const auto received = call(transport, requestTo(server.url(), QByteArray(100'000, 'y'), method));
        QCOMPARE(kindOf(received.result), ErrorKind::reset);
        QCOMPARE(received.result.head.status, 0);
        // A second request would arrive on a connection of its own; give one the time to be seen.
        const auto control = call(transport, requestTo(server.url(), {}, method));
        QCOMPARE(kindOf(control.result), ErrorKind::reset);
        QCOMPARE(server.requestCount(), isKeptAlive ? 3 : 2);
        if (isKeptAlive)
            QCOMPARE(server.requests().at(1).connection, 0);
    }

    void whatFollowsABreakAtOnceIsSentAndAnswered_data()
    {
        QTest::addColumn<LoopbackReply>("broken");
        QTest::newRow("closed without an answer") << LoopbackReply::closeWithoutAnswer();
        LoopbackReply reset = LoopbackReply::closeWithoutAnswer();
        reset.end = LoopbackReply::End::reset;
        QTest::newRow("reset without an answer") << reset;
        LoopbackReply half = LoopbackReply::json(200, "{\"half\":");
        half.declaredLength = 100;
        half.end = LoopbackReply::End::cut;
        QTest::newRow("closed in the body") << half;
        half.end = LoopbackReply::End::reset;
        QTest::newRow("reset in the body") << half;
        half.end = LoopbackReply::End::stall;
        QTest::newRow("silent in the body") << half;
    }

    // The machine is kept busy, since Qt then takes longer to forget what broke.
    void whatFollowsABreakAtOnceIsSentAndAnswered()
    {
        QFETCH(const LoopbackReply, broken);
        constexpr int kChains = 12;
        constexpr int kRounds = 8;
        LoopbackServer server([&](const test::LoopbackRequest &request) { return request.body == "broken" ? broken : LoopbackReply::json(200, "{}"); });
        std::array<HttpTransport, kChains> transports;
        std::jthread busy([](const std::stop_token &stop) {
            while (!stop.stop_requested()) {}
        });
        QStringList wrong;
        int chains = kChains;
        const auto chain = [&](HttpTransport &transport) -> QCoro::Task<void> {
            const auto sink = [](const HttpHead &, QByteArrayView) { return Flow::more; };
            for (int round = 0; round < kRounds; ++round) {
                HttpRequest breaking = requestTo(server.url(), "broken");
                if (broken.end == LoopbackReply::End::stall)
                    breaking.timeouts.idle = 500ms;
                if (!(co_await transport.send(breaking, sink, {})).error)
                    wrong.append(u"a broken answer counted"_s);
                if (const HttpResult sound = co_await transport.send(requestTo(server.url(), "sound"), sink, {}); sound.error)
                    wrong.append(QString::fromUtf8(test::problemOf(sound)));
            }
            --chains;
        };
        std::vector<QCoro::Task<void>> tasks;
        for (HttpTransport &transport : transports)
            tasks.push_back(chain(transport));
        QTRY_COMPARE_WITH_TIMEOUT(chains, 0, 60'000);
        QCOMPARE(wrong.join(u"; "_s), QString());
        QCOMPARE(server.requestCount(), 2 * kChains * kRounds);
    }

    void aConnectionThatTheServerClosedWhileIdleCostsNoSecondRequest_data()
    {
        QTest::addColumn<bool>("isTls");
        QTest::addColumn<QByteArray>("method");
        QTest::newRow("plain POST") << false << QByteArray("POST");
        QTest::newRow("plain GET") << false << QByteArray("GET");
        QTest::newRow("TLS POST") << true << QByteArray("POST");
        QTest::newRow("TLS GET") << true << QByteArray("GET");
    }

    void aConnectionThatTheServerClosedWhileIdleCostsNoSecondRequest()
    {
        QFETCH(const bool, isTls);
        QFETCH(const QByteArray, method);
        LoopbackServer server(QList<LoopbackReply>{LoopbackReply::json(200, "{}")}, place(isTls));
        HttpTransport transport(HttpTransport::kMaxConnectionsPerHost, authority());
        int calls = 0;
        int failures = 0;
        for (int i = 0; i < 30; ++i) {
            ++calls;
            const auto received = call(transport, requestTo(server.url(), "{}", method));
            failures += received.result.error ? 1 : 0;
            server.closeIdleConnections();
        }
        // Each call was answered, or failed without the server having seen it.
        QCOMPARE(server.requestCount() + failures, calls);
    }

    void truncatedBodiesAreResets_data()
    {
        QTest::addColumn<bool>("isTls");
        QTest::addColumn<LoopbackReply>("reply");
        for (const bool isTls : {false, true}) {
            const auto row = [isTls](const char *what, const LoopbackReply &reply) { QTest::addRow("%s %s", isTls ? "TLS" : "plain", what) << isTls << reply; };
            LoopbackReply shortBody = LoopbackReply::json(200, "{\"half\":");
            shortBody.declaredLength = 100;
            shortBody.end = LoopbackReply::End::cut;
            row("shorter than its length", shortBody);
            shortBody.status = 500;
            row("shorter than its length, with an error status", shortBody);
            shortBody.status = 200;
            shortBody.end = LoopbackReply::End::reset;
            shortBody.body.append({.bytes = "1", .delay = 20ms});
            row("shorter than its length, reset", shortBody);
            LoopbackReply chunks = LoopbackReply::events({{.bytes = "data: 1\n\n"}, {.bytes = "data: 2\n\n", .delay = 20ms}});
            chunks.end = LoopbackReply::End::reset;
            row("chunks, reset", chunks);
        }
    }

    void truncatedBodiesAreResets()
    {
        QFETCH(const bool, isTls);
        QFETCH(const LoopbackReply, reply);
        LoopbackServer server(QList<LoopbackReply>{reply}, place(isTls));
        HttpTransport transport(HttpTransport::kMaxConnectionsPerHost, authority());
        QCOMPARE(kindOf(call(transport, requestTo(server.url())).result), ErrorKind::reset);
        QCOMPARE(server.requestCount(), 1);
    }

    void aSlowAnswerIsNoFailureToConnect_data()
    {
        QTest::addColumn<bool>("isTls");
        QTest::addColumn<QByteArray>("method");
        for (const bool isTls : {false, true}) {
            for (const QByteArray method : {"POST", "GET"})
                QTest::addRow("%s %s", isTls ? "TLS" : "plain", method.constData()) << isTls << method;
        }
    }

    void aSlowAnswerIsNoFailureToConnect()
    {
        QFETCH(const bool, isTls);
        QFETCH(const QByteArray, method);
        LoopbackReply reply = LoopbackReply::json(200, "{}");
        reply.delay = 400ms;
        LoopbackServer server(QList<LoopbackReply>{reply}, place(isTls));
        HttpTransport transport(HttpTransport::kMaxConnectionsPerHost, authority());
        HttpRequest request = requestTo(server.url(), "{}", method);
        request.timeouts.connect = 250ms;
        for (int i = 0; i < 2; ++i) {
            const auto received = call(transport, request);
            QVERIFY2(!received.result.error, test::problemOf(received.result).constData());
        }
        QCOMPARE(server.requestCount(), 2);
    }

    // Qt tries both kinds of address for such a name, and keeps a break to itself while it has not settled on one: the clock of silence ends the call.
    void aBreakOfTheFirstConnectionToANameWithTwoAddressesEndsTheCall()
    {
        LoopbackReply shortBody = LoopbackReply::json(200, "{\"half\":");
        shortBody.declaredLength = 100;
        shortBody.end = LoopbackReply::End::cut;
        LoopbackServer server(QList<LoopbackReply>{shortBody}, place(true));
        HttpTransport transport(HttpTransport::kMaxConnectionsPerHost, authority());
        QUrl url = server.url();
        url.setHost(u"localhost"_s);
        HttpRequest request = requestTo(url);
        request.timeouts.idle = 200ms;
        const ErrorKind kind = kindOf(call(transport, request).result);
        QVERIFY(kind == ErrorKind::reset || kind == ErrorKind::timeout);
        QCOMPARE(server.requestCount(), 1);
    }

    void theEndOfTheConnectionCanBeTheEndOfTheBody_data()
    {
        QTest::addColumn<bool>("isTls");
        QTest::newRow("plain") << false;
        QTest::newRow("TLS") << true;
    }

    void theEndOfTheConnectionCanBeTheEndOfTheBody()
    {
        QFETCH(const bool, isTls);
        LoopbackServer server(
            [](const test::LoopbackRequest &request) {
                LoopbackReply reply = LoopbackReply::json(200, QByteArray(request.index % 2 == 0 ? 2 : 100'000, 'x'));
                reply.framing = LoopbackReply::Framing::untilClose;
                return reply;
            },
            place(isTls));
        HttpTransport transport(HttpTransport::kMaxConnectionsPerHost, authority());
        for (int i = 0; i < 40; ++i) {
            const auto received = call(transport, requestTo(server.url()));
            QVERIFY2(!received.result.error, test::problemOf(received.result).constData());
            QCOMPARE(received.body.size(), i % 2 == 0 ? 2 : 100'000);
        }
        QCOMPARE(server.requestCount(), 40);
    }
};

QTEST_GUILESS_MAIN(TestOneRequest)
#include "tst_onerequest.moc"
