// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/requestbody.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace assay::provider::anthropic;
using namespace Qt::StringLiterals;

namespace {

ChatRequest minimal()
{
    ChatRequest request;
    request.model = u"m"_s;
    request.messages = {{.role = tokens::Role::user, .text = u"Hi"_s}};
    request.maxOutputTokens = 4096;
    request.stream = false;
    return request;
}

QByteArray bodyOf(const ChatRequest &request, const Traits &traits = {})
{
    return requestBody(request, Options(), traits);
}

// What stands in the body of a minimal request besides its three members.
QString extraOf(const ChatRequest &request, const Traits &traits = {})
{
    Json body = *parseJson(QByteArrayView(bodyOf(request, traits)));
    for (const auto *name : {"model", "max_tokens", "messages"})
        body.erase(name);
    return QString::fromUtf8(toJson(body));
}

ProviderConfig configOf(const QString &baseUrl, const QString &options = u"{}"_s)
{
    ProviderConfig config;
    config.name = u"lab"_s;
    config.kind = u"anthropic"_s;
    config.baseUrl = baseUrl;
    config.options = *parseJson(options);
    return config;
}

const Json kSchema = *parseJson(uR"({"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false})"_s);

} // namespace

class TestRequestBody : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatIsSetIsSent() { QCOMPARE(bodyOf(minimal()), R"({"model":"m","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}]})"); }

    void theCapIsAlwaysThere()
    {
        ChatRequest request = minimal();
        request.maxOutputTokens.reset();
        QVERIFY(bodyOf(request).contains("\"max_tokens\":1024"));
    }

    void everythingHasItsPlace()
    {
        ChatRequest request = minimal();
        request.messages = {{.role = tokens::Role::system, .text = u"Be \"brief\"\n"_s}, {.role = tokens::Role::user, .text = u"🪶"_s},
            {.role = tokens::Role::assistant, .text = u"ok"_s}, {.role = tokens::Role::user, .text = u"more"_s}};
        request.temperature = 0.2;
        request.seed = 7;
        request.stop = {u"###"_s, u"\n"_s};
        request.clientRequestId = "run-1";
        request.stream = true;
        QCOMPARE(bodyOf(request),
            "{\"model\":\"m\",\"max_tokens\":4096,\"system\":\"Be \\\"brief\\\"\\n\",\"messages\":[{\"role\":\"user\",\"content\":\"🪶\"},"
            "{\"role\":\"assistant\",\"content\":\"ok\"},{\"role\":\"user\",\"content\":\"more\"}],\"temperature\":0.2,\"stop_sequences\":[\"###\"],\"stream\":true}");
    }

    void systemMessagesAreOneText()
    {
        ChatRequest request = minimal();
        request.messages = {{.role = tokens::Role::system, .text = u"One"_s}, {.role = tokens::Role::system, .text = u" "_s}, {.role = tokens::Role::system, .text = u"Two"_s},
            {.role = tokens::Role::user, .text = u"Hi"_s}};
        QCOMPARE(extraOf(request), uR"({"system":"One\n\nTwo"})"_s);
        request.markCache = true;
        QCOMPARE(extraOf(request), uR"({"system":[{"type":"text","text":"One\n\nTwo","cache_control":{"type":"ephemeral"}}]})"_s);
    }

    void settingsBecomeMembers_data()
    {
        QTest::addColumn<std::function<void(ChatRequest &)>>("set");
        QTest::addColumn<Traits>("traits");
        QTest::addColumn<QString>("extra");
        using Set = std::function<void(ChatRequest &)>;
        const Traits any;
        const Traits adaptive{.sampling = false, .reasons = true, .adaptiveThinking = true};
        const Traits plain{.sampling = true, .reasons = false, .adaptiveThinking = false};
        const auto row = [](const char *name, const Set &set, const Traits &traits, const QString &extra) { QTest::newRow(name) << set << traits << extra; };
        row("top_p", [](ChatRequest &r) { r.topP = 0.5; }, any, uR"({"top_p":0.5})"_s);
        row("of both, the temperature", [](ChatRequest &r) { r.topP = 0.5, r.temperature = 0.0; }, any, uR"({"temperature":0.0})"_s);
        row("no sampling", [](ChatRequest &r) { r.topP = 0.5, r.temperature = 0.0; }, adaptive, u"{}"_s);
        row("no plain JSON mode", [](ChatRequest &r) { r.format = OutputFormat::json; }, any, u"{}"_s);
        row(
            "JSON Schema", [](ChatRequest &r) { r.format = OutputFormat::jsonSchema, r.schema = kSchema; }, any,
            u"{\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":%1}}}"_s.arg(QString::fromUtf8(toJson(kSchema))));
        row("budget", [](ChatRequest &r) { r.thinkingBudget = 2000; }, any, uR"({"thinking":{"type":"enabled","budget_tokens":2000}})"_s);
        row("budget too small", [](ChatRequest &r) { r.thinkingBudget = 5; }, any, uR"({"thinking":{"type":"enabled","budget_tokens":1024}})"_s);
        row("budget above the cap", [](ChatRequest &r) { r.thinkingBudget = 9000; }, any, uR"({"thinking":{"type":"enabled","budget_tokens":4095}})"_s);
        row("no room for a budget", [](ChatRequest &r) { r.thinkingBudget = 9000, r.maxOutputTokens = 1024; }, any, u"{}"_s);
        row("no budget", [](ChatRequest &r) { r.thinkingBudget = 0; }, any, uR"({"thinking":{"type":"disabled"}})"_s);
        row(
            "no temperature while it thinks", [](ChatRequest &r) { r.thinkingBudget = 2000, r.temperature = 0.0; }, any,
            uR"({"thinking":{"type":"enabled","budget_tokens":2000}})"_s);
        row("temperature without thinking", [](ChatRequest &r) { r.thinkingBudget = 0, r.temperature = 0.0; }, any, uR"({"temperature":0.0,"thinking":{"type":"disabled"}})"_s);
        row("effort", [](ChatRequest &r) { r.reasoningEffort = u"xhigh"_s; }, any, uR"({"output_config":{"effort":"xhigh"}})"_s);
        row("least effort", [](ChatRequest &r) { r.reasoningEffort = u"minimal"_s; }, any, uR"({"output_config":{"effort":"low"}})"_s);
        row("no effort", [](ChatRequest &r) { r.reasoningEffort = u"none"_s; }, any, uR"({"thinking":{"type":"disabled"}})"_s);
        row("adaptive: effort", [](ChatRequest &r) { r.reasoningEffort = u"high"_s; }, adaptive, uR"({"thinking":{"type":"adaptive"},"output_config":{"effort":"high"}})"_s);
        row("adaptive: a budget has no place", [](ChatRequest &r) { r.thinkingBudget = 9000; }, adaptive, uR"({"thinking":{"type":"adaptive"}})"_s);
        row("adaptive: off", [](ChatRequest &r) { r.thinkingBudget = 0; }, adaptive, uR"({"thinking":{"type":"disabled"}})"_s);
        row("adaptive: nothing said", [](ChatRequest &) {}, adaptive, u"{}"_s);
        row("a model that does not reason", [](ChatRequest &r) { r.thinkingBudget = 2000, r.reasoningEffort = u"high"_s; }, plain, u"{}"_s);
    }

    void settingsBecomeMembers()
    {
        QFETCH(const std::function<void(ChatRequest &)>, set);
        QFETCH(const Traits, traits);
        QFETCH(const QString, extra);
        ChatRequest request = minimal();
        set(request);
        QCOMPARE(extraOf(request, traits), extra);
    }

    void toolsAreDescribed()
    {
        ChatRequest request = minimal();
        request.tools = {{.name = u"get_tide"_s, .description = u"Tide of a port"_s, .parameters = kSchema}, {.name = u"stop"_s}};
        const QString first = u"{\"name\":\"get_tide\",\"description\":\"Tide of a port\",\"input_schema\":%1}"_s.arg(QString::fromUtf8(toJson(kSchema)));
        QCOMPARE(extraOf(request), u"{\"tools\":[%1,{\"name\":\"stop\",\"input_schema\":{\"type\":\"object\"}}]}"_s.arg(first));
        request.markCache = true;
        QCOMPARE(extraOf(request), u"{\"tools\":[%1,{\"name\":\"stop\",\"input_schema\":{\"type\":\"object\"},\"cache_control\":{\"type\":\"ephemeral\"}}]}"_s.arg(first));
    }

    void toolChoicesHaveTheirWords_data()
    {
        QTest::addColumn<QString>("choice");
        QTest::addColumn<QString>("member");
        QTest::addColumn<bool>("isLeftOutWhileThinking");
        QTest::newRow("auto") << u"auto"_s << uR"({"type":"auto"})"_s << false;
        QTest::newRow("none") << u"none"_s << uR"({"type":"none"})"_s << false;
        QTest::newRow("required") << u"required"_s << uR"({"type":"any"})"_s << true;
        QTest::newRow("by name") << u"stop"_s << uR"({"type":"tool","name":"stop"})"_s << true;
    }

    void toolChoicesHaveTheirWords()
    {
        QFETCH(const QString, choice);
        QFETCH(const QString, member);
        QFETCH(const bool, isLeftOutWhileThinking);
        ChatRequest request = minimal();
        request.tools = {{.name = u"stop"_s}};
        request.toolChoice = choice;
        QCOMPARE(extraOf(request), u"{\"tools\":[{\"name\":\"stop\",\"input_schema\":{\"type\":\"object\"}}],\"tool_choice\":%1}"_s.arg(member));
        request.thinkingBudget = 2000;
        QCOMPARE(extraOf(request).contains(u"tool_choice"_s), !isLeftOutWhileThinking);
        request.tools.clear();
        QVERIFY(!extraOf(request).contains(u"tool_choice"_s));
    }

    void halvesOfCharactersDoNotSpoilTheBody()
    {
        ChatRequest request = minimal();
        request.messages[0].text = u"a"_s + QChar(0xD83E);
        QVERIFY(parseJson(QByteArrayView(bodyOf(request))).has_value());
    }

    void optionsAreChecked_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("wrong");
        QTest::newRow("none") << u"{}"_s << QString();
        QTest::newRow("all") << uR"({"version":"2030-01-01","beta":"a-1,b-2","body":{"service_tier":"standard_only"},"idleTimeoutMs":5})"_s << QString();
        QTest::newRow("version") << uR"({"version":7})"_s << u"version"_s;
        QTest::newRow("beta with a line end") << uR"({"beta":"a\r\nb"})"_s << u"beta"_s;
        QTest::newRow("body") << uR"({"body":[]})"_s << u"body"_s;
        QTest::newRow("body with a cap of its own") << uR"({"body":{"max_tokens":99999}})"_s << u"body"_s;
        QTest::newRow("body with the model") << uR"({"body":{"model":"x"}})"_s << u"body"_s;
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
        const auto options = readOptions(configOf({}, uR"({"body":{"service_tier":"standard_only"}})"_s));
        QCOMPARE(requestBody(minimal(), *options, {}), R"({"model":"m","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}],"service_tier":"standard_only"})");
    }

    void theBaseUrlIsCompleted_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("base");
        QTest::newRow("none") << QString() << u"https://api.anthropic.com/v1"_s;
        QTest::newRow("without a path") << u"https://api.anthropic.com"_s << u"https://api.anthropic.com/v1"_s;
        QTest::newRow("the call's own") << u"https://api.anthropic.com/v1/messages"_s << u"https://api.anthropic.com/v1"_s;
        QTest::newRow("a gateway's") << u"https://gate.example/llm/v1/"_s << u"https://gate.example/llm/v1"_s;
    }

    void theBaseUrlIsCompleted()
    {
        QFETCH(const QString, given);
        QFETCH(const QString, base);
        QCOMPARE(apiBase(configOf(given), Options())->toString(), base);
    }

    void aModelsOwnOptionsSayWhatItTakes()
    {
        ModelConfig model;
        model.apiName = u"claude-fixture"_s;
        QCOMPARE(traitsOf(configOf({}), model), Traits());
        model.options = *parseJson(uR"({"capabilities":{"sampling":false}})"_s);
        QCOMPARE(traitsOf(configOf({}), model), (Traits{.sampling = false, .reasons = true, .adaptiveThinking = true}));
        model.options = *parseJson(uR"({"capabilities":{"reasoning":false}})"_s);
        QCOMPARE(traitsOf(configOf({}), model), (Traits{.sampling = true, .reasons = false, .adaptiveThinking = false}));
    }
};

QTEST_GUILESS_MAIN(TestRequestBody)
#include "tst_requestbody.moc"
