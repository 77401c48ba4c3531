// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/messageanswer.h"
#include "tests/support/answertext.h"

#include <QFile>
#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace assay::provider::anthropic;
using namespace Qt::StringLiterals;

namespace {

QByteArray fixture(const QString &name)
{
    QFile file(QStringLiteral(ASSAY_TEST_DATA) + u"/anthropic/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString read(const QList<QByteArray> &pieces)
{
    return test::readAnswer<MessageAnswer>(pieces);
}

QByteArray sse(const QByteArray &data)
{
    return "data: " + data + "\n\n";
}

const QByteArray kStart = sse(R"({"type":"message_start","message":{"model":"m","content":[],"usage":{"input_tokens":5,"output_tokens":1}}})");
const QByteArray kStop = sse(R"({"type":"message_stop"})");

QByteArray text(const QByteArray &piece)
{
    return sse(R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":")" + piece + "\"}}");
}

QByteArray ending(const QByteArray &reason, const QByteArray &usage = R"({"output_tokens":2})")
{
    return sse(R"({"type":"message_delta","delta":{"stop_reason":")" + reason + R"("},"usage":)" + usage + "}");
}

} // namespace

class TestMessageAnswer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fixturesReadTheSameHoweverTheyAreCut_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("expected");
        QTest::newRow("thinking, ping, text, tool") << u"thinking-ping-text-tool.sse"_s
                                                    << u"Checking. | tool-call (tool_use) | claude-fixture | 12+2048(0) -> 57 (18) | toolu_fx get_tide {\"port\": \"Lorn\"}"_s;
        QTest::newRow("overloaded in mid-stream") << u"overloaded-in-mid-stream.sse"_s << u"overloaded: Half a"_s;
        QTest::newRow("refusal in mid-stream") << u"refusal-in-mid-stream.sse"_s << u" | refusal (refusal) | claude-fixture | 30+0(0) -> 4 (0) | refusal=Invented reason."_s;
    }

    void fixturesReadTheSameHoweverTheyAreCut()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, expected);
        const QByteArray stream = fixture(file);
        QVERIFY(!stream.isEmpty());
        for (const QByteArray &form : test::formsOf(stream)) {
            QCOMPARE(read({form}), expected);
            QCOMPARE(read(test::singleBytes(form)), expected);
            for (qsizetype cut = 0; cut <= form.size(); ++cut)
                QCOMPARE(read({form.first(cut), form.sliced(cut)}), expected);
        }
    }

    void aTruncatedStreamIsNeverAnAnswer()
    {
        const QByteArray stream = fixture(u"thinking-ping-text-tool.sse"_s);
        const qsizetype told = stream.indexOf("event: message_delta");
        for (qsizetype length = 0; length < told; ++length)
            QVERIFY2(read({stream.first(length)}).startsWith(u"reset: "_s), qPrintable(QString::number(length)));
    }

    void streamsMayLeaveOutAndAdd_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QString>("expected");
        const QByteArray a = kStart + text("a");
        const QByteArray done = ending("end_turn") + kStop;
        QTest::newRow("plain") << a + done << u"a | completed (end_turn) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("several blocks are one text") << a + sse(R"({"type":"content_block_start","index":1,"content_block":{"type":"text","text":"b"}})") + text("c") + done
                                                     << u"abc | completed (end_turn) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("unknown events, blocks and deltas") << a + sse(R"({"type":"brand_new"})")
                + sse(R"({"type":"content_block_start","index":3,"content_block":{"type":"server_tool_use","id":"s","name":"web"}})")
                + sse(R"({"type":"content_block_delta","index":3,"delta":{"type":"new_delta","text":"no"}})")
                + done << u"a | completed (end_turn) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("no end mark, but a finish and an orderly end") << a + ending("end_turn") << u"a | completed (end_turn) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("no finish") << a << u"reset: a"_s;
        QTest::newRow("after the end mark nothing counts") << a + done + text("b") << u"a | completed (end_turn) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("nothing at all, and that is an answer") << kStart + done << u" | completed (end_turn) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("input told at the end replaces that of the start")
            << a + ending("end_turn", R"({"input_tokens":7,"cache_read_input_tokens":9,"output_tokens":2})") + kStop << u"a | completed (end_turn) | m | 7+9(0) -> 2 (0)"_s;
        QTest::newRow("the count in the start is none of the output")
            << a + sse(R"({"type":"message_delta","delta":{"stop_reason":"end_turn"}})") + kStop << u"a | completed (end_turn) | m | no usage"_s;
        QTest::newRow("a call without arguments") << a + sse(R"({"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}})")
                + ending("tool_use") + kStop << u"a | tool-call (tool_use) | m | 5+0(0) -> 2 (0) | t f {}"_s;
        QTest::newRow("arguments in the start") << a + sse(R"({"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t","name":"f","input":{"a":1}}})")
                + ending("end_turn") + kStop << u"a | tool-call (end_turn) | m | 5+0(0) -> 2 (0) | t f {\"a\":1}"_s;
        QTest::newRow("interleaved calls") << kStart + sse(R"({"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}})")
                + sse(R"({"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"u","name":"g","input":{}}})")
                + sse(R"({"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"a\""}})")
                + sse(R"({"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{}"}})")
                + sse(R"({"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":":1"}})") + ending("max_tokens")
                + kStop << u" | length (max_tokens) | m | 5+0(0) -> 2 (0) | t f {\"a\":1 | u g {}"_s;
        QTest::newRow("all spent on thinking") << kStart + sse(R"({"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"hm"}})")
                + ending("max_tokens") + kStop << u" | length (max_tokens) | m | 5+0(0) -> 2 (2)"_s;
        QTest::newRow("stop text") << a + ending("stop_sequence") + kStop << u"a | stop-sequence (stop_sequence) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("context full") << a + ending("model_context_window_exceeded") + kStop << u"a | length (model_context_window_exceeded) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("paused") << a + ending("pause_turn") + kStop << u"a | paused (pause_turn) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("a reason in no list") << a + ending("brand_new") + kStop << u"a | unknown (brand_new) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("refusal without words") << a + ending("refusal", R"({"output_tokens":0})") + kStop
                                               << u" | refusal (refusal) | m | 5+0(0) -> 0 (0) | refusal=The model refused to answer"_s;
        QTest::newRow("refusal with a category") << a
                + sse(R"({"type":"message_delta","delta":{"stop_reason":"refusal","stop_details":{"type":"refusal","category":"cyber"}},"usage":{"output_tokens":1}})")
                + kStop << u" | refusal (refusal) | m | 5+0(0) -> 1 (0) | refusal=The model refused to answer (cyber)"_s;
        QTest::newRow("halves of an emoji") << kStart + text(R"(x\ud83e)") + text(R"(\udeb6y)") + done << u"x🪶y | completed (end_turn) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("error by event name") << a + "event: error\ndata: {\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow\"}}\n\n" << u"rate-limit: a"_s;
        QTest::newRow("error without any name") << a + sse(R"({"error":{"type":"api_error","message":"gone"}})") << u"server-error: a"_s;
        QTest::newRow("no JSON") << a + sse(R"({"type":)") << u"malformed: a"_s;
        QTest::newRow("no object") << a + sse("7") << u"malformed: a"_s;
        QTest::newRow("nothing") << QByteArray() << u"reset: "_s;
    }

    void streamsMayLeaveOutAndAdd()
    {
        QFETCH(const QByteArray, stream);
        QFETCH(const QString, expected);
        QCOMPARE(read({stream}), expected);
        QCOMPARE(read(test::singleBytes(stream)), expected);
    }

    void aPlainAnswerIsRead_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("expected");
        const auto message = [](const QByteArray &content, const QByteArray &reason) {
            return QByteArray(R"({"id":"msg","type":"message","role":"assistant","model":"m","content":)" + content + R"(,"stop_reason":")" + reason
                + R"(","usage":{"input_tokens":5,"output_tokens":2,"service_tier":"standard"}})");
        };
        QTest::newRow("text") << message(R"([{"type":"text","text":"Bluë "},{"type":"text","text":"🪶"}])", "end_turn")
                              << u"Bluë 🪶 | completed (end_turn) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("thinking and a call") << message(
            R"([{"type":"thinking","thinking":"hm"},{"type":"tool_use","id":"t","name":"f","input":{"port":"Lorn","n":[1,2]}},{"type":"tool_use","id":"u","name":"g","input":{}}])",
            "tool_use") << u" | tool-call (tool_use) | m | 5+0(0) -> 2 (0) | t f {\"port\":\"Lorn\",\"n\":[1,2]} | u g {}"_s;
        QTest::newRow("an empty list") << message("[]", "end_turn") << u" | completed (end_turn) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("refusal") << message(R"([{"type":"text","text":"First, "}])", "refusal")
                                 << u" | refusal (refusal) | m | 5+0(0) -> 2 (0) | refusal=The model refused to answer"_s;
        QTest::newRow("an error") << QByteArray(R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})") << u"overloaded: "_s;
        QTest::newRow("another API") << QByteArray(R"({"choices":[]})") << u"malformed: "_s;
        QTest::newRow("HTML") << QByteArray("<html>") << u"malformed: "_s;
        QTest::newRow("nothing") << QByteArray("\n") << u"reset: "_s;
        QTest::newRow("broken off") << message("[]", "end_turn").chopped(1) << u"reset: "_s;
    }

    void aPlainAnswerIsRead()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const QString, expected);
        QCOMPARE(read({body}), expected);
        QCOMPARE(read(test::singleBytes(body)), expected);
    }

    void rawUsageAndTierAreKept()
    {
        wire::AnswerReader reader(std::make_unique<MessageAnswer>(), {});
        reader.feed(fixture(u"thinking-ping-text-tool.sse"_s));
        const auto completion = reader.finish();
        QCOMPARE(completion->serviceTier, u"standard"_s);
        QCOMPARE(completion->rawUsage,
            R"({"input_tokens":12,"cache_creation_input_tokens":0,"cache_read_input_tokens":2048,"output_tokens":57,"service_tier":"standard","output_tokens_details":{"thinking_tokens":18}})");
    }
};

QTEST_GUILESS_MAIN(TestMessageAnswer)
#include "tst_messageanswer.moc"
