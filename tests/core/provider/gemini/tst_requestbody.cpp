// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/requestbody.h"
#include "core/provider/gemini/thinking.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace assay::provider::gemini;
using namespace Qt::StringLiterals;

namespace {

ChatRequest minimal(const QString &model = u"gemini-2.5-flash"_s)
{
    ChatRequest request;
    request.model = model;
    request.messages = {{.role = tokens::Role::user, .text = u"Hi"_s}};
    request.stream = false;
    return request;
}

ProviderConfig configOf(const QString &baseUrl, const QString &options = u"{}"_s)
{
    ProviderConfig config;
    config.name = u"lab"_s;
    config.kind = u"gemini"_s;
    config.baseUrl = baseUrl;
    config.options = *parseJson(options);
    return config;
}

// What stands in the body of a minimal request besides its contents.
QString extraOf(const ChatRequest &request, const Options &options = {})
{
    Json body = *parseJson(QByteArrayView(requestBody(request, options)));
    body.erase("contents");
    return QString::fromUtf8(toJson(body));
}

const Json kSchema = *parseJson(uR"({"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false})"_s);

} // namespace

class TestRequestBody : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatIsSetIsSent() { QCOMPARE(requestBody(minimal(), {}), R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}]})"); }

    void everythingHasItsPlace()
    {
        ChatRequest request = minimal();
        request.messages = {{.role = tokens::Role::system, .text = u"Be \"brief\"\n"_s}, {.role = tokens::Role::user, .text = u"🪶"_s},
            {.role = tokens::Role::assistant, .text = u"ok"_s}, {.role = tokens::Role::user, .text = u"more"_s}, {.role = tokens::Role::user, .text = u"please"_s}};
        request.temperature = 0.2;
        request.topP = 1.0;
        request.maxOutputTokens = 64;
        request.seed = 7;
        request.stop = {u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s, u"6"_s};
        request.format = OutputFormat::json;
        request.clientRequestId = "run-1";
        request.markCache = true;
        request.stream = true;
        QCOMPARE(requestBody(request, {}),
            "{\"systemInstruction\":{\"parts\":[{\"text\":\"Be \\\"brief\\\"\\n\"}]},\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"🪶\"}]},"
            "{\"role\":\"model\",\"parts\":[{\"text\":\"ok\"}]},{\"role\":\"user\",\"parts\":[{\"text\":\"more\"},{\"text\":\"please\"}]}],"
            "\"generationConfig\":{\"temperature\":0.2,\"topP\":1.0,\"maxOutputTokens\":64,\"stopSequences\":[\"1\",\"2\",\"3\",\"4\",\"5\"],\"seed\":7,"
            "\"responseMimeType\":\"application/json\"}}");
    }

    void aSchemaIsSentAsItIs()
    {
        ChatRequest request = minimal();
        request.format = OutputFormat::jsonSchema;
        request.schema = kSchema;
        QCOMPARE(extraOf(request), u"{\"generationConfig\":{\"responseMimeType\":\"application/json\",\"responseJsonSchema\":%1}}"_s.arg(QString::fromUtf8(toJson(kSchema))));
    }

    void aSeedHas31Bits()
    {
        ChatRequest request = minimal();
        request.seed = 0x1'2345'6789;
        QCOMPARE(extraOf(request), uR"({"generationConfig":{"seed":591751049}})"_s);
        request.seed = -1;
        QCOMPARE(extraOf(request), uR"({"generationConfig":{"seed":2147483647}})"_s);
    }

    void thinkingHasTheFormOfTheModel_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("effort");
        QTest::addColumn<qint64>("budget"); // -1: none
        QTest::addColumn<QString>("config");
        const QString none;
        QTest::newRow("2.5: nothing said") << u"gemini-2.5-flash"_s << none << qint64(-1) << none;
        QTest::newRow("2.5: a budget") << u"gemini-2.5-flash"_s << none << qint64(777) << uR"({"thinkingBudget":777})"_s;
        QTest::newRow("2.5: off") << u"gemini-2.5-flash"_s << none << qint64(0) << uR"({"thinkingBudget":0})"_s;
        QTest::newRow("2.5 pro cannot be off") << u"gemini-2.5-pro"_s << none << qint64(0) << uR"({"thinkingBudget":128})"_s;
        QTest::newRow("2.5: an effort") << u"gemini-2.5-flash-lite"_s << u"medium"_s << qint64(-1) << uR"({"thinkingBudget":8192})"_s;
        QTest::newRow("2.5: no effort") << u"gemini-2.5-flash"_s << u"none"_s << qint64(-1) << uR"({"thinkingBudget":0})"_s;
        QTest::newRow("2.5: of both, the budget") << u"gemini-2.5-flash"_s << u"high"_s << qint64(600) << uR"({"thinkingBudget":600})"_s;
        QTest::newRow("3: an effort") << u"gemini-3-flash-preview"_s << u"low"_s << qint64(-1) << uR"({"thinkingLevel":"LOW"})"_s;
        QTest::newRow("3: no effort") << u"gemini-3.5-flash"_s << u"none"_s << qint64(-1) << uR"({"thinkingLevel":"MINIMAL"})"_s;
        QTest::newRow("3: the most") << u"gemini-3.6-flash"_s << u"max"_s << qint64(-1) << uR"({"thinkingLevel":"HIGH"})"_s;
        QTest::newRow("3 pro: the least it takes") << u"gemini-3.1-pro-preview"_s << u"minimal"_s << qint64(-1) << uR"({"thinkingLevel":"LOW"})"_s;
        QTest::newRow("3: a budget becomes a level") << u"gemini-3.5-flash"_s << none << qint64(5000) << uR"({"thinkingLevel":"MEDIUM"})"_s;
        QTest::newRow("3: a huge budget") << u"gemini-3.5-flash"_s << none << qint64(500000) << uR"({"thinkingLevel":"HIGH"})"_s;
        QTest::newRow("3: off") << u"gemini-3.5-flash"_s << none << qint64(0) << uR"({"thinkingLevel":"MINIMAL"})"_s;
        QTest::newRow("3: of both, the effort") << u"gemini-3.5-flash"_s << u"high"_s << qint64(0) << uR"({"thinkingLevel":"HIGH"})"_s;
        QTest::newRow("10") << u"gemini-10-flash"_s << u"low"_s << qint64(-1) << uR"({"thinkingLevel":"LOW"})"_s;
        QTest::newRow("an alias without a version") << u"models/gemini-flash-latest"_s << u"low"_s << qint64(-1) << uR"({"thinkingLevel":"LOW"})"_s;
        QTest::newRow("2.0 does not think") << u"gemini-2.0-flash"_s << u"low"_s << qint64(-1) << none;
        QTest::newRow("another family") << u"gemma-3-27b-it"_s << u"low"_s << qint64(500) << none;
        QTest::newRow("no effort of ours") << u"gemini-3.5-flash"_s << u"brand-new"_s << qint64(-1) << none;
    }

    void thinkingHasTheFormOfTheModel()
    {
        QFETCH(const QString, model);
        QFETCH(const QString, effort);
        QFETCH(const qint64, budget);
        QFETCH(const QString, config);
        ChatRequest request = minimal(model);
        request.reasoningEffort = effort;
        if (budget >= 0)
            request.thinkingBudget = budget;
        QCOMPARE(extraOf(request), config.isEmpty() ? u"{}"_s : u"{\"generationConfig\":{\"thinkingConfig\":%1}}"_s.arg(config));
    }

    void toolsAreDescribed()
    {
        ChatRequest request = minimal();
        request.tools = {{.name = u"get_tide"_s, .description = u"Tide of a port"_s, .parameters = kSchema}, {.name = u"stop"_s}};
        QCOMPARE(extraOf(request),
            u"{\"tools\":[{\"functionDeclarations\":[{\"name\":\"get_tide\",\"description\":\"Tide of a port\",\"parametersJsonSchema\":%1},{\"name\":\"stop\"}]}]}"_s.arg(
                QString::fromUtf8(toJson(kSchema))));
    }

    void toolChoicesHaveTheirWords_data()
    {
        QTest::addColumn<QString>("choice");
        QTest::addColumn<QString>("config");
        QTest::newRow("auto") << u"auto"_s << uR"({"mode":"AUTO"})"_s;
        QTest::newRow("none") << u"none"_s << uR"({"mode":"NONE"})"_s;
        QTest::newRow("required") << u"required"_s << uR"({"mode":"ANY"})"_s;
        QTest::newRow("by name") << u"stop"_s << uR"({"mode":"ANY","allowedFunctionNames":["stop"]})"_s;
    }

    void toolChoicesHaveTheirWords()
    {
        QFETCH(const QString, choice);
        QFETCH(const QString, config);
        ChatRequest request = minimal();
        request.toolChoice = choice;
        QCOMPARE(extraOf(request), u"{}"_s);
        request.tools = {{.name = u"stop"_s}};
        QCOMPARE(extraOf(request), u"{\"tools\":[{\"functionDeclarations\":[{\"name\":\"stop\"}]}],\"toolConfig\":{\"functionCallingConfig\":%1}}"_s.arg(config));
    }

    void halvesOfCharactersDoNotSpoilTheBody()
    {
        ChatRequest request = minimal();
        request.messages[0].text = u"a"_s + QChar(0xD83E);
        QVERIFY(parseJson(QByteArrayView(requestBody(request, {}))).has_value());
    }

    void optionsAreChecked_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("wrong");
        QTest::newRow("none") << u"{}"_s << QString();
        QTest::newRow("all") << uR"({"thinking":"level","body":{"safetySettings":[]},"idleTimeoutMs":5})"_s << QString();
        QTest::newRow("thinking") << uR"({"thinking":"much"})"_s << u"thinking"_s;
        QTest::newRow("body") << uR"({"body":7})"_s << u"body"_s;
        QTest::newRow("body with contents") << uR"({"body":{"contents":[]}})"_s << u"body"_s;
        QTest::newRow("body with a cap of its own") << uR"({"body":{"generationConfig":{"maxOutputTokens":99999}}})"_s << u"body"_s;
        QTest::newRow("body with a wrong generationConfig") << uR"({"body":{"generationConfig":[]}})"_s << u"body"_s;
        QTest::newRow("unknown") << uR"({"colour":"red"})"_s << u"colour"_s;
    }

    void optionsAreChecked()
    {
        QFETCH(const QString, options);
        QFETCH(const QString, wrong);
        const auto read = readOptions(configOf({}, options));
        QCOMPARE(read.has_value(), wrong.isEmpty());
        if (!read) {
            QCOMPARE(read.error().kind, ErrorKind::invalidInput);
            QVERIFY(read.error().describe().contains(wrong));
        }
    }

    void ownMembersStandInTheBody()
    {
        const auto options = readOptions(configOf({}, uR"({"thinking":"none","body":{"safetySettings":[{"threshold":"OFF"}],"generationConfig":{"topK":1,"temperature":0}}})"_s));
        ChatRequest request = minimal();
        request.thinkingBudget = 5;
        QCOMPARE(extraOf(request, *options), uR"({"safetySettings":[{"threshold":"OFF"}],"generationConfig":{"topK":1,"temperature":0}})"_s);
        request.maxOutputTokens = 9;
        QCOMPARE(extraOf(request, *options), uR"({"generationConfig":{"maxOutputTokens":9,"topK":1,"temperature":0},"safetySettings":[{"threshold":"OFF"}]})"_s);
    }

    void theBaseUrlIsCompleted_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("base"); // empty: refused
        QTest::newRow("none") << QString() << u"https://generativelanguage.googleapis.com/v1beta"_s;
        QTest::newRow("without a path") << u"https://generativelanguage.googleapis.com/"_s << u"https://generativelanguage.googleapis.com/v1beta"_s;
        QTest::newRow("with the models") << u"https://gate.example/v1beta/models"_s << u"https://gate.example/v1beta"_s;
        QTest::newRow("a gateway's") << u"https://gate.example/llm/v1/"_s << u"https://gate.example/llm/v1"_s;
        QTest::newRow("with a key in it") << u"https://gate.example/v1beta?key=abc"_s << QString();
    }

    void theBaseUrlIsCompleted()
    {
        QFETCH(const QString, given);
        QFETCH(const QString, base);
        const auto url = apiBase(configOf(given), {});
        QCOMPARE(url ? url->toString() : QString(), base);
        QVERIFY(url || !url.error().describe().contains(u"abc"_s));
    }
};

QTEST_GUILESS_MAIN(TestRequestBody)
#include "tst_requestbody.moc"
