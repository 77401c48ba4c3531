// SPDX-License-Identifier: GPL-3.0-or-later
// Versions, labels and snippets as a shell sees them.
#include "core/base/json.h"
#include "tests/cli/smalljob.h"
#include "tests/support/openaianswers.h"

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

const QByteArray kShots = R"({"key":"a","vars":{"text":"one"},"reference":"ok","tags":["shots"],"assertions":[{"type":"contains","value":"ok"}]}
{"key":"b","vars":{"text":"two"},"reference":"ok","tags":["shots"],"assertions":[{"type":"contains","value":"ok"}]}
{"key":"c","vars":{"text":"three"},"reference":"no","assertions":[{"type":"contains","value":"ok"}]}
)";
const QByteArray kFewShot = "prompt: p\nexamples: {set: items, tag: shots, count: 2}\nmessages: [{role: user, template: 'v1|{{ text }}'}]\n";

Ended label(const Program &assay, const QStringList &arguments)
{
    return assay.run(QStringList{u"label"_s, kWorkspace, u"p"_s} + arguments);
}

} // namespace

class TestVersions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoVersionsAreComparedByLineAndByWord()
    {
        const Program assay;
        const QByteArray first = "prompt: p\nparameters: {temperature: 0}\nmessages:\n  - role: user\n    template: |\n      Be kind to them.\n      Say ok.\n";
        const QByteArray second
            = "prompt: p\nparameters: {temperature: 1}\ntools: [{name: look_up}]\nmessages:\n  - role: user\n    template: |\n      Be brief to them.\n      Say ok.\n";
        QCOMPARE(assay.run({u"import"_s, kWorkspace, assay.write(u"1.yaml"_s, first), assay.write(u"2.yaml"_s, second)}).code, 0);
        QCOMPARE(assay.run({u"label"_s, kWorkspace, u"p"_s, u"production"_s, u"1"_s}).code, 0);
        QCOMPARE(QString::fromUtf8(assay.run({u"diff"_s, kWorkspace, u"p@production"_s, u"p"_s}).out),
            u"p@1 → p@2\ntemperature: 0 → 1\n\nuser message:\n- Be kind to them.\n+ Be brief to them.\n  Say ok.\n  \n\ntool look_up, new:\n+ {}\n"_s);
        const Ended words = assay.run({u"diff"_s, kWorkspace, u"p@1"_s, u"p@2"_s, u"--word"_s});
        QVERIFY2(words.out.contains("- Be [-kind-] to them.\n+ Be {+brief+} to them.\n"), words.out.constData());
        QVERIFY(assay.run({u"diff"_s, kWorkspace, u"p@1"_s, u"p@production"_s}).out.contains("The same content."));
        const Ended none = assay.run({u"diff"_s, kWorkspace, u"p@1"_s, u"p@staging"_s});
        QCOMPARE(none.code, 2);
        QVERIFY2(none.err.contains("production"), none.err.constData());
    }

    void aFileThatDoesNotSayHowItIsReadGoesByTheWorkspace()
    {
        const Program assay;
        const QByteArray file = "prompt: p\nmessages: [{role: user, template: 'Hi {{ nobody }}'}]\n";
        assay.write(u"vars.json"_s, "{}");
        QCOMPARE(assay.run({u"import"_s, kWorkspace, assay.write(u"strict.yaml"_s, file)}).code, 0);
        QCOMPARE(assay.run({u"options"_s, kWorkspace, u"template.lenient"_s, u"on"_s}).code, 0);
        QCOMPARE(assay.run({u"import"_s, kWorkspace, assay.write(u"lenient.yaml"_s, file)}).code, 0);
        const auto shown = [&](const QString &version) { return assay.run({u"show"_s, kWorkspace, version, u"--format"_s, u"openai"_s, u"--vars"_s, u"vars.json"_s}); };
        QCOMPARE(shown(u"p@1"_s).code, 2);
        QVERIFY2(shown(u"p@1"_s).err.contains("nobody"), shown(u"p@1"_s).said().constData());
        QCOMPARE(shown(u"p@2"_s).code, 0);
        // What was exported keeps its own way wherever it goes.
        QCOMPARE(assay.run({u"export"_s, kWorkspace, u"--prompt"_s, u"p@1"_s, u"--output"_s, u"again.yaml"_s}).code, 0);
        const Ended again = assay.run({u"import"_s, kWorkspace, u"again.yaml"_s});
        QCOMPARE(again.code, 2);
        QVERIFY2(again.err.contains("p@1"), again.err.constData());
    }

    void contentThatIsThereAlreadyIsPointedOut()
    {
        const Program assay;
        const auto file = [&](const QString &name, const QByteArray &text) { return assay.write(name, "prompt: p\nmessages: [{role: user, template: " + text + "}]\n"); };
        QCOMPARE(assay.run({u"import"_s, kWorkspace, file(u"1.yaml"_s, "one"), file(u"2.yaml"_s, "two")}).code, 0);
        const Ended again = assay.run({u"import"_s, kWorkspace, file(u"3.yaml"_s, "one")});
        QCOMPARE(again.code, 2);
        QVERIFY2(again.err.contains("p@1 has the very same content") && again.err.contains("3.yaml"), again.err.constData());
    }

    void theAuthorAndAnyParentAreKept()
    {
        Program assay;
        assay.setVariable(u"ASSAY_AUTHOR"_s, u"Ada Lovelace"_s);
        const auto file = [&](const QString &name) { return assay.write(name, "prompt: p\nnote: why\nmessages: [{role: user, template: " + name.toUtf8() + "}]\n"); };
        QCOMPARE(assay.run({u"import"_s, kWorkspace, file(u"1.yaml"_s), file(u"2.yaml"_s)}).code, 0);
        QCOMPARE(assay.run({u"import"_s, kWorkspace, file(u"3.yaml"_s), u"--parent"_s, u"1"_s}).code, 0);
        QCOMPARE(assay.run({u"import"_s, kWorkspace, file(u"4.yaml"_s), u"--parent"_s, u"9"_s}).code, 2);
        const Ended history = assay.run({u"history"_s, kWorkspace, u"p"_s});
        QVERIFY2(history.out.contains("from @1  by Ada Lovelace  why"), history.out.constData());
        const auto json = parseJson(QByteArrayView(assay.run({u"history"_s, kWorkspace, u"p@3"_s, u"--json"_s}).out));
        QVERIFY(json);
        QCOMPARE(json->size(), std::size_t(1));
        QCOMPARE(json->at(0).at("parent").as<int>(), 1);
        QCOMPARE(toQString(json->at(0).at("author")), u"Ada Lovelace"_s);
    }

    void labelsMoveAndRollBack()
    {
        Program assay;
        assay.setVariable(u"ASSAY_AUTHOR"_s, u"Ada"_s);
        QStringList import{u"import"_s, kWorkspace};
        for (const QString &text : {u"one"_s, u"two"_s, u"three"_s})
            import.append(assay.write(text + u".yaml"_s, "prompt: p\nmessages: [{role: user, template: " + text.toUtf8() + "}]\n"));
        QCOMPARE(assay.run(import).code, 0);
        QVERIFY(label(assay, {}).out.contains("p has no labels."));
        const Ended none = label(assay, {u"production"_s});
        QCOMPARE(none.code, 2);
        QVERIFY2(none.err.contains("no label \"p@production\"") && none.out.isEmpty(), none.said().constData());
        QCOMPARE(label(assay, {u"production"_s, u"1"_s}).code, 0);
        QCOMPARE(label(assay, {u"production"_s, u"p@2"_s}).code, 0);
        QCOMPARE(label(assay, {u"production"_s, u"latest"_s, u"--reason"_s, u"it is better"_s}).code, 0);
        QCOMPARE(label(assay, {u"staging"_s, u"production"_s}).code, 0);
        const Ended foreign = label(assay, {u"staging"_s, u"q@1"_s});
        QCOMPARE(foreign.code, 2);
        QVERIFY2(foreign.err.contains("\"q@1\" is no version of p"), foreign.err.constData());
        const Ended mistyped = label(assay, {u"prodction"_s});
        QCOMPARE(mistyped.code, 2);
        QVERIFY2(mistyped.err.contains("no label \"p@prodction\"") && mistyped.err.contains("production, staging"), mistyped.said().constData());
        const Ended back = assay.run({u"rollback"_s, kWorkspace, u"p"_s, u"production"_s, u"--reason"_s, u"it broke"_s});
        QCOMPARE(back.code, 0);
        QVERIFY2(back.err.contains("p@3 → p@2  rolled-back  by Ada  \"it broke\""), back.err.constData());
        QCOMPARE(assay.run({u"rollback"_s, kWorkspace, u"p"_s, u"production"_s}).code, 0);
        const Ended end = assay.run({u"rollback"_s, kWorkspace, u"p"_s, u"production"_s});
        QCOMPARE(end.code, 2);
        QVERIFY2(end.err.contains("no step back"), end.err.constData());
        const Ended list = label(assay, {});
        QVERIFY2(list.out.startsWith("production  p@1\nstaging  p@3\n"), list.out.constData());
        QCOMPARE(label(assay, {u"production"_s}).out.count('\n'), 6);
        QVERIFY(assay.run({u"export"_s, kWorkspace, u"--prompt"_s, u"p@production"_s}).out.contains("one"));
        for (const QString &name : {u"7"_s, u"latest"_s})
            QCOMPARE(label(assay, {name, u"1"_s}).code, 2);
    }

    void aLabelIsRemovedAndComesBack()
    {
        Program assay;
        assay.setVariable(u"ASSAY_AUTHOR"_s, u"Ada"_s);
        QCOMPARE(
            assay.run({u"import"_s, kWorkspace, assay.write(u"p.yaml"_s, "prompt: p\nmessages: [{role: user, template: one}]\n"), assay.write(u"items.jsonl"_s, kShots)}).code, 0);
        QCOMPARE(label(assay, {u"staging"_s, u"1"_s}).code, 0);
        const Ended gone = label(assay, {u"staging"_s, u"--remove"_s, u"--reason"_s, u"not used"_s});
        QCOMPARE(gone.code, 0);
        QVERIFY2(gone.err.contains("staging  p@1 → –  removed  by Ada  \"not used\""), gone.err.constData());
        QCOMPARE(assay.run({u"export"_s, kWorkspace, u"--prompt"_s, u"p@staging"_s}).code, 2);
        const Ended history = label(assay, {u"staging"_s});
        QVERIFY2(history.out.startsWith("staging  nowhere\n") && history.out.contains("removed"), history.out.constData());
        QCOMPARE(assay.run({u"rollback"_s, kWorkspace, u"p"_s, u"staging"_s}).code, 0);
        QCOMPARE(assay.run({u"export"_s, kWorkspace, u"--prompt"_s, u"p@staging"_s}).code, 0);
        QCOMPARE(label(assay, {u"staging"_s, u"--protect"_s, u"--set"_s, u"items"_s, u"--min-pass"_s, u"0.9"_s}).code, 0);
        const Ended held = label(assay, {u"staging"_s, u"--remove"_s});
        QCOMPARE(held.code, 1);
        QVERIFY2(held.err.contains("p@staging would fail"), held.err.constData());
        QCOMPARE(label(assay, {u"staging"_s, u"--remove"_s, u"--force"_s}).code, 2);
        QCOMPARE(label(assay, {u"staging"_s, u"--remove"_s, u"--force"_s, u"--reason"_s, u"it leaks"_s}).code, 0);
        for (const QStringList &wrong :
            {QStringList{u"--remove"_s}, {u"none"_s, u"--remove"_s}, {u"staging"_s, u"1"_s, u"--remove"_s}, {u"staging"_s, u"--remove"_s, u"--check"_s}})
            QCOMPARE(label(assay, wrong).code, 2);
    }

    void aProtectedLabelNeedsItsGate()
    {
        const LoopbackServer server(betterWithTwo);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, kItems));
        QCOMPARE(label(assay, {u"production"_s, u"1"_s}).code, 0);
        QCOMPARE(label(assay, {u"production"_s, u"--protect"_s, u"--set"_s, u"items"_s, u"--min-pass"_s, u"0.9"_s}).code, 0);
        QCOMPARE(label(assay, {u"production"_s, u"1"_s, u"--check"_s}).out, QByteArray("production stands there already.\n"));
        const Ended noRun = label(assay, {u"production"_s, u"2"_s});
        QCOMPARE(noRun.code, 1);
        QVERIFY2(noRun.err.contains("no finished run of p@2 on items r1") && noRun.err.contains("--prompt p@1 --prompt p@2"), noRun.err.constData());
        QCOMPARE(assay.run({u"run"_s, kWorkspace, u"--set"_s, u"items"_s, u"--prompt"_s, u"p@2"_s, u"--model"_s, u"m"_s}).code, 0);
        QVERIFY(label(assay, {u"production"_s, u"2"_s, u"--check"_s}).out.contains("missing: there is no finished run of p@1"));
        QCOMPARE(assay.run({u"run"_s, kWorkspace, u"--set"_s, u"items"_s, u"--prompt"_s, u"p@production"_s, u"--model"_s, u"m"_s}).code, 0);
        const Ended check = label(assay, {u"production"_s, u"2"_s, u"--check"_s});
        QCOMPARE(check.code, 0);
        QVERIFY2(check.out.contains("100 % (20 of 20) on m; against p@1 better: 0 regressions, 10 fixes"), check.out.constData());
        QCOMPARE(label(assay, {u"production"_s, u"2"_s}).code, 0);

        // Back is always open; forward again is not, without the rate.
        QCOMPARE(assay.run({u"rollback"_s, kWorkspace, u"p"_s, u"production"_s}).code, 0);
        QCOMPARE(label(assay, {u"production"_s, u"2"_s}).code, 0);
        const Ended worse = label(assay, {u"production"_s, u"1"_s});
        QCOMPARE(worse.code, 1);
        QVERIFY2(worse.err.contains("its pass rate of 50 % (10 of 20) on m is below 90 %"), worse.err.constData());
        QVERIFY2(worse.err.contains("a significant regression against p@2: 10 regressions, 0 fixes, p = 0.0010 on m"), worse.err.constData());
        QCOMPARE(label(assay, {u"production"_s, u"1"_s, u"--force"_s}).code, 2);
        QCOMPARE(label(assay, {u"production"_s, u"1"_s, u"--force"_s, u"--reason"_s, u"the other one leaks"_s}).code, 0);
        const Ended list = label(assay, {u"production"_s});
        QVERIFY2(
            list.out.contains("production  p@1  protected: needs 90 % of items") && list.out.contains("forced") && list.out.contains("the other one leaks"), list.out.constData());
        QCOMPARE(label(assay, {u"production"_s, u"--unprotect"_s}).code, 0);
        QCOMPARE(label(assay, {u"production"_s, u"2"_s}).code, 0);

        const Ended history = assay.run({u"history"_s, kWorkspace, u"p"_s});
        QVERIFY2(history.out.contains("items r1  m  50 % (10 of 20)") && history.out.contains("items r1  m  100 % (20 of 20)"), history.out.constData());
    }

    void examplesAreNeverUnderTest()
    {
        const LoopbackServer server([](const LoopbackRequest &) { return streamedAnswer(u"ok"_s, 1); });
        const Program assay;
        // The prompt file stands first; its examples are drawn from the items all the same.
        QCOMPARE(assay.run({u"import"_s, u"shots.assay"_s, assay.write(u"p.yaml"_s, kFewShot), assay.write(u"items.jsonl"_s, kShots)}).code, 0);
        QCOMPARE(assay.run({u"model"_s, u"shots.assay"_s, u"--name"_s, u"m"_s, u"--base-url"_s, server.url(u"/v1"_s).toString()}).code, 0);
        const Ended ended = assay.run({u"run"_s, u"shots.assay"_s, u"--set"_s, u"items"_s, u"--prompt"_s, u"p"_s, u"--model"_s, u"m"_s});
        QCOMPARE(ended.code, 0);
        QVERIFY2(ended.err.contains("left out, since a version draws them as examples: a, b"), ended.err.constData());
        QCOMPARE(server.requestCount(), 1);
        const auto sent = parseJson(QByteArrayView(server.requests().last().body));
        QVERIFY(sent);
        QCOMPARE(sent->at("messages").size(), std::size_t(5));
        QCOMPARE(toQString(sent->at("messages").at(4).at("content")), u"v1|three"_s);
        QVERIFY2(assay.run({u"history"_s, u"shots.assay"_s, u"p"_s}).out.contains("(1 of 1)"), "the run has one cell");
        QCOMPARE(assay.run({u"regrade"_s, u"shots.assay"_s, u"last"_s}).code, 0);
        QCOMPARE(assay.run({u"report"_s, u"shots.assay"_s, u"r.md"_s}).code, 0);
    }

    void whatAVersionDrewStaysAndIsExported()
    {
        const Program assay;
        QCOMPARE(assay.run({u"import"_s, kWorkspace, assay.write(u"items.jsonl"_s, kShots), assay.write(u"p.yaml"_s, kFewShot)}).code, 0);
        const QByteArray exported = assay.run({u"export"_s, kWorkspace, u"--prompt"_s, u"p"_s}).out;
        QVERIFY2(exported.contains("\"drawn\":[{\"key\":"), exported.constData());
        // Another workspace has no such set, and needs none.
        QCOMPARE(assay.run({u"import"_s, u"other.assay"_s, assay.write(u"q.yaml"_s, exported)}).code, 0);
        QCOMPARE(assay.run({u"export"_s, u"other.assay"_s, u"--prompt"_s, u"p"_s}).out, exported);
        const Ended refused = assay.run({u"import"_s, u"third.assay"_s, assay.write(u"p.yaml"_s, kFewShot)});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("items") && refused.err.contains("p.yaml"), refused.err.constData());
    }

    void snippetsAreKeptListedAndRemoved()
    {
        const Program assay;
        QCOMPARE(assay.run({u"import"_s, kWorkspace, assay.write(u"items.jsonl"_s, kShots)}).code, 0);
        QCOMPARE(assay.run({u"snippet"_s, kWorkspace, u"tone"_s, u"--set"_s, assay.write(u"tone.txt"_s, "Be kind.\n")}).code, 0);
        QCOMPARE(assay.run({u"snippet"_s, kWorkspace, u"end"_s, u"--set"_s, u"-"_s}, "Bye.").code, 0);
        QCOMPARE(assay.run({u"snippet"_s, kWorkspace, u"tone"_s}).out, QByteArray("Be kind.\n"));
        QCOMPARE(assay.run({u"snippet"_s, kWorkspace}).out.count('\n'), 2);
        const Ended bad = assay.run({u"snippet"_s, kWorkspace, u"bad"_s, u"--set"_s, assay.write(u"bad.txt"_s, "{{ a")});
        QCOMPARE(bad.code, 2);
        QVERIFY2(bad.err.contains("bad.txt"), bad.err.constData());
        QCOMPARE(assay.run({u"snippet"_s, kWorkspace, u"end"_s, u"--remove"_s}).code, 0);
        QCOMPARE(assay.run({u"snippet"_s, kWorkspace, u"end"_s}).code, 2);
        QCOMPARE(assay.run({u"snippet"_s, kWorkspace, u"--remove"_s}).code, 2);
        QVERIFY(assay.run({u"snippet"_s, kWorkspace, u"tone"_s, u"--uses"_s}).out.contains("No version includes tone."));
    }

    void aVersionKeepsTheSnippetThatItIncluded()
    {
        const Program assay;
        QCOMPARE(assay.run({u"import"_s, kWorkspace, assay.write(u"items.jsonl"_s, kShots)}).code, 0);
        QCOMPARE(assay.run({u"snippet"_s, kWorkspace, u"tone"_s, u"--set"_s, u"-"_s}, "Be kind.").code, 0);
        const QString file = assay.write(u"p.yaml"_s, "prompt: p\nmessages:\n  - role: user\n    template: |-\n      {% include \"tone\" %} {{ text }}\n");
        QCOMPARE(assay.run({u"import"_s, kWorkspace, file}).code, 0);
        QCOMPARE(assay.run({u"import"_s, kWorkspace, file}).code, 2);
        QCOMPARE(assay.run({u"snippet"_s, kWorkspace, u"tone"_s, u"--set"_s, u"-"_s}, "Be brief.").code, 0);
        QCOMPARE(assay.run({u"import"_s, kWorkspace, file}).code, 0);
        QCOMPARE(assay.run({u"snippet"_s, kWorkspace, u"tone"_s, u"--uses"_s}).out, QByteArray("p@2\np@1  with another text\n"));
        const Ended diff = assay.run({u"diff"_s, kWorkspace, u"p@1"_s, u"p@2"_s, u"--word"_s});
        QVERIFY2(diff.out.contains("snippet tone:\n- Be [-kind-].\n+ Be {+brief+}.\n") && !diff.out.contains("message"), diff.out.constData());
        QVERIFY(assay.run({u"export"_s, kWorkspace, u"--prompt"_s, u"p@1"_s}).out.contains("\"tone\": |-\n    Be kind.\n"));
    }

    void optionsOfAWorkspaceAreKept()
    {
        const Program assay;
        QCOMPARE(assay.run({u"import"_s, kWorkspace, assay.write(u"items.jsonl"_s, kShots)}).code, 0);
        QCOMPARE(assay.run({u"options"_s, kWorkspace, u"template.lenient"_s, u"on"_s}).code, 0);
        const Ended list = assay.run({u"options"_s, kWorkspace});
        QVERIFY2(list.out.contains("template.lenient  on") && list.out.contains("template.trim-blocks  off"), list.out.constData());
        QCOMPARE(assay.run({u"options"_s, kWorkspace, u"template.lenient"_s, u"off"_s}).code, 0);
        QVERIFY(assay.run({u"options"_s, kWorkspace}).out.contains("template.lenient  off"));
        for (const QStringList &other : {QStringList{u"template.lenient"_s, u"yes"_s}, {u"template.trimBlocks"_s, u"True"_s}, {u"lstripBlocks"_s, u"true"_s}})
            QCOMPARE(assay.run(QStringList{u"options"_s, kWorkspace} + other).code, 0);
        QCOMPARE(assay.run({u"options"_s, kWorkspace}).out.count("  on  "), 3);
        for (const QStringList &wrong : {QStringList{u"template.loose"_s, u"on"_s}, {u"template.lenient"_s, u"perhaps"_s}, {u"template.lenient"_s}})
            QCOMPARE(assay.run(QStringList{u"options"_s, kWorkspace} + wrong).code, 2);
    }
};

QTEST_GUILESS_MAIN(TestVersions)
#include "tst_versions.moc"
