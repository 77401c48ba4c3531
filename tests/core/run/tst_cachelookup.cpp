// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/cachelookup.h"
#include "tests/support/runbench.h"

using namespace assay;
using namespace assay::run;
using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

// Answers what it was given, by hash.
class KnownAnswers final : public AnswerCache {
public:
    QHash<QString, Response> answers;
    QList<std::optional<UtcTime>> askedSince;
    QList<QStringList> askedFor;
    bool fails = false;
    qsizetype answersAtOnce = std::numeric_limits<qsizetype>::max(); ///< later look-ups wait for release()

    void release()
    {
        answersAtOnce = std::numeric_limits<qsizetype>::max();
        for (const auto &promise : std::exchange(m_waiting, {}))
            promise->finish();
    }

    QFuture<Result<QHash<QString, Response>>> find(QStringList hashes, std::optional<UtcTime> since, std::optional<RunId>) override
    {
        askedSince.append(since);
        askedFor.append(hashes);
        const auto promise = std::make_shared<QPromise<Result<QHash<QString, Response>>>>();
        promise->start();
        if (fails) {
            promise->addResult(fail(ErrorKind::io, u"the disk is gone"_s));
        } else {
            QHash<QString, Response> found;
            for (const QString &hash : hashes) {
                if (answers.contains(hash))
                    found.insert(hash, answers.value(hash));
            }
            promise->addResult(Result<QHash<QString, Response>>(found));
        }
        if (askedFor.size() > answersAtOnce)
            m_waiting.append(promise);
        else
            promise->finish();
        return promise->future();
    }

private:
    QList<std::shared_ptr<QPromise<Result<QHash<QString, Response>>>>> m_waiting;
};

Response answerOf(const QString &text)
{
    Response response{.cell = 77, .attempt = 3, .completion = completion(text), .latency = Milliseconds(250), .cost = Money::fromMicroUsd(15)};
    response.sourceRun = 9;
    return response;
}

struct CachedRun : RunBench {
    KnownAnswers known;

    CachedRun(int items, CachePolicy policy, const QList<int> &knownCells) : RunBench(smallPlan(items))
    {
        plan.cache = policy;
        const QStringList hashes = *requestHashes(plan);
        for (const int cell : knownCells)
            known.answers.insert(hashes.at(cell), answerOf(u"ok from before"_s));
    }

    void begin(const QList<CellProgress> &progress = {})
    {
        runner = std::make_unique<Runner>(plan, progress, Money(), journal, clock, options, &known);
        factory = [this](const PlannedModel &) -> Result<std::unique_ptr<provider::ChatModel>> { return std::make_unique<ScriptedModel>(script); };
        follow(runner->execute(factory, [this](const std::shared_ptr<const LiveBatch> &batch) { batches.append(batch); }));
    }
};

} // namespace

class TestCacheLookup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKnownAnswerIsTakenInsteadOfAsking()
    {
        CachedRun bench(5, CachePolicy::use, {1, 3});
        bench.begin();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::finished);
        QCOMPARE(bench.script->requests.size(), 3);
        const Totals totals = sum(bench.end->columns);
        QCOMPARE(totals.passed, 5);
        QCOMPARE(totals.cached, 2);
        QCOMPARE(totals.settled, Money::fromMicroUsd(3 * 15));
        QCOMPARE(bench.count(u"cached"_s), 2);
        QCOMPARE(bench.count(u"started 1."_s), 0);
    }

    void aTakenAnswerIsOnRecordAsOneThatNothingWasAskedFor()
    {
        CachedRun bench(2, CachePolicy::use, {1});
        bench.begin();
        QVERIFY(bench.finish());
        const auto cached = std::ranges::find_if(bench.journal.responses, &Response::isCached);
        QVERIFY(cached != bench.journal.responses.end());
        QCOMPARE(cached->cell, 1);
        QCOMPARE(cached->cost, Money());
        QCOMPARE(cached->sourceRun, 9);
        QCOMPARE(cached->completion.text, u"ok from before"_s);
    }

    void aTakenAnswerIsGradedLikeAnyOther()
    {
        CachedRun bench(1, CachePolicy::use, {0});
        for (Response &answer : bench.known.answers)
            answer.completion.text = u"no"_s;
        bench.begin();
        QVERIFY(bench.finish());
        QCOMPARE(sum(bench.end->columns).failed, 1);
    }

    void anAssertionOnCostAsksWhatTheAnswerCosts()
    {
        CachedRun bench(1, CachePolicy::use, {0});
        evalset::Assertion cheap;
        cheap.type = u"cost"_s;
        cheap.threshold = 0.000001;
        bench.plan.set.defaultAssertions = {cheap};
        bench.begin();
        QVERIFY(bench.finish());
        QCOMPARE(sum(bench.end->columns).failed, 1);
    }

    void refreshAndOffAskAll_data()
    {
        QTest::addColumn<int>("policy");
        QTest::newRow("refresh") << int(CachePolicy::refresh);
        QTest::newRow("off") << int(CachePolicy::off);
    }

    void refreshAndOffAskAll()
    {
        QFETCH(const int, policy);
        CachedRun bench(3, static_cast<CachePolicy>(policy), {0, 1, 2});
        bench.begin();
        QVERIFY(bench.finish());
        QCOMPARE(bench.script->requests.size(), 3);
        QVERIFY(bench.known.askedSince.isEmpty());
    }

    void onlyNeverAsks()
    {
        CachedRun bench(4, CachePolicy::only, {0, 2});
        bench.begin();
        QVERIFY(bench.finish());
        QCOMPARE(bench.script->requests.size(), 0);
        const Totals totals = sum(bench.end->columns);
        QCOMPARE(totals.passed, 2);
        QCOMPARE(totals.skipped, 2);
    }

    void aLifeLimitsHowOldAnAnswerMayBe()
    {
        CachedRun bench(1, CachePolicy::use, {});
        bench.plan.cacheLife = std::chrono::hours(1);
        const UtcTime before = bench.clock.utcNow();
        bench.begin();
        QVERIFY(bench.finish());
        QCOMPARE(bench.known.askedSince.size(), 1);
        QVERIFY(*bench.known.askedSince.first() >= before - std::chrono::hours(1));
        QVERIFY(*bench.known.askedSince.first() < before);
    }

    void whatIsAskedCarriesItsHash()
    {
        CachedRun bench(2, CachePolicy::use, {});
        bench.begin();
        QVERIFY(bench.finish());
        const QStringList hashes = *requestHashes(bench.plan);
        for (const Response &response : bench.journal.responses)
            QCOMPARE(response.requestHash, hashes.at(response.cell));
    }

    void aTakenAnswerNeedsNoRoomInTheBudget()
    {
        CachedRun bench(3, CachePolicy::use, {0, 1, 2});
        bench.plan.budget = Money::fromMicroUsd(1);
        bench.begin();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::finished);
        QCOMPARE(sum(bench.end->columns).passed, 3);
    }

    void aCacheThatFailsStopsTheRunBeforeItPays()
    {
        CachedRun bench(3, CachePolicy::use, {});
        bench.known.fails = true;
        bench.begin();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::failed);
        QVERIFY(bench.end->reason.contains(u"the disk is gone"_s));
        QCOMPARE(bench.script->requests.size(), 0);
    }

    void moreCellsThanOneLookUpHolds()
    {
        CachedRun bench(700, CachePolicy::use, {0, 300, 699});
        bench.begin();
        QVERIFY(bench.finish());
        QCOMPARE(bench.script->requests.size(), 697);
        QCOMPARE(bench.known.askedSince.size(), 1 + 699 / kCellsALook);
    }

    void theFirstCallDoesNotWaitForTheLastLook()
    {
        CachedRun bench(700, CachePolicy::use, {});
        bench.known.answersAtOnce = 2;
        bench.begin();
        QTRY_COMPARE(bench.script->requests.size(), 2 * kCellsALook);
        QCOMPARE(bench.known.askedFor.size(), 3);
        bench.known.release();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::finished);
        QCOMPARE(bench.script->requests.size(), 700);
    }

    void aRequestThatIsAskedForIsNotLookedForAgain()
    {
        CachedRun bench(300, CachePolicy::use, {});
        for (evalset::Item &item : bench.plan.set.items)
            item.variables = bench.plan.set.items.first().variables;
        bench.begin();
        QVERIFY(bench.finish());
        QCOMPARE(bench.script->requests.size(), 300);
        QCOMPARE(bench.known.askedFor.size(), 1 + 299 / kCellsALook);
        QCOMPARE(bench.known.askedFor.takeFirst().size(), 1);
        QVERIFY(std::ranges::all_of(bench.known.askedFor, &QStringList::isEmpty));
    }

    void repeatsHaveSeedsOfTheirOwn()
    {
        RunBench bench(smallPlan(1));
        bench.plan.repeats = 3;
        bench.start();
        QVERIFY(bench.finish());
        QSet<qint64> seeds;
        for (const provider::ChatRequest &request : bench.script->requests)
            seeds.insert(request.seed.value_or(-1));
        QCOMPARE(seeds, (QSet<qint64>{1, 2, 3}));
    }

    void aSeedOfTheVersionIsWhereTheRepeatsBegin()
    {
        RunBench bench(smallPlan(1));
        bench.plan.versions[0].content.parameters.seed = 40;
        bench.plan.repeats = 2;
        bench.start();
        QVERIFY(bench.finish());
        QSet<qint64> seeds;
        for (const provider::ChatRequest &request : bench.script->requests)
            seeds.insert(request.seed.value_or(-1));
        QCOMPARE(seeds, (QSet<qint64>{40, 41}));
    }
};

QTEST_GUILESS_MAIN(TestCacheLookup)
#include "tst_cachelookup.moc"
