// SPDX-License-Identifier: GPL-3.0-or-later
// The log of a run, as a user goes through its page.
// With ASSAY_SCREENSHOT_DIR set, its states are saved as pictures there.
#include "app/collector.h"
#include "app/window.h"
#include "core/report/attemptlog.h"
#include "tests/support/loggedrun.h"
#include "tests/support/loopbackserver.h"
#include "tests/support/pageshots.h"
#include "tests/support/windowtest.h"
#include "ui/pages/log/logmodel.h"
#include "ui/pages/log/logpage.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTreeView>

#include <mutex>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestLogPage : public QObject, protected test::WindowTest {
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

    void anEmptyWorkspaceLeadsToAPlan()
    {
        m_window->createWorkspace(m_folder.filePath(u"empty.assay"_s));
        m_window->goTo(placeOf(PageId::log));
        QVERIFY(!table()->isVisible());
        test::shootPage(*m_window, u"log-empty"_s);
        for (QPushButton *button : page()->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == u"Plan a run"_s)
                button->click();
        }
        QCOMPARE(m_window->currentPlace().page, PageId::run);
    }

    void everyRequestOfARunIsThere()
    {
        openLogged();
        QCOMPARE(table()->model()->rowCount(), requestsOf(m_plan));
        QVERIFY(label(u"logSummaryLabel"_s)->text().contains(u"requests"_s));
        QCOMPARE(chip(LogKind::rateLimited)->text(), u"rate limited %1"_s.arg(m_plan.cellCount() / test::kLoggedWays));
        QVERIFY(chip(LogKind::unknown)->isVisible());
        QVERIFY(!chip(LogKind::underWay)->isVisible());
        test::shootPage(*m_window, u"log-full"_s);
    }

    void theChosenRequestIsShownWithAllThatIsKept()
    {
        openLogged();
        chip(LogKind::failed)->click();
        typeSearch(u"gateway"_s);
        QTRY_COMPARE(table()->model()->rowCount(), 3 * m_plan.cellCount() / test::kLoggedWays);
        table()->selectRow(0);
        QTRY_VERIFY(m_window->findChild<QPlainTextEdit *>(u"logMessagePlainTextEdit"_s)->toPlainText().contains(u"<img src=x"_s));
        QVERIFY(label(u"logTriesLabel"_s)->text().contains(u"waited"_s));
        test::shootPage(*m_window, u"log-hostile"_s);
        clearFilters();
        chip(LogKind::truncated)->click();
        table()->selectRow(0);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<QPlainTextEdit *>(u"logRawUsagePlainTextEdit"_s)->toPlainText().contains(u"prompt_tokens"_s), kPatience);
        QCOMPARE(label(u"logReturnedModelLabel"_s)->text(), u"sim-small-1"_s);
        clearFilters();
        chip(LogKind::cached)->click();
        table()->selectRow(0);
        QTRY_VERIFY_WITH_TIMEOUT(label(u"logCostLabel"_s)->text().startsWith(u"$0"_s), kPatience);
    }

    void aFilterThatHidesAllCanBeTakenBack()
    {
        openLogged();
        typeSearch(u"no such text"_s);
        QTRY_VERIFY(m_window->findChild<QWidget *>(u"logNoMatchWidget"_s)->isVisible());
        QVERIFY(!table()->isVisible());
        test::shootPage(*m_window, u"log-no-match"_s);
        trigger(u"Show all requests"_s);
        QTRY_COMPARE(table()->model()->rowCount(), requestsOf(m_plan));
    }

    void oneModelIsChosenByItsName()
    {
        openLogged();
        auto *models = page()->findChild<QComboBox *>(u"logModelComboBox"_s);
        models->setCurrentIndex(2);
        Q_EMIT models->activated(2);
        QTRY_VERIFY(table()->model()->rowCount() < requestsOf(m_plan));
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            QCOMPARE(table()->model()->index(row, static_cast<int>(LogColumn::model)).data().toString(), models->currentText());
    }

    void theWayToTheCellAndBackKeepsThePlace()
    {
        openLogged();
        chip(LogKind::timedOut)->click();
        QTRY_VERIFY(table()->model()->rowCount() > 1);
        table()->selectRow(1);
        const int cell = model()->recordAt(1).attempt.cell;
        QTest::keyClick(table(), Qt::Key_Return);
        QTRY_COMPARE(m_window->currentPlace().page, PageId::results);
        QCOMPARE(m_window->currentPlace().cell, std::optional(cell));
        QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
        QTRY_COMPARE(m_window->currentPlace().page, PageId::log);
        QVERIFY(chip(LogKind::timedOut)->isChecked());
        QCOMPARE(table()->currentIndex().row(), 1);
    }

    void aCellLeadsToItsRequestsAlone()
    {
        openLogged();
        m_window->goTo(placeOf(PageId::results, m_plan.id, 5));
        auto *results = m_window->page(PageId::results)->findChild<QTableView *>(u"resultsTableView"_s);
        QTRY_VERIFY_WITH_TIMEOUT(results->currentIndex().isValid() && results->model()->rowCount() == m_plan.cellCount(), kPatience);
        auto *attempts = m_window->findChild<QTableView *>(u"attemptsTableView"_s);
        QTRY_COMPARE_WITH_TIMEOUT(attempts->model()->rowCount(), 3, kPatience);
        QVERIFY(attempts->model()->index(0, 1).data().toString().contains(u"502 "_s));
        QVERIFY(!attempts->model()->index(0, 3).data().toString().isEmpty());
        trigger(m_window->page(PageId::results), u"Show the attempts"_s);
        test::shootPage(*m_window, u"results-attempts"_s);
        m_window->findChild<QPushButton *>(u"cellRequestsPushButton"_s)->click();
        QTRY_COMPARE(m_window->currentPlace().page, PageId::log);
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        QVERIFY(label(u"logCellLabel"_s)->isVisible());
        page()->findChild<QPushButton *>(u"logAllCellsPushButton"_s)->click();
        QTRY_COMPARE(table()->model()->rowCount(), requestsOf(m_plan));
    }

    void whatIsCopiedIsWhatTheLogWrites()
    {
        openLogged();
        table()->selectRow(0);
        trigger(u"Copy the request as JSON"_s);
        const QString copied = QGuiApplication::clipboard()->text();
        QCOMPARE(copied.toUtf8(), toPrettyJson(report::attemptToJson(m_plan.id, model()->recordAt(0))).trimmed());
    }

    void whatIsSavedIsWhatTheLogWrites_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("file");
        QTest::newRow("the shown requests") << u"Save the shown requests as JSON lines…"_s << u"shown.jsonl"_s;
        QTest::newRow("the whole run") << u"Save the whole run as JSON lines…"_s << u"run.jsonl"_s;
        QTest::newRow("the whole run as traces") << u"Save the whole run as OpenTelemetry traces…"_s << u"run.json"_s;
    }
    void whatIsSavedIsWhatTheLogWrites()
    {
        QFETCH(const QString, action);
        QFETCH(const QString, file);
        openLogged();
        chip(LogKind::failed)->click();
        QTRY_VERIFY(table()->model()->rowCount() < requestsOf(m_plan));
        const QString path = m_folder.filePath(QString::number(m_saved++) + file);
        trigger(action);
        auto *dialog = page()->window()->findChild<QFileDialog *>(u"logFileDialog"_s);
        QVERIFY(dialog);
        dialog->hide();
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), kPatience);
        QFile written(path);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray bytes = written.readAll();
        const LogRecords all = wholeLog();
        if (file.endsWith(u".json"_s))
            QCOMPARE(bytes, toPrettyJson(report::attemptsToOtlp(m_plan, all)));
        else
            QCOMPARE(bytes, report::attemptsToJsonLines(m_plan.id, file.startsWith(u"shown"_s) ? model()->shown() : all));
    }

    void nothingIsSentBeforeTheAddressWasConfirmed()
    {
        QList<QUrl> sentTo;
        qsizetype records = 0;
        std::mutex mutex;
        auto parts = app::windowParts(m_composition);
        const auto makePages = parts.makePages;
        parts.makePages = [&](Document &document, QWidget *parent) {
            QList<Page *> pages = makePages(document, parent);
            const auto log = std::ranges::find(pages, PageId::log, &Page::pageId);
            delete std::exchange(*log,
                new LogPage(
                    document,
                    [&](const QUrl &collector, const run::RunPlan &, const QList<run::AttemptRecord> &sent, const std::stop_token &) -> Result<qsizetype> {
                        const std::scoped_lock lock(mutex);
                        sentTo.append(collector);
                        records = sent.size();
                        return sent.size();
                    },
                    parent));
            return pages;
        };
        m_window = std::make_unique<MainWindow>(parts);
        m_window->resize(1280, 800);
        m_window->show();
        openLogged();
        trigger(u"Send the whole run to a collector…"_s);
        auto *dialog = m_window->findChild<QDialog *>(u"collectorDialog"_s);
        QVERIFY(dialog);
        auto *address = dialog->findChild<QLineEdit *>(u"collectorLineEdit"_s);
        auto *send = dialog->findChild<QPushButton *>(u"collectorSendPushButton"_s);
        auto *where = dialog->findChild<QLabel *>(u"collectorWhereLabel"_s);
        QVERIFY(address->text().startsWith(u"http://localhost"_s) && send->isEnabled());
        address->setText(u"http://collector.example.com/v1/traces"_s);
        QVERIFY(!send->isEnabled()); // plain http off this machine
        address->setText(u"https://collector.example.com/v1/traces"_s);
        QVERIFY(send->isEnabled() && where->text().contains(u"collector.example.com"_s));
        test::shootWidget(*dialog, u"log-collector"_s);
        QVERIFY(sentTo.isEmpty());
        send->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<QLabel *>(u"bannerLabel"_s) && bannerText().contains(u"Sent: "_s), kPatience);
        QCOMPARE(sentTo, QList<QUrl>{QUrl(u"https://collector.example.com/v1/traces"_s)});
        QCOMPARE(records, wholeLog().size());
    }

    void theWholeRunReachesACollector()
    {
        const test::LoopbackServer collector([](const test::LoopbackRequest &) { return test::LoopbackReply::json(200, "{}"); });
        openLogged();
        trigger(u"Send the whole run to a collector…"_s);
        auto *dialog = m_window->findChild<QDialog *>(u"collectorDialog"_s);
        QVERIFY(dialog);
        dialog->findChild<QLineEdit *>(u"collectorLineEdit"_s)->setText(collector.url(u"/v1/traces"_s).toString());
        dialog->findChild<QPushButton *>(u"collectorSendPushButton"_s)->click();
        const qsizetype calls = std::ranges::count_if(wholeLog(), [](const run::AttemptRecord &record) { return !record.isCached(); });
        QTRY_VERIFY_WITH_TIMEOUT(bannerText().contains(u"Sent: %1 spans"_s.arg(calls + 1)), kPatience);
        QCOMPARE(collector.requestCount(), 1);
        QCOMPARE(collector.requests().first().body, assay::toJson(report::attemptsToOtlp(m_plan, wholeLog())));
    }

    void aCollectorThatRefusesIsNamedWithItsStatus()
    {
        const test::LoopbackServer collector([](const test::LoopbackRequest &) { return test::LoopbackReply::json(404, "{}"); });
        openLogged();
        trigger(u"Send the whole run to a collector…"_s);
        auto *dialog = m_window->findChild<QDialog *>(u"collectorDialog"_s);
        QVERIFY(dialog);
        dialog->findChild<QLineEdit *>(u"collectorLineEdit"_s)->setText(collector.url(u"/"_s).toString());
        dialog->findChild<QPushButton *>(u"collectorSendPushButton"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(bannerText().contains(u"404"_s), kPatience);
    }

    void theNavigatorLeadsToTheLogOfARun()
    {
        openLogged();
        m_window->goTo(placeOf(PageId::prompts));
        auto *tree = m_window->findChild<QTreeView *>(u"navigatorTree"_s);
        QPersistentModelIndex runs;
        for (int group = 0; group < tree->model()->rowCount(); ++group) {
            if (tree->model()->index(group, 0).data().toString() == u"Runs"_s)
                runs = tree->model()->index(group, 0);
        }
        QTRY_VERIFY_WITH_TIMEOUT(tree->model()->rowCount(runs) == 1, kPatience);
        Q_EMIT tree->customContextMenuRequested(tree->visualRect(tree->model()->index(0, 0, runs)).center());
        auto *menu = m_window->findChild<QMenu *>(u"navigatorRunMenu"_s);
        QVERIFY(menu);
        menu->actions().last()->trigger();
        menu->close();
        QCOMPARE(m_window->currentPlace().page, PageId::log);
        QCOMPARE(m_window->currentPlace().run, std::optional(m_plan.id));
    }

    void aRunIsFollowedWhileItGoesOn()
    {
        m_window->createWorkspace(m_folder.filePath(u"live.assay"_s));
        std::optional<run::RunPlan> plan;
        m_window->document()->write(
            m_window.get(), [](store::Database &database) { return app::fillSample(database, {.set = u"locale-formats"_s, .isFast = false, .seed = 7}); },
            [&](const Result<run::RunPlan> &made) { plan = made.value_or(run::RunPlan()); });
        QTRY_VERIFY_WITH_TIMEOUT(plan.has_value(), kPatience);
        QVERIFY(!plan->versions.isEmpty());
        QSignalSpy ended(m_window->document(), &Document::runEnded);
        m_window->document()->startRun(*plan);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->document()->currentRun().has_value(), kPatience);
        m_window->goTo(placeOf(PageId::log, m_window->document()->currentRun()));
        QTRY_VERIFY_WITH_TIMEOUT(table()->model()->rowCount() > 5, kPatience);
        const int early = table()->model()->rowCount();
        QTRY_VERIFY_WITH_TIMEOUT(table()->model()->rowCount() > early, kPatience);
        test::shootPage(*m_window, u"log-live"_s);
        m_window->document()->cancelRun();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        m_plan.id = *m_window->document()->currentRun();
        // What is shown in the end is what is on record.
        const auto isSame = [&] {
            const LogRecords kept = wholeLog();
            if (kept.size() != model()->records().size())
                return false;
            return std::ranges::all_of(kept, [&](const run::AttemptRecord &record) { return model()->records().contains(record); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isSame(), kPatience);
    }

    void aLogLongerThanOnePartIsReadToItsEnd()
    {
        openLogged({.items = 500});
        QVERIFY(m_plan.cellCount() > 1'500);
        QCOMPARE(table()->model()->rowCount(), requestsOf(m_plan));
    }

private:
    LogPage *page() { return static_cast<LogPage *>(m_window->page(PageId::log)); }
    QTableView *table() { return page()->findChild<QTableView *>(u"logTableView"_s); }
    LogModel *model() { return static_cast<LogModel *>(table()->model()); }
    QLabel *label(const QString &name) { return m_window->findChild<QLabel *>(name); }
    QPushButton *chip(LogKind kind) { return page()->findChild<QPushButton *>(u"logChip%1PushButton"_s.arg(static_cast<int>(kind))); }
    QString bannerText() { return page()->findChild<QLabel *>(u"bannerLabel"_s)->text(); }

    using WindowTest::trigger;
    void trigger(const QString &text) { WindowTest::trigger(page(), text); }

    void typeSearch(const QString &text)
    {
        auto *search = page()->findChild<QLineEdit *>(u"logSearchLineEdit"_s);
        search->setText(text);
        QTest::keyClick(search, Qt::Key_Return);
    }

    void clearFilters()
    {
        trigger(u"Show all requests"_s);
        QTRY_COMPARE(table()->model()->rowCount(), requestsOf(m_plan));
    }

    /// Rows of the log that storeLoggedRun() makes.
    static int requestsOf(const run::RunPlan &plan)
    {
        constexpr std::array<int, test::kLoggedWays> rows{2, 2, 1, 1, 1, 3, 1, 1};
        int sum = 0;
        for (int cell = 0; cell < plan.cellCount(); ++cell)
            sum += rows[static_cast<std::size_t>(cell % test::kLoggedWays)];
        return sum;
    }

    void openLogged(const test::LoggedRun &size = {.items = 8})
    {
        m_window->createWorkspace(m_folder.filePath(u"logged-%1.assay"_s.arg(++m_samples)));
        QVERIFY(m_window->document());
        bool isDone = false;
        m_window->document()->write(
            m_window.get(), [size](store::Database &database) { return test::storeLoggedRun(database, size); },
            [&](const Result<run::RunPlan> &stored) {
                if (stored)
                    m_plan = *stored;
                else
                    qWarning("%s", qPrintable(stored.error().describe()));
                isDone = true;
            });
        QTRY_VERIFY_WITH_TIMEOUT(isDone, kPatience);
        m_window->goTo(placeOf(PageId::log, m_plan.id));
        QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), requestsOf(m_plan), kPatience);
    }

    LogRecords wholeLog()
    {
        std::optional<LogRecords> records;
        m_window->document()->read(
            m_window.get(), [id = m_plan.id](store::Database &database) { return store::RunRepository(database).log(id); },
            [&](const Result<LogRecords> &log) { records = log.value_or(LogRecords()); });
        if (!QTest::qWaitFor([&] { return records.has_value(); }, kPatience))
            return {};
        return *records;
    }

    app::Composition m_composition;
    std::unique_ptr<MainWindow> m_window;
    run::RunPlan m_plan;
    int m_samples = 0;
    int m_saved = 0;
};

QTEST_MAIN(TestLogPage)
#include "tst_logpage.moc"
