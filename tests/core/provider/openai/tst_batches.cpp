// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/batches.h"
#include "core/provider/openai/batchlines.h"
#include "core/provider/openai/chatapi.h"
#include "core/provider/openai/multipart.h"
#include "tests/core/provider/openai/providerbench.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace assay::provider::openai;
using namespace Qt::StringLiterals;
using test::LoopbackReply;
using test::LoopbackServer;
using test::ProviderBench;

namespace {

const QByteArray kEndpoint = "/v1/chat/completions";

ChatApi api()
{
    ProviderConfig config;
    config.kind = u"openai"_s;
    return ChatApi(*readOptions(config));
}

BatchRequest requestOf(const QByteArray &key, const QString &text = u"Hi"_s)
{
    ChatRequest request;
    request.model = u"m"_s;
    request.messages = {{.role = tokens::Role::user, .text = text}};
    return {.key = key, .request = request};
}

QByteArray batch(const QByteArray &status, const QByteArray &more = {})
{
    return R"({"id":"batch_1","object":"batch","endpoint":"/v1/chat/completions","status":")" + status + R"(","created_at":1893456000,"metadata":{"assay":"run-7"})" + more + "}";
}

QByteArray line(const QByteArray &key, const QByteArray &rest)
{
    return R"({"id":"r","custom_id":")" + key + "\"," + rest + "}\n";
}

QByteArray answer(const QByteArray &text)
{
    return R"("response":{"status_code":200,"request_id":"req-)" + text + R"(","body":{"model":"m-1","choices":[{"index":0,"message":{"role":"assistant","content":")" + text
        + R"("},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1}}},"error":null)";
}

} // namespace

class TestBatches : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRequestIsALine()
    {
        QCOMPARE(batchLine(requestOf("cell-1"), api(), kEndpoint),
            R"({"custom_id":"cell-1","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"user","content":"Hi"}],"store":false}})"
            "\n");
    }

    void whatCannotBeABatchIsRefused_data()
    {
        QTest::addColumn<QList<QByteArray>>("keys");
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<ErrorKind>("kind");
        const qint64 enough = 10'000;
        QTest::newRow("nothing") << QList<QByteArray>() << enough << ErrorKind::invalidInput;
        QTest::newRow("a key twice") << QList<QByteArray>{"a", "a"} << enough << ErrorKind::invalidInput;
        QTest::newRow("no key") << QList<QByteArray>{""} << enough << ErrorKind::invalidInput;
        QTest::newRow("a key with a quote") << QList<QByteArray>{"a\"b"} << enough << ErrorKind::invalidInput;
        QTest::newRow("a key with a line end") << QList<QByteArray>{"a\n"} << enough << ErrorKind::invalidInput;
        QTest::newRow("a key of 65") << QList<QByteArray>{QByteArray(65, 'a')} << enough << ErrorKind::invalidInput;
        QTest::newRow("too many") << QList<QByteArray>{"a", "b", "c"} << enough << ErrorKind::tooLarge;
        QTest::newRow("too large") << QList<QByteArray>{"a", "b"} << qint64(150) << ErrorKind::tooLarge;
    }

    void whatCannotBeABatchIsRefused()
    {
        QFETCH(const QList<QByteArray>, keys);
        QFETCH(const qint64, bytes);
        QFETCH(const ErrorKind, kind);
        QList<BatchRequest> requests;
        for (const QByteArray &key : keys)
            requests.append(requestOf(key));
        const auto file = batchFile(requests, u"t"_s, api(), kEndpoint, {.requests = 2, .bytes = bytes});
        QVERIFY(!file);
        QCOMPARE(toText(file.error().kind), toText(kind));
    }

    void aBatchIsOfOneModel()
    {
        QList<BatchRequest> requests{requestOf("a"), requestOf("b")};
        QVERIFY(batchFile(requests, u"t"_s, api(), kEndpoint));
        requests[1].request.model = u"other"_s;
        QCOMPARE(batchFile(requests, u"t"_s, api(), kEndpoint).error().kind, ErrorKind::invalidInput);
    }

    void jobsAreRead_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("expected");
        QTest::newRow("validating") << batch("validating") << u"working validating 0/0/0 [] "_s;
        QTest::newRow("in progress") << batch("in_progress", R"(,"request_counts":{"total":5,"completed":2,"failed":1})") << u"working in_progress 5/2/1 [] "_s;
        QTest::newRow("cancelling") << batch("cancelling") << u"working cancelling 0/0/0 [] "_s;
        QTest::newRow("a state of the future") << batch("resting") << u"working resting 0/0/0 [] "_s;
        QTest::newRow("completed") << batch("completed", R"(,"output_file_id":"file-o","error_file_id":null,"request_counts":{"total":5,"completed":5,"failed":0})")
                                   << u"ended completed 5/5/0 [file-o] "_s;
        QTest::newRow("expired") << batch("expired", R"(,"output_file_id":"file-o","error_file_id":"file-e")") << u"expired expired 0/0/0 [file-o,file-e] "_s;
        QTest::newRow("cancelled") << batch("cancelled") << u"cancelled cancelled 0/0/0 [] "_s;
        QTest::newRow("failed") << batch("failed", R"(,"errors":{"object":"list","data":[{"code":"x","message":"bad  line","line":3},{"message":"worse"}]})")
                                << u"failed failed 0/0/0 [] line 3: bad line; worse"_s;
    }

    void jobsAreRead()
    {
        QFETCH(const QByteArray, json);
        const auto job = batchJobOf(*parseJson(QByteArrayView(json)));
        QVERIFY(job);
        QCOMPARE(job->id, u"batch_1"_s);
        QCOMPARE(job->tag, u"run-7"_s);
        QCOMPARE(toUnixMs(*job->createdAt), 1893456000000);
        QTEST(u"%1 %2 %3/%4/%5 [%6] %7"_s.arg(toText(job->state), job->rawState)
                  .arg(job->total)
                  .arg(job->succeeded)
                  .arg(job->failed)
                  .arg(job->resultLocations.join(u','), job->reason),
            "expected");
    }

    void whatIsNoJobIsMalformed()
    {
        QCOMPARE(batchJobOf(*parseJson(u"{}"_s)).error().kind, ErrorKind::malformed);
        QCOMPARE(batchJobsOf(*parseJson(uR"({"data":[{}]})"_s)).error().kind, ErrorKind::malformed);
        QCOMPARE(batchJobsOf(*parseJson(u"[]"_s)).error().kind, ErrorKind::malformed);
    }

    void answersAreReadByTheirKey()
    {
        const QByteArray lines = line("b", answer("two")) + "\n not JSON\r\n" + line("a", answer("one")) + line("", answer("no key"))
            + line("c", R"("response":{"status_code":400,"request_id":"req-3","body":{"error":{"message":"too long","code":"context_length_exceeded"}}},"error":null)")
            + line("d", R"("response":null,"error":{"code":"batch_expired","message":"late"})") + line("e", R"("response":null,"error":{"code":"server_error","message":"oops"})")
            + line("f", R"("response":{"status_code":200,"body":{"x":1}})") + line("g", answer("half \\ud83d")).chopped(1);
        QStringList printed;
        for (const BatchAnswer &one : batchAnswersOf(lines, api()))
            printed.append(QString::fromLatin1(one.key) + u' ' + (one.result ? one.result->text : toText(one.result.error().kind)) + u' ' + one.requestId);
        QCOMPARE(printed,
            QStringList({u"b two req-two"_s, u"a one req-one"_s, u"c context-too-long req-3"_s, u"d cancelled "_s, u"e server-error "_s, u"f malformed "_s,
                u"g half \uFFFD req-half \uFFFD"_s}));
        QCOMPARE(batchAnswersOf(lines, api()).at(0).result->usage->input, 3);
    }

    void aFormHoldsFieldsAndFile()
    {
        const MultipartForm form = multipartForm({{"purpose", "batch"}}, "a.jsonl", "application/jsonl", "{}\n");
        QVERIFY(form.contentType.startsWith("multipart/form-data; boundary=assay-"));
        const QByteArray boundary = form.contentType.sliced(form.contentType.indexOf('=') + 1);
        QVERIFY(boundary.size() <= 70);
        QCOMPARE(form.body,
            "--" + boundary + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jsonl\"\r\nContent-Type: application/jsonl\r\n\r\n{}\n\r\n--" + boundary + "--\r\n");
    }

    void aBatchGoesUpAndItsAnswersComeDown()
    {
        LoopbackServer server({LoopbackReply::json(200, R"({"id":"file-in","purpose":"batch"})"), LoopbackReply::json(200, batch("validating")),
            LoopbackReply::json(200, batch("completed", R"(,"output_file_id":"file-o","error_file_id":"file-e","request_counts":{"total":2,"completed":1,"failed":1})")),
            LoopbackReply::json(200, line("a", answer("one"))),
            LoopbackReply::json(200, line("b", R"("response":{"status_code":429,"body":{"error":{"message":"slow","code":"rate_limit_exceeded"}}})"))});
        ProviderBench bench(u"openai"_s, server.url(u"/v1"_s));
        const auto batches = bench.services()->batches();
        QVERIFY(batches != nullptr);
        QCOMPARE(batches->limits().requests, 50'000);
        const QList<BatchRequest> requests{requestOf("a"), requestOf("b", u"Bye"_s)};
        const auto job = QCoro::waitFor(batches->submit(requests, u"run-7"_s, {}));
        QVERIFY2(job, job ? "" : qPrintable(job.error().describe()));
        QCOMPARE(job->id, u"batch_1"_s);
        const auto done = QCoro::waitFor(batches->look(job->id, {}));
        QCOMPARE(done->state, BatchJob::State::ended);
        const auto answers = QCoro::waitFor(batches->results(*done, {}));
        QCOMPARE(answers->size(), 2);
        QCOMPARE(answers->at(0).result->text, u"one"_s);
        QCOMPARE(answers->at(1).result.error().kind, ErrorKind::rateLimit);

        const auto sent = server.requests();
        QCOMPARE(sent.at(0).path, "/v1/files");
        QVERIFY(sent.at(0).header("content-type").startsWith("multipart/form-data; boundary="));
        const ChatApi words = api();
        QVERIFY(sent.at(0).body.contains(QByteArray(batchLine(requests.at(0), words, kEndpoint) + batchLine(requests.at(1), words, kEndpoint))));
        QCOMPARE(sent.at(1).path, "/v1/batches");
        QCOMPARE(sent.at(1).body, R"({"input_file_id":"file-in","endpoint":"/v1/chat/completions","completion_window":"24h","metadata":{"assay":"run-7"}})");
        QCOMPARE(sent.at(2).method + " " + sent.at(2).path, "GET /v1/batches/batch_1");
        QCOMPARE(sent.at(3).path, "/v1/files/file-o/content");
        QCOMPARE(sent.at(4).path, "/v1/files/file-e/content");
        for (const test::LoopbackRequest &one : sent)
            QCOMPARE(test::placesOfKey(one), QStringList{u"authorization"_s});
        qint64 bytes = 0;
        for (const BatchRequest &request : requests)
            bytes += batches->bytesOf(request);
        QVERIFY(sent.at(0).body.size() > bytes && sent.at(0).body.size() < bytes + 1000);
    }

    void aJobIsFoundAgainAndCancelled()
    {
        LoopbackServer server({LoopbackReply::json(200, R"({"object":"list","data":[)" + batch("in_progress") + "]}"), LoopbackReply::json(200, batch("cancelling"))});
        ProviderBench bench(u"openai"_s, server.url(u"/v1"_s));
        const auto batches = bench.services()->batches();
        const auto jobs = QCoro::waitFor(batches->recent({}));
        QCOMPARE(jobs->size(), 1);
        QCOMPARE(jobs->at(0).tag, u"run-7"_s);
        QVERIFY(QCoro::waitFor(batches->cancel(u"batch_1"_s, {})));
        QCOMPARE(server.requests().at(0).path, "/v1/batches?limit=100");
        QCOMPARE(server.requests().at(1).method + " " + server.requests().at(1).path, "POST /v1/batches/batch_1/cancel");
    }

    void fewerAnswersThanCountedAreNotAll()
    {
        LoopbackServer server({LoopbackReply::json(200, line("a", answer("one")))});
        ProviderBench bench(u"openai"_s, server.url(u"/v1"_s));
        BatchJob job;
        job.id = u"batch_1"_s;
        job.state = BatchJob::State::ended;
        job.succeeded = 2;
        job.resultLocations = {u"file-o"_s};
        QCOMPARE(QCoro::waitFor(bench.services()->batches()->results(job, {})).error().kind, ErrorKind::reset);
        job.succeeded = 1;
        QCOMPARE(QCoro::waitFor(bench.services()->batches()->results(job, {}))->size(), 1);
    }

    void filesTakeTheTimeThatTheyNeed()
    {
        LoopbackReply slow = LoopbackReply::json(200, line("a", answer("one")));
        slow.delay = std::chrono::milliseconds(300);
        LoopbackServer server({slow});
        ProviderBench bench(u"openai"_s, server.url(u"/v1"_s), uR"({"connectTimeoutMs":1,"idleTimeoutMs":50,"totalTimeoutMs":60})"_s);
        BatchJob job;
        job.id = u"batch_1"_s;
        job.resultLocations = {u"file-o"_s};
        QCOMPARE(QCoro::waitFor(bench.services()->batches()->results(job, {}))->size(), 1);
    }

    void whatIsNoIdMakesNoRequest()
    {
        LoopbackServer server({LoopbackReply::json(200, "{}")});
        ProviderBench bench(u"openai"_s, server.url(u"/v1"_s));
        const auto batches = bench.services()->batches();
        for (const QString &id : {QString(), u"../files"_s, u"a/b"_s, u"a?b"_s})
            QCOMPARE(QCoro::waitFor(batches->look(id, {})).error().kind, ErrorKind::invalidInput);
        QCOMPARE(QCoro::waitFor(batches->submit({requestOf("a")}, u"a b"_s, {})).error().kind, ErrorKind::invalidInput);
        QCOMPARE(server.requestCount(), 0);
    }

    void aRefusedUploadMakesNoJob()
    {
        LoopbackServer server({LoopbackReply::json(401, R"({"error":{"message":"no"}})")});
        ProviderBench bench(u"openai"_s, server.url(u"/v1"_s));
        QCOMPARE(QCoro::waitFor(bench.services()->batches()->submit({requestOf("a")}, u"t"_s, {})).error().kind, ErrorKind::auth);
        QCOMPARE(server.requestCount(), 1);
    }
};

QTEST_GUILESS_MAIN(TestBatches)
#include "tst_batches.moc"
