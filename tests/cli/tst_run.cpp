// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN
#include <jsoncons_ext/jsonschema/jsonschema.hpp>
#endif

#include "core/base/json.h"
#include "tests/cli/smalljob.h"
#include "tests/support/openaianswers.h"

#include <QDirIterator>
#include <QFile>

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kItems = 20;

// The second version gets everything right, the first every other item.
LoopbackReply betterWithTwo(const LoopbackRequest &request)
{
    const QString mark = markOf(request);
    const bool isRight = mark.startsWith(u"v2"_s) || mark.sliced(mark.size() - 2, 1).toInt() % 2 == 0;
    return streamedAnswer(isRight ? u"ok"_s : u"no"_s, 2);
}

QByteArray everythingIn(const QString &folder)
{
    QByteArray all;
    for (QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); files.hasNext();) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}

} // namespace

class TestRun : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunSaysWhichVersionIsBetterAndLeavesItsReports()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, kItems, {u"--input-price"_s, u"1"_s, u"--output-price"_s, u"2"_s}));
        const Ended ended = assay.run(runArguments({u"--json"_s, u"out.json"_s, u"--report"_s, u"out.html"_s}));
        QCOMPARE(ended.code, 0);
        QVERIFY2(ended.out.contains("p@2 is better than p@1 on m: 20 of 20 against 10"), ended.out.constData());
        QVERIFY(!ended.err.contains('\x1b'));
        QCOMPARE(server.requestCount(), 2 * kItems);

        const auto result = parseJson(QByteArrayView(assay.read(u"out.json"_s)));
        QVERIFY(result);
        QFile schemaFile(QStringLiteral(ASSAY_SOURCE_DIR "/resources/schemas/run-result.schema.json"));
        QVERIFY(schemaFile.open(QIODevice::ReadOnly));
        const auto schema = jsoncons::jsonschema::make_json_schema(*parseJson(QByteArrayView(schemaFile.readAll())));
        QVERIFY(schema.is_valid(*result));
        const QByteArray html = assay.read(u"out.html"_s);
        QVERIFY(html.contains("p@2 is better than p@1 on m"));
        QVERIFY(!html.contains("<script"));

        const Ended compared = assay.run({u"compare"_s, kWorkspace, u"--items"_s});
        QCOMPARE(compared.code, 0);
        QCOMPARE(compared.out.count("▲"), 10);
        QCOMPARE(assay.run({u"report"_s, kWorkspace, u"later.md"_s}).code, 0);
        QVERIFY(assay.read(u"later.md"_s).contains("is better than"));
    }

    void aQuietRunPrintsResultsOnly()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 4));
        const Ended ended = assay.run(runArguments({u"--quiet"_s}));
        QCOMPARE(ended.code, 0);
        QCOMPARE(ended.err, QByteArray());
        QVERIFY(!ended.out.isEmpty());
    }

    void aGateThatIsNotMetExitsWithOne()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, kItems));
        QCOMPARE(assay.run(runArguments({u"--fail-under"_s, u"0.9"_s})).code, 0);
        const Ended missed = assay.run(runArguments({u"--fail-under"_s, u"0.9"_s, u"--baseline"_s, u"p@2"_s}));
        QCOMPARE(missed.code, 1);
        QVERIFY2(missed.err.contains("p@1 on m passed 10 of 20, below 0.9"), missed.err.constData());
    }

    void repeatsAreAskedAndCounted()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 5));
        QCOMPARE(assay.run(runArguments({u"--repeat"_s, u"3"_s})).code, 0);
        QCOMPARE(server.requestCount(), 30);
        for (const int count : askedSince(server))
            QCOMPARE(count, 3);
    }

    void theBudgetStopsTheRunAndAHigherOneGoesOn()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        // 12 tokens in and 3 out: 0.015 dollars a call.
        QVERIFY(makeWorkspace(assay, server, kItems, {u"--input-price"_s, u"1000"_s, u"--output-price"_s, u"1000"_s, u"--concurrency"_s, u"4"_s}));
        const Ended capped = assay.run(runArguments({u"--budget"_s, u"0.20"_s}));
        QCOMPARE(capped.code, 3);
        QVERIFY2(capped.err.contains("budget"), capped.err.constData());
        const int asked = server.requestCount();
        QVERIFY(asked > 0 && asked * 15 <= 200);
        QVERIFY(stored(assay, u"SELECT SUM(cost_pico) <= 200000000000 FROM attempts"_s).first() == u"1"_s);

        QCOMPARE(assay.run({u"run"_s, kWorkspace, u"--resume"_s, u"last"_s, u"--budget"_s, u"5"_s}).code, 0);
        QCOMPARE(server.requestCount(), 2 * kItems);
        QCOMPARE(assay.run({u"run"_s, kWorkspace, u"--resume"_s, u"1"_s}).code, 0);
        QCOMPARE(server.requestCount(), 2 * kItems);
    }

    void aBudgetWithoutAPriceIsRefusedBeforeAnythingIsAsked()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 3));
        const Ended refused = assay.run(runArguments({u"--budget"_s, u"1"_s}));
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("price"), refused.err.constData());
        QCOMPARE(server.requestCount(), 0);
    }

    void aReportThatCannotBeWrittenIsSaidAndTheRunIsKept()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 3));
        const Ended ended = assay.run(runArguments({u"--report"_s, u"no/such/folder/out.html"_s}));
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains("no/such/folder/out.html"), ended.err.constData());
        QCOMPARE(assay.run({u"report"_s, kWorkspace, u"out.html"_s}).code, 0);
    }

    void theKeyIsSentAndIsNowhereElse()
    {
        const QString key = u"canary-Zq81+/xKw0=9"_s;
        // A server that tells what it was sent.
        const LoopbackServer server([](const LoopbackRequest &request) { return errorAnswer(400, "bad", "you sent " + request.header("authorization")); });
        Program assay;
        assay.setVariable(u"CANARY_KEY"_s, key);
        QVERIFY(makeWorkspace(assay, server, 3, {u"--key"_s, u"env:CANARY_KEY"_s}));
        const Ended ended = assay.run(runArguments({u"--report"_s, u"out.html"_s, u"--json"_s, u"out.json"_s}));
        QCOMPARE(server.requests().first().header("authorization"), "Bearer " + key.toUtf8());
        const QByteArray everything = everythingIn(assay.path(u"."_s)) + ended.out + ended.err;
        QVERIFY(everything.contains("you sent"));
        for (const QByteArray &form : {key.toUtf8(), key.toUtf8().toBase64(), key.toUtf8().toPercentEncoding(), QByteArray(reinterpret_cast<const char *>(key.utf16()), 2 * key.size())})
            QVERIFY2(!everything.contains(form), form.constData());
    }

    void aMissingKeyIsSaidByNameAndNothingIsAsked()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 3, {u"--key"_s, u"env:NO_SUCH_KEY_HERE"_s}));
        const Ended ended = assay.run(runArguments());
        QCOMPARE(ended.code, 3);
        QVERIFY2(ended.said().contains("NO_SUCH_KEY_HERE"), ended.said().constData());
        QCOMPARE(server.requestCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
