// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/failures.h"

#include <QTest>

using namespace assay;
using namespace assay::provider::openai;
using namespace Qt::StringLiterals;

namespace {

QByteArray body(const QByteArray &code, const QByteArray &message = "Invented.", const QByteArray &type = "some_type")
{
    const QByteArray quotedCode = code.isEmpty() ? QByteArray("null") : QByteArray("\"" + code + "\"");
    return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"" + type + "\",\"param\":null,\"code\":" + quotedCode + "}}";
}

} // namespace

class TestFailures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRefusalHasItsKind_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("400") << 400 << body("") << ErrorKind::badRequest;
        QTest::newRow("400 unsupported parameter") << 400 << body("unsupported_parameter") << ErrorKind::badRequest;
        QTest::newRow("400 context length") << 400 << body("context_length_exceeded") << ErrorKind::contextTooLong;
        QTest::newRow("400 context length in words (vLLM)")
            << 400 << QByteArray(R"({"object":"error","message":"The maximum context length is 4096 tokens. However, you requested 5000","type":"BadRequestError","code":400})")
            << ErrorKind::contextTooLong;
        QTest::newRow("400 context length (llama.cpp)")
            << 400 << QByteArray(R"({"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}})")
            << ErrorKind::contextTooLong;
        QTest::newRow("400 content filter (Azure)") << 400
                                                    << QByteArray(
                                                           R"({"error":{"message":"filtered","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}})")
                                                    << ErrorKind::contentFilter;
        QTest::newRow("400 content policy") << 400 << body("content_policy_violation") << ErrorKind::contentFilter;
        QTest::newRow("400 invalid prompt") << 400 << body("invalid_prompt") << ErrorKind::contentFilter;
        QTest::newRow("400 no credit") << 400 << body("", "Your credit balance is too low to access the API") << ErrorKind::quota;
        QTest::newRow("400 bad key (Gemini)")
            << 400 << QByteArray(R"([{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}])")
            << ErrorKind::auth;
        QTest::newRow("401") << 401 << body("invalid_api_key") << ErrorKind::auth;
        QTest::newRow("401 with nothing") << 401 << QByteArray() << ErrorKind::auth;
        QTest::newRow("402") << 402 << QByteArray(R"({"error":{"code":402,"message":"Insufficient credits"}})") << ErrorKind::quota;
        QTest::newRow("403") << 403 << body("unsupported_country_region_territory") << ErrorKind::auth;
        QTest::newRow("403 moderation (OpenRouter)") << 403 << QByteArray(R"({"error":{"code":403,"message":"flagged","metadata":{"reasons":["violence"],"flagged_input":"x"}}})")
                                                     << ErrorKind::contentFilter;
        QTest::newRow("404 model") << 404 << body("model_not_found") << ErrorKind::badRequest;
        QTest::newRow("404 HTML") << 404 << QByteArray("<html>not found</html>") << ErrorKind::badRequest;
        QTest::newRow("405") << 405 << QByteArray(R"({"detail":"Method Not Allowed"})") << ErrorKind::badRequest;
        QTest::newRow("408") << 408 << QByteArray() << ErrorKind::timeout;
        QTest::newRow("409") << 409 << QByteArray() << ErrorKind::serverError;
        QTest::newRow("413") << 413 << body("request_too_large") << ErrorKind::badRequest;
        QTest::newRow("422 (FastAPI)") << 422 << QByteArray(R"({"detail":[{"type":"missing","loc":["body","messages"],"msg":"Field required"}]})") << ErrorKind::badRequest;
        QTest::newRow("429 rate") << 429 << body("rate_limit_exceeded", "Rate limit reached for gpt-fixture. Please try again in 1.2s.", "tokens") << ErrorKind::rateLimit;
        QTest::newRow("429 with nothing") << 429 << QByteArray() << ErrorKind::rateLimit;
        QTest::newRow("429 quota") << 429 << body("insufficient_quota", "You exceeded your current quota.", "insufficient_quota") << ErrorKind::quota;
        QTest::newRow("429 quota by its type alone") << 429 << body("", "no", "insufficient_quota") << ErrorKind::quota;
        QTest::newRow("429 hard limit") << 429 << body("billing_hard_limit_reached") << ErrorKind::quota;
        QTest::newRow("429 per day") << 429 << QByteArray(R"({"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"FxRequestsPerDay"}]}]}})")
                                     << ErrorKind::quota;
        QTest::newRow("429 per minute") << 429
                                        << QByteArray(R"({"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"FxRequestsPerMinute"}]}]}})")
                                        << ErrorKind::rateLimit;
        QTest::newRow("429 can never fit") << 429
                                           << body("rate_limit_exceeded", "Request too large for gpt-fixture on tokens per min (TPM): Limit 10000, Requested 20000.", "tokens")
                                           << ErrorKind::badRequest;
        QTest::newRow("498") << 498 << QByteArray() << ErrorKind::overloaded;
        QTest::newRow("500") << 500 << body("server_error") << ErrorKind::serverError;
        QTest::newRow("500 that speaks of context") << 500 << body("", "lost the context window") << ErrorKind::serverError;
        QTest::newRow("502 HTML") << 502 << QByteArray("<html><h1>502</h1>") << ErrorKind::serverError;
        QTest::newRow("503 loading (llama.cpp)") << 503 << QByteArray(R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})") << ErrorKind::overloaded;
        QTest::newRow("504") << 504 << QByteArray() << ErrorKind::serverError;
        QTest::newRow("520") << 520 << QByteArray() << ErrorKind::serverError;
        QTest::newRow("529") << 529 << QByteArray(R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})") << ErrorKind::overloaded;
        QTest::newRow("an error that is a text (Ollama)") << 404 << QByteArray("{\"error\":\"model \\\"x\\\" not found\"}") << ErrorKind::badRequest;
        QTest::newRow("JSON of another shape") << 400 << QByteArray("[[]]") << ErrorKind::badRequest;
        QTest::newRow("an empty list") << 500 << QByteArray("[]") << ErrorKind::serverError;
    }

    void everyRefusalHasItsKind()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, answer);
        QFETCH(const ErrorKind, kind);
        const Error error = failureOf(status, answer, {}, {});
        QCOMPARE(toText(error.kind), toText(kind));
        QVERIFY(error.message.contains(QString::number(status)));
    }

    void theApisOwnWordsAreQuoted_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("quote");
        QTest::newRow("OpenAI") << body("x", "The model is\\n  gone.") << u"status 400: The model is gone."_s;
        QTest::newRow("text") << QByteArray(R"({"error":"broken"})") << u"status 400: broken"_s;
        QTest::newRow("detail") << QByteArray(R"({"detail":"Not Found"})") << u"status 400: Not Found"_s;
        QTest::newRow("list of details") << QByteArray(R"({"detail":[{"msg":"Field required"}]})") << u"status 400: Field required"_s;
        QTest::newRow("flat") << QByteArray(R"({"message":"no","request_id":"r"})") << u"status 400: no"_s;
        QTest::newRow("HTML is not quoted") << QByteArray("<p>no</p>") << u"status 400"_s;
        QTest::newRow("a key partly shown") << body("x", "Incorrect API key provided: sk-ab******yz. See") << u"provided: [REDACTED:key] See"_s;
    }

    void theApisOwnWordsAreQuoted()
    {
        QFETCH(const QByteArray, answer);
        QFETCH(const QString, quote);
        const QString message = failureOf(400, answer, {}, {}).message;
        QVERIFY2(message.endsWith(quote), qPrintable(message));
    }

    void aLongMessageIsCut() { QVERIFY(failureOf(400, body("x", QByteArray(5000, 'x')), {}, {}).message.size() < 500); }

    void onlyWhatCanPassTellsATimeToWait()
    {
        QHttpHeaders headers;
        headers.append("Retry-After", "3");
        QCOMPARE(failureOf(429, {}, headers, {}).retryAfter, Milliseconds(3000));
        QCOMPARE(failureOf(503, {}, headers, {}).retryAfter, Milliseconds(3000));
        QVERIFY(!failureOf(400, {}, headers, {}).retryAfter);
        QVERIFY(!failureOf(429, body("insufficient_quota"), headers, {}).retryAfter);
    }

    void errorsInAnAnswerAreJudgedByTheirWords_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("server error") << uR"({"error":{"message":"m","type":"server_error","code":null}})"_s << ErrorKind::serverError;
        QTest::newRow("rate limit") << uR"({"error":{"message":"m","code":"rate_limit_exceeded"}})"_s << ErrorKind::rateLimit;
        QTest::newRow("overloaded") << uR"({"error":{"message":"m","type":"overloaded_error"}})"_s << ErrorKind::overloaded;
        QTest::newRow("number") << uR"({"error":{"message":"m","code":502}})"_s << ErrorKind::serverError;
        QTest::newRow("number as text") << uR"({"error":{"message":"m","code":"429"}})"_s << ErrorKind::rateLimit;
        QTest::newRow("auth") << uR"({"error":{"message":"m","code":401}})"_s << ErrorKind::auth;
        QTest::newRow("no credit") << uR"({"error":{"message":"m","code":402}})"_s << ErrorKind::quota;
        QTest::newRow("context") << uR"({"error":{"message":"m","code":"context_length_exceeded","type":"invalid_request_error"}})"_s << ErrorKind::contextTooLong;
        QTest::newRow("filter") << uR"({"error":{"message":"m","code":"content_filter"}})"_s << ErrorKind::contentFilter;
        QTest::newRow("bad request") << uR"({"error":{"message":"m","type":"invalid_request_error"}})"_s << ErrorKind::badRequest;
        QTest::newRow("a number that is no status") << uR"({"error":{"message":"m","code":7}})"_s << ErrorKind::serverError;
    }

    void errorsInAnAnswerAreJudgedByTheirWords()
    {
        QFETCH(const QString, answer);
        QFETCH(const ErrorKind, kind);
        QCOMPARE(toText(failureInAnswer(*parseJson(answer)).kind), toText(kind));
    }
};

QTEST_GUILESS_MAIN(TestFailures)
#include "tst_failures.moc"
