// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/distribution.h"
#include "core/stats/proportion.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace assay::stats;

class TestProportion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // statsmodels 0.13.5: proportion_confint(passes, n, 0.05, "wilson") and (…, "beta"). The first four rows are also the worked examples of
    // Newcombe 1998, Stat Med 17:857, table I, methods 3 and 5 (there to four digits).
    void intervalsEqualTheReference_data()
    {
        QTest::addColumn<qint64>("passes");
        QTest::addColumn<qint64>("n");
        QTest::addColumn<double>("wilsonLower");
        QTest::addColumn<double>("wilsonUpper");
        QTest::addColumn<double>("exactLower");
        QTest::addColumn<double>("exactUpper");
        const auto row
            = [](qint64 passes, qint64 n, double wl, double wu, double el, double eu) { QTest::addRow("%lld of %lld", passes, n) << passes << n << wl << wu << el << eu; };
        row(81, 263, 0.255288519878274, 0.3662095769828, 0.252736745585271, 0.367621922601351);
        row(15, 148, 0.0623863995307363, 0.160487241723308, 0.0578440100834486, 0.161650490349479);
        row(0, 20, 0, 0.161125158052819, 0, 0.168433470983085);
        row(1, 29, 0.00611321429276267, 0.171755218793203, 0.000872646883579922, 0.177644295488723);
        row(20, 20, 0.83887484194718, 1, 0.831566529016915, 1);
        row(171, 200, 0.799513324692185, 0.897106493579956, 0.79843850382682, 0.900691377444793);
        row(1, 1, 0.206549314377237, 1, 0.025, 1);
        row(0, 1, 0, 0.793450685622763, 0, 0.975);
        row(5000, 10000, 0.490202061815405, 0.509797938184595, 0.490151380589981, 0.509848619410018);
        row(10000, 10000, 0.999616001629323, 1, 0.999631180085381, 1);
        row(9999, 10000, 0.999433731102599, 0.999982347326399, 0.999442963002053, 0.999997468222407);
    }

    void intervalsEqualTheReference()
    {
        QFETCH(const qint64, passes);
        QFETCH(const qint64, n);
        QFETCH(const double, wilsonLower);
        QFETCH(const double, wilsonUpper);
        QFETCH(const double, exactLower);
        QFETCH(const double, exactUpper);
        const auto score = wilson(passes, n);
        const auto exact = clopperPearson(passes, n);
        QVERIFY(score && exact);
        QCOMPARE(score->estimate, static_cast<double>(passes) / static_cast<double>(n));
        QCOMPARE_LE(std::abs(score->interval.lower - wilsonLower), 1e-12);
        QCOMPARE_LE(std::abs(score->interval.upper - wilsonUpper), 1e-12);
        QCOMPARE_LE(std::abs(exact->interval.lower - exactLower), 1e-11);
        QCOMPARE_LE(std::abs(exact->interval.upper - exactUpper), 1e-11);
    }

    void theEndsAreExactlyZeroAndOne()
    {
        for (const double level : {0.5, 0.8, 0.95, 0.99, 0.999999}) {
            for (qint64 n = 1; n < 2000; n = n * 3 / 2 + 1) {
                QCOMPARE_EQ(wilson(0, n, level)->interval.lower, 0.0);
                QCOMPARE_EQ(wilson(n, n, level)->interval.upper, 1.0);
                QCOMPARE_EQ(clopperPearson(0, n, level)->interval.lower, 0.0);
                QCOMPARE_EQ(clopperPearson(n, n, level)->interval.upper, 1.0);
                QCOMPARE_LT(wilson(0, n, level)->interval.upper, 1.0);
                QCOMPARE_GT(wilson(n, n, level)->interval.lower, 0.0);
            }
        }
    }

    // Both ends of Wilson's interval solve |p̂ − p| = z·√(p(1 − p)/n): its definition, not its closed form.
    void wilsonLimitsSolveTheScoreEquation()
    {
        const double z = 1.959963984540054;
        for (const auto &[passes, n] : {std::pair{3, 10}, {17, 40}, {171, 200}, {499, 500}}) {
            const auto result = wilson(passes, n);
            for (const double limit : {result->interval.lower, result->interval.upper})
                QCOMPARE_LE(std::abs(std::abs(result->estimate - limit) - z * std::sqrt(limit * (1 - limit) / n)), 1e-13);
        }
    }

    // At each exact limit the tail towards the observation has probability α/2.
    void clopperPearsonLimitsSolveTheTailEquations()
    {
        for (const auto &[passes, n] : {std::pair{3, 10}, {17, 40}, {171, 200}, {1, 500}}) {
            const Interval interval = clopperPearson(passes, n, 0.9)->interval;
            QCOMPARE_LE(std::abs(1 - binomialCdf(passes - 1, n, interval.lower) - 0.05), 1e-10);
            QCOMPARE_LE(std::abs(binomialCdf(passes, n, interval.upper) - 0.05), 1e-10);
        }
    }

    void noItemsAndWrongCountsGiveNothing()
    {
        QVERIFY(!wilson(0, 0));
        QVERIFY(!clopperPearson(0, 0));
        QVERIFY(!wilson(-1, 10));
        QVERIFY(!wilson(11, 10));
        QVERIFY(!wilson(5, 10, 0));
        QVERIFY(!wilson(5, 10, 1));
        QVERIFY(!wilson(5, 10, std::nan("")));
        QVERIFY(!clopperPearson(5, 10, 1.5));
        QVERIFY(!zeroFailureBound(0));
        QVERIFY(!weightedWilson({}));
    }

    void intervalsContainTheEstimateAndShrinkWithMoreItems()
    {
        for (qint64 passes = 0; passes <= 30; ++passes) {
            const auto small = wilson(passes, 30);
            const auto large = wilson(passes * 10, 300);
            QVERIFY(small->interval.contains(small->estimate));
            QCOMPARE_LT(large->interval.width(), small->interval.width());
            QCOMPARE_GT(clopperPearson(passes, 30)->interval.width(), small->interval.width());
        }
    }

    void swappingPassesAndFailuresMirrors()
    {
        for (qint64 passes = 0; passes <= 30; ++passes) {
            QCOMPARE_LE(std::abs(wilson(passes, 30)->interval.lower - (1 - wilson(30 - passes, 30)->interval.upper)), 1e-15);
            QCOMPARE_LE(std::abs(clopperPearson(passes, 30)->interval.lower - (1 - clopperPearson(30 - passes, 30)->interval.upper)), 1e-12);
        }
    }

    void equalWeightsChangeNothing()
    {
        std::vector<WeightedOutcome> outcomes;
        for (int i = 0; i < 200; ++i)
            outcomes.push_back({.weight = 2.5, .passed = i < 171});
        const auto weighted = weightedWilson(outcomes);
        QVERIFY(weighted);
        QCOMPARE(weighted->effectiveN, 200.0);
        QCOMPARE(weighted->proportion.interval.lower, wilson(171, 200)->interval.lower);
        QCOMPARE(weighted->proportion.interval.upper, wilson(171, 200)->interval.upper);
    }

    // statsmodels 0.13.5: proportion_confint(0.8 * 100 / 30, 100 / 30, 0.05, "wilson") for weights 1, 2, 3, 4 with the second failed.
    void unequalWeightsCountAsFewerItems()
    {
        const std::vector<WeightedOutcome> outcomes{{1, true}, {2, false}, {3, true}, {4, true}};
        const auto weighted = weightedWilson(outcomes);
        QVERIFY(weighted);
        QCOMPARE(weighted->effectiveN, 100.0 / 30);
        QCOMPARE(weighted->proportion.estimate, 0.8);
        QCOMPARE(weighted->proportion.interval.lower, 0.30551241429550335);
        QCOMPARE(weighted->proportion.interval.upper, 0.9732413052637917);
    }

    void weightedEndsAreExact()
    {
        const std::vector<WeightedOutcome> all{{0.1, true}, {0.2, true}, {0.7, true}};
        QCOMPARE_EQ(weightedWilson(all)->proportion.interval.upper, 1.0);
        const std::vector<WeightedOutcome> none{{0.1, false}, {0.2, false}};
        QCOMPARE_EQ(weightedWilson(none)->proportion.interval.lower, 0.0);
    }

    void unusableWeightsGiveNothing()
    {
        for (const double weight : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
            const std::vector<WeightedOutcome> outcomes{{1, true}, {weight, false}};
            QVERIFY(!weightedWilson(outcomes));
        }
    }

    void zeroFailuresBoundTheRate()
    {
        QCOMPARE(*zeroFailureBound(100), 1 - std::pow(0.05, 0.01));
        QCOMPARE_LE(std::abs(*zeroFailureBound(300) - 3.0 / 300), 1e-4); // the rule of three
        QCOMPARE(*zeroFailureBound(100, 0.95, Sides::two), clopperPearson(0, 100)->interval.upper);
        QCOMPARE(*zeroFailureBound(1), 0.95);
    }
};

QTEST_GUILESS_MAIN(TestProportion)
#include "tst_proportion.moc"
