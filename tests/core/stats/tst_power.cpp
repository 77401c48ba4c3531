// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/distribution.h"
#include "core/stats/mcnemar.h"
#include "core/stats/power.h"

#include <QTest>

#include <cmath>

using namespace assay::stats;

class TestPower : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // scipy 1.10.1: sums of binom.pmf(m, n, ψ)·binom.pmf(c, m, fix/ψ) over all tables with p <= α, and norm.cdf of the closed form.
    void powerEqualsTheReference_data()
    {
        QTest::addColumn<qint64>("n");
        QTest::addColumn<double>("regression");
        QTest::addColumn<double>("fix");
        QTest::addColumn<double>("alpha");
        QTest::addColumn<double>("midP");
        QTest::addColumn<double>("exact");
        QTest::addColumn<double>("approximate");
        const auto row = [](qint64 n, double regression, double fix, double alpha, double midP, double exact, double approximate) {
            QTest::addRow("n = %lld, %g and %g at %g", n, regression, fix, alpha) << n << regression << fix << alpha << midP << exact << approximate;
        };
        // Without a true difference the power is the size of the test.
        row(100, 0.02, 0.02, 0.05, 0.0168837675793, 0.00504581857364, 0.025);
        row(100, 0.05, 0.05, 0.05, 0.0411950586364, 0.0219885653578, 0.025);
        row(200, 0.05, 0.05, 0.05, 0.0457349371765, 0.0293766236664, 0.025);
        row(500, 0.05, 0.05, 0.05, 0.0493040439405, 0.0365958793166, 0.025);
        row(500, 0.15, 0.15, 0.05, 0.0494395016048, 0.0413286983056, 0.025);
        row(200, 0.05, 0.15, 0.05, 0.902686166708, 0.875300483113, 0.891314273404);
        row(200, 0.02, 0.12, 0.05, 0.982639963057, 0.973635867014, 0.970511983052);
        row(100, 0.05, 0.15, 0.01, 0.353793945517, 0.288506228047, 0.363699407037);
        row(500, 0.05, 0.10, 0.05, 0.830257863201, 0.80240990354, 0.825004949083);
        row(10, 0, 0.5, 0.05, 0.623046875, 0.376953125, 0.651905486856);
        row(4, 0.5, 0.5, 0.05, 0, 0, 0.025);
    }

    void powerEqualsTheReference()
    {
        QFETCH(const qint64, n);
        QFETCH(const double, regression);
        QFETCH(const double, fix);
        QFETCH(const double, alpha);
        QFETCH(const double, midP);
        QFETCH(const double, exact);
        QFETCH(const double, approximate);
        const DiscordantRates rates{.regression = regression, .fix = fix};
        QCOMPARE_LE(std::abs(exactPower(n, rates, alpha, PairedTest::midP) - midP), 1e-10);
        QCOMPARE_LE(std::abs(exactPower(n, rates, alpha, PairedTest::exact) - exact), 1e-10);
        QCOMPARE_LE(std::abs(approximatePower(n, rates, alpha).value() - approximate), 1e-10);
    }

    void powerEqualsAddingUpEveryTable()
    {
        for (const double alpha : {0.01, 0.05, 0.3, 0.9}) {
            for (const qint64 n : {1, 2, 5, 17, 30}) {
                double rejected = 0;
                for (qint64 m = 0; m <= n; ++m) {
                    for (qint64 c = 0; c <= m; ++c)
                        rejected += midPTwoSided(m - c, c) <= alpha ? binomialPmf(m, n, 0.4) * binomialPmf(c, m, 0.75) : 0;
                }
                QCOMPARE_LE(std::abs(exactPower(n, {.regression = 0.1, .fix = 0.3}, alpha) - rejected), 1e-12);
            }
        }
    }

    void swappingRegressionsAndFixesKeepsThePower()
    {
        QCOMPARE_LE(std::abs(exactPower(120, {0.03, 0.1}, 0.05) - exactPower(120, {0.1, 0.03}, 0.05)), 1e-12);
        QCOMPARE(*approximatePower(120, {0.03, 0.1}, 0.05), *approximatePower(120, {0.1, 0.03}, 0.05));
    }

    void whereNothingCanDifferThereIsNoPower()
    {
        QCOMPARE_EQ(exactPower(100, {0, 0}, 0.05), 0.0);
        QCOMPARE_EQ(exactPower(0, {0.1, 0.1}, 0.05), 0.0);
        QVERIFY(!approximatePower(100, {0, 0}, 0.05));
        QCOMPARE_EQ(exactPower(100, {0, 1}, 0.05), 1.0);
        QCOMPARE_EQ(*approximatePower(100, {0, 1}, 0.05), 1.0);
    }

    void tenThousandItemsHavePowerInRange()
    {
        const double size = exactPower(10'000, {0.1, 0.1}, 0.05);
        QCOMPARE_GT(size, 0.045);
        QCOMPARE_LT(size, 0.0505);
        QCOMPARE_GT(exactPower(10'000, {0.1, 0.15}, 0.05), 0.999999);
    }

    // scipy 1.10.1: norm.ppf put into the formula.
    void sampleSizesEqualTheReference()
    {
        QCOMPARE_LE(std::abs(*sampleSize(0.2, 0.1, 0.05, 0.8) - 154.59856956), 1e-7);
        QCOMPARE_LE(std::abs(*sampleSize(0.1, -0.05, 0.05, 0.8) - 311.586875176), 1e-7);
        QCOMPARE_LE(std::abs(*sampleSize(0.3, 0.05, 0.01, 0.9) - 1780.57612181), 1e-6);
    }

    void differencesThatCannotBeHaveNoSampleSize()
    {
        QVERIFY(!sampleSize(0.2, 0));
        QVERIFY(!sampleSize(0.2, 0.21));
        QVERIFY(!sampleSize(0, 0));
        QVERIFY(!sampleSize(0.2, std::nan("")));
    }

    // scipy 1.10.1: optimize.brentq on the closed form. 0 stands for "not reachable".
    void minimalDetectableDifferencesEqualTheReference_data()
    {
        QTest::addColumn<qint64>("n");
        QTest::addColumn<double>("discordance");
        QTest::addColumn<double>("mde");
        const auto row = [](qint64 n, double discordance, double mde) { QTest::addRow("n = %lld, psi = %g", n, discordance) << n << discordance << mde; };
        row(100, 0.05, 0);
        row(100, 0.1, 0.0875534889346);
        row(100, 0.2, 0.123819331484);
        row(100, 0.3, 0.151647091215);
        row(150, 0.05, 0);
        row(200, 0.05, 0.0440363467258);
        row(200, 0.2, 0.0880726934516);
        row(300, 0.1, 0.0509489697982);
        row(400, 0.3, 0.0764986600719);
        row(500, 0.05, 0.027949846411);
        row(500, 0.3, 0.0684628620962);
        row(0, 0.2, 0);
        row(100, 0, 0);
    }

    void minimalDetectableDifferencesEqualTheReference()
    {
        QFETCH(const qint64, n);
        QFETCH(const double, discordance);
        QFETCH(const double, mde);
        const auto result = minimalDetectableDifference(n, discordance);
        QCOMPARE_EQ(result.has_value(), mde > 0);
        if (!result)
            return;
        QCOMPARE_LE(std::abs(*result - mde), 1e-10);
        QCOMPARE_LE(std::abs(*sampleSize(discordance, *result) - static_cast<double>(n)), 1e-5);
    }

    // scipy 1.10.1: optimize.brentq on the closed form with ψ = Δ.
    void oneWayDifferencesEqualTheReference()
    {
        QCOMPARE_LE(std::abs(*minimalDetectableDifferenceOneWay(4) - 0.997961743514), 1e-10);
        QCOMPARE_LE(std::abs(*minimalDetectableDifferenceOneWay(100) - 0.0766561342462), 1e-10);
        QCOMPARE_LE(std::abs(*minimalDetectableDifferenceOneWay(500) - 0.015623878288), 1e-10);
        QVERIFY(!minimalDetectableDifferenceOneWay(3));
        QVERIFY(!minimalDetectableDifferenceOneWay(0));
    }

    void aMeanIsSeenFromTwoPointEightErrors()
    {
        QCOMPARE_LE(std::abs(minimalDetectableMean(0.025) - 0.0700396304528), 1e-12); // scipy 1.10.1: (norm.ppf(.975) + norm.ppf(.8)) * .025
        QCOMPARE_EQ(minimalDetectableMean(0), 0.0);
    }

    // scipy 1.10.1: optimize.brentq on the enumerated power of the mid-p test minus 0.8.
    void minimalDetectableDifferencesByExactPowerEqualTheReference()
    {
        QCOMPARE_LE(std::abs(*minimalDetectableDifferenceExact(100, 0.1) - 0.082442864), 3e-7);
        QCOMPARE_LE(std::abs(*minimalDetectableDifferenceExact(100, 0.2) - 0.12069029), 3e-7);
        QCOMPARE_LE(std::abs(*minimalDetectableDifferenceExact(200, 0.2) - 0.087009267), 3e-7);
        QVERIFY(!minimalDetectableDifferenceExact(4, 0.2));
        QVERIFY(!minimalDetectableDifferenceExact(100, 0));
    }
};

QTEST_GUILESS_MAIN(TestPower)
#include "tst_power.moc"
