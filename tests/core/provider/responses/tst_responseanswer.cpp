// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/responses/responseanswer.h"
#include "core/provider/wire/answerreader.h"

#include <QFile>
#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace Qt::StringLiterals;

namespace {

QByteArray fixture(const QString &name)
{
    QFile file(QStringLiteral(ASSAY_TEST_DATA) + u"/responses/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// "text | finish (raw) | model | fresh+cached -> output (reasoning) | tool calls" or "kind: partial text".
QString read(const QList<QByteArray> &parts)
{
    QString streamed;
    wire::AnswerReader reader(std::make_unique<responses::ResponseAnswer>(), [&](const QString &piece) { streamed += piece; });
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
    QString printed = u"%1%2 | %3 (%4) | %5"_s.arg(completion->text, completion->refusal.isEmpty() ? QString() : QString(u" refused: "_s + completion->refusal),
        toText(completion->finish), completion->finishRaw, completion->modelReturned);
    if (const auto &u = completion->usage)
        printed += u" | %1+%2 -> %3 (%4)"_s.arg(u->inputFresh()).arg(u->inputCached).arg(u->output).arg(u->reasoning);
    for (const ToolCall &call : completion->toolCalls)
        printed += u" | %1 %2 %3"_s.arg(call.id, call.name, call.arguments);
    return printed;
}

QList<QByteArray> singleBytes(const QByteArray &bytes)
{
    QList<QByteArray> parts;
    for (const char byte : bytes)
        parts.append(QByteArray(1, byte));
    return parts;
}

} // namespace

class TestResponseAnswer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fixturesReadTheSameHoweverTheyAreCut_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("expected");
        QTest::newRow("text") << u"text-then-completed.sse"_s << u"Seven lamps | completed (completed) | gpt-fixture-2030-01-01 | 21+0 -> 3 (0)"_s;
        const QString calls = u" | tool-call (completed) | gpt-fixture-2030-01-01 | 18+32 -> 40 (18) | call_a get_tide {\"port\":\"Lorn\"} | call_b get_moon {\"d\":7}"_s;
        QTest::newRow("tool calls") << u"tool-calls.sse"_s << calls;
        QTest::newRow("tool calls in events alone") << u"tool-calls-in-events-alone.sse"_s << calls;
        QTest::newRow("incomplete") << u"incomplete.sse"_s << u"Half an | length (max_output_tokens) | gpt-fixture | 9+0 -> 16 (12)"_s;
        QTest::newRow("refusal") << u"refusal.sse"_s << u" refused: I cannot | refusal (completed) | gpt-fixture | 9+0 -> 3 (0)"_s;
        QTest::newRow("failed") << u"failed.sse"_s << u"rate-limit: Half an"_s;
        QTest::newRow("error event") << u"error-event.sse"_s << u"server-error: Half an"_s;
    }

    void fixturesReadTheSameHoweverTheyAreCut()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, expected);
        const QByteArray lf = fixture(file);
        QVERIFY(!lf.isEmpty());
        for (const QByteArray &stream : {lf, QByteArray(lf).replace('\n', "\r\n"), lf.chopped(1)}) {
            QCOMPARE(read({stream}), expected);
            QCOMPARE(read(singleBytes(stream)), expected);
            for (qsizetype cut = 0; cut <= stream.size(); ++cut)
                QCOMPARE(read({stream.first(cut), stream.sliced(cut)}), expected);
        }
    }

    void aTruncatedStreamIsNeverAnAnswer()
    {
        for (const QString &file : {u"text-then-completed.sse"_s, u"tool-calls.sse"_s}) {
            const QByteArray stream = fixture(file).chopped(2); // without the blank line the last event is whole
            for (qsizetype length = 0; length < stream.size(); ++length) {
                const QString result = read({stream.first(length)});
                QVERIFY2(result.startsWith(u"reset: "), qPrintable(result));
                QVERIFY(read({stream.first(length) + "\n\ndata: [DONE]\n\n"}).contains(u": "));
            }
            QVERIFY(!read({stream}).startsWith(u"reset"));
        }
    }

    void aPlainAnswerIsTheResponse_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("expected");
        const QByteArray message = R"({"type":"message","role":"assistant","content":[{"type":"output_text","text":"Bluë "},{"type":"output_text","text":"🪶"}]})";
        const auto response = [](const QByteArray &status, const QByteArray &output, const QByteArray &more = {}) {
            return QByteArray(R"({"id":"r","object":"response","model":"m","error":null,"status":")" + status + R"(","output":[)" + output + "]" + more + "}");
        };
        QTest::newRow("text of all messages") << response("completed", message + "," + message) << u"Bluë 🪶Bluë 🪶 | completed (completed) | m"_s;
        QTest::newRow("reasoning is not the answer") << response(
            "completed", R"({"type":"reasoning","summary":[{"text":"hm"}],"content":[{"type":"reasoning_text","text":"hm"}]},)" + message)
                                                     << u"Bluë 🪶 | completed (completed) | m"_s;
        QTest::newRow("unknown items") << response("completed", R"({"type":"web_search_call"},7,)" + message) << u"Bluë 🪶 | completed (completed) | m"_s;
        QTest::newRow("a custom tool") << response("completed", R"({"type":"custom_tool_call","call_id":"c","name":"f","input":"go"})")
                                       << u" | tool-call (completed) | m | c f go"_s;
        QTest::newRow("nothing") << response("completed", {}) << u" | completed (completed) | m"_s;
        QTest::newRow("filtered") << response("incomplete", message, R"(,"incomplete_details":{"reason":"content_filter"})") << u"Bluë 🪶 | content-filter (content_filter) | m"_s;
        QTest::newRow("incomplete for an unknown reason") << response("incomplete", message, R"(,"incomplete_details":null)") << u"Bluë 🪶 | unknown (incomplete) | m"_s;
        QTest::newRow("half a character") << response("completed", "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"a\\ud83d\"}]}")
                                          << u"a\uFFFD | completed (completed) | m"_s;
        QTest::newRow("failed") << response("failed", {}).replace("\"error\":null", R"("error":{"code":"server_error","message":"m"})") << u"server-error: "_s;
        QTest::newRow("failed without a reason") << response("failed", {}) << u"server-error: "_s;
        QTest::newRow("cancelled there") << response("cancelled", {}) << u"server-error: "_s;
        QTest::newRow("still under way") << response("in_progress", {}) << u"malformed: "_s;
        QTest::newRow("an error with status 200") << QByteArray(R"({"error":{"message":"m","code":"insufficient_quota"}})") << u"quota: "_s;
        QTest::newRow("another API") << QByteArray(R"({"choices":[]})") << u"malformed: "_s;
        QTest::newRow("HTML") << QByteArray("<p>Hello") << u"malformed: "_s;
        QTest::newRow("broken off") << response("completed", message).chopped(1) << u"reset: "_s;
    }

    void aPlainAnswerIsTheResponse()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const QString, expected);
        QCOMPARE(read({body}), expected);
        QCOMPARE(read(singleBytes(body)), expected);
    }

    void oddPiecesOfAStream_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QString>("expected");
        const QByteArray delta = "data: {\"type\":\"response.output_text.delta\",\"delta\":\"a\"}\n\n";
        const QByteArray done = "data: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[]}}\n\n";
        QTest::newRow("text in events alone") << delta + done << u"a | completed (completed) | "_s;
        QTest::newRow("the type in the event's name") << QByteArray("event: response.output_text.delta\ndata: {\"delta\":\"a\"}\n\n") + done << u"a | completed (completed) | "_s;
        QTest::newRow("unknown events") << "data: {\"type\":\"response.new_thing\",\"delta\":\"x\"}\n\n" + delta + done << u"a | completed (completed) | "_s;
        QTest::newRow("after the end") << delta + done + "data: {broken\n\n" << u"a | completed (completed) | "_s;
        QTest::newRow("nested error") << delta + "data: {\"type\":\"error\",\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"m\"}}\n\n" << u"rate-limit: a"_s;
        QTest::newRow("error without a type") << delta + "data: {\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"m\"}}\n\n" << u"rate-limit: a"_s;
        QTest::newRow("no response at the end") << delta + "data: {\"type\":\"response.completed\"}\n\n" << u"malformed: a"_s;
        QTest::newRow("no JSON") << delta + "data: [\n\n" << u"malformed: a"_s;
        QTest::newRow("[DONE] alone is no end") << delta + "data: [DONE]\n\n" << u"reset: a"_s;
    }

    void oddPiecesOfAStream()
    {
        QFETCH(const QByteArray, stream);
        QFETCH(const QString, expected);
        QCOMPARE(read({stream}), expected);
        QCOMPARE(read(singleBytes(stream)), expected);
    }
};

QTEST_GUILESS_MAIN(TestResponseAnswer)
#include "tst_responseanswer.moc"
