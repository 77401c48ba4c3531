// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/holm.h"

#include <QTest>

using namespace assay::stats;

class TestHolm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // statsmodels 0.13.5: multipletests(p, method="holm") and (p, method="fdr_bh").
    void adjustedValuesEqualTheReference()
    {
        const std::vector<double> p{0.01, 0.04, 0.03, 0.005, 0.5, 0.04};
        const std::vector<double> holm{0.05, 0.12, 0.12, 0.03, 0.5, 0.12};
        const std::vector<double> bh{0.03, 0.048, 0.048, 0.03, 0.5, 0.048};
        for (std::size_t i = 0; i < p.size(); ++i) {
            QCOMPARE(holmAdjusted(p)[i], holm[i]);
            QCOMPARE(benjaminiHochbergAdjusted(p)[i], bh[i]);
        }
    }

    void oneTestIsNotAdjusted()
    {
        const std::vector<double> p{0.03};
        QCOMPARE(holmAdjusted(p), p);
        QCOMPARE(benjaminiHochbergAdjusted(p), p);
    }

    void noTestsGiveNoValues()
    {
        QVERIFY(holmAdjusted({}).empty());
        QVERIFY(benjaminiHochbergAdjusted({}).empty());
    }

    void holmIsAtLeastRawAtMostBonferroniAndKeepsTheOrder()
    {
        quint32 state = 1;
        for (int family = 1; family < 40; ++family) {
            std::vector<double> p;
            for (int i = 0; i < family; ++i) {
                state = state * 1664525U + 1013904223U;
                p.push_back(static_cast<double>(state % 1000U) / 1000.0);
            }
            const std::vector<double> adjusted = holmAdjusted(p);
            const std::vector<double> bh = benjaminiHochbergAdjusted(p);
            for (std::size_t i = 0; i < p.size(); ++i) {
                QCOMPARE_GE(adjusted[i], p[i]);
                QCOMPARE_LE(adjusted[i], std::min(1.0, p[i] * family) + 1e-15);
                QCOMPARE_GE(adjusted[i] + 1e-15, bh[i]);
                for (std::size_t j = 0; j < p.size(); ++j)
                    QVERIFY(p[i] >= p[j] || adjusted[i] <= adjusted[j]);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestHolm)
#include "tst_holm.moc"
