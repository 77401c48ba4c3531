// SPDX-License-Identifier: GPL-3.0-or-later
// The requests of a run as the log has them: which are shown and in which order, in which words, and the table of them.
#include "tests/support/loggedrun.h"
#include "ui/pages/log/loggist.h"
#include "ui/pages/log/logmodel.h"
#include "ui/widgets/attemptwords.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

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

class TestLogModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
};

QTEST_MAIN(TestLogModel)
#include "tst_logmodel.moc"
