// SPDX-License-Identifier: GPL-3.0-or-later
// What the Run page says before a run, while it goes on, and when it is over. With ASSAY_SCREENSHOT_DIR set, its states are saved as pictures there.
#include "app/window.h"
#include "core/store/labelrepository.h"
#include "tests/support/loggedrun.h"
#include "tests/support/pageshots.h"
#include "tests/support/smallplan.h"
#include "tests/support/windowtest.h"
#include "tests/support/workspacesamples.h"
#include "ui/format/format.h"
#include "ui/pages/run/endnotice.h"
#include "ui/pages/run/estimatemodel.h"
#include "ui/pages/run/eventsmodel.h"
#include "ui/pages/run/throttlelines.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolTip>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kMode = QAbstractItemModelTester::FailureReportingMode::QtTest;

run::Takings takings(int calls, qint64 microUsd)
{
    run::Takings made;
    made.calls = calls;
    made.inputTokens = 1'000 * calls;
    made.likelyOutputTokens = 100 * calls;
    made.low = Money::fromMicroUsd(microUsd);
    made.likely = Money::fromMicroUsd(2 * microUsd);
    made.worstCase = Money::fromMicroUsd(4 * microUsd);
    return made;
}

QStringList rowOf(const QAbstractItemModel &model, int row)
{
    QStringList texts;
    for (int column = 0; column < model.columnCount(); ++column)
        texts.append(model.index(row, column).data().toString());
    return texts;
}

} // namespace

class TestRunPage : public QObject, protected test::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        beginTests();
    }

    void init()
    {
        QSettings().clear();
        m_window = std::make_unique<MainWindow>(app::windowParts(m_composition));
        m_window->resize(1280, 800);
        m_window->show();
    }

    void cleanup() { m_window.reset(); }

    // ── before ──────────────────────────────────────────────────────────────────────────────────────────────────────

    void theEstimateHasARowAModelAndOneForAll()
    {
        EstimateModel model(nullptr);
        const QAbstractItemModelTester tester(&model, kMode);
        const run::RunPlan plan = test::smallPlan(10, 1, 2);
        run::Estimate estimate;
        estimate.models = {takings(10, 100'000), takings(20, 300'000)};
        estimate.models[1].cached = 5;
        estimate.models[1].saved = Money::fromMicroUsd(50'000);
        estimate.models[1].inputError = 0.2;
        estimate.leastTimes = {{}, {.time = std::chrono::seconds(240), .limit = u"120 requests a minute"_s}};
        for (const run::Takings &each : std::as_const(estimate.models))
            estimate.all += each;
        model.setEstimate(plan, estimate);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(rowOf(model, 0), (QStringList{u"m1"_s, u"10"_s, u"–"_s, u"–"_s, u"10 k"_s, u"≈ 1,000"_s, u"$0.10"_s, u"$0.20"_s, u"$0.40"_s, u"–"_s}));
        QCOMPARE(rowOf(model, 1), (QStringList{u"m2"_s, u"20"_s, u"5"_s, u"≈ $0.050"_s, u"≈ 20 k"_s, u"≈ 2,000"_s, u"$0.30"_s, u"$0.60"_s, u"$1.20"_s, format::duration(std::chrono::seconds(240))}));
        QCOMPARE(rowOf(model, 2).first(), u"all"_s);
        QCOMPARE(rowOf(model, 2).at(EstimateModel::WorstColumn), u"$1.60"_s);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void anUnknownPriceIsNeverZero_data()
    {
        QTest::addColumn<bool>("isFirstKnown");
        QTest::addColumn<QString>("all");
        QTest::newRow("none is known") << false << u"unknown"_s;
        QTest::newRow("one of two is known") << true << u"$0.40 + unknown"_s;
    }
    void anUnknownPriceIsNeverZero()
    {
        QFETCH(const bool, isFirstKnown);
        QFETCH(const QString, all);
        run::RunPlan plan = test::smallPlan(10, 1, 2);
        plan.models[1].price.reset();
        if (!isFirstKnown)
            plan.models[0].price.reset();
        run::Estimate estimate;
        estimate.models = {takings(10, 100'000), takings(10, 0)};
        estimate.all = estimate.models.at(0);
        estimate.modelsWithoutPrice = isFirstKnown ? 1 : 2;
        EstimateModel model(nullptr);
        model.setEstimate(plan, estimate);
        QCOMPARE(rowOf(model, 1).at(EstimateModel::WorstColumn), u"unknown"_s);
        QCOMPARE(rowOf(model, 2).at(EstimateModel::WorstColumn), all);
    }

    void thePlanSaysWhatIsWrongWithAField_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("a cap that is no amount") << u"planBudgetLineEdit"_s << u"much"_s << u"no amount"_s;
        QTest::newRow("a cap of nothing") << u"planBudgetLineEdit"_s << u"0"_s << u"no amount"_s;
        QTest::newRow("a seed that is no number") << u"planSeedLineEdit"_s << u"seven"_s << u"no seed"_s;
    }
    void thePlanSaysWhatIsWrongWithAField()
    {
        QFETCH(const QString, field);
        QFETCH(const QString, text);
        QFETCH(const QString, said);
        openSample();
        auto *start = child<QPushButton>(u"planStartPushButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), kPatience);
        child<QLineEdit>(field)->setText(text);
        QTRY_VERIFY(child<QLabel>(u"planEstimateLabel"_s)->text().contains(said));
        QVERIFY(!start->isEnabled());
        QVERIFY(!child<QTableView>(u"planEstimateTableView"_s)->isVisible());
        child<QLineEdit>(field)->clear();
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), kPatience);
        QVERIFY(child<QTableView>(u"planEstimateTableView"_s)->isVisible());
    }

    void whatIsChosenIsWhatIsRun()
    {
        openSample();
        auto *start = child<QPushButton>(u"planStartPushButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), kPatience);
        test::shootPage(*m_window, u"run-plan"_s);
        child<QSpinBox>(u"planRepeatsSpinBox"_s)->setValue(2);
        child<QLineEdit>(u"planBudgetLineEdit"_s)->setText(u"50"_s);
        child<QLineEdit>(u"planSeedLineEdit"_s)->setText(u"1234"_s);
        child<QSpinBox>(u"planCacheDaysSpinBox"_s)->setValue(3);
        auto *labels = child<QComboBox>(u"planLabelComboBox"_s);
        QTRY_VERIFY_WITH_TIMEOUT(labels->findText(u"production"_s) > 0, kPatience);
        labels->setCurrentIndex(labels->findText(u"production"_s));
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), kPatience);
        QCOMPARE(child<QTableView>(u"planEstimateTableView"_s)->model()->rowCount(), 4);
        QSignalSpy ended(m_window->document(), &Document::runEnded);
        start->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->document()->currentRun().has_value(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(child<QWidget>(u"throttleLinesWidget"_s)->isVisible() || ended.size() > 0, kPatience);
        test::shootPage(*m_window, u"run-live"_s);
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        const run::RunPlan plan = stored(*m_window->document()->currentRun());
        QCOMPARE(plan.repeats, 2);
        QCOMPARE(plan.budget, Money::fromDecimal(u"50"));
        QCOMPARE(plan.seed, 1234);
        QCOMPARE(plan.label, u"production"_s);
        QCOMPARE(plan.cache, run::CachePolicy::use);
        QCOMPARE(plan.cacheLife, std::optional<Milliseconds>(std::chrono::days(3)));
        QTRY_VERIFY(child<QLabel>(u"perPassedLabel"_s)->text().startsWith(u"$"_s));
        QCOMPARE(child<QLabel>(u"tokensLabel"_s)->text().count(u'·'), 3);
    }

    void theCachePolicyIsChosen()
    {
        openSample();
        auto *start = child<QPushButton>(u"planStartPushButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), kPatience);
        auto *days = child<QSpinBox>(u"planCacheDaysSpinBox"_s);
        QVERIFY(days->isEnabled());
        auto *cache = child<QComboBox>(u"planCacheComboBox"_s);
        cache->setCurrentIndex(cache->findData(static_cast<int>(run::CachePolicy::off)));
        QVERIFY(!days->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), kPatience);
        QSignalSpy ended(m_window->document(), &Document::runEnded);
        start->click();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QCOMPARE(stored(*m_window->document()->currentRun()).cache, run::CachePolicy::off);
    }

    void aBatchIsOfferedWhereValidationLetsIt()
    {
        openSample();
        QTRY_VERIFY_WITH_TIMEOUT(child<QPushButton>(u"planStartPushButton"_s)->isEnabled(), kPatience);
        auto *batch = child<QCheckBox>(u"planBatchCheckBox"_s);
        run::RunPlan plan = m_plan;
        plan.mode = run::RunMode::batch;
        const auto valid = run::validate(plan);
        QTRY_COMPARE_WITH_TIMEOUT(batch->isEnabled(), valid.has_value(), kPatience);
        QVERIFY(!valid);
        QVERIFY(batch->accessibleDescription().contains(valid.error().message));
        auto *why = child<QLabel>(u"planWhyNoBatchLabel"_s);
        QVERIFY(why->isVisible() && why->wordWrap());
        QVERIFY2(why->text().startsWith(u"Not as a batch: "_s), qPrintable(why->text()));
        // A long reason takes no width from what is chosen.
        QVERIFY(child<QListWidget>(u"planVersionsListWidget"_s)->width() > 200);
    }

    // ── while it goes on ────────────────────────────────────────────────────────────────────────────────────────────

    void whatHoldsAModelBackIsALine_data()
    {
        QTest::addColumn<run::ThrottleState>("state");
        QTest::addColumn<QString>("line");
        QTest::newRow("nothing") << run::ThrottleState{.model = u"m"_s, .text = {}, .active = 3, .allowed = 16, .waits = {}} << u"m: 3 of 16 under way"_s;
        QTest::newRow("its requests a minute")
            << run::ThrottleState{.model = u"m"_s, .text = u"48 of 60 requests this minute"_s, .active = 4, .allowed = 4, .waits = Milliseconds(400)}
            << u"m: 4 of 4 under way  ·  48 of 60 requests this minute"_s;
        QTest::newRow("its breaker") << run::ThrottleState{.model = u"m"_s, .text = u"asks no more: 5 failures in a row"_s, .active = 0, .allowed = 1, .waits = {}, .isOpen = true}
                                     << u"m: 0 of 1 under way  ·  asks no more: 5 failures in a row"_s;
    }
    void whatHoldsAModelBackIsALine()
    {
        QFETCH(const run::ThrottleState, state);
        QFETCH(const QString, line);
        QCOMPARE(throttleText(state), line);
        ThrottleLines lines(nullptr);
        lines.resize(900, 60);
        lines.setStates({state, state});
        QCOMPARE(lines.lines(), (QStringList{line, line}));
        lines.setStates({state});
        QCOMPARE(lines.findChildren<QLabel *>().size(), 1);
    }

    void eventsAreATimelineWithoutDoubles()
    {
        EventsModel model(nullptr);
        const QAbstractItemModelTester tester(&model, kMode);
        const run::RunEvent first{.at = test::sampleTime(), .kind = u"throttle"_s, .text = u"m: slower"_s};
        const run::RunEvent second{.at = test::sampleTime(1), .kind = u"warning"_s, .text = u"m: <b>odd</b>\nand more"_s};
        model.add({first});
        model.add({first, second});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(1, EventsModel::TextColumn).data().toString(), u"m: <b>odd</b> and more"_s);
        QVERIFY(!model.index(1, EventsModel::TextColumn).data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
        QCOMPARE(model.toText().count(u'\n'), 2);
        QVERIFY(model.toText().startsWith(u"03:04:05\tlimit\tm: slower"_s));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
        model.add({first});
        QCOMPARE(model.rowCount(), 1);
    }

    // ── when it is over ─────────────────────────────────────────────────────────────────────────────────────────────

    void aRunThatIsNotWholeSaysWhatToDo_data()
    {
        QTest::addColumn<run::RunState>("state");
        QTest::addColumn<int>("done");
        QTest::addColumn<int>("lost");
        QTest::addColumn<bool>("isLive");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("body");
        QTest::newRow("a whole run says nothing") << run::RunState::finished << 10 << 0 << false << QString() << QString();
        QTest::newRow("one that goes on says nothing") << run::RunState::running << 4 << 2 << true << QString() << QString();
        QTest::newRow("a capped one names its cap") << run::RunState::capped << 4 << 0 << false << u"6 cells missing"_s << u"The key was refused. Raise the cap"_s;
        QTest::newRow("one held by the month names that") << run::RunState::capped << 4 << 0 << false << u"6 cells missing"_s << u"Raise the month's cap (Run, Budget…)"_s;
        QTest::newRow("one that waits for its batches is as it should be") << run::RunState::paused << 4 << 0 << false << u"The run waits"_s << u"The key was refused."_s;
        QTest::newRow("a failed one says why") << run::RunState::failed << 9 << 0 << false << u"1 cell missing"_s << u"The key was refused. Once that is mended"_s;
        QTest::newRow("a stopped one can go on") << run::RunState::cancelled << 4 << 0 << false << u"Stopped"_s << u"Resume"_s;
        QTest::newRow("one that was cut off says so") << run::RunState::running << 4 << 0 << false << u"interrupted"_s << u"Resume"_s;
        QTest::newRow("lost calls are counted") << run::RunState::failed << 4 << 3 << false << u"could not go on"_s << u"3 requests may have been billed"_s;
        QTest::newRow("also of a whole run") << run::RunState::finished << 10 << 1 << false << u"not wholly known"_s << u"1 request may have been billed"_s;
    }
    void aRunThatIsNotWholeSaysWhatToDo()
    {
        QFETCH(const run::RunState, state);
        QFETCH(const int, done);
        QFETCH(const int, lost);
        QFETCH(const bool, isLive);
        QFETCH(const QString, title);
        QFETCH(const QString, body);
        store::RunSummary summary;
        summary.state = state;
        summary.reason = body.contains(u"the month's cap"_s) ? u"the month's cap of $5 has $0.01 left, and this call can cost $0.02"_s : u"the key was refused"_s;
        summary.cells = 10;
        summary.done = done;
        const auto notice = endNotice(summary, {.lost = lost, .lostAtMost = Money::fromMicroUsd(lost * 100)}, isLive);
        QCOMPARE(notice.has_value(), !title.isEmpty());
        if (!notice)
            return;
        QVERIFY2(notice->title.contains(title), qPrintable(notice->title));
        QVERIFY2(notice->body.contains(body), qPrintable(notice->body));
    }

    void aFailedRunIsShownWithItsEventsAndWhatToDo()
    {
        openLogged({.items = 8});
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(u"bannerLabel"_s)->isVisible(), kPatience);
        QVERIFY(child<QLabel>(u"bannerLabel"_s)->text().contains(u"may have been billed"_s));
        QCOMPARE(child<QPushButton>(u"eventsPushButton"_s)->text(), u"3 events"_s);
        child<QPushButton>(u"eventsPushButton"_s)->click();
        auto *events = child<QTableView>(u"eventsTableView"_s);
        QVERIFY(events->isVisible());
        QCOMPARE(events->model()->rowCount(), 3);
        child<QPushButton>(u"copyEventsPushButton"_s)->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"30 % of the calls failed"_s));
        QVERIFY(child<QLabel>(u"troubleLabel"_s)->text().contains(u" · %1 · "_s.arg(m_plan.cellCount() / test::kLoggedWays)));
        QCOMPARE(child<QLabel>(u"moneyLabel"_s)->text().count(u"unknown"_s), 1);
        test::shootPage(*m_window, u"run-failed"_s);
    }

    void aWarningMarksTheColumnsOfItsModel()
    {
        openLogged({.items = 8});
        auto *table = child<QTableView>(u"matrixTableView"_s);
        QHeaderView *header = table->horizontalHeader();
        const auto toolTipOf = [&](int section) {
            const QPoint at(header->sectionViewportPosition(section) + 10, header->height() / 2);
            QHelpEvent help(QEvent::ToolTip, at, header->viewport()->mapToGlobal(at));
            QCoreApplication::sendEvent(header->viewport(), &help);
            return QToolTip::text();
        };
        const auto local
            = static_cast<int>(std::ranges::find_if(m_plan.models, [](const run::PlannedModel &model) { return model.model.name == u"local"; }) - m_plan.models.begin());
        table->horizontalScrollBar()->setValue(0);
        QTRY_VERIFY_WITH_TIMEOUT(toolTipOf(1 + local).contains(u"30 % of the calls failed"_s), kPatience);
        QVERIFY(!toolTipOf(1 + (local + 1) % static_cast<int>(m_plan.models.size())).contains(u"of the calls failed"_s));
    }

    void theCapIsRaisedByAnAmountThatIsAskedFor()
    {
        openLogged({.items = 8, .state = run::RunState::capped, .reason = u"the budget has no room"_s});
        auto *resume = child<QPushButton>(u"resumePushButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(resume->isVisible(), kPatience);
        QCOMPARE(resume->text(), u"Raise cap and resume"_s);
        resume->click();
        auto *dialog = m_window->findChild<QDialog *>(u"raiseCapDialog"_s);
        QVERIFY(dialog);
        auto *amount = dialog->findChild<QLineEdit *>(u"raiseCapLineEdit"_s);
        auto *go = dialog->findChild<QPushButton *>(u"raiseCapPushButton"_s);
        QCOMPARE(amount->text(), u"5"_s);
        test::shootWidget(*dialog, u"run-raise-cap"_s);
        QVERIFY(go->isEnabled());
        amount->setText(u"2.50"_s);
        QVERIFY(!go->isEnabled());
        amount->setText(u"lots"_s);
        QVERIFY(!go->isEnabled());
        amount->setText(u"7.25"_s);
        QVERIFY(go->isEnabled());
        dialog->reject();
        QTRY_VERIFY(!m_window->findChild<QDialog *>(u"raiseCapDialog"_s));
        QCOMPARE(stored(m_plan.id).budget, Money::fromDecimal(u"2.5"));
    }

    void aCellLeadsToItsRequests()
    {
        openLogged({.items = 8});
        auto *table = child<QTableView>(u"matrixTableView"_s);
        table->setCurrentIndex(table->model()->index(5, 1));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_L);
        QTRY_COMPARE(m_window->currentPlace().page, PageId::log);
        QCOMPARE(m_window->currentPlace().cell, std::optional(5));
    }

private:
    template<typename Widget> Widget *child(const QString &name) { return WindowTest::child<Widget>(m_window->page(PageId::run), name); }

    void openSample()
    {
        m_window->createWorkspace(m_folder.filePath(u"sample-%1.assay"_s.arg(++m_samples)));
        bool isFilled = false;
        m_window->document()->write(
            m_window.get(),
            [](store::Database &database) {
                return app::fillSample(database, {.set = u"locale-formats"_s, .isFast = true, .seed = 7}).and_then([&](const run::RunPlan &plan) {
                    return store::LabelRepository(database)
                        .move({.prompt = u"locale"_s, .label = u"production"_s, .to = 2}, SystemClock().utcNow(), {})
                        .transform([&](const std::optional<store::LabelMove> &) { return plan; });
                });
            },
            [&](const Result<run::RunPlan> &plan) {
                m_plan = plan.value_or(run::RunPlan());
                isFilled = true;
            });
        QTRY_VERIFY_WITH_TIMEOUT(isFilled, kPatience);
        QVERIFY(!m_plan.versions.isEmpty());
        m_window->goTo(placeOf(PageId::run));
    }

    void openLogged(const test::LoggedRun &size)
    {
        m_window->createWorkspace(m_folder.filePath(u"logged-%1.assay"_s.arg(++m_samples)));
        bool isDone = false;
        m_window->document()->write(
            m_window.get(), [size](store::Database &database) { return test::storeLoggedRun(database, size); },
            [&](const Result<run::RunPlan> &made) {
                m_plan = made.value_or(run::RunPlan());
                isDone = true;
            });
        QTRY_VERIFY_WITH_TIMEOUT(isDone, kPatience);
        QVERIFY(m_plan.id.isValid());
        m_window->goTo(placeOf(PageId::run, m_plan.id));
        QTRY_COMPARE_WITH_TIMEOUT(child<QTableView>(u"matrixTableView"_s)->model()->rowCount(), static_cast<int>(m_plan.set.items.size()), kPatience);
    }

    run::RunPlan stored(run::RunId id)
    {
        std::optional<run::RunPlan> plan;
        m_window->document()->read(
            m_window.get(), [id](store::Database &database) { return store::RunRepository(database).plan(id); },
            [&](const Result<run::RunPlan> &read) { plan = read.value_or(run::RunPlan()); });
        if (!QTest::qWaitFor([&] { return plan.has_value(); }, kPatience))
            return {};
        return *plan;
    }

    app::Composition m_composition;
    std::unique_ptr<MainWindow> m_window;
    run::RunPlan m_plan;
    int m_samples = 0;
};

QTEST_MAIN(TestRunPage)
#include "tst_runpage.moc"
