// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/batchbody.h"
#include "core/provider/anthropic/messagesapi.h"
#include "tests/support/answertext.h"
#include "tests/support/apibench.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace Qt::StringLiterals;
using test::LoopbackReply;
using test::LoopbackServer;

namespace {

class Bench : public test::ApiBench {
public:
    explicit Bench(const QUrl &baseUrl) : ApiBench(&anthropic::registerAnthropic, u"anthropic"_s, baseUrl) {}
};

BatchRequest entry(const QByteArray &key, const QString &model = u"m"_s)
{
    BatchRequest batch;
    batch.key = key;
    batch.request.model = model;
    batch.request.messages = {{.role = tokens::Role::user, .text = u"Hi"_s}};
    batch.request.maxOutputTokens = 8;
    return batch;
}

const anthropic::MessagesApi kApi({}, [](const QString &) { return anthropic::Traits(); });
const QByteArray kParams = R"({"model":"m","max_tokens":8,"messages":[{"role":"user","content":"Hi"}]})";

QByteArray batch(const QByteArray &status, const QByteArray &counts, const QByteArray &more = {})
{
    return R"({"id":"msgbatch_fx","type":"message_batch","processing_status":")" + status + R"(","request_counts":)" + counts
        + R"(,"created_at":"2030-01-01T00:00:01.5Z","expires_at":"2030-01-02T00:00:00Z")" + more + "}";
}

const QByteArray kCounts = R"({"processing":0,"succeeded":1,"errored":1,"canceled":1,"expired":1})";

const QByteArray kResults
    = R"({"custom_id":"c-2","result":{"type":"errored","error":{"type":"error","error":{"type":"invalid_request_error","message":"Invented."},"request_id":"req_e"}}})"
      "\n\n"
      R"({"custom_id":"c-1","result":{"type":"succeeded","message":{"id":"msg_1","type":"message","model":"m","content":[{"type":"text","text":"Hé"}],"stop_reason":"end_turn","usage":{"input_tokens":5,"output_tokens":2,"service_tier":"batch"}}}})"
      "\n"
      R"({"custom_id":"c-3","result":{"type":"canceled"}})"
      "\n"
      R"({"custom_id":"c-4","result":{"type":"expired"}})"
      "\n";

QString printed(const QList<BatchAnswer> &answers)
{
    QStringList lines;
    for (const BatchAnswer &answer : answers)
        lines.append(QString::fromUtf8(answer.key) + u": "_s + test::answerText(answer.result) + u" #"_s + answer.requestId);
    return lines.join(u'\n');
}

const QString kPrinted = u"c-2: bad-request #req_e\nc-1: Hé | completed (end_turn) | m | 5+0(0) -> 2 (0) #msg_1\nc-3: cancelled #\nc-4: cancelled #"_s;

} // namespace

class TestBatches : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allRequestsStandInOneBody()
    {
        const auto body = anthropic::batchBody({entry("c-1"), entry("c-2")}, u"run-1"_s, kApi);
        QVERIFY(body.has_value());
        QCOMPARE(*body, "{\"requests\":[{\"custom_id\":\"c-1\",\"params\":" + kParams + "},{\"custom_id\":\"c-2\",\"params\":" + kParams + "}]}");
    }

    void whatNoBatchCanHoldIsRefusedBeforehand_data()
    {
        QTest::addColumn<QList<BatchRequest>>("requests");
        QTest::addColumn<QString>("tag");
        QTest::addColumn<BatchLimits>("limits");
        QTest::addColumn<ErrorKind>("kind");
        const BatchLimits wide = anthropic::kBatchLimits;
        const auto exact = static_cast<qint64>(anthropic::batchBody({entry("a")}, u"t"_s, kApi)->size());
        QTest::newRow("none") << QList<BatchRequest>() << u"t"_s << wide << ErrorKind::invalidInput;
        QTest::newRow("a key twice") << QList{entry("a"), entry("a")} << u"t"_s << wide << ErrorKind::invalidInput;
        QTest::newRow("a key with a quote") << QList{entry("a\"b")} << u"t"_s << wide << ErrorKind::invalidInput;
        QTest::newRow("a long key") << QList{entry(QByteArray(65, 'a'))} << u"t"_s << wide << ErrorKind::invalidInput;
        QTest::newRow("two models") << QList{entry("a"), entry("b", u"n"_s)} << u"t"_s << wide << ErrorKind::invalidInput;
        QTest::newRow("no tag") << QList{entry("a")} << QString() << wide << ErrorKind::invalidInput;
        QTest::newRow("too many") << QList{entry("a"), entry("b")} << u"t"_s << BatchLimits{.requests = 1, .bytes = 1000} << ErrorKind::tooLarge;
        QTest::newRow("too many bytes") << QList{entry("a")} << u"t"_s << BatchLimits{.requests = 1, .bytes = exact - 1} << ErrorKind::tooLarge;
    }

    void whatNoBatchCanHoldIsRefusedBeforehand()
    {
        QFETCH(const QList<BatchRequest>, requests);
        QFETCH(const QString, tag);
        QFETCH(const BatchLimits, limits);
        QFETCH(const ErrorKind, kind);
        const auto body = anthropic::batchBody(requests, tag, kApi, limits);
        QVERIFY(!body);
        QCOMPARE(body.error().kind, kind);
        if (limits.requests == 1 && kind == ErrorKind::tooLarge && requests.size() == 1)
            QVERIFY(anthropic::batchBody(requests, tag, kApi, {.requests = 1, .bytes = limits.bytes + 1}).has_value());
    }

    void everyStateHasItsMeaning_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("expected"); // state (raw) total succeeded failed
        QTest::newRow("in progress") << batch("in_progress", R"({"processing":4,"succeeded":0,"errored":0,"canceled":0,"expired":0})") << u"working (in_progress) 4 0 0"_s;
        QTest::newRow("canceling") << batch("canceling", R"({"processing":4})", R"(,"cancel_initiated_at":"2030-01-01T00:00:05Z")") << u"working (canceling) 4 0 0"_s;
        QTest::newRow("a word in no list") << batch("brand_new", R"({"processing":4})") << u"working (brand_new) 4 0 0"_s;
        QTest::newRow("ended") << batch("ended", R"({"processing":0,"succeeded":3,"errored":1})") << u"ended (ended) 4 3 1"_s;
        QTest::newRow("ended by a cancel") << batch("ended", R"({"succeeded":3,"canceled":1})", R"(,"cancel_initiated_at":"2030-01-01T00:00:05Z")") << u"cancelled (ended) 4 3 0"_s;
        QTest::newRow("cancelled too late") << batch("ended", R"({"succeeded":4})", R"(,"cancel_initiated_at":"2030-01-01T00:00:05Z")") << u"cancelled (ended) 4 4 0"_s;
        QTest::newRow("ended by its time") << batch("ended", R"({"succeeded":3,"expired":1})") << u"expired (ended) 4 3 0"_s;
    }

    void everyStateHasItsMeaning()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, expected);
        const auto job = anthropic::batchJobOf(*parseJson(QByteArrayView(json)));
        QVERIFY(job.has_value());
        QCOMPARE(u"%1 (%2) %3 %4 %5"_s.arg(toText(job->state), job->rawState).arg(job->total).arg(job->succeeded).arg(job->failed), expected);
        QCOMPARE(job->id, u"msgbatch_fx"_s);
        QCOMPARE(toUnixMs(*job->createdAt), 1893456001500);
    }

    void whatIsNoBatchIsMalformed()
    {
        QCOMPARE(anthropic::batchJobOf(*parseJson(u"{}"_s)).error().kind, ErrorKind::malformed);
        QCOMPARE(anthropic::batchJobsOf(*parseJson(u"[]"_s)).error().kind, ErrorKind::malformed);
        QCOMPARE(anthropic::batchJobsOf(*parseJson(uR"({"data":[{}]})"_s)).error().kind, ErrorKind::malformed);
    }

    void resultsComeFromBelowTheBaseUrlAlone_data()
    {
        QTest::addColumn<QString>("location");
        QTest::addColumn<QString>("path"); // empty: refused
        const QString base = u"https://api.example/v1"_s;
        QTest::newRow("not told") << QString() << u"/messages/batches/msgbatch_fx/results"_s;
        QTest::newRow("below") << QString(base + u"/messages/batches/msgbatch_fx/results?part=1"_s) << u"/messages/batches/msgbatch_fx/results?part=1"_s;
        QTest::newRow("with its port") << u"https://api.example:443/v1/results/x"_s << u"/results/x"_s;
        QTest::newRow("another host") << u"https://files.example/v1/messages/batches/msgbatch_fx/results"_s << QString();
        QTest::newRow("a host that only begins so") << u"https://api.example.evil/v1/x"_s << QString();
        QTest::newRow("a user") << u"https://api.example@evil.example/v1/x"_s << QString();
        QTest::newRow("another port") << u"https://api.example:8443/v1/x"_s << QString();
        QTest::newRow("without TLS") << u"http://api.example/v1/x"_s << QString();
        QTest::newRow("beside the base") << u"https://api.example/v1beta/x"_s << QString();
        QTest::newRow("up and out") << u"https://api.example/v1/../admin"_s << QString();
        QTest::newRow("up and out, encoded") << u"https://api.example/v1/%2e%2e/admin"_s << QString();
        QTest::newRow("no address") << u"file-7"_s << QString();
    }

    void resultsComeFromBelowTheBaseUrlAlone()
    {
        QFETCH(const QString, location);
        QFETCH(const QString, path);
        BatchJob job{.id = u"msgbatch_fx"_s};
        if (!location.isEmpty())
            job.resultLocations = {location};
        const auto call = anthropic::resultsCall(job, QUrl(u"https://api.example/v1"_s));
        QCOMPARE(call.has_value(), !path.isEmpty());
        if (call)
            QCOMPARE(call->query.isEmpty() ? call->path : QString(call->path + u'?' + QString::fromLatin1(call->query)), path);
        else
            QCOMPARE(call.error().kind, ErrorKind::malformed);
    }

    void resultsAreReadLineByLine()
    {
        QCOMPARE(printed(anthropic::batchAnswersOf(kResults)), kPrinted);
        QCOMPARE(printed(anthropic::batchAnswersOf(kResults.chopped(1))), kPrinted);
        QCOMPARE(anthropic::batchAnswersOf(kResults)[1].result->serviceTier, u"batch"_s);
        QVERIFY(anthropic::batchAnswersOf("{\"custom_id\":\"c\n7\n{}\n").isEmpty());
    }

    void aBatchGoesFromHandToHand()
    {
        QByteArray origin;
        LoopbackServer server([&origin](const test::LoopbackRequest &request) {
            if (request.path.endsWith("/results"))
                return LoopbackReply::json(200, kResults);
            if (request.method == "POST" && !request.path.endsWith("/cancel"))
                return LoopbackReply::json(200, batch("in_progress", R"({"processing":4})"));
            if (request.path.contains('?'))
                return LoopbackReply::json(200, "{\"data\":[" + batch("ended", kCounts) + "," + batch("in_progress", "{}") + "],\"has_more\":false}");
            return LoopbackReply::json(200, batch("ended", kCounts, ",\"results_url\":\"" + origin + "/v1/messages/batches/msgbatch_fx/results\""));
        });
        origin = server.url().toString().toUtf8();
        Bench bench(server.url());
        const auto batches = bench.services()->batches();
        QCOMPARE(batches->limits().requests, 100'000);
        QCOMPARE(batches->bytesOf(entry("c-1")), anthropic::batchEntry(entry("c-1"), kApi).size() + 1);
        const auto made = QCoro::waitFor(batches->submit({entry("c-1"), entry("c-2"), entry("c-3"), entry("c-4")}, u"run-1"_s, {}));
        QVERIFY(made.has_value());
        QCOMPARE(made->state, BatchJob::State::working);
        const auto seen = QCoro::waitFor(batches->look(made->id, {}));
        QVERIFY(seen.has_value());
        QCOMPARE(seen->total, 4);
        const auto answers = QCoro::waitFor(batches->results(*seen, {}));
        QVERIFY(answers.has_value());
        QCOMPARE(printed(*answers), kPrinted);
        QVERIFY(QCoro::waitFor(batches->cancel(made->id, {})).has_value());
        QCOMPARE(QCoro::waitFor(batches->recent({}))->size(), 2);
        QStringList calls;
        for (const auto &request : server.requests()) {
            calls.append(QString::fromLatin1(request.method + ' ' + request.path));
            QCOMPARE(test::placesOfKey(request), QStringList{u"x-api-key"_s});
        }
        QCOMPARE(calls,
            (QStringList{u"POST /v1/messages/batches"_s, u"GET /v1/messages/batches/msgbatch_fx"_s, u"GET /v1/messages/batches/msgbatch_fx/results"_s,
                u"POST /v1/messages/batches/msgbatch_fx/cancel"_s, u"GET /v1/messages/batches?limit=100"_s}));
    }

    void resultsElsewhereGetNoKey()
    {
        LoopbackServer other({LoopbackReply::json(200, kResults)});
        LoopbackServer server({LoopbackReply::json(200, "{}")});
        Bench bench(server.url());
        const BatchJob job{.id = u"msgbatch_fx"_s, .state = BatchJob::State::ended, .resultLocations = {other.url(u"/v1/messages/batches/msgbatch_fx/results"_s).toString()}};
        QCOMPARE(QCoro::waitFor(bench.services()->batches()->results(job, {})).error().kind, ErrorKind::malformed);
        QCOMPARE(other.requestCount() + server.requestCount(), 0);
    }

    void resultsThatBrokeOffAreNotAllOfThem()
    {
        LoopbackServer server({LoopbackReply::json(200, kResults.chopped(30))});
        Bench bench(server.url());
        const BatchJob job{.id = u"msgbatch_fx"_s, .state = BatchJob::State::ended, .total = 4, .succeeded = 1, .failed = 1};
        QCOMPARE(QCoro::waitFor(bench.services()->batches()->results(job, {})).error().kind, ErrorKind::reset);
    }

    void anIdThatIsNoneMakesNoRequest()
    {
        LoopbackServer server({LoopbackReply::json(200, "{}")});
        Bench bench(server.url());
        const auto batches = bench.services()->batches();
        for (const QString &id : {u""_s, u"../models"_s, u"a/b"_s, u"a?b"_s, u"..%2f"_s})
            QCOMPARE(QCoro::waitFor(batches->look(id, {})).error().kind, ErrorKind::invalidInput);
        QCOMPARE(server.requestCount(), 0);
    }

    void theTraitsOfAModelHoldInABatchToo()
    {
        const anthropic::MessagesApi api({}, [](const QString &) { return anthropic::Traits{.sampling = false, .reasons = true, .adaptiveThinking = true}; });
        BatchRequest request = entry("c-1");
        request.request.temperature = 0.0;
        QVERIFY(!anthropic::batchEntry(request, api).contains("temperature"));
        QVERIFY(anthropic::batchEntry(request, kApi).contains("temperature"));
    }
};

QTEST_GUILESS_MAIN(TestBatches)
#include "tst_batches.moc"
