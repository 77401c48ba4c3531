// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "tests/support/program.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kMail = R"(prompt: mail
parameters: {maxOutputTokens: 100}
messages:
  - role: system
    template: |
      Answer the mail in two sentences.

      Sign with ada@lovelace.io, please.
  - role: user
    template: "{{ mail }}"
)";

} // namespace

class TestLint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPromptFileIsLookedOverWithItsOwnLines()
    {
        const Program assay;
        const QString file = assay.write(u"mail.yaml"_s, kMail);
        const Ended ended = assay.run({u"lint"_s, file});
        QCOMPARE(ended.code, 0);
        QCOMPARE(
            ended.out, file.toUtf8() + ":8:17 warning personal-data This looks like an e-mail address of somebody: make it a variable, or use a value set aside for examples.\n");
        QVERIFY2(ended.err.startsWith("0 errors, 1 warning, 0 remarks\n"), ended.err.constData());
        QCOMPARE(assay.run({u"lint"_s, file, u"--fail-on"_s, u"warning"_s}).code, 1);
        QCOMPARE(assay.run({u"lint"_s, file, u"--severity"_s, u"personal-data=error"_s}).code, 1);
        QCOMPARE(assay.run({u"lint"_s, file, u"--severity"_s, u"personal-data=off"_s}).out, QByteArray());
        QCOMPARE(assay.run({u"lint"_s, file, u"--fail-on"_s, u"never"_s, u"--severity"_s, u"personal-data=error"_s}).code, 0);
    }

    void aTemplateThatCannotBeReadIsAFinding()
    {
        const Program assay;
        const QString file = assay.write(u"mail.yaml"_s, QByteArray(kMail).replace("two sentences", "two {{ | }} words"));
        const Ended ended = assay.run({u"lint"_s, file});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.out.startsWith(QByteArray(file.toUtf8() + ":6:")) && ended.out.contains(" error template-error "), ended.out.constData());
        QCOMPARE(assay.run({u"lint"_s, assay.write(u"x.yaml"_s, "prompt: [")}).code, 2);
    }

    void filesAreLookedOverAsTheWorkspaceWouldTakeThemIn()
    {
        const Program assay;
        const QString workspace = assay.path(u"w.assay"_s);
        QCOMPARE(assay.run({u"import"_s, workspace, assay.write(u"mail.yaml"_s, kMail)}).code, 0);
        QCOMPARE(assay.run({u"options"_s, workspace, u"template.lenient"_s, u"on"_s}).code, 0);
        const QByteArray prompt = "prompt: p\nparameters: {maxOutputTokens: 100}\nmessages:\n  - role: user\n    template: \"Sort this: {{ tone }}\"\n";
        const QString file = assay.write(u"p.yaml"_s, prompt);
        const QString strict = assay.write(u"strict.yaml"_s, "templateOptions: {}\n" + prompt);
        const QString byHand = assay.write(u"0001.md"_s, "<!-- @user -->\nSort this: {{ tone }}\n");
        const QStringList how{u"--set"_s, assay.write(u"i.jsonl"_s, "{\"key\":\"a\",\"vars\":{\"tone\":\"kind\"}}\n{\"key\":\"b\",\"vars\":{}}\n"), u"--workspace"_s, workspace};
        for (const QString &each : {file, byHand}) {
            const Ended lenient = assay.run(QStringList{u"lint"_s, each} + how);
            QVERIFY2(lenient.code == 0 && !lenient.out.contains(" error unfilled-variable "), lenient.said().constData());
        }
        const Ended told = assay.run(QStringList{u"lint"_s, strict} + how);
        QVERIFY2(told.code == 1 && told.out.contains(" error unfilled-variable "), told.said().constData());
        QCOMPARE(assay.run({u"lint"_s, workspace, u"--severity"_s, u"unfilled-variable=info"_s}).code, 0);
        const Ended milder = assay.run(QStringList{u"lint"_s, strict} + how);
        QVERIFY2(milder.code == 0 && milder.out.contains(" info unfilled-variable "), milder.said().constData());
        QCOMPARE(assay.run(QStringList{u"lint"_s, strict, u"--severity"_s, u"unfilled-variable=default"_s} + how).code, 1);
        QVERIFY(assay.run(QStringList{u"lint"_s, strict, u"--rules"_s} + how).out.contains("info     unfilled-variable"));
    }

    void aFolderOfPromptsIsLookedOver()
    {
        const Program assay;
        const QString file = assay.path(u"w.assay"_s);
        const QByteArray second
            = QByteArray(kMail).replace("sentences.\n\n", "sentences. {% include 'style' %}\n\n").replace("messages:", "snippets: {style: Be kind.}\nmessages:");
        QCOMPARE(assay.run({u"import"_s, file, assay.write(u"mail.yaml"_s, kMail)}).code, 0);
        QCOMPARE(assay.run({u"import"_s, file, assay.write(u"second.yaml"_s, second)}).code, 0);
        QCOMPARE(assay.run({u"export"_s, file, u"--prompts"_s, u"git"_s}).code, 0);
        const Ended newest = assay.run({u"lint"_s, u"git"_s});
        QVERIFY2(newest.code == 0, newest.said().constData());
        QCOMPARE(newest.out.count(" personal-data "), 1);
        QVERIFY2(newest.out.contains("git/prompts/mail/0002.md:") && !newest.said().contains("template-error"), newest.said().constData());
        QCOMPARE(assay.run({u"lint"_s, u"git"_s, u"--all"_s}).out.count(" personal-data "), 2);
        const Ended one = assay.run({u"lint"_s, u"git/prompts/mail/0001.md"_s});
        const qsizetype line = assay.read(u"git/prompts/mail/0001.md"_s).split('\n').indexOf("Sign with ada@lovelace.io, please.") + 1;
        QVERIFY2(line > 0 && one.out.contains(QByteArray("0001.md:" + QByteArray::number(line) + ":11 warning personal-data ")), one.said().constData());
        QCOMPARE(assay.run({u"lint"_s, u"git"_s, u"--fail-on"_s, u"warning"_s}).code, 1);
    }

    void anIncludeTakesItsSnippetFromWhereItIsKnown()
    {
        const Program assay;
        const QString file
            = assay.write(u"mail.yaml"_s, "prompt: mail\nparameters: {maxOutputTokens: 9}\nmessages:\n  - role: user\n    template: \"{% include 'sign' %} {{ mail }}\"\n");
        const Ended alone = assay.run({u"lint"_s, file});
        QVERIFY2(alone.code == 0 && !alone.out.contains("template-error"), alone.said().constData());
        QVERIFY2(alone.err.contains("the snippet \"sign\" is not known here"), alone.err.constData());
        const QString workspace = assay.path(u"w.assay"_s);
        QCOMPARE(assay.run({u"import"_s, workspace, assay.write(u"other.yaml"_s, kMail)}).code, 0);
        QCOMPARE(assay.run({u"snippet"_s, workspace, u"sign"_s, u"--set"_s, assay.write(u"sign.txt"_s, "Sign.")}).code, 0);
        const Ended known = assay.run({u"lint"_s, file, u"--workspace"_s, workspace});
        QVERIFY2(known.code == 0 && !known.err.contains("is not known"), known.said().constData());
        QVERIFY(QDir(assay.path({})).mkpath(u"snippets"_s));
        assay.write(u"snippets/sign.md"_s, "---\nsnippet: sign\n---\n\n<!-- @text -->\n\nSign.\n");
        const Ended beside = assay.run({u"lint"_s, file});
        QVERIFY2(beside.code == 0 && !beside.err.contains("is not known"), beside.said().constData());
        QCOMPARE(assay.run({u"lint"_s, workspace, u"--all"_s}).code, 2);
    }

    void standardInputIsLookedOverLikeAFile()
    {
        const Program assay;
        const QByteArray what = ":8:17 warning personal-data This looks like an e-mail address of somebody: make it a variable, or use a value set aside for examples.\n";
        const Ended ended = assay.run({u"lint"_s, u"-"_s}, kMail);
        QCOMPARE(ended.out, QByteArray("-" + what));
        QCOMPARE(ended.code, 0);
        QCOMPARE(assay.run({u"lint"_s, u"-"_s, u"--fail-on"_s, u"warning"_s}, kMail).code, 1);
        QCOMPARE(assay.run({u"lint"_s, u"-"_s, u"--stdin-name"_s, u"prompts/mail.yaml"_s}, kMail).out, QByteArray("prompts/mail.yaml" + what));
        const auto json = parseJson(QByteArrayView(assay.run({u"lint"_s, u"-"_s, u"--stdin-name"_s, u"a.yaml"_s, u"--json"_s}, kMail).out));
        QVERIFY(json);
        QCOMPARE(json->at("findings").at(0).at("file").as<std::string>(), std::string("a.yaml"));
        const Ended version = assay.run({u"lint"_s, u"-"_s, u"--stdin-name"_s, u"0001.md"_s}, "<!-- @user -->\nAnswer in two sentences: ada@lovelace.io\n");
        QVERIFY2(version.code == 0 && version.out.contains("0001.md:2:26 warning personal-data "), version.said().constData());
        const Ended broken = assay.run({u"lint"_s, u"-"_s}, QByteArray(kMail).replace("two sentences", "two {{ | }} words"));
        QVERIFY2(broken.code == 1 && broken.out.startsWith("-:6:") && broken.out.contains(" error template-error "), broken.said().constData());
        for (const QByteArray &input : {QByteArray(), QByteArray("prompt: ["), QByteArray("\xff")}) {
            const Ended bad = assay.run({u"lint"_s, u"-"_s}, input);
            QVERIFY2(bad.code == 2 && bad.out.isEmpty() && bad.err.contains("-:"), bad.said().constData());
        }
    }

    void standardInputIsReadOnceAndNamedOnlyWhenItIsRead()
    {
        const Program assay;
        QVERIFY(assay.run({u"lint"_s, u"-"_s, u"-"_s}, kMail).err.contains("standard input can be read once"));
        const Ended named = assay.run({u"lint"_s, assay.write(u"mail.yaml"_s, kMail), u"--stdin-name"_s, u"a.yaml"_s});
        QVERIFY2(named.code == 2 && named.err.contains("--stdin-name names what is read"), named.err.constData());
        const Ended workspace = assay.run({u"lint"_s, assay.path(u"w.assay"_s), u"--stdin-name"_s, u"a.yaml"_s});
        QVERIFY2(workspace.code == 2 && workspace.err.contains("--stdin-name are for prompt files"), workspace.err.constData());
    }

    void aTextInQuotesHasItsOwnPlaces()
    {
        const Program assay;
        const QByteArray quoted = "prompt: mail\nparameters: {maxOutputTokens: 100}\nmessages:\n  - role: user\n    template: \"Answer in \\x32 sentences.\\\n"
                                  "      \\n\\n  Sign with ada@lovelace.io.\n      {{ mail }}\"\n";
        const QString file = assay.write(u"mail.yaml"_s, quoted);
        const Ended ended = assay.run({u"lint"_s, file});
        QVERIFY2(ended.out.contains(QByteArray(file.toUtf8() + ":6:23 warning personal-data ")), ended.said().constData());
        const QString json
            = assay.write(u"p.yaml"_s, "{\"prompt\": \"p\", \"messages\": [{\"role\": \"user\", \"template\": \"Answer \\\"it\\\" in two sentences.\\n{{ | }}\"}]}");
        const Ended broken = assay.run({u"lint"_s, json});
        QVERIFY2(broken.code == 1 && broken.out.startsWith(QByteArray(json.toUtf8() + ":1:96 error template-error ")), broken.said().constData());
    }

    void findingsAreJsonToo()
    {
        const Program assay;
        const Ended ended = assay.run({u"lint"_s, u"-"_s, u"--json"_s}, kMail);
        const auto json = parseJson(QByteArrayView(ended.out));
        QVERIFY2(json, ended.err.constData());
        const Json &finding = json->at("findings").at(0);
        QCOMPARE(finding.at("rule").as<std::string>(), std::string("personal-data"));
        QCOMPARE(finding.at("message").as<int>(), 1);
        QCOMPARE(finding.at("line").as<int>(), 8);
        QCOMPARE(json->at("counts").at("warning").as<int>(), 1);
        QCOMPARE(toJson(json->at("leftOut").at(0)), QByteArray(R"({"rule":"unfilled-variable","needs":["items"]})"));
        QCOMPARE(json->at("leftOut").size(), std::size_t(4));
    }

    void versionsOfAWorkspaceAreLookedOverWithTheirItems()
    {
        const Program assay;
        const QString file = assay.path(u"w.assay"_s);
        const QString items = assay.write(u"mails.jsonl"_s, "{\"key\": \"A\", \"vars\": {\"text\": \"Hello\"}}\n");
        QCOMPARE(assay.run({u"import"_s, file, assay.write(u"mail.yaml"_s, kMail), items}).code, 0);
        const Ended all = assay.run({u"lint"_s, file, u"mail"_s, u"--set"_s, u"mails"_s});
        QCOMPARE(all.code, 1);
        QVERIFY2(all.out.contains("mail@1 info unused-variable The items have text,"), all.out.constData());
        QVERIFY2(all.out.contains("mail@1[1]:3:11 warning personal-data "), all.out.constData());
        QVERIFY2(all.out.contains("mail@1[2]:1:1 error unfilled-variable No item of the set has mail"), all.out.constData());
        QCOMPARE(assay.run({u"lint"_s, file, u"nobody"_s}).code, 2);
        QCOMPARE(assay.run({u"lint"_s, file, u"--set"_s, u"nothing"_s}).code, 2);
    }

    void aPromptFileIsLookedOverWithItems()
    {
        const Program assay;
        const QString prompt = assay.write(u"mail.yaml"_s, kMail);
        const QString items = assay.write(u"mails.jsonl"_s, "{\"key\": \"A\", \"vars\": {\"text\": \"Hello\"}}\n");
        const QString rows = assay.write(u"mails.csv"_s, "key,text\nA,Hello\n");
        const QString file = assay.path(u"w.assay"_s);
        QCOMPARE(assay.run({u"import"_s, file, items}).code, 0);
        for (const QStringList &set : {QStringList{u"--set"_s, items}, QStringList{u"--set"_s, rows}, QStringList{u"--set"_s, u"mails"_s, u"--workspace"_s, file}}) {
            const Ended ended = assay.run(QStringList{u"lint"_s, prompt} + set);
            QCOMPARE(ended.code, 1);
            QVERIFY2(ended.out.contains("mail.yaml:10:16 error unfilled-variable No item of the set has mail"), ended.said().constData());
            QVERIFY2(ended.out.contains(" info unused-variable The items have text,"), ended.said().constData());
        }
        const Ended none = assay.run({u"lint"_s, prompt, u"--set"_s, u"mails"_s});
        QCOMPARE(none.code, 2);
        QVERIFY2(none.err.contains("Say --workspace FILE, or give --set a file of items"), none.err.constData());
        QCOMPARE(assay.run({u"lint"_s, prompt, u"--set"_s, u"nothing.csv"_s}).code, 2);
        QCOMPARE(assay.run({u"lint"_s, prompt, u"--set"_s, u"nothing"_s, u"--workspace"_s, file}).code, 2);
        QVERIFY(assay.run({u"lint"_s, prompt, u"--model"_s, u"sim-small"_s}).err.contains("Say --workspace FILE"));
        QVERIFY(assay.run({u"lint"_s, prompt, u"--fix"_s}).err.contains("assay import"));
    }

    void whatWasLeftOutIsTold_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QByteArray>("told");
        const QStringList set{u"--set"_s, u"mails"_s};
        const QStringList model{u"--model"_s, u"sim-small"_s};
        QTest::newRow("the text alone") << QStringList()
                                        << QByteArray("Left out without items (--set): unfilled-variable, unused-variable; without models (--model): floating-model; "
                                                      "without both: context-exceeded\n");
        QTest::newRow("items") << set << QByteArray("Left out without models (--model): floating-model, context-exceeded\n");
        QTest::newRow("a model") << model << QByteArray("Left out without items (--set): unfilled-variable, unused-variable, context-exceeded\n");
        QTest::newRow("both") << set + model << QByteArray();
    }

    void whatWasLeftOutIsTold()
    {
        QFETCH(const QStringList, more);
        QFETCH(const QByteArray, told);
        const Program assay;
        const QString file = assay.path(u"w.assay"_s);
        QCOMPARE(assay.run({u"import"_s, file, assay.write(u"mail.yaml"_s, kMail), assay.write(u"mails.jsonl"_s, "{\"key\": \"A\", \"vars\": {\"mail\": \"Hello\"}}\n")}).code, 0);
        const QByteArray counts("0 errors, 1 warning, 0 remarks\n");
        for (const QStringList &target : {QStringList{file}, QStringList{u"mail.yaml"_s, u"--workspace"_s, file}})
            QCOMPARE(assay.run(QStringList{u"lint"_s} + target + more).err, counts + told);
        QCOMPARE(assay.run({u"lint"_s, file, u"--severity"_s, u"floating-model=off"_s}).code, 0);
        QVERIFY(!assay.run(QStringList{u"lint"_s, file} + more).err.contains("floating-model"));
    }

    void severitiesAreKeptInTheWorkspace()
    {
        const Program assay;
        const QString file = assay.path(u"w.assay"_s);
        QCOMPARE(assay.run({u"import"_s, file, assay.write(u"mail.yaml"_s, kMail)}).code, 0);
        const Ended two = assay.run({u"lint"_s, file, u"--severity"_s, u"personal-data=error"_s, u"--severity"_s, u"no-output-limit=off"_s});
        QCOMPARE(two.code, 0);
        QCOMPARE(two.err, QByteArray("The workspace keeps the severities of 2 rules\n"));
        const Ended one = assay.run({u"lint"_s, file, u"--severity"_s, u"secret=info"_s, u"--severity"_s, u"secret=default"_s});
        QCOMPARE(one.err, QByteArray("The workspace keeps the severity of 1 rule\n"));
        QCOMPARE(assay.run({u"lint"_s, file}).code, 1);
        QVERIFY(assay.run({u"lint"_s, file, u"--rules"_s}).out.contains("off      no-output-limit "));
        QCOMPARE(assay.run({u"lint"_s, file, u"--severity"_s, u"personal-data=default"_s}).code, 0);
        QCOMPARE(assay.run({u"lint"_s, file}).code, 0);
        QCOMPARE(assay.run({u"lint"_s, file, u"--severity"_s, u"astrology=off"_s}).code, 2);
        QCOMPARE(assay.run({u"lint"_s, file, u"--severity"_s, u"personal-data=loud"_s}).code, 2);
    }

    void whatIsCertainIsMendedInADraft()
    {
        const Program assay;
        const QString file = assay.path(u"w.assay"_s);
        const QString prompt = assay.write(u"p.yaml"_s, "prompt: p\nmessages:\n  - role: user\n    template: \"Answer with JSON.\\u200B Two members.\"\n");
        QCOMPARE(assay.run({u"import"_s, file, prompt}).code, 0);
        const Ended first = assay.run({u"lint"_s, file, u"p"_s, u"--fix"_s});
        QCOMPARE(first.code, 0);
        QVERIFY2(first.err.contains("p has a draft now, p@1 with 2 changes: look it over and save it as a version in the window, which assay "), first.err.constData());
        QCOMPARE(assay.run({u"lint"_s, file, u"p"_s, u"--fix"_s}).code, 2); // never over a draft of somebody
        const QString other = assay.write(u"q.yaml"_s, "prompt: q\nmessages:\n  - role: user\n    template: \"Answer.\\u200B Be brief.\"\n");
        QCOMPARE(assay.run({u"import"_s, file, other}).code, 0);
        const Ended all = assay.run({u"lint"_s, file, u"--fix"_s});
        QCOMPARE(all.code, 2);
        QCOMPARE(all.err.count('\n'), 2);
        QVERIFY2(all.err.contains("p has a draft already, which is left as it is: open it with assay ") && all.err.contains("q has a draft now, q@1 with 1 change: "), all.err.constData());
    }

    void theExamplesOfTheHelpAreImportedAndGood()
    {
        const Program assay;
        const QString page = QString::fromUtf8(assay.run({u"template"_s, u"--files"_s}).out);
        const QRegularExpression block(u"^```(yaml|jsonl)\\n(.*?)^```$"_s, QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
        QStringList files;
        for (auto matches = block.globalMatch(page); matches.hasNext();) {
            const auto match = matches.next();
            const QString name = match.captured(1) == u"jsonl" ? u"tickets.jsonl"_s : u"%1.yaml"_s.arg(files.size());
            files.append(assay.write(name, match.captured(2).toUtf8()));
        }
        QCOMPARE(files.size(), 3);
        const QString workspace = assay.path(u"w.assay"_s);
        const Ended imported = assay.run(QStringList{u"import"_s, workspace} + files);
        QVERIFY2(imported.code == 0, imported.said().constData());
        for (const QString &version : {u"triage@1"_s, u"triage@2"_s}) {
            const Ended linted = assay.run({u"lint"_s, workspace, version, u"--set"_s, u"tickets"_s, u"--model"_s, u"sim-small"_s});
            QCOMPARE(linted.said(), QByteArray("0 errors, 0 warnings, 0 remarks\n"));
        }
    }

    void aRuleIsExplained()
    {
        const Program assay;
        const Ended page = assay.run({u"lint"_s, u"--explain"_s, u"unfenced-variable"_s});
        QCOMPARE(page.code, 0);
        QVERIFY(page.out.startsWith("# ") && page.out.contains("\n## Bad\n"));
        const Ended none = assay.run({u"lint"_s, u"--explain"_s, u"astrology"_s});
        QCOMPARE(none.code, 2);
        QVERIFY(none.err.contains("unfenced-variable"));
        QCOMPARE(assay.run({u"lint"_s}).code, 2);
        QVERIFY(assay.run({u"lint"_s, u"--rules"_s}).out.contains("error    secret "));
    }
};

QTEST_GUILESS_MAIN(TestLint)
#include "tst_lint.moc"
