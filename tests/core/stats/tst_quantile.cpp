// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/quantile.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace assay::stats;

class TestQuantile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // numpy 1.24.2: numpy.quantile([12, 3.5, 8, 1, 20, 7.25, 7.25], p).
    void quantilesEqualTheReference_data()
    {
        QTest::addColumn<double>("p");
        QTest::addColumn<double>("quantile");
        QTest::newRow("least") << 0.0 << 1.0;
        QTest::newRow("tenth") << 0.1 << 2.5;
        QTest::newRow("quarter") << 0.25 << 5.375;
        QTest::newRow("median") << 0.5 << 7.25;
        QTest::newRow("p95") << 0.95 << 17.6;
        QTest::newRow("p99") << 0.99 << 19.52;
        QTest::newRow("most") << 1.0 << 20.0;
    }

    void quantilesEqualTheReference()
    {
        QFETCH(const double, p);
        QFETCH(const double, quantile);
        const std::vector<double> values{12, 3.5, 8, 1, 20, 7.25, 7.25};
        QCOMPARE(*quantileType7(values, p), quantile);
    }

    void oneValueIsEveryQuantile()
    {
        const std::vector<double> values{42};
        for (const double p : {0.0, 0.3, 1.0})
            QCOMPARE_EQ(*quantileType7(values, p), 42.0);
    }

    void anEvenMedianLiesBetween()
    {
        const std::vector<double> values{4, 1, 3, 2};
        QCOMPARE(*quantileType7(values, 0.5), 2.5);
    }

    void whatHasNoQuantileGivesNothing()
    {
        const std::vector<double> values{1, 2};
        QVERIFY(!quantileType7({}, 0.5));
        QVERIFY(!quantileType7(values, -0.01));
        QVERIFY(!quantileType7(values, 1.01));
        QVERIFY(!quantileType7(values, std::nan("")));
        const std::vector<double> broken{1, std::nan("")};
        QVERIFY(!quantileType7(broken, 0.5));
    }
};

QTEST_GUILESS_MAIN(TestQuantile)
#include "tst_quantile.moc"
