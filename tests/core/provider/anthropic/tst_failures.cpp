// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/failures.h"
#include "core/provider/anthropic/ratelimits.h"

#include <QTest>

using namespace assay;
using namespace assay::provider::anthropic;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const UtcTime kNow = utcFromUnixMs(1893456000000); // 2030-01-01T00:00:00Z

QByteArray body(const QByteArray &type, const QByteArray &message = "Invented.")
{
    return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"},\"request_id\":\"req_fx\"}";
}

QHttpHeaders headersOf(const QList<std::pair<QByteArray, QByteArray>> &fields)
{
    QHttpHeaders headers;
    for (const auto &[name, value] : fields)
        headers.append(QLatin1StringView(name), value);
    return headers;
}

QString limitText(const tokens::ToldLimit &limit)
{
    const auto number = [](std::optional<qint64> value) { return value ? QString::number(*value) : u"-"_s; };
    return u"%1/%2/%3"_s.arg(number(limit.limit), number(limit.remaining), number(limit.resetIn ? std::optional<qint64>(limit.resetIn->count()) : std::nullopt));
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
        QTest::newRow("400") << 400 << body("invalid_request_error") << ErrorKind::badRequest;
        QTest::newRow("400 prompt too long") << 400 << body("invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum") << ErrorKind::contextTooLong;
        QTest::newRow("400 prompt and cap too long") << 400 << body("invalid_request_error", "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000")
                                                     << ErrorKind::contextTooLong;
        QTest::newRow("400 no credit") << 400 << body("invalid_request_error", "Your credit balance is too low to access the API.") << ErrorKind::quota;
        QTest::newRow("400 own spend limit") << 400 << body("invalid_request_error", "You have reached your specified API usage limits.") << ErrorKind::quota;
        QTest::newRow("400 filtered") << 400 << body("invalid_request_error", "Output blocked by content filtering policy") << ErrorKind::contentFilter;
        QTest::newRow("401") << 401 << body("authentication_error") << ErrorKind::auth;
        QTest::newRow("402") << 402 << body("billing_error") << ErrorKind::quota;
        QTest::newRow("403") << 403 << body("permission_error") << ErrorKind::auth;
        QTest::newRow("404") << 404 << body("not_found_error", "model: claude-none") << ErrorKind::badRequest;
        QTest::newRow("408") << 408 << QByteArray() << ErrorKind::timeout;
        QTest::newRow("409") << 409 << QByteArray() << ErrorKind::serverError;
        QTest::newRow("413") << 413 << body("request_too_large") << ErrorKind::badRequest;
        QTest::newRow("422") << 422 << QByteArray() << ErrorKind::badRequest;
        QTest::newRow("429") << 429 << body("rate_limit_error", "This request would exceed your organization's rate limit of 50 requests per minute") << ErrorKind::rateLimit;
        QTest::newRow("429 with nothing") << 429 << QByteArray() << ErrorKind::rateLimit;
        QTest::newRow("500") << 500 << body("api_error") << ErrorKind::serverError;
        QTest::newRow("502 HTML") << 502 << QByteArray("<html>") << ErrorKind::serverError;
        QTest::newRow("503") << 503 << QByteArray() << ErrorKind::overloaded;
        QTest::newRow("504") << 504 << body("timeout_error") << ErrorKind::timeout;
        QTest::newRow("520") << 520 << QByteArray() << ErrorKind::serverError;
        QTest::newRow("529") << 529 << body("overloaded_error", "Overloaded") << ErrorKind::overloaded;
    }

    void everyRefusalHasItsKind()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, answer);
        QFETCH(const ErrorKind, kind);
        const Error error = failureOf(status, answer, {}, kNow);
        QCOMPARE(error.kind, kind);
        QVERIFY(error.message.contains(QString::number(status)));
    }

    void anErrorInsideAnAnswerGoesByItsType_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("bad request") << QByteArray("invalid_request_error") << ErrorKind::badRequest;
        QTest::newRow("key") << QByteArray("authentication_error") << ErrorKind::auth;
        QTest::newRow("money") << QByteArray("billing_error") << ErrorKind::quota;
        QTest::newRow("access") << QByteArray("permission_error") << ErrorKind::auth;
        QTest::newRow("not found") << QByteArray("not_found_error") << ErrorKind::badRequest;
        QTest::newRow("too large") << QByteArray("request_too_large") << ErrorKind::badRequest;
        QTest::newRow("rate") << QByteArray("rate_limit_error") << ErrorKind::rateLimit;
        QTest::newRow("server") << QByteArray("api_error") << ErrorKind::serverError;
        QTest::newRow("time") << QByteArray("timeout_error") << ErrorKind::timeout;
        QTest::newRow("overloaded") << QByteArray("overloaded_error") << ErrorKind::overloaded;
        QTest::newRow("unknown") << QByteArray("brand_new_error") << ErrorKind::serverError;
    }

    void anErrorInsideAnAnswerGoesByItsType()
    {
        QFETCH(const QByteArray, type);
        QFETCH(const ErrorKind, kind);
        QCOMPARE(failureIn(*parseJson(QByteArrayView(body(type)))).kind, kind);
    }

    void theDelayIsToldInManyWays_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QList<std::pair<QByteArray, QByteArray>>>("headers");
        QTest::addColumn<qint64>("ms"); // -1: none
        using Fields = QList<std::pair<QByteArray, QByteArray>>;
        QTest::newRow("seconds") << 429 << Fields{{"retry-after", "7"}} << qint64(7000);
        QTest::newRow("overloaded") << 529 << Fields{{"retry-after", "2"}} << qint64(2000);
        QTest::newRow("an empty limit's reset") << 429 << Fields{{"anthropic-ratelimit-requests-remaining", "0"}, {"anthropic-ratelimit-requests-reset", "2030-01-01T00:00:09Z"}}
                                                << qint64(9000);
        QTest::newRow("the longest of them") << 429
                                             << Fields{{"anthropic-ratelimit-requests-remaining", "0"}, {"anthropic-ratelimit-requests-reset", "2030-01-01T00:00:09Z"},
                                                    {"anthropic-ratelimit-input-tokens-remaining", "0"}, {"anthropic-ratelimit-input-tokens-reset", "2030-01-01T00:00:30.5Z"}}
                                             << qint64(30500);
        QTest::newRow("by the server's clock") << 429
                                               << Fields{{"date", "Tue, 01 Jan 2030 01:00:00 GMT"}, {"anthropic-ratelimit-requests-remaining", "0"},
                                                      {"anthropic-ratelimit-requests-reset", "2030-01-01T01:00:09Z"}}
                                               << qint64(9000);
        QTest::newRow("a limit that is not empty") << 429 << Fields{{"anthropic-ratelimit-requests-remaining", "1"}, {"anthropic-ratelimit-requests-reset", "2030-01-01T00:00:09Z"}}
                                                   << qint64(-1);
        QTest::newRow("a bad request has none") << 400 << Fields{{"retry-after", "7"}} << qint64(-1);
    }

    void theDelayIsToldInManyWays()
    {
        using Fields = QList<std::pair<QByteArray, QByteArray>>;
        QFETCH(const int, status);
        QFETCH(const Fields, headers);
        QFETCH(const qint64, ms);
        const Error error = failureOf(status, {}, headersOf(headers), kNow);
        QCOMPARE(error.retryAfter ? error.retryAfter->count() : -1, ms);
    }

    void limitsAreReadOutOfHeaders()
    {
        const tokens::ToldLimits told = limitsOf(headersOf({{"anthropic-ratelimit-requests-limit", "50"}, {"anthropic-ratelimit-requests-remaining", "49"},
                                                     {"anthropic-ratelimit-requests-reset", "2030-01-01T00:00:01Z"}, {"anthropic-ratelimit-tokens-limit", "40000"},
                                                     {"anthropic-ratelimit-input-tokens-remaining", "30000"}, {"anthropic-ratelimit-input-tokens-reset", "2029-12-31T23:59:00Z"},
                                                     {"anthropic-ratelimit-output-tokens-limit", "many"}, {"anthropic-ratelimit-output-tokens-reset", "soon"}}),
            kNow);
        QCOMPARE(limitText(told.requests), u"50/49/1000"_s);
        QCOMPARE(limitText(told.tokens), u"40000/-/-"_s);
        QCOMPARE(limitText(told.inputTokens), u"-/30000/0"_s);
        QCOMPARE(limitText(told.outputTokens), u"-/-/-"_s);
        QVERIFY(limitsOf({}, kNow).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFailures)
#include "tst_failures.moc"
