// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/draw.h"
#include "core/run/totals.h"
#include "tests/support/smallplan.h"

#include <QSet>
#include <QTest>

using namespace assay;
using namespace assay::run;
using namespace Qt::StringLiterals;

class TestPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCellHasOnePlace()
    {
        RunPlan plan = test::smallPlan(7, 3, 2);
        plan.repeats = 4;
        QCOMPARE(plan.cellCount(), 7 * 3 * 2 * 4);
        for (int cell = 0; cell < plan.cellCount(); ++cell)
            QCOMPARE(plan.cellIndex(plan.cellKey(cell)), cell);
    }

    void theOrderIsTheSeedsAndHoldsEveryCellOnce()
    {
        RunPlan plan = test::smallPlan(50, 2, 3);
        const QList<int> order = plan.order();
        QCOMPARE(order, plan.order());
        QCOMPARE(QSet<int>(order.begin(), order.end()).size(), plan.cellCount());
        plan.seed = 2;
        QVERIFY(plan.order() != order);
    }

    void theColumnsOfAnItemAreAskedTogether()
    {
        const RunPlan plan = test::smallPlan(20, 2, 3);
        const QList<int> order = plan.order();
        for (qsizetype i = 0; i < order.size(); i += 6) {
            for (qsizetype j = i; j < i + 6; ++j)
                QCOMPARE(plan.cellKey(order.at(j)).item, plan.cellKey(order.at(i)).item);
        }
    }

    void drawsAreTheSameOnEveryMachine()
    {
        // The first outputs of SplitMix64 from state 0, as published with the generator.
        QCOMPARE(draw(0, 0), 0xe220a8397b1dcdafULL);
        QCOMPARE(draw(0, 1), 0x6e789e6aa1b965f4ULL);
    }

    void theOrderNeverChangesForASeed()
    {
        // Stored runs are made again from their seed: these digits may not move.
        RunPlan plan = test::smallPlan(8);
        plan.seed = 7;
        QCOMPARE(plan.order(), (QList<int>{1, 2, 0, 7, 4, 3, 5, 6}));
    }

    void validationFindsWhatWouldCostMoney_data()
    {
        QTest::addColumn<RunPlan>("plan");
        QTest::addColumn<QString>("word");
        RunPlan plan = test::smallPlan(2);
        plan.set.items.clear();
        QTest::newRow("no items") << plan << u"no item"_s;
        plan = test::smallPlan(2);
        plan.models.clear();
        QTest::newRow("no models") << plan << u"no model"_s;
        plan = test::smallPlan(2);
        plan.versions.clear();
        QTest::newRow("no versions") << plan << u"no prompt version"_s;
        plan = test::smallPlan(2);
        plan.set.items[1].variables = Json(jsoncons::json_object_arg);
        QTest::newRow("a variable that one item lacks") << plan << u"I-2"_s;
        plan = test::smallPlan(2);
        plan.versions[0].content.messages[0].text = u"{{ text"_s;
        QTest::newRow("a template that does not parse") << plan << u"p@1"_s;
        plan = test::smallPlan(2);
        plan.set.defaultAssertions[0].type = u"contians"_s;
        QTest::newRow("an unknown assertion, with the nearest") << plan << u"contains"_s;
        plan = test::smallPlan(2);
        plan.set.defaultAssertions.clear();
        QTest::newRow("items that could not fail") << plan << u"no assertion"_s;
        plan = test::smallPlan(2);
        plan.budget = Money::fromMicroUsd(100);
        plan.models[0].price.reset();
        QTest::newRow("a budget without a price") << plan << u"no price"_s;
        plan = test::smallPlan(2);
        plan.repeats = 600'000;
        QTest::newRow("more cells than memory") << plan << u"a million cells"_s;
        plan = test::smallPlan(2);
        plan.baseline = 1;
        QTest::newRow("a baseline that is no version") << plan << u"baseline"_s;
    }

    void validationFindsWhatWouldCostMoney()
    {
        QFETCH(const RunPlan, plan);
        QFETCH(const QString, word);
        const auto valid = validate(plan);
        QVERIFY(!valid);
        QVERIFY2(valid.error().describe().contains(word), qPrintable(valid.error().describe()));
    }

    void aSoundPlanIsValid() { QVERIFY(validate(test::smallPlan(3, 2, 2))); }

    void aModelWithoutBatchesIsFoundBeforehand_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("isValid");
        QTest::newRow("simulated") << u"simulated"_s << false;
        QTest::newRow("mistral") << u"mistral"_s << false;
        QTest::newRow("openai") << u"openai"_s << true;
        QTest::newRow("a kind that only the program knows") << u"scripted"_s << true;
    }

    void aModelWithoutBatchesIsFoundBeforehand()
    {
        QFETCH(const QString, kind);
        QFETCH(const bool, isValid);
        RunPlan plan = test::smallPlan(1);
        plan.models[0].provider.kind = kind;
        QVERIFY(validate(plan));
        plan.mode = RunMode::batch;
        QCOMPARE(validate(plan).has_value(), isValid);
        if (!isValid)
            QVERIFY(validate(plan).error().describe().contains(u"m1 takes no batches"_s));
        // What is only taken from the workspace needs none.
        plan.cache = CachePolicy::only;
        QVERIFY(validate(plan));
    }

    void assertionsOnLatencyAreNotedForBatches()
    {
        RunPlan plan = test::smallPlan(1);
        evalset::Assertion latency;
        latency.type = u"latency"_s;
        latency.threshold = 2000;
        plan.set.defaultAssertions.append(latency);
        plan.models[0].price->batchMillionths = 500'000;
        QVERIFY(notes(plan).isEmpty());
        plan.mode = RunMode::batch;
        QCOMPARE(notes(plan), QStringList{u"answers from batches have no latency: assertions on it cannot be judged"_s});
    }

    void storedAndLiveTotalsAreOneFunction()
    {
        const RunPlan plan = test::smallPlan(2, 1, 1);
        CellResult passed{.cell = 0, .key = plan.cellKey(0), .outcome = Outcome::passed, .attempts = 3, .cost = Money::fromMicroUsd(4), .latency = Milliseconds(20)};
        CellResult broken{.cell = 1, .key = plan.cellKey(1), .outcome = Outcome::error, .attempts = 1, .latency = Milliseconds(999)};
        const Totals totals = sum(columnTotals(plan, {passed, broken}));
        QCOMPARE(totals.cells, 2);
        QCOMPARE(totals.passed, 1);
        QCOMPARE(totals.errors, 1);
        QCOMPARE(totals.retries, 2);
        QCOMPARE(totals.settled, Money::fromMicroUsd(4));
        QCOMPARE(totals.latencyMs, QList<qint64>{20});
    }
};

QTEST_GUILESS_MAIN(TestPlan)
#include "tst_plan.moc"
