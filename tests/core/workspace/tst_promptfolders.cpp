// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/promptfolders.h"

#include "core/importexport/folderstatus.h"
#include "core/store/labelrepository.h"
#include "core/store/optionrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/snippetrepository.h"
#include "tests/core/importexport/contentsamples.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

#include <QDir>

using namespace assay;
using namespace assay::workspace;
using namespace Qt::StringLiterals;
using importexport::PromptFolder;
using test::sampleContent;
using test::sampleTime;

namespace {

run::GateVerdict anything(const run::GateEvidence & /*evidence*/)
{
    return {};
}

prompt::Version version(const QString &prompt, int number, const prompt::Content &content)
{
    prompt::Version made;
    made.promptName = prompt;
    made.number = number;
    made.content = content;
    made.note = u"note %1"_s.arg(number);
    made.author = u"Ada"_s;
    made.parent = number > 1 ? std::optional(1) : std::nullopt;
    made.createdAt = utcFromUnixMs(1795788131123 + number);
    return made;
}

/// Out of one workspace through files and into another.
Result<PromptFolder> throughFiles(store::Database &from, const QString &folder)
{
    return promptFolderOf(from)
        .and_then([&](const PromptFolder &prompts) { return importexport::writePromptFolder(folder, prompts); })
        .and_then([&](const importexport::WrittenFolder &) { return importexport::readPromptFolder(folder); });
}

Result<QStringList> import(store::Database &into, const PromptFolder &folder, bool takesEdits = false)
{
    return importPromptFolder(into, folder, {.folder = u"dir"_s, .takesEdits = takesEdits, .author = u"Me"_s}, sampleTime(9), anything);
}

QStringList linesOf(const PromptFolder &here, const PromptFolder &there)
{
    QStringList lines;
    for (const importexport::Difference &difference : importexport::differences(here, there))
        lines.append(importexport::toLine(difference));
    return lines;
}

} // namespace

class TestPromptFolders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatGoesOutComesInAsItWas()
    {
        test::TemporaryStore from;
        test::TemporaryStore into;
        store::PromptRepository prompts(from.database());
        test::RandomContent random(3);
        VERIFY_OK(prompts.restoreVersion(version(u"full"_s, 1, test::fullContent())));
        for (int number = 1; number <= 100; ++number)
            VERIFY_OK(prompts.restoreVersion(version(u"any / thing"_s, number, random.next())));
        VERIFY_OK(store::LabelRepository(from.database()).move({.prompt = u"any / thing"_s, .label = u"production"_s, .to = 40}, sampleTime(), anything));
        VERIFY_OK(store::SnippetRepository(from.database()).save(u"tone"_s, u"\nBe kind.\r\n"_s, sampleTime()));

        const auto folder = throughFiles(from.database(), from.filePath(u"dir"_s));
        VERIFY_OK(folder);
        const auto told = import(into.database(), *folder);
        VERIFY_OK(told);
        QCOMPARE(told->size(), 103);
        QCOMPARE(linesOf(*promptFolderOf(from.database()), *promptFolderOf(into.database())), QStringList());
        const auto here = prompts.versions(u"any / thing"_s);
        const auto there = store::PromptRepository(into.database()).versions(u"any / thing"_s);
        QCOMPARE(there->size(), here->size());
        for (qsizetype i = 0; i < here->size(); ++i) {
            prompt::Version same = there->at(i);
            same.id = here->at(i).id;
            same.promptId = here->at(i).promptId;
            QCOMPARE(same, here->at(i));
        }
        QCOMPARE(*import(into.database(), *folder), QStringList());
    }

    void twoVersionsOfOneTextComeIn()
    {
        test::TemporaryStore from;
        test::TemporaryStore into;
        store::PromptRepository prompts(from.database());
        for (int number = 1; number <= 2; ++number)
            VERIFY_OK(prompts.restoreVersion(version(u"p"_s, number, sampleContent(u"same"_s))));
        const auto folder = throughFiles(from.database(), from.filePath(u"dir"_s));
        VERIFY_OK(folder);
        QCOMPARE(*import(into.database(), *folder), (QStringList{u"p@1 added"_s, u"p@2 added, with the text of p@1"_s}));
        QCOMPARE(linesOf(*promptFolderOf(into.database()), *folder), QStringList());
    }

    void aFileThatWasCopiedUnderAnotherNumberIsRefused_data()
    {
        QTest::addColumn<bool>("isKnown");
        QTest::addColumn<bool>("isDated");
        QTest::newRow("into the workspace that it is from") << true << true;
        QTest::newRow("into another") << false << true;
        QTest::newRow("without its date into the workspace that it is from") << true << false;
        QTest::newRow("without its date into another") << false << false;
    }

    void aFileThatWasCopiedUnderAnotherNumberIsRefused()
    {
        QFETCH(const bool, isKnown);
        QFETCH(const bool, isDated);
        test::TemporaryStore from;
        test::TemporaryStore into;
        VERIFY_OK(store::PromptRepository(from.database()).restoreVersion(version(u"p"_s, 1, sampleContent(u"one"_s))));
        auto folder = throughFiles(from.database(), from.filePath(u"dir"_s));
        VERIFY_OK(folder);
        importexport::FolderVersion copy = folder->prompts.first().versions.first();
        copy.version.number = 2;
        if (!isDated) {
            copy.version.createdAt = {};
            copy.version.note = u"mine"_s;
        }
        copy.file = u"prompts/p/0002.md"_s;
        folder->prompts.first().versions.append(copy);
        const auto refused = import(isKnown ? from.database() : into.database(), *folder);
        VERIFY_FAILS(refused, "conflict");
        QVERIFY2(refused.error().describe().startsWith(u"dir/prompts/p/0002.md:"_s) && refused.error().describe().contains(u"p@2 is a copy of prompts/p/0001.md"_s),
            qPrintable(refused.error().describe()));
        QCOMPARE(refused.error().message.endsWith(u"it tells no date"_s), !isDated);
    }

    void aFileByHandIsSavedLikeAnyVersion()
    {
        test::TemporaryStore file;
        VERIFY_OK(store::PromptRepository(file.database()).addVersion(u"p"_s, sampleContent(u"one"_s), {}, std::nullopt, sampleTime()));
        PromptFolder folder;
        importexport::FolderPrompt prompt{.name = u"p"_s};
        prompt.versions = {{.version = version(u"p"_s, 2, sampleContent(u"two"_s)), .file = u"prompts/p/0002.md"_s}};
        prompt.versions.first().version.author.clear();
        prompt.versions.first().version.createdAt = {};
        folder.prompts = {prompt};
        QCOMPARE(*import(file.database(), folder), QStringList{u"p@2 added"_s});
        const auto saved = store::PromptRepository(file.database()).version({.prompt = u"p"_s, .number = 2});
        VERIFY_OK(saved);
        QCOMPARE(saved->author, u"Me"_s);
        QCOMPARE(saved->createdAt, sampleTime(9));
        QCOMPARE(saved->parent, std::optional(1));
    }

    void aFileByHandGoesByTheWorkspacesTemplateOptions()
    {
        test::TemporaryStore file;
        store::OptionRepository options(file.database());
        VERIFY_OK(options.setTemplateOptions({.lenient = true}));
        const QString dir = file.filePath(u"dir"_s);
        const auto write = [&](const QString &name, const QByteArray &bytes) {
            QFile open(dir + u"/prompts/p/"_s + name);
            return QDir().mkpath(dir + u"/prompts/p"_s) && open.open(QIODevice::WriteOnly) && open.write(bytes) == bytes.size();
        };
        QVERIFY(write(u"0001.md"_s, "<!-- @user -->\none {{ nobody }}\n"));
        QVERIFY(write(u"0002.md"_s, "---\ntemplateOptions: {}\n---\n<!-- @user -->\ntwo {{ nobody }}\n"));
        QVERIFY(write(u"0003.md"_s, "---\ntemplateOptions: {trimBlocks: true}\n---\n<!-- @user -->\nthree {{ nobody }}\n"));
        const auto folder = importexport::readPromptFolder(dir);
        VERIFY_OK(folder);
        QCOMPARE(*import(file.database(), *folder), (QStringList{u"p@1 added"_s, u"p@2 added"_s, u"p@3 added"_s}));
        const auto optionsOf = [&](int number) { return store::PromptRepository(file.database()).version({.prompt = u"p"_s, .number = number})->content.templateOptions; };
        QCOMPARE(optionsOf(1), (prompt::TemplateOptions{.lenient = true}));
        QCOMPARE(optionsOf(2), prompt::TemplateOptions());
        QCOMPARE(optionsOf(3), (prompt::TemplateOptions{.trimBlocks = true}));
        // It stays that version, whatever the workspace's options become.
        VERIFY_OK(options.setTemplateOptions({}));
        QCOMPARE(*import(file.database(), *folder), QStringList());
        QCOMPARE(linesOf(*promptFolderOf(file.database()), *folder), QStringList());
        VERIFY_OK(throughFiles(file.database(), dir));
        QCOMPARE(linesOf(*promptFolderOf(file.database()), *importexport::readPromptFolder(dir)), QStringList());
    }

    void anEditKeepsTheOptionsOfItsFile()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        VERIFY_OK(prompts.addVersion(u"p"_s, sampleContent(u"one"_s), {}, std::nullopt, sampleTime()));
        auto folder = throughFiles(file.database(), file.filePath(u"dir"_s));
        VERIFY_OK(folder);
        prompt::Version &edited = folder->prompts.first().versions.first().version;
        edited.content = sampleContent(u"one, better"_s);
        edited.contentHash = prompt::contentHash(edited.content);
        VERIFY_OK(store::OptionRepository(file.database()).setTemplateOptions({.lenient = true}));
        QCOMPARE(*import(file.database(), *folder, true), QStringList{u"p@2 added, from the edits of p@1"_s});
        QCOMPARE(prompts.version({.prompt = u"p"_s})->content.templateOptions, edited.content.templateOptions);
    }

    void anEditByHandIsTakenOnceWhateverTheWorkspacesOptionsBecome()
    {
        test::TemporaryStore file;
        store::OptionRepository options(file.database());
        VERIFY_OK(store::PromptRepository(file.database()).addVersion(u"p"_s, sampleContent(u"one"_s), {}, std::nullopt, sampleTime()));
        PromptFolder folder;
        importexport::FolderPrompt prompt{.name = u"p"_s};
        prompt.versions = {{.version = version(u"p"_s, 1, sampleContent(u"one, better"_s)), .file = u"prompts/p/0001.md"_s, .saysTemplateOptions = false}};
        folder.prompts = {prompt};
        QCOMPARE(*import(file.database(), folder, true), QStringList{u"p@2 added, from the edits of p@1"_s});
        VERIFY_OK(options.setTemplateOptions({.lenient = true}));
        QCOMPARE(*import(file.database(), folder, true), QStringList{u"The edits of p@1 are in the workspace already: p@2"_s});
        folder.prompts.first().versions.first().saysTemplateOptions = true;
        folder.prompts.first().versions.first().version.content.templateOptions = {.trimBlocks = true};
        QCOMPARE(*import(file.database(), folder, true), QStringList{u"p@3 added, from the edits of p@1"_s});
    }

    void aSchemaThatIsNoneIsRefusedWithItsFile()
    {
        test::TemporaryStore file;
        prompt::Content content = sampleContent(u"one"_s);
        content.responseFormat = prompt::ResponseFormat::jsonSchema;
        content.responseSchema = *parseJson(uR"({"type":"object","properties":{"a":{"type":"objekt"}}})");
        PromptFolder folder;
        importexport::FolderPrompt prompt{.name = u"p"_s};
        prompt.versions = {{.version = version(u"p"_s, 1, content), .file = u"prompts/p/0001.md"_s, .statedHash = prompt::contentHash(content)}};
        prompt.versions.first().version.contentHash = prompt::contentHash(content);
        folder.prompts = {prompt};
        const auto refused = import(file.database(), folder);
        VERIFY_FAILS(refused, "invalid-input");
        const QString told = refused.error().describe();
        QVERIFY2(told.startsWith(u"dir/prompts/p/0001.md: the response schema: "_s) && told.contains(u" /properties: "_s), qUtf8Printable(told));
        QVERIFY(!store::PromptRepository(file.database()).version({.prompt = u"p"_s}));
    }

    void editsBecomeVersionsAfterAllOthers()
    {
        test::TemporaryStore from;
        store::PromptRepository prompts(from.database());
        VERIFY_OK(prompts.addVersion(u"p"_s, sampleContent(u"one"_s), {}, std::nullopt, sampleTime()));
        VERIFY_OK(prompts.addVersion(u"p"_s, sampleContent(u"two"_s), {}, 1, sampleTime()));
        auto folder = throughFiles(from.database(), from.filePath(u"dir"_s));
        VERIFY_OK(folder);
        prompt::Version &edited = folder->prompts.first().versions.first().version;
        edited.content = sampleContent(u"one, better"_s);
        edited.contentHash = prompt::contentHash(edited.content);
        const auto refused = import(from.database(), *folder);
        VERIFY_FAILS(refused, "conflict");
        QVERIFY(refused.error().describe().startsWith(u"dir/prompts/p/0001.md:"_s));
        QCOMPARE(*import(from.database(), *folder, true), QStringList{u"p@3 added, from the edits of p@1"_s});
        QCOMPARE(prompts.version({.prompt = u"p"_s})->parent, std::optional(1));
    }

    void aProtectedLabelAsksItsGate()
    {
        test::TemporaryStore from;
        test::TemporaryStore into;
        VERIFY_OK(test::storeSamplePlan(from.database()));
        VERIFY_OK(test::storeSamplePlan(into.database()));
        VERIFY_OK(store::LabelRepository(from.database()).move({.prompt = u"triage"_s, .label = u"production"_s, .to = 2}, sampleTime(), anything));
        VERIFY_OK(store::LabelRepository(into.database()).protect(u"triage"_s, u"production"_s, {.set = u"tickets"_s, .leastPassRate = 0.9}));
        const auto folder = throughFiles(from.database(), from.filePath(u"dir"_s));
        VERIFY_OK(folder);
        const run::GateJudge never = [](const run::GateEvidence &) { return run::GateVerdict{.missing = {u"there is no run"_s}, .advice = u"Run it."_s, .evidence = {}}; };
        const auto refused = importPromptFolder(into.database(), *folder, {.folder = u"dir"_s}, sampleTime(9), never);
        VERIFY_FAILS(refused, "conflict");
        QVERIFY2(refused.error().describe().contains(u"labels.yaml:1"_s) && refused.error().describe().contains(u"--no-labels"_s), qPrintable(refused.error().describe()));
        QCOMPARE(*importPromptFolder(into.database(), *folder, {.folder = u"dir"_s, .withLabels = false}, sampleTime(9), never), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestPromptFolders)
#include "tst_promptfolders.moc"
