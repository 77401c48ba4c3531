// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/distribution.h"
#include "core/stats/mcnemar.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace assay::stats;

namespace {

/// C(m, k), exact to m = 60.
quint64 choose(quint64 m, quint64 k)
{
    quint64 product = 1;
    for (quint64 i = 1; i <= k; ++i)
        product = product * (m - k + i) / i;
    return product;
}

/// Outcomes with at most k heads among the 2^m, exact to m = 60.
quint64 atMost(quint64 m, quint64 k)
{
    quint64 sum = 0;
    for (quint64 i = 0; i <= k; ++i)
        sum += choose(m, i);
    return sum;
}

double ofAll(quint64 outcomes, quint64 m)
{
    return std::ldexp(static_cast<double>(outcomes), -static_cast<int>(m));
}

} // namespace

class TestMcnemar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // scipy 1.10.1 and statsmodels 0.13.5: mcnemar(table, exact=True), mcnemar(table, exact=False, correction=False), and for mid-p
    // 2*binom.cdf(k, m, .5) − binom.pmf(k, m, .5). The first row is the example of Fagerland, Lydersen, Laake 2013 (Bentur et al.):
    // exact 0.070, mid-p 0.039, asymptotic 0.034.
    void pValuesEqualTheReference_data()
    {
        QTest::addColumn<qint64>("regressions");
        QTest::addColumn<qint64>("fixes");
        QTest::addColumn<double>("exact");
        QTest::addColumn<double>("midP");
        QTest::addColumn<double>("exactOneSided");
        QTest::addColumn<double>("midPOneSided");
        QTest::addColumn<double>("statistic");
        QTest::addColumn<double>("asymptotic");
        const auto row = [](qint64 b, qint64 c, double exact, double midP, double exactOne, double midPOne, double statistic, double asymptotic) {
            QTest::addRow("%lld regressions, %lld fixes", b, c) << b << c << exact << midP << exactOne << midPOne << statistic << asymptotic;
        };
        row(1, 7, 0.0703125, 0.0390625, 0.03515625, 0.01953125, 4.5, 0.0338948535247);
        row(5, 27, 0.000113074202091, 6.61876983941e-05, 5.65371010453e-05, 3.3093849197e-05, 15.125, 0.00010062192212);
        row(0, 5, 0.0625, 0.03125, 0.03125, 0.015625, 5, 0.0253473186775);
        row(0, 4, 0.125, 0.0625, 0.0625, 0.03125, 4, 0.0455002638964);
        row(3, 3, 1, 1, 0.65625, 0.5, 0, 1);
        row(10, 25, 0.0166738478001, 0.0113309841836, 0.00833692390006, 0.00566549209179, 6.42857142857, 0.0112298866529);
        row(40, 60, 0.056887933641, 0.0460440669293, 0.0284439668205, 0.0230220334647, 4, 0.0455002638964);
        row(480, 560, 0.0142590790954, 0.0131188419274, 0.00712953954769, 0.00655942096371, 6.15384615385, 0.0131126632652);
        row(700, 800, 0.0105592554667, 0.0098246293691, 0.00527962773336, 0.00491231468455, 6.66666666667, 0.00982327450752);
        row(4800, 5000, 0.0444041487998, 0.0433569488946, 0.0222020743999, 0.0216784744473, 4.08163265306, 0.0433517512609);
        row(0, 300, 9.8181869306e-91, 4.9090934653e-91, 4.9090934653e-91, 2.45454673265e-91, 300, 3.29436238331e-67);
    }

    void pValuesEqualTheReference()
    {
        QFETCH(const qint64, regressions);
        QFETCH(const qint64, fixes);
        const auto isNear = [](double value, double reference) { return std::abs(value - reference) <= 2e-10 * std::abs(reference); };
        QFETCH(const double, exact);
        QVERIFY2(isNear(exactTwoSided(regressions, fixes), exact), qPrintable(QString::number(exactTwoSided(regressions, fixes), 'g', 15)));
        QFETCH(const double, midP);
        QVERIFY2(isNear(midPTwoSided(regressions, fixes), midP), qPrintable(QString::number(midPTwoSided(regressions, fixes), 'g', 15)));
        QFETCH(const double, exactOneSided);
        QVERIFY2(isNear(exactCandidateBetter(regressions, fixes), exactOneSided), qPrintable(QString::number(exactCandidateBetter(regressions, fixes), 'g', 15)));
        QFETCH(const double, midPOneSided);
        QVERIFY2(isNear(midPCandidateBetter(regressions, fixes), midPOneSided), qPrintable(QString::number(midPCandidateBetter(regressions, fixes), 'g', 15)));
        const auto chiSquared = chiSquaredUncorrected(regressions, fixes);
        QVERIFY(chiSquared);
        QFETCH(const double, statistic);
        QVERIFY(isNear(chiSquared->statistic, statistic));
        QFETCH(const double, asymptotic);
        QVERIFY2(isNear(chiSquared->p, asymptotic), qPrintable(QString::number(chiSquared->p, 'g', 15)));
    }

    void everyTableOfUpToFiftyPairsEqualsCountingOutcomes()
    {
        for (quint64 m = 1; m <= 50; ++m) {
            for (quint64 b = 0; b <= m; ++b) {
                const quint64 c = m - b;
                const quint64 smaller = std::min(b, c);
                const auto regressions = static_cast<qint64>(b);
                const auto fixes = static_cast<qint64>(c);
                const double exact = std::min(1.0, ofAll(2 * atMost(m, smaller), m));
                const double midP = b == c ? 1.0 : ofAll(2 * atMost(m, smaller) - choose(m, smaller), m);
                QCOMPARE_LE(std::abs(exactTwoSided(regressions, fixes) / exact - 1), 1e-13);
                QCOMPARE_LE(std::abs(midPTwoSided(regressions, fixes) / midP - 1), 1e-12);
                QCOMPARE_LE(std::abs(exactCandidateBetter(regressions, fixes) / ofAll(atMost(m, b), m) - 1), 1e-13);
                QCOMPARE_LE(std::abs(midPCandidateBetter(regressions, fixes) / ofAll(2 * atMost(m, b) - choose(m, b), m + 1) - 1), 1e-12);
            }
        }
    }

    void boostAndTheSumOfLogarithmsAgreeWhereTheyMeet()
    {
        for (const qint64 k : {0, 100, 400, 450, 499, 500, 501, 600, 999}) {
            // F(k; 1001) = (F(k; 1000) + F(k − 1; 1000)) / 2: the left side by sums, the right side by Boost.
            const double expected = (fairCoinCdf(k, 1000) + fairCoinCdf(k - 1, 1000)) / 2;
            QCOMPARE_LE(std::abs(fairCoinCdf(k, 1001) / expected - 1), 1e-10);
        }
    }

    void noDiscordantPairIsNoEvidence()
    {
        QCOMPARE_EQ(midPTwoSided(0, 0), 1.0);
        QCOMPARE_EQ(exactTwoSided(0, 0), 1.0);
        QCOMPARE_EQ(exactCandidateBetter(0, 0), 1.0);
        QCOMPARE_EQ(midPCandidateBetter(0, 0), 0.5);
        QVERIFY(!chiSquaredUncorrected(0, 0));
    }

    void aTieIsNoEvidence()
    {
        for (const qint64 each : {1, 2, 10, 500, 501, 5000}) {
            QCOMPARE_EQ(midPTwoSided(each, each), 1.0);
            QCOMPARE_EQ(exactTwoSided(each, each), 1.0);
            QCOMPARE_LE(std::abs(midPCandidateBetter(each, each) - 0.5), 1e-9);
        }
    }

    void fourPairsNeverReachFivePerCentAndFiveDo()
    {
        for (qint64 b = 0; b <= 4; ++b)
            QCOMPARE_GT(midPTwoSided(b, 4 - b), 0.05);
        QCOMPARE(midPTwoSided(5, 0), 0.03125);
    }

    void pIsNeverZeroNorAboveOne()
    {
        for (const qint64 m : {1, 7, 999, 1000, 1001, 10'000, 1'000'000}) {
            for (const qint64 b : {qint64{0}, m / 4, m / 2, m}) {
                for (const double p :
                    {midPTwoSided(b, m - b), exactTwoSided(b, m - b), midPCandidateBetter(b, m - b), exactCandidateBetter(b, m - b), chiSquaredUncorrected(b, m - b)->p}) {
                    QCOMPARE_GT(p, 0.0);
                    QCOMPARE_LE(p, 1.0);
                }
            }
        }
    }

    void swappingTheSidesKeepsTheTwoSidedPValues()
    {
        for (const auto &[b, c] : {std::pair{1, 7}, {0, 12}, {40, 60}, {700, 800}}) {
            QCOMPARE_EQ(midPTwoSided(b, c), midPTwoSided(c, b));
            QCOMPARE_EQ(exactTwoSided(b, c), exactTwoSided(c, b));
            QCOMPARE_LE(std::abs(midPCandidateBetter(b, c) + midPCandidateBetter(c, b) - 1), 1e-10);
        }
    }

    void oneSidedAndTwoSidedNeverContradict()
    {
        for (qint64 b = 0; b <= 60; ++b) {
            for (qint64 c = 0; c <= 60; ++c) {
                const bool differs = midPTwoSided(b, c) <= 0.05;
                const bool better = midPCandidateBetter(b, c) <= 0.025;
                const bool worse = midPCandidateBetter(c, b) <= 0.025;
                QCOMPARE_EQ(differs, better || worse);
                QVERIFY(!better || c > b);
                QVERIFY(!worse || b > c);
            }
        }
    }

    void midPLiesBetweenHalfOfTheExactAndTheExact()
    {
        for (qint64 b = 0; b <= 40; ++b) {
            for (qint64 c = b + 1; c <= 40; ++c) {
                QCOMPARE_LE(midPTwoSided(b, c), exactTwoSided(b, c));
                QCOMPARE_GE(midPTwoSided(b, c) * 2.000001, exactTwoSided(b, c));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestMcnemar)
#include "tst_mcnemar.moc"
