// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/batchbody.h"
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

class Bench : public test::ApiBench {
public:
    explicit Bench(const QUrl &baseUrl) : ApiBench(&gemini::registerGemini, u"gemini"_s, baseUrl) {}
};

BatchRequest entry(const QByteArray &key, const QString &model = u"m"_s)
{
    BatchRequest batch;
    batch.key = key;
    batch.request.model = model;
    batch.request.messages = {{.role = tokens::Role::user, .text = u"Hi"_s}};
    return batch;
}

const gemini::GeminiApi kApi({});
const QByteArray kRequest = R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}]})";

QByteArray operation(const QByteArray &state, const QByteArray &more = {}, const QByteArray &stats = {})
{
    return R"({"name":"batches/fx-1","metadata":{"@type":"type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch","model":"models/m","displayName":"run-1",)"
           R"("createTime":"2030-01-01T00:00:01.500000001Z","batchStats":{"requestCount":"4")"
        + stats + R"(},"state":")" + state + "\"}" + more + "}";
}

const QByteArray kStats = R"(,"successfulRequestCount":"1","failedRequestCount":"1","pendingRequestCount":"0")";
const QByteArray kResponse
    = R"({"candidates":[{"content":{"parts":[{"text":"Hé"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":2},"modelVersion":"m-1","responseId":"r1"})";
const QByteArray kInlined = R"({"inlinedResponses":[{"error":{"code":3,"message":"Invented."},"metadata":{"key":"c-2"}},{"response":)" + kResponse
    + R"(,"metadata":{"key":"c-1"}},{"error":{"code":1,"message":"stopped"},"metadata":{"key":"c-3"}},{"response":{"promptFeedback":{"blockReason":"SAFETY"}},"metadata":{"key":"c-4"}}]})";
const QByteArray kFile = "{\"key\":\"c-2\",\"error\":{\"code\":3,\"message\":\"Invented.\"}}\n\n{\"key\":\"c-1\",\"response\":" + kResponse
    + "}\n{\"key\":\"c-3\",\"error\":{\"code\":1,\"message\":\"stopped\"}}\n{\"key\":\"c-4\",\"response\":{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}}\n";
const QString kPrinted = u"c-2: bad-request #\nc-1: Hé | completed (STOP) | m-1 | 5+0(0) -> 2 (0) #r1\nc-3: cancelled #\nc-4: content-filter #"_s;

QString printed(const QList<BatchAnswer> &answers)
{
    QStringList lines;
    for (const BatchAnswer &answer : answers)
        lines.append(QString::fromUtf8(answer.key) + u": "_s + test::answerText(answer.result) + u" #"_s + answer.requestId);
    return lines.join(u'\n');
}

Json parsed(const QByteArray &json)
{
    return *parseJson(QByteArrayView(json));
}

} // namespace

class TestBatches : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allRequestsStandInOneBody()
    {
        const auto body = gemini::batchBody({entry("c-1"), entry("c-2")}, u"run-1"_s, kApi);
        QVERIFY(body.has_value());
        QCOMPARE(*body,
            R"({"batch":{"displayName":"run-1","inputConfig":{"requests":{"requests":[{"request":)" + kRequest + R"(,"metadata":{"key":"c-1"}},{"request":)" + kRequest
                + R"(,"metadata":{"key":"c-2"}}]}}}})");
        QVERIFY(parseJson(QByteArrayView(*body)).has_value());
    }

    void whatNoBatchCanHoldIsRefusedBeforehand()
    {
        const auto kindOf = [](const QList<BatchRequest> &requests, const QString &tag, const BatchLimits &limits) {
            const auto body = gemini::batchBody(requests, tag, kApi, limits);
            return body ? QString() : toText(body.error().kind);
        };
        const BatchLimits wide = gemini::kBatchLimits;
        const auto exact = static_cast<qint64>(gemini::batchBody({entry("a")}, u"t"_s, kApi)->size());
        QCOMPARE(kindOf({entry("a")}, u"t"_s, {.requests = 1, .bytes = exact}), QString());
        QCOMPARE(kindOf({entry("a")}, u"t"_s, {.requests = 1, .bytes = exact - 1}), toText(ErrorKind::tooLarge));
        QCOMPARE(kindOf({entry("a"), entry("b")}, u"t"_s, {.requests = 1, .bytes = 1000}), toText(ErrorKind::tooLarge));
        QCOMPARE(kindOf({}, u"t"_s, wide), toText(ErrorKind::invalidInput));
        QCOMPARE(kindOf({entry("a")}, u"a tag\""_s, wide), toText(ErrorKind::invalidInput));
        QCOMPARE(kindOf({entry("a"), entry("a")}, u"t"_s, wide), toText(ErrorKind::invalidInput));
        QCOMPARE(kindOf({entry("a"), entry("b", u"n"_s)}, u"t"_s, wide), toText(ErrorKind::invalidInput));
    }

    void everyStateHasItsMeaning_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("expected"); // state (raw) total succeeded failed reason locations
        QTest::newRow("pending") << operation("BATCH_STATE_PENDING", {}, ",\"pendingRequestCount\":\"4\"") << u"working (BATCH_STATE_PENDING) 4 0 0  "_s;
        QTest::newRow("queued") << operation("JOB_STATE_QUEUED") << u"working (JOB_STATE_QUEUED) 4 0 0  "_s;
        QTest::newRow("running") << operation("BATCH_STATE_RUNNING") << u"working (BATCH_STATE_RUNNING) 4 0 0  "_s;
        QTest::newRow("cancelling") << operation("JOB_STATE_CANCELLING") << u"working (JOB_STATE_CANCELLING) 4 0 0  "_s;
        QTest::newRow("a word in no list") << operation("BRAND_NEW") << u"working (BRAND_NEW) 4 0 0  "_s;
        QTest::newRow("succeeded") << operation("BATCH_STATE_SUCCEEDED", {}, kStats) << u"ended (BATCH_STATE_SUCCEEDED) 4 1 1  "_s;
        QTest::newRow("succeeded in part") << operation("JOB_STATE_PARTIALLY_SUCCEEDED", {}, kStats) << u"ended (JOB_STATE_PARTIALLY_SUCCEEDED) 4 1 1  "_s;
        QTest::newRow("with a file") << operation("BATCH_STATE_SUCCEEDED", ",\"done\":true,\"response\":{\"responsesFile\":\"files/out-1\"}")
                                     << u"ended (BATCH_STATE_SUCCEEDED) 4 0 0  files/out-1"_s;
        QTest::newRow("failed") << operation("BATCH_STATE_FAILED", ",\"done\":true,\"error\":{\"code\":3,\"message\":\"No  good\"}")
                                << u"failed (BATCH_STATE_FAILED) 4 0 0 No good "_s;
        QTest::newRow("cancelled") << operation("BATCH_STATE_CANCELLED") << u"cancelled (BATCH_STATE_CANCELLED) 4 0 0  "_s;
        QTest::newRow("expired") << operation("BATCH_STATE_EXPIRED") << u"expired (BATCH_STATE_EXPIRED) 4 0 0  "_s;
        QTest::newRow("done without a state") << QByteArray(R"({"name":"batches/fx-1","done":true,"response":{}})") << u"ended () 0 0 0  "_s;
        QTest::newRow("failed without a state") << QByteArray(R"({"name":"batches/fx-1","done":true,"error":{"message":"x"}})") << u"failed () 0 0 0 x "_s;
        QTest::newRow("just made") << QByteArray(R"({"name":"batches/fx-1"})") << u"working () 0 0 0  "_s;
        QTest::newRow("a batch by itself") << QByteArray(R"({"name":"batches/fx-1","state":"JOB_STATE_SUCCEEDED","output":{"responsesFile":"files/out-1"}})")
                                           << u"ended (JOB_STATE_SUCCEEDED) 0 0 0  files/out-1"_s;
    }

    void everyStateHasItsMeaning()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, expected);
        const auto job = gemini::batchJobOf(parsed(json));
        QVERIFY(job.has_value());
        QCOMPARE(u"%1 (%2) %3 %4 %5 %6 %7"_s.arg(toText(job->state), job->rawState)
                     .arg(job->total)
                     .arg(job->succeeded)
                     .arg(job->failed)
                     .arg(job->reason, job->resultLocations.join(u',')),
            expected);
        QCOMPARE(job->id, u"batches/fx-1"_s);
    }

    void tagAndTimeAreKept()
    {
        const auto job = gemini::batchJobOf(parsed(operation("BATCH_STATE_PENDING")));
        QCOMPARE(job->tag, u"run-1"_s);
        QCOMPARE(toUnixMs(*job->createdAt), 1893456001500);
    }

    void theNewestJobsComeFirst()
    {
        QByteArray old = operation("BATCH_STATE_PENDING");
        old.replace("2030", "2029").replace("fx-1", "fx-0");
        const auto jobs = gemini::batchJobsOf(parsed("{\"operations\":[" + old + "," + operation("BATCH_STATE_PENDING") + "]}"));
        QVERIFY(jobs.has_value());
        QCOMPARE(jobs->size(), 2);
        QCOMPARE(jobs->first().id, u"batches/fx-1"_s);
        QVERIFY(gemini::batchJobsOf(parsed("{}"))->isEmpty());
        QCOMPARE(gemini::batchJobsOf(parsed("[]")).error().kind, ErrorKind::malformed);
        QCOMPARE(gemini::batchJobOf(parsed(R"({"name":"models/m"})")).error().kind, ErrorKind::malformed);
    }

    void answersAreMatchedByTheirKeys()
    {
        QCOMPARE(printed(gemini::batchAnswersOf(kFile)), kPrinted);
        QCOMPARE(printed(gemini::batchAnswersOf(kFile.chopped(1))), kPrinted);
        QCOMPARE(printed(*gemini::inlineAnswersOf(parsed(operation("BATCH_STATE_SUCCEEDED", ",\"response\":{\"inlinedResponses\":" + kInlined + "}")))), kPrinted);
        const QByteArray mirrored = R"({"name":"batches/fx-1","metadata":{"output":{"inlinedResponses":)" + kInlined + "}}}";
        QCOMPARE(printed(*gemini::inlineAnswersOf(parsed(mirrored))), kPrinted);
        QVERIFY(gemini::inlineAnswersOf(parsed(operation("BATCH_STATE_CANCELLED")))->isEmpty());
    }

    void answersWithoutKeysAreNobodys()
    {
        const QByteArray keyless = "{\"name\":\"batches/fx-1\",\"response\":{\"inlinedResponses\":{\"inlinedResponses\":[{\"response\":" + kResponse + "}]}}}";
        QCOMPARE(gemini::inlineAnswersOf(parsed(keyless)).error().kind, ErrorKind::malformed);
    }

    void aBatchGoesFromHandToHand()
    {
        LoopbackServer server([](const test::LoopbackRequest &request) {
            if (request.path.endsWith(":batchGenerateContent"))
                return LoopbackReply::json(200, operation("BATCH_STATE_PENDING"));
            if (request.path.endsWith(":cancel"))
                return LoopbackReply::json(200, "{}");
            if (request.path.contains('?'))
                return LoopbackReply::json(200, "{\"operations\":[" + operation("BATCH_STATE_RUNNING") + "]}");
            return LoopbackReply::json(200, operation("BATCH_STATE_SUCCEEDED", ",\"done\":true,\"response\":{\"inlinedResponses\":" + kInlined + "}", kStats));
        });
        Bench bench(server.url());
        const auto batches = bench.services()->batches();
        QCOMPARE(batches->limits().bytes, 20'000'000);
        QCOMPARE(batches->bytesOf(entry("c-1")), gemini::batchEntry(entry("c-1"), kApi).size() + 1);
        const auto made = QCoro::waitFor(batches->submit({entry("c-1"), entry("c-2"), entry("c-3"), entry("c-4")}, u"run-1"_s, {}));
        QVERIFY(made.has_value());
        QCOMPARE(made->state, BatchJob::State::working);
        const auto seen = QCoro::waitFor(batches->look(made->id, {}));
        QVERIFY(seen.has_value());
        QCOMPARE(seen->state, BatchJob::State::ended);
        const auto answers = QCoro::waitFor(batches->results(*seen, {}));
        QVERIFY(answers.has_value());
        QCOMPARE(printed(*answers), kPrinted);
        QVERIFY(QCoro::waitFor(batches->cancel(made->id, {})).has_value());
        QCOMPARE(QCoro::waitFor(batches->recent({}))->first().tag, u"run-1"_s);
        QStringList calls;
        for (const auto &request : server.requests()) {
            calls.append(QString::fromLatin1(request.method + ' ' + request.path));
            QCOMPARE(test::placesOfKey(request), QStringList{u"x-goog-api-key"_s});
        }
        QCOMPARE(calls,
            (QStringList{u"POST /v1beta/models/m:batchGenerateContent"_s, u"GET /v1beta/batches/fx-1"_s, u"GET /v1beta/batches/fx-1"_s, u"POST /v1beta/batches/fx-1:cancel"_s,
                u"GET /v1beta/batches?pageSize=50"_s}));
    }

    void resultsMayBeAFile()
    {
        LoopbackServer server({LoopbackReply::json(200, kFile), LoopbackReply::json(200, kFile.first(20))});
        Bench bench(server.url());
        const auto batches = bench.services()->batches();
        BatchJob job{.id = u"batches/fx-1"_s, .state = BatchJob::State::ended, .total = 4, .succeeded = 1, .resultLocations = {u"files/out-1"_s}};
        QCOMPARE(printed(*QCoro::waitFor(batches->results(job, {}))), kPrinted);
        QCOMPARE(server.requests().at(0).path, "/v1beta/files/out-1:download?alt=media");
        QCOMPARE(QCoro::waitFor(batches->results(job, {})).error().kind, ErrorKind::reset);
        job.resultLocations = {u"https://elsewhere.example/files/out-1"_s};
        QCOMPARE(QCoro::waitFor(batches->results(job, {})).error().kind, ErrorKind::invalidInput);
        QCOMPARE(server.requestCount(), 2);
    }

    void aNameThatIsNoneMakesNoRequest()
    {
        LoopbackServer server({LoopbackReply::json(200, "{}")});
        Bench bench(server.url());
        const auto batches = bench.services()->batches();
        for (const QString &id : {u""_s, u"batches/"_s, u"batches/../models"_s, u"models/m"_s, u"batches/a?b"_s}) {
            QCOMPARE(QCoro::waitFor(batches->look(id, {})).error().kind, ErrorKind::invalidInput);
            QCOMPARE(QCoro::waitFor(batches->cancel(id, {})).error().kind, ErrorKind::invalidInput);
        }
        QCOMPARE(server.requestCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestBatches)
#include "tst_batches.moc"
