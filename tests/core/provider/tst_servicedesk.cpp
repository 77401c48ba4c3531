// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/servicedesk.h"

#include "core/provider/openai/chatapi.h"
#include "tests/support/openaianswers.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kKey = QByteArray("sk-desk-") + QByteArray(16, 'd');

ProviderConfig providerAt(const QUrl &url)
{
    return {.id = {}, .name = u"lab"_s, .kind = u"openai-compatible"_s, .baseUrl = url.toString(), .keySource = u"production=env:ASSAY_TEST_PRODUCTION;env:ASSAY_TEST_KEY"_s};
}

ChatRequest hello()
{
    ChatRequest request;
    request.model = u"loop"_s;
    request.messages = {{tokens::Role::user, u"Hello"_s}};
    request.maxOutputTokens = 16;
    return request;
}

} // namespace

class TestServiceDesk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ASSAY_TEST_KEY", kKey);
        qputenv("ASSAY_TEST_PRODUCTION", "sk-production-0001");
        openai::registerOpenAi(m_registry);
    }

    void init()
    {
        auto keys = std::make_unique<secrets::KeyRing>();
        keys->add(std::make_unique<secrets::EnvironmentKeyStore>());
        m_desk = std::make_unique<ServiceDesk>(m_registry, std::move(keys), m_clock);
    }

    void oneCallIsOneRequestWithTheKeyOfItsLabel()
    {
        LoopbackServer server({streamedAnswer(u"ok"_s, 1)});
        const auto provider = providerAt(server.url(u"/v1"_s));
        const Exchange exchange = m_desk->complete(provider, {}, hello(), u"production"_s).result();
        QVERIFY2(exchange.result.has_value(), qPrintable(exchange.result ? QString() : exchange.result.error().describe()));
        QCOMPARE(exchange.result->text, u"ok"_s);
        QCOMPARE(exchange.requestId, u"req-loop"_s);
        QVERIFY(exchange.timeToFirstToken.has_value());
        QVERIFY(m_desk->complete(provider, {}, hello()).result().result.has_value());
        QCOMPARE(server.requestCount(), 2);
        QCOMPARE(server.requests().at(0).header("authorization"), "Bearer sk-production-0001");
        QCOMPARE(server.requests().at(1).header("authorization"), "Bearer " + kKey);
    }

    void aRefusalIsNotRepeatedAndKeepsTheKeyToItself()
    {
        LoopbackServer server({errorAnswer(401, "invalid_api_key", "Incorrect API key provided: " + kKey)});
        const Exchange exchange = m_desk->complete(providerAt(server.url(u"/v1"_s)), {}, hello()).result();
        QVERIFY(!exchange.result);
        QCOMPARE(exchange.result.error().kind, ErrorKind::auth);
        QVERIFY(!exchange.result.error().describe().contains(QString::fromLatin1(kKey)));
        QVERIFY(exchange.result.error().describe().contains(u"key source"_s));
        QCOMPARE(server.requestCount(), 1);
    }

    void theListOfModelsIsAsked()
    {
        LoopbackServer server({LoopbackReply::json(200, R"({"object":"list","data":[{"id":"b"},{"id":"a","context_length":8192}]})")});
        const auto models = m_desk->models(providerAt(server.url(u"/v1"_s))).result();
        QVERIFY(models.has_value());
        QCOMPARE(models->size(), 2);
        QCOMPARE(models->first(), (ListedModel{.apiName = u"a"_s, .title = {}, .contextWindow = 8192, .maxOutput = {}}));
        QCOMPARE(server.requests().at(0).path, "/v1/models");
    }

    void whatCannotWorkIsSaidWithoutARequest_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown kind") << u"nobody"_s << u"http://127.0.0.1:1/v1"_s << u"{}"_s << u"unknown kind"_s;
        QTest::newRow("plain http elsewhere") << u"openai-compatible"_s << u"http://api.example.com/v1"_s << u"{}"_s << u"api.example.com"_s;
        QTest::newRow("an option of another API") << u"openai-compatible"_s << u"http://127.0.0.1:1/v1"_s << uR"({"smell":1})"_s << u"smell"_s;
        QTest::newRow("a missing file of certificates") << u"openai-compatible"_s << u"https://127.0.0.1:1/v1"_s << uR"({"caFile":"/nowhere/ca.pem"})"_s << u"/nowhere/ca.pem"_s;
    }

    void whatCannotWorkIsSaidWithoutARequest()
    {
        QFETCH(QString, kind);
        QFETCH(QString, url);
        QFETCH(QString, options);
        QFETCH(QString, says);
        ProviderConfig provider = providerAt(QUrl(url));
        provider.kind = kind;
        provider.options = *parseJson(QStringView(options));
        const auto checked = m_desk->check(provider).result();
        QVERIFY(!checked);
        QVERIFY2(checked.error().describe().contains(says), qPrintable(checked.error().describe()));
        QVERIFY(!m_desk->models(provider).result());
    }

    void keysAreLookedUpOnTheDesk()
    {
        const auto findings = m_desk->keys(u"env:ASSAY_TEST_KEY"_s, false).result();
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings.first().state, secrets::KeyFinding::State::found);
    }

    void aStopEndsACall()
    {
        LoopbackServer server({LoopbackReply::stallWithoutAnswer()});
        std::stop_source stop;
        auto call = m_desk->complete(providerAt(server.url(u"/v1"_s)), {}, hello(), {}, stop.get_token());
        QTRY_COMPARE(server.requestCount(), 1);
        stop.request_stop();
        const Exchange exchange = call.result();
        QVERIFY(!exchange.result);
        QCOMPARE(exchange.result.error().kind, ErrorKind::cancelled);
    }

    void aDeskThatGoesAwayAnswersWhatIsOnItsWay()
    {
        LoopbackServer server({LoopbackReply::stallWithoutAnswer()});
        auto call = m_desk->complete(providerAt(server.url(u"/v1"_s)), {}, hello());
        QTRY_COMPARE(server.requestCount(), 1);
        m_desk.reset();
        QVERIFY(call.isFinished());
        QCOMPARE(call.result().result.error().kind, ErrorKind::cancelled);
    }

private:
    SystemClock m_clock;
    Registry m_registry;
    std::unique_ptr<ServiceDesk> m_desk;
};

QTEST_GUILESS_MAIN(TestServiceDesk)
#include "tst_servicedesk.moc"
