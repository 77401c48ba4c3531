// SPDX-License-Identifier: GPL-3.0-or-later
// How versions did over time, as the Prompts page tells it: the last rate of each set and model in the timeline, every run in the history.
#include "ui/format/plurals.h"
#include "ui/pages/prompts/historyview.h"
#include "ui/pages/prompts/versionrow.h"

#include <QAction>
#include <QImage>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

store::ColumnHistory column(qint64 run, int version, const QString &set, const QString &model, int passed, int failed)
{
    store::ColumnHistory made;
    made.run = {run};
    made.at = utcFromUnixMs(run * 60'000);
    made.state = run::RunState::finished;
    made.setName = set;
    made.setRevision = 1;
    made.version = version;
    made.model = model;
    made.totals.cells = passed + failed;
    made.totals.passed = passed;
    made.totals.failed = failed;
    return made;
}

// Newest first, as the workspace gives it.
QList<store::ColumnHistory> someHistory()
{
    store::ColumnHistory stopped = column(5, 2, u"letters"_s, u"small"_s, 0, 0);
    stopped.state = run::RunState::cancelled;
    stopped.totals.cells = 4;
    stopped.totals.skipped = 4;
    return {stopped, column(4, 2, u"letters"_s, u"small"_s, 3, 1), column(4, 2, u"letters"_s, u"large"_s, 4, 0), column(3, 1, u"letters"_s, u"small"_s, 1, 3),
        column(2, 2, u"calls"_s, u"small"_s, 1, 9), column(1, 2, u"letters"_s, u"small"_s, 2, 2)};
}

QStringList printed(const QTableView &table)
{
    QStringList rows;
    for (int row = 0; row < table.model()->rowCount(); ++row) {
        QStringList parts;
        for (const int at : {0, 2, 3, 4, 5})
            parts.append(table.model()->index(row, at).data().toString());
        rows.append(parts.join(u" | "_s));
    }
    return rows;
}

QSize sizeOf(const VersionRow &row)
{
    QStandardItemModel model(1, 1);
    model.setData(model.index(0, 0), QVariant::fromValue(row), VersionDelegate::kRowRole);
    return VersionDelegate().sizeHint({}, model.index(0, 0));
}

QImage painted(const VersionRow &row, QSize size)
{
    QStandardItemModel model(1, 1);
    model.setData(model.index(0, 0), QVariant::fromValue(row), VersionDelegate::kRowRole);
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    QStyleOptionViewItem option;
    option.rect = image.rect();
    VersionDelegate().paint(&painter, option, model.index(0, 0));
    return image;
}

} // namespace

class TestHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rateOfEachSetAndModelIsItsNewest()
    {
        QStringList rates;
        for (const VersionRate &rate : latestRates(someHistory(), 2))
            rates.append(u"%1 %2 %3 of %4"_s.arg(rate.set, rate.model, QString::number(rate.rate), QString::number(rate.graded)));
        QCOMPARE(rates, (QStringList{u"letters large 1 of 4"_s, u"letters small 0.75 of 4"_s, u"calls small 0.1 of 10"_s}));
    }

    void ratesThatAreNotDrawnAreCounted()
    {
        VersionRow row{.number = 1, .note = {}, .origin = {}, .labels = {}, .rates = {}};
        for (int i = 0; i < 4; ++i)
            row.rates.append({.model = u"m%1"_s.arg(i), .set = u"letters"_s, .rate = 0.5, .graded = 4});
        QVERIFY(row.moreRates().isEmpty());
        const QSize four = sizeOf(row);
        const QImage ofFour = painted(row, {200, 400});
        row.rates += {{.model = u"m4"_s, .set = u"letters"_s, .rate = 0.5, .graded = 4}, {.model = u"m5"_s, .set = u"letters"_s, .rate = 0.5, .graded = 4}};
        QCOMPARE(row.moreRates(), u"and 2 more"_s);
        QVERIFY(sizeOf(row).height() > four.height());
        QVERIFY(painted(row, {200, 400}) != ofFour);
        QVERIFY(row.asText().contains(u"m5"_s)); // all of them in the tool tip
    }

    void everyRunOfTheVersionIsARow()
    {
        HistoryView view(nullptr);
        view.setHistory(2, someHistory(), utcFromUnixMs(600'000));
        auto *table = view.findChild<QTableView *>(u"historyTableView"_s);
        QCOMPARE(printed(*table),
            (QStringList{u"#5 | letters | small | 0 of 0, cancelled | \u2013"_s, u"#4 | letters | small | 3 of 4 | 75 %"_s, u"#4 | letters | large | 4 of 4 | 100 %"_s,
                u"#2 | calls | small | 1 of 10 | 10 %"_s, u"#1 | letters | small | 2 of 4 | 50 %"_s}));
        QVERIFY(!table->isHidden());
    }

    void aRowLeadsToItsRun()
    {
        HistoryView view(nullptr);
        view.setHistory(2, someHistory(), utcFromUnixMs(600'000));
        QSignalSpy asked(&view, &HistoryView::runRequested);
        auto *table = view.findChild<QTableView *>(u"historyTableView"_s);
        Q_EMIT table->activated(table->model()->index(3, 4));
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().value<run::RunId>().value, 2);
    }

    void whereNoRunIsOneIsPlanned_data()
    {
        QTest::addColumn<int>("version");
        QTest::newRow("a version that was not run") << 3;
        QTest::newRow("the draft") << OpenPrompt::kDraft;
    }

    void whereNoRunIsOneIsPlanned()
    {
        QFETCH(const int, version);
        HistoryView view(nullptr);
        view.setHistory(2, someHistory(), utcFromUnixMs(600'000));
        view.setHistory(version, someHistory(), utcFromUnixMs(600'000));
        QVERIFY(view.findChild<QTableView *>(u"historyTableView"_s)->isHidden());
        auto *empty = view.findChild<QWidget *>(u"historyEmpty"_s);
        QVERIFY(!empty->isHidden());
        QSignalSpy asked(&view, &HistoryView::planRequested);
        empty->findChild<QPushButton *>()->click();
        QCOMPARE(asked.size(), 1);
    }
};

QTEST_MAIN(TestHistory)
#include "tst_history.moc"
