// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/chunks.h"
#include "core/provider/openai/responsebody.h"
#include "core/provider/wire/answerreader.h"

#include <QFile>
#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace assay::provider::openai;
using namespace Qt::StringLiterals;

namespace {

QByteArray fixture(const QString &name)
{
    QFile file(QStringLiteral(ASSAY_TEST_DATA) + u"/openai/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString finishText(FinishReason reason)
{
    switch (reason) {
    case FinishReason::paused:
        return u"paused"_s;
    case FinishReason::completed:
        return u"completed"_s;
    case FinishReason::length:
        return u"length"_s;
    case FinishReason::stopSequence:
        return u"stopSequence"_s;
    case FinishReason::toolCall:
        return u"toolCall"_s;
    case FinishReason::refusal:
        return u"refusal"_s;
    case FinishReason::contentFilter:
        return u"contentFilter"_s;
    case FinishReason::unknown:
        return u"unknown"_s;
    }
    return {};
}

// "text | finish (raw) | model | fresh+cached -> output (reasoning) | tool calls" or "kind: partial text"; what streamed must be the text.
QString read(const QList<QByteArray> &parts, bool stripThinkTags = false)
{
    QString streamed;
    wire::AnswerReader reader(std::make_unique<ChatAnswer>(stripThinkTags), [&](const QString &piece) { streamed += piece; });
    for (const QByteArray &part : parts) {
        if (!reader.feed(part))
            break;
    }
    const QString partial = reader.partialText();
    if (partial != streamed)
        return u"streamed "_s + streamed + u" but kept "_s + partial;
    const auto completion = reader.finish();
    if (!completion)
        return toText(completion.error().kind) + u": "_s + partial;
    QString usage = u"no usage"_s;
    if (completion->usage) {
        const tokens::Usage &u = *completion->usage;
        usage = u"%1+%2 -> %3 (%4)"_s.arg(u.inputFresh()).arg(u.inputCached).arg(u.output).arg(u.reasoning);
    }
    QString tools;
    for (const ToolCall &call : completion->toolCalls)
        tools += u" | %1 %2 %3"_s.arg(call.id, call.name, call.arguments);
    return u"%1 | %2 (%3) | %4 | %5"_s.arg(completion->text, finishText(completion->finish), completion->finishRaw, completion->modelReturned, usage) + tools;
}

QList<QByteArray> singleBytes(const QByteArray &bytes)
{
    QList<QByteArray> parts;
    for (const char byte : bytes)
        parts.append(QByteArray(1, byte));
    return parts;
}

QByteArray choice(const QByteArray &delta, const QByteArray &finish = "null")
{
    return "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":" + delta + R"(,"finish_reason":)" + finish + "}]}\n\n";
}

} // namespace

class TestAnswerReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fixturesReadTheSameHoweverTheyAreCut_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("expected");
        QTest::newRow("text and usage") << u"text-and-usage.sse"_s << u"Blue heron 🪶 | completed (stop) | gpt-fixture-2030-01-01 | 176+1024 -> 70 (64)"_s;
        QTest::newRow("tool calls") << u"interleaved-tool-calls.sse"_s
                                    << u" | toolCall (tool_calls) | gpt-fixture | no usage | call_a get_tide {\"port\":\"Lorn\"} | call_b get_moon {\"d\":7}"_s;
        QTest::newRow("error in mid-stream") << u"error-in-mid-stream.sse"_s << u"server-error: Half a"_s;
        QTest::newRow("usage on the finish chunk") << u"usage-on-the-finish-chunk.sse"_s << u"Salt. | completed (stop) | mistral-fixture | 8+0 -> 3 (0)"_s;
        QTest::newRow("comments and a late error") << u"comments-and-late-error.sse"_s << u"server-error: Par"_s;
        QTest::newRow("filter chunk first") << u"filter-chunk-first.sse"_s << u"Ok | completed (stop) | gpt-fixture | no usage"_s;
    }

    void fixturesReadTheSameHoweverTheyAreCut()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, expected);
        const QByteArray lf = fixture(file);
        QVERIFY(!lf.isEmpty());
        for (const QByteArray &stream : {lf, QByteArray(lf).replace('\n', "\r\n"), QByteArray(lf).replace('\n', '\r'), QByteArray("\xEF\xBB\xBF" + lf), lf.chopped(1)}) {
            QCOMPARE(read({stream}), expected);
            QCOMPARE(read(singleBytes(stream)), expected);
            for (qsizetype cut = 0; cut <= stream.size(); ++cut)
                QCOMPARE(read({stream.first(cut), stream.sliced(cut)}), expected);
        }
    }

    // However a stream with its end mark breaks off before that mark, it is no answer.
    void aTruncatedStreamIsNeverAnAnswer()
    {
        const QByteArray stream = fixture(u"text-and-usage.sse"_s);
        const qsizetype finishChunk = stream.indexOf("\"finish_reason\":\"stop\"");
        const qsizetype finishEnd = stream.indexOf('\n', finishChunk) - 1;
        for (qsizetype length = 0; length < finishEnd; ++length) {
            const QString result = read({stream.first(length)});
            QVERIFY2(result.startsWith(u"reset: "), qPrintable(result));
        }
        for (qsizetype length = finishEnd + 1; length < stream.size(); ++length)
            QVERIFY(read({stream.first(length)}).startsWith(u"Blue heron 🪶 | completed (stop)"_s));
    }

    void serversMayLeaveOutAndAdd_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QString>("expected");
        const QByteArray a = choice(R"({"content":"a"})");
        const QByteArray stop = choice("{}", "\"stop\"");
        const QByteArray done = "data: [DONE]\n\n";
        QTest::newRow("no [DONE]") << a + stop << u"a | completed (stop) | m | no usage"_s;
        QTest::newRow("no finish reason") << a + done << u"a | unknown () | m | no usage"_s;
        QTest::newRow("neither") << a << u"reset: a"_s;
        QTest::newRow("only [DONE]") << done << u" | unknown () |  | no usage"_s;
        QTest::newRow("data that starts with [DONE]") << a + stop + "data: [DONE] trailing\n\n" << u"a | completed (stop) | m | no usage"_s;
        QTest::newRow("data after [DONE]") << a + stop + done + choice(R"({"content":"late"})") + "data: {broken\n\n" << u"a | completed (stop) | m | no usage"_s;
        QTest::newRow("[DONE] without its blank line") << a + stop + "data: [DONE]" << u"a | completed (stop) | m | no usage"_s;
        QTest::newRow("nulls everywhere")
            << QByteArray(
                   R"(data: {"id":null,"model":null,"choices":[{"index":0,"delta":{"role":null,"content":null,"refusal":null,"tool_calls":null},"finish_reason":null,"logprobs":null}],"usage":null,"error":null})")
                + "\n\n" + a + stop
            << u"a | completed (stop) | m | no usage"_s;
        QTest::newRow("choices null") << QByteArray("data: {\"choices\":null}\n\n") + a + stop << u"a | completed (stop) | m | no usage"_s;
        QTest::newRow("an empty object") << QByteArray("data: {}\n\n") + a + stop << u"a | completed (stop) | m | no usage"_s;
        QTest::newRow("unknown fields and types") << QByteArray(
                                                         "event: chunk\nid: 3\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":7},\"x\":[[]]}],\"obfuscation\":\"zz\"}\n\n")
                + a + stop << u"7a | completed (stop) | m | no usage"_s;
        const QByteArray high = choice("{\"content\":\"\\ud83d\"}");
        QTest::newRow("a character cut in two") << a + high + choice("{\"content\":\"\\ude00\"}") + stop << u"a😀 | completed (stop) | m | no usage"_s;
        QTest::newRow("half a character") << high + a + stop << u"\uFFFDa | completed (stop) | m | no usage"_s;
        QTest::newRow("content as parts") << choice(R"({"content":[{"type":"text","text":"a"},{"type":"x"},{"type":"text","text":"b"}]})") + stop
                                          << u"ab | completed (stop) | m | no usage"_s;
        QTest::newRow("other choices are not ours") << QByteArray("data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"no\"},\"finish_reason\":\"length\"}]}\n\n") + a + stop
                                                    << u"a | completed (stop) | m | no usage"_s;
        QTest::newRow("reasoning is not the answer") << choice(R"({"reasoning_content":"hm","reasoning":"hm","content":""})") + a + stop
                                                     << u"a | completed (stop) | m | no usage"_s;
        QTest::newRow("unknown finish reason") << a + choice("{}", "\"abort\"") + done << u"a | unknown (abort) | m | no usage"_s;
        QTest::newRow("thinking chunks (Mistral)") << choice(R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}],"closed":true}]})")
                + choice(R"({"content":[{"type":"text","text":"a"}]})")
                + stop << u"a | completed (stop) | m | no usage"_s;
        QTest::newRow("context full (Mistral)") << a + choice("{}", "\"model_length\"") + done << u"a | length (model_length) | m | no usage"_s;
        QTest::newRow("failed (Mistral)") << a + choice("{}", "\"error\"") + done << u"server-error: a"_s;
        QTest::newRow("error of Groq") << a + "data: {\"x_groq\":{\"error\":\"over capacity\"},\"choices\":[]}\n\n" << u"server-error: a"_s;
        QTest::newRow("all reasoning before the cap") << choice(R"({"reasoning_content":"hm","content":""})")
                + QByteArray(choice("{}", "\"length\"")).replace("}\n", ",\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":9}}\n")
                                                      << u" | length (length) | m | 5+0 -> 9 (9)"_s;
        QTest::newRow("a tool call in one piece, its arguments an object")
            << choice(R"({"tool_calls":[{"id":"x1","function":{"name":"f","arguments":{"a":[1]}}}]})") + stop << u" | toolCall (stop) | m | no usage | x1 f {\"a\":[1]}"_s;
        QTest::newRow("two tool calls with one index") << choice(R"({"tool_calls":[{"index":0,"id":"x1","function":{"name":"f","arguments":"{}"}}]})")
                + choice(R"({"tool_calls":[{"index":0,"id":"x2","function":{"name":"f","arguments":"{}"}}]})")
                + stop << u" | toolCall (stop) | m | no usage | x1 f {} | x2 f {}"_s;
        QTest::newRow("two tool calls with one id") << choice(R"({"tool_calls":[{"index":0,"id":"x","function":{"name":"f","arguments":"{}"}}]})")
                + choice(R"({"tool_calls":[{"index":1,"id":"x","function":{"name":"g","arguments":"{}"}}]})")
                + stop << u" | toolCall (stop) | m | no usage | x f {} | x g {}"_s;
        QTest::newRow("the second call first") << choice(R"({"tool_calls":[{"index":1,"id":"x2","function":{"name":"g","arguments":"{}"}}]})")
                + choice(R"({"tool_calls":[{"index":0,"id":"x1","function":{"name":"f","arguments":"{}"}}]})")
                + stop << u" | toolCall (stop) | m | no usage | x1 f {} | x2 g {}"_s;
        QTest::newRow("pieces without an index") << choice("{\"tool_calls\":[{\"id\":\"x1\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\"}}]}")
                + choice("{\"tool_calls\":[{\"function\":{\"arguments\":\"\\\":1}\"}}]}") + choice(R"({"tool_calls":[{"function":{"name":"g","arguments":"{}"}}]})")
                + stop << u" | toolCall (stop) | m | no usage | x1 f {\"a\":1} |  g {}"_s;
        QTest::newRow("the same id and name with every piece") << choice("{\"tool_calls\":[{\"index\":0,\"id\":\"x1\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]}")
                + choice("{\"tool_calls\":[{\"index\":0,\"id\":\"x1\",\"function\":{\"name\":\"f\",\"arguments\":\"}\"}}]}")
                + stop << u" | toolCall (stop) | m | no usage | x1 f {}"_s;
        QTest::newRow("the older function call") << choice("{\"function_call\":{\"name\":\"f\",\"arguments\":\"{\"}}") + choice("{\"function_call\":{\"arguments\":\"}\"}}")
                + choice("{}", "\"function_call\"")
                                                 << u" | toolCall (function_call) | m | no usage |  f {}"_s;
        QTest::newRow("text and a tool call") << a + choice(R"({"tool_calls":[{"index":0,"id":"x1","function":{"name":"f","arguments":"{}"}}]})") + choice("{}", "\"tool_calls\"")
                                              << u"a | toolCall (tool_calls) | m | no usage | x1 f {}"_s;
        QTest::newRow("a character cut in two in arguments") << choice("{\"tool_calls\":[{\"index\":0,\"id\":\"x1\",\"function\":{\"name\":\"f\",\"arguments\":\"\\ud83d\"}}]}")
                + choice("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\ude00\"}}]}")
                + stop << u" | toolCall (stop) | m | no usage | x1 f 😀"_s;
        QTest::newRow("length") << a + choice("{}", "\"length\"") + done << u"a | length (length) | m | no usage"_s;
        QTest::newRow("content filter") << a + choice("{}", "\"content_filter\"") + done << u"a | contentFilter (content_filter) | m | no usage"_s;
        QTest::newRow("eos") << a + choice("{}", "\"eos\"") + done << u"a | completed (eos) | m | no usage"_s;
        QTest::newRow("refusal") << choice(R"({"refusal":"I cannot"})") + stop << u" | refusal (stop) | m | no usage"_s;
        QTest::newRow("a stop text told beside the reason") << a
                + QByteArray("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\",\"stop_reason\":\"###\"}]}\n\n")
                                                            << u"a | stopSequence (stop) | m | no usage"_s;
        QTest::newRow("running usage: the last one counts") << QByteArray(a).replace("}\n", ",\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1}}\n")
                + QByteArray(stop).replace("}\n", ",\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}\n")
                                                            << u"a | completed (stop) | m | 5+0 -> 2 (0)"_s;
        QTest::newRow("usage of Groq") << a + QByteArray(stop).replace("}\n", ",\"x_groq\":{\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}}\n")
                                       << u"a | completed (stop) | m | 5+0 -> 2 (0)"_s;
        QTest::newRow("an empty usage is none") << a + QByteArray(stop).replace("}\n", ",\"usage\":{}}\n") << u"a | completed (stop) | m | no usage"_s;
        QTest::newRow("no JSON") << a + "data: {\"choices\":[\n\n" + stop << u"malformed: a"_s;
        QTest::newRow("no JSON object") << a + "data: 7\n\n" + stop << u"malformed: a"_s;
        QTest::newRow("no UTF-8") << choice("{\"content\":\"\xff\xfe\"}") + stop << u"malformed: "_s;
        QTest::newRow("error as text") << a + "data: {\"error\":\"model crashed\"}\n\n" << u"server-error: a"_s;
        QTest::newRow("error with a number") << a + "data: {\"error\":{\"code\":429,\"message\":\"slow down\"}}\n\n" << u"rate-limit: a"_s;
        QTest::newRow("error with a number as text") << a + "data: {\"error\":{\"code\":\"503\",\"message\":\"busy\"}}\n\n" << u"overloaded: a"_s;
        QTest::newRow("error by its words") << a + "data: {\"error\":{\"code\":\"insufficient_quota\",\"message\":\"no\"}}\n\n" << u"quota: a"_s;
        QTest::newRow("error by its finish reason") << a + choice("{}", "\"insufficient_system_resource\"") + done << u"server-error: a"_s;
        QTest::newRow("old vLLM error") << a + "data: {\"object\":\"error\",\"message\":\"bad\",\"type\":\"BadRequestError\",\"code\":400}\n\n" << u"bad-request: a"_s;
        QTest::newRow("nothing at all") << QByteArray() << u"reset: "_s;
        QTest::newRow("only blank lines") << QByteArray("\n\n\r\n") << u"reset: "_s;
    }

    void serversMayLeaveOutAndAdd()
    {
        QFETCH(const QByteArray, stream);
        QFETCH(const QString, expected);
        QCOMPARE(read({stream}), expected);
        QCOMPARE(read(singleBytes(stream)), expected);
    }

    void aPlainAnswerIsKnownByItsFirstByte_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("expected");
        const QByteArray answer
            = R"({"id":"x","model":"m","system_fingerprint":"f","choices":[{"index":0,"message":{"role":"assistant","content":"Bluë 🪶","refusal":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}})";
        QTest::newRow("an answer") << answer << u"Bluë 🪶 | completed (stop) | m | 9+0 -> 2 (0)"_s;
        QTest::newRow("after blank lines that kept it alive") << "\n\n \r\n" + answer + "\n" << u"Bluë 🪶 | completed (stop) | m | 9+0 -> 2 (0)"_s;
        QTest::newRow("after a byte order mark") << "\xEF\xBB\xBF" + answer << u"Bluë 🪶 | completed (stop) | m | 9+0 -> 2 (0)"_s;
        QTest::newRow("only tool calls") << QByteArray(R"({"choices":[{"message":{"content":null,"tool_calls":[{}]},"finish_reason":"tool_calls"}]})")
                                         << u" | toolCall (tool_calls) |  | no usage"_s;
        QTest::newRow("tool calls") << QByteArray(
            R"({"choices":[{"message":{"content":null,"tool_calls":[{"id":"x1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"x2","function":{"name":"g","arguments":{"b":2}}}]},"finish_reason":"tool_calls"}]})")
                                    << u" | toolCall (tool_calls) |  | no usage | x1 f {} | x2 g {\"b\":2}"_s;
        QTest::newRow("an error in its choice") << QByteArray(R"({"choices":[{"message":{"content":"a"},"finish_reason":"error","error":{"code":429,"message":"slow"}}]})")
                                                << u"rate-limit: "_s;
        QTest::newRow("an error") << QByteArray(R"({"error":{"code":502,"message":"Upstream gone"}})") << u"server-error: "_s;
        QTest::newRow("no choices") << QByteArray(R"({"choices":[]})") << u"malformed: "_s;
        QTest::newRow("another API") << QByteArray(R"({"models":["a"]})") << u"malformed: "_s;
        QTest::newRow("a list") << QByteArray(R"([1,2])") << u"malformed: "_s;
        QTest::newRow("HTML") << QByteArray("<!doctype html><p>Hello") << u"malformed: "_s;
        QTest::newRow("words") << QByteArray("upstream connect error or disconnect") << u"malformed: "_s;
        QTest::newRow("an image") << QByteArray("\x89PNG\r\n\x1a\n\0\0", 10) << u"malformed: "_s;
        QTest::newRow("nothing") << QByteArray() << u"reset: "_s;
        QTest::newRow("nothing but comments") << QByteArray(": still here\n\n: still here\n\n") << u"reset: "_s;
        QTest::newRow("a stream that begins with an unknown line") << QByteArray("novelty: 1\n\ndata: [DONE]\n\n") << u" | unknown () |  | no usage"_s;
        QTest::newRow("JSON and more") << answer + "{}" << u"malformed: "_s;
        QTest::newRow("broken off") << answer.chopped(1) << u"reset: "_s;
        QTest::newRow("broken off in a text") << answer.first(answer.indexOf("Blu") + 2) << u"reset: "_s;
    }

    void aPlainAnswerIsKnownByItsFirstByte()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const QString, expected);
        QCOMPARE(read({body}).replace(u": "_s + QString(), u": "_s), expected);
        QCOMPARE(read(singleBytes(body)), expected);
    }

    void aPlainAnswerBrokenOffAnywhereIsAReset()
    {
        const QByteArray body = "{\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"a \\\"quoted\\\" } brace\"},\"finish_reason\":\"stop\"}]}";
        for (qsizetype length = 0; length < body.size(); ++length) {
            const auto completion = parseResponseBody(body.first(length));
            QVERIFY(!completion);
            QCOMPARE(completion.error().kind, ErrorKind::reset);
        }
        QVERIFY(parseResponseBody(body).has_value());
    }

    void reasoningBetweenThinkTagsIsNoAnswer_data()
    {
        QTest::addColumn<QStringList>("contents");
        QTest::addColumn<QString>("finish");
        QTest::addColumn<QString>("expected");
        const QStringList thinking{u"<think>hm</th"_s, u"ink>\n\nYes"_s};
        QTest::newRow("taken out") << thinking << u"stop"_s << u"Yes | completed (stop) | m | no usage"_s;
        QTest::newRow("never closed") << QStringList{u"<think>hm"_s} << u"length"_s << u" | length (length) | m | no usage"_s;
        QTest::newRow("half a tag at the end") << QStringList{u" <thi"_s} << u"stop"_s << u" <thi | completed (stop) | m | no usage"_s;
    }

    void reasoningBetweenThinkTagsIsNoAnswer()
    {
        QFETCH(const QStringList, contents);
        QFETCH(const QString, finish);
        QFETCH(const QString, expected);
        QByteArray stream;
        for (const QString &content : contents)
            stream += choice("{\"content\":" + toJson(jsonString(content)) + "}");
        stream += choice("{}", "\"" + finish.toUtf8() + "\"");
        QCOMPARE(read({stream}, true), expected);
        QCOMPARE(read(singleBytes(stream), true), expected);
        const QByteArray whole
            = "{\"model\":\"m\",\"choices\":[{\"message\":{\"content\":" + toJson(jsonString(contents.join(QString()))) + "},\"finish_reason\":\"" + finish.toUtf8() + "\"}]}";
        QCOMPARE(read({whole}, true), expected);
        QVERIFY(read({whole}, false).startsWith(contents.join(QString())));
    }

    void theTierAndTheFingerprintAreKept()
    {
        const QByteArray answer = R"({"model":"m","system_fingerprint":"fp","service_tier":"flex","choices":[{"message":{"content":"a"},"finish_reason":"stop"}]})";
        QCOMPARE(parseResponseBody(answer)->serviceTier, u"flex"_s);
        wire::AnswerReader reader(std::make_unique<ChatAnswer>(), {});
        reader.feed(fixture(u"text-and-usage.sse"_s));
        const auto completion = reader.finish();
        QCOMPARE(completion->serviceTier, u"default"_s);
        QCOMPARE(completion->fingerprint, u"fp_fx"_s);
    }

    void rawUsageIsKept()
    {
        wire::AnswerReader reader(std::make_unique<ChatAnswer>(), {});
        reader.feed(fixture(u"usage-on-the-finish-chunk.sse"_s));
        const auto completion = reader.finish();
        QCOMPARE(completion->rawUsage, R"({"prompt_tokens":8,"completion_tokens":3,"total_tokens":11})");
    }

    void anEventThatIsTooLargeFails()
    {
        wire::AnswerReader reader(std::make_unique<ChatAnswer>(), {});
        QVERIFY(reader.feed("data: {}\n\n"));
        QVERIFY(!reader.feed(QByteArray("data: " + QByteArray(net::EventStreamParser::kMaxEventBytes + 1, 'x'))));
        QCOMPARE(reader.finish().error().kind, ErrorKind::tooLarge);
    }
};

QTEST_GUILESS_MAIN(TestAnswerReader)
#include "tst_answerreader.moc"
