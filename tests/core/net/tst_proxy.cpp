// SPDX-License-Identifier: GPL-3.0-or-later
// A proxy of the environment on the way to https: its failures are told from the host's, and it is never taken to this machine.
#include "core/net/proxy.h"
#include "tests/support/httpcalls.h"
#include "tests/support/loopbackserver.h"

#include <QTcpServer>
#include <QTest>

using namespace assay;
using namespace assay::net;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::LoopbackReply;
using test::LoopbackServer;

class TestProxy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { qunsetenv("no_proxy"); }
    void cleanup()
    {
        qunsetenv("http_proxy");
        qunsetenv("https_proxy");
    }

    void theProxyOfTheEnvironmentIsToldButNotTakenToThisMachine()
    {
        qputenv("http_proxy", "http://user:hunter2hunter2@127.0.0.9:3128");
        QCOMPARE(proxyFor(QUrl(u"http://api.example.com/v1"_s)), u"127.0.0.9:3128"_s);
        QCOMPARE(proxyFor(QUrl(u"http://localhost:11434/v1"_s)), QString());
        QCOMPARE(proxyFor(QUrl(u"http://127.0.0.1:11434/v1"_s)), QString());
        QCOMPARE(proxyFor(QUrl(u"http://[::1]:11434/v1"_s)), QString());
        qunsetenv("http_proxy");
        QCOMPARE(proxyFor(QUrl(u"http://api.example.com/v1"_s)), QString());
    }

    void aProxyThatFailsIsSaid_data()
    {
        QTest::addColumn<LoopbackReply>("reply");
        QTest::addColumn<bool>("isNamed");
        QTest::newRow("it wants a password") << LoopbackReply::json(407, "{}", {{"Proxy-Authenticate", "Basic realm=\"x\""}}) << true;
        QTest::newRow("it forbids the host") << LoopbackReply::json(403, "{}") << true;
        QTest::newRow("it does not reach the host") << LoopbackReply::json(502, "{}") << true;
        QTest::newRow("it closes the connection") << LoopbackReply::closeWithoutAnswer() << true;
        QTest::newRow("it says nothing") << LoopbackReply::stallWithoutAnswer() << false;
    }

    void aProxyThatFailsIsSaid()
    {
        QFETCH(const LoopbackReply, reply);
        QFETCH(const bool, isNamed);
        LoopbackServer proxy({reply});
        qputenv("https_proxy", proxy.url().toEncoded());
        HttpTransport transport;
        HttpRequest request = test::requestTo(QUrl(u"https://api.example.invalid/v1"_s));
        request.timeouts.connect = isNamed ? 20s : 200ms;
        const auto received = test::call(transport, request);
        QCOMPARE(test::kindOf(received.result), ErrorKind::connect);
        const QString words = received.result.error->describe();
        QVERIFY2(words.contains(u"api.example.invalid"_s), qPrintable(words));
        QVERIFY2(!isNamed || words.contains(u"127.0.0.1:%1"_s.arg(proxy.port())), qPrintable(words));
        for (const auto &seen : proxy.requests()) {
            QCOMPARE(seen.method, "CONNECT");
            QCOMPARE(seen.header("authorization"), "");
        }
    }

    void aProxyThatIsNotThereIsSaid()
    {
        quint16 port = 0;
        {
            QTcpServer server;
            QVERIFY(server.listen(QHostAddress::LocalHost));
            port = server.serverPort();
        }
        qputenv("https_proxy", QByteArray("http://127.0.0.1:" + QByteArray::number(port)));
        HttpTransport transport;
        const auto received = test::call(transport, test::requestTo(QUrl(u"https://api.example.invalid/v1"_s)));
        QCOMPARE(test::kindOf(received.result), ErrorKind::connect);
        QVERIFY2(received.result.error->message.contains(u"the proxy 127.0.0.1:%1"_s.arg(port)), qPrintable(received.result.error->message));
    }
};

QTEST_GUILESS_MAIN(TestProxy)
#include "tst_proxy.moc"
