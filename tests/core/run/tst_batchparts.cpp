// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/batchpacking.h"
#include "core/run/batchsearch.h"
#include "tests/support/smallplan.h"

#include <QTest>

using namespace assay;
using namespace assay::run;
using namespace assay::test;
using namespace Qt::StringLiterals;
using provider::BatchJob;

namespace {

BatchJob job(const QString &id, int total, std::optional<UtcTime> at = {})
{
    BatchJob made;
    made.id = id;
    made.total = total;
    made.createdAt = at;
    return made;
}

QList<PackedRequest> requestsOf(std::initializer_list<qint64> microUsd)
{
    QList<PackedRequest> requests;
    for (const qint64 amount : microUsd)
        requests.append({.cell = 0, .request = {}, .reservation = Money::fromMicroUsd(amount)});
    return requests;
}

const UtcTime kNow = utcFromUnixMs(1'900'000'000'000);

} // namespace

class TestBatchParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timesAreRough_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("expected");
        QTest::newRow("none") << qint64(0) << u"0 s"_s;
        QTest::newRow("in the future") << qint64(-5) << u"0 s"_s;
        QTest::newRow("seconds") << qint64(59) << u"59 s"_s;
        QTest::newRow("a minute") << qint64(60) << u"1 min"_s;
        QTest::newRow("minutes") << qint64(150) << u"3 min"_s;
        QTest::newRow("hours") << qint64(3 * 3600 + 300) << u"3 h 5 min"_s;
        QTest::newRow("a whole hour") << qint64(3600) << u"1 h"_s;
        QTest::newRow("days") << qint64(52 * 3600) << u"2 d 4 h"_s;
    }

    void timesAreRough()
    {
        QFETCH(const qint64, seconds);
        QTEST(roughTime(std::chrono::seconds(seconds)), "expected");
    }

    void whatIsWaitedForIsSaid()
    {
        const SteadyTime now(std::chrono::hours(10));
        WatchedBatch batch{
            .provider = u"OpenAI"_s, .requests = 500, .done = 320, .lookedAt = now - std::chrono::minutes(2), .nextLook = now + std::chrono::minutes(1), .trouble = {}};
        QCOMPARE(waitingWords({}, now), QString());
        QCOMPARE(waitingWords({batch}, now), u"batch of 500 at OpenAI: 320 done, asked 2 min ago, next look in 1 min"_s);
        batch.trouble = u"no route"_s;
        QCOMPARE(waitingWords({batch}, now), u"batch of 500 at OpenAI: 320 done, asked 2 min ago, next look in 1 min; the last look failed: no route"_s);
        batch.isFound = false;
        batch.trouble.clear();
        batch.lookedAt.reset();
        batch.nextLook.reset();
        QCOMPARE(waitingWords({batch}, now), u"batch of 500 at OpenAI: its job is looked for, looking"_s);
        const WatchedBatch other{.provider = u"Anthropic"_s, .requests = 10, .done = 1, .lookedAt = {}, .nextLook = now + std::chrono::seconds(20), .trouble = {}};
        WatchedBatch third = other;
        third.nextLook = now + std::chrono::seconds(50);
        QCOMPARE(waitingWords({third, other}, now), u"2 batches of 20 at Anthropic: 2 done, next look in 20 s"_s);
        QCOMPARE(waitingWords({batch, other}, now), u"2 batches of 510 at OpenAI, Anthropic: 321 done, looking"_s);
    }

    void theBudgetTakesWhatFitsFromTheFront_data()
    {
        QTest::addColumn<int>("cap");
        QTest::addColumn<int>("fits");
        QTest::newRow("nothing") << 2 << 0;
        QTest::newRow("the first") << 3 << 1;
        QTest::newRow("nearly two") << 4 << 1;
        QTest::newRow("two") << 5 << 2;
        QTest::newRow("all") << 10 << 4;
        QTest::newRow("more than all") << 100 << 4;
    }

    void theBudgetTakesWhatFitsFromTheFront()
    {
        QFETCH(const int, cap);
        QFETCH(const int, fits);
        RunPlan plan = smallPlan(4);
        plan.budget = Money::fromMicroUsd(cap);
        const SystemClock clock;
        RunBudget budget(plan, {}, false, clock);
        QCOMPARE(reserveWhatFits(budget, requestsOf({3, 2, 4, 1})), fits);
        const QList<qint64> sums{0, 3, 5, 9, 10};
        QCOMPARE(budget.own().reserved(), Money::fromMicroUsd(sums.at(fits)));
        QCOMPARE(budget.own().settled(), Money());
    }

    void keysBelongToOneBatch()
    {
        const QString tag = newBatchTag({7});
        QVERIFY(tag.startsWith(u"assay-run7-"_s));
        QVERIFY(tag.size() <= 64);
        QVERIFY(tag != newBatchTag({7}));
        const QByteArray key = batchKey(keyPrefix(tag), 999'999, 1023);
        QVERIFY(key.size() <= 64);
        QVERIFY(key.endsWith("-999999-1023"));
        QVERIFY(tag.toLatin1().endsWith(keyPrefix(tag)));
    }

    void aListReachesBackOrDoesNot()
    {
        QVERIFY(reachesBack({}, kNow));
        QList<BatchJob> jobs(100, job(u"x"_s, 1, kNow + std::chrono::hours(1)));
        QVERIFY(!reachesBack(jobs, kNow));
        jobs.append(job(u"y"_s, 1, kNow - std::chrono::minutes(30)));
        QVERIFY(!reachesBack(jobs, kNow));
        jobs.append(job(u"z"_s, 1, kNow - std::chrono::minutes(90)));
        QVERIFY(reachesBack(jobs, kNow));
    }

    void onlyJobsThatCanBeItAreLookedInto()
    {
        BatchRecord batch;
        batch.requests = 24;
        batch.submittedAt = kNow;
        const auto found = candidates(
            {job(u"other count"_s, 23, kNow), job(u"known"_s, 24, kNow), job(u"old"_s, 24, kNow - std::chrono::hours(30)), job(u"good"_s, 24, kNow), job(u"without a time"_s, 24)},
            batch, {u"known"_s});
        QStringList ids;
        for (const BatchJob &one : found)
            ids.append(one.id);
        QCOMPARE(ids, QStringList({u"good"_s, u"without a time"_s}));
    }
};

QTEST_GUILESS_MAIN(TestBatchParts)
#include "tst_batchparts.moc"
