// SPDX-License-Identifier: GPL-3.0-or-later
// Prompts out into a folder for git and in again, by the program itself.
#include "core/base/json.h"
#include "tests/support/program.h"

#include <QDir>
#include <QDirIterator>
#include <QStandardPaths>
#include <QTest>

#include <sys/resource.h>

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kFirst = "prompt: triage\nnote: first\nmessages:\n  - role: user\n    template: \"Sort {{ message }}\\r\\n---\\n\"\n";
const QByteArray kSecond = "prompt: triage\nnote: shorter\nparameters: {temperature: 0}\nmessages:\n  - role: user\n    template: Sort {{ message }}\n";

QString writeInto(const Program &assay, const QString &file, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(assay.path(file)).absolutePath());
    return assay.write(file, bytes);
}

void moveLabel(const Program &assay, int number)
{
    const QString folder = u"labels-%1"_s.arg(number);
    writeInto(assay, folder + u"/prompts/triage/labels.yaml"_s, "production: " + QByteArray::number(number) + '\n');
    const Ended moved = assay.run({u"import"_s, u"w.assay"_s, folder});
    QVERIFY2(moved.code == 0, moved.said().constData());
}

/// A workspace with two versions of a prompt and a label.
void fill(const Program &assay)
{
    QCOMPARE(assay.run({u"import"_s, u"w.assay"_s, assay.write(u"1.yaml"_s, kFirst)}).code, 0);
    QCOMPARE(assay.run({u"import"_s, u"w.assay"_s, assay.write(u"2.yaml"_s, kSecond)}).code, 0);
    moveLabel(assay, 1);
}

Ended exported(const Program &assay, const QString &folder = u"prompts"_s)
{
    return assay.run({u"export"_s, u"w.assay"_s, u"--prompts"_s, assay.path(folder)});
}

QStringList filesOf(const QString &folder)
{
    QStringList files;
    QDirIterator entries(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext())
        files.append(QDir(folder).relativeFilePath(entries.next()));
    files.sort();
    return files;
}

} // namespace

class TestCliPromptFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("ASSAY_AUTHOR", "Ada"); }

    void whatIsExportedIsImportedToTheSame()
    {
        const Program assay;
        fill(assay);
        const Ended out = exported(assay);
        QVERIFY2(out.code == 0, out.said().constData());
        QCOMPARE(out.out, QByteArray("assay.yaml\nprompts/triage/0001.md\nprompts/triage/0002.md\nprompts/triage/labels.yaml\n"));
        QCOMPARE(assay.run({u"status"_s, u"w.assay"_s, u"prompts"_s}).code, 0);
        const Ended in = assay.run({u"import"_s, u"other.assay"_s, u"prompts"_s});
        QVERIFY2(in.code == 0, in.said().constData());
        QCOMPARE(assay.run({u"status"_s, u"other.assay"_s, u"prompts"_s}).said(), QByteArray("Nothing differs.\n"));
        for (const QString &version : {u"triage@1"_s, u"triage@2"_s, u"triage@production"_s}) {
            const QByteArray here = assay.run({u"show"_s, u"w.assay"_s, version, u"--format"_s, u"json"_s}).out;
            QVERIFY(here.contains("\"hash\""));
            QCOMPARE(assay.run({u"show"_s, u"other.assay"_s, version, u"--format"_s, u"json"_s}).out, here);
        }
        const Ended again = assay.run({u"import"_s, u"other.assay"_s, u"prompts"_s});
        QVERIFY2(again.code == 0 && again.err.contains("already"), again.said().constData());
    }

    void keysOfExamplesMayBeLong_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("letters") << QByteArray(40'000, 'k');
        QTest::newRow("quotes") << QByteArray("\\\"").repeated(40'000);
    }

    void keysOfExamplesMayBeLong()
    {
        QFETCH(const QByteArray, key);
        const Program assay;
        const QByteArray items = "{\"key\":\"" + key + "\",\"vars\":{\"text\":\"one\"},\"reference\":\"yes\",\"tags\":[\"shot\"]}\n{\"key\":\"b\",\"vars\":{\"text\":\"two\"}}\n";
        const QByteArray prompt = "prompt: p\nexamples: {set: items, tag: shot, count: 1, seed: 1}\nmessages: [{role: user, template: \"{{ text }}\"}]\n";
        const Ended in = assay.run({u"import"_s, u"w.assay"_s, assay.write(u"items.jsonl"_s, items), assay.write(u"p.yaml"_s, prompt)});
        QVERIFY2(in.code == 0, in.said().left(500).constData());
        const Ended out = exported(assay);
        QVERIFY2(out.code == 0, out.said().left(500).constData());
        const Ended taken = assay.run({u"import"_s, u"other.assay"_s, u"prompts"_s});
        QVERIFY2(taken.code == 0, taken.said().left(500).constData());
        const QByteArray shown = assay.run({u"show"_s, u"other.assay"_s, u"p@1"_s, u"--format"_s, u"json"_s}).out;
        QVERIFY(shown.contains(key));
        QVERIFY(shown == assay.run({u"show"_s, u"w.assay"_s, u"p@1"_s, u"--format"_s, u"json"_s}).out);
    }

    void gitSeesOneFileForANewVersion()
    {
        const Program assay;
        fill(assay);
        QCOMPARE(exported(assay).code, 0);
        const auto git = [&](const QStringList &arguments) {
            QProcess process;
            process.setWorkingDirectory(assay.path(u"prompts"_s));
            process.start(u"git"_s, QStringList{u"-c"_s, u"user.name=a"_s, u"-c"_s, u"user.email=a@example.com"_s, u"-c"_s, u"core.quotePath=off"_s} + arguments);
            return process.waitForFinished() && process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray("failed: ") + process.readAllStandardError();
        };
        if (git({u"init"_s, u"-q"_s}).startsWith("failed"))
            QSKIP("git is not here");
        QCOMPARE(git({u"add"_s, u"-A"_s}), QByteArray());
        QVERIFY(!git({u"commit"_s, u"-qm"_s, u"first"_s}).startsWith("failed"));
        QCOMPARE(exported(assay).out, QByteArray());
        QCOMPARE(git({u"status"_s, u"--porcelain"_s}), QByteArray());
        QCOMPARE(assay.run({u"import"_s, u"w.assay"_s, assay.write(u"3.yaml"_s, QByteArray(kSecond).replace("Sort", "Now sort"))}).code, 0);
        QCOMPARE(exported(assay).code, 0);
        QCOMPARE(git({u"status"_s, u"--porcelain"_s}), QByteArray("?? prompts/triage/0003.md\n"));
        QCOMPARE(git({u"add"_s, u"-A"_s}), QByteArray());
        QVERIFY(git({u"diff"_s, u"--cached"_s, u"--numstat"_s}).contains("\tprompts/triage/0003.md"));
        QVERIFY(!git({u"commit"_s, u"-qm"_s, u"second"_s}).startsWith("failed"));
        moveLabel(assay, 3);
        QCOMPARE(exported(assay).out, QByteArray("prompts/triage/labels.yaml\n"));
    }

    void aFileByHandBecomesAVersion()
    {
        const Program assay;
        fill(assay);
        QCOMPARE(exported(assay).code, 0);
        writeInto(assay, u"prompts/snippets/tone.md"_s, "<!-- @text -->\nBe kind to {{ name }}.\n");
        assay.write(u"prompts/prompts/triage/0003.md"_s, "---\nnote: kinder\n---\n<!-- @user -->\n\n{% include \"tone\" %} Sort {{ message }}\n");
        const Ended status = assay.run({u"status"_s, u"w.assay"_s, u"prompts"_s});
        QCOMPARE(status.code, 1);
        QCOMPARE(status.out, QByteArray("F triage@3\nF snippet tone\n"));
        const Ended in = assay.run({u"import"_s, u"w.assay"_s, u"prompts"_s});
        QVERIFY2(in.code == 0 && in.err.contains("triage@3 added"), in.said().constData());
        const auto shown = parseJson(QByteArrayView(assay.run({u"show"_s, u"w.assay"_s, u"triage@3"_s, u"--format"_s, u"json"_s}).out));
        QVERIFY(shown && shown->at("parent").as<int>() == 2 && shown->at("content").at("snippets").contains("tone"));
        // What it is now, with its hash and its pinned snippet, takes the place of what was written.
        const Ended out = exported(assay);
        QVERIFY2(out.code == 0, out.said().constData());
        QCOMPARE(assay.run({u"status"_s, u"w.assay"_s, u"prompts"_s}).code, 0);
    }

    void aSnippetThatIsRemovedTakesItsFileWithIt()
    {
        const Program assay;
        fill(assay);
        QCOMPARE(assay.run({u"snippet"_s, u"w.assay"_s, u"tone"_s, u"--set"_s, u"-"_s}, "Be kind.").code, 0);
        QVERIFY(exported(assay).out.contains("snippets/tone.md\n"));
        QCOMPARE(assay.run({u"snippet"_s, u"w.assay"_s, u"tone"_s, u"--remove"_s}).code, 0);
        const Ended status = assay.run({u"status"_s, u"w.assay"_s, u"prompts"_s});
        QCOMPARE(status.code, 1);
        QCOMPARE(status.out, QByteArray("F snippet tone  removed from the workspace: export would remove it here\n"));
        const Ended again = exported(assay);
        QCOMPARE(again.code, 0);
        QCOMPARE(again.said(), QByteArray("snippets/tone.md is removed, as its snippet was from the workspace\n"));
        QVERIFY(!QFile::exists(assay.path(u"prompts/snippets/tone.md"_s)));
        QCOMPARE(assay.run({u"status"_s, u"w.assay"_s, u"prompts"_s}).code, 0);
    }

    void whatWasRemovedElsewhereIsTold()
    {
        const Program assay;
        fill(assay);
        for (const QString &label : {u"staging"_s, u"draft"_s})
            QCOMPARE(assay.run({u"label"_s, u"w.assay"_s, u"triage"_s, label, u"2"_s}).code, 0);
        QCOMPARE(assay.run({u"snippet"_s, u"w.assay"_s, u"tone"_s, u"--set"_s, u"-"_s}, "Be kind.").code, 0);
        QCOMPARE(exported(assay).code, 0);
        const Ended taken = assay.run({u"import"_s, u"other.assay"_s, u"prompts"_s});
        QVERIFY2(taken.code == 0 && !taken.err.contains("--remove"), taken.err.constData());
        QCOMPARE(assay.run({u"label"_s, u"w.assay"_s, u"triage"_s, u"staging"_s, u"--remove"_s}).code, 0);
        QCOMPARE(assay.run({u"snippet"_s, u"w.assay"_s, u"tone"_s, u"--remove"_s}).code, 0);
        const Ended removed = exported(assay);
        QVERIFY2(removed.err.contains("staging stood on 2, and was removed from the workspace"), removed.err.constData());

        const QByteArray advice = "export writes them there. Those that were removed elsewhere stay here until they are removed here, too:\n"
                                  "  assay label other.assay triage staging --remove\n  assay snippet other.assay tone --remove\n";
        const Ended status = assay.run({u"status"_s, u"other.assay"_s, u"prompts"_s});
        QCOMPARE(status.code, 1);
        QCOMPARE(status.out, QByteArray("W label triage staging  on 2\nW snippet tone\n"));
        QVERIFY2(status.err.endsWith(advice), status.err.constData());
        const Ended again = assay.run({u"import"_s, u"other.assay"_s, u"prompts"_s});
        QVERIFY2(again.code == 0 && again.err.startsWith("prompts: everything is in the workspace already\n") && again.err.endsWith(advice), again.said().constData());
        const Ended withoutLabels = assay.run({u"import"_s, u"other.assay"_s, u"prompts"_s, u"--no-labels"_s});
        QVERIFY2(withoutLabels.err.contains("assay snippet other.assay tone") && !withoutLabels.err.contains("assay label"), withoutLabels.err.constData());

        // The other way round: an export of the workspace that still has them brings them back, and the one that removed them is told.
        QCOMPARE(assay.run({u"export"_s, u"other.assay"_s, u"--prompts"_s, u"prompts"_s}).code, 0);
        const Ended back = assay.run({u"status"_s, u"w.assay"_s, u"prompts"_s});
        QCOMPARE(back.out,
            QByteArray("F label triage staging  on 2, removed from the workspace: export would remove it here\n"
                       "F snippet tone  removed from the workspace: export would remove it here\n"));
        const Ended retaken = assay.run({u"import"_s, u"w.assay"_s, u"prompts"_s});
        QVERIFY2(
            retaken.err.contains("triage staging: on 2, was removed here before") && retaken.err.contains("snippet tone: added, was removed here before"), retaken.err.constData());

        for (const QStringList &command :
            {QStringList{u"label"_s, u"other.assay"_s, u"triage"_s, u"staging"_s, u"--remove"_s}, {u"snippet"_s, u"other.assay"_s, u"tone"_s, u"--remove"_s}})
            QCOMPARE(assay.run(command).code, 0);
        QCOMPARE(assay.run({u"export"_s, u"other.assay"_s, u"--prompts"_s, u"prompts"_s}).code, 0);
        QCOMPARE(assay.run({u"status"_s, u"other.assay"_s, u"prompts"_s}).said(), QByteArray("Nothing differs.\n"));
    }

    void anEditIsRefusedOrBecomesAVersion()
    {
        const Program assay;
        fill(assay);
        QCOMPARE(exported(assay).code, 0);
        const QString file = u"prompts/prompts/triage/0002.md"_s;
        assay.write(file, assay.read(file).replace("Sort", "Please sort"));
        QCOMPARE(assay.run({u"status"_s, u"w.assay"_s, u"prompts"_s}).out, QByteArray("M triage@2  edited in the folder: a saved version never changes\n"));
        const Ended refused = assay.run({u"import"_s, u"w.assay"_s, u"prompts"_s});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("0002.md:8: triage@2 was edited") && refused.err.contains("--take-edits"), refused.err.constData());
        QCOMPARE(exported(assay).code, 2);
        QVERIFY(assay.read(file).contains("Please sort"));
        const Ended taken = assay.run({u"import"_s, u"w.assay"_s, u"prompts"_s, u"--take-edits"_s});
        QVERIFY2(taken.code == 0 && taken.err.contains("triage@3 added, from the edits of triage@2"), taken.said().constData());
        writeInto(assay, u"prompts/prompts/zebra/0001.md"_s, "<!-- @user -->\n\nNew\n");
        const Ended again = assay.run({u"import"_s, u"w.assay"_s, u"prompts"_s, u"--take-edits"_s});
        QVERIFY2(again.code == 0 && again.err.contains("The edits of triage@2 are in the workspace already: triage@3"), again.said().constData());
        QVERIFY2(again.err.contains("zebra@1 added") && QFile::remove(assay.path(u"prompts/prompts/zebra/0001.md"_s)), again.said().constData());
        QCOMPARE(exported(assay).out, QByteArray("prompts/triage/0002.md\nprompts/triage/0003.md\nprompts/zebra/0001.md\n"));
        QCOMPARE(assay.run({u"status"_s, u"w.assay"_s, u"prompts"_s}).code, 0);
    }

    void whatDoesNotFitIsRefusedAndNothingIsImported_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("told");
        const QByteArray body = "<!-- @user -->\n\nNew\n";
        QTest::newRow("a gap") << u"triage/0009.md"_s << body << QByteArray("0009.md:1: triage@9 cannot come before triage@3");
        QTest::newRow("a label on nothing") << u"triage/labels.yaml"_s << QByteArray("# x\nproduction: 7\n") << QByteArray("labels.yaml:2: ");
        QTest::newRow("a label that an earlier Assay took") << u"triage/labels.yaml"_s << QByteArray("production: 2\nold one: 1\n")
                                                            << QByteArray("labels.yaml:2: \"old one\" cannot be a label.");
        QTest::newRow("two such labels") << u"triage/labels.yaml"_s << QByteArray("new: 1\n2nd: 1\nold one: 1\n") << QByteArray("labels.yaml:3: \"old one\" cannot be a label.");
        QTest::newRow("a known text under another number") << u"triage/0003.md"_s << QByteArray("---\nparameters: {temperature: 0}\n---\n<!-- @user -->\nSort {{ message }}\n")
                                                           << QByteArray("triage@3 of the folder is triage@2 of the workspace");
        QTest::newRow("a template that does not parse") << u"triage/0003.md"_s << QByteArray("---\nnote: a\n---\n\n<!-- @user (begins with 1 line end) -->\n\nx\n{% if %}\n")
                                                        << QByteArray("0003.md:8:");
        QTest::newRow("a schema that refers to nothing") << u"triage/0003.md"_s
                                                         << QByteArray("---\nresponseFormat: json-schema\n---\n<!-- @user -->\nx\n\n<!-- @schema -->\n```json\n"
                                                                       "{\"properties\": {\"x\": {\"$ref\": \"#/$defs/y\"}}}\n```\n")
                                                         << QByteArray("0003.md:7: the response schema: the JSON Schema cannot be used: /properties/x refers to \"#/$defs/y\"");
        QTest::newRow("a name that none can have") << u"a@b/0001.md"_s << body << QByteArray("0001.md");
        QTest::newRow("a hash of nothing") << u"triage/0003.md"_s << "---\nhash: sha256-00\n---\n" + body << QByteArray("0003.md:2: triage@3 was edited");
    }

    void whatDoesNotFitIsRefusedAndNothingIsImported()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, told);
        const Program assay;
        fill(assay);
        QCOMPARE(exported(assay).code, 0);
        const QByteArray before = assay.run({u"show"_s, u"w.assay"_s}).out;
        // In front of all others, so that something would have been taken before the fault.
        writeInto(assay, u"prompts/prompts/a/0001.md"_s, "<!-- @user -->\n\nNew\n");
        writeInto(assay, u"prompts/prompts/"_s + file, bytes);
        const Ended refused = assay.run({u"import"_s, u"w.assay"_s, u"prompts"_s});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains(told), refused.err.constData());
        QCOMPARE(assay.run({u"show"_s, u"w.assay"_s}).out, before);
    }

    void aLabelOfAnEarlierAssayIsRenamedInItsLine()
    {
        const Program assay;
        fill(assay);
        QCOMPARE(exported(assay).code, 0);
        const QString labels = writeInto(assay, u"prompts/prompts/triage/labels.yaml"_s, "old one: 1\nproduction: 2\n");
        const Ended refused = assay.run({u"import"_s, u"w.assay"_s, u"prompts"_s});
        QVERIFY2(refused.code == 2 && refused.err.contains("Rename it in this line") && !refused.err.contains("--no-labels"), refused.err.constData());
        QVERIFY(!labels.isEmpty() && !writeInto(assay, u"prompts/prompts/triage/labels.yaml"_s, "old-one: 1\nproduction: 2\n").isEmpty());
        QCOMPARE(assay.run({u"import"_s, u"w.assay"_s, u"prompts"_s}).code, 0);
        QCOMPARE(assay.run({u"status"_s, u"w.assay"_s, u"prompts"_s}).code, 0);
    }

    void twoWorkspacesThatWentTheirOwnWaysDoNotMix()
    {
        const Program assay;
        fill(assay);
        QCOMPARE(exported(assay).code, 0);
        QCOMPARE(assay.run({u"import"_s, u"other.assay"_s, u"prompts"_s}).code, 0);
        QCOMPARE(assay.run({u"import"_s, u"w.assay"_s, assay.write(u"3.yaml"_s, QByteArray(kSecond).replace("Sort", "One"))}).code, 0);
        QCOMPARE(assay.run({u"import"_s, u"other.assay"_s, assay.write(u"4.yaml"_s, QByteArray(kSecond).replace("Sort", "Two"))}).code, 0);
        QCOMPARE(exported(assay).code, 0);
        const Ended refused = assay.run({u"import"_s, u"other.assay"_s, u"prompts"_s});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("triage@3 of the folder is another version") && refused.err.contains("0004.md"), refused.err.constData());
        QCOMPARE(assay.run({u"status"_s, u"other.assay"_s, u"prompts"_s}).out, QByteArray("M triage@3  two versions of one number\n"));
        const Ended out = assay.run({u"export"_s, u"other.assay"_s, u"--prompts"_s, u"prompts"_s});
        QCOMPARE(out.code, 2);
        QVERIFY2(out.err.contains("another triage@3"), out.err.constData());
    }

    void aFileIsNoFolder_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("a file") << u"2.yaml"_s << QByteArray("2.yaml: is no folder");
        QTest::newRow("a part of the path") << u"2.yaml/in/it"_s << QByteArray("2.yaml: is a file, where a folder is needed");
        QTest::newRow("the workspace") << u"w.assay"_s << QByteArray("w.assay: is no folder");
        QTest::newRow("nothing") << u""_s << QByteArray("is empty");
    }

    void aFileIsNoFolder()
    {
        QFETCH(const QString, folder);
        QFETCH(const QByteArray, told);
        const Program assay;
        fill(assay);
        const QStringList before = filesOf(assay.path(u"."_s));
        const Ended refused = assay.run({u"export"_s, u"w.assay"_s, u"--prompts"_s, folder});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains(told), refused.err.constData());
        QCOMPARE(filesOf(assay.path(u"."_s)), before);
        QCOMPARE(assay.read(u"2.yaml"_s), kSecond);
    }

    void aFaultyFolderMakesNoWorkspace()
    {
        const Program assay;
        fill(assay);
        QCOMPARE(exported(assay).code, 0);
        QVERIFY(QFile::remove(assay.path(u"prompts/prompts/triage/0001.md"_s)));
        QCOMPARE(assay.run({u"import"_s, u"new.assay"_s, u"prompts"_s}).code, 2);
        QVERIFY(!QFile::exists(assay.path(u"new.assay"_s)));
    }

    void aKillLeavesEveryFileWhole_data()
    {
        QTest::addColumn<QString>("call");
        QTest::newRow("while it writes beside") << u"fsync"_s;
        QTest::newRow("while it puts in place") << u"rename"_s;
    }

    void aKillLeavesEveryFileWhole()
    {
        QFETCH(QString, call);
        const QString strace = QStandardPaths::findExecutable(u"strace"_s);
        if (strace.isEmpty())
            QSKIP("strace is not here");
        const Program assay;
        fill(assay);
        QCOMPARE(exported(assay, u"whole"_s).code, 0);
        const QStringList all = filesOf(assay.path(u"whole"_s));
        int kills = 0;
        for (int when = 1; when <= all.size(); ++when) {
            const QString folder = u"cut-%1"_s.arg(when);
            QProcess process;
            process.setWorkingDirectory(assay.path(u"."_s));
            process.start(strace,
                {u"-f"_s, u"-o"_s, u"/dev/null"_s, u"-e"_s, u"trace="_s + call, u"-e"_s, u"inject=%1:signal=SIGKILL:when=%2"_s.arg(call).arg(when), QStringLiteral(ASSAY_PROGRAM),
                    u"export"_s, u"w.assay"_s, u"--prompts"_s, assay.path(folder)});
            QVERIFY(process.waitForFinished(120'000));
            kills += QFileInfo::exists(assay.path(folder)) && filesOf(assay.path(folder)) != all ? 1 : 0;
            for (const QString &file : filesOf(assay.path(folder))) {
                if (!file.startsWith(u".assay-export-"_s))
                    QCOMPARE(assay.read(folder + u'/' + file), assay.read(u"whole/"_s + file));
            }
            QCOMPARE(exported(assay, folder).code, 0);
            QCOMPARE(filesOf(assay.path(folder)), all);
        }
        if (kills == 0)
            QSKIP("strace may not kill here");
    }

    void aFullDiskLeavesTheFolderAsItWas()
    {
        const Program assay;
        fill(assay);
        QCOMPARE(exported(assay).code, 0);
        const QByteArray large = QByteArray(kSecond).replace("Sort", QByteArray(200'000, 'x'));
        QCOMPARE(assay.run({u"import"_s, u"w.assay"_s, assay.write(u"3.yaml"_s, large)}).code, 0);
        moveLabel(assay, 3);
        const QStringList before = filesOf(assay.path(u"prompts"_s));
        const QByteArray labels = assay.read(u"prompts/prompts/triage/labels.yaml"_s);
        rlimit old{};
        getrlimit(RLIMIT_FSIZE, &old);
        rlimit small = old;
        small.rlim_cur = 100'000;
        setrlimit(RLIMIT_FSIZE, &small);
        const Ended refused = exported(assay);
        setrlimit(RLIMIT_FSIZE, &old);
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("0003.md") && refused.err.contains("Nothing was changed"), refused.err.constData());
        QCOMPARE(filesOf(assay.path(u"prompts"_s)), before);
        QCOMPARE(assay.read(u"prompts/prompts/triage/labels.yaml"_s), labels);
        QCOMPARE(exported(assay).code, 0);
    }
};

QTEST_GUILESS_MAIN(TestCliPromptFolder)
#include "tst_promptfolder.moc"
