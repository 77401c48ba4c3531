// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/serviceanswers.h"
#include "core/provider/openai/services.h"
#include "tests/core/provider/openai/providerbench.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace Qt::StringLiterals;
using test::LoopbackReply;
using test::LoopbackServer;
using test::ProviderBench;

namespace {

QString printed(const Result<QList<ListedModel>> &models)
{
    if (!models)
        return toText(models.error().kind);
    QStringList lines;
    for (const ListedModel &model : *models)
        lines.append(u"%1 (%2) %3/%4"_s.arg(model.apiName, model.title).arg(model.contextWindow.value_or(-1)).arg(model.maxOutput.value_or(-1)));
    return lines.join(u"; "_s);
}

} // namespace

class TestServices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyServersListIsRead_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("expected");
        QTest::newRow("OpenAI") << uR"({"object":"list","data":[{"id":"m-2","object":"model","created":1,"owned_by":"lab"},{"id":"m-1","object":"model"}]})"_s
                                << u"m-1 () -1/-1; m-2 () -1/-1"_s;
        QTest::newRow("OpenRouter")
            << uR"({"data":[{"id":"acme/f","name":"Acme: F","context_length":32768,"pricing":{"prompt":"0.1"},"top_provider":{"max_completion_tokens":4096}}]})"_s
            << u"acme/f (Acme: F) 32768/4096"_s;
        QTest::newRow("vLLM") << uR"({"object":"list","data":[{"id":"q","owned_by":"vllm","max_model_len":8192}]})"_s << u"q () 8192/-1"_s;
        QTest::newRow("llama.cpp") << uR"({"models":[{"name":"q"}],"object":"list","data":[{"id":"q.gguf","owned_by":"llamacpp","meta":{"n_ctx_train":4096}}]})"_s
                                   << u"q.gguf () 4096/-1"_s;
        QTest::newRow("Groq") << uR"({"data":[{"id":"g","context_window":131072,"max_completion_tokens":1024}]})"_s << u"g () 131072/1024"_s;
        QTest::newRow("Mistral, a name twice") << uR"({"data":[{"id":"a","name":"a","max_context_length":9},{"id":"a"}]})"_s << u"a () 9/-1"_s;
        QTest::newRow("Together, the list alone") << uR"([{"id":"t","display_name":"T","context_length":7}])"_s << u"t (T) 7/-1"_s;
        QTest::newRow("Ollama without models") << uR"({"object":"list","data":null})"_s << QString();
        QTest::newRow("entries that are none") << uR"({"data":[7,{},{"id":""}]})"_s << QString();
        QTest::newRow("no list") << uR"({"models":[]})"_s << u"malformed"_s;
        QTest::newRow("no list within") << uR"({"data":7})"_s << u"malformed"_s;
    }

    void everyServersListIsRead()
    {
        QFETCH(const QString, answer);
        QTEST(printed(openai::modelsOf(*parseJson(answer))), "expected");
    }

    void modelsAreAskedFor()
    {
        LoopbackServer server({LoopbackReply::json(200, R"({"object":"list","data":[{"id":"m-1"}]})"), LoopbackReply::json(401, R"({"error":{"message":"no"}})"),
            LoopbackReply::json(200, "<html>")});
        ProviderBench bench(u"openai"_s, server.url(u"/v1"_s));
        const auto services = bench.services();
        QCOMPARE(printed(QCoro::waitFor(services->models({}))), u"m-1 () -1/-1"_s);
        QCOMPARE(printed(QCoro::waitFor(services->models({}))), u"auth"_s);
        QCOMPARE(printed(QCoro::waitFor(services->models({}))), u"malformed"_s);
        QCOMPARE(server.requests().at(0).method, "GET");
        QCOMPARE(server.requests().at(0).path, "/v1/models");
        QCOMPARE(test::placesOfKey(server.requests().at(0)), QStringList{u"authorization"_s});
    }

    void azureListsBelowItsOwnPath()
    {
        LoopbackServer server({LoopbackReply::json(200, R"({"data":[]})")});
        ProviderBench bench(u"azure-openai"_s, server.url());
        QCOMPARE(printed(QCoro::waitFor(bench.services()->models({}))), QString());
        QCOMPARE(server.requests().at(0).path, "/openai/models?api-version=2024-10-21");
        QCOMPARE(test::placesOfKey(server.requests().at(0)), QStringList{u"api-key"_s});
    }

    void embeddingsComeInTheOrderOfTheTexts()
    {
        LoopbackServer server({LoopbackReply::json(
            200, R"({"object":"list","data":[{"index":1,"embedding":[3,4.5]},{"index":0,"embedding":[1,-2]}],"model":"e-1","usage":{"prompt_tokens":5,"total_tokens":5}})")});
        ProviderBench bench(u"mistral"_s, server.url(u"/v1"_s));
        const auto embeddings = QCoro::waitFor(bench.services()->embed(u"e"_s, {u"a \"b\""_s, u"c"_s}, {}));
        QVERIFY(embeddings);
        QCOMPARE(embeddings->vectors, QList<QList<float>>({{1.F, -2.F}, {3.F, 4.5F}}));
        QCOMPARE(embeddings->modelReturned, u"e-1"_s);
        QCOMPARE(embeddings->usage->input, 5);
        QCOMPARE(server.requests().at(0).path, "/v1/embeddings");
        QCOMPARE(server.requests().at(0).body, "{\"model\":\"e\",\"input\":[\"a \\\"b\\\"\",\"c\"],\"encoding_format\":\"float\"}");
    }

    void embeddingsThatAreNotAllThereFail_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::newRow("too few") << uR"({"data":[{"index":0,"embedding":[1]}]})"_s;
        QTest::newRow("one twice") << uR"({"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]})"_s;
        QTest::newRow("beyond the last") << uR"({"data":[{"index":0,"embedding":[1]},{"index":2,"embedding":[1]}]})"_s;
        QTest::newRow("text") << uR"({"data":[{"embedding":"AAAA"},{"embedding":"AAAA"}]})"_s;
        QTest::newRow("no numbers") << uR"({"data":[{"embedding":["1"]},{"embedding":[2]}]})"_s;
        QTest::newRow("none") << uR"({"embeddings":[]})"_s;
    }

    void embeddingsThatAreNotAllThereFail()
    {
        QFETCH(const QString, answer);
        QCOMPARE(openai::embeddingsOf(*parseJson(answer), 2).error().kind, ErrorKind::malformed);
    }

    void whatCannotBeAskedMakesNoRequest()
    {
        LoopbackServer server({LoopbackReply::json(200, "{}")});
        ProviderBench groq(u"groq"_s, server.url(u"/v1"_s));
        QCOMPARE(QCoro::waitFor(groq.services()->embed(u"e"_s, {u"a"_s}, {})).error().kind, ErrorKind::notFound);
        QCOMPARE(QCoro::waitFor(groq.services()->moderate(u"e"_s, {u"a"_s}, {})).error().kind, ErrorKind::notFound);
        QVERIFY(groq.services()->batches() == nullptr);
        ProviderBench openAi(u"openai"_s, server.url(u"/v1"_s));
        QCOMPARE(QCoro::waitFor(openAi.services()->embed(u"e"_s, {u"a"_s, QString()}, {})).error().kind, ErrorKind::invalidInput);
        QVERIFY(QCoro::waitFor(openAi.services()->embed(u"e"_s, {}, {}))->vectors.isEmpty());
        QCOMPARE(server.requestCount(), 0);
    }

    void textsAreModerated()
    {
        LoopbackServer server(
            {LoopbackReply::json(200, R"({"results":[{"flagged":true,"categories":{"hate":false,"violence":true},"category_scores":{"hate":0.1,"violence":0.9}}]})"),
                LoopbackReply::json(200, R"({"results":[{"categories":{"pii":false},"category_scores":{"pii":0.01}}]})"), LoopbackReply::json(200, R"({"results":[]})")});
        ProviderBench bench(u"openai"_s, server.url(u"/v1"_s));
        const auto flagged = QCoro::waitFor(bench.services()->moderate({}, {u"a"_s}, {}));
        QCOMPARE(flagged->at(0).isFlagged, true);
        QCOMPARE(flagged->at(0).categories, QStringList{u"violence"_s});
        QCOMPARE(flagged->at(0).scores.at(1), std::pair(u"violence"_s, 0.9));
        QCOMPARE(server.requests().at(0).body, R"({"input":["a"]})");
        const auto unflagged = QCoro::waitFor(bench.services()->moderate(u"mod-1"_s, {u"a"_s}, {}));
        QVERIFY(!unflagged->at(0).isFlagged);
        QCOMPARE(server.requests().at(1).body, R"({"model":"mod-1","input":["a"]})");
        QCOMPARE(QCoro::waitFor(bench.services()->moderate({}, {u"a"_s}, {})).error().kind, ErrorKind::malformed);
    }

    void aCallOutlivesItsServices()
    {
        LoopbackServer server({LoopbackReply::json(200, R"({"data":[{"id":"m-1"}]})")});
        ProviderBench bench(u"openai"_s, server.url(u"/v1"_s));
        auto services = bench.services();
        auto task = services->models({});
        services.reset();
        QCOMPARE(printed(QCoro::waitFor(std::move(task))), u"m-1 () -1/-1"_s);
    }
};

QTEST_GUILESS_MAIN(TestServices)
#include "tst_services.moc"
