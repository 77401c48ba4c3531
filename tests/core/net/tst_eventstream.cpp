// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/eventstream.h"
#include "core/net/plumbing.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace assay;
using namespace assay::net;
using namespace Qt::StringLiterals;

namespace {

// "type|data|id" of each event, one a line; "~" before one that only finish() gave.
QByteArray print(const QList<ServerEvent> &events, const std::optional<ServerEvent> &last)
{
    QByteArray text;
    const auto add = [&](const ServerEvent &event) { text += event.type + '|' + QByteArray(event.data).replace('\n', "\\n") + '|' + event.id + '\n'; };
    for (const ServerEvent &event : events)
        add(event);
    if (last) {
        text += '~';
        add(*last);
    }
    return text;
}

// Each part lies in memory of its own that is gone before the next is fed, so that no view can outlive it unseen.
QByteArray parse(const QList<QByteArray> &parts, qsizetype cap = EventStreamParser::kMaxEventBytes)
{
    EventStreamParser parser(cap);
    QList<ServerEvent> events;
    for (const QByteArray &part : parts) {
        QByteArray own(part.constData(), part.size());
        parser.feed(
            own, [&events](const ServerEventView &event) { events.append({.type = event.type.toByteArray(), .data = event.data.toByteArray(), .id = event.id.toByteArray()}); });
        own.fill('?');
        if (parser.heldBytes() > cap)
            return "holds more than its cap";
    }
    const auto last = parser.finish();
    return print(events, last) + (parser.error() ? "too large" : "");
}

QList<QByteArray> cutAt(const QByteArray &bytes, QList<qsizetype> cuts)
{
    cuts.append(bytes.size());
    std::ranges::sort(cuts);
    QList<QByteArray> parts;
    qsizetype from = 0;
    for (const qsizetype cut : cuts) {
        parts.append(bytes.sliced(from, cut - from));
        from = cut;
    }
    return parts;
}

// A stream of what the parser has to tell apart, in any order: most of it is odd, some of it is whole.
QByteArray anyStream(QRandomGenerator &random)
{
    static const QList<QByteArray> pieces{"data", "data:", "data: ", "event:", "event: delta", "id:", "id: 7", "retry: 30", ":", ": comment", "\n", "\r", "\r\n", "\n\n", "\r\r",
        "\r\n\r\n", " ", "x", "\xEF\xBB\xBF", "\xE2\x82\xAC", QByteArray(1, '\0'), "data: {\"choices\":[{\"delta\":{\"content\":\"word\"}}]}\n\n", "data: [DONE]",
        QByteArray(40, 'y')};
    QByteArray stream;
    for (int count = random.bounded(60); count > 0; --count)
        stream += pieces.at(random.bounded(pieces.size()));
    return stream;
}

QList<QByteArray> singleBytes(const QByteArray &bytes)
{
    QList<QByteArray> parts;
    for (const char byte : bytes)
        parts.append(QByteArray(1, byte));
    return parts;
}

} // namespace

class TestEventStream : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eventsAreTheSameHoweverTheBytesAreCut_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QByteArray>("events");
        QTest::newRow("nothing") << QByteArray() << QByteArray();
        QTest::newRow("one event") << QByteArray("data: one\n\n") << QByteArray("|one|\n");
        QTest::newRow("two events") << QByteArray("data: one\n\ndata: two\n\n") << QByteArray("|one|\n|two|\n");
        QTest::newRow("only one blank is dropped") << QByteArray("data:  two blanks \n\ndata:none\n\n") << QByteArray("| two blanks |\n|none|\n");
        QTest::newRow("lines are joined") << QByteArray("data: a\ndata: b\ndata\ndata:\n\n") << QByteArray("|a\\nb\\n\\n|\n");
        QTest::newRow("CRLF") << QByteArray("data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n") << QByteArray("|a\\nb|\n|c|\n");
        QTest::newRow("CR") << QByteArray("data: a\rdata: b\r\rdata: c\r\r") << QByteArray("|a\\nb|\n|c|\n");
        QTest::newRow("line ends mixed") << QByteArray("data: a\r\ndata: b\ndata: c\r\n\ndata: d\n\r\n") << QByteArray("|a\\nb\\nc|\n|d|\n");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                       "data: a\n\n")
                                         << QByteArray("|a|\n");
        QTest::newRow("a second byte order mark is no mark") << QByteArray("\xEF\xBB\xBF\xEF\xBB\xBF"
                                                                           "data: a\n\ndata: b\n\n")
                                                             << QByteArray("|b|\n");
        QTest::newRow("comments") << QByteArray(": hello\n\n:\ndata: a\n: inside\ndata: b\n\n:bye\n\n") << QByteArray("|a\\nb|\n");
        QTest::newRow("type and id") << QByteArray("event: delta\nid: 7\ndata: a\n\ndata: b\n\nid\ndata: c\n\n") << QByteArray("delta|a|7\n|b|7\n|c|\n");
        QTest::newRow("an id with NUL is ignored") << QByteArray("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n", 32) << QByteArray("|a|1\n|b|1\n");
        QTest::newRow("an event without data is dropped, with its type") << QByteArray("event: ping\n\ndata: a\n\n") << QByteArray("|a|\n");
        QTest::newRow("empty data is an event") << QByteArray("data\n\ndata:\n\n") << QByteArray("||\n||\n");
        QTest::newRow("unknown fields") << QByteArray("foo: bar\ndata: a\nDATA: b\n data: c\n\n") << QByteArray("|a|\n");
        QTest::newRow("characters of several bytes") << QByteArray("data: 🪶é漢\n\n") << QByteArray("|🪶é漢|\n");
        QTest::newRow("no final blank line") << QByteArray("data: a\n\ndata: b\n") << QByteArray("|a|\n~|b|\n");
        QTest::newRow("no final line end") << QByteArray("data: a\n\ndata: b") << QByteArray("|a|\n~|b|\n");
        QTest::newRow("colons in the value") << QByteArray("data: {\"a\":\"b: c\"}\n\n") << QByteArray("|{\"a\":\"b: c\"}|\n");
    }

    void eventsAreTheSameHoweverTheBytesAreCut()
    {
        QFETCH(const QByteArray, stream);
        QFETCH(const QByteArray, events);
        QCOMPARE(parse({stream}), events);
        QCOMPARE(parse(singleBytes(stream)), events);
        for (qsizetype cut = 0; cut <= stream.size(); ++cut)
            QCOMPARE(parse({stream.first(cut), stream.sliced(cut)}), events);
    }

    void anyStreamGivesTheSameEventsHoweverItIsCut()
    {
        QRandomGenerator random(20260821);
        for (int round = 0; round < 600; ++round) {
            const QByteArray stream = anyStream(random);
            const qsizetype cap = round % 3 == 0 ? 60 : 4'096;
            const QByteArray whole = parse({stream}, cap);
            const QByteArray what = stream.toPercentEncoding();
            QVERIFY2(whole != "holds more than its cap", what.constData());
            QVERIFY2(parse(singleBytes(stream), cap) == whole, what.constData());
            for (int i = 0; i < 20; ++i) {
                QList<qsizetype> cuts;
                for (int count = random.bounded(8); count > 0; --count)
                    cuts.append(random.bounded(stream.size() + 1));
                QVERIFY2(parse(cutAt(stream, cuts), cap) == whole, what.constData());
            }
        }
    }

    void wholeEventsAreNotCopied()
    {
        EventStreamParser parser;
        const QByteArray stream("event: delta\ndata: one\n\ndata: two\n\n");
        int inside = 0;
        parser.feed(stream, [&](const ServerEventView &event) { inside += event.data.begin() >= stream.begin() && event.data.end() <= stream.end() ? 1 : 0; });
        QCOMPARE(inside, 2);
        QCOMPARE(parser.heldBytes(), 0);
    }

    void retryTakesDigitsAlone()
    {
        EventStreamParser parser;
        QVERIFY(parser.feed("retry: 2500\nretry: 1s\nretry: -3\nretry:\nretry: 99999999999999999999\n\n").isEmpty());
        QCOMPARE(parser.retry(), std::chrono::milliseconds(2500));
    }

    void whatIsTooLargeEndsTheStream_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<bool>("isTooLarge");
        QTest::newRow("one line just fits") << "data: " + QByteArray(94, 'x') + "\n\n" << false;
        QTest::newRow("one line") << "data: " + QByteArray(95, 'x') + "\n\n" << true;
        QTest::newRow("a comment") << ':' + QByteArray(100, 'x') + "\n\n" << true;
        QTest::newRow("a line that never ends") << QByteArray(101, 'x') << true;
        QTest::newRow("many lines of one event") << QByteArray("data: 12345678\n").repeated(20) << true;
        QTest::newRow("many events") << QByteArray("data: 12345678\n\n").repeated(200) << false;
    }

    void whatIsTooLargeEndsTheStream()
    {
        QFETCH(const QByteArray, stream);
        QFETCH(const bool, isTooLarge);
        for (const auto &parts : {QList<QByteArray>{stream}, singleBytes(stream)}) {
            EventStreamParser parser(100);
            for (const QByteArray &part : parts)
                (void)parser.feed(part);
            QCOMPARE(parser.error().has_value(), isTooLarge);
            if (!isTooLarge)
                continue;
            QCOMPARE(parser.error()->kind, ErrorKind::tooLarge);
            QVERIFY(parser.feed("\n\ndata: later\n\n").isEmpty());
            QVERIFY(!parser.finish());
        }
    }

    void plumbingShowsWhatTheParserMakes()
    {
        const auto answer = [](const QList<QByteArray> &chunks) {
            Json list(jsoncons::json_array_arg);
            for (const QByteArray &chunk : chunks)
                list.push_back(Json(chunk.toBase64().toStdString()));
            Json request(jsoncons::json_object_arg);
            request.insert_or_assign("chunks", std::move(list));
            return QString::fromUtf8(toJson(ssePlumbing(request)));
        };
        QCOMPARE(answer({"event: a\nid: 7\nda", "ta: x\ndata:y\n\nretry: 20\n: c\ndata: z\n\n"}),
            uR"({"events":[{"type":"a","data":"x\ny","id":"7"},{"type":"message","data":"z","id":"7"}],"retry":20})"_s);
        QCOMPARE(answer({"data: left"}), uR"({"events":[],"retry":null,"unfinished":{"type":"message","data":"left","id":""}})"_s);
        QVERIFY(ssePlumbing(*parseJson(uR"({"chunks":["*"]})"_s)).contains("error"));
    }

    void eventsBeforeATooLargeOneAreKept()
    {
        EventStreamParser parser(100);
        const auto events = parser.feed(QByteArray("data: a\n\ndata: " + QByteArray(200, 'x') + "\n\n"));
        QCOMPARE(events.size(), 1);
        QVERIFY(parser.error().has_value());
    }
};

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"
