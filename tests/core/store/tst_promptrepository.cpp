// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/evalsetrepository.h"
#include "core/store/labelrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/statement.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

using namespace Qt::StringLiterals;
using namespace assay;
using test::sampleContent;
using test::sampleTime;

class TestPromptRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aVersionComesBackAsItWasSaved()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        const auto saved = prompts.addVersion(u"triage"_s, sampleContent(u"Was ist los? 🚚"_s), u"why"_s, std::nullopt, sampleTime());
        VERIFY_OK(saved);
        QCOMPARE(saved->number, 1);
        QCOMPARE(saved->promptName, u"triage"_s);
        QCOMPARE(saved->content, sampleContent(u"Was ist los? 🚚"_s));
        QCOMPARE(saved->note, u"why"_s);
        QCOMPARE(saved->createdAt, sampleTime());
        QCOMPARE(saved->contentHash, prompt::contentHash(saved->content));

        file.reopen();
        const auto loaded = store::PromptRepository(file.database()).version({.prompt = u"triage"_s, .number = 1});
        VERIFY_OK(loaded);
        QVERIFY(*loaded == *saved);
    }

    void everyCharacterOfATextIsKept()
    {
        test::TemporaryStore file;
        const prompt::Content content = sampleContent(u"\uFEFF \uFFFE \uFFFF \u2028 😀 \u001B"_s + QChar(u'\0'));
        VERIFY_OK(store::PromptRepository(file.database()).addVersion(u"triage"_s, content, {}, std::nullopt, sampleTime()));
        VERIFY_OK(store::PromptRepository(file.database()).saveDraft(u"triage"_s, store::Draft{.content = content}));
        file.reopen();
        const auto loaded = store::PromptRepository(file.database()).version({.prompt = u"triage"_s});
        QCOMPARE(loaded->content, content);
        QCOMPARE(prompt::contentHash(loaded->content), loaded->contentHash);
        QCOMPARE(store::PromptRepository(file.database()).draft(u"triage"_s)->value().content, content);
    }

    void numbersGoUpWithoutGaps()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        for (int number = 1; number <= 3; ++number)
            VERIFY_OK(prompts.addVersion(u"triage"_s, sampleContent(QString::number(number)), {}, number == 1 ? std::nullopt : std::optional(1), sampleTime()));
        VERIFY_OK(prompts.addVersion(u"other"_s, sampleContent(u"x"_s), {}, std::nullopt, sampleTime()));
        const auto versions = prompts.versions(u"triage"_s);
        VERIFY_OK(versions);
        QCOMPARE(versions->size(), 3);
        QCOMPARE(versions->first().number, 3);
        QCOMPARE(versions->first().parent, std::optional(1));
        QCOMPARE(prompts.version({.prompt = u"triage"_s, .number = {}})->number, 3);
        const auto list = prompts.list();
        VERIFY_OK(list);
        QCOMPARE(list->size(), 2);
        QCOMPARE(list->last().name, u"triage"_s);
        QCOMPARE(list->last().versionCount, 3);
        QCOMPARE(list->last().newest, 3);
    }

    void aVersionOfAnotherWorkspaceComesInAsItIs()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        prompt::Version version;
        version.promptName = u"triage"_s;
        version.number = 1;
        version.content = sampleContent(u"x"_s);
        version.note = u"why"_s;
        version.author = u"Ada"_s;
        version.createdAt = utcFromUnixMs(1000);
        VERIFY_OK(prompts.restoreVersion(version));
        version.number = 2;
        version.parent = 1;
        const auto restored = prompts.restoreVersion(version); // the same content twice, as an older Assay allowed
        VERIFY_OK(restored);
        QCOMPARE(restored->author, u"Ada"_s);
        QCOMPARE(restored->createdAt, utcFromUnixMs(1000));
        QCOMPARE(restored->contentHash, prompt::contentHash(version.content));
        version.number = 4;
        VERIFY_FAILS(prompts.restoreVersion(version), "conflict");
        version.number = 3;
        version.parent = 3;
        VERIFY_FAILS(prompts.restoreVersion(version), "not-found");
    }

    void anUnchangedVersionIsRefused()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        VERIFY_OK(prompts.addVersion(u"triage"_s, sampleContent(u"same"_s), {}, std::nullopt, sampleTime()));
        VERIFY_FAILS(prompts.addVersion(u"triage"_s, sampleContent(u"same"_s), u"again"_s, 1, sampleTime()), "conflict");
    }

    void contentThatAnyVersionHasIsPointedOut()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        for (const QString &text : {u"a"_s, u"b"_s, u"c"_s})
            VERIFY_OK(prompts.addVersion(u"triage"_s, sampleContent(text), {}, std::nullopt, sampleTime()));
        const auto again = prompts.addVersion(u"triage"_s, sampleContent(u"b"_s), u"back again"_s, 3, sampleTime());
        VERIFY_FAILS(again, "conflict");
        QCOMPARE(again.error().contextValue(u"version"), u"triage@2"_s);
        QVERIFY2(again.error().message.contains(u"triage@2"), qPrintable(again.error().message));
        QCOMPARE(prompts.versions(u"triage"_s)->size(), 3);
        // Of another prompt it is something else.
        VERIFY_OK(prompts.addVersion(u"other"_s, sampleContent(u"b"_s), {}, std::nullopt, sampleTime()));
    }

    void anyVersionMayBeTheParent()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        for (const QString &text : {u"a"_s, u"b"_s, u"c"_s})
            VERIFY_OK(prompts.addVersion(u"triage"_s, sampleContent(text), {}, std::nullopt, sampleTime()));
        QCOMPARE(prompts.addVersion(u"triage"_s, sampleContent(u"d"_s), {}, 1, sampleTime())->parent, 1);
        VERIFY_FAILS(prompts.addVersion(u"triage"_s, sampleContent(u"e"_s), {}, 5, sampleTime()), "not-found");
    }

    void theAuthorIsKept()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        const auto saved = prompts.addVersion(u"triage"_s, sampleContent(u"a"_s), {}, std::nullopt, sampleTime(), u"Ada <ada@example.org>"_s);
        VERIFY_OK(saved);
        QCOMPARE(saved->author, u"Ada <ada@example.org>"_s);
        QCOMPARE(prompts.versions(u"triage"_s)->first().author, saved->author);
    }

    void aVersionIsFoundByItsLabel()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        for (const QString &text : {u"a"_s, u"b"_s})
            VERIFY_OK(prompts.addVersion(u"triage"_s, sampleContent(text), {}, std::nullopt, sampleTime()));
        VERIFY_OK(store::LabelRepository(file.database()).move({.prompt = u"triage"_s, .label = u"production"_s, .to = 1}, sampleTime(), {}));
        QCOMPARE(prompts.version({.prompt = u"triage"_s, .label = u"production"_s})->number, 1);
        const auto missing = prompts.version({.prompt = u"triage"_s, .label = u"staging"_s});
        VERIFY_FAILS(missing, "not-found");
        QVERIFY2(missing.error().describe().contains(u"production"), qPrintable(missing.error().describe()));
    }

    void examplesAreDrawnWhenAVersionIsSaved()
    {
        test::TemporaryStore file;
        evalset::EvalSet set = test::sampleSet(5);
        for (evalset::Item &item : set.items)
            item.tags = {u"shots"_s};
        VERIFY_OK(store::EvalSetRepository(file.database()).save(set, sampleTime()));
        store::PromptRepository prompts(file.database());
        prompt::Content content = sampleContent(u"a"_s);
        content.examples = prompt::ExampleDraw{.set = u"tickets"_s, .tag = u"shots"_s, .count = 2, .seed = 3};
        const auto first = prompts.addVersion(u"triage"_s, content, {}, std::nullopt, sampleTime());
        VERIFY_OK(first);
        QCOMPARE(first->content.examples->drawn.size(), 2);
        QCOMPARE(first->contentHash, prompt::contentHash(first->content));
        // The same draw of the same set is the same content.
        VERIFY_FAILS(prompts.addVersion(u"triage"_s, content, {}, std::nullopt, sampleTime()), "conflict");
        set.items.clear();
        VERIFY_OK(store::EvalSetRepository(file.database()).save(set, sampleTime()));
        QCOMPARE(prompts.version({.prompt = u"triage"_s})->content, first->content);
        VERIFY_FAILS(prompts.addVersion(u"triage"_s, content, {}, std::nullopt, sampleTime()), "invalid-input");
        content.examples->set = u"none"_s;
        VERIFY_FAILS(prompts.addVersion(u"triage"_s, content, {}, std::nullopt, sampleTime()), "not-found");
    }

    void badNamesAndParentsAreRefused()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        for (const QString &name : {QString(), u"triage@2"_s, u" triage"_s, u"a\nb"_s})
            VERIFY_FAILS(prompts.addVersion(name, sampleContent(u"x"_s), {}, std::nullopt, sampleTime()), "invalid-input");
        VERIFY_FAILS(prompts.addVersion(u"triage"_s, sampleContent(u"x"_s), {}, 1, sampleTime()), "not-found");
        QCOMPARE(prompts.list()->size(), 0);
    }

    void whatIsMissingIsNamedWithWhatThereIs()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        VERIFY_OK(prompts.addVersion(u"triage"_s, sampleContent(u"x"_s), {}, std::nullopt, sampleTime()));
        const auto noPrompt = prompts.version({.prompt = u"triag"_s, .number = {}});
        VERIFY_FAILS(noPrompt, "not-found");
        QVERIFY2(noPrompt.error().describe().contains(u"triage"), qPrintable(noPrompt.error().describe()));
        const auto noVersion = prompts.version({.prompt = u"triage"_s, .number = 4});
        VERIFY_FAILS(noVersion, "not-found");
        QVERIFY2(noVersion.error().describe().contains(u"triage@1"), qPrintable(noVersion.error().describe()));
        VERIFY_FAILS(prompts.versions(u"nothing"_s), "not-found");
    }

    void aSavedVersionNeverChanges_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("its note is not edited") << u"UPDATE prompt_versions SET note = 'x'"_s;
        QTest::newRow("its content is not edited") << u"UPDATE prompt_versions SET content = '{}' WHERE number = 1"_s;
        QTest::newRow("it is not deleted") << u"DELETE FROM prompt_versions"_s;
        QTest::newRow("it is not replaced by id")
            << u"INSERT OR REPLACE INTO prompt_versions SELECT id, prompt_id, number, '{}', content_hash, note, parent, 0, author FROM prompt_versions"_s;
        QTest::newRow("it is not replaced by number")
            << u"INSERT OR REPLACE INTO prompt_versions (prompt_id, number, content, content_hash, note, created_ms) SELECT prompt_id, number, '{}', content_hash, note, 0 FROM prompt_versions"_s;
    }

    void aSavedVersionNeverChanges()
    {
        QFETCH(const QString, sql);
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        const auto saved = prompts.addVersion(u"triage"_s, sampleContent(u"x"_s), {}, std::nullopt, sampleTime());
        VERIFY_OK(saved);
        const auto changed = file.database().execute(sql);
        VERIFY_FAILS(changed, "conflict");
        QVERIFY2(changed.error().message.contains(u"a saved prompt version"), qPrintable(changed.error().message));
        QVERIFY(*prompts.version({.prompt = u"triage"_s, .number = 1}) == *saved);
        // Not by a connection without our settings either.
        VERIFY_OK(file.database().execute(u"PRAGMA recursive_triggers=OFF"_s));
        VERIFY_FAILS(file.database().execute(sql), "conflict");
    }

    void aDraftIsKeptUntilItIsDropped()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        QVERIFY(!prompts.draft(u"new"_s)->has_value());
        VERIFY_OK(prompts.saveDraft(u"new"_s, store::Draft{.content = sampleContent(u"one"_s)}));
        const store::Draft draft{.content = sampleContent(u"two"_s), .parent = 3, .note = u"why"_s};
        VERIFY_OK(prompts.saveDraft(u"new"_s, draft));
        file.reopen();
        store::PromptRepository again(file.database());
        QVERIFY(again.draft(u"new"_s)->value() == draft);
        QVERIFY(!again.draft(u"other"_s)->has_value());
        VERIFY_OK(again.saveDraft(u"new"_s, std::nullopt));
        QVERIFY(!again.draft(u"new"_s)->has_value());
    }

    void aDraftNeedNotBeValidYet()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        store::Draft draft{.content = sampleContent(u"rules"_s)};
        draft.content.messages.append({tokens::Role::system, u"in the second place"_s});
        QVERIFY(!prompt::validate(draft.content));
        VERIFY_OK(prompts.saveDraft(u"new"_s, draft));
        QVERIFY(prompts.draft(u"new"_s)->value() == draft);
    }

    void whatAnEditorKeepsIsNoPartOfTheVersion()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        store::Draft draft{.content = sampleContent(u"one"_s)};
        draft.editing = *parseJson(QStringView(u"{\"tools\": \"[\"}"_s));
        VERIFY_OK(prompts.saveDraft(u"new"_s, draft));
        file.reopen();
        store::PromptRepository again(file.database());
        const auto kept = again.draft(u"new"_s);
        QVERIFY(kept->value() == draft);
        const auto version = again.addVersion(u"new"_s, kept->value().content, {}, std::nullopt, sampleTime());
        VERIFY_OK(version);
        QCOMPARE(version->contentHash, prompt::contentHash(sampleContent(u"one"_s)));
        draft.editing = Json::null();
        VERIFY_OK(again.saveDraft(u"new"_s, draft));
        QVERIFY(again.draft(u"new"_s)->value() == draft);
    }
};

QTEST_GUILESS_MAIN(TestPromptRepository)
#include "tst_promptrepository.moc"
