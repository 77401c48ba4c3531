// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/attemptlog.h"
#include "tests/support/smallplan.h"

#include <QTest>

using namespace assay;
using namespace Qt::StringLiterals;

namespace {

run::AttemptRecord answered()
{
    run::AttemptRecord record;
    record.attempt = {.cell = 3, .number = 2, .state = run::Attempt::State::answered, .startedAt = utcFromUnixMs(1'700'000'000'123), .duration = Milliseconds(800)};
    record.attempt.timeToFirstToken = Milliseconds(150);
    record.attempt.httpStatus = 200;
    record.attempt.requestId = u"req_1"_s;
    record.attempt.cost = Money::fromMicroUsd(42);
    record.itemKey = u"I-4"_s;
    record.version = u"p@1"_s;
    record.model = u"m1"_s;
    record.requestModel = u"api-model"_s;
    record.responseModel = u"api-model-2030"_s;
    record.providerKind = u"anthropic"_s;
    record.host = u"api.example.com"_s;
    record.usage = tokens::Usage{.input = 120, .inputCached = 100, .output = 30, .reasoning = 20};
    record.finish = u"end_turn"_s;
    record.finishReason = provider::FinishReason::completed;
    record.outcome = run::Outcome::passed;
    return record;
}

run::AttemptRecord failed()
{
    run::AttemptRecord record = answered();
    record.attempt.number = 1;
    record.attempt.state = run::Attempt::State::failed;
    record.attempt.errorKind = ErrorKind::rateLimit;
    record.attempt.errorMessage = u"slow down"_s;
    record.attempt.httpStatus = 429;
    record.usage.reset();
    record.finish.clear();
    record.outcome.reset();
    return record;
}

run::AttemptRecord cached()
{
    run::AttemptRecord record = answered();
    record.attempt = {.cell = 3, .number = 0, .state = run::Attempt::State::answered, .startedAt = utcFromUnixMs(1'700'000'000'000), .cost = Money()};
    return record;
}

const Json *attribute(const Json &span, const QString &name)
{
    for (const Json &entry : span.at("attributes").array_range()) {
        if (toQString(entry.at("key")) == name)
            return &entry.at("value");
    }
    return nullptr;
}

} // namespace

class TestAttemptLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyAttemptIsALineOfJson()
    {
        run::AttemptRecord lost = failed();
        lost.attempt.state = run::Attempt::State::sent;
        lost.attempt.errorKind.reset();
        lost.mayHaveBeenBilled = true;
        const QList<QByteArray> lines = report::attemptsToJsonLines({7}, {failed(), answered(), lost}).trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        const auto first = parseJson(QByteArrayView(lines.at(0)));
        QVERIFY(first);
        QCOMPARE(toQString(first->at("error")), u"rate-limit"_s);
        QCOMPARE(toQString(first->at("startedAt")), u"2023-11-14T22:13:20.123Z"_s);
        QVERIFY(!first->contains("outcome") && !first->contains("inputTokens"));
        const auto second = parseJson(QByteArrayView(lines.at(1)));
        QCOMPARE(second->at("run").as<int>(), 7);
        QCOMPARE(second->at("inputTokens").as<int>(), 120);
        QCOMPARE(toQString(second->at("costUsd")), u"0.000042"_s);
        QCOMPARE(second->at("cachedTokens").as<int>(), 100);
        QCOMPARE(second->at("reasoningTokens").as<int>(), 20);
        QCOMPARE(toQString(second->at("finishReason")), u"completed"_s);
        QCOMPARE(toQString(second->at("responseModel")), u"api-model-2030"_s);
        QVERIFY(!second->contains("batch"));
        QCOMPARE(toQString(second->at("outcome")), u"passed"_s);
        QVERIFY(parseJson(QByteArrayView(lines.at(2)))->at("mayHaveBeenBilled").as<bool>());
    }

    void everyAttemptIsASpanBelowItsRun()
    {
        run::RunPlan plan = test::smallPlan(1);
        plan.createdAt = utcFromUnixMs(1'699'999'999'000);
        const Json body = report::attemptsToOtlp(plan, {failed(), answered()});
        const Json &scope = body.at("resourceSpans").at(0).at("scopeSpans").at(0);
        const Json &spans = scope.at("spans");
        QCOMPARE(spans.size(), 3U);
        const Json &root = spans.at(0);
        QVERIFY(!root.contains("parentSpanId"));
        QCOMPARE(toQString(root.at("startTimeUnixNano")), u"1699999999000000000"_s);
        QCOMPARE(toQString(root.at("endTimeUnixNano")), u"1700000000923000000"_s);
        const Json &span = spans.at(2);
        QCOMPARE(toQString(span.at("name")), u"chat api-model"_s);
        QCOMPARE(span.at("kind").as<int>(), 3);
        QCOMPARE(toQString(span.at("parentSpanId")), toQString(root.at("spanId")));
        QCOMPARE(toQString(span.at("traceId")), toQString(root.at("traceId")));
        QCOMPARE(toQString(span.at("traceId")).size(), 32);
        QCOMPARE(toQString(span.at("spanId")).size(), 16);
        QVERIFY(toQString(span.at("spanId")) != toQString(spans.at(1).at("spanId")));
        QCOMPARE(toJson(*attribute(span, u"gen_ai.provider.name"_s)), R"({"stringValue":"anthropic"})");
        QCOMPARE(toJson(*attribute(span, u"gen_ai.usage.input_tokens"_s)), R"({"intValue":"120"})");
        QCOMPARE(toJson(*attribute(span, u"gen_ai.response.finish_reasons"_s)), R"({"arrayValue":{"values":[{"stringValue":"end_turn"}]}})");
        QVERIFY(!span.contains("status"));
        QCOMPARE(toJson(spans.at(1).at("status")), R"({"code":2,"message":"slow down"})");
        QCOMPARE(toJson(*attribute(spans.at(1), u"error.type"_s)), R"({"stringValue":"rate-limit"})");
    }

    void anAnswerFromTheCacheIsALineAndNoSpan()
    {
        const QList<QByteArray> lines = report::attemptsToJsonLines({7}, {cached()}).trimmed().split('\n');
        const auto line = parseJson(QByteArrayView(lines.first()));
        QCOMPARE(toQString(line->at("state")), u"cached"_s);
        QCOMPARE(line->at("attempt").as<int>(), 0);
        QCOMPARE(toQString(line->at("costUsd")), u"0"_s);
        QCOMPARE(report::attemptsToOtlp(test::smallPlan(1), {cached(), answered()}).at("resourceSpans").at(0).at("scopeSpans").at(0).at("spans").size(), 2U);
    }

    void theLogIsSentInBodiesOfBoundedSize()
    {
        QList<run::AttemptRecord> records;
        for (int number = 0; number < 1'201; ++number) {
            records.append(answered());
            records.last().attempt.cell = number;
        }
        records.append(cached());
        QList<qsizetype> sizes;
        QSet<QString> ids;
        const auto sent = report::sendTraces(test::smallPlan(1), records, [&](const QByteArray &body) -> Result<int> {
            const auto json = parseJson(QByteArrayView(body));
            const Json &spans = json->at("resourceSpans").at(0).at("scopeSpans").at(0).at("spans");
            sizes.append(static_cast<qsizetype>(spans.size()));
            for (const Json &span : spans.array_range())
                ids.insert(toQString(span.at("spanId")));
            return 202;
        });
        QVERIFY(sent);
        QCOMPARE(*sent, 1'202);
        QCOMPARE(sizes, (QList<qsizetype>{501, 500, 201}));
        QCOMPARE(ids.size(), 1'202);
    }

    void aRunWithoutRequestsIsSentAsItsOwnSpan()
    {
        int bodies = 0;
        const auto sent = report::sendTraces(test::smallPlan(1), {}, [&](const QByteArray &) -> Result<int> { return ++bodies, 200; });
        QVERIFY(sent && *sent == 1 && bodies == 1);
    }

    void sendingEndsAtTheFirstTrouble_data()
    {
        QTest::addColumn<int>("status"); // 0: no answer
        QTest::addColumn<bool>("isStopped");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<int>("bodies");
        QTest::newRow("no connection") << 0 << false << ErrorKind::connect << 1;
        QTest::newRow("a status that says no") << 404 << false << ErrorKind::serverError << 1;
        QTest::newRow("a redirect that nobody followed") << 302 << false << ErrorKind::serverError << 1;
        QTest::newRow("stopped before it began") << 200 << true << ErrorKind::cancelled << 0;
    }
    void sendingEndsAtTheFirstTrouble()
    {
        QFETCH(const int, status);
        QFETCH(const bool, isStopped);
        QFETCH(const ErrorKind, kind);
        QFETCH(const int, bodies);
        std::stop_source stop;
        if (isStopped)
            stop.request_stop();
        int posted = 0;
        const auto post = [&](const QByteArray &) -> Result<int> {
            ++posted;
            if (status == 0)
                return fail(ErrorKind::connect, u"refused"_s);
            return status;
        };
        const auto sent = report::sendTraces(test::smallPlan(1), QList<run::AttemptRecord>(900, answered()), post, stop.get_token());
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, kind);
        QCOMPARE(posted, bodies);
    }

    void theSameLogHasTheSameIds()
    {
        const run::RunPlan plan = test::smallPlan(1);
        QCOMPARE(report::attemptsToOtlp(plan, {answered()}), report::attemptsToOtlp(plan, {answered()}));
        run::RunPlan other = plan;
        other.id = {2};
        QVERIFY(report::attemptsToOtlp(plan, {answered()}) != report::attemptsToOtlp(other, {answered()}));
        QCOMPARE(report::attemptsToOtlp(plan, {answered()}, 500).at("resourceSpans").at(0).at("scopeSpans").at(0).at("spans").size(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestAttemptLog)
#include "tst_attemptlog.moc"
