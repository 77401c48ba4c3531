// SPDX-License-Identifier: GPL-3.0-or-later
// A cap with 64 calls at once, a slow server and its troubles: what the server bills is never more, by no micro-dollar.
#include "tests/support/faults/faultrun.h"

#include <QTest>

using namespace assay;
using namespace assay::run;
using namespace assay::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kItems = 400;

// Most calls are sound; some break after all was said, some are refused at first.
QString choose(const AskedCell &asked)
{
    static const QStringList troubles{
        u"sound"_s, u"cut-in-the-body"_s, u"sound"_s, u"server-error"_s, u"sound"_s, u"rate-limit-in-ms"_s, u"sound"_s, u"no-usage"_s, u"drip"_s, u"error-in-mid-stream"_s};
    return asked.before == 0 ? troubles.at(asked.mark.sliced(2).toInt() % troubles.size()) : u"sound"_s;
}

Money billed(const FaultServer &server)
{
    qint64 tokens = 0;
    for (const FaultCell &cell : server.cells())
        tokens += cell.tokens;
    return Money::fromMicroUsd(tokens);
}

} // namespace

class TestFaultBudget : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theServerNeverBillsMoreThanTheCap_data()
    {
        QTest::addColumn<int>("latencyMs");
        QTest::addColumn<Money>("cap");
        // A call reserves some 23 micro-dollars and is billed 16.
        QTest::newRow("half of the cells") << 40 << Money::fromMicroUsd(kItems * 8);
        QTest::newRow("one more than is in flight") << 40 << Money::fromMicroUsd(65 * 23 + 5);
        QTest::newRow("less than is in flight") << 40 << Money::fromMicroUsd(10 * 23);
        QTest::newRow("a fast server") << 0 << Money::fromMicroUsd(kItems * 8);
    }

    void theServerNeverBillsMoreThanTheCap()
    {
        QFETCH(const int, latencyMs);
        QFETCH(const Money, cap);
        FaultServer server(&choose);
        server.setLatency(std::chrono::milliseconds(latencyMs));
        QStringList marks;
        for (int item = 0; item < kItems; ++item)
            marks.append(u"m-%1"_s.arg(item, 3, 10, QLatin1Char('0')));
        FaultRun run(server,
            {.dialect = apiDialect(u"openai"),
                .isStreamed = true,
                .models = {u"lab"_s},
                .marks = marks,
                .concurrency = 64,
                .sharesConnections = true,
                .budget = cap,
                .clocks = {},
                .options = faultRunOptions()});
        run.start();
        QVERIFY2(run.finish(), "the run hangs");
        QTRY_COMPARE(server.wire().openRequests(), 0);
        QVERIFY2(billed(server) <= cap, qPrintable(u"$%1 billed of $%2"_s.arg(billed(server).toDecimal(), cap.toDecimal())));
        QVERIFY2(run.spent() <= cap, qPrintable(run.spent().toDecimal()));
        QCOMPARE(run.end().state, RunState::capped);
        // What is left has no room for another call.
        const Money reserved = run.log().first().attempt.reserved;
        QVERIFY2(cap - run.spent() < reserved, qPrintable(u"$%1 spent, a call reserves $%2"_s.arg(run.spent().toDecimal(), reserved.toDecimal())));
    }
};

QTEST_GUILESS_MAIN(TestFaultBudget)
#include "tst_faultbudget.moc"
