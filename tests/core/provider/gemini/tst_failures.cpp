// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/failures.h"

#include <QTest>

using namespace assay;
using namespace assay::provider::gemini;
using namespace Qt::StringLiterals;

namespace {

QByteArray body(int code, const QByteArray &status, const QByteArray &message = "Invented.", const QByteArray &details = "[]")
{
    return "{\"error\":{\"code\":" + QByteArray::number(code) + ",\"message\":\"" + message + "\",\"status\":\"" + status + "\",\"details\":" + details + "}}";
}

QByteArray quota(const QByteArray &id, const QByteArray &delay = {})
{
    QByteArray details = R"([{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaMetric":"fx/requests","quotaId":")" + id + "\"}]}";
    if (!delay.isEmpty())
        details += R"(,{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":")" + delay + "\"}";
    return body(429, "RESOURCE_EXHAUSTED", "Quota exceeded.", details + "]");
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
        QTest::newRow("400") << 400 << body(400, "INVALID_ARGUMENT") << ErrorKind::badRequest;
        QTest::newRow("400 bad key") << 400
                                     << body(400, "INVALID_ARGUMENT", "API key not valid.",
                                            R"([{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}])")
                                     << ErrorKind::auth;
        QTest::newRow("400 bad key, in a list of one") << 400 << "[" + body(400, "INVALID_ARGUMENT", "no", R"([{"reason":"API_KEY_INVALID"}])") + "]" << ErrorKind::auth;
        QTest::newRow("400 too long") << 400 << body(400, "INVALID_ARGUMENT", "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).")
                                      << ErrorKind::contextTooLong;
        QTest::newRow("400 country") << 400 << body(400, "FAILED_PRECONDITION", "User location is not supported for the API use.") << ErrorKind::auth;
        QTest::newRow("400 precondition") << 400 << body(400, "FAILED_PRECONDITION") << ErrorKind::badRequest;
        QTest::newRow("401") << 401 << body(401, "UNAUTHENTICATED") << ErrorKind::auth;
        QTest::newRow("403") << 403 << body(403, "PERMISSION_DENIED") << ErrorKind::auth;
        QTest::newRow("404") << 404 << body(404, "NOT_FOUND", "models/none is not found") << ErrorKind::badRequest;
        QTest::newRow("413") << 413 << QByteArray("<html>") << ErrorKind::badRequest;
        QTest::newRow("429 of a minute") << 429 << quota("FxRequestsPerMinute", "37s") << ErrorKind::rateLimit;
        QTest::newRow("429 of a day") << 429 << quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier", "37s") << ErrorKind::quota;
        QTest::newRow("429 without any quota") << 429 << body(429, "RESOURCE_EXHAUSTED", "Quota exceeded for metric: fx, limit: 0, model: gemini-fixture") << ErrorKind::quota;
        QTest::newRow("429 with a quota that begins so") << 429 << body(429, "RESOURCE_EXHAUSTED", "Quota exceeded for metric: fx, limit: 10, model: m") << ErrorKind::rateLimit;
        QTest::newRow("429 spending cap") << 429 << body(429, "RESOURCE_EXHAUSTED", "Your project has exceeded its monthly spending cap.") << ErrorKind::quota;
        QTest::newRow("429 with nothing") << 429 << QByteArray() << ErrorKind::rateLimit;
        QTest::newRow("499") << 499 << body(499, "CANCELLED") << ErrorKind::serverError;
        QTest::newRow("500") << 500 << body(500, "INTERNAL") << ErrorKind::serverError;
        QTest::newRow("502 HTML") << 502 << QByteArray("<html>") << ErrorKind::serverError;
        QTest::newRow("503") << 503 << body(503, "UNAVAILABLE", "The model is overloaded.") << ErrorKind::overloaded;
        QTest::newRow("504") << 504 << body(504, "DEADLINE_EXCEEDED") << ErrorKind::timeout;
    }

    void everyRefusalHasItsKind()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, answer);
        QFETCH(const ErrorKind, kind);
        QCOMPARE(failureOf(status, answer, {}, {}).kind, kind);
    }

    void theDelayStandsInTheBody_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<qint64>("ms"); // -1: none
        QTest::newRow("whole seconds") << quota("FxPerMinute", "37s") << QByteArray() << qint64(37000);
        QTest::newRow("with decimals") << quota("FxPerMinute", "37.123456789s") << QByteArray() << qint64(37124);
        QTest::newRow("in a list of one") << "[" + quota("FxPerMinute", "5s") + "]" << QByteArray() << qint64(5000);
        QTest::newRow("a header goes first") << quota("FxPerMinute", "37s") << QByteArray("3") << qint64(3000);
        QTest::newRow("none told") << quota("FxPerMinute") << QByteArray() << qint64(-1);
        QTest::newRow("no delay") << quota("FxPerMinute", "soon") << QByteArray() << qint64(-1);
        QTest::newRow("not of a day") << quota("FxPerDay", "37s") << QByteArray() << qint64(-1);
        QTest::newRow("no JSON") << QByteArray("<html>") << QByteArray() << qint64(-1);
    }

    void theDelayStandsInTheBody()
    {
        QFETCH(const QByteArray, answer);
        QFETCH(const QByteArray, header);
        QFETCH(const qint64, ms);
        QHttpHeaders headers;
        if (!header.isEmpty())
            headers.append(QHttpHeaders::WellKnownHeader::RetryAfter, header);
        const Error error = failureOf(429, answer, headers, {});
        QCOMPARE(error.retryAfter ? error.retryAfter->count() : -1, ms);
    }

    void anErrorInsideAnAnswerGoesByItsCode_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("a status of HTTP") << uR"({"error":{"code":503,"message":"x","status":"UNAVAILABLE"}})"_s << ErrorKind::overloaded;
        QTest::newRow("a name alone") << uR"({"error":{"message":"x","status":"RESOURCE_EXHAUSTED"}})"_s << ErrorKind::rateLimit;
        QTest::newRow("google.rpc: bad request") << uR"({"code":3,"message":"x"})"_s << ErrorKind::badRequest;
        QTest::newRow("google.rpc: time") << uR"({"code":4,"message":"x"})"_s << ErrorKind::timeout;
        QTest::newRow("google.rpc: access") << uR"({"code":7,"message":"x"})"_s << ErrorKind::auth;
        QTest::newRow("google.rpc: rate") << uR"({"code":8,"message":"x"})"_s << ErrorKind::rateLimit;
        QTest::newRow("google.rpc: server") << uR"({"code":13,"message":"x"})"_s << ErrorKind::serverError;
        QTest::newRow("google.rpc: unavailable") << uR"({"code":14,"message":"x"})"_s << ErrorKind::overloaded;
        QTest::newRow("a code in no list") << uR"({"code":77,"message":"x"})"_s << ErrorKind::serverError;
        QTest::newRow("nothing") << u"{}"_s << ErrorKind::serverError;
    }

    void anErrorInsideAnAnswerGoesByItsCode()
    {
        QFETCH(const QString, json);
        QFETCH(const ErrorKind, kind);
        QCOMPARE(failureIn(*parseJson(json)).kind, kind);
    }
};

QTEST_GUILESS_MAIN(TestFailures)
#include "tst_failures.moc"
