// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/chatapi.h"
#include "core/provider/openai/requestbody.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace assay::provider::openai;
using namespace Qt::StringLiterals;

namespace {

ProviderConfig configOf(const QString &baseUrl, const QString &options = u"{}"_s)
{
    ProviderConfig config;
    config.name = u"lab"_s;
    config.kind = u"openai-compatible"_s;
    config.baseUrl = baseUrl;
    config.options = *parseJson(options);
    return config;
}

Options optionsOf(const QString &baseUrl, const QString &options = u"{}"_s)
{
    return *readOptions(configOf(baseUrl, options));
}

ChatRequest minimal()
{
    ChatRequest request;
    request.model = u"m"_s;
    request.messages = {{.role = tokens::Role::user, .text = u"Hi"_s}};
    request.stream = false;
    return request;
}

const auto kLocal = u"http://localhost:11434/v1"_s;

} // namespace

class TestRequestBody : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatIsSetIsSent() { QCOMPARE(requestBody(minimal(), optionsOf(kLocal)), R"({"model":"m","messages":[{"role":"user","content":"Hi"}]})"); }

    void everythingHasItsPlace()
    {
        ChatRequest request = minimal();
        request.messages
            = {{.role = tokens::Role::system, .text = u"Be \"brief\"\n"_s}, {.role = tokens::Role::user, .text = u"🪶"_s}, {.role = tokens::Role::assistant, .text = u"ok"_s}};
        request.temperature = 0.2;
        request.topP = 1.0;
        request.maxOutputTokens = 64;
        request.seed = 7;
        request.stop = {u"###"_s, u"\n"_s};
        request.stream = true;
        QCOMPARE(requestBody(request, optionsOf(kLocal)),
            "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be "
            "\\\"brief\\\"\\n\"},{\"role\":\"user\",\"content\":\"🪶\"},{\"role\":\"assistant\",\"content\":\"ok\"}],"
            "\"temperature\":0.2,\"top_p\":1.0,\"max_tokens\":64,\"seed\":7,\"stop\":[\"###\",\"\\n\"],\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
    }

    void theCapsNameDependsOnTheServer_data()
    {
        QTest::addColumn<QString>("baseUrl");
        QTest::addColumn<QString>("options");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("OpenAI") << u"https://api.openai.com/v1"_s << u"{}"_s << QByteArray("max_completion_tokens");
        QTest::newRow("compatible") << kLocal << u"{}"_s << QByteArray("max_tokens");
        QTest::newRow("a name like OpenAI's") << u"https://api.openai.com.example.com/v1"_s << u"{}"_s << QByteArray("max_tokens");
        QTest::newRow("by option") << kLocal << uR"({"maxTokensField":"max_completion_tokens"})"_s << QByteArray("max_completion_tokens");
        QTest::newRow("by option at OpenAI") << u"https://api.openai.com/v1"_s << uR"({"maxTokensField":"max_tokens"})"_s << QByteArray("max_tokens");
    }

    void theCapsNameDependsOnTheServer()
    {
        QFETCH(const QString, baseUrl);
        QFETCH(const QString, options);
        QFETCH(const QByteArray, name);
        ChatRequest request = minimal();
        request.maxOutputTokens = 5;
        QVERIFY(requestBody(request, optionsOf(baseUrl, options)).contains(QByteArray("\"" + name + "\":5")));
    }

    void fillerIsSwitchedOffWhereItIsKnown()
    {
        ChatRequest request = minimal();
        request.stream = true;
        QVERIFY(requestBody(request, optionsOf(u"https://api.openai.com/v1"_s)).contains("\"include_obfuscation\":false"));
        QVERIFY(!requestBody(request, optionsOf(kLocal)).contains("obfuscation"));
    }

    void formatsAreDemanded()
    {
        ChatRequest request = minimal();
        request.format = OutputFormat::json;
        QVERIFY(requestBody(request, optionsOf(kLocal)).endsWith(R"("response_format":{"type":"json_object"}})"));
        request.format = OutputFormat::jsonSchema;
        request.schema = *parseJson(uR"({"type":"object"})"_s);
        QVERIFY(requestBody(request, optionsOf(kLocal))
                .endsWith(R"("response_format":{"type":"json_schema","json_schema":{"name":"answer","schema":{"type":"object"},"strict":true}}})"));
        QVERIFY(requestBody(request, optionsOf(kLocal, uR"({"strictSchema":false})"_s)).endsWith(R"("strict":false}}})"));
    }

    void theBaseOfAllCallsIsTheBaseUrl_data()
    {
        QTest::addColumn<QString>("baseUrl");
        QTest::addColumn<QString>("endpoint");
        QTest::newRow("plain") << u"http://localhost:11434/v1"_s << u"http://localhost:11434/v1"_s;
        QTest::newRow("with slashes") << u"http://localhost:11434/v1//"_s << u"http://localhost:11434/v1"_s;
        QTest::newRow("no path") << u"https://gateway.example.com"_s << u"https://gateway.example.com"_s;
        QTest::newRow("already whole") << u"https://a.example.com/v1/chat/completions"_s << u"https://a.example.com/v1"_s;
        QTest::newRow("query kept") << u"https://a.example.com/openai/v1?api-version=preview"_s << u"https://a.example.com/openai/v1?api-version=preview"_s;
        QTest::newRow("plain http elsewhere") << u"http://gpu.example.com:8000/v1"_s << QString();
        QTest::newRow("empty") << QString() << QString();
    }

    void theBaseOfAllCallsIsTheBaseUrl()
    {
        QFETCH(const QString, baseUrl);
        QFETCH(const QString, endpoint);
        const auto url = chatBase(configOf(baseUrl), optionsOf(baseUrl));
        QCOMPARE(url ? url->toString() : QString(), endpoint);
        if (!url)
            QCOMPARE(url.error().contextValue(u"provider"), u"lab"_s);
    }

    void plainHttpIsAnOption()
    {
        const auto baseUrl = u"http://gpu.example.com:8000/v1"_s;
        QVERIFY(chatBase(configOf(baseUrl), optionsOf(baseUrl, uR"({"allowPlainHttp":true})"_s)).has_value());
    }

    void timeoutsAreOptions()
    {
        QCOMPARE(optionsOf(kLocal).connection.timeoutsFor(true).connect, Milliseconds(5'000));
        QCOMPARE(optionsOf(kLocal).connection.timeoutsFor(true).idle, Milliseconds(30'000));
        QCOMPARE(optionsOf(kLocal).connection.timeoutsFor(true).total, Milliseconds(600'000));
        QVERIFY(optionsOf(kLocal).connection.timeoutsFor(false).idle > Milliseconds(30'000));
        const Options own = optionsOf(kLocal, uR"({"connectTimeoutMs":1,"idleTimeoutMs":2,"totalTimeoutMs":3})"_s);
        for (const bool isStream : {true, false}) {
            QCOMPARE(own.connection.timeoutsFor(isStream).connect, Milliseconds(1));
            QCOMPARE(own.connection.timeoutsFor(isStream).idle, Milliseconds(2));
            QCOMPARE(own.connection.timeoutsFor(isStream).total, Milliseconds(3));
        }
    }

    void wrongOptionsAreNamed_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("named");
        QTest::newRow("unknown") << uR"({"maxTokenField":"max_tokens"})"_s << u"maxTokenField"_s;
        QTest::newRow("wrong word") << uR"({"maxTokensField":"tokens"})"_s << u"maxTokensField"_s;
        QTest::newRow("wrong type") << uR"({"allowPlainHttp":"yes"})"_s << u"allowPlainHttp"_s;
        QTest::newRow("no time") << uR"({"idleTimeoutMs":0})"_s << u"idleTimeoutMs"_s;
        QTest::newRow("half a time") << uR"({"idleTimeoutMs":1.5})"_s << u"idleTimeoutMs"_s;
        QTest::newRow("a header with a line end") << uR"({"organization":"a\r\nX: y"})"_s << u"organization"_s;
        QTest::newRow("no object") << u"[]"_s << u"lab"_s;
    }

    void wrongOptionsAreNamed()
    {
        QFETCH(const QString, options);
        QFETCH(const QString, named);
        const auto read = readOptions(configOf(kLocal, options));
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::invalidInput);
        QVERIFY(read.error().message.contains(named));
        QVERIFY(!read.error().hint.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRequestBody)
#include "tst_requestbody.moc"
