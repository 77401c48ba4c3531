// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/catalog.h"
#include "core/provider/modeloptions.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace Qt::StringLiterals;

namespace {

Capabilities abilities(const QString &kind, const QString &name, const QString &options = u"{}"_s)
{
    ProviderConfig provider;
    provider.kind = kind;
    ModelConfig model;
    model.apiName = name;
    model.options = *parseJson(QStringView(options));
    return Catalog::bundled().of(provider, model);
}

using Ask = void (*)(ChatRequest &);

} // namespace

Q_DECLARE_METATYPE(Ask)

class TestCatalog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsKnownOfAModelIsFound()
    {
        const Capabilities known = abilities(u"openai"_s, u"gpt-4o-2024-11-20"_s);
        QCOMPARE(known.schema, true);
        QVERIFY(known.contextWindow.value_or(0) > 100'000);
        QVERIFY(!known.isAlias);
        QVERIFY(abilities(u"gemini"_s, u"models/gemini-2.5-flash"_s).contextWindow);
        QVERIFY(!abilities(u"openai"_s, u"gpt-4o-2031-01-01"_s).isAlias);
    }

    void whatIsNotKnownIsNoReasonToRefuse()
    {
        ChatRequest request;
        request.format = OutputFormat::jsonSchema;
        request.temperature = 0.5;
        request.maxOutputTokens = 1'000'000;
        QVERIFY(checkRequest(request, abilities(u"openai-compatible"_s, u"anything"_s), 10'000'000).isEmpty());
    }

    void aModelsOwnOptionsGoFirst()
    {
        const Capabilities own = abilities(u"openai-compatible"_s, u"llama"_s, uR"({"capabilities":{"schema":false,"contextWindow":4096}})"_s);
        QCOMPARE(own.schema, false);
        QCOMPARE(own.contextWindow, 4096);
    }

    void whatCannotBeAskedIsSaid_data()
    {
        QTest::addColumn<Ask>("ask");
        QTest::addColumn<QString>("says");
        QTest::addColumn<bool>("isError");
        const auto row = [](const char *name, const QString &says, bool isError, Ask ask) { QTest::newRow(name) << ask << says << isError; };
        row("schema", u"JSON Schema"_s, true, [](ChatRequest &request) { request.format = OutputFormat::jsonSchema; });
        row("json", u"no JSON mode"_s, true, [](ChatRequest &request) { request.format = OutputFormat::json; });
        row("tools", u"cannot call tools"_s, true, [](ChatRequest &request) { request.tools = {{.name = u"f"_s, .description = {}}}; });
        row("cap", u"at most 100 tokens"_s, true, [](ChatRequest &request) { request.maxOutputTokens = 101; });
        row("temperature", u"temperature and top_p"_s, false, [](ChatRequest &request) { request.temperature = 0.0; });
        row("seed", u"a seed"_s, false, [](ChatRequest &request) { request.seed = 1; });
        row("stop", u"stop texts"_s, false, [](ChatRequest &request) { request.stop = {u"x"_s}; });
        row("effort", u"reasoning effort"_s, false, [](ChatRequest &request) { request.reasoningEffort = u"low"_s; });
    }

    void whatCannotBeAskedIsSaid()
    {
        QFETCH(const Ask, ask);
        QFETCH(const QString, says);
        QFETCH(const bool, isError);
        Capabilities none;
        none.json = none.schema = none.tools = none.reasoning = none.sampling = none.seed = none.stop = false;
        none.maxOutput = 100;
        ChatRequest request;
        QVERIFY(checkRequest(request, none, 10).isEmpty());
        ask(request);
        const QList<Finding> findings = checkRequest(request, none, 10);
        QCOMPARE(findings.size(), 1);
        QVERIFY2(findings.first().text.contains(says), qPrintable(findings.first().text));
        QCOMPARE(findings.first().severity == Finding::Severity::error, isError);
    }

    void modelsThatAreNotListedGoByTheirSeries()
    {
        for (const QString &name : {u"gpt-5"_s, u"o3"_s, u"o4-mini"_s, u"gpt-6-anything"_s})
            QVERIFY2(abilities(u"openai"_s, name).sampling == false, qPrintable(name));
        for (const QString &name : {u"gpt-5-chat-latest"_s, u"gpt-4o-next"_s, u"my-model"_s})
            QVERIFY2(abilities(u"openai"_s, name).sampling != false, qPrintable(name));
        QVERIFY(abilities(u"openai-compatible"_s, u"o3"_s).sampling != false);
    }

    void temperatureGoesBeforeTopPWhereOnlyOneIsTaken()
    {
        ChatRequest request;
        request.temperature = 0.0;
        const Capabilities claude = abilities(u"anthropic"_s, u"claude-of-tomorrow"_s);
        QVERIFY(checkRequest(request, claude, 10).isEmpty());
        request.topP = 0.5;
        QCOMPARE(checkRequest(request, claude, 10).size(), 1);
        QVERIFY(checkRequest(request, abilities(u"gemini"_s, u"gemini-of-tomorrow"_s), 10).isEmpty());
    }

    void promptAndAnswerFitTheContextTogether()
    {
        Capabilities small;
        small.contextWindow = 1'000;
        ChatRequest request;
        request.maxOutputTokens = 400;
        QVERIFY(checkRequest(request, small, 600).isEmpty());
        QCOMPARE(checkRequest(request, small, 601).size(), 1);
        small.maxInput = 500;
        QVERIFY(checkRequest(request, small, 501).first().text.contains(u"at most 500"_s));
    }

    void aNameThatMovesOnIsNoted()
    {
        const Capabilities alias = abilities(u"openai"_s, u"gpt-4o"_s);
        QVERIFY(alias.isAlias);
        QVERIFY(checkRequest({}, alias, 1).first().text.contains(u"moves on"_s));
    }

    void aNameMovesOnAlsoWhenNoTableHasIt_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("movesOn");
        const auto row = [](const QString &kind, const QString &name, bool movesOn) { QTest::addRow("%s %s", qPrintable(kind), qPrintable(name)) << kind << name << movesOn; };
        row(u"anthropic"_s, u"claude-3-7-sonnet-latest"_s, true);
        row(u"anthropic"_s, u"claude-sonnet-4-5"_s, true);
        row(u"anthropic"_s, u"claude-opus-4-1"_s, true);
        row(u"ollama"_s, u"llama3.2:latest"_s, true);
        row(u"openai-compatible"_s, u"mine-latest"_s, true);
        row(u"openai"_s, u"gpt-4.1"_s, true);
        row(u"openai"_s, u"gpt-4o-mini"_s, true);
        row(u"openai-responses"_s, u"o3"_s, true);
        row(u"anthropic"_s, u"claude-3-7-sonnet-20250219"_s, false);
        row(u"anthropic"_s, u"claude-sonnet-4-6"_s, false);
        row(u"anthropic"_s, u"claude-opus-5"_s, false);
        row(u"openai"_s, u"gpt-4-0613"_s, false);
        row(u"openai"_s, u"gpt-4-1106-preview"_s, false);
        row(u"openai"_s, u"gpt-4o-mini-2024-07-18"_s, false);
        row(u"openai"_s, u"ft:gpt-4o-mini-2024-07-18:me::a1"_s, false);
        row(u"openai"_s, u"gpt-6-sol"_s, false);
        row(u"azure-openai"_s, u"gpt-4.1"_s, false);  // the name of somebody's own deployment
        row(u"gemini"_s, u"gemini-2.5-pro"_s, false); // its maker calls it stable
        row(u"openai-compatible"_s, u"gpt-4.1"_s, false);
    }

    void aNameMovesOnAlsoWhenNoTableHasIt()
    {
        QFETCH(const QString, kind);
        QFETCH(const QString, name);
        QFETCH(const bool, movesOn);
        QCOMPARE(abilities(kind, name).isAlias, movesOn);
    }

    void modelOptionsAreChecked_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("none") << u"{}"_s << true;
        QTest::newRow("all") << uR"({"reasoningEffort":"low","thinkingBudget":0,"cachePrompt":true,"capabilities":{}})"_s << true;
        QTest::newRow("no effort") << uR"({"reasoningEffort":"lots"})"_s << false;
        QTest::newRow("negative") << uR"({"thinkingBudget":-1})"_s << false;
        QTest::newRow("a word") << uR"({"cachePrompt":"yes"})"_s << false;
        QTest::newRow("misspelt") << uR"({"reasoningefort":"low"})"_s << false;
        QTest::newRow("no object") << uR"([])"_s << false;
    }

    void modelOptionsAreChecked()
    {
        QFETCH(const QString, options);
        QFETCH(const bool, isGood);
        ModelConfig model;
        model.name = u"m"_s;
        model.options = *parseJson(QStringView(options));
        QCOMPARE(readModelOptions(model).has_value(), isGood);
    }
};

QTEST_GUILESS_MAIN(TestCatalog)
#include "tst_catalog.moc"
