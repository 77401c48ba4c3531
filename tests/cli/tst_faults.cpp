// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/smalljob.h"
#include "tests/support/openaianswers.h"

using namespace assay::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kItems = 6;
constexpr int kFaulted = 4; // cells; fewer in a row than a breaker takes for a server that is gone

bool meetsFault(const QString &mark)
{
    return mark.contains(u"item-000"_s) || mark.contains(u"item-004"_s);
}

LoopbackReply brokenOff(LoopbackReply::End end)
{
    LoopbackReply reply = streamedAnswer(u"ok so far"_s, 4);
    reply.body.resize(3);
    reply.end = end;
    return reply;
}

LoopbackReply withMalformedChunk()
{
    LoopbackReply reply;
    reply.framing = LoopbackReply::Framing::raw;
    reply.body = {{.bytes = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnonsense\r\n"}};
    reply.end = LoopbackReply::End::close;
    return reply;
}

LoopbackReply withMalformedEvent()
{
    return LoopbackReply::events({{.bytes = "data: {\"choices\":[{\"delta\":\n\n"}, {.bytes = "data: [DONE]\n\n"}});
}

struct Fault {
    LoopbackReply reply;
    int attempts = 2; ///< what a cell takes whose first request meets the fault
    QString outcome = u"passed"_s;
};

QMap<QString, Fault> faults()
{
    return {
        {u"429 with Retry-After"_s, {.reply = errorAnswer(429, "rate_limit_exceeded", "slow down", {{"Retry-After", "0"}})}},
        {u"429 without"_s, {.reply = errorAnswer(429, "rate_limit_exceeded", "slow down")}},
        {u"500"_s, {.reply = errorAnswer(500, "server_error", "oops")}},
        {u"503"_s, {.reply = errorAnswer(503, "overloaded", "busy")}},
        {u"reset in mid-stream"_s, {.reply = brokenOff(LoopbackReply::End::reset)}},
        {u"cut in mid-stream"_s, {.reply = brokenOff(LoopbackReply::End::cut)}},
        {u"stall in mid-stream"_s, {.reply = brokenOff(LoopbackReply::End::stall)}},
        {u"closed without an answer"_s, {.reply = LoopbackReply::closeWithoutAnswer()}},
        {u"stalled without an answer"_s, {.reply = LoopbackReply::stallWithoutAnswer()}},
        {u"malformed chunk"_s, {.reply = withMalformedChunk()}},
        {u"malformed event"_s, {.reply = withMalformedEvent(), .attempts = 1, .outcome = u"error"_s}},
        {u"400"_s, {.reply = errorAnswer(400, "invalid_request_error", "no"), .attempts = 1, .outcome = u"error"_s}},
        {u"404"_s, {.reply = errorAnswer(404, "model_not_found", "no"), .attempts = 1, .outcome = u"error"_s}},
        {u"cut at every byte"_s, {.reply = streamedAnswer(u"ok then"_s, 3).cutAtEveryByte(), .attempts = 1}},
    };
}

} // namespace

class TestFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRequestIsAnAttemptOnRecordAndFaultsAreOutlived_data()
    {
        QTest::addColumn<QString>("fault");
        for (const auto all = faults(); const QString &name : all.keys())
            QTest::newRow(qPrintable(name)) << name;
    }

    void everyRequestIsAnAttemptOnRecordAndFaultsAreOutlived()
    {
        QFETCH(QString, fault);
        const Fault met = faults().value(fault);
        QMap<QString, int> seen; // used by the server's thread alone
        const LoopbackServer server([&](const LoopbackRequest &request) {
            const QString mark = markOf(request);
            return meetsFault(mark) && seen[mark]++ == 0 ? met.reply : streamedAnswer(u"ok"_s, 2);
        });
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, kItems));
        rawExecute(assay.path(kWorkspace), uR"(UPDATE providers SET options = '{"idleTimeoutMs":400}')"_s);
        const Ended ended = assay.run(runArguments());
        QVERIFY2(ended.code == 0, ended.err.constData());

        QCOMPARE(marksOfCells(assay, kItems, u"SELECT idx FROM cells WHERE outcome <> 'passed'"_s).size(), met.outcome == u"error"_s ? kFaulted : 0);
        QMap<QString, int> attempts;
        for (const QString &mark : marksOfCells(assay, kItems, u"SELECT cell FROM attempts"_s))
            ++attempts[mark];
        const QMap<QString, int> asked = askedSince(server);
        QCOMPARE(attempts.keys(), asked.keys());
        // A dying connection may take along a request that has not been read yet: an attempt more than the server knows of, and never one less.
        for (const auto &[mark, count] : attempts.asKeyValueRange())
            QVERIFY2(count >= asked.value(mark) && count >= (meetsFault(mark) ? met.attempts : 1) && count <= met.attempts + 1,
                qPrintable(u"%1 %2 %3"_s.arg(mark).arg(count).arg(asked.value(mark))));
    }

    void serverThatNeverAnswersIsGivenUpOnAndSaid()
    {
        const LoopbackServer server([](const LoopbackRequest &) { return errorAnswer(500, "server_error", "always broken", {{"Retry-After", "0"}}); });
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 1));
        const Ended ended = assay.run({u"run"_s, kWorkspace, u"--set"_s, u"items"_s, u"--prompt"_s, u"p@1"_s, u"--model"_s, u"m"_s});
        QCOMPARE(ended.code, 3);
        QVERIFY2(ended.err.contains("p@1 on m has no answer that could be graded"), ended.err.constData());
        QVERIFY2(ended.out.contains("p@1 on m: 1 error (first i-000): ") && ended.out.contains("always broken"), ended.out.constData());
        QCOMPARE(stored(assay, u"SELECT DISTINCT outcome FROM cells"_s), QStringList{u"error"_s});
        QCOMPARE(stored(assay, u"SELECT COUNT(*) FROM attempts"_s), QStringList{QString::number(server.requestCount())});
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
