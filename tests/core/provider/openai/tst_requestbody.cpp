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

Options optionsOfKind(const QString &kind, const QString &options = u"{}"_s)
{
    ProviderConfig config = configOf({}, options);
    config.kind = kind;
    if (kind == u"azure-openai")
        config.baseUrl = u"https://lab.openai.azure.com"_s;
    return *readOptions(config);
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

    void toolsAreDescribed()
    {
        ChatRequest request = minimal();
        request.tools = {{.name = u"get_tide"_s, .description = u"Tide of a port"_s, .parameters = *parseJson(uR"({"type":"object"})"_s)}, {.name = u"stop"_s}};
        const QByteArray tools
            = R"("tools":[{"type":"function","function":{"name":"get_tide","description":"Tide of a port","parameters":{"type":"object"}}},{"type":"function","function":{"name":"stop","parameters":{}}}])";
        QCOMPARE(requestBody(request, optionsOf(kLocal)), R"({"model":"m","messages":[{"role":"user","content":"Hi"}],)" + tools + "}");
        request.toolChoice = u"required"_s;
        QVERIFY(requestBody(request, optionsOf(kLocal)).endsWith(QByteArray(tools + R"(,"tool_choice":"required"})")));
        request.toolChoice = u"stop"_s;
        QVERIFY(requestBody(request, optionsOf(kLocal)).endsWith(QByteArray(tools + R"(,"tool_choice":{"type":"function","function":{"name":"stop"}}})")));
        QVERIFY(requestBody(request, optionsOfKind(u"ollama"_s)).endsWith(QByteArray(tools + "}")));
    }

    // A request that sets everything, in the words of each dialect.
    void everyDialectHasItsWords_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("rest");
        const QByteArray tool = R"("tools":[{"type":"function","function":{"name":"f","parameters":{}}}],)";
        const QByteArray choice = R"("tool_choice":"auto",)";
        const QByteArray schema
            = R"("response_format":{"type":"json_schema","json_schema":{"name":"answer","schema":{"type":"object","additionalProperties":false},"strict":true}},)";
        const QByteArray stops = R"("stop":["a","b","c","d"],)";
        const QByteArray allStops = R"("stop":["a","b","c","d","e"],)";
        const QByteArray effort = R"("reasoning_effort":"low",)";
        const QByteArray usage = R"("stream":true,"stream_options":{"include_usage":true}})";
        QTest::newRow("compatible") << u"openai-compatible"_s << R"("temperature":0.5,"top_p":0.9,"max_tokens":64,"seed":7,)" + allStops + schema + tool + choice + effort + usage;
        QTest::newRow("Mistral") << u"mistral"_s
                                 << R"("temperature":0.5,"top_p":0.9,"max_tokens":64,"random_seed":7,)" + allStops + schema + tool + choice + effort
                + R"("prompt_cache_key":"KEY","stream":true})";
        QTest::newRow("OpenRouter") << u"openrouter"_s
                                    << R"("temperature":0.5,"top_p":0.9,"max_tokens":64,"seed":7,)" + stops + schema + tool + choice + R"("reasoning":{"effort":"low"},)" + usage;
        QTest::newRow("Ollama") << u"ollama"_s << R"("temperature":0.5,"top_p":0.9,"max_tokens":64,"seed":7,)" + allStops + schema + tool + effort + usage;
        QTest::newRow("llama.cpp") << u"llamacpp"_s
                                   << R"("temperature":0.5,"top_p":0.9,"max_tokens":64,"seed":7,)" + allStops
                + R"("response_format":{"type":"json_object","schema":{"type":"object","additionalProperties":false}},)" + tool + choice + effort + usage;
        QTest::newRow("Groq") << u"groq"_s << R"("temperature":0.5,"top_p":0.9,"max_completion_tokens":64,"seed":7,)" + stops + schema + tool + choice + effort + usage;
        QTest::newRow("DeepSeek") << u"deepseek"_s
                                  << R"("temperature":0.5,"top_p":0.9,"max_tokens":64,)" + allStops + R"("response_format":{"type":"json_object"},)" + tool + choice + effort
                + usage;
        // An effort says that the model reasons, whatever its name.
        QTest::newRow("OpenAI") << u"openai"_s
                                << R"("max_completion_tokens":64,"seed":7,)" + schema + tool + choice + effort
                + R"("prompt_cache_key":"KEY","store":false,"stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false}})";
        QTest::newRow("Azure") << u"azure-openai"_s << R"("max_completion_tokens":64,"seed":7,)" + schema + tool + choice + effort + usage;
    }

    void everyDialectHasItsWords()
    {
        QFETCH(const QString, kind);
        QFETCH(const QByteArray, rest);
        ChatRequest request = minimal();
        request.temperature = 0.5;
        request.topP = 0.9;
        request.maxOutputTokens = 64;
        request.seed = 7;
        request.stop = {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s};
        request.format = OutputFormat::jsonSchema;
        request.schema = *parseJson(uR"({"type":"object","additionalProperties":false})"_s);
        request.tools = {{.name = u"f"_s}};
        request.toolChoice = u"auto"_s;
        request.reasoningEffort = u"low"_s;
        request.markCache = true;
        request.stream = true;
        QByteArray expected = R"({"model":"m","messages":[{"role":"user","content":"Hi"}],)" + rest;
        expected.replace("KEY", cacheKey(request).toUtf8());
        QCOMPARE(requestBody(request, optionsOfKind(kind)), expected);
    }

    void reasoningModelsTakeNoSampling_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("effort");
        QTest::addColumn<bool>("isSampled");
        QTest::addColumn<QString>("role");
        QTest::newRow("gpt-4o") << u"gpt-4o"_s << QString() << true << u"system"_s;
        QTest::newRow("o3") << u"o3-2025-04-16"_s << QString() << false << u"developer"_s;
        QTest::newRow("gpt-5.1") << u"gpt-5.1"_s << QString() << false << u"developer"_s;
        QTest::newRow("gpt-5.1 without reasoning") << u"gpt-5.1"_s << u"none"_s << true << u"developer"_s;
        QTest::newRow("gpt-5-chat") << u"gpt-5-chat-latest"_s << QString() << true << u"system"_s;
        QTest::newRow("gpt-4o with an effort") << u"gpt-4o-2024-11-20"_s << u"high"_s << true << u"system"_s;
        QTest::newRow("a new one with an effort") << u"gpt-9"_s << u"high"_s << false << u"system"_s;
        QTest::newRow("fine-tuned") << u"ft:o4-mini-2025-04-16:lab::x"_s << QString() << false << u"developer"_s;
        QTest::newRow("only a name like it") << u"o30"_s << QString() << true << u"system"_s;
    }

    void reasoningModelsTakeNoSampling()
    {
        QFETCH(const QString, model);
        QFETCH(const QString, effort);
        QFETCH(const bool, isSampled);
        QFETCH(const QString, role);
        ChatRequest request = minimal();
        request.model = model;
        request.messages.prepend({.role = tokens::Role::system, .text = u"Be brief"_s});
        request.temperature = 0.5;
        request.topP = 0.9;
        request.stop = {u"#"_s};
        request.reasoningEffort = effort;
        const Json body = *parseJson(requestBody(request, optionsOfKind(u"openai"_s)));
        for (const auto *name : {"temperature", "top_p", "stop"})
            QCOMPARE(body.contains(name), isSampled);
        QCOMPARE(toQString(body.at("messages").at(0).at("role")), role);
        QCOMPARE(body.contains("reasoning_effort"), !effort.isEmpty() && !model.startsWith(u"gpt-4o"));
        // The same names elsewhere are of other models.
        const Json elsewhere = *parseJson(requestBody(request, optionsOf(kLocal)));
        QVERIFY(elsewhere.contains("temperature"));
        QCOMPARE(toQString(elsewhere.at("messages").at(0).at("role")), u"system"_s);
    }

    void deploymentsOfReasoningModelsAreNamed()
    {
        ChatRequest request = minimal();
        request.model = u"our-thinker"_s;
        request.temperature = 0.5;
        QVERIFY(requestBody(request, optionsOfKind(u"azure-openai"_s)).contains("temperature"));
        QVERIFY(!requestBody(request, optionsOfKind(u"azure-openai"_s, uR"({"reasoningModels":["our-thinker"]})"_s)).contains("temperature"));
    }

    void aThinkingBudgetGoesWhereOneIsKnown()
    {
        ChatRequest request = minimal();
        request.thinkingBudget = 2048;
        QVERIFY(requestBody(request, optionsOfKind(u"openrouter"_s)).endsWith(R"("reasoning":{"max_tokens":2048}})"));
        QVERIFY(requestBody(request, optionsOfKind(u"vllm"_s)).endsWith(R"("thinking_token_budget":2048})"));
        QVERIFY(!requestBody(request, optionsOfKind(u"groq"_s)).contains("2048"));
        request.thinkingBudget = 0;
        QVERIFY(requestBody(request, optionsOfKind(u"groq"_s)).endsWith(R"("reasoning_effort":"none"})"));
    }

    void jsonModeIsLeftOutWhereThereIsNone()
    {
        ChatRequest request = minimal();
        request.format = OutputFormat::json;
        QVERIFY(!requestBody(request, optionsOfKind(u"lmstudio"_s)).contains("response_format"));
    }

    void theCacheKeyIsOfWhatCallsHaveInCommon()
    {
        ChatRequest request = minimal();
        request.messages.prepend({.role = tokens::Role::system, .text = u"Be brief"_s});
        ChatRequest other = request;
        other.messages.last().text = u"Bye"_s;
        QCOMPARE(cacheKey(request), cacheKey(other));
        QVERIFY(cacheKey(request).size() <= 64);
        other.messages.first().text = u"Be long"_s;
        QVERIFY(cacheKey(request) != cacheKey(other));
        other = request;
        other.tools = {{.name = u"f"_s}};
        QVERIFY(cacheKey(request) != cacheKey(other));
    }

    void fixedMembersOfTheBodyAreAnOption()
    {
        const QString options = uR"({"body":{"provider":{"order":["x"]}}})"_s;
        QVERIFY(requestBody(minimal(), optionsOfKind(u"openrouter"_s, options)).endsWith(R"("provider":{"order":["x"]}})"));
        QVERIFY(requestBody(minimal(), optionsOfKind(u"openai"_s, options)).endsWith(R"("store":false,"provider":{"order":["x"]}})"));
    }

    void thinkTagsAreStrippedForServersOfThisMachine_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("baseUrl");
        QTest::addColumn<QString>("options");
        QTest::addColumn<bool>("isStripped");
        QTest::newRow("compatible, here") << u"openai-compatible"_s << kLocal << u"{}"_s << true;
        QTest::newRow("compatible, elsewhere") << u"openai-compatible"_s << u"https://gpu.example.com/v1"_s << u"{}"_s << false;
        QTest::newRow("vLLM, elsewhere") << u"vllm"_s << u"https://gpu.example.com/v1"_s << u"{}"_s << true;
        QTest::newRow("OpenAI") << u"openai"_s << QString() << u"{}"_s << false;
        QTest::newRow("not wanted") << u"ollama"_s << QString() << uR"({"stripThinkTags":false})"_s << false;
    }

    void thinkTagsAreStrippedForServersOfThisMachine()
    {
        QFETCH(const QString, kind);
        QFETCH(const QString, baseUrl);
        QFETCH(const QString, options);
        ProviderConfig config = configOf(baseUrl, options);
        config.kind = kind;
        QTEST(readOptions(config)->stripThinkTags, "isStripped");
    }

    void azureHasTwoFormsOfAddress_data()
    {
        QTest::addColumn<QString>("baseUrl");
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("address");
        const QString dated = u"https://lab.openai.azure.com/openai/deployments/our-4o/chat/completions?api-version="_s;
        QTest::newRow("a resource") << u"https://lab.openai.azure.com"_s << u"{}"_s << QString(dated + u"2024-10-21"_s);
        QTest::newRow("another version") << u"https://lab.openai.azure.com/"_s << uR"({"apiVersion":"2025-04-01-preview"})"_s << QString(dated + u"2025-04-01-preview"_s);
        QTest::newRow("a whole address") << u"https://lab.openai.azure.com/openai/deployments/our-4o/chat/completions?api-version=2024-06-01"_s << u"{}"_s
                                         << QString(dated + u"2024-06-01"_s);
        QTest::newRow("without dated versions") << u"https://lab.openai.azure.com/openai/v1"_s << u"{}"_s << u"https://lab.openai.azure.com/openai/v1/chat/completions"_s;
    }

    void azureHasTwoFormsOfAddress()
    {
        QFETCH(const QString, baseUrl);
        QFETCH(const QString, options);
        ProviderConfig config = configOf(baseUrl, options);
        config.kind = u"azure-openai"_s;
        const auto read = readOptions(config);
        const auto base = chatBase(config, *read);
        ChatRequest request = minimal();
        request.model = u"our-4o"_s;
        const wire::Call call = ChatApi(*read).chat(request);
        QString address = base->toString(QUrl::RemoveQuery) + call.path;
        const QString query = base->query() + QString::fromLatin1(call.query);
        if (!query.isEmpty())
            address += u'?' + query;
        QTEST(address, "address");
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
        request.schema = *parseJson(uR"({"type":"object","additionalProperties":false})"_s);
        QVERIFY(requestBody(request, optionsOf(kLocal))
                .endsWith(R"("response_format":{"type":"json_schema","json_schema":{"name":"answer","schema":{"type":"object","additionalProperties":false},"strict":true}}})"));
        QVERIFY(requestBody(request, optionsOf(kLocal, uR"({"strictSchema":false})"_s)).endsWith(R"("strict":false}}})"));
        // Outside of what "strict" takes it would be refused.
        request.schema = *parseJson(uR"({"type":"object"})"_s);
        QVERIFY(requestBody(request, optionsOf(kLocal)).endsWith(R"("strict":false}}})"));
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
        QTest::newRow("a body that is ours") << uR"({"body":{"model":"x"}})"_s << u"body"_s;
        QTest::newRow("a body that is none") << uR"({"body":7})"_s << u"body"_s;
        QTest::newRow("models that are none") << uR"({"reasoningModels":"o3"})"_s << u"reasoningModels"_s;
        QTest::newRow("a version without deployments") << uR"({"apiVersion":"2024-10-21"})"_s << u"apiVersion"_s;
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
