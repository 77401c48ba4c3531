// SPDX-License-Identifier: GPL-3.0-or-later
// Runs in batches in the window: started, left at closing, offered when the workspace is opened again, stopped.
#include "app/window.h"
#include "tests/support/batchserver.h"
#include "tests/support/windowtest.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;
using test::BatchManners;
using test::BatchServer;
using test::BatchSpeech;

namespace {

Result<run::RunPlan> makePlan(store::Database &database, const QString &baseUrl)
{
    provider::ProviderConfig provider;
    provider.name = u"lab"_s;
    provider.kind = u"openai"_s;
    provider.baseUrl = baseUrl;
    store::ModelRepository models(database);
    const auto saved = models.saveProvider(provider);
    if (!saved)
        return std::unexpected(saved.error());
    provider::ModelConfig model;
    model.providerId = saved->id;
    model.name = u"m"_s;
    model.apiName = u"m"_s;
    if (const auto added = models.saveModel(model); !added)
        return std::unexpected(added.error());
    prompt::Content content;
    content.messages = {{tokens::Role::user, u"v1|{{ text }}|"_s}};
    evalset::EvalSet set;
    set.name = u"items"_s;
    evalset::Assertion contains;
    contains.type = u"contains"_s;
    contains.value = Json("ok");
    set.defaultAssertions = {contains};
    for (int i = 0; i < 6; ++i) {
        evalset::Item item;
        item.key = u"i-%1"_s.arg(i);
        item.variables.insert_or_assign("text", jsonString(u"item-%1"_s.arg(i)));
        set.items.append(item);
    }
    const UtcTime now = SystemClock().utcNow();
    run::RunPlan plan;
    plan.mode = run::RunMode::batch;
    plan.createdAt = now;
    return store::PromptRepository(database).addVersion(u"p"_s, content, {}, {}, now).and_then([&](const prompt::Version &version) {
        plan.versions = {version};
        return store::EvalSetRepository(database).save(set, now).and_then([&](const evalset::EvalSet &stored) {
            plan.set = stored;
            return models.models().transform([&](const QList<run::PlannedModel> &planned) {
                plan.models = planned;
                return plan;
            });
        });
    });
}

} // namespace

class TestBatches : public QObject, protected test::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        beginTests();
    }

    void init()
    {
        m_window = std::make_unique<MainWindow>(app::windowParts(m_composition));
        m_window->show();
    }

    void cleanup() { m_window.reset(); }

    void whatIsWithAProviderIsOfferedWhenTheWorkspaceIsOpenedAgain()
    {
        const BatchServer server(BatchSpeech::openai, {.looksUntilDone = 0});
        const QString path = m_folder.filePath(u"offered.assay"_s);
        startRun(path, server);
        QTRY_COMPARE_WITH_TIMEOUT(server.jobs(), 1, kPatience);
        QVERIFY(m_window->close());
        m_window.reset();
        QCOMPARE(server.cancelled(), 0);

        init();
        m_window->openWorkspace(path);
        auto *offer = m_window->findChild<QPushButton *>(u"bannerOffer"_s);
        QTRY_VERIFY_WITH_TIMEOUT(offer->isVisible(), kPatience);
        QCOMPARE(offer->text(), u"Collect"_s);
        auto *text = m_window->findChild<QLabel *>(u"bannerLabel"_s);
        QVERIFY2(text->text().contains(u"Run #1 waits for its batches"_s) && text->text().contains(u"6 requests in 1 job"_s), qPrintable(text->text()));
        if (const QString folder = qEnvironmentVariable("ASSAY_SCREENSHOT_DIR"); !folder.isEmpty())
            m_window->grab().save(folder + u"/batches-offered.png"_s);
        QSignalSpy ended(m_window->document(), &Document::runEnded);
        offer->click();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QCOMPARE(m_window->document()->lastBatch()->all.passed, 6);
        QCOMPARE(server.jobs(), 1);
        for (const int count : server.ledger())
            QCOMPARE(count, 1);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->document()->lists().waiting.isEmpty(), kPatience);
        QVERIFY(!offer->isVisible());
    }

    void aStopAsksTheProviderToCancel()
    {
        const BatchServer server(BatchSpeech::openai, {.looksUntilDone = 1'000'000});
        const QString path = m_folder.filePath(u"stopped.assay"_s);
        startRun(path, server);
        QSignalSpy ended(m_window->document(), &Document::runEnded);
        const auto waits = [this] {
            const auto batch = m_window->document()->lastBatch();
            return batch && batch->reason.startsWith(u"batch of 6 at lab"_s);
        };
        QTRY_VERIFY_WITH_TIMEOUT(waits(), kPatience);
        m_window->document()->cancelRun();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QCOMPARE(server.cancelled(), 1);
        QCOMPARE(m_window->document()->lastBatch()->all.passed, 3);
        QCOMPARE(m_window->document()->lastBatch()->all.skipped, 3);
    }

private:
    void startRun(const QString &path, const BatchServer &server)
    {
        m_window->createWorkspace(path);
        QVERIFY(m_window->document());
        std::optional<Result<run::RunPlan>> plan;
        m_window->document()->write(
            m_window->document(), [url = server.baseUrl().toString()](store::Database &database) { return makePlan(database, url); },
            [&plan](const Result<run::RunPlan> &made) { plan = made; });
        QTRY_VERIFY_WITH_TIMEOUT(plan.has_value(), kPatience);
        QVERIFY2(*plan, plan->has_value() ? "" : qPrintable(plan->error().describe()));
        (**plan).models.removeIf([](const run::PlannedModel &model) { return model.model.name != u"m"; });
        m_window->document()->startRun(**plan);
    }

    app::Composition m_composition;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestBatches)
#include "tst_batches.moc"
