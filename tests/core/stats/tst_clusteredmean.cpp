// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/clusteredmean.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace assay::stats;

namespace {

const std::vector<double> kValues{1, 0, 0, -1, 1, 1, 0, 0.5, 0, -0.5, 1, 1, 0, 0.25, 0};
const std::vector<qint64> kClusters{1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7};

std::vector<ClusteredValue> grouped(const std::vector<double> &values, const std::vector<qint64> &clusters)
{
    std::vector<ClusteredValue> result;
    for (std::size_t i = 0; i < values.size(); ++i)
        result.push_back({.value = values[i], .cluster = clusters[i]});
    return result;
}

std::vector<ClusteredValue> alone(const std::vector<double> &values)
{
    std::vector<ClusteredValue> result;
    for (const double value : values)
        result.push_back({.value = value, .cluster = static_cast<qint64>(result.size())});
    return result;
}

} // namespace

class TestClusteredMean : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // statsmodels 0.13.5: OLS(values, ones).fit(cov_type="cluster", cov_kwds={"groups": clusters}, use_t=True); CR0 with use_correction=False.
    // Its limits use t(0.975; 6) = 2.44691184879 where the closed form of the distribution has 2.44691185114; the limits here are by the closed form.
    void errorsEqualTheReference()
    {
        const auto result = clusteredMean(grouped(kValues, kClusters));
        QVERIFY(result);
        QCOMPARE(result->clusters, 7);
        QCOMPARE(result->n, 15);
        QCOMPARE_LE(std::abs(result->mean - 0.283333333333), 1e-11);
        QCOMPARE_LE(std::abs(result->iidError.value() - 0.159736886835), 1e-11);
        QCOMPARE_LE(std::abs(result->clusterError - 0.137625363726), 1e-11);
        QCOMPARE_LE(std::abs(result->adjustedError.value() - 0.148652382639), 1e-11);
        QVERIFY(result->interval);
        QCOMPARE_LE(std::abs(result->interval->lower + 0.08040594344653), 1e-11);
        QCOMPARE_LE(std::abs(result->interval->upper - 0.6470726101132), 1e-11);
        QCOMPARE_LE(std::abs(result->p.value() - 0.105288395305), 1e-11);
        QVERIFY(result->hasFewClusters());
    }

    // scipy 1.10.1: ttest_1samp(values, 0) and t.interval(0.95, 14, mean, sem(values)).
    void everyValueOnItsOwnIsThePairedTTest()
    {
        const auto result = clusteredMean(alone(kValues));
        QVERIFY(result && result->interval);
        QCOMPARE_LE(std::abs(*result->adjustedError - *result->iidError), 1e-15);
        QCOMPARE_LE(std::abs(result->interval->lower + 0.059268215120576506), 1e-12);
        QCOMPARE_LE(std::abs(result->interval->upper - 0.6259348817872432), 1e-12);
        QCOMPARE_LE(std::abs(*result->p - 0.09784766969830004), 1e-12);
        QVERIFY(!result->hasFewClusters());
    }

    // An item copied ten times must not look like ten items.
    void copiesWithinAGroupAddNothing()
    {
        std::vector<ClusteredValue> copied;
        for (int copy = 0; copy < 10; ++copy) {
            for (const ClusteredValue &value : alone(kValues))
                copied.push_back(value);
        }
        const auto once = clusteredMean(alone(kValues));
        const auto tenTimes = clusteredMean(copied);
        QCOMPARE(*tenTimes->adjustedError, *once->adjustedError);
        QCOMPARE(*tenTimes->p, *once->p);
        QCOMPARE_LT(*tenTimes->iidError, *once->iidError / 3);
    }

    void negatingMirrors()
    {
        std::vector<double> negated;
        for (const double value : kValues)
            negated.push_back(-value);
        const auto result = clusteredMean(grouped(kValues, kClusters));
        const auto mirrored = clusteredMean(grouped(negated, kClusters));
        QCOMPARE(mirrored->mean, -result->mean);
        QCOMPARE(mirrored->interval->lower, -result->interval->upper);
        QCOMPARE(*mirrored->p, *result->p);
    }

    void fewGroupsGiveNoInterval()
    {
        const auto four = clusteredMean(alone({1, 0, 1, 0}));
        QVERIFY(four && !four->interval && !four->p);
        QVERIFY(four->adjustedError);
        const auto one = clusteredMean(alone({1}));
        QVERIFY(one && !one->adjustedError && !one->iidError && !one->interval);
        QVERIFY(clusteredMean(alone({1, 0, 1, 0, 0}))->interval);
    }

    void valuesWithoutSpreadNeverLookCertain()
    {
        const auto same = clusteredMean(alone(std::vector<double>(20, 0.1)));
        QVERIFY(same && !same->p);
        const auto zero = clusteredMean(alone(std::vector<double>(20, 0.0)));
        QCOMPARE_EQ(zero->p.value(), 1.0);
    }

    // scipy 1.10.1: ttest_1samp(values, -0.03, alternative="greater").
    void nonInferiorityEqualsTheReference()
    {
        const auto result = clusteredMean(alone(kValues));
        QCOMPARE_LE(std::abs(clusteredNonInferiority(*result, 0.03).value() - 0.0350061290136), 1e-12);
        QVERIFY(!clusteredNonInferiority(*clusteredMean(alone({1, 0, 1, 0})), 0.03));
        QVERIFY(!clusteredNonInferiority(*clusteredMean(alone(std::vector<double>(20, 0.1))), 0.03));
    }

    void whatHasNoMeanGivesNothing()
    {
        QVERIFY(!clusteredMean({}));
        QVERIFY(!clusteredMean(alone({1, std::nan("")})));
        QVERIFY(!clusteredMean(alone({1, 2}), 1));
    }
};

QTEST_GUILESS_MAIN(TestClusteredMean)
#include "tst_clusteredmean.moc"
