// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/chatapi.h"
#include "tests/support/openaianswers.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::LoopbackReply;
using test::LoopbackServer;

namespace {

constexpr auto kVariable = "ASSAY_TEST_KEY";
const QByteArray kKey = QByteArray("sk-") + QByteArray(20, 'k') + "/+9";

// A model at the server, and all that it needs.
class Bench {
public:
    explicit Bench(const QUrl &baseUrl, const QString &options = {}, const QString &keySource = u"env:ASSAY_TEST_KEY"_s)
    {
        m_keys.add(std::make_unique<secrets::EnvironmentKeyStore>());
        openai::registerOpenAi(m_registry);
        ProviderConfig provider;
        provider.name = u"lab"_s;
        provider.kind = u"openai-compatible"_s;
        provider.baseUrl = baseUrl.toString();
        provider.keySource = keySource;
        if (!options.isEmpty())
            provider.options = *parseJson(options);
        ModelConfig config;
        config.name = u"loop"_s;
        model = *m_registry.make(provider, config, m_environment);
    }

    static ChatRequest request(bool isStream)
    {
        ChatRequest request;
        request.model = u"loopback-1"_s;
        request.messages = {{.role = tokens::Role::user, .text = u"Hello"_s}};
        request.stream = isStream;
        return request;
    }

    Exchange ask(bool isStream = true, std::stop_token stop = {})
    {
        streamed.clear();
        return QCoro::waitFor(model->complete(request(isStream), [this](const QString &piece) { streamed += piece; }, std::move(stop)));
    }

    std::unique_ptr<ChatModel> model;
    QString streamed;

private:
    secrets::KeyRing m_keys;
    SystemClock m_clock;
    Registry m_registry;
    Environment m_environment{m_keys, m_clock};
};

QString kindOf(const Exchange &exchange)
{
    return exchange.result ? u"answer"_s : toText(exchange.result.error().kind);
}

QString everyWordOf(const Exchange &exchange)
{
    QString words = exchange.requestId + exchange.partialText;
    if (!exchange.result) {
        words += exchange.result.error().describe();
        for (const auto &[key, value] : exchange.result.error().context)
            words += key + value;
    }
    return words;
}

QCoro::Task<void> askInto(ChatModel *model, ChatRequest request, std::stop_token stop, std::optional<Exchange> *exchange)
{
    *exchange = co_await model->complete(std::move(request), {}, std::move(stop));
}

LoopbackReply endingWith(LoopbackReply reply, LoopbackReply::End end)
{
    reply.end = end;
    return reply;
}

// Content, but neither a finish reason nor [DONE].
LoopbackReply halfAnAnswer()
{
    LoopbackReply reply = test::streamedAnswer(u"Half an answer"_s, 2);
    reply.body.resize(2);
    return reply;
}

} // namespace

class TestChatApi : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { qputenv(kVariable, kKey); }
    void cleanupTestCase() { qunsetenv(kVariable); }

    void aStreamedAnswerComesInPiecesAndWhole()
    {
        LoopbackServer server({test::streamedAnswer(u"Blue heron 🪶 on a pole"_s, 6, 3ms, {.input = 21, .output = 9})});
        Bench bench(server.url(u"/v1"_s));
        const Exchange exchange = bench.ask();
        QVERIFY2(exchange.result, qPrintable(everyWordOf(exchange)));
        QCOMPARE(exchange.result->text, u"Blue heron 🪶 on a pole"_s);
        QCOMPARE(bench.streamed, exchange.result->text);
        QVERIFY(exchange.result->finish == FinishReason::completed);
        QCOMPARE(exchange.result->usage->input, 21);
        QCOMPARE(exchange.result->usage->output, 9);
        QCOMPARE(exchange.result->modelReturned, u"loopback-1"_s);
        QCOMPARE(exchange.httpStatus, 200);
        QCOMPARE(exchange.requestId, u"req-loop"_s);
        QVERIFY(exchange.timeToFirstToken && *exchange.timeToFirstToken <= exchange.duration);
        QCOMPARE(exchange.partialText, QString());
        const auto requests = server.requests();
        QCOMPARE(requests.size(), 1);
        QCOMPARE(requests[0].path, "/v1/chat/completions");
        QCOMPARE(requests[0].header("authorization"), "Bearer " + kKey);
        QCOMPARE(requests[0].header("content-type"), "application/json");
        QCOMPARE(requests[0].header("accept"), "text/event-stream");
        QVERIFY(requests[0].body.contains("\"include_usage\":true"));
    }

    void aPlainAnswerComesWhole()
    {
        LoopbackServer server({test::plainAnswer(u"Seven lamps"_s)});
        Bench bench(server.url(u"/v1"_s));
        const Exchange exchange = bench.ask(false);
        QVERIFY2(exchange.result, qPrintable(everyWordOf(exchange)));
        QCOMPARE(exchange.result->text, u"Seven lamps"_s);
        QVERIFY(!exchange.timeToFirstToken);
        QVERIFY(!server.requests().at(0).body.contains("\"stream\""));
    }

    void eachSideMayAnswerInTheOthersForm()
    {
        LoopbackServer server({test::plainAnswer(u"plain"_s), test::streamedAnswer(u"streamed"_s, 3)});
        Bench bench(server.url(u"/v1"_s));
        QCOMPARE(bench.ask(true).result->text, u"plain"_s);
        QCOMPARE(bench.ask(false).result->text, u"streamed"_s);
    }

    void anAnswerCutAtEveryByteIsTheSame()
    {
        LoopbackServer server({test::streamedAnswer(u"Bluë 🪶"_s, 3).cutAtEveryByte(), test::plainAnswer(u"Bluë 🪶"_s).cutAtEveryByte()});
        Bench bench(server.url(u"/v1"_s));
        QCOMPARE(bench.ask(true).result->text, u"Bluë 🪶"_s);
        QCOMPARE(bench.ask(false).result->text, u"Bluë 🪶"_s);
    }

    void withoutAKeySourceNoKeyIsSent()
    {
        LoopbackServer server({test::plainAnswer(u"x"_s)});
        Bench bench(server.url(), {}, {});
        QVERIFY(bench.ask(false).result);
        QCOMPARE(server.requests().at(0).header("authorization"), "");
    }

    void aMissingKeyMakesNoRequest()
    {
        LoopbackServer server({test::plainAnswer(u"x"_s)});
        Bench bench(server.url());
        qunsetenv(kVariable);
        QCOMPARE(kindOf(bench.ask()), u"secret-missing"_s);
        QCOMPARE(server.acceptedConnections(), 0);
        // It is looked up at the moment of use: once there, it is found.
        qputenv(kVariable, kKey);
        QCOMPARE(kindOf(bench.ask()), u"answer"_s);
    }

    void everyFaultHasItsKindAndOneRequest_data()
    {
        QTest::addColumn<LoopbackReply>("reply");
        QTest::addColumn<bool>("isStream");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("partial");
        using End = LoopbackReply::End;
        LoopbackReply cutLength = test::plainAnswer(u"text"_s);
        cutLength.declaredLength = 10'000;
        LoopbackReply cutChunks = test::plainAnswer(u"a long text that is cut"_s);
        cutChunks.framing = LoopbackReply::Framing::chunked;
        cutChunks.body[0].bytes.chop(30);
        LoopbackReply malformed = halfAnAnswer();
        malformed.body.append({.bytes = "data: {\"choices\":[{]}\n\n"});
        LoopbackReply lateError = halfAnAnswer();
        lateError.body.append({.bytes = "data: {\"error\":{\"message\":\"gone\",\"type\":\"server_error\"}}\n\n"});
        LoopbackReply badFraming;
        badFraming.framing = LoopbackReply::Framing::raw;
        badFraming.body = {{.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnot a chunk\r\n"}};
        badFraming.end = End::cut;

        QTest::newRow("429 with Retry-After") << test::errorAnswer(429, "rate_limit_exceeded", "slow", {{"Retry-After", "2"}}) << true << u"rate-limit"_s << QString();
        QTest::newRow("429 quota") << test::errorAnswer(429, "insufficient_quota", "no money") << true << u"quota"_s << QString();
        QTest::newRow("500") << test::errorAnswer(500, "server_error", "oops") << true << u"server-error"_s << QString();
        QTest::newRow("503") << test::errorAnswer(503, "overloaded", "busy") << false << u"overloaded"_s << QString();
        QTest::newRow("401") << test::errorAnswer(401, "invalid_api_key", "wrong key") << true << u"auth"_s << QString();
        QTest::newRow("400 context") << test::errorAnswer(400, "context_length_exceeded", "too long") << true << u"context-too-long"_s << QString();
        QTest::newRow("reset in mid-stream") << endingWith(halfAnAnswer(), End::reset) << true << u"reset"_s << u"Half an answer"_s;
        QTest::newRow("closed in mid-stream") << endingWith(halfAnAnswer(), End::cut) << true << u"reset"_s << u"Half an answer"_s;
        QTest::newRow("ended in mid-stream, orderly") << halfAnAnswer() << true << u"reset"_s << u"Half an answer"_s;
        QTest::newRow("stalled in mid-stream") << endingWith(halfAnAnswer(), End::stall) << true << u"timeout"_s << u"Half an answer"_s;
        QTest::newRow("stalled before an answer") << LoopbackReply::stallWithoutAnswer() << true << u"timeout"_s << QString();
        QTest::newRow("closed without an answer") << LoopbackReply::closeWithoutAnswer() << true << u"reset"_s << QString();
        QTest::newRow("malformed piece") << malformed << true << u"malformed"_s << u"Half an answer"_s;
        QTest::newRow("error in mid-stream") << lateError << true << u"server-error"_s << u"Half an answer"_s;
        QTest::newRow("error with status 200") << LoopbackReply::json(200, R"({"error":{"code":429,"message":"slow"}})") << true << u"rate-limit"_s << QString();
        QTest::newRow("HTML with status 200") << LoopbackReply::json(200, "<html>Sign in</html>") << true << u"malformed"_s << QString();
        QTest::newRow("nothing with status 200") << LoopbackReply::json(200, "") << true << u"reset"_s << QString();
        QTest::newRow("shorter than its length") << endingWith(cutLength, End::cut) << false << u"reset"_s << QString();
        QTest::newRow("a plain answer cut in chunks") << endingWith(cutChunks, End::cut) << false << u"reset"_s << QString();
        QTest::newRow("chunks that are none") << badFraming << true << u"reset"_s << QString();
        QTest::newRow("a redirect") << LoopbackReply::json(307, "", {{"Location", "http://127.0.0.1:9/v1"}}) << true << u"bad-request"_s << QString();
    }

    void everyFaultHasItsKindAndOneRequest()
    {
        QFETCH(const LoopbackReply, reply);
        QFETCH(const bool, isStream);
        QFETCH(const QString, kind);
        QFETCH(const QString, partial);
        LoopbackServer server({reply, test::plainAnswer(u"fine"_s)});
        Bench bench(server.url(), uR"({"idleTimeoutMs":150})"_s);
        const Exchange exchange = bench.ask(isStream);
        QCOMPARE(kindOf(exchange), kind);
        QCOMPARE(exchange.partialText, partial);
        QCOMPARE(bench.streamed, partial);
        QCOMPARE(server.requestCount(), 1);
        QVERIFY(!everyWordOf(exchange).contains(QLatin1StringView(kKey)));
        if (exchange.httpStatus == 429)
            QCOMPARE(exchange.result.error().retryAfter.has_value(), kind == u"rate-limit");
        // The next call is not harmed by it.
        QCOMPARE(kindOf(bench.ask(false)), u"answer"_s);
        QCOMPARE(server.requestCount(), 2);
    }

    void aBreakAfterTheEndMarkIsNoFault()
    {
        LoopbackServer server({endingWith(test::streamedAnswer(u"whole"_s, 3), LoopbackReply::End::reset)});
        Bench bench(server.url());
        const Exchange exchange = bench.ask();
        // The reset may overtake the last bytes; then it is a reset, never half an answer.
        QVERIFY(exchange.result ? exchange.result->text == u"whole" : exchange.result.error().kind == ErrorKind::reset);
        QCOMPARE(server.requestCount(), 1);
    }

    void aBreakAfterTheFinishLosesNoMoreThanTheCounts()
    {
        LoopbackReply cut = endingWith(test::streamedAnswer(u"Whole"_s, 2), LoopbackReply::End::cut);
        cut.body.resize(3);
        LoopbackServer server({cut});
        Bench bench(server.url(u"/v1"_s));
        const Exchange exchange = bench.ask();
        QVERIFY2(exchange.result, qPrintable(everyWordOf(exchange)));
        QCOMPARE(exchange.result->text, u"Whole"_s);
        QVERIFY(!exchange.result->usage);
    }

    void countsThatCannotBeWereNotTold_data()
    {
        QTest::addColumn<qint64>("input");
        QTest::addColumn<qint64>("output");
        QTest::addColumn<bool>("isBelieved");
        QTest::newRow("nothing read") << qint64(0) << qint64(3) << false;
        QTest::newRow("nothing written") << qint64(12) << qint64(0) << false;
        QTest::newRow("less than nothing") << qint64(-12) << qint64(-3) << false;
        QTest::newRow("as it should be") << qint64(12) << qint64(3) << true;
    }

    void countsThatCannotBeWereNotTold()
    {
        QFETCH(const qint64, input);
        QFETCH(const qint64, output);
        QFETCH(const bool, isBelieved);
        LoopbackServer server({test::plainAnswer(u"Seven lamps"_s, {.input = input, .output = output})});
        Bench bench(server.url(u"/v1"_s));
        const Exchange exchange = bench.ask(false);
        QVERIFY2(exchange.result, qPrintable(everyWordOf(exchange)));
        QCOMPARE(exchange.result->usage.has_value(), isBelieved);
        QVERIFY(!exchange.result->rawUsage.isEmpty());
    }

    void finishAndAnOrderlyEndAreEnough()
    {
        LoopbackReply reply = test::streamedAnswer(u"no mark"_s, 3);
        reply.body.removeLast();
        LoopbackServer server({reply});
        Bench bench(server.url());
        QCOMPARE(bench.ask().result->text, u"no mark"_s);
    }

    void aKeySentBackIsInNoError_data()
    {
        QTest::addColumn<LoopbackReply>("reply");
        const QByteArray message = "Wrong key " + kKey + " or " + kKey.toPercentEncoding();
        QTest::newRow("refusal") << test::errorAnswer(401, "invalid_api_key", message);
        QTest::newRow("bad request") << test::errorAnswer(400, "x", message);
        QTest::newRow("in a stream") << LoopbackReply::events({{.bytes = "data: {\"error\":{\"message\":\"" + message + "\"}}\n\n"}});
        QTest::newRow("redirect") << LoopbackReply::json(302, "", {{"Location", "http://127.0.0.1:9/?key=" + kKey}});
    }

    void aKeySentBackIsInNoError()
    {
        QFETCH(const LoopbackReply, reply);
        LoopbackServer server({reply});
        Bench bench(server.url());
        const QString words = everyWordOf(bench.ask());
        QVERIFY(!words.isEmpty());
        QVERIFY2(!words.contains(u"kkkkkk"), qPrintable(words));
    }

    void aStopEndsACallAtEachPhase_data()
    {
        QTest::addColumn<LoopbackReply>("reply");
        QTest::newRow("before an answer") << LoopbackReply::stallWithoutAnswer();
        QTest::newRow("in mid-stream") << endingWith(halfAnAnswer(), LoopbackReply::End::stall);
        QTest::newRow("in a refusal") << endingWith(test::errorAnswer(500, "x", "y"), LoopbackReply::End::stall);
    }

    void aStopEndsACallAtEachPhase()
    {
        QFETCH(LoopbackReply, reply);
        if (reply.status == 500)
            reply.declaredLength = 10'000;
        LoopbackServer server({reply});
        Bench bench(server.url());
        std::stop_source stop;
        std::optional<Exchange> exchange;
        askInto(bench.model.get(), Bench::request(true), stop.get_token(), &exchange);
        QTRY_COMPARE(server.requestCount(), 1);
        stop.request_stop();
        QTRY_VERIFY(exchange.has_value());
        QCOMPARE(kindOf(*exchange), u"cancelled"_s);
        QTRY_COMPARE(server.openConnections(), 0);
    }

    void aStopBeforehandMakesNoRequest()
    {
        LoopbackServer server({test::plainAnswer(u"x"_s)});
        Bench bench(server.url());
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(kindOf(bench.ask(true, stop.get_token())), u"cancelled"_s);
        QCOMPARE(server.acceptedConnections(), 0);
    }

    void aCallOutlivesItsModel()
    {
        LoopbackReply reply = test::streamedAnswer(u"late"_s, 2, 10ms);
        LoopbackServer server({reply});
        Bench bench(server.url());
        std::optional<Exchange> exchange;
        askInto(bench.model.get(), Bench::request(true), {}, &exchange);
        bench.model.reset();
        QTRY_VERIFY(exchange.has_value());
        QCOMPARE(exchange->result->text, u"late"_s);
    }

    void configurationsThatCannotWorkAreRefused_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("baseUrl");
        QTest::addColumn<int>("concurrency");
        QTest::newRow("unknown kind") << u"gopher"_s << u"http://localhost:1/v1"_s << 1;
        QTest::newRow("no address") << u"openai-compatible"_s << QString() << 1;
        QTest::newRow("plain http elsewhere") << u"openai-compatible"_s << u"http://gpu.example.com/v1"_s << 1;
        QTest::newRow("too much at once") << u"openai-compatible"_s << u"http://localhost:1/v1"_s << 1000;
    }

    void configurationsThatCannotWorkAreRefused()
    {
        QFETCH(const QString, kind);
        QFETCH(const QString, baseUrl);
        QFETCH(const int, concurrency);
        secrets::KeyRing keys;
        SystemClock clock;
        Environment environment(keys, clock);
        Registry registry;
        openai::registerOpenAi(registry);
        ProviderConfig provider;
        provider.kind = kind;
        provider.baseUrl = baseUrl;
        ModelConfig config;
        config.concurrency = concurrency;
        const auto model = registry.make(provider, config, environment);
        QVERIFY(!model);
        QCOMPARE(model.error().kind, ErrorKind::invalidInput);
        QVERIFY(!model.error().hint.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestChatApi)
#include "tst_chatapi.moc"
