// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/geminiapi.h"
#include "tests/support/answertext.h"
#include "tests/support/apibench.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace Qt::StringLiterals;
using test::LoopbackReply;
using test::LoopbackServer;

namespace {

constexpr auto kHalf = "Half a";

class Bench : public test::ApiBench {
public:
    explicit Bench(const QUrl &baseUrl, const QString &options = u"{}"_s) : ApiBench(&gemini::registerGemini, u"gemini"_s, baseUrl, options) {}
};

ChatRequest request(bool isStream)
{
    ChatRequest request;
    request.model = u"gemini-fixture"_s;
    request.messages = {{.role = tokens::Role::user, .text = u"Hello"_s}};
    request.stream = isStream;
    return request;
}

QByteArray piece(const QByteArray &text, const QByteArray &finish = {})
{
    return R"({"candidates":[{"content":{"parts":[{"text":")" + text + "\"}]}" + (finish.isEmpty() ? QByteArray() : QByteArray(",\"finishReason\":\"" + finish + "\""))
        + R"(}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":4},"modelVersion":"gemini-fixture-001","responseId":"fxA"})";
}

LoopbackReply streamed(bool isWhole)
{
    LoopbackReply reply = LoopbackReply::events({{.bytes = "data: " + piece(kHalf) + "\r\n\r\n"}});
    if (isWhole)
        reply.body.append({.bytes = "data: " + piece(" loaf", "STOP") + "\r\n\r\n"});
    return reply;
}

LoopbackReply plain()
{
    return LoopbackReply::json(200, piece("fine", "STOP"));
}

LoopbackReply refused(int status, const QByteArray &word, const QByteArray &details = "[]")
{
    return LoopbackReply::json(status,
        "{\"error\":{\"code\":" + QByteArray::number(status) + ",\"message\":\"Invented for " + test::ApiBench::kKey + ".\",\"status\":\"" + word + "\",\"details\":" + details
            + "}}");
}

LoopbackReply endingWith(LoopbackReply reply, LoopbackReply::End end)
{
    reply.end = end;
    return reply;
}

QString kindOf(const Exchange &exchange)
{
    return exchange.result ? u"answer"_s : toText(exchange.result.error().kind);
}

} // namespace

class TestGeminiApi : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStreamedAnswerComesInPiecesAndWhole()
    {
        LoopbackServer server({streamed(true).cutAtEveryByte()});
        Bench bench(server.url(u"/v1beta"_s));
        const Exchange exchange = bench.ask(request(true));
        QCOMPARE(test::answerText(exchange.result), u"Half a loaf | completed (STOP) | gemini-fixture-001 | 5+0(0) -> 4 (0)"_s);
        QCOMPARE(bench.streamed, u"Half a loaf"_s);
        QCOMPARE(exchange.requestId, u"fxA"_s);
        const auto sent = server.requests().at(0);
        QCOMPARE(sent.method, "POST");
        QCOMPARE(sent.path, "/v1beta/models/gemini-fixture:streamGenerateContent?alt=sse");
        QCOMPARE(sent.header("x-goog-api-key"), test::ApiBench::kKey);
        QCOMPARE(sent.header("content-type"), "application/json");
        QCOMPARE(sent.body, R"({"contents":[{"role":"user","parts":[{"text":"Hello"}]}]})");
        QCOMPARE(test::placesOfKey(sent), QStringList{u"x-goog-api-key"_s});
    }

    void aPlainAnswerComesWhole()
    {
        LoopbackServer server({plain()});
        Bench bench(server.url());
        ChatRequest asked = request(false);
        asked.model = u"tunedModels/own one"_s;
        const Exchange exchange = bench.ask(asked);
        QCOMPARE(test::answerText(exchange.result), u"fine | completed (STOP) | gemini-fixture-001 | 5+0(0) -> 4 (0)"_s);
        QCOMPARE(exchange.requestId, u"fxA"_s);
        QCOMPARE(server.requests().at(0).path, "/v1beta/tunedModels/own%20one:generateContent");
    }

    void everyFaultHasItsKindAndOneRequest_data()
    {
        QTest::addColumn<LoopbackReply>("reply");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("partial");
        using End = LoopbackReply::End;
        LoopbackReply lateError = streamed(false);
        lateError.body.append({.bytes = "data: {\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}\n\n"});
        LoopbackReply bareError = streamed(false);
        bareError.body.append({.bytes = "{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}\n"});
        LoopbackReply malformed = streamed(false);
        malformed.body.append({.bytes = "data: {\n\n"});
        const QByteArray retry = R"([{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"2s"}])";
        QTest::newRow("429") << refused(429, "RESOURCE_EXHAUSTED", retry) << u"rate-limit"_s << QString();
        QTest::newRow("429 of a day") << refused(429, "RESOURCE_EXHAUSTED", R"([{"violations":[{"quotaId":"FxPerDay"}]}])") << u"quota"_s << QString();
        QTest::newRow("400 bad key") << refused(400, "INVALID_ARGUMENT", R"([{"reason":"API_KEY_INVALID"}])") << u"auth"_s << QString();
        QTest::newRow("503") << refused(503, "UNAVAILABLE") << u"overloaded"_s << QString();
        QTest::newRow("500") << refused(500, "INTERNAL") << u"server-error"_s << QString();
        QTest::newRow("reset in mid-stream") << endingWith(streamed(false), End::reset) << u"reset"_s << QString::fromLatin1(kHalf);
        QTest::newRow("closed in mid-stream") << endingWith(streamed(false), End::cut) << u"reset"_s << QString::fromLatin1(kHalf);
        QTest::newRow("ended in mid-stream, orderly") << streamed(false) << u"reset"_s << QString::fromLatin1(kHalf);
        QTest::newRow("stalled in mid-stream") << endingWith(streamed(false), End::stall) << u"timeout"_s << QString::fromLatin1(kHalf);
        QTest::newRow("error in mid-stream") << lateError << u"overloaded"_s << QString::fromLatin1(kHalf);
        QTest::newRow("an error that is no event") << bareError << u"reset"_s << QString::fromLatin1(kHalf);
        QTest::newRow("malformed in mid-stream") << malformed << u"malformed"_s << QString::fromLatin1(kHalf);
        QTest::newRow("closed without an answer") << LoopbackReply::closeWithoutAnswer() << u"reset"_s << QString();
        QTest::newRow("a blocked prompt") << LoopbackReply::events({{.bytes = "data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}\n\n"}}) << u"content-filter"_s << QString();
        QTest::newRow("error with status 200") << refused(200, "INTERNAL") << u"server-error"_s << QString();
        QTest::newRow("HTML with status 200") << LoopbackReply::json(200, "<html>Sign in</html>") << u"malformed"_s << QString();
    }

    void everyFaultHasItsKindAndOneRequest()
    {
        QFETCH(const LoopbackReply, reply);
        QFETCH(const QString, kind);
        QFETCH(const QString, partial);
        LoopbackServer server({reply, plain()});
        Bench bench(server.url(), uR"({"idleTimeoutMs":150})"_s);
        const Exchange exchange = bench.ask(request(true));
        QCOMPARE(kindOf(exchange), kind);
        QCOMPARE(exchange.partialText, partial);
        QCOMPARE(bench.streamed, partial);
        QCOMPARE(server.requestCount(), 1);
        QVERIFY2(!test::everyWordOf(exchange).contains(u"kkkkkk"), qPrintable(test::everyWordOf(exchange)));
        if (kind == u"rate-limit")
            QCOMPARE(exchange.result.error().retryAfter, Milliseconds(2000));
        QCOMPARE(kindOf(bench.ask(request(false))), u"answer"_s);
        QCOMPARE(server.requestCount(), 2);
    }

    // The API has no end mark. Text never follows the finish.
    void aBreakAfterTheFinishIsNoFault()
    {
        LoopbackServer server({endingWith(streamed(true), LoopbackReply::End::cut)});
        Bench bench(server.url());
        QCOMPARE(kindOf(bench.ask(request(true))), u"answer"_s);
    }

    void aListOfPiecesIsReadToo()
    {
        LoopbackServer server({LoopbackReply::json(200, "[" + piece(kHalf) + ",\r\n" + piece(" loaf", "STOP") + "]").cutAtEveryByte()});
        Bench bench(server.url());
        QCOMPARE(bench.ask(request(true)).result->text, u"Half a loaf"_s);
    }

    void modelsAreListedPageByPage()
    {
        LoopbackServer server(
            {LoopbackReply::json(200,
                 R"({"models":[{"name":"models/gemini-b","displayName":"Gemini B","inputTokenLimit":1048576,"outputTokenLimit":65536,"supportedGenerationMethods":["generateContent","countTokens"]},{"name":"models/pictures","supportedGenerationMethods":["predict"]}],"nextPageToken":"a/b="})"),
                LoopbackReply::json(
                    200, R"({"models":[{"name":"models/gemini-embedding-001","inputTokenLimit":2048,"outputTokenLimit":1,"supportedGenerationMethods":["embedContent"]}]})")});
        Bench bench(server.url());
        const auto models = QCoro::waitFor(bench.services()->models({}));
        QVERIFY(models.has_value());
        QCOMPARE(*models,
            (QList<ListedModel>{{.apiName = u"gemini-b"_s, .title = u"Gemini B"_s, .contextWindow = 1048576, .maxOutput = 65536},
                {.apiName = u"gemini-embedding-001"_s, .title = {}, .contextWindow = 2048, .maxOutput = 1}}));
        const auto sent = server.requests();
        QCOMPARE(sent.size(), 2);
        QCOMPARE(sent[0].method, "GET");
        QCOMPARE(sent[0].path, "/v1beta/models?pageSize=1000");
        QCOMPARE(sent[1].path, "/v1beta/models?pageSize=1000&pageToken=a%2Fb%3D");
        QCOMPARE(test::placesOfKey(sent[1]), QStringList{u"x-goog-api-key"_s});
    }

    void aListThatIsNoneIsSaidToBeNone()
    {
        LoopbackServer server({LoopbackReply::json(200, R"({"data":[]})"), refused(403, "PERMISSION_DENIED")});
        Bench bench(server.url());
        QCOMPARE(QCoro::waitFor(bench.services()->models({})).error().kind, ErrorKind::malformed);
        const auto models = QCoro::waitFor(bench.services()->models({}));
        QCOMPARE(models.error().kind, ErrorKind::auth);
        QVERIFY(!models.error().describe().contains(u"kkkkkk"));
    }

    void embeddingsComeInTheOrderOfTheTexts()
    {
        LoopbackServer server({LoopbackReply::json(200, R"({"embeddings":[{"values":[0.5,-1]},{"values":[0,2e-1]}],"usageMetadata":{"promptTokenCount":4}})"),
            LoopbackReply::json(200, R"({"embeddings":[{"values":[0.5]}]})"), LoopbackReply::json(200, R"({"embeddings":[{"values":["a"]},{"values":[1]}]})")});
        Bench bench(server.url());
        const auto services = bench.services();
        const auto embeddings = QCoro::waitFor(services->embed(u"gemini-embedding-001"_s, {u"a"_s, u"b"_s}, {}));
        QVERIFY(embeddings.has_value());
        QCOMPARE(embeddings->vectors, (QList<QList<float>>{{0.5F, -1.0F}, {0.0F, 0.2F}}));
        QCOMPARE(embeddings->usage->input, 4);
        QCOMPARE(server.requests().at(0).path, "/v1beta/models/gemini-embedding-001:batchEmbedContents");
        QCOMPARE(server.requests().at(0).body,
            R"({"requests":[{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"a"}]}},{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"b"}]}}]})");
        for (int i = 0; i < 2; ++i)
            QCOMPARE(QCoro::waitFor(services->embed(u"m"_s, {u"a"_s, u"b"_s}, {})).error().kind, ErrorKind::malformed);
    }

    void whatHasNoEmbeddingMakesNoRequest()
    {
        LoopbackServer server({plain()});
        Bench bench(server.url());
        const auto services = bench.services();
        QCOMPARE(QCoro::waitFor(services->embed(u"m"_s, {u""_s}, {})).error().kind, ErrorKind::invalidInput);
        QCOMPARE(QCoro::waitFor(services->embed(u"m"_s, QStringList(101, u"a"_s), {})).error().kind, ErrorKind::invalidInput);
        QVERIFY(QCoro::waitFor(services->embed(u"m"_s, {}, {}))->vectors.isEmpty());
        QCOMPARE(QCoro::waitFor(services->moderate(u"m"_s, {u"a"_s}, {})).error().kind, ErrorKind::notFound);
        QCOMPARE(server.requestCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestGeminiApi)
#include "tst_geminiapi.moc"
