// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kItems = R"({"key":"a","vars":{"text":"one"},"assertions":[{"type":"contains","value":"ok"}]}
{"key":"b","vars":{"text":"two"},"assertions":[{"type":"contains","value":"ok"}]}
)";
const QByteArray kPrompt = "prompt: p\nnote: first\nmessages:\n  - role: user\n    template: |-\n      Say ok to {{ text }}.\n";

} // namespace

class TestFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasImportedIsShownAndExported()
    {
        const Program assay;
        const Ended imported = assay.run({u"import"_s, u"w.assay"_s, assay.write(u"items.jsonl"_s, kItems), assay.write(u"p.yaml"_s, kPrompt)});
        QCOMPARE(imported.code, 0);
        const Ended shown = assay.run({u"show"_s, u"w.assay"_s});
        QCOMPARE(shown.code, 0);
        QVERIFY(shown.out.contains("p@1  first"));
        QVERIFY(shown.out.contains("items  r1  2 items"));
        const Ended set = assay.run({u"export"_s, u"w.assay"_s, u"--set"_s, u"items"_s});
        QCOMPARE(set.code, 0);
        QCOMPARE(assay.run({u"import"_s, u"again.assay"_s, assay.write(u"items.jsonl"_s, set.out)}).code, 0);
        QCOMPARE(assay.run({u"export"_s, u"again.assay"_s, u"--set"_s, u"items"_s}).out, set.out);
        const Ended prompt = assay.run({u"export"_s, u"w.assay"_s, u"--prompt"_s, u"p@1"_s, u"--output"_s, u"out.yaml"_s});
        QCOMPARE(prompt.code, 0);
        QVERIFY(assay.read(u"out.yaml"_s).contains("Say ok to {{ text }}."));
    }

    void aFaultyFileIsRefusedByLineAndNothingIsImported_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("not JSON") << u"bad.jsonl"_s << kItems + "{\"key\":\"c\",\n" << QByteArray("bad.jsonl:3: ");
        QTest::newRow("a key twice") << u"bad.jsonl"_s << kItems + kItems << QByteArray("bad.jsonl:3: the key \"a\" stands in line 1 already");
        QTest::newRow("a cell too few") << u"bad.csv"_s << QByteArray("key,text\na,one\nb\n") << QByteArray("bad.csv:3: ");
        QTest::newRow("no prompt") << u"bad.yaml"_s << QByteArray("note: x\n") << QByteArray("bad.yaml");
        QTest::newRow("in the middle of a merge") << u"bad.csv"_s << QByteArray("key,text\na,one\n<<<<<<< HEAD\nb,x\n=======\nb,y\n>>>>>>> x\n")
                                                  << QByteArray("bad.csv:3:1: \"<<<<<<<\" is the mark of a merge");
        QTest::newRow("what a version is shown as") << u"bad.yaml"_s << QByteArray("prompt: p\nversion: 1\nhash: 12\ncontent:\n  messages: [{role: user, template: hi}]\n")
                                                    << QByteArray("assay export FILE --prompts DIR");
        QTest::newRow("another ending") << u"bad.txt"_s << QByteArray("x") << QByteArray(".jsonl, .csv nor .yaml");
    }

    void aFaultyFileIsRefusedByLineAndNothingIsImported()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, told);
        const Program assay;
        const QString good = assay.write(u"items.jsonl"_s, kItems);
        const QString bad = assay.write(file, bytes);
        const Ended refused = assay.run({u"import"_s, u"new.assay"_s, good, bad});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains(told), refused.err.constData());
        QVERIFY2(refused.err.contains(file.toUtf8()), refused.err.constData());
        QVERIFY(!QFileInfo::exists(assay.path(u"new.assay"_s)));

        QCOMPARE(assay.run({u"import"_s, u"old.assay"_s, good}).code, 0);
        const QByteArray before = assay.run({u"show"_s, u"old.assay"_s}).out;
        QCOMPARE(assay.run({u"import"_s, u"old.assay"_s, assay.write(u"p.yaml"_s, kPrompt), bad}).code, 2);
        QCOMPARE(assay.run({u"show"_s, u"old.assay"_s}).out, before);
    }

    void aNameThatIsEmptyIsToldAsOne()
    {
        const Program assay;
        for (const QStringList &arguments :
            {QStringList{u"import"_s, u"new.assay"_s, u""_s}, {u"import"_s, u"new.assay"_s, assay.write(u"items.jsonl"_s, kItems), u"--assertions"_s, u""_s, u""_s}}) {
            const Ended refused = assay.run(arguments);
            QCOMPARE(refused.code, 2);
            QVERIFY2(refused.err.contains("the name of a file to read is empty"), refused.err.constData());
            QVERIFY(!QFileInfo::exists(assay.path(u"new.assay"_s)));
        }
    }

    void anEmptyWordIsNotOneThatWasLeftOut()
    {
        const Program assay;
        QCOMPARE(assay.run({u"import"_s, u"w.assay"_s, assay.write(u"p.yaml"_s, kPrompt)}).code, 0);
        for (const QStringList &arguments : {QStringList{u"show"_s, u"w.assay"_s, u""_s}, {u"label"_s, u"w.assay"_s, u"p"_s, u"production"_s, u""_s},
                 {u"label"_s, u"w.assay"_s, u"p"_s, u""_s}, {u"show"_s, u"w.assay"_s, u"p"_s, u"--model"_s, u""_s}, {u"export"_s, u"w.assay"_s, u"--set"_s, u""_s},
                 {u"export"_s, u"w.assay"_s, u"--prompt"_s, u"p"_s, u"--output"_s, u""_s}, {u"status"_s, u"w.assay"_s, u""_s}}) {
            const Ended refused = assay.run(arguments);
            QCOMPARE(refused.code, 2);
            QVERIFY2(refused.err.contains("empty") && refused.out.isEmpty(), refused.said().constData());
        }
    }

    void whatDoesNotGoTogetherIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("two files for one set") << QStringList{u"items.jsonl"_s, u"more.jsonl"_s, u"--set"_s, u"s"_s} << QByteArray("two of the files are items of the set s");
        QTest::newRow("one file twice") << QStringList{u"items.jsonl"_s, u"items.jsonl"_s} << QByteArray("two of the files are items of the set items");
        QTest::newRow("a set of a prompt") << QStringList{u"p.yaml"_s, u"--set"_s, u"s"_s} << QByteArray("--set and --assertions are of items");
        QTest::newRow("a parent of items") << QStringList{u"items.jsonl"_s, u"--parent"_s, u"1"_s} << QByteArray("--parent is of a prompt file");
        QTest::newRow("labels of items") << QStringList{u"items.jsonl"_s, u"--no-labels"_s} << QByteArray("--take-edits and --no-labels are of a folder");
    }

    void whatDoesNotGoTogetherIsRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, told);
        const Program assay;
        assay.write(u"items.jsonl"_s, kItems);
        assay.write(u"more.jsonl"_s, kItems);
        assay.write(u"p.yaml"_s, kPrompt);
        const Ended refused = assay.run(QStringList{u"import"_s, u"w.assay"_s} + arguments);
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains(told), refused.err.constData());
        QVERIFY(!QFileInfo::exists(assay.path(u"w.assay"_s)));
    }

    void whatHasNoEndIsRefused()
    {
        const Program assay;
        QVERIFY(QFile::link(u"/dev/zero"_s, assay.path(u"zero.csv"_s)));
        const Ended refused = assay.run({u"import"_s, u"new.assay"_s, u"zero.csv"_s});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("zero.csv") && refused.err.contains("more than 256 MB"), refused.err.constData());
        QVERIFY(!QFileInfo::exists(assay.path(u"new.assay"_s)));
    }

    void whatIsNoWorkspaceIsSaidAndLeftAsItWas()
    {
        const Program assay;
        assay.write(u"letter.assay"_s, "Dear reader");
        for (const QStringList &arguments : {QStringList{u"show"_s, u"letter.assay"_s}, {u"show"_s, u"nowhere.assay"_s}, {u"show"_s, u"."_s},
                 {u"import"_s, u"letter.assay"_s, assay.write(u"i.jsonl"_s, kItems)}}) {
            const Ended refused = assay.run(arguments);
            QCOMPARE(refused.code, 2);
            QVERIFY(refused.err.startsWith("assay: "));
            QVERIFY(refused.out.isEmpty());
        }
        QCOMPARE(assay.read(u"letter.assay"_s), QByteArray("Dear reader"));
        QVERIFY(!QFileInfo::exists(assay.path(u"nowhere.assay"_s)));
    }

    void wrongUseExitsWithTwoAndSaysWhereHelpIs_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown verb") << QStringList{u"fly"_s};
        QTest::newRow("unknown option alone") << QStringList{u"--fly"_s};
        QTest::newRow("unknown option") << QStringList{u"run"_s, u"w.assay"_s, u"--fast-forward"_s};
        QTest::newRow("missing file") << QStringList{u"run"_s};
        QTest::newRow("no number") << QStringList{u"run"_s, u"w.assay"_s, u"--repeat"_s, u"many"_s};
        QTest::newRow("nothing to export") << QStringList{u"export"_s, u"w.assay"_s};
    }

    void wrongUseExitsWithTwoAndSaysWhereHelpIs()
    {
        QFETCH(QStringList, arguments);
        const Ended refused = Program().run(arguments);
        QCOMPARE(refused.code, 2);
        QVERIFY(!refused.err.isEmpty());
    }

    void everyVerbHasHelpWithItsExitCodes()
    {
        const Program assay;
        const Ended help = assay.run({u"--help"_s});
        QCOMPARE(help.code, 0);
        QVERIFY(help.out.contains("130 interrupted"));
        QCOMPARE(assay.run({u"help"_s, u"label"_s}).out, assay.run({u"label"_s, u"--help"_s}).out);
        QVERIFY(assay.run({u"shwo"_s, u"w.assay"_s}).err.contains("Did you mean `show`?"));
        QVERIFY(assay.run({u"help"_s, u"lable"_s}).err.contains("\"lable\" is no verb"));
        QCOMPARE(assay.run({u"help"_s}).out, assay.run({u"--help"_s}).out);
        for (const QString &verb : {u"demo"_s, u"run"_s, u"compare"_s, u"report"_s, u"import"_s, u"export"_s, u"status"_s, u"show"_s, u"diff"_s, u"history"_s, u"label"_s,
                 u"rollback"_s, u"snippet"_s, u"options"_s, u"model"_s, u"template"_s, u"grade"_s, u"x"_s}) {
            QVERIFY(help.out.contains(verb.toUtf8()));
            const Ended own = assay.run({verb, u"--help"_s});
            QCOMPARE(own.code, 0);
            QVERIFY2(own.out.contains("Exit codes:"), qPrintable(verb));
        }
    }

    void twoProcessesDoNotOpenOneWorkspace()
    {
        const Program assay;
        QCOMPARE(assay.run({u"import"_s, u"w.assay"_s, assay.write(u"items.jsonl"_s, kItems)}).code, 0);
        QCOMPARE(assay.run({u"model"_s, u"w.assay"_s, u"--simulated"_s}).code, 0);
        QCOMPARE(assay.run({u"import"_s, u"w.assay"_s, assay.write(u"p.yaml"_s, kPrompt)}).code, 0);
        const auto running = assay.start(
            {u"run"_s, u"w.assay"_s, u"--set"_s, u"items"_s, u"--prompt"_s, u"p@1"_s, u"--model"_s, u"sim-small"_s, u"--repeat"_s, u"200"_s, u"--concurrency"_s, u"1"_s});
        running->setReadChannel(QProcess::StandardError);
        while (!running->readAllStandardError().contains("Run #1"))
            QVERIFY(running->waitForReadyRead(60'000));
        const Ended refused = assay.run({u"show"_s, u"w.assay"_s});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("open"), refused.err.constData());
        running->terminate();
        QCOMPARE(Program::endOf(*running).code, 130);
    }
};

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
