// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP/2 with a server that misbehaves: one call is one request, what is cut is an error, and a connection that serves badly does not hold up the rest.
#include "tests/support/http2server.h"
#include "tests/support/httpcalls.h"
#include "tests/support/testcertificates.h"

#include <QTest>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

using namespace assay;
using namespace assay::net;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::call;
using test::callInto;
using test::Http2Reply;
using test::Http2Server;
using test::kindOf;
using test::requestTo;
using End = Http2Reply::End;
using GoAway = Http2Reply::GoAway;

namespace {

Http2Reply answered()
{
    return {.data = {"{\"ok\"", ":true}"}};
}

Http2Reply after(std::chrono::milliseconds delay)
{
    Http2Reply reply = answered();
    reply.delay = delay;
    return reply;
}

// Several calls at once, to be waited for.
class Calls {
public:
    Calls(HttpTransport &transport, const HttpRequest &request, int count) : m_results(static_cast<std::size_t>(count))
    {
        for (auto &result : m_results)
            callInto(&transport, request, m_stop.get_token(), &result);
    }
    ~Calls()
    {
        m_stop.request_stop();
        (void)QTest::qWaitFor([this] { return haveEnded(); });
    }
    Calls(const Calls &) = delete;
    Calls &operator=(const Calls &) = delete;

    [[nodiscard]] bool haveEnded() const
    {
        return std::ranges::all_of(m_results, [](const auto &result) { return result.has_value(); });
    }
    [[nodiscard]] QByteArray problems() const
    {
        QByteArray all;
        for (const auto &result : m_results)
            all += result ? test::problemOf(*result) : QByteArray("under way");
        return all;
    }

private:
    std::stop_source m_stop;
    std::vector<std::optional<HttpResult>> m_results;
};

} // namespace

class TestHttp2 : public QObject {
    Q_OBJECT

    test::TestCertificates m_certificates;

    [[nodiscard]] QSslConfiguration tls() const { return m_certificates.server({"h2", "http/1.1"}); }
    [[nodiscard]] QList<QSslCertificate> authority() const { return QSslCertificate::fromPath(m_certificates.authority()); }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_certificates.areMade(), "openssl is needed"); }

    void itIsSpokenWhereItIsOffered()
    {
        Http2Server server(tls(), [](int) { return answered(); });
        HttpTransport transport(255, authority());
        const auto received = call(transport, requestTo(server.url()));
        QVERIFY2(!received.result.error, test::problemOf(received.result).constData());
        QCOMPARE(received.body, "{\"ok\":true}");
        QCOMPARE(server.requests, 1);
    }

    void aRequestLeavesOnceWhateverHappens_data()
    {
        QTest::addColumn<Http2Reply>("reply");
        QTest::addColumn<QByteArray>("method");
        const auto row = [](const QByteArray &name, const Http2Reply &reply) {
            for (const QByteArray method : {"POST", "GET"})
                QTest::addRow("%s, %s", method.constData(), name.constData()) << reply << method;
        };
        const QList<QByteArray> half{"{\"half\":"};
        const QList<std::pair<QByteArray, QByteArray>> longer{{"content-length", "100"}};
        row("closed unanswered", {.status = {}, .end = End::close});
        row("reset unanswered", {.status = {}, .end = End::resetTcp});
        row("closed after the head", {.end = End::close});
        row("closed in the body", {.data = half, .end = End::close});
        row("reset in the body", {.data = half, .end = End::resetTcp});
        row("ended before its length", {.headers = longer, .data = half});
        row("broken off without an error before its length", {.headers = longer, .data = half, .end = End::resetStream});
        // PROTOCOL_ERROR, INTERNAL_ERROR, FLOW_CONTROL_ERROR, REFUSED_STREAM, CANCEL, ENHANCE_YOUR_CALM, INADEQUATE_SECURITY, HTTP_1_1_REQUIRED
        for (const quint32 code : {1U, 2U, 3U, 7U, 8U, 11U, 12U, 13U}) {
            row("stream broken off unanswered, " + QByteArray::number(code), {.status = {}, .end = End::resetStream, .code = code});
            row("stream broken off after the head, " + QByteArray::number(code), {.end = End::resetStream, .code = code});
            row("stream broken off in the body, " + QByteArray::number(code), {.data = half, .end = End::resetStream, .code = code});
        }
        row("the server goes away without it", {.status = {}, .end = End::stall, .goAway = GoAway::thisIsTooMuch});
        row("the server goes away without it, and closes", {.status = {}, .end = End::close, .goAway = GoAway::thisIsTooMuch});
        row("the server goes away after it, and closes unanswered", {.status = {}, .end = End::close, .goAway = GoAway::thisIsTheLast});
    }

    void aRequestLeavesOnceWhateverHappens()
    {
        QFETCH(const Http2Reply, reply);
        QFETCH(const QByteArray, method);
        Http2Server server(tls(), [&reply](int index) { return index == 0 ? reply : answered(); });
        HttpTransport transport(255, authority());
        const auto received = call(transport, requestTo(server.url(), "{\"a\":1}", method));
        QVERIFY(received.result.error);
        QVERIFY2(received.result.error->kind == ErrorKind::reset, test::problemOf(received.result).constData());
        // Whatever Qt may want to send again would go out before this one.
        const auto control = call(transport, requestTo(server.url()));
        QVERIFY2(!control.result.error, test::problemOf(control.result).constData());
        QCOMPARE(server.requests, 2);
        QCOMPARE(server.whole, 2);
    }

    void statusesAreNoErrorsAndAskNobodyForAKey_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {400, 401, 403, 404, 407, 421, 429, 500, 503, 529})
            QTest::addRow("%d", status) << status;
    }

    void statusesAreNoErrorsAndAskNobodyForAKey()
    {
        QFETCH(const int, status);
        Http2Server server(
            tls(), [status](int) { return Http2Reply{.status = status, .headers = {{"www-authenticate", "Basic realm=\"x\""}, {"retry-after", "3"}}, .data = {"{\"error\":1}"}}; });
        HttpTransport transport(255, authority());
        const auto received = call(transport, requestTo(server.url()));
        QVERIFY2(!received.result.error, test::problemOf(received.result).constData());
        QCOMPARE(received.result.head.status, status);
        QCOMPARE(received.result.head.headers.value("retry-after"), "3");
        QCOMPARE(received.body, "{\"error\":1}");
        QCOMPARE(server.requests, 1);
    }

    void aRedirectToTheSameHostIsFollowed()
    {
        Http2Server server(tls(), [](int index) { return index == 0 ? Http2Reply{.status = 307, .headers = {{"location", "/v2"}}, .data = {"moved"}} : answered(); });
        HttpTransport transport(255, authority());
        const auto received = call(transport, requestTo(server.url()));
        QVERIFY2(!received.result.error, test::problemOf(received.result).constData());
        QCOMPARE(received.body, "{\"ok\":true}");
        QCOMPARE(received.result.redirects, 1);
        QCOMPARE(server.whole, 2);
    }

    void aLargeRequestGoesThroughTheWindow()
    {
        Http2Server server(tls(), [](int) { return answered(); });
        HttpTransport transport(255, authority());
        const QByteArray body(3'000'000, 'x');
        const auto received = call(transport, requestTo(server.url(), body));
        QVERIFY2(!received.result.error, test::problemOf(received.result).constData());
        QCOMPARE(server.bodyBytes, body.size());
        QCOMPARE(server.requests, 1);
    }

    void aSlowAnswerIsNoFailureToConnect_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::newRow("POST") << QByteArray("POST");
        QTest::newRow("GET") << QByteArray("GET");
    }

    void aSlowAnswerIsNoFailureToConnect()
    {
        QFETCH(const QByteArray, method);
        Http2Server server(tls(), [](int) { return after(400ms); });
        HttpTransport transport(255, authority());
        for (int i = 0; i < 2; ++i) {
            HttpRequest request = requestTo(server.url(), "{}", method);
            request.timeouts.connect = 250ms;
            const auto received = call(transport, request);
            QVERIFY2(!received.result.error, test::problemOf(received.result).constData());
        }
        QCOMPARE(server.requests, 2);
    }

    void nothingWaitsForAnAcknowledgement()
    {
        Http2Server server(tls(), [](int) { return answered(); });
        HttpTransport transport(255, authority());
        QVERIFY(!call(transport, requestTo(server.url())).result.error);
        int connections = 0;
        for (int handle = 0; handle < 1'024; ++handle) {
            sockaddr_in peer{};
            socklen_t size = sizeof peer;
            if (getpeername(handle, reinterpret_cast<sockaddr *>(&peer), &size) != 0 || peer.sin_family != AF_INET || ntohs(peer.sin_port) != server.serverPort())
                continue;
            int isSet = 0;
            size = sizeof isSet;
            QCOMPARE(getsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &isSet, &size), 0);
            QVERIFY(isSet != 0);
            ++connections;
        }
        QCOMPARE(connections, 1);
    }

    void aHeadOfTooManyLinesEndsTheCall()
    {
        Http2Reply reply = answered();
        for (int i = 0; i < 1'000; ++i)
            reply.headers.emplaceBack("x-filler", "1");
        Http2Server server(tls(), [&reply](int) { return reply; });
        HttpTransport transport(255, authority());
        QCOMPARE(kindOf(call(transport, requestTo(server.url())).result), ErrorKind::tooLarge);
    }

    void callsAtOnceShareOneConnection()
    {
        Http2Server server(tls(), [](int) { return after(200ms); });
        HttpTransport transport(255, authority());
        const Calls calls(transport, requestTo(server.url()), 64);
        QTRY_VERIFY(calls.haveEnded());
        QCOMPARE(calls.problems(), "");
        QCOMPARE(server.mostAtOnce, 64);
        QCOMPARE(server.connections, 1);
        QCOMPARE(server.requests, 64);
    }

    void moreCallsThanAConnectionTakesHaveASecondOne()
    {
        Http2Server server(tls(), [](int) { return after(200ms); }, 100);
        HttpTransport transport(255, authority());
        const Calls calls(transport, requestTo(server.url()), 150);
        QTRY_VERIFY(calls.haveEnded());
        QCOMPARE(calls.problems(), "");
        QCOMPARE(server.connections, 2);
        QCOMPARE(server.requests, 150);
    }

    void theServersLimitOfStreamsIsKept()
    {
        Http2Server server(tls(), [](int) { return after(10ms); }, 4);
        HttpTransport transport(255, authority());
        QVERIFY(!call(transport, requestTo(server.url())).result.error);
        const Calls calls(transport, requestTo(server.url()), 16);
        QTRY_VERIFY(calls.haveEnded());
        QCOMPARE(calls.problems(), "");
        QCOMPARE(server.mostAtOnce, 4);
        QCOMPARE(server.requests, 17);
    }

    void aRequestLeavesALineThatDoesNotMove()
    {
        Http2Server server(tls(), [](int index) { return index == 1 ? Http2Reply{.status = {}, .end = End::stall} : answered(); }, 1);
        HttpTransport transport(255, authority());
        HttpRequest request = requestTo(server.url());
        QVERIFY(!call(transport, request).result.error);
        const Calls stalled(transport, request, 1);
        QTRY_COMPARE(server.whole, 2);
        request.timeouts.connect = 150ms;
        const auto received = call(transport, request);
        QVERIFY2(!received.result.error, test::problemOf(received.result).constData());
        QCOMPARE(server.whole, 3);
        QCOMPARE(server.requests, 3);
        QCOMPARE(server.connections, 2);
    }

    // Qt holds new requests back for ever while the last answers of a connection that the server wants to close are under way.
    void aServerThatWantsToCloseTheConnectionHoldsNothingUp()
    {
        Http2Server server(tls(), [](int index) {
            Http2Reply reply = answered();
            if (index == 1) {
                reply.goAway = GoAway::thisIsTheLast;
                reply.delay = 1s;
            }
            return reply;
        });
        HttpTransport transport(255, authority());
        HttpRequest request = requestTo(server.url());
        QVERIFY(!call(transport, request).result.error);
        const Calls last(transport, request, 1);
        QTRY_COMPARE(server.whole, 2);
        request.timeouts.connect = 150ms;
        const Calls next(transport, request, 3);
        QTRY_VERIFY(next.haveEnded() && last.haveEnded());
        QCOMPARE(next.problems(), "");
        QCOMPARE(last.problems(), "");
        QCOMPARE(server.whole, 5);
        QCOMPARE(server.requests, 5);
        QCOMPARE(server.connections, 2);
    }

    void aConnectionThatHasFallenSilentIsNotUsedAgain()
    {
        Http2Server server(tls(), [](int) { return answered(); });
        HttpTransport transport(255, authority());
        HttpRequest request = requestTo(server.url());
        QVERIFY(!call(transport, request).result.error);
        server.isDeaf = true;
        request.timeouts.idle = 150ms;
        QCOMPARE(kindOf(call(transport, request).result), ErrorKind::timeout);
        server.isDeaf = false;
        request.timeouts.idle = 20s;
        const auto received = call(transport, request);
        QVERIFY2(!received.result.error, test::problemOf(received.result).constData());
        QCOMPARE(server.connections, 2);
    }

    void aStopCancelsTheStreamAlone()
    {
        Http2Server server(tls(), [](int index) { return index == 0 ? Http2Reply{.data = {"data: 1\n\n"}, .end = End::stall} : answered(); });
        HttpTransport transport(255, authority());
        std::stop_source stop;
        std::optional<HttpResult> result;
        callInto(&transport, requestTo(server.url()), stop.get_token(), &result);
        QTRY_COMPARE(server.whole, 1);
        stop.request_stop();
        QTRY_VERIFY(result.has_value());
        QCOMPARE(kindOf(*result), ErrorKind::cancelled);
        QTRY_COMPARE(server.cancelled, 1);
        QVERIFY(!call(transport, requestTo(server.url())).result.error);
        QCOMPARE(server.connections, 1);
    }
};

QTEST_GUILESS_MAIN(TestHttp2)
#include "tst_http2.moc"
