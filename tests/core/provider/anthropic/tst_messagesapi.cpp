// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/messagesapi.h"
#include "tests/support/answertext.h"
#include "tests/support/apibench.h"

#include <QFile>
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
    explicit Bench(const QUrl &baseUrl, const QString &options = u"{}"_s) : ApiBench(&anthropic::registerAnthropic, u"anthropic"_s, baseUrl, options) {}
};

ChatRequest request(bool isStream)
{
    ChatRequest request;
    request.model = u"claude-fixture"_s;
    request.messages = {{.role = tokens::Role::user, .text = u"Hello"_s}};
    request.maxOutputTokens = 64;
    request.stream = isStream;
    return request;
}

QByteArray sse(const QByteArray &data)
{
    return "data: " + data + "\n\n";
}

LoopbackReply streamed(bool isWhole)
{
    LoopbackReply reply = LoopbackReply::events({{.bytes = sse(R"({"type":"message_start","message":{"model":"claude-fixture","usage":{"input_tokens":5,"output_tokens":1}}})")},
        {.bytes = sse(R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Half a"}})")}});
    if (isWhole) {
        reply.body.append({.bytes = sse(R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" loaf"}})")});
        reply.body.append({.bytes = sse(R"({"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":4}})")});
        reply.body.append({.bytes = sse(R"({"type":"message_stop"})")});
    }
    reply.headers.emplaceBack("request-id", "req_fx");
    return reply;
}

LoopbackReply plain()
{
    return LoopbackReply::json(200,
        R"({"type":"message","model":"claude-fixture","content":[{"type":"text","text":"fine"}],"stop_reason":"end_turn","usage":{"input_tokens":5,"output_tokens":1}})",
        {{"request-id", "req_plain"}});
}

LoopbackReply refused(int status, const QByteArray &type, QList<std::pair<QByteArray, QByteArray>> headers = {})
{
    return LoopbackReply::json(status, "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"Invented for " + test::ApiBench::kKey + ".\"}}", std::move(headers));
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

class TestMessagesApi : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStreamedAnswerComesInPiecesAndWhole()
    {
        LoopbackServer server({streamed(true).cutAtEveryByte()});
        Bench bench(server.url(u"/v1"_s), uR"({"beta":"a-1,b-2"})"_s);
        const Exchange exchange = bench.ask(request(true));
        QCOMPARE(test::answerText(exchange.result), u"Half a loaf | completed (end_turn) | claude-fixture | 5+0(0) -> 4 (0)"_s);
        QCOMPARE(bench.streamed, u"Half a loaf"_s);
        QCOMPARE(exchange.requestId, u"req_fx"_s);
        QVERIFY(exchange.timeToFirstToken);
        const auto sent = server.requests().at(0);
        QCOMPARE(sent.method, "POST");
        QCOMPARE(sent.path, "/v1/messages");
        QCOMPARE(sent.header("x-api-key"), test::ApiBench::kKey);
        QCOMPARE(sent.header("anthropic-version"), "2023-06-01");
        QCOMPARE(sent.header("anthropic-beta"), "a-1,b-2");
        QCOMPARE(sent.header("content-type"), "application/json");
        QCOMPARE(sent.body, R"({"model":"claude-fixture","max_tokens":64,"messages":[{"role":"user","content":"Hello"}],"stream":true})");
        QCOMPARE(test::placesOfKey(sent), QStringList{u"x-api-key"_s});
    }

    void aPlainAnswerComesWhole()
    {
        LoopbackServer server({plain()});
        Bench bench(server.url());
        const Exchange exchange = bench.ask(request(false));
        QCOMPARE(test::answerText(exchange.result), u"fine | completed (end_turn) | claude-fixture | 5+0(0) -> 1 (0)"_s);
        QCOMPARE(exchange.requestId, u"req_plain"_s);
        QCOMPARE(server.requests().at(0).path, "/v1/messages");
    }

    void everyFaultHasItsKindAndOneRequest_data()
    {
        QTest::addColumn<LoopbackReply>("reply");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("partial");
        using End = LoopbackReply::End;
        LoopbackReply lateError = streamed(false);
        lateError.body.append({.bytes = sse(R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})")});
        LoopbackReply malformed = streamed(false);
        malformed.body.append({.bytes = sse(R"({"type":)")});
        QTest::newRow("429") << refused(429, "rate_limit_error", {{"retry-after", "2"}}) << u"rate-limit"_s << QString();
        QTest::newRow("529") << refused(529, "overloaded_error") << u"overloaded"_s << QString();
        QTest::newRow("401") << refused(401, "authentication_error") << u"auth"_s << QString();
        QTest::newRow("402") << refused(402, "billing_error") << u"quota"_s << QString();
        QTest::newRow("500") << refused(500, "api_error") << u"server-error"_s << QString();
        QTest::newRow("reset in mid-stream") << endingWith(streamed(false), End::reset) << u"reset"_s << QString::fromLatin1(kHalf);
        QTest::newRow("closed in mid-stream") << endingWith(streamed(false), End::cut) << u"reset"_s << QString::fromLatin1(kHalf);
        QTest::newRow("ended in mid-stream, orderly") << streamed(false) << u"reset"_s << QString::fromLatin1(kHalf);
        QTest::newRow("stalled in mid-stream") << endingWith(streamed(false), End::stall) << u"timeout"_s << QString::fromLatin1(kHalf);
        QTest::newRow("error in mid-stream") << lateError << u"overloaded"_s << QString::fromLatin1(kHalf);
        QTest::newRow("malformed in mid-stream") << malformed << u"malformed"_s << QString::fromLatin1(kHalf);
        QTest::newRow("closed without an answer") << LoopbackReply::closeWithoutAnswer() << u"reset"_s << QString();
        QTest::newRow("error with status 200") << refused(200, "api_error") << u"server-error"_s << QString();
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

    void limitsAreToldWithTheAnswer()
    {
        LoopbackReply reply = plain();
        reply.headers.emplaceBack("anthropic-ratelimit-requests-limit", "50");
        reply.headers.emplaceBack("anthropic-ratelimit-input-tokens-remaining", "30000");
        LoopbackServer server({reply});
        Bench bench(server.url());
        const Exchange exchange = bench.ask(request(false));
        QVERIFY(exchange.limits);
        QCOMPARE(exchange.limits->requests.limit, 50);
        QCOMPARE(exchange.limits->inputTokens.remaining, 30000);
    }

    void modelsAreListedPageByPage()
    {
        LoopbackServer server(
            {LoopbackReply::json(200,
                 R"({"data":[{"type":"model","id":"claude-b","display_name":"Claude B","max_input_tokens":200000,"max_tokens":64000},{"id":"claude-old","lifecycle":"retired"}],"has_more":true,"last_id":"claude-old"})"),
                LoopbackReply::json(200, R"({"data":[{"type":"model","id":"claude-a","display_name":"Claude A"}],"has_more":false,"last_id":"claude-a"})")});
        Bench bench(server.url());
        const auto models = QCoro::waitFor(bench.services()->models({}));
        QVERIFY(models.has_value());
        QCOMPARE(*models,
            (QList<ListedModel>{
                {.apiName = u"claude-b"_s, .title = u"Claude B"_s, .contextWindow = 200000, .maxOutput = 64000}, {.apiName = u"claude-a"_s, .title = u"Claude A"_s}}));
        const auto sent = server.requests();
        QCOMPARE(sent.size(), 2);
        QCOMPARE(sent[0].method, "GET");
        QCOMPARE(sent[0].path, "/v1/models?limit=1000");
        QCOMPARE(sent[1].path, "/v1/models?limit=1000&after_id=claude-old");
        QCOMPARE(test::placesOfKey(sent[1]), QStringList{u"x-api-key"_s});
    }

    void aListThatIsNoneIsSaidToBeNone()
    {
        LoopbackServer server({LoopbackReply::json(200, R"({"models":[]})"), refused(401, "authentication_error")});
        Bench bench(server.url());
        QCOMPARE(QCoro::waitFor(bench.services()->models({})).error().kind, ErrorKind::malformed);
        const auto models = QCoro::waitFor(bench.services()->models({}));
        QCOMPARE(models.error().kind, ErrorKind::auth);
        QVERIFY(!models.error().describe().contains(u"kkkkkk"));
    }

    void thereAreNoEmbeddings()
    {
        LoopbackServer server({plain()});
        Bench bench(server.url());
        QCOMPARE(QCoro::waitFor(bench.services()->embed(u"m"_s, {u"a"_s}, {})).error().kind, ErrorKind::notFound);
        QCOMPARE(server.requestCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestMessagesApi)
#include "tst_messagesapi.moc"
