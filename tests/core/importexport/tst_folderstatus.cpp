// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/folderstatus.h"

#include <QTest>

using namespace assay;
using namespace assay::importexport;
using namespace Qt::StringLiterals;

namespace {

FolderVersion version(int number, const QString &text)
{
    FolderVersion made;
    made.version.promptName = u"p"_s;
    made.version.number = number;
    made.version.content.messages = {{tokens::Role::user, text}};
    made.version.contentHash = prompt::contentHash(made.version.content);
    made.version.createdAt = utcFromUnixMs(1000);
    made.file = u"prompts/p/000%1.md"_s.arg(number);
    made.statedHash = made.version.contentHash;
    return made;
}

/// Versions 1 and 2, a label and a snippet.
PromptFolder folder()
{
    PromptFolder made;
    made.prompts = {{.name = u"p"_s, .versions = {version(1, u"a"_s), version(2, u"b"_s)}, .labels = {{u"production"_s, 1}}, .folder = u"prompts/p"_s}};
    made.snippets = {{.name = u"tone"_s, .text = u"x"_s, .file = u"snippets/tone.md"_s}};
    return made;
}

} // namespace

using Change = void (*)(PromptFolder &workspace, PromptFolder &folder);
Q_DECLARE_METATYPE(Change)

class TestFolderStatus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatDiffersIsALine_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("lines");
        const auto row = [](const char *name, const QString &lines, Change change) { QTest::newRow(name) << change << lines; };
        row("nothing", u""_s, [](PromptFolder &, PromptFolder &) {});
        row("a version that is new", u"W p@3"_s, [](PromptFolder &here, PromptFolder &) { here.prompts[0].versions.append(version(3, u"c"_s)); });
        row("a version that somebody else made", u"F p@3"_s, [](PromptFolder &, PromptFolder &there) { there.prompts[0].versions.append(version(3, u"c"_s)); });
        row("a snippet that was removed", u"F snippet tone  removed from the workspace: export would remove it here"_s, [](PromptFolder &here, PromptFolder &there) {
            here.snippets.clear();
            here.removedSnippets = {{u"tone"_s, u"x"_s}};
            there.snippets[0].statedHash = there.snippets[0].hash();
        });
        row("a label that was removed", u"F label p production  on 1, removed from the workspace: export would remove it here"_s, [](PromptFolder &here, PromptFolder &) {
            here.prompts[0].labels.clear();
            here.prompts[0].removedLabels = {{u"production"_s, 2}};
        });
        row("a snippet that was removed with another text", u"F snippet tone  removed from the workspace with another text: import would bring it back"_s,
            [](PromptFolder &here, PromptFolder &there) {
                here.snippets.clear();
                here.removedSnippets = {{u"tone"_s, u"y"_s}};
                there.snippets[0].statedHash = there.snippets[0].hash();
            });
        row("an edit", u"M p@2  edited in the folder: a saved version never changes"_s, [](PromptFolder &, PromptFolder &there) {
            const QString stated = there.prompts[0].versions[1].version.contentHash;
            there.prompts[0].versions[1] = version(2, u"c"_s);
            there.prompts[0].versions[1].statedHash = stated;
        });
        row("two of one number", u"M p@2  two versions of one number"_s, [](PromptFolder &, PromptFolder &there) { there.prompts[0].versions[1] = version(2, u"c"_s); });
        row("another note", u"M p@1  note, parent differ"_s, [](PromptFolder &here, PromptFolder &) {
            here.prompts[0].versions[0].version.note = u"why"_s;
            here.prompts[0].versions[0].version.parent = 1;
        });
        row("a date that the folder does not tell", u""_s, [](PromptFolder &, PromptFolder &there) { there.prompts[0].versions[0].version.createdAt = utcFromUnixMs(0); });
        row("a file by hand that was saved", u""_s, [](PromptFolder &here, PromptFolder &there) {
            there.prompts[0].versions[1].statedHash.clear();
            prompt::Version &saved = here.prompts[0].versions[1].version;
            saved.note = u"why"_s;
            saved.author = u"Ada"_s;
            saved.content.snippets = {{u"tone"_s, u"x"_s}};
            saved.contentHash = prompt::contentHash(saved.content);
        });
        row("another file by hand", u"M p@2  edited in the folder: a saved version never changes"_s, [](PromptFolder &, PromptFolder &there) {
            there.prompts[0].versions[1] = version(2, u"c"_s);
            there.prompts[0].versions[1].statedHash.clear();
        });
        row("a label that moved", u"M label p production  on 2 in the workspace, on 1 in the folder"_s,
            [](PromptFolder &here, PromptFolder &) { here.prompts[0].labels[u"production"_s] = 2; });
        row("labels on one side", u"F label p draft  on 1\nW label p staging  on 2"_s, [](PromptFolder &here, PromptFolder &there) {
            here.prompts[0].labels[u"staging"_s] = 2;
            there.prompts[0].labels[u"draft"_s] = 1;
        });
        row("a snippet's text", u"M snippet tone  differs"_s, [](PromptFolder &here, PromptFolder &) { here.snippets[0].text = u"y"_s; });
        row("snippets on one side", u"W snippet tone\nF snippet other"_s, [](PromptFolder &, PromptFolder &there) { there.snippets[0].name = u"other"_s; });
        row("a prompt on one side", u"W p@1\nW p@2\nW label p production  on 1"_s, [](PromptFolder &, PromptFolder &there) { there.prompts.clear(); });
        row("a file of somebody else", u"? prompts/p/notes.txt"_s, [](PromptFolder &, PromptFolder &there) { there.others = {u"prompts/p/notes.txt"_s}; });
    }

    void whatDiffersIsALine()
    {
        QFETCH(Change, change);
        QFETCH(QString, lines);
        PromptFolder here = folder();
        PromptFolder there = folder();
        change(here, there);
        const QList<Difference> found = differences(here, there);
        QStringList told;
        for (const Difference &difference : found)
            told.append(toLine(difference));
        QCOMPARE(told.join(u'\n'), lines);
        QCOMPARE(isSame(found), lines.isEmpty() || lines.startsWith(u'?'));
        const Json json = toJson(found);
        QCOMPARE(json.at("same").as<bool>(), isSame(found));
        QCOMPARE(qsizetype(json.at("differences").size()), found.size());
    }

    void whatTheWorkspaceAloneHasCouldHaveBeenRemovedElsewhere()
    {
        PromptFolder here = folder();
        PromptFolder there = folder();
        QCOMPARE(removalAdvice(differences(here, there), u"w.assay"_s), QStringList());
        here.prompts[0].labels.insert(u"staging"_s, 2);
        here.snippets.append({.name = u"it's kind"_s, .text = u"y"_s});
        QStringList advice = removalAdvice(differences(here, there), u"my work.assay"_s);
        QVERIFY(!advice.isEmpty());
        QVERIFY2(advice.takeFirst().contains(u"export writes them there"_s), "first what it is about");
        QCOMPARE(advice, (QStringList{u"  assay label 'my work.assay' p staging --remove"_s, u"  assay snippet 'my work.assay' 'it'\\''s kind' --remove"_s}));
        // What is in the folder alone, or a prompt that it does not know, was not removed there.
        QCOMPARE(removalAdvice(differences(folder(), here), u"w.assay"_s), QStringList());
        there.prompts.clear();
        QCOMPARE(removalAdvice(differences(folder(), there), u"w.assay"_s), QStringList());
        for (int number = 0; number < 30; ++number)
            here.snippets.append({.name = u"s%1"_s.arg(number), .text = u"y"_s});
        QCOMPARE(removalAdvice(differences(here, folder()), u"w.assay"_s).last(), u"  and 12 more"_s);
    }
};

QTEST_GUILESS_MAIN(TestFolderStatus)
#include "tst_folderstatus.moc"
