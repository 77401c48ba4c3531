// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpcalls.h"
#include "tests/support/loopbackserver.h"

#include <QTest>

using namespace assay;
using namespace assay::net;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::call;
using test::kindOf;
using test::LoopbackReply;
using test::LoopbackServer;
using test::requestTo;

namespace {

LoopbackReply redirect(int status, const QByteArray &location)
{
    QList<std::pair<QByteArray, QByteArray>> headers;
    if (!location.isEmpty())
        headers.emplaceBack("Location", location);
    return LoopbackReply::json(status, "moved", headers);
}

} // namespace

class TestRedirect : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRedirectToTheSameHostIsFollowed_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<int>("status");
        for (const int status : {307, 308})
            QTest::addRow("POST %d", status) << QByteArray("POST") << status;
        for (const int status : {301, 302, 303, 307, 308})
            QTest::addRow("GET %d", status) << QByteArray("GET") << status;
        QTest::newRow("DELETE 308") << QByteArray("DELETE") << 308;
    }

    void aRedirectToTheSameHostIsFollowed()
    {
        QFETCH(const QByteArray, method);
        QFETCH(const int, status);
        LoopbackServer server({redirect(status, "/v2/chat?x=1#part"), LoopbackReply::json(200, "{\"ok\":true}")});
        HttpTransport transport;
        const auto received = call(transport, requestTo(server.url(u"/v1/chat"_s), "{\"a\":1}", method));
        QVERIFY2(!received.result.error, test::problemOf(received.result).constData());
        QCOMPARE(received.body, "{\"ok\":true}");
        QCOMPARE(received.result.head.status, 200);
        QCOMPARE(received.result.redirects, 1);
        QCOMPARE(received.result.bytes, 11);
        const auto requests = server.requests();
        QCOMPARE(requests.size(), 2);
        QCOMPARE(requests[1].path, "/v2/chat?x=1");
        for (const auto &request : requests) {
            QCOMPARE(request.method, method);
            QCOMPARE(request.header("authorization"), "Bearer hunter2hunter2");
            QCOMPARE(request.body, method == "POST" ? "{\"a\":1}" : "");
        }
    }

    void anythingElseIsAnErrorAndNotFollowed_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("location"); // PORT and OTHER are ports
        QTest::addColumn<ErrorKind>("kind");
        for (const int status : {301, 302, 303})
            QTest::addRow("a POST would become a GET (%d)", status) << QByteArray("POST") << status << QByteArray("/v2") << ErrorKind::badRequest;
        QTest::newRow("a DELETE would become a GET") << QByteArray("DELETE") << 303 << QByteArray("/v2") << ErrorKind::badRequest;
        for (const int status : {301, 307, 308})
            QTest::addRow("another port (%d)", status) << QByteArray("GET") << status << QByteArray("http://127.0.0.1:OTHER/stolen?x=hunter2hunter2") << ErrorKind::badRequest;
        QTest::newRow("another host") << QByteArray("POST") << 307 << QByteArray("http://localhost:PORT/stolen") << ErrorKind::badRequest;
        QTest::newRow("another scheme") << QByteArray("POST") << 307 << QByteArray("https://127.0.0.1:PORT/stolen") << ErrorKind::badRequest;
        QTest::newRow("no host") << QByteArray("POST") << 307 << QByteArray("file:///etc/stolen") << ErrorKind::badRequest;
        QTest::newRow("nowhere") << QByteArray("POST") << 307 << QByteArray() << ErrorKind::badRequest;
        QTest::newRow("no redirect of ours") << QByteArray("GET") << 304 << QByteArray("/v2") << ErrorKind::badRequest;
        QTest::newRow("a user in the address") << QByteArray("POST") << 307 << QByteArray("http://me:hunter2hunter2@127.0.0.1:PORT/stolen") << ErrorKind::invalidInput;
        QTest::newRow("a key in the address") << QByteArray("POST") << 307 << QByteArray("/stolen?key=hunter2hunter2") << ErrorKind::invalidInput;
    }

    void anythingElseIsAnErrorAndNotFollowed()
    {
        QFETCH(const QByteArray, method);
        QFETCH(const int, status);
        QFETCH(QByteArray, location);
        QFETCH(const ErrorKind, kind);
        LoopbackServer elsewhere({LoopbackReply::json(200, "{}")});
        location.replace("OTHER", QByteArray::number(elsewhere.port()));
        LoopbackServer server(
            [&location, status, &server](const test::LoopbackRequest &) { return redirect(status, QByteArray(location).replace("PORT", QByteArray::number(server.port()))); });
        HttpTransport transport;
        const auto received = call(transport, requestTo(server.url(u"/v1"_s), "{}", method));
        QCOMPARE(kindOf(received.result), kind);
        const QString words = received.result.error->describe();
        QVERIFY2(words.contains(u"127.0.0.1:"_s) && !words.contains(u"hunter2") && !words.contains(u"stolen"), qPrintable(words));
        QCOMPARE(received.body, "");
        QCOMPARE(server.requestCount(), 1);
        QCOMPARE(elsewhere.acceptedConnections(), 0);
    }

    void aCallIsSentOnThreeTimesAtMost()
    {
        LoopbackServer server({redirect(307, "/again")});
        HttpTransport transport;
        const auto received = call(transport, requestTo(server.url(u"/v1"_s)));
        QCOMPARE(kindOf(received.result), ErrorKind::badRequest);
        QVERIFY2(received.result.error->message.contains(u"4th"), qPrintable(received.result.error->message));
        QCOMPARE(received.result.redirects, 3);
        QCOMPARE(server.requestCount(), 4);
    }

    void redirectsDoNotStopTheTotalClock()
    {
        LoopbackReply slow = redirect(307, "/again");
        slow.delay = 80ms;
        LoopbackServer server({slow});
        HttpTransport transport;
        HttpRequest request = requestTo(server.url(u"/v1"_s));
        request.timeouts.total = 200ms;
        QCOMPARE(kindOf(call(transport, request).result), ErrorKind::timeout);
        QVERIFY(server.requestCount() <= 3);
    }

    void aBrokenConnectionAfterARedirectIsAReset()
    {
        LoopbackServer server({redirect(307, "/again"), LoopbackReply::closeWithoutAnswer()});
        HttpTransport transport;
        const auto received = call(transport, requestTo(server.url(u"/v1"_s)));
        QCOMPARE(kindOf(received.result), ErrorKind::reset);
        QCOMPARE(received.result.head.status, 0);
        QCOMPARE(server.requestCount(), 2);
    }

    void aStopDuringASecondHopEndsTheCall()
    {
        LoopbackServer server({redirect(307, "/again"), LoopbackReply::stallWithoutAnswer()});
        HttpTransport transport;
        std::stop_source stop;
        std::optional<HttpResult> result;
        test::callInto(&transport, requestTo(server.url(u"/v1"_s)), stop.get_token(), &result);
        QTRY_COMPARE(server.requestCount(), 2);
        stop.request_stop();
        QTRY_VERIFY(result.has_value());
        QCOMPARE(kindOf(*result), ErrorKind::cancelled);
    }
};

QTEST_GUILESS_MAIN(TestRedirect)
#include "tst_redirect.moc"
