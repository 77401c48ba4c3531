// SPDX-License-Identifier: GPL-3.0-or-later
// A prompt version for an application that fetches it when it starts.
#include "core/base/json.h"
#include "tests/support/program.h"

#include <QTest>

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kItems = "{\"key\":\"a\",\"vars\":{\"message\":\"Hi\",\"who\":\"Ada\"}}\n{\"key\":\"b\",\"vars\":{\"message\":\"Late\",\"who\":\"Bo\"},\"reference\":\"shipping\","
                          "\"tags\":[\"shot\"]}\n";
const QByteArray kPrompt = "prompt: triage\n"
                           "note: first\n"
                           "parameters: {temperature: 0, maxOutputTokens: 20, stop: [END]}\n"
                           "messages:\n"
                           "  - role: system\n"
                           "    template: |\n"
                           "      You sort messages.\n"
                           "\n"
                           "      {% if hint is defined %}{{ hint }}{% endif %}\n"
                           "  - role: user\n"
                           "    template: \"{{ who }}: {{ message }}\"\n";

void fill(const Program &assay)
{
    const Ended in = assay.run({u"import"_s, u"w.assay"_s, assay.write(u"items.jsonl"_s, kItems), assay.write(u"p.yaml"_s, kPrompt)});
    QVERIFY2(in.code == 0, in.said().constData());
}

Json shown(const Program &assay, const QStringList &arguments)
{
    const Ended ended = assay.run(QStringList{u"show"_s, u"w.assay"_s, u"triage"_s} + arguments);
    const auto json = parseJson(QByteArrayView(ended.out));
    return json ? *json : jsonString(QString::fromUtf8(ended.said()));
}

} // namespace

class TestShow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aVersionIsDataWithTheVariablesItNeeds()
    {
        const Program assay;
        fill(assay);
        const Json json = shown(assay, {u"--format"_s, u"json"_s});
        QVERIFY2(json.is_object(), toJson(json).constData());
        QCOMPARE(toJson(json.at("variables")), QByteArray(R"({"required":["message","who"],"optional":["hint"]})"));
        QCOMPARE(json.at("version").as<int>(), 1);
        QCOMPARE(json.at("hash").as<std::string>().size(), std::size_t(64));
        QCOMPARE(toJson(json.at("content").at("messages").at(1)), QByteArray(R"({"role":"user","template":"{{ who }}: {{ message }}"})"));
        QVERIFY(!json.contains("messages"));
        const QByteArray yaml = assay.run({u"show"_s, u"w.assay"_s, u"triage@1"_s}).out;
        QVERIFY2(yaml.startsWith("prompt: triage\nversion: 1\n") && yaml.contains("      template: |\n        You sort messages.\n\n        {% if"), yaml.constData());
    }

    void aRequestIsReadyButForItsTemplates()
    {
        const Program assay;
        fill(assay);
        const Json json = shown(assay, {u"--format"_s, u"openai"_s, u"--model"_s, u"gpt-4o"_s});
        QVERIFY2(json.is_object(), toJson(json).constData());
        QCOMPARE(toJson(json.at("variables")), QByteArray(R"({"required":["message","who"],"optional":["hint"]})"));
        QCOMPARE(toQString(json.at("request").at("path")), u"/chat/completions"_s);
        const Json &body = json.at("request").at("body");
        QCOMPARE(toJson(body),
            QByteArray(R"({"model":"gpt-4o","messages":[{"role":"system","content":"You sort messages.\n\n{% if hint is defined %}{{ hint }}{% endif %}\n"},)"
                       R"({"role":"user","content":"{{ who }}: {{ message }}"}],"temperature":0.0,"max_completion_tokens":20,"stop":["END"],"store":false})"));
    }

    void aSchemaIsStrictWhereTheApiTakesItSo()
    {
        const Program assay;
        fill(assay);
        const auto bodyOf = [&](const QByteArray &schema) {
            const QByteArray format = "responseFormat: {schema: " + schema + "}\nmessages:";
            const QString file = assay.write(u"schema.yaml"_s, QByteArray(kPrompt).replace("messages:", format));
            const Ended in = assay.run({u"import"_s, u"w.assay"_s, file});
            return in.code == 0 ? assay.run({u"show"_s, u"w.assay"_s, u"triage"_s, u"--format"_s, u"openai"_s, u"--model"_s, u"m"_s, u"--body"_s}) : in;
        };
        const Ended open = bodyOf(R"({"type":"object","properties":{"kind":{"type":"object"}},"required":["kind"],"additionalProperties":false})");
        QVERIFY2(open.code == 0 && open.out.contains("\"strict\": false"), open.said().constData());
        QVERIFY2(open.err.contains("m: the JSON Schema goes without \"strict\"") && open.err.contains("/properties/kind: there is no \"additionalProperties\": false"),
            open.err.constData());
        const Ended closed = bodyOf(R"({"type":"object","properties":{"kind":{"type":"string"}},"required":["kind"],"additionalProperties":false})");
        QVERIFY2(closed.code == 0 && closed.out.contains("\"strict\": true") && !closed.err.contains("strict"), closed.said().constData());
    }

    void whatARequestIncludesStandsBesideIt_data()
    {
        QTest::addColumn<QString>("format");
        for (const char *format : {"openai", "anthropic", "gemini"})
            QTest::newRow(format) << QString::fromLatin1(format);
    }

    void whatARequestIncludesStandsBesideIt()
    {
        QFETCH(const QString, format);
        const Program assay;
        fill(assay);
        const QByteArray prompt
            = QByteArray(kPrompt).replace("messages:", "snippets: {style: \"Be brief, {{ who }}.\"}\nmessages:").replace("You sort", "{% include 'style' %} You sort");
        const Ended in = assay.run({u"import"_s, u"w.assay"_s, assay.write(u"q.yaml"_s, prompt)});
        QVERIFY2(in.code == 0, in.said().constData());
        const QStringList request{u"--format"_s, format, u"--model"_s, u"m"_s};
        const Json json = shown(assay, request);
        QVERIFY2(json.is_object() && json.contains("snippets"), toJson(json).constData());
        QCOMPARE(toJson(json.at("snippets")), QByteArray(R"({"style":"Be brief, {{ who }}."})"));
        const QStringList body = QStringList{u"show"_s, u"w.assay"_s, u"triage"_s} + request + QStringList{u"--body"_s};
        const Ended alone = assay.run(body);
        QVERIFY2(alone.err.contains("The body still includes style: "), alone.err.constData());
        QVERIFY(alone.out.contains("include 'style'"));
        const QString variables = assay.write(u"v.json"_s, R"({"who":"Ada","message":"Hi"})");
        QVERIFY(!shown(assay, request + QStringList{u"--vars"_s, variables}).contains("snippets"));
        const Ended filled = assay.run(body + QStringList{u"--vars"_s, variables});
        QVERIFY(filled.out.contains("Be brief, Ada. You sort"));
        QVERIFY2(!filled.err.contains("still includes"), filled.err.constData());
    }

    void everyApiHasItsOwnForm()
    {
        const Program assay;
        fill(assay);
        const Json anthropic = shown(assay, {u"--format"_s, u"anthropic"_s, u"--model"_s, u"claude-haiku-4-5"_s});
        QVERIFY2(anthropic.is_object(), toJson(anthropic).constData());
        QCOMPARE(toQString(anthropic.at("request").at("path")), u"/messages"_s);
        QVERIFY(anthropic.at("request").at("headers").contains("anthropic-version"));
        QCOMPARE(toJson(anthropic.at("request").at("body").at("messages")), QByteArray(R"([{"role":"user","content":"{{ who }}: {{ message }}"}])"));
        const Json gemini = shown(assay, {u"--format"_s, u"gemini"_s, u"--model"_s, u"gemini-2.5-flash"_s});
        QCOMPARE(toQString(gemini.at("request").at("path")), u"/models/gemini-2.5-flash:generateContent"_s);
        QCOMPARE(toJson(gemini.at("request").at("body").at("contents")), QByteArray(R"([{"role":"user","parts":[{"text":"{{ who }}: {{ message }}"}]}])"));
    }

    void aRequestWithoutAUserMessageIsSaidToBeRefused()
    {
        const Program assay;
        QCOMPARE(assay.run({u"import"_s, u"w.assay"_s, assay.write(u"s.yaml"_s, "prompt: s\nmessages:\n  - role: system\n    template: Be kind.\n")}).code, 0);
        for (const QString &format : {u"openai"_s, u"anthropic"_s, u"gemini"_s}) {
            const Ended shown = assay.run({u"show"_s, u"w.assay"_s, u"s"_s, u"--format"_s, format});
            QCOMPARE(shown.code, 0);
            QVERIFY2(shown.err.contains("no user message") == (format != u"openai"), shown.err.constData());
        }
    }

    void parametersThatAreLeftOutAreNamed()
    {
        const Program assay;
        const QByteArray parameters = "parameters: {temperature: 0, topP: 0.5, seed: 3, stop: [END]";
        const QByteArray messages = "}\nmessages:\n  - role: user\n    template: Hi.\n";
        QCOMPARE(assay.run({u"import"_s, u"w.assay"_s, assay.write(u"s.yaml"_s, "prompt: s\n" + parameters + messages)}).code, 0);
        QCOMPARE(assay.run({u"import"_s, u"w.assay"_s, assay.write(u"e.yaml"_s, "prompt: e\n" + parameters + ", reasoningEffort: high" + messages)}).code, 0);
        const auto notes = [&](const QString &prompt, const QStringList &how) { return assay.run(QStringList{u"show"_s, u"w.assay"_s, prompt, u"--format"_s} + how).err; };
        const QByteArray fixed = notes(u"s"_s, {u"openai"_s, u"--model"_s, u"gpt-5"_s});
        QVERIFY2(fixed.contains("gpt-5: it does not take temperature and top_p") && fixed.contains("stop texts") && !fixed.contains("seed"), fixed.constData());
        const QByteArray unnamed = notes(u"e"_s, {u"openai"_s});
        QVERIFY2(unnamed.contains("goes without temperature, top_p, stop texts"), unnamed.constData());
        const QByteArray claude = notes(u"s"_s, {u"anthropic"_s, u"--model"_s, u"claude-haiku-4-5"_s});
        QVERIFY2(claude.contains("top_p beside a temperature") && claude.contains("seed"), claude.constData());
        const QByteArray plain = notes(u"s"_s, {u"gemini"_s, u"--model"_s, u"gemini-2.5-flash"_s});
        QVERIFY2(!plain.contains("take") && !plain.contains("without"), plain.constData());
    }

    void aCapThatTheVersionDoesNotSetIsTold()
    {
        const Program assay;
        const QByteArray messages = "messages:\n  - role: user\n    template: Hi.\n";
        QCOMPARE(assay.run({u"import"_s, u"w.assay"_s, assay.write(u"s.yaml"_s, "prompt: s\n" + messages)}).code, 0);
        QCOMPARE(assay.run({u"import"_s, u"w.assay"_s, assay.write(u"c.yaml"_s, "prompt: c\nparameters: {maxOutputTokens: 5}\n" + messages)}).code, 0);
        const auto notes = [&](const QString &prompt, const QStringList &how) { return assay.run(QStringList{u"show"_s, u"w.assay"_s, prompt, u"--format"_s} + how).err; };
        for (const auto &[format, name] : {std::pair(u"anthropic"_s, QByteArray("max_tokens")), {u"gemini"_s, "maxOutputTokens"}, {u"openai"_s, "max_completion_tokens"}}) {
            const QByteArray told = notes(u"s"_s, {format, u"--model"_s, u"m"_s});
            QVERIFY2(told.contains(QByteArray("m: the request has \"" + name + "\": 1024, the cap of a model that was given none")), told.constData());
            QVERIFY(!notes(u"c"_s, {format, u"--model"_s, u"m"_s}).contains("the request has"));
        }
        QCOMPARE(assay.run({u"model"_s, u"w.assay"_s, u"--name"_s, u"own"_s, u"--kind"_s, u"anthropic"_s, u"--max-output-tokens"_s, u"77"_s}).code, 0);
        const QByteArray own = notes(u"s"_s, {u"anthropic"_s});
        QVERIFY2(own.contains("own: the request has \"max_tokens\": 77, the cap of this model"), own.constData());
    }

    void aReasoningEffortThatIsLeftOutIsNamed_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("model");
        QTest::addColumn<bool>("isLeftOut");
        QTest::newRow("gpt-4o does not reason") << u"openai"_s << u"gpt-4o"_s << true;
        QTest::newRow("gpt-5 does") << u"openai"_s << u"gpt-5"_s << false;
        QTest::newRow("an unknown model may") << u"openai"_s << u"m"_s << false;
        QTest::newRow("gemini-2.0-flash does not reason") << u"gemini"_s << u"gemini-2.0-flash"_s << true;
        QTest::newRow("gemini-2.5-flash does") << u"gemini"_s << u"gemini-2.5-flash"_s << false;
    }

    void aReasoningEffortThatIsLeftOutIsNamed()
    {
        QFETCH(const QString, format);
        QFETCH(const QString, model);
        QFETCH(const bool, isLeftOut);
        const Program assay;
        const QByteArray prompt = "prompt: e\nparameters: {reasoningEffort: high}\nmessages:\n  - role: user\n    template: Hi.\n";
        QCOMPARE(assay.run({u"import"_s, u"w.assay"_s, assay.write(u"e.yaml"_s, prompt)}).code, 0);
        const Ended ended = assay.run({u"show"_s, u"w.assay"_s, u"e"_s, u"--format"_s, format, u"--model"_s, model, u"--body"_s});
        QCOMPARE(ended.code, 0);
        QCOMPARE(!ended.out.contains("reasoning_effort") && !ended.out.contains("thinkingConfig"), isLeftOut);
        QCOMPARE(ended.err.count("a reasoning effort"), isLeftOut ? 1 : 0);
    }

    void withVariablesItIsFilledIn()
    {
        const Program assay;
        fill(assay);
        const QByteArray filled = R"([{"role":"system","content":"You sort messages.\n\n\n"},{"role":"user","content":"Ada: Hi"}])";
        const QStringList body{u"--format"_s, u"openai"_s, u"--model"_s, u"m"_s, u"--body"_s};
        QCOMPARE(toJson(shown(assay, body + QStringList{u"--item"_s, u"a"_s, u"--set"_s, u"items"_s}).at("messages")), filled);
        const QString file = assay.write(u"v.json"_s, R"({"who":"Ada","message":"Hi"})");
        QCOMPARE(toJson(shown(assay, body + QStringList{u"--vars"_s, file}).at("messages")), filled);
        QCOMPARE(toJson(shown(assay, {u"--format"_s, u"json"_s, u"--vars"_s, file}).at("messages")), filled);
        const Ended missing = assay.run({u"show"_s, u"w.assay"_s, u"triage"_s, u"--format"_s, u"openai"_s, u"--vars"_s, assay.write(u"w.json"_s, R"({"who":"Ada"})")});
        QCOMPARE(missing.code, 2);
        QVERIFY2(missing.err.contains("message"), missing.err.constData());
    }

    void examplesAreFilledInAndTheQuestionIsNot()
    {
        const Program assay;
        fill(assay);
        const QByteArray prompt = QByteArray(kPrompt).replace("messages:", "examples: {set: items, tag: shot, count: 1, seed: 1}\nmessages:");
        const Ended in = assay.run({u"import"_s, u"w.assay"_s, assay.write(u"q.yaml"_s, prompt)});
        QVERIFY2(in.code == 0, in.said().constData());
        const Json body = shown(assay, {u"--format"_s, u"openai"_s, u"--model"_s, u"m"_s, u"--body"_s});
        QVERIFY2(body.is_object(), toJson(body).constData());
        const Json &messages = body.at("messages");
        QCOMPARE(messages.size(), std::size_t(4));
        QCOMPARE(toJson(messages.at(1)), QByteArray(R"({"role":"user","content":"Bo: Late"})"));
        QCOMPARE(toJson(messages.at(2)), QByteArray(R"({"role":"assistant","content":"shipping"})"));
        QCOMPARE(toJson(messages.at(3)), QByteArray(R"({"role":"user","content":"{{ who }}: {{ message }}"})"));
    }

    void theModelOfTheWorkspaceSpeaksItsWay()
    {
        const Program assay;
        fill(assay);
        QCOMPARE(assay.run({u"model"_s, u"w.assay"_s, u"--name"_s, u"llama"_s, u"--base-url"_s, u"http://localhost:1/v1"_s, u"--api-name"_s, u"llama3.2"_s}).code, 0);
        const Json body = shown(assay, {u"--format"_s, u"openai"_s, u"--body"_s});
        QVERIFY2(body.is_object(), toJson(body).constData());
        QCOMPARE(toQString(body.at("model")), u"llama3.2"_s);
        QVERIFY(body.contains("max_tokens"));
        const Ended other = assay.run({u"show"_s, u"w.assay"_s, u"triage"_s, u"--format"_s, u"gemini"_s, u"--model"_s, u"llama"_s});
        QCOMPARE(other.code, 2);
        QVERIFY2(other.err.contains("does not speak"), other.err.constData());
        const Ended none = assay.run({u"show"_s, u"w.assay"_s, u"triage"_s, u"--format"_s, u"anthropic"_s, u"--body"_s});
        QCOMPARE(none.code, 0);
        QVERIFY2(none.out.contains("\"MODEL\"") && none.err.contains("--model"), none.said().constData());
    }

    void wrongUseIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("a format that is none") << QStringList{u"triage"_s, u"--format"_s, u"xml"_s};
        QTest::newRow("a format of nothing") << QStringList{u"--format"_s, u"json"_s};
        QTest::newRow("an item without its set") << QStringList{u"triage"_s, u"--item"_s, u"a"_s};
        QTest::newRow("an item that is not there") << QStringList{u"triage"_s, u"--item"_s, u"z"_s, u"--set"_s, u"items"_s};
        QTest::newRow("a body of no request") << QStringList{u"triage"_s, u"--body"_s};
        QTest::newRow("a version that is not there") << QStringList{u"triage@9"_s};
        QTest::newRow("a label that is not there") << QStringList{u"triage@production"_s};
    }

    void wrongUseIsSaid()
    {
        QFETCH(QStringList, arguments);
        const Program assay;
        fill(assay);
        const Ended ended = assay.run(QStringList{u"show"_s, u"w.assay"_s} + arguments);
        QCOMPARE(ended.code, 2);
        QVERIFY(!ended.err.isEmpty() && ended.out.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestShow)
#include "tst_show.moc"
