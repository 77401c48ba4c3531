// SPDX-License-Identifier: GPL-3.0-or-later
// The databases that stand for the files people made with earlier schemas: each opens, and all of it comes back.
#include "core/store/evalsetrepository.h"
#include "core/store/labelrepository.h"
#include "core/store/migrations.h"
#include "core/store/modelrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/runrepository.h"
#include "core/store/snippetrepository.h"
#include "core/workspace/workspace.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

#include <QDir>

using namespace Qt::StringLiterals;
using namespace assay;
using run::Outcome;
using workspace::Workspace;

class TestFixture : public QObject {
    Q_OBJECT

    std::optional<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;

    template<typename Job> auto read(Job job) { return m_workspace->read(std::move(job)).result(); }

    [[nodiscard]] QString copied(const QString &name) const
    {
        QFETCH_GLOBAL(const int, version);
        const QString copy = m_folder->filePath(name);
        const bool isDone
            = QFile::copy(QStringLiteral(ASSAY_TEST_DATA "/workspace-v%1.assay").arg(version), copy) && QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
        return isDone ? copy : QString();
    }

    void open(const QString &file)
    {
        auto opened = Workspace::open(file);
        VERIFY_OK(opened);
        m_workspace = std::move(*opened);
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<int>("version");
        for (int version = 1; version < store::newestSchemaVersion(); ++version)
            QTest::addRow("made with schema %d", version) << version;
    }

    void init()
    {
        m_folder.emplace();
        open(copied(u"a.assay"_s));
    }

    void cleanup()
    {
        m_workspace.reset();
        m_folder.reset();
    }

    void theFileAsItWasIsKeptBeside()
    {
        QFETCH_GLOBAL(const int, version);
        const QString backup = m_folder->filePath(u"a.assay.v%1.backup"_s.arg(version));
        QVERIFY(QFile::exists(backup));
        auto old = store::Database::open(backup, store::Database::Access::readOnly);
        VERIFY_OK(old);
        QCOMPARE(store::schemaVersion(**old).value(), version);
        QCOMPARE(*read([](store::Database &database) { return store::schemaVersion(database); }), store::newestSchemaVersion());
    }

    void aCopyThatWasCutOffIsMadeAnew()
    {
        QFETCH_GLOBAL(const int, version);
        const QString file = copied(u"cut.assay"_s);
        const QString backup = u"%1.v%2.backup"_s.arg(file, QString::number(version));
        for (const QString &ending : {u".part"_s, u".part-journal"_s}) {
            QFile half(backup + ending);
            QVERIFY(half.open(QIODevice::WriteOnly) && half.write("SQLite format 3, and then the power went") > 0);
        }
        open(file);
        auto old = store::Database::open(backup, store::Database::Access::readOnly);
        VERIFY_OK(old);
        QCOMPARE(store::schemaVersion(**old).value(), version);
        QCOMPARE(QDir(m_folder->path()).entryList({u"cut.assay.v*"_s}), QStringList{QFileInfo(backup).fileName()});
    }

    void promptsAreThere()
    {
        const auto versions = read([](store::Database &database) { return store::PromptRepository(database).versions(u"triage"_s); });
        VERIFY_OK(versions);
        QCOMPARE(versions->size(), 2);
        QVERIFY(versions->at(1).content == test::sampleContent(u"Say what it is about."_s));
        QCOMPARE(versions->at(0).note, u"asks for JSON"_s);
        QCOMPARE(versions->at(0).parent, std::optional(1));
        QCOMPARE(versions->at(0).createdAt, test::sampleTime());
        for (const prompt::Version &version : *versions)
            QCOMPARE(version.contentHash, prompt::contentHash(version.content));
        const auto history = read([](store::Database &database) { return store::LabelRepository(database).history(u"triage"_s); });
        VERIFY_OK(history);
        QCOMPARE(history->size(), 2);
        QVERIFY(history->first() == (store::LabelMove{.label = u"production"_s, .from = 1, .to = 2, .at = test::sampleTime(2)}));
        QCOMPARE(*read([](store::Database &database) { return store::PromptRepository(database).labels(u"triage"_s); }), (QMap<QString, int>{{u"production"_s, 2}}));
        QVERIFY(read([](store::Database &database) { return store::PromptRepository(database).draft(u"triage"_s); })->value().content == test::sampleContent(u"An unsaved thought"_s));
    }

    void textsThatLookLikeMarksComeBackAsTheyWere()
    {
        QFETCH_GLOBAL(const int, version);
        if (version > 4)
            QSKIP("they were escaped from schema 5 on");
        const QString file = copied(u"marks.assay"_s);
        {
            auto old = store::Database::open(file, store::Database::Access::readWrite);
            VERIFY_OK(old);
            // As an earlier Assay kept them; a value that is bound would be kept as of today.
            for (const QString &statement :
                {u"INSERT INTO prompt_versions (prompt_id, number, content, content_hash, note, created_ms)"
                 " SELECT prompt_id, 3, replace(content, 'Say what it is about.', 'x' || char(0xFDD1) || 'ffff'), content_hash, char(0xFDD1) || 'fdd1', created_ms"
                 " FROM prompt_versions WHERE number = 1"_s,
                    u"UPDATE responses SET text = char(0xFDD1, 0xFDD1) || 'd83d' WHERE run_id = 1 AND cell = 1"_s,
                    u"UPDATE eval_sets SET name = 'set' || char(0xFDD1) || 'feff'"_s})
                VERIFY_OK((*old)->execute(statement));
        }
        open(file);
        const auto stored = read([](store::Database &database) { return store::PromptRepository(database).version({.prompt = u"triage"_s, .number = 3}); });
        VERIFY_OK(stored);
        QVERIFY(stored->content == test::sampleContent(u"x\uFDD1ffff"_s));
        QCOMPARE(stored->note, u"\uFDD1fdd1"_s);
        QCOMPARE(read([](store::Database &database) { return store::RunRepository(database).cell({1}, 1); })->response->completion.text, u"\uFDD1\uFDD1d83d"_s);
        VERIFY_OK(read([](store::Database &database) { return store::EvalSetRepository(database).load(u"set\uFDD1feff"_s); }));
        const auto changed = m_workspace->write([](store::Database &database) { return database.execute(u"UPDATE prompt_versions SET note = ''"_s); }).result();
        VERIFY_FAILS(changed, "conflict");
    }

    void snippetsAndGatesAreThere()
    {
        QFETCH_GLOBAL(const int, version);
        if (version < 4)
            QSKIP("they came with schema 4");
        const auto snippet = read([](store::Database &database) { return store::SnippetRepository(database).load(u"tone"_s); });
        VERIFY_OK(snippet);
        QCOMPARE(*snippet, (store::Snippet{.name = u"tone"_s, .text = u"Be kind.\n"_s, .updatedAt = test::sampleTime(4)}));
        QCOMPARE(*read([](store::Database &database) { return store::LabelRepository(database).gates(u"triage"_s); }),
            (QMap<QString, run::LabelGate>{{u"production"_s, {.set = u"tickets"_s, .leastPassRate = 0.75}}}));
    }

    void setsAreThere()
    {
        const auto list = read([](store::Database &database) { return store::EvalSetRepository(database).list(); });
        VERIFY_OK(list);
        QCOMPARE(list->first().revision, 2);
        QCOMPARE(list->first().runCount, 2);
        auto first = read([](store::Database &database) { return store::EvalSetRepository(database).load(u"tickets"_s, 1); });
        VERIFY_OK(first);
        const auto second = read([](store::Database &database) { return store::EvalSetRepository(database).load(u"tickets"_s); });
        VERIFY_OK(second);
        QCOMPARE(second->items.at(2).id, first->items.at(2).id);
        QVERIFY(second->items.at(0).reference.is_null());
        for (evalset::Item &item : first->items)
            item.id = {};
        QVERIFY(first->items == test::sampleSet(3).items);
        QVERIFY(first->defaultAssertions == test::sampleSet(3).defaultAssertions);
    }

    void modelsAreThere()
    {
        const auto models = read([](store::Database &database) { return store::ModelRepository(database).models(); });
        VERIFY_OK(models);
        QCOMPARE(models->size(), 2);
        QCOMPARE(models->at(0).model.price, std::optional(test::samplePrice()));
        QCOMPARE(models->at(0).provider.kind, u"simulated"_s);
        QCOMPARE(models->at(1).provider.keySource, u"env:HOME_KEY"_s);
        QVERIFY(!models->at(1).model.stream);
    }

    void theFinishedRunIsThere()
    {
        const auto plan = read([](store::Database &database) { return store::RunRepository(database).plan({1}); });
        VERIFY_OK(plan);
        QCOMPARE(plan->versions.size(), 2);
        QCOMPARE(plan->models.size(), 2);
        QCOMPARE(plan->set.revision, 1);
        QCOMPARE(plan->budget, std::optional(Money::fromMicroUsd(2'500'000)));
        QCOMPARE(plan->seed, 42);
        const auto cells = read([](store::Database &database) { return store::RunRepository(database).cells({1}); });
        VERIFY_OK(cells);
        QCOMPARE(cells->size(), 12);
        QCOMPARE(std::ranges::count(*cells, std::optional(Outcome::failed), &run::CellResult::outcome), 4);
        const auto detail = read([](store::Database &database) { return store::RunRepository(database).cell({1}, 1); });
        VERIFY_OK(detail);
        QVERIFY(detail->response == test::sampleResponse(1, 2));
        QVERIFY(detail->attempts == (QList{test::failedAttempt(1), test::answeredAttempt(1, 2)}));
        QVERIFY(detail->grades == test::sampleEnd(1, Outcome::passed).grades);
        const auto summary = read([](store::Database &database) { return store::RunRepository(database).summary({1}); });
        VERIFY_OK(summary);
        QCOMPARE(summary->state, run::RunState::finished);
        QCOMPARE(summary->done, 12);
        QCOMPARE(summary->endedAt, std::optional(test::sampleTime(10)));
    }

    void theBrokenOffRunCanGoOn()
    {
        const auto progress = read([](store::Database &database) { return store::RunRepository(database).progress({2}); });
        VERIFY_OK(progress);
        QCOMPARE(progress->at(0).outcome, std::optional(Outcome::passed));
        QCOMPARE(progress->at(1).outcome, std::optional(Outcome::error));
        QVERIFY(!progress->at(2).outcome);
        QVERIFY(progress->at(3).response == test::sampleResponse(3));
        QCOMPARE(progress->at(4).attempts, 1);
        QCOMPARE(*read([](store::Database &database) { return store::RunRepository(database).spent({2}); }),
            *test::answeredAttempt(0).cost + *test::answeredAttempt(3).cost + test::sentAttempt(4).reserved);
        QCOMPARE(read([](store::Database &database) { return store::RunRepository(database).newest(); })->value().value, 2);
    }
};

QTEST_GUILESS_MAIN(TestFixture)
#include "tst_fixture.moc"
