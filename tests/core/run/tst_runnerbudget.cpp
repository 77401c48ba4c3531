// SPDX-License-Identifier: GPL-3.0-or-later
// The cap on money holds whatever calls cost, and what it leaves out can be asked later.
#include "core/run/draw.h"
#include "tests/support/journalrecord.h"
#include "tests/support/runbench.h"

using namespace assay;
using namespace assay::run;
using namespace assay::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// The most that settled cost and open reservations ever came to.
Money highestCommitment(const RunPlan &plan, const QList<JournalEntry> &entries)
{
    Money highest;
    for (qsizetype kept = 0; kept <= entries.size(); ++kept)
        highest = std::max(highest, JournalRecord(plan, entries.first(kept)).spent());
    return highest;
}

// Anything that may happen to a call: usage up to its caps, none told, breaks after more text than the cap allows.
std::function<Result<provider::Completion>(const provider::ChatRequest &, int)> anyAnswer(qint64 seed)
{
    return [seed](const provider::ChatRequest &, int call) -> Result<provider::Completion> {
        const auto pick = [&](quint64 what, quint64 below) { return drawBelow(seed, static_cast<quint64>(call) * 8 + what, below); };
        if (pick(0, 4) == 0)
            return std::unexpected(callError(pick(1, 2) == 0 ? ErrorKind::reset : ErrorKind::timeout));
        provider::Completion made = completion(u"ok "_s + QString(static_cast<qsizetype>(pick(2, 200)), u'x'));
        made.usage = tokens::Usage{.input = static_cast<qint64>(pick(3, 15)), .output = static_cast<qint64>(pick(4, 11))};
        if (pick(5, 4) == 0)
            made.usage.reset();
        return made;
    };
}

} // namespace

class TestRunnerBudget : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCapHoldsWhateverCallsCost_data()
    {
        QTest::addColumn<qint64>("seed");
        for (qint64 seed = 1; seed <= 12; ++seed)
            QTest::addRow("seed %lld", static_cast<long long>(seed)) << seed;
    }

    void theCapHoldsWhateverCallsCost()
    {
        QFETCH(const qint64, seed);
        RunBench bench(smallPlan(15, 1, 2));
        bench.plan.budget = Money::fromMicroUsd(100 + static_cast<qint64>(drawBelow(seed, 1, 400)));
        bench.plan.concurrency = 1 + static_cast<int>(drawBelow(seed, 2, 8));
        bench.script->partialText = QString(200, u'x');
        bench.script->answer = anyAnswer(seed);
        bench.start();
        QVERIFY(bench.finish());
        QVERIFY(bench.end->state == RunState::capped || bench.end->state == RunState::finished);
        QVERIFY(highestCommitment(bench.plan, bench.journal.entries) <= *bench.plan.budget);
        for (const auto &batch : std::as_const(bench.batches))
            QVERIFY(batch->all.settled + batch->all.reserved <= *bench.plan.budget);
    }

    void aCappedRunGoesOnWithMoreMoney()
    {
        RunBench first(smallPlan(20, 2));
        first.plan.budget = Money::fromMicroUsd(200);
        first.start();
        QVERIFY(first.finish());
        QCOMPARE(first.end->state, RunState::capped);
        QVERIFY(first.end->reason.contains(u"budget"_s));
        const JournalRecord record(first.plan, first.journal.entries);
        for (const CellEnd &end : std::as_const(first.journal.ends)) {
            if (end.outcome == Outcome::skipped)
                QCOMPARE(end.errorKind, ErrorKind::budget);
        }

        RunBench second(first.plan);
        second.plan.budget = Money::fromMicroUsd(10'000);
        second.start(record.progress(), record.spent());
        QVERIFY(second.finish());
        QCOMPARE(second.end->state, RunState::finished);
        QCOMPARE(sum(second.end->columns).passed, 40);
        QCOMPARE(sum(second.end->columns).settled, Money::fromMicroUsd(40 * 15));
        QCOMPARE(first.script->requests.size() + second.script->requests.size(), 40);
    }

    void aDearModelIsNotStarvedByACheapOne()
    {
        RunBench bench(smallPlan(60, 1, 2));
        bench.plan.models[1].price = pricing::Price{
            .inputMicroUsdPerMTok = 10'000'000, .cachedInputMicroUsdPerMTok = {}, .cacheWriteMicroUsdPerMTok = {}, .outputMicroUsdPerMTok = 10'000'000, .source = {}, .date = {}};
        bench.plan.budget = Money::fromMicroUsd(1'500);
        bench.plan.concurrency = 8;
        bench.script->latency = 2ms;
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::capped);
        const int cheap = bench.end->columns.at(0).totals.passed;
        const int dear = bench.end->columns.at(1).totals.passed;
        QVERIFY(dear > 4);
        QVERIFY2(cheap <= dear + 8, qPrintable(u"%1 against %2"_s.arg(cheap).arg(dear)));
    }

    void aRetryWaitsForRoomUnderTheCap()
    {
        // Room for one call at a time: while one rests, the other takes the room, and gives it back.
        RunBench bench(smallPlan(2));
        bench.plan.budget = Money::fromMicroUsd(60);
        bench.plan.concurrency = 2;
        bench.script->answer = [](const auto &, int call) -> Result<provider::Completion> {
            if (call == 1)
                return std::unexpected(callError(ErrorKind::overloaded));
            return completion(u"ok"_s);
        };
        bench.start();
        QVERIFY(bench.finish());
        QCOMPARE(bench.end->state, RunState::finished);
        QCOMPARE(sum(bench.end->columns).passed, 2);
        QVERIFY(highestCommitment(bench.plan, bench.journal.entries) <= *bench.plan.budget);
    }
};

QTEST_GUILESS_MAIN(TestRunnerBudget)
#include "tst_runnerbudget.moc"
