// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/responses/responsesapi.h"
#include "tests/core/provider/openai/providerbench.h"

#include <QFile>
#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace Qt::StringLiterals;
using test::LoopbackReply;
using test::LoopbackServer;
using test::ProviderBench;

namespace {

const QString kKind = u"openai-responses"_s;

LoopbackReply streamOf(const QString &name)
{
    QFile file(QStringLiteral(ASSAY_TEST_DATA) + u"/responses/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        return LoopbackReply::closeWithoutAnswer();
    LoopbackReply reply = LoopbackReply::events({{.bytes = file.readAll()}});
    reply.headers.emplaceBack("x-request-id", "req-loop");
    reply.headers.emplaceBack("x-ratelimit-limit-requests", "100");
    return reply;
}

ChatRequest request(bool isStream = true)
{
    ChatRequest asked;
    asked.model = u"gpt-fixture"_s;
    asked.messages = {{.role = tokens::Role::user, .text = u"Hello"_s}};
    asked.stream = isStream;
    asked.clientRequestId = "attempt-1";
    return asked;
}

QString kindOf(const Exchange &exchange)
{
    return exchange.result ? u"answer"_s : toText(exchange.result.error().kind);
}

} // namespace

class TestResponsesApi : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStreamedAnswerComesInPiecesAndWhole()
    {
        LoopbackServer server({streamOf(u"text-then-completed.sse"_s), streamOf(u"text-then-completed.sse"_s).cutAtEveryByte()});
        ProviderBench bench(kKind, server.url(u"/v1"_s), uR"({"organization":"org-1"})"_s);
        for (int i = 0; i < 2; ++i) {
            const Exchange exchange = bench.ask(request());
            QVERIFY2(exchange.result, exchange.result ? "" : qPrintable(exchange.result.error().describe()));
            QCOMPARE(exchange.result->text, u"Seven lamps"_s);
            QCOMPARE(bench.streamed, exchange.result->text);
            QCOMPARE(exchange.result->usage->input, 21);
            QVERIFY(exchange.result->rawUsage.startsWith("{\"input_tokens\":21"));
            QCOMPARE(exchange.requestId, u"req-loop"_s);
            QCOMPARE(exchange.limits->requests.limit, 100);
        }
        const auto sent = server.requests();
        QCOMPARE(sent.size(), 2);
        QCOMPARE(sent.at(0).path, "/v1/responses");
        QCOMPARE(sent.at(0).header("x-client-request-id"), "attempt-1");
        QCOMPARE(sent.at(0).header("openai-organization"), "org-1");
        QCOMPARE(test::placesOfKey(sent.at(0)), QStringList{u"authorization"_s});
    }

    void everyFaultHasItsKindAndOneRequest_data()
    {
        QTest::addColumn<LoopbackReply>("reply");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("partial");
        LoopbackReply truncated = streamOf(u"text-then-completed.sse"_s);
        truncated.body[0].bytes.truncate(truncated.body[0].bytes.indexOf("event: response.completed"));
        LoopbackReply cut = truncated;
        cut.end = LoopbackReply::End::cut;
        QTest::newRow("no end mark") << truncated << u"reset"_s << u"Seven lamps"_s;
        QTest::newRow("cut") << cut << u"reset"_s << u"Seven lamps"_s;
        QTest::newRow("failed") << streamOf(u"failed.sse"_s) << u"rate-limit"_s << u"Half an"_s;
        QTest::newRow("error event") << streamOf(u"error-event.sse"_s) << u"server-error"_s << u"Half an"_s;
        QTest::newRow("429") << LoopbackReply::json(429, R"({"error":{"code":"rate_limit_exceeded","message":"slow"}})", {{"Retry-After", "2"}}) << u"rate-limit"_s << QString();
        QTest::newRow("quota") << LoopbackReply::json(429, R"({"error":{"code":"insufficient_quota","message":"no"}})") << u"quota"_s << QString();
        QTest::newRow("401") << LoopbackReply::json(401, R"({"error":{"code":"invalid_api_key","message":"no"}})") << u"auth"_s << QString();
        QTest::newRow("500") << LoopbackReply::json(500, "<html>") << u"server-error"_s << QString();
        QTest::newRow("failed with status 200") << LoopbackReply::json(200, R"({"status":"failed","error":{"code":"server_error","message":"m"},"output":[]})") << u"server-error"_s
                                                << QString();
        QTest::newRow("closed without an answer") << LoopbackReply::closeWithoutAnswer() << u"reset"_s << QString();
    }

    void everyFaultHasItsKindAndOneRequest()
    {
        QFETCH(const LoopbackReply, reply);
        QFETCH(const QString, kind);
        QFETCH(const QString, partial);
        LoopbackServer server({reply});
        ProviderBench bench(kKind, server.url(u"/v1"_s));
        const Exchange exchange = bench.ask(request());
        QCOMPARE(kindOf(exchange), kind);
        QCOMPARE(exchange.partialText, partial);
        QCOMPARE(server.requestCount(), 1);
        if (reply.status == 429)
            QCOMPARE(exchange.result.error().retryAfter.has_value(), kind == u"rate-limit");
    }

    void aPlainAnswerComesWhole()
    {
        LoopbackServer server({LoopbackReply::json(200, R"({"status":"completed","model":"m","output":[{"type":"message","content":[{"type":"output_text","text":"Hi"}]}]})")});
        ProviderBench bench(kKind, server.url(u"/v1/responses"_s));
        QCOMPARE(bench.ask(request(false)).result->text, u"Hi"_s);
        QCOMPARE(server.requests().at(0).path, "/v1/responses");
        QCOMPARE(server.requests().at(0).body, R"({"model":"gpt-fixture","input":[{"role":"user","content":"Hello"}],"store":false})");
    }

    void batchesAreOfTheSameWords()
    {
        LoopbackServer server({LoopbackReply::json(200, R"({"id":"file-in"})"), LoopbackReply::json(200, R"({"id":"batch_1","status":"validating"})"),
            LoopbackReply::json(200,
                R"({"custom_id":"a","response":{"status_code":200,"body":{"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"Hi"}]}]}}})")});
        ProviderBench bench(kKind, server.url(u"/v1"_s));
        const auto batches = bench.services()->batches();
        auto job = QCoro::waitFor(batches->submit({{.key = "a", .request = request()}}, u"t"_s, {}));
        QVERIFY(job);
        QVERIFY(server.requests().at(0).body.contains(
            R"({"custom_id":"a","method":"POST","url":"/v1/responses","body":{"model":"gpt-fixture","input":[{"role":"user","content":"Hello"}],"store":false}})"));
        QVERIFY(server.requests().at(1).body.contains(R"("endpoint":"/v1/responses")"));
        job->resultLocations = {u"file-o"_s};
        const auto answers = QCoro::waitFor(batches->results(*job, {}));
        QCOMPARE(answers->at(0).result->text, u"Hi"_s);
    }

    void optionsThatAreWrongAreNamed()
    {
        ProviderConfig config;
        config.options = *parseJson(uR"({"store":true})"_s);
        const auto options = responses::readOptions(config);
        QVERIFY(!options);
        QVERIFY(options.error().message.contains(u"store"));
    }
};

QTEST_GUILESS_MAIN(TestResponsesApi)
#include "tst_responsesapi.moc"
