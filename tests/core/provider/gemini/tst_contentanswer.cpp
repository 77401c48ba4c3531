// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/contentanswer.h"
#include "tests/support/answertext.h"

#include <QFile>
#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace assay::provider::gemini;
using namespace Qt::StringLiterals;

namespace {

QByteArray fixture(const QString &name)
{
    QFile file(QStringLiteral(ASSAY_TEST_DATA) + u"/gemini/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString read(const QList<QByteArray> &pieces)
{
    return test::readAnswer<ContentAnswer>(pieces);
}

QByteArray candidate(const QByteArray &parts, const QByteArray &finish = {})
{
    const QByteArray reason = finish.isEmpty() ? QByteArray() : QByteArray(",\"finishReason\":\"" + finish + "\"");
    return R"({"candidates":[{"content":{"role":"model","parts":)" + parts + "}" + reason
        + R"(,"index":0}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":2},"modelVersion":"m","responseId":"r"})";
}

QByteArray sse(const QByteArray &data)
{
    return "data: " + data + "\n\n";
}

} // namespace

class TestContentAnswer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fixturesReadTheSameHoweverTheyAreCut_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("expected");
        QTest::newRow("thoughts and running usage") << u"thoughts-and-running-usage.sse"_s << u"Three kites | completed (STOP) | gemini-fixture-001 | 9+0(0) -> 34 (31)"_s;
        QTest::newRow("function calls") << u"function-calls.sse"_s
                                        << u"Checking 🪶. | tool-call (STOP) | gemini-fixture-001 | 8+32(0) -> 20 (0) |  get_tide {\"port\":\"Lorn\"} | fc_2 get_moon {}"_s;
        QTest::newRow("blocked prompt") << u"blocked-prompt.sse"_s << u"content-filter: "_s;
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

    // The last piece counts from its last byte on, since it may lack its final blank line.
    void aTruncatedStreamIsNeverAnAnswer()
    {
        const QByteArray stream = fixture(u"thoughts-and-running-usage.sse"_s);
        const qsizetype last = stream.trimmed().size();
        for (qsizetype length = 0; length < last; ++length)
            QVERIFY2(read({stream.first(length)}).startsWith(u"reset: "_s), qPrintable(QString::number(length)));
    }

    void streamsMayLeaveOutAndAdd_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QString>("expected");
        const QByteArray a = sse(candidate(R"([{"text":"a"}])"));
        QTest::newRow("an empty last piece") << a + sse(candidate(R"([{"text":""}])", "STOP")) << u"a | completed (STOP) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("a last piece without content") << a + sse(R"({"candidates":[{"finishReason":"STOP"}]})") << u"a | completed (STOP) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("no finish") << a << u"reset: a"_s;
        QTest::newRow("usage after the finish") << a + sse(candidate("[]", "STOP")) + sse(R"({"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":9}})")
                                                << u"a | completed (STOP) | m | 5+0(0) -> 9 (0)"_s;
        QTest::newRow("no usage") << sse(R"({"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}]})") << u"a | completed (STOP) |  | no usage"_s;
        QTest::newRow("a signature on an empty part") << a + sse(candidate(R"([{"text":"","thoughtSignature":"c2ln"}])", "STOP"))
                                                      << u"a | completed (STOP) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("another candidate is no answer") << a + sse(R"({"candidates":[{"index":1,"content":{"parts":[{"text":"b"}]},"finishReason":"SAFETY"}]})")
                + sse(candidate("[]", "STOP")) << u"a | completed (STOP) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("length") << a + sse(candidate("[]", "MAX_TOKENS")) << u"a | length (MAX_TOKENS) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("all spent on thinking") << sse(candidate(R"([{"text":"hm","thought":true}])")) + sse(candidate("[]", "MAX_TOKENS"))
                                               << u" | length (MAX_TOKENS) | m | 5+0(0) -> 2 (2)"_s;
        QTest::newRow("safety") << a + sse(candidate("[]", "SAFETY")) << u"a | content-filter (SAFETY) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("recitation") << a + sse(candidate("[]", "RECITATION")) << u"a | content-filter (RECITATION) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("a malformed call") << a + sse(candidate("[]", "MALFORMED_FUNCTION_CALL")) << u"a | unknown (MALFORMED_FUNCTION_CALL) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("a reason in no list") << a + sse(candidate("[]", "BRAND_NEW")) << u"a | unknown (BRAND_NEW) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("halves of an emoji") << sse(candidate(R"([{"text":"x\ud83e"}])")) + sse(candidate(R"([{"text":"\udeb6y"}])", "STOP"))
                                            << u"x🪶y | completed (STOP) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("error in mid-stream") << a + sse(R"({"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}})") << u"overloaded: a"_s;
        QTest::newRow("error in a list of one") << a + sse(R"([{"error":{"code":500,"message":"x","status":"INTERNAL"}}])") << u"server-error: a"_s;
        QTest::newRow("no JSON") << a + sse("{") << u"malformed: a"_s;
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
        const QByteArray a = candidate(R"([{"text":"hm","thought":true},{"text":"Bluë "},{"text":"🪶"}])", "STOP");
        QTest::newRow("text") << a << u"Bluë 🪶 | completed (STOP) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("a list of pieces") << "[" + candidate(R"([{"text":"a"}])") + ",\n" + candidate(R"([{"text":"b"}])", "STOP") + "]"
                                          << u"ab | completed (STOP) | m | 5+0(0) -> 2 (0)"_s;
        QTest::newRow("a list of pieces without its end") << "[" + candidate(R"([{"text":"a"}])") + "]" << u"reset: "_s;
        QTest::newRow("a call") << candidate(R"([{"functionCall":{"name":"f","args":{"a":[1,"ü"]}}}])", "STOP")
                                << u" | tool-call (STOP) | m | 5+0(0) -> 2 (0) |  f {\"a\":[1,\"ü\"]}"_s;
        QTest::newRow("no content") << QByteArray(R"({"candidates":[{"finishReason":"MAX_TOKENS"}],"usageMetadata":{"promptTokenCount":5,"thoughtsTokenCount":64}})")
                                    << u" | length (MAX_TOKENS) |  | 5+0(0) -> 64 (64)"_s;
        QTest::newRow("a blocked prompt") << QByteArray(R"({"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":5}})") << u"content-filter: "_s;
        QTest::newRow("feedback on a prompt that passed") << QByteArray(
            R"({"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}],"promptFeedback":{"blockReason":"BLOCK_REASON_UNSPECIFIED"}})")
                                                          << u"a | completed (STOP) |  | no usage"_s;
        QTest::newRow("an error") << QByteArray(R"({"error":{"code":429,"message":"x","status":"RESOURCE_EXHAUSTED"}})") << u"rate-limit: "_s;
        QTest::newRow("another API") << QByteArray(R"({"choices":[]})") << u"malformed: "_s;
        QTest::newRow("an empty list") << QByteArray("[]") << u"malformed: "_s;
        QTest::newRow("HTML") << QByteArray("<html>") << u"malformed: "_s;
        QTest::newRow("nothing") << QByteArray("\n") << u"reset: "_s;
        QTest::newRow("broken off") << a.chopped(1) << u"reset: "_s;
    }

    void aPlainAnswerIsRead()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const QString, expected);
        QCOMPARE(read({body}), expected);
        QCOMPARE(read(test::singleBytes(body)), expected);
    }

    void aBlockedPromptSaysWhy()
    {
        wire::AnswerReader reader(std::make_unique<ContentAnswer>(), {});
        reader.feed(fixture(u"blocked-prompt.sse"_s));
        const auto completion = reader.finish();
        QVERIFY(!completion);
        QVERIFY(completion.error().message.contains(u"PROHIBITED_CONTENT"_s));
        QCOMPARE(reader.requestId(), u"fxB"_s);
    }

    void namesAndRawUsageAreKept()
    {
        wire::AnswerReader reader(std::make_unique<ContentAnswer>(), {});
        reader.feed(fixture(u"thoughts-and-running-usage.sse"_s));
        const auto completion = reader.finish();
        QCOMPARE(completion->rawUsage, R"({"promptTokenCount":9,"candidatesTokenCount":3,"thoughtsTokenCount":31,"totalTokenCount":43})");
        QCOMPARE(completion->fingerprint, u"gemini-fixture-001"_s);
        QCOMPARE(reader.requestId(), u"fxA"_s);
    }
};

QTEST_GUILESS_MAIN(TestContentAnswer)
#include "tst_contentanswer.moc"
