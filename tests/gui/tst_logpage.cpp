// SPDX-License-Identifier: GPL-3.0-or-later
// The log of a run: which requests are shown and in which order, the table, and the page as a user goes through it.
// With ASSAY_SCREENSHOT_DIR set, its states are saved as pictures there.
#include "app/collector.h"
#include "app/window.h"
#include "core/report/attemptlog.h"
#include "tests/support/loggedrun.h"
#include "tests/support/loopbackserver.h"
#include "tests/support/pageshots.h"
#include "tests/support/windowtest.h"
#include "tests/support/workspacesamples.h"
#include "ui/pages/log/loggist.h"
#include "ui/pages/log/logmodel.h"
#include "ui/pages/log/logpage.h"
#include "ui/widgets/attemptwords.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QFileDialog>
#include <QHeaderView>
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

namespace {

constexpr auto kMode = QAbstractItemModelTester::FailureReportingMode::QtTest;

run::AttemptRecord request(int cell, int number, run::Attempt::State state = run::Attempt::State::answered)
{
    run::AttemptRecord record;
    record.attempt = {.cell = cell, .number = number, .state = state, .startedAt = utcFromUnixMs(1'000 * cell + number), .duration = Milliseconds(100 + cell)};
    record.key = {.version = 0, .model = cell % 2, .item = cell, .repeat = 0};
    record.itemKey = u"I-%1"_s.arg(cell);
    return record;
}

run::AttemptRecord failure(int cell, int number, ErrorKind kind, const QString &message = {})
{
    run::AttemptRecord record = request(cell, number, run::Attempt::State::failed);
    record.attempt.errorKind = kind;
    record.attempt.errorMessage = message;
    return record;
}

/// One of each kind, by cell.
LogRecords oneOfEach()
{
    LogRecords records;
    records.append(failure(0, 1, ErrorKind::rateLimit, u"Slow DOWN"_s));
    records.append(request(0, 2));
    records.append(failure(1, 1, ErrorKind::timeout));
    records.append(request(2, 1));
    records.last().finishReason = provider::FinishReason::length;
    records.append(request(3, 0));
    records.append(request(4, 1, run::Attempt::State::sent));
    records.last().mayHaveBeenBilled = true;
    records.append(request(5, 1, run::Attempt::State::sent));
    records.last().batch = u"batch_9"_s;
    return records;
}

QString printed(const LogRecords &records, const QList<int> &rows)
{
    QStringList names;
    for (const int row : rows)
        names.append(u"%1.%2"_s.arg(records.at(row).attempt.cell).arg(records.at(row).attempt.number));
    return names.join(u' ');
}

QString printed(const LogModel &model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(u"%1.%2"_s.arg(model.recordAt(row).attempt.cell).arg(model.recordAt(row).attempt.number));
    return names.join(u' ');
}

} // namespace

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

    // ── which, and in which order ───────────────────────────────────────────────────────────────────────────────────

    void theFilterLetsThrough_data()
    {
        QTest::addColumn<LogFilter>("filter");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const LogFilter &filter, const QString &shown) { QTest::newRow(name) << filter << shown; };
        row("everything at first", {}, u"0.1 0.2 1.1 2.1 3.0 4.1 5.1"_s);
        row("answers that came", {.kind = LogKind::ok}, u"0.2 2.1"_s);
        row("second tries", {.kind = LogKind::retried}, u"0.2"_s);
        row("failures", {.kind = LogKind::failed}, u"0.1 1.1"_s);
        row("what nobody saw the end of", {.kind = LogKind::unknown}, u"4.1"_s);
        row("what is waited for", {.kind = LogKind::underWay}, u"5.1"_s);
        row("what the cache answered", {.kind = LogKind::cached}, u"3.0"_s);
        row("refusals as too many", {.kind = LogKind::rateLimited}, u"0.1"_s);
        row("time-outs", {.kind = LogKind::timedOut}, u"1.1"_s);
        row("answers cut off", {.kind = LogKind::truncated}, u"2.1"_s);
        row("one model", {.model = 1}, u"1.1 3.0 5.1"_s);
        row("one cell", {.cell = 0}, u"0.1 0.2"_s);
        row("a message, whatever its case", {.text = u"slow down"_s}, u"0.1"_s);
        row("an item", {.text = u"i-2"_s}, u"2.1"_s);
        row("a batch", {.text = u"batch_9"_s}, u"5.1"_s);
        row("all of it together", {.kind = LogKind::failed, .model = 0, .text = u"slow"_s}, u"0.1"_s);
        row("nothing that fits", {.text = u"no such text"_s}, QString());
    }
    void theFilterLetsThrough()
    {
        QFETCH(const LogFilter, filter);
        QFETCH(const QString, shown);
        const LogRecords records = oneOfEach();
        QCOMPARE(printed(records, selected(records, filter, {})), shown);
    }

    void requestsAreSortedAsWhatTheyAre_data()
    {
        QTest::addColumn<LogColumn>("column");
        QTest::addColumn<Qt::SortOrder>("order");
        QTest::addColumn<QString>("shown");
        QTest::newRow("numbers as numbers") << LogColumn::took << Qt::AscendingOrder << u"2.1 9.1 10.1"_s;
        QTest::newRow("and the other way round") << LogColumn::took << Qt::DescendingOrder << u"10.1 9.1 2.1"_s;
        QTest::newRow("items as the set has them") << LogColumn::item << Qt::AscendingOrder << u"2.1 9.1 10.1"_s;
        QTest::newRow("what is not known first") << LogColumn::cost << Qt::AscendingOrder << u"9.1 10.1 2.1"_s;
        QTest::newRow("equal ones by time") << LogColumn::attempt << Qt::DescendingOrder << u"2.1 9.1 10.1"_s;
        QTest::newRow("text as text") << LogColumn::request << Qt::DescendingOrder << u"2.1 10.1 9.1"_s;
        QTest::newRow("time backwards") << LogColumn::time << Qt::DescendingOrder << u"10.1 9.1 2.1"_s;
    }
    void requestsAreSortedAsWhatTheyAre()
    {
        QFETCH(const LogColumn, column);
        QFETCH(const Qt::SortOrder, order);
        QFETCH(const QString, shown);
        LogRecords records{request(10, 1), request(2, 1), request(9, 1)};
        records[0].attempt.cost = Money::fromMicroUsd(9);
        records[1].attempt.cost = Money::fromMicroUsd(10);
        records[0].attempt.requestId = u"b"_s;
        records[1].attempt.requestId = u"c"_s;
        records[2].attempt.requestId = u"a"_s;
        QCOMPARE(printed(records, selected(records, {}, {column, order})), shown);
    }

    void eachKindIsCountedBesideTheRestOfTheFilter()
    {
        const auto counts = countsByKind(oneOfEach(), {.kind = LogKind::timedOut, .model = 0});
        QCOMPARE(counts[static_cast<std::size_t>(LogKind::all)], 4);
        QCOMPARE(counts[static_cast<std::size_t>(LogKind::rateLimited)], 1);
        QCOMPARE(counts[static_cast<std::size_t>(LogKind::timedOut)], 0);
    }

    void whatCameOfARequestIsSaidInWords_data()
    {
        QTest::addColumn<int>("record");
        QTest::addColumn<QString>("words");
        QTest::addColumn<Tone>("tone");
        QTest::newRow("a refusal with its wait") << 0 << u"Rate limit, wait 1.5 s"_s << Tone::fail;
        QTest::newRow("an answer") << 1 << u"answered"_s << Tone::pass;
        QTest::newRow("a time-out") << 2 << u"No answer in time"_s << Tone::fail;
        QTest::newRow("an answer cut off") << 3 << u"answered, cut off"_s << Tone::error;
        QTest::newRow("the cache") << 4 << u"from the cache"_s << Tone::neutral;
        QTest::newRow("an end that nobody saw") << 5 << u"may have been billed"_s << Tone::error;
        QTest::newRow("a batch") << 6 << u"waits in a batch"_s << Tone::running;
    }
    void whatCameOfARequestIsSaidInWords()
    {
        QFETCH(const int, record);
        QFETCH(const QString, words);
        QFETCH(const Tone, tone);
        LogRecords records = oneOfEach();
        records[0].attempt.retryAfter = Milliseconds(1'500);
        QCOMPARE(attemptWords(records.at(record)).text, words);
        QCOMPARE(attemptWords(records.at(record)).tone, tone);
    }

    void theWaitBetweenTwoTriesIsFromEndToStart()
    {
        run::Attempt first = request(0, 1, run::Attempt::State::failed).attempt;
        run::Attempt second = request(0, 2).attempt;
        second.startedAt = first.startedAt + first.duration + Milliseconds(1'100);
        QCOMPARE(waitedBetween(first, second), std::optional(Milliseconds(1'100)));
        first.state = run::Attempt::State::sent;
        QVERIFY(!waitedBetween(first, second));
    }

    // ── the table ───────────────────────────────────────────────────────────────────────────────────────────────────

    void theTableIsFilledChangedAndEmptied()
    {
        LogModel model(nullptr);
        const QAbstractItemModelTester tester(&model, kMode);
        model.append({request(2, 1), request(1, 1)});
        model.append({request(0, 1)});
        QCOMPARE(printed(model), u"0.1 1.1 2.1"_s);
        const QPersistentModelIndex one(model.index(1, 0));
        model.sort(static_cast<int>(LogColumn::took), Qt::DescendingOrder);
        QCOMPARE(printed(model), u"2.1 1.1 0.1"_s);
        model.setFilter({.text = u"I-1"_s});
        QCOMPARE(printed(model), u"1.1"_s);
        QCOMPARE(one.row(), 0);
        model.setFilter({.text = u"I-0"_s});
        QVERIFY(!one.isValid());
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void whileARunGoesOnNothingMoves()
    {
        LogModel model(nullptr);
        const QAbstractItemModelTester tester(&model, kMode);
        LogRecords records;
        for (int cell = 0; cell < 6; ++cell)
            records.append(request(cell, 1, run::Attempt::State::sent));
        model.append(records);
        model.sort(static_cast<int>(LogColumn::took), Qt::AscendingOrder);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy layout(&model, &QAbstractItemModel::layoutChanged);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        // Two neighbours and one apart end, one is new, one did not change.
        model.update({request(1, 1), request(2, 1), request(5, 1), request(7, 1), records.at(0)});
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 1);
        QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 2);
        QCOMPARE(changed.at(1).at(0).toModelIndex().row(), 5);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(layout.size(), 0);
        QCOMPARE(printed(model), u"0.1 1.1 2.1 3.1 4.1 5.1 7.1"_s);
    }

    void whatIsNewIsShownOnlyWhereTheFilterLetsIt()
    {
        LogModel model(nullptr);
        const QAbstractItemModelTester tester(&model, kMode);
        model.append({request(0, 1, run::Attempt::State::sent), request(1, 1)});
        model.setFilter({.kind = LogKind::failed});
        QCOMPARE(model.rowCount(), 0);
        model.update({failure(0, 1, ErrorKind::reset), request(0, 2)});
        QCOMPARE(printed(model), u"0.1"_s);
        QCOMPARE(model.records().size(), 3);
    }

    void whatIsNotKnownIsADash_data()
    {
        QTest::addColumn<LogColumn>("column");
        for (const LogColumn column :
            {LogColumn::status, LogColumn::took, LogColumn::firstToken, LogColumn::input, LogColumn::output, LogColumn::cached, LogColumn::reasoning, LogColumn::cost})
            QTest::newRow(qPrintable(columnTitle(column))) << column;
    }
    void whatIsNotKnownIsADash()
    {
        QFETCH(const LogColumn, column);
        QCOMPARE(gist(request(0, 1, run::Attempt::State::sent), column), u"–"_s);
    }

    void longAndHostileTextIsOneLineAndNoMarkup()
    {
        const run::AttemptRecord record = failure(0, 1, ErrorKind::serverError, test::hostileMessage());
        QVERIFY(gist(record, LogColumn::message).size() <= 160);
        QVERIFY(!gist(record, LogColumn::message).contains(u'\n'));
        QVERIFY(!gistToolTip(record, LogColumn::message).contains(u"<img"));
    }

    // ── the page ────────────────────────────────────────────────────────────────────────────────────────────────────

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
