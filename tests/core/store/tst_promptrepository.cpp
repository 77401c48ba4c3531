// SPDX-License-Identifier: GPL-3.0-or-later
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

    void anUnchangedVersionIsRefused()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        VERIFY_OK(prompts.addVersion(u"triage"_s, sampleContent(u"same"_s), {}, std::nullopt, sampleTime()));
        VERIFY_FAILS(prompts.addVersion(u"triage"_s, sampleContent(u"same"_s), u"again"_s, 1, sampleTime()), "conflict");
        VERIFY_OK(prompts.addVersion(u"triage"_s, sampleContent(u"new"_s), {}, 1, sampleTime()));
        VERIFY_OK(prompts.addVersion(u"triage"_s, sampleContent(u"same"_s), u"back again"_s, 1, sampleTime()));
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
            << u"INSERT OR REPLACE INTO prompt_versions SELECT id, prompt_id, number, '{}', content_hash, note, parent, 0 FROM prompt_versions"_s;
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

    void aLabelMovesAndItsWayIsKept()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        for (const QString &text : {u"a"_s, u"b"_s})
            VERIFY_OK(prompts.addVersion(u"triage"_s, sampleContent(text), {}, std::nullopt, sampleTime()));
        VERIFY_OK(prompts.moveLabel(u"triage"_s, u"production"_s, 1, sampleTime(1)));
        VERIFY_OK(prompts.moveLabel(u"triage"_s, u"production"_s, 2, sampleTime(2)));
        VERIFY_OK(prompts.moveLabel(u"triage"_s, u"production"_s, 2, sampleTime(3)));
        VERIFY_OK(prompts.moveLabel(u"triage"_s, u"draft"_s, 2, sampleTime(4)));
        VERIFY_OK(prompts.moveLabel(u"triage"_s, u"production"_s, 1, sampleTime(5)));
        QCOMPARE(*prompts.labels(u"triage"_s), (QMap<QString, int>{{u"draft"_s, 2}, {u"production"_s, 1}}));
        const QList<store::LabelMove> expected{
            {.label = u"production"_s, .from = 2, .to = 1, .at = sampleTime(5)},
            {.label = u"draft"_s, .from = std::nullopt, .to = 2, .at = sampleTime(4)},
            {.label = u"production"_s, .from = 1, .to = 2, .at = sampleTime(2)},
            {.label = u"production"_s, .from = std::nullopt, .to = 1, .at = sampleTime(1)},
        };
        const auto history = prompts.labelHistory(u"triage"_s);
        VERIFY_OK(history);
        QVERIFY(*history == expected);
        VERIFY_FAILS(prompts.moveLabel(u"triage"_s, u"production"_s, 3, sampleTime()), "not-found");
        VERIFY_FAILS(prompts.moveLabel(u"triage"_s, {}, 1, sampleTime()), "invalid-input");
    }

    void aDraftIsKeptUntilItIsDropped()
    {
        test::TemporaryStore file;
        store::PromptRepository prompts(file.database());
        QVERIFY(!prompts.draft(u"new"_s)->has_value());
        VERIFY_OK(prompts.saveDraft(u"new"_s, sampleContent(u"one"_s)));
        VERIFY_OK(prompts.saveDraft(u"new"_s, sampleContent(u"two"_s)));
        file.reopen();
        store::PromptRepository again(file.database());
        QVERIFY(again.draft(u"new"_s)->value() == sampleContent(u"two"_s));
        QVERIFY(!again.draft(u"other"_s)->has_value());
        VERIFY_OK(again.saveDraft(u"new"_s, std::nullopt));
        QVERIFY(!again.draft(u"new"_s)->has_value());
    }
};

QTEST_GUILESS_MAIN(TestPromptRepository)
#include "tst_promptrepository.moc"
