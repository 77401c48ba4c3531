// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN
#include <jsoncons_ext/jsonschema/jsonschema.hpp>
#endif

#include "core/base/json.h"
#include "tests/cli/smalljob.h"
#include "tests/support/openaianswers.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <sys/stat.h>

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
        QByteArray everything = everythingIn(assay.path(u"."_s)) + ended.out + ended.err;
        QVERIFY(everything.contains("you sent"));
        // In an answer too.
        const LoopbackServer friendly([](const LoopbackRequest &request) {
            const QByteArray sent = request.header("authorization");
            QString text = u"ok, you sent "_s + QString::fromUtf8(sent) + u", also written "_s + QString::fromLatin1(sent.toPercentEncoding());
            for (int skip = 0; skip < 3; ++skip)
                text += u' ' + QString::fromLatin1(sent.mid(7 - skip).toBase64()) + u' ' + QString::fromLatin1(sent.mid(7 - skip).toBase64(QByteArray::Base64UrlEncoding));
            LoopbackReply reply = plainAnswer(text);
            reply.headers.emplaceBack("x-request-id", request.header("authorization"));
            return reply;
        });
        QCOMPARE(assay.run({u"model"_s, kWorkspace, u"--name"_s, u"m"_s, u"--base-url"_s, friendly.url(u"/v1"_s).toString(), u"--key"_s, u"env:CANARY_KEY"_s}).code, 0);
        rawExecute(assay.path(kWorkspace), u"UPDATE models SET stream = 0"_s);
        QCOMPARE(assay.run(runArguments({u"--report"_s, u"friendly.html"_s})).code, 0);
        everything += everythingIn(assay.path(u"."_s));
        QVERIFY(everything.contains("ok, you sent"));
        QList<QByteArray> forms{key.toUtf8(), key.toUtf8().toPercentEncoding(), QByteArray(reinterpret_cast<const char *>(key.utf16()), 2 * key.size())};
        QByteArray swapped = forms.last();
        for (qsizetype i = 0; i + 1 < swapped.size(); i += 2)
            std::swap(swapped[i], swapped[i + 1]);
        forms.append(swapped);
        // Of a text in base64 the middle is the same wherever it stands; a few characters at both ends are not.
        for (int before = 0; before < 3; ++before) {
            const QByteArray around = QByteArray(before, 'x').append(key.toUtf8()).append("yz");
            forms.append(around.toBase64().mid(4).chopped(8));
            forms.append(around.toBase64(QByteArray::Base64UrlEncoding).mid(4).chopped(8));
        }
        for (const QByteArray &form : forms) {
            QVERIFY(form.size() >= 8);
            QVERIFY2(!everything.contains(form), form.constData());
        }
        // The search would find what is there.
        everything += forms.last();
        QVERIFY(everything.contains(forms.last()));
    }

    void aKeyComesFromACommandOnce()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        const QString script = assay.write(u"give-key"_s, "#!/bin/sh\necho asked >> asked.txt\necho key-of-the-command\n");
        QVERIFY(QFile::setPermissions(script, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY(makeWorkspace(assay, server, 10, {u"--key"_s, u"command:"_s + script}));
        QCOMPARE(assay.run(runArguments()).code, 0);
        QCOMPARE(server.requests().last().header("authorization"), "Bearer key-of-the-command");
        QCOMPARE(assay.read(u"asked.txt"_s), "asked\n");
    }

    void aModelThatIsAddedLeavesTheKeysOfOthers()
    {
        const LoopbackServer server(betterWithTwo);
        Program assay;
        assay.setVariable(u"KEY_ONE"_s, u"first-key-0001"_s);
        assay.setVariable(u"KEY_TWO"_s, u"second-key-0002"_s);
        QVERIFY(makeWorkspace(assay, server, 1, {u"--key"_s, u"env:KEY_ONE"_s}));
        const QString url = server.url(u"/v1"_s).toString();
        QCOMPARE(assay.run({u"model"_s, kWorkspace, u"--name"_s, u"m2"_s, u"--base-url"_s, url, u"--key"_s, u"env:KEY_TWO"_s}).code, 0);
        QCOMPARE(assay.run({u"model"_s, kWorkspace, u"--name"_s, u"m3"_s, u"--base-url"_s, url}).code, 0);
        for (const auto &[model, header] : {std::pair(u"m"_s, "Bearer first-key-0001"), {u"m2"_s, "Bearer second-key-0002"}, {u"m3"_s, ""}}) {
            QCOMPARE(assay.run({u"run"_s, kWorkspace, u"--set"_s, u"items"_s, u"--prompt"_s, u"p@2"_s, u"--model"_s, model}).code, 0);
            QCOMPARE(server.requests().last().header("authorization"), QByteArray(header));
        }
    }

    void anAddressWithAKeyInItIsNotStored_data()
    {
        QTest::addColumn<QString>("url");
        for (const QString &url : {u"http://127.0.0.1:1/v1?api_key=sk-secretsecret"_s, u"https://user:sk-secretsecret@a.example/v1"_s, u"file:///etc/passwd"_s, u"http://"_s,
                 u"http://[::1"_s, u"http://a.example/v1"_s})
            QTest::newRow(qPrintable(url)) << url;
    }

    void anAddressWithAKeyInItIsNotStored()
    {
        QFETCH(const QString, url);
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 1));
        const Ended refused = assay.run({u"model"_s, kWorkspace, u"--name"_s, u"x"_s, u"--base-url"_s, url});
        QCOMPARE(refused.code, 2);
        QVERIFY2(!refused.said().contains("sk-secretsecret"), refused.said().constData());
        QVERIFY(!everythingIn(assay.path(u"."_s)).contains("sk-secretsecret"));
    }

    void outputNeverReplacesTheWorkspace_data()
    {
        QTest::addColumn<QString>("output");
        QTest::newRow("itself") << kWorkspace;
        QTest::newRow("by another way") << u"./sub/../w.assay"_s;
        QTest::newRow("a link to it") << u"link.html"_s;
        QTest::newRow("its log") << u"w.assay-wal"_s;
    }

    void outputNeverReplacesTheWorkspace()
    {
        QFETCH(const QString, output);
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 1));
        QVERIFY(QDir(assay.path(u"."_s)).mkdir(u"sub"_s));
        QVERIFY(QFile::link(kWorkspace, assay.path(u"link.html"_s)));
        QCOMPARE(assay.run(runArguments({u"--json"_s, output})).code, 2);
        QCOMPARE(assay.run(runArguments({u"--report"_s, output})).code, 2);
        QCOMPARE(assay.run({u"export"_s, kWorkspace, u"--set"_s, u"items"_s, u"--output"_s, output}).code, 2);
        QCOMPARE(server.requestCount(), 0);
        QCOMPARE(assay.run({u"show"_s, kWorkspace}).code, 0);
    }

    void aPipeIsWrittenToAndStaysAPipe()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 1));
        QCOMPARE(::mkfifo(QFile::encodeName(assay.path(u"pipe"_s)).constData(), 0600), 0);
        QProcess reader;
        reader.start(u"cat"_s, {assay.path(u"pipe"_s)});
        QCOMPARE(assay.run({u"export"_s, kWorkspace, u"--set"_s, u"items"_s, u"--output"_s, u"pipe"_s}).code, 0);
        QVERIFY(reader.waitForFinished());
        QCOMPARE(reader.readAllStandardOutput(), assay.run({u"export"_s, kWorkspace, u"--set"_s, u"items"_s}).out);
    }

    void optionsThatCostMoneyWhenTheyAreMisreadAreRefused_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("an empty budget") << QStringList{u"--budget"_s, QString()};
        QTest::newRow("a model twice") << QStringList{u"--model"_s, u"m"_s};
        QTest::newRow("a version twice") << QStringList{u"--prompt"_s, u"p@1"_s};
        QTest::newRow("a gate that is no number") << QStringList{u"--fail-under"_s, u"nan"_s};
    }

    void optionsThatCostMoneyWhenTheyAreMisreadAreRefused()
    {
        QFETCH(const QStringList, options);
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 1));
        QCOMPARE(assay.run(runArguments(options)).code, 2);
        QCOMPARE(server.requestCount(), 0);
    }

    void usageBeyondAllBoundsStopsTheRun()
    {
        const LoopbackServer server([](const LoopbackRequest &) { return plainAnswer(u"ok"_s, {.input = 2'000'000'000, .output = 2'000'000'000}); });
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, kItems, {u"--input-price"_s, u"9000"_s, u"--output-price"_s, u"9000"_s, u"--concurrency"_s, u"2"_s}));
        rawExecute(assay.path(kWorkspace), u"UPDATE models SET stream = 0"_s);
        const Ended capped = assay.run(runArguments({u"--budget"_s, u"5"_s}));
        QCOMPARE(capped.code, 3);
        QVERIFY(server.requestCount() <= 2);
        QVERIFY2(!capped.out.contains("-$"), capped.out.constData());
    }

    void whatATerminalWouldActOnIsShown()
    {
        const LoopbackServer server([](const LoopbackRequest &) { return errorAnswer(401, "invalid_api_key", "\x1b]0;owned\x07\x1b[2J"); });
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 1));
        const Ended ended = assay.run(runArguments());
        QVERIFY(ended.said().contains("owned"));
        QVERIFY(!ended.said().contains('\x1b') && !ended.said().contains('\x07'));
    }

    void whatWasAnsweredIsNotAskedAgain()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 5, {u"--input-price"_s, u"1"_s, u"--output-price"_s, u"2"_s}));
        QCOMPARE(assay.run(runArguments()).code, 0);
        QCOMPARE(server.requestCount(), 10);
        const Ended again = assay.run(runArguments());
        QCOMPARE(again.code, 0);
        QCOMPARE(server.requestCount(), 10);
        QVERIFY2(again.out.contains("$0"), again.out.constData());
        QCOMPARE(stored(assay, u"SELECT count(*) FROM attempts WHERE run_id = 2"_s), QStringList{u"0"_s});
        QCOMPARE(stored(assay, u"SELECT group_concat(outcome) FROM cells WHERE run_id = 1"_s), stored(assay, u"SELECT group_concat(outcome) FROM cells WHERE run_id = 2"_s));
        QCOMPARE(assay.run(runArguments({u"--cache"_s, u"refresh"_s})).code, 0);
        QCOMPARE(server.requestCount(), 20);
    }

    void anEstimateAsksAndStoresNothing()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 5, {u"--input-price"_s, u"1"_s, u"--output-price"_s, u"2"_s}));
        const Ended estimate = assay.run(runArguments({u"--estimate"_s}));
        QCOMPARE(estimate.code, 0);
        QVERIFY2(estimate.out.contains("worst case"), estimate.out.constData());
        QVERIFY2(estimate.out.contains("m: input is an estimate, within 35 %"), estimate.out.constData());
        QCOMPARE(server.requestCount(), 0);
        QCOMPARE(stored(assay, u"SELECT count(*) FROM runs"_s), QStringList{u"0"_s});
        QCOMPARE(assay.run(runArguments()).code, 0);
        const Ended cached = assay.run(runArguments({u"--estimate"_s, u"--json"_s, u"estimate.json"_s}));
        const auto json = parseJson(QByteArrayView(assay.read(u"estimate.json"_s)));
        QVERIFY(json);
        QFile schemaFile(QStringLiteral(ASSAY_SOURCE_DIR "/resources/schemas/estimate.schema.json"));
        QVERIFY(schemaFile.open(QIODevice::ReadOnly));
        QVERIFY(jsoncons::jsonschema::make_json_schema(*parseJson(QByteArrayView(schemaFile.readAll()))).is_valid(*json));
        QCOMPARE(json->at("all").at("cached").as<int>(), 10);
        QVERIFY2(QString::fromUtf8(cached.out).contains(QRegularExpression(u"m +0 +10 "_s)), cached.out.constData());
    }

    void aSchemaThatGoesWithoutStrictIsToldBeforeTheRun()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 2));
        const auto withSchema = [&](const QString &file, const QByteArray &schema) {
            const QByteArray format = "prompt: p\nresponseFormat: {schema: " + schema + "}\nmessages:\n  - role: user\n    template: 'v2|{{ text }}|'\n";
            return assay.run({u"import"_s, kWorkspace, assay.write(file, format)}).code;
        };
        QCOMPARE(withSchema(u"open.yaml"_s, R"({"type":"object","properties":{"a":{"type":"string"}}})"), 0);
        QCOMPARE(withSchema(u"closed.yaml"_s, R"({"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false})"), 0);
        const QStringList asked{u"run"_s, kWorkspace, u"--set"_s, u"items"_s, u"--prompt"_s, u"p@1"_s, u"--prompt"_s, u"p@3"_s, u"--prompt"_s, u"p@4"_s, u"--model"_s, u"m"_s};
        const QByteArray told = "p@3 on m: the JSON Schema goes without \"strict\", which OpenAI takes with a part of JSON Schema alone (its root: ";
        const Ended estimate = assay.run(asked + QStringList{u"--estimate"_s, u"--json"_s, u"estimate.json"_s});
        QVERIFY2(estimate.code == 0 && estimate.out.count("strict") == 1 && estimate.out.contains(told), estimate.said().constData());
        const auto json = parseJson(QByteArrayView(assay.read(u"estimate.json"_s)));
        QVERIFY(json && json->at("notices").size() == 1);
        QVERIFY(toQString(json->at("notices").at(0)).toUtf8().startsWith(told));
        const Ended ended = assay.run(asked);
        QVERIFY2(ended.code == 0 && ended.err.count("strict") == 1 && ended.err.contains(told), ended.said().constData());
        QVERIFY(ended.err.indexOf("strict") < ended.err.indexOf("Run #1"));
        QCOMPARE(assay.run({u"model"_s, kWorkspace, u"--name"_s, u"m"_s, u"--provider-option"_s, u"strictSchema=false"_s}).code, 0);
        QVERIFY(!assay.run(asked + QStringList{u"--estimate"_s}).out.contains("strict"));
    }

    void anEstimateSaysWhatLimitsImplyAndWhatIsExact()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 61, {u"--api-name"_s, u"gpt-4o"_s, u"--rpm"_s, u"30"_s, u"--input-price"_s, u"1"_s, u"--output-price"_s, u"2"_s}));
        const Ended estimate = assay.run(runArguments({u"--estimate"_s, u"--json"_s, u"estimate.json"_s}));
        QCOMPARE(estimate.code, 0);
        QVERIFY2(estimate.out.contains("m: input is counted exactly; at least 4 min at 30 requests a minute"), estimate.out.constData());
        const auto json = parseJson(QByteArrayView(assay.read(u"estimate.json"_s)));
        QVERIFY(json);
        const Json &model = json->at("models").at(0);
        QCOMPARE(model.at("leastSeconds").as<double>(), 242.0);
        QCOMPARE(model.at("inputTokens").at("low").as<int>(), model.at("inputTokens").at("worstCase").as<int>());
    }

    void countsAreKeptWithTheAnswers()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 3));
        QCOMPARE(assay.run(runArguments()).code, 0);
        QCOMPARE(stored(assay, u"SELECT count(*) FROM responses WHERE counted_input > 0"_s), QStringList{u"6"_s});
    }

    void answersAreGradedAgainWithoutAsking()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 4));
        QCOMPARE(assay.run(runArguments({u"--cache"_s, u"off"_s})).code, 0);
        QCOMPARE(server.requestCount(), 8);
        QByteArray lines;
        for (const QByteArray number : {"000", "001", "002", "003"})
            lines += "{\"key\":\"i-" + number + "\",\"vars\":{\"text\":\"item-" + number + "\"},\"assertions\":[{\"type\":\"contains\",\"value\":\"no\"}]}\n";
        QCOMPARE(assay.run({u"import"_s, kWorkspace, assay.write(u"items.jsonl"_s, lines)}).code, 0);
        const Ended graded = assay.run({u"regrade"_s, kWorkspace, u"last"_s});
        QVERIFY2(graded.code == 0, graded.said().constData());
        QCOMPARE(server.requestCount(), 8);
        QCOMPARE(stored(assay, u"SELECT count(*) FROM cells WHERE run_id = 1 AND outcome = 'passed'"_s),
            stored(assay, u"SELECT count(*) FROM cells WHERE run_id = 2 AND outcome = 'failed'"_s));
        QCOMPARE(stored(assay, u"SELECT count(*) FROM responses WHERE run_id = 2 AND source_run = 1"_s), QStringList{u"8"_s});
    }

    void theLogHasEveryRequestAndCanBeSent()
    {
        QMap<QString, int> seen;
        const LoopbackServer server([&](const LoopbackRequest &request) {
            return markOf(request) == markOf(1, 0) && seen[markOf(request)]++ == 0 ? errorAnswer(500, "server_error", "oops") : streamedAnswer(u"ok"_s, 2);
        });
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 4));
        QCOMPARE(assay.run(runArguments()).code, 0);
        const Ended text = assay.run({u"log"_s, kWorkspace, u"last"_s});
        QCOMPARE(text.out.trimmed().split('\n').size(), 9);
        const Ended errors = assay.run({u"log"_s, kWorkspace, u"last"_s, u"--errors"_s, u"--format"_s, u"jsonl"_s});
        QCOMPARE(errors.out.trimmed().split('\n').size(), 1);
        QVERIFY2(errors.out.contains("\"error\":\"server-error\"") && errors.out.contains("oops"), errors.out.constData());
        const LoopbackServer collector([](const LoopbackRequest &) { return LoopbackReply::json(200, "{}"); });
        const Ended sent = assay.run({u"log"_s, kWorkspace, u"last"_s, u"--send"_s, collector.url(u"/v1/traces"_s).toString()});
        QVERIFY2(sent.code == 0 && sent.err.contains("10 spans"), sent.said().constData());
        QCOMPARE(collector.requestCount(), 1);
        const auto body = parseJson(QByteArrayView(collector.requests().first().body));
        QVERIFY(body && body->at("resourceSpans").at(0).at("scopeSpans").at(0).at("spans").size() == 10);
        const LoopbackServer refusing([](const LoopbackRequest &) { return LoopbackReply::json(404, "{}"); });
        const Ended refused = assay.run({u"log"_s, kWorkspace, u"last"_s, u"--send"_s, refusing.url().toString()});
        QVERIFY2(refused.code == 2 && refused.err.contains("404"), refused.said().constData());
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
