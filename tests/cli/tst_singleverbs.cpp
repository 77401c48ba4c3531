// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "tests/support/program.h"

#include <QTest>

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;

class TestSingleVerbs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTemplateIsFilledInAndPrintedAsMessages()
    {
        const Program assay;
        const QString prompt
            = assay.write(u"p.yaml"_s, "prompt: p\nmessages:\n  - role: system\n    template: Be brief.\n  - role: user\n    template: 'Hello {{ who.name | upper }}'\n");
        const QString variables = assay.write(u"v.json"_s, R"({"who":{"name":"Ada"}})");
        const Ended ended = assay.run({u"template"_s, prompt, u"--vars"_s, variables});
        QCOMPARE(ended.code, 0);
        QCOMPARE(*parseJson(QByteArrayView(ended.out)), *parseJson(QByteArrayView(R"([{"role":"system","content":"Be brief."},{"role":"user","content":"Hello ADA"}])")));
    }

    void aMissingVariableIsNamedWithItsPlace()
    {
        const Program assay;
        const QString text = assay.write(u"t.txt"_s, "Hello\n  {{ nobody }}");
        const Ended ended = assay.run({u"template"_s, text});
        QCOMPARE(ended.code, 2);
        QVERIFY(ended.err.contains("nobody"));
        QVERIFY2(ended.err.contains("t.txt:2:6: "), ended.err.constData());
        QVERIFY2(ended.err.endsWith("It says: {{ nobody }}\n"), ended.err.constData());
    }

    void aFaultInAPromptFileHasTheFilesPlace_data()
    {
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("render") << QByteArray("|\n      Hello,\n      my {{ freind }}!\n") << QByteArray("er.yaml:8:13: `freind` is not defined");
        QTest::newRow("parse") << QByteArray("|\n      Hello,\n      my {{ | }}!\n") << QByteArray("er.yaml:8:13: message 2: ");
        QTest::newRow("no block") << QByteArray("\"my {{ freind }}!\"\n") << QByteArray("er.yaml:6:22: `freind` is not defined");
    }

    void aFaultInAPromptFileHasTheFilesPlace()
    {
        QFETCH(const QByteArray, second);
        QFETCH(const QByteArray, said);
        const Program assay;
        const QString file = assay.write(u"er.yaml"_s, "prompt: p\nmessages:\n  - role: system\n    template: Be brief.\n  - role: user\n    template: " + second);
        const QString variables = assay.write(u"v.json"_s, R"({"friend":"Ada"})");
        const Ended ended = assay.run({u"template"_s, file, u"--vars"_s, variables});
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains(said), ended.err.constData());
        QVERIFY2(ended.err.contains("It says: "), ended.err.constData());
    }

    void aSnippetThatIsMissingIsToldWithTheFilesLine()
    {
        const Program assay;
        const QByteArray prompt = "prompt: p\nmessages:\n  - role: user\n    template: |\n      Hello, {% include \"style\" %}\n";
        const Ended ended = assay.run({u"import"_s, u"w.assay"_s, assay.write(u"o.yaml"_s, prompt)});
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains("o.yaml:5:25: "), ended.err.constData());
        QVERIFY2(ended.err.contains("It says: Hello, {% include \"style\" %}"), ended.err.constData());
    }

    void theLanguageIsPrinted()
    {
        const Program assay;
        const Ended page = assay.run({u"template"_s, u"--language"_s});
        QCOMPARE(page.code, 0);
        QVERIFY(page.out.startsWith("# Templates\n"));
        for (const char *word : {"{% call(", "{% import ", "{% from ", "ignore missing"})
            QVERIFY2(page.out.contains(word), word);
        QCOMPARE(assay.run({u"template"_s}).code, 2);
    }

    void aVerbTellsItsOwnExitCodes_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<QByteArray>("codes");
        QTest::newRow("template") << u"template"_s << QByteArray("Exit codes: 0 done, 2 wrong use or bad input.");
        QTest::newRow("show") << u"show"_s << QByteArray("Exit codes: 0 done, 2 wrong use or bad input.");
        QTest::newRow("grade") << u"grade"_s << QByteArray("Exit codes: 0 passed, 1 failed,");
    }

    void aVerbTellsItsOwnExitCodes()
    {
        QFETCH(const QString, verb);
        QFETCH(const QByteArray, codes);
        const Ended help = Program().run({verb, u"--help"_s});
        QVERIFY2(help.out.contains(codes) && help.out.count("Exit codes:") == 1, help.out.constData());
        QVERIFY(!help.out.contains("130"));
        QVERIFY(Program().run({u"--help"_s}).out.contains("130 interrupted"));
    }

    void oneGradeIsPrintedAndItsOutcomeIsTheExitCode_data()
    {
        QTest::addColumn<QString>("assertion");
        QTest::addColumn<int>("code");
        QTest::newRow("passed") << uR"({"type":"contains","value":"{{ word }}"})"_s << 0;
        QTest::newRow("failed") << uR"({"type":"not-contains","value":"{{ word }}"})"_s << 1;
        QTest::newRow("unknown type") << uR"({"type":"smells-like","value":"x"})"_s << 2;
        QTest::newRow("no JSON") << u"contains ok"_s << 2;
        QTest::newRow("runs away") << uR"({"type":"regex","value":"^(a+)+b$"})"_s << 1;
    }

    void oneGradeIsPrintedAndItsOutcomeIsTheExitCode()
    {
        QFETCH(QString, assertion);
        QFETCH(int, code);
        const Program assay;
        const QString variables = assay.write(u"v.json"_s, R"({"word":"refund"})");
        const Ended ended = assay.run({u"grade"_s, u"--assert"_s, assertion, u"--output"_s, u"-"_s, u"--vars"_s, variables}, "a refund");
        QCOMPARE(ended.code, code);
        if (code == 2) {
            QVERIFY(ended.err.startsWith("assay: "));
            return;
        }
        const auto grade = parseJson(QByteArrayView(ended.out));
        QVERIFY(grade);
        QCOMPARE(grade->at("pass").as<bool>(), code == 0);
    }

    void plumbingAnswersLineByLineAndGoesOnAfterAnError_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<QByteArray>("good");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("bad");
        QTest::newRow("template") << u"template"_s << QByteArray(R"({"template":"Hi {{ a.b }}","vars":{"a":{"b":1}}})") << QByteArray(R"({"text":"Hi 1","variables":["a.b"]})")
                                  << QByteArray(R"({"template":"{% if %}","vars":{}})");
        QTest::newRow("csv") << u"csv"_s << "{\"base64\":\"" + QByteArray("a,b\n1,\"x\ny\"\n").toBase64() + "\",\"header\":true}"
                             << QByteArray("{\"rows\":[{\"a\":\"1\",\"b\":\"x\\ny\"}]}") << "{\"base64\":\"" + QByteArray("a,b\n1\n").toBase64() + "\",\"header\":true}";
        QTest::newRow("scan") << u"scan"_s << QByteArray(R"({"text":"to ada@example.com"})")
                              << QByteArray(R"({"findings":[{"rule":"email","kind":"pii","start":3,"end":18,"reserved":true}],"version":1})") << QByteArray(R"({"text":7})");
        QTest::newRow("canon") << u"canon"_s << QByteArray(R"({"document":{"b":1.0,"a":[]}})")
                               << QByteArray("{\"text\":\"{\\\"a\\\":[],\\\"b\\\":1}\",\"sha256\":\"1c8f8816506a8ccbc55140d8a7bb70214a8942c7030fc0fc2914cec675cd1c15\"}")
                               << QByteArray(R"({"text":1})");
        QTest::newRow("stats") << u"stats"_s << QByteArray(R"({"method":"quantile_type7","input":{"values":[1,2,3,4],"p":0.5}})") << QByteArray(R"({"q":2.5})")
                               << QByteArray(R"({"method":"astrology","input":{}})");
    }

    void plumbingAnswersLineByLineAndGoesOnAfterAnError()
    {
        QFETCH(QString, verb);
        QFETCH(QByteArray, good);
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, bad);
        const Ended ended = Program().run({u"x"_s, verb}, good + "\n" + bad + "\n\n" + good + "\n");
        QCOMPARE(ended.code, 0);
        const QList<QByteArray> lines = ended.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QCOMPARE(*parseJson(QByteArrayView(lines.at(0))), *parseJson(QByteArrayView(answer)));
        const auto refused = parseJson(QByteArrayView(lines.at(1)));
        QVERIFY(refused && refused->contains("error") && refused->at("error").contains("kind") && refused->at("error").contains("message"));
        QCOMPARE(lines.at(2), lines.at(0));
    }

    void plumbingSaysWhenItsInputIsNoJsonLines()
    {
        const Ended ended = Program().run({u"x"_s, u"grade"_s}, "not json\n{\"assertion\":{\"type\":\"equals\",\"value\":\"a\"},\"output\":\"a\",\"vars\":{}}\n");
        QCOMPARE(ended.code, 2);
        const QList<QByteArray> lines = ended.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines.at(0).contains("\"error\""));
        QVERIFY(parseJson(QByteArrayView(lines.at(1)))->at("pass").as<bool>());
    }

    void pricesAreListedWithTheirDates()
    {
        const Program assay;
        const Ended text = assay.run({u"prices"_s, u"--provider"_s, u"anthropic"_s});
        QCOMPARE(text.code, 0);
        QVERIFY2(text.out.contains("claude-opus-5") && text.out.contains("2026-"), text.out.constData());
        QVERIFY(!text.out.contains("gpt-4o"));
        const auto json = parseJson(QByteArrayView(assay.run({u"prices"_s, u"gpt-4o"_s, u"--json"_s}).out));
        QVERIFY(json && json->size() >= 2 && json->at(0).at("inputMicroUsdPerMTok").as<qint64>() > 0);
    }

    void aModelTakesItsPriceFromTheBook()
    {
        const Program assay;
        assay.write(u"items.jsonl"_s, "{\"key\":\"a\",\"vars\":{\"text\":\"x\"}}\n");
        QCOMPARE(assay.run({u"import"_s, u"w.assay"_s, u"items.jsonl"_s}).code, 0);
        const Ended known = assay.run({u"model"_s, u"w.assay"_s, u"--kind"_s, u"openai-compatible"_s, u"--name"_s, u"m"_s, u"--base-url"_s, u"http://localhost:1/v1"_s});
        QCOMPARE(known.code, 0);
        QVERIFY2(known.err.contains("its price is not known"), known.err.constData());
        const Ended unknown = assay.run({u"model"_s, u"w.assay"_s, u"--kind"_s, u"nobody"_s, u"--name"_s, u"m"_s});
        QCOMPARE(unknown.code, 2);
        QVERIFY2(unknown.err.contains("openai-compatible"), unknown.err.constData());
        const Ended wrong = assay.run({u"model"_s, u"w.assay"_s, u"--name"_s, u"m"_s, u"--base-url"_s, u"http://localhost:1/v1"_s, u"--reasoning-effort"_s, u"lots"_s});
        QCOMPARE(wrong.code, 2);
        QVERIFY2(wrong.err.contains("minimal"), wrong.err.constData());
    }

    void whatComesInPiecesIsReadToItsEnd()
    {
        const Program assay;
        const auto process = assay.start({u"grade"_s, u"--assert"_s, uR"({"type":"contains","value":"refund"})"_s, u"--output"_s, u"-"_s});
        // More than a pipe holds at once, so the program has begun to read when the end is written.
        process->write(QByteArray(300'000, 'a'));
        QVERIFY(process->waitForBytesWritten(60'000));
        while (process->bytesToWrite() > 0)
            QVERIFY(process->waitForBytesWritten(60'000));
        process->write(" refund");
        process->closeWriteChannel();
        QCOMPARE(Program::endOf(*process).code, 0);
    }

    void plumbingAnswersBeforeItsInputEnds()
    {
        const Program assay;
        const auto process = assay.start({u"x"_s, u"stats"_s});
        process->write(R"({"method":"wilson","input":{"passes":9,"n":10,"level":0.95}})"
                       "\n");
        QVERIFY(process->waitForReadyRead(60'000));
        QVERIFY(process->readLine().startsWith("{\"estimate\":0.9"));
        process->closeWriteChannel();
        QCOMPARE(Program::endOf(*process).code, 0);
    }
};

QTEST_GUILESS_MAIN(TestSingleVerbs)
#include "tst_singleverbs.moc"
