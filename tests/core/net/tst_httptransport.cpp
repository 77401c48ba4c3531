// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpcalls.h"
#include "tests/support/loopbackserver.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <thread>

using namespace assay;
using namespace assay::net;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::call;
using test::callInto;
using test::kindOf;
using test::LoopbackReply;
using test::LoopbackServer;
using test::requestTo;

class TestHttpTransport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theRequestArrivesAsItWasMeant()
    {
        LoopbackServer server({LoopbackReply::json(200, "{\"ok\":true}", {{"X-Request-Id", "r1"}})});
        HttpTransport transport;
        const QByteArray body(300'000, 'x');
        const auto received = call(transport, requestTo(server.url(u"/v1/chat?x=1"_s), body));
        QVERIFY2(!received.result.error, received.result.error ? qPrintable(received.result.error->describe()) : "");
        QCOMPARE(received.body, "{\"ok\":true}");
        QCOMPARE(received.result.head.status, 200);
        QCOMPARE(received.result.head.headers.value("x-request-id"), "r1");
        QCOMPARE(received.result.bytes, 11);
        QVERIFY(received.result.timeToFirstByte && *received.result.timeToFirstByte <= received.result.duration);
        const auto requests = server.requests();
        QCOMPARE(requests.size(), 1);
        QCOMPARE(requests[0].method, "POST");
        QCOMPARE(requests[0].path, "/v1/chat?x=1");
        QCOMPARE(requests[0].header("authorization"), "Bearer hunter2hunter2");
        QCOMPARE(requests[0].header("accept-encoding"), "identity");
        QCOMPARE(requests[0].body, body);
    }

    void anEmptyBodyIsSentToo()
    {
        LoopbackServer server({LoopbackReply::json(200, "{}")});
        HttpTransport transport;
        QVERIFY(!call(transport, requestTo(server.url(), {})).result.error);
        QCOMPARE(server.requests().at(0).header("content-length"), "0");
    }

    void statusesAreNoErrorsAndKeepTheirBody_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {200, 201, 400, 401, 402, 403, 404, 405, 407, 408, 409, 410, 413, 418, 422, 429, 498, 500, 501, 502, 503, 504, 520, 529})
            QTest::addRow("%d", status) << status;
    }

    void statusesAreNoErrorsAndKeepTheirBody()
    {
        QFETCH(const int, status);
        LoopbackServer server({LoopbackReply::json(status, "{\"error\":1}", {{"Retry-After", "3"}, {"WWW-Authenticate", "Basic realm=\"x\""}, {"Set-Cookie", "a=b"}})});
        HttpTransport transport;
        const auto received = call(transport, requestTo(server.url()));
        QVERIFY2(!received.result.error, received.result.error ? qPrintable(received.result.error->describe()) : "");
        QCOMPARE(received.result.head.status, status);
        QCOMPARE(received.body, "{\"error\":1}");
        QCOMPARE(received.result.head.headers.value("retry-after"), "3");
        (void)call(transport, requestTo(server.url()));
        QCOMPARE(server.requestCount(), 2);
        QCOMPARE(server.requests().at(1).header("cookie"), "");
    }

    void piecesArriveAsTheyComeAndConnectionsAreKept()
    {
        QList<LoopbackReply::Piece> pieces;
        for (int i = 0; i < 10; ++i)
            pieces.append({.bytes = "data: " + QByteArray::number(i) + "\n\n", .delay = 5ms});
        LoopbackServer server({LoopbackReply::events(pieces)});
        HttpTransport transport;
        for (int i = 0; i < 3; ++i) {
            const auto received = call(transport, requestTo(server.url()));
            QVERIFY(!received.result.error);
            QVERIFY(received.pieces > 1);
            QVERIFY(received.body.startsWith("data: 0\n\n") && received.body.endsWith("data: 9\n\n"));
        }
        QCOMPARE(server.acceptedConnections(), 1);
    }

    void whatIsNotHttpIsMalformedOrReset()
    {
        LoopbackReply reply;
        reply.framing = LoopbackReply::Framing::raw;
        reply.body = {{.bytes = "SSH-2.0-OpenSSH_9.9\r\n\r\n"}};
        reply.end = LoopbackReply::End::cut;
        LoopbackServer server({reply});
        HttpTransport transport;
        const auto received = call(transport, requestTo(server.url()));
        QVERIFY(kindOf(received.result) == ErrorKind::malformed || kindOf(received.result) == ErrorKind::reset);
        QCOMPARE(server.requestCount(), 1);
    }

    void silenceEndsACall_data()
    {
        QTest::addColumn<LoopbackReply>("reply");
        QTest::newRow("without an answer") << LoopbackReply::stallWithoutAnswer();
        LoopbackReply reply = LoopbackReply::events({{.bytes = "data: 1\n\n"}});
        reply.end = LoopbackReply::End::stall;
        QTest::newRow("in the middle of an answer") << reply;
    }

    void silenceEndsACall()
    {
        QFETCH(const LoopbackReply, reply);
        LoopbackServer server({reply});
        HttpTransport transport;
        HttpRequest request = requestTo(server.url());
        request.timeouts.idle = 60ms;
        const auto received = call(transport, request);
        QCOMPARE(kindOf(received.result), ErrorKind::timeout);
        QVERIFY(received.result.duration >= 60ms);
        QVERIFY(received.result.error->message.contains(u"0.06 s"));
        QTRY_COMPARE(server.openConnections(), 0);
        QCOMPARE(server.requestCount(), 1);
    }

    void aStreamOfCommentsEndsAtTheTotalTimeout()
    {
        QList<LoopbackReply::Piece> pieces;
        for (int i = 0; i < 2000; ++i)
            pieces.append({.bytes = ": keep-alive\n\n", .delay = 5ms});
        LoopbackServer server({LoopbackReply::events(pieces)});
        HttpTransport transport;
        HttpRequest request = requestTo(server.url());
        request.timeouts = {.connect = 20s, .idle = 20s, .total = 150ms};
        const auto received = call(transport, request);
        QCOMPARE(kindOf(received.result), ErrorKind::timeout);
        QVERIFY(received.result.error->message.contains(u"0.15 s"));
        QVERIFY(received.result.bytes > 0);
    }

    void aRefusedConnectionIsAConnectError()
    {
        quint16 port = 0;
        {
            QTcpServer server;
            QVERIFY(server.listen(QHostAddress::LocalHost));
            port = server.serverPort();
        }
        HttpTransport transport;
        const auto received = call(transport, requestTo(QUrl(u"http://127.0.0.1:%1/v1?x=secretpath"_s.arg(port))));
        QCOMPARE(kindOf(received.result), ErrorKind::connect);
        QVERIFY(received.result.error->message.contains(QString::number(port)));
        QVERIFY(!received.result.error->describe().contains(u"secretpath"));
        QVERIFY(!received.result.error->hint.isEmpty());
    }

    void aConnectionThatIsNeverMadeEndsAtTheConnectTimeout()
    {
        // A listener that accepts nothing and whose queue is full answers no further SYN.
        QTcpServer server;
        server.setListenBacklogSize(1);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        server.pauseAccepting();
        std::vector<std::unique_ptr<QTcpSocket>> fillers;
        for (int i = 0; i < 8; ++i) {
            fillers.push_back(std::make_unique<QTcpSocket>());
            fillers.back()->connectToHost(QHostAddress::LocalHost, server.serverPort());
        }
        const auto connected = [&] { return std::ranges::count_if(fillers, [](const auto &socket) { return socket->state() == QAbstractSocket::ConnectedState; }); };
        QTRY_VERIFY(connected() >= 2);
        HttpTransport transport;
        HttpRequest request = requestTo(QUrl(u"http://127.0.0.1:%1/"_s.arg(server.serverPort())));
        request.timeouts.connect = 80ms;
        const auto received = call(transport, request);
        QCOMPARE(kindOf(received.result), ErrorKind::connect);
        QVERIFY(received.result.error->message.contains(u"0.08 s"));
    }

    void aHeadThatIsTooLargeEndsTheCall_data()
    {
        QTest::addColumn<int>("lines");
        QTest::addColumn<int>("length");
        QTest::addColumn<bool>("isTaken");
        QTest::newRow("many lines") << 80 << 100 << true;
        QTest::newRow("too many lines") << 300 << 100 << false;
        QTest::newRow("a long line") << 1 << 8'000 << true;
        QTest::newRow("a line that is too long") << 1 << 500'000 << false;
    }

    void aHeadThatIsTooLargeEndsTheCall()
    {
        QFETCH(const int, lines);
        QFETCH(const int, length);
        QFETCH(const bool, isTaken);
        LoopbackReply reply = LoopbackReply::json(200, "{}");
        for (int i = 0; i < lines; ++i)
            reply.headers.emplaceBack("X-Filler", QByteArray(length, 'x'));
        LoopbackServer server({reply});
        HttpTransport transport;
        const auto received = call(transport, requestTo(server.url()));
        QCOMPARE(received.result.error.has_value(), !isTaken);
        if (!isTaken)
            QCOMPARE(kindOf(received.result), ErrorKind::tooLarge);
        QVERIFY(received.result.duration < 15s);
        QCOMPARE(server.requestCount(), 1);
    }

    void aHeadWithoutEndEndsAtTheIdleTimeout()
    {
        LoopbackReply reply;
        reply.framing = LoopbackReply::Framing::raw;
        reply.body = {{.bytes = "HTTP/1.1 200 OK\r\n"}};
        for (int i = 0; i < 2000; ++i)
            reply.body.append({.bytes = "X-Filler: 1\r\n", .delay = 5ms});
        LoopbackServer server({reply});
        HttpTransport transport;
        HttpRequest request = requestTo(server.url());
        request.timeouts.idle = 150ms;
        QCOMPARE(kindOf(call(transport, request).result), ErrorKind::timeout);
    }

    void ipv6IsSpokenToo()
    {
        LoopbackServer server(QList<LoopbackReply>{LoopbackReply::json(200, "{}")}, {.address = QHostAddress::LocalHostIPv6});
        HttpTransport transport;
        const auto received = call(transport, requestTo(server.url(u"/v1"_s)));
        QVERIFY2(!received.result.error, received.result.error ? qPrintable(received.result.error->describe()) : "");
        QCOMPARE(server.requests().at(0).header("host"), "[::1]:" + QByteArray::number(server.port()));
    }

    void anAnswerThatIsTooLargeIsCutOff()
    {
        LoopbackServer server({LoopbackReply::json(200, QByteArray(4'000'000, 'x'))});
        HttpTransport transport;
        HttpRequest request = requestTo(server.url());
        request.maxResponseBytes = 100'000;
        const auto received = call(transport, request);
        QCOMPARE(kindOf(received.result), ErrorKind::tooLarge);
        QVERIFY(received.body.size() <= 100'000);
    }

    void aCompressedAnswerIsRefused()
    {
        LoopbackServer server({LoopbackReply::json(200, "\x1f\x8b\x08", {{"Content-Encoding", "gzip"}})});
        HttpTransport transport;
        QVERIFY(call(transport, requestTo(server.url())).result.error.has_value());
        QCOMPARE(server.requestCount(), 1);
    }

    void enoughIsAWholeAnswerWhateverFollows_data()
    {
        QTest::addColumn<LoopbackReply::End>("end");
        QTest::newRow("an orderly end") << LoopbackReply::End::keepAlive;
        QTest::newRow("a reset") << LoopbackReply::End::reset;
        QTest::newRow("silence") << LoopbackReply::End::stall;
    }

    void enoughIsAWholeAnswerWhateverFollows()
    {
        QFETCH(const LoopbackReply::End, end);
        LoopbackReply reply = LoopbackReply::events({{.bytes = "data: [DONE]\n\n"}, {.bytes = ": more\n\n", .delay = 10ms}});
        reply.end = end;
        LoopbackServer server({reply});
        HttpTransport transport;
        int pieces = 0;
        const auto result = QCoro::waitFor(transport.send(requestTo(server.url()),
            [&](const HttpHead &, QByteArrayView) {
                ++pieces;
                return Flow::enough;
            },
            {}));
        QVERIFY(!result.error);
        QCOMPARE(pieces, 1);
        QVERIFY(result.duration < 15s);
    }

    void aStopEndsACallAtEachPhase_data()
    {
        QTest::addColumn<LoopbackReply>("reply");
        QTest::newRow("before an answer") << LoopbackReply::stallWithoutAnswer();
        LoopbackReply reply = LoopbackReply::events({{.bytes = "data: 1\n\n"}});
        reply.end = LoopbackReply::End::stall;
        QTest::newRow("in the middle of an answer") << reply;
    }

    void aStopEndsACallAtEachPhase()
    {
        QFETCH(const LoopbackReply, reply);
        LoopbackServer server({reply});
        HttpTransport transport;
        std::stop_source stop;
        std::optional<HttpResult> result;
        callInto(&transport, requestTo(server.url()), stop.get_token(), &result);
        QTRY_COMPARE(server.requestCount(), 1);
        stop.request_stop();
        QVERIFY(!result.has_value()); // never from inside request_stop()
        QTRY_VERIFY(result.has_value());
        QCOMPARE(kindOf(*result), ErrorKind::cancelled);
        QTRY_COMPARE(server.openConnections(), 0);
        QCOMPARE(server.requestCount(), 1);
    }

    void aStopBeforehandSendsNothing()
    {
        LoopbackServer server({LoopbackReply::json(200, "{}")});
        HttpTransport transport;
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(kindOf(call(transport, requestTo(server.url()), stop.get_token()).result), ErrorKind::cancelled);
        QCOMPARE(server.acceptedConnections(), 0);
    }

    void aStopMayComeFromAnotherThread()
    {
        LoopbackServer server({LoopbackReply::stallWithoutAnswer()});
        HttpTransport transport;
        std::stop_source stop;
        std::optional<HttpResult> result;
        callInto(&transport, requestTo(server.url()), stop.get_token(), &result);
        QTRY_COMPARE(server.requestCount(), 1);
        std::thread other([&] { stop.request_stop(); });
        QTRY_VERIFY(result.has_value());
        other.join();
        QCOMPARE(kindOf(*result), ErrorKind::cancelled);
    }

    void callsCompleteWhenTheirTransportGoesAway()
    {
        LoopbackServer server({LoopbackReply::stallWithoutAnswer()});
        auto transport = std::make_unique<HttpTransport>();
        std::array<std::optional<HttpResult>, 3> results;
        for (auto &result : results)
            callInto(transport.get(), requestTo(server.url()), {}, &result);
        QTRY_COMPARE(server.requestCount(), 3);
        transport.reset();
        for (const auto &result : results) {
            QVERIFY(result.has_value());
            QCOMPARE(kindOf(*result), ErrorKind::cancelled);
        }
        QTRY_COMPARE(server.openConnections(), 0);
    }

    void moreRequestsAtOnceThanQtAllowsByItself()
    {
        LoopbackReply reply = LoopbackReply::json(200, "{}");
        reply.end = LoopbackReply::End::stall;
        reply.framing = LoopbackReply::Framing::raw;
        LoopbackServer server({reply});
        HttpTransport transport;
        std::stop_source stop;
        std::array<std::optional<HttpResult>, 40> results;
        for (auto &result : results)
            callInto(&transport, requestTo(server.url()), stop.get_token(), &result);
        QTRY_COMPARE(server.openRequests(), 40);
        stop.request_stop();
        for (const auto &result : results)
            QTRY_VERIFY(result.has_value());
        QCOMPARE(server.requestCount(), 40);
    }

    // The clock of connecting must not run for a request that waits for one of the connections others use.
    void waitingForAConnectionIsNoFailureToConnect()
    {
        LoopbackReply reply = LoopbackReply::json(200, "{}");
        reply.delay = 150ms;
        LoopbackServer server({reply});
        HttpTransport transport(1);
        HttpRequest request = requestTo(server.url());
        request.timeouts.connect = 100ms;
        std::array<std::optional<HttpResult>, 4> results;
        for (auto &result : results)
            callInto(&transport, request, {}, &result);
        for (const auto &result : results) {
            QTRY_VERIFY(result.has_value());
            QVERIFY2(!result->error, result->error ? qPrintable(result->error->describe()) : "");
        }
        QCOMPARE(server.mostRequestsAtOnce(), 1);
    }

    void plainHttpLeavesTheMachineOnlyWhenAllowed()
    {
        HttpTransport transport;
        const auto received = call(transport, requestTo(QUrl(u"http://192.0.2.1/v1"_s)));
        QCOMPARE(kindOf(received.result), ErrorKind::invalidInput);
    }
};

QTEST_GUILESS_MAIN(TestHttpTransport)
#include "tst_httptransport.moc"
