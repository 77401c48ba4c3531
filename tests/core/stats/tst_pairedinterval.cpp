// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/distribution.h"
#include "core/stats/pairedinterval.h"
#include "core/stats/proportion.h"

#include <QTest>

#include <cmath>

using namespace assay::stats;

namespace {

double logLikelihood(const PairedTable &table, double delta, double regression)
{
    const auto part = [](qint64 count, double chance) {
        if (count == 0)
            return 0.0;
        return chance > 0 ? static_cast<double>(count) * std::log(chance) : -HUGE_VAL;
    };
    return part(table.regressions, regression) + part(table.fixes, regression + delta) + part(table.bothPass + table.bothFail, 1 - 2 * regression - delta);
}

/// The score statistic from its definition: the likelihood under delta is maximised over a grid that closes in, without the quadratic equation.
double scoreByGrid(const PairedTable &table, double delta)
{
    double low = std::max(0.0, -delta);
    double high = (1 - delta) / 2;
    for (int round = 0; round < 60; ++round) {
        const double step = (high - low) / 8;
        double best = low;
        for (int i = 1; i <= 8; ++i) {
            if (logLikelihood(table, delta, low + i * step) > logLikelihood(table, delta, best))
                best = low + i * step;
        }
        low = std::max(low, best - step);
        high = std::min(high, best + step);
    }
    const auto n = static_cast<double>(table.n());
    const double share = (low + high) / 2;
    return (static_cast<double>(table.fixes - table.regressions) - n * delta) / std::sqrt(n * (2 * share + delta * (1 - delta)));
}

double trinomial(qint64 n, qint64 b, qint64 c, double regression, double fix)
{
    const auto logFactorial = [](qint64 k) { return std::lgamma(static_cast<double>(k) + 1); };
    return std::exp(logFactorial(n) - logFactorial(b) - logFactorial(c) - logFactorial(n - b - c) + static_cast<double>(b) * std::log(regression)
        + static_cast<double>(c) * std::log(fix) + static_cast<double>(n - b - c) * std::log1p(-regression - fix));
}

/// Each (regressions, fixes) of some weight, with its chance.
void forEachTable(qint64 n, double regression, double fix, auto visit)
{
    for (qint64 b = 0; b <= n; ++b) {
        for (qint64 c = 0; b + c <= n; ++c) {
            const double chance = trinomial(n, b, c, regression, fix);
            if (chance > 1e-9)
                visit(b, c, chance);
        }
    }
}

} // namespace

class TestPairedInterval : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Tango: scipy 1.10.1, optimize.brentq on the score statistic with the nuisance share found by bisection of the likelihood's derivative,
    // hence not by the quadratic equation. Newcombe: statsmodels 0.13.5 proportion_confint(…, "wilson") put into method 10.
    // The first row is the example of Fagerland, Lydersen, Laake 2014, Stat Med 33:2850 (Bentur et al.): Tango 0.026 to 0.517, Newcombe 0.026 to 0.507.
    void intervalsEqualTheReference_data()
    {
        QTest::addColumn<PairedTable>("table");
        QTest::addColumn<Interval>("tango");
        QTest::addColumn<Interval>("newcombe");
        const auto row = [](const char *name, PairedTable table, Interval tango, Interval newcombe) { QTest::newRow(name) << table << tango << newcombe; };
        row("published example", {1, 1, 7, 12}, {0.0260030324809, 0.517232276421}, {0.0255591241649, 0.506920226686});
        row("171 of 200 against 149", {144, 5, 27, 24}, {0.0585536491176, 0.168131960604}, {0.0559461125317, 0.165624857371});
        row("one discordant pair", {43, 0, 1, 0}, {-0.0593932311166, 0.118077096982}, {-0.0597180083509, 0.118077096982});
        row("no discordant pair of 100", {90, 0, 0, 10}, {-0.036993498207, 0.036993498207}, {-0.0352957091473, 0.0352957091473});
        row("no discordant pair of 500", {495, 0, 0, 5}, {-0.00762434046155, 0.00762434046155}, {-0.00843073412728, 0.00843073412728});
        row("one item, fixed", {0, 0, 1, 0}, {-0.586901371246, 1}, {-0.122108720682, 1});
        row("one item, passed by both", {1, 0, 0, 0}, {-0.793450685623, 0.793450685623}, {-0.793450685623, 0.793450685623});
        row("more fixes", {60, 10, 25, 5}, {0.0355676064518, 0.263266634433}, {0.0341077035014, 0.261485982048});
        row("only regressions", {0, 10, 0, 0}, {-1, -0.444934400274}, {-1, -0.607509350431});
        row("10 000 items", {8000, 400, 500, 1100}, {0.00412870330301, 0.0159023227084}, {0.0041206482577, 0.0158901014554});
        row("a tie", {20, 3, 3, 4}, {-0.181689050244, 0.181689050244}, {-0.173642182908, 0.173642182908});
        row("no fixes", {14, 5, 0, 22}, {-0.25544211521, -0.0258363846711}, {-0.226492684351, -0.011483241383});
        row("nearly all regressed", {2, 97, 1, 0}, {-0.986586792965, -0.869842347217}, {-0.985366450222, -0.87211647834});
        row("all but one regressed", {0, 29, 0, 1}, {-0.994091409618, -0.743423660091}, {-0.994091409618, -0.791529574287});
    }

    void intervalsEqualTheReference()
    {
        QFETCH(const PairedTable, table);
        QFETCH(const Interval, tango);
        QFETCH(const Interval, newcombe);
        const auto score = tangoInterval(table);
        QVERIFY(score);
        QCOMPARE_LE(std::abs(score->lower - tango.lower), 1e-10);
        QCOMPARE_LE(std::abs(score->upper - tango.upper), 1e-10);
        const auto closed = newcombeInterval(table);
        QVERIFY(closed);
        QCOMPARE_LE(std::abs(closed->lower - newcombe.lower), 1e-10);
        QCOMPARE_LE(std::abs(closed->upper - newcombe.upper), 1e-10);
    }

    void theScoreStatisticEqualsMaximisingTheLikelihood()
    {
        for (const PairedTable &table : {PairedTable{144, 5, 27, 24}, {1, 1, 7, 12}, {0, 3, 0, 2}, {0, 0, 4, 9}, {30, 0, 0, 10}, {0, 6, 5, 0}, {0, 1, 0, 0}}) {
            for (double delta = -0.98; delta < 0.985; delta += 0.07)
                QCOMPARE_LE(std::abs(tangoZ(table, delta) - scoreByGrid(table, delta)), 2e-6 * (1 + std::abs(tangoZ(table, delta))));
        }
    }

    void withoutDiscordantPairsTheIntervalIsClosed()
    {
        const double square = 1.959963984540054 * 1.959963984540054;
        for (const qint64 n : {1, 10, 100, 500, 10'000}) {
            const Interval interval = *tangoInterval({n / 2, 0, 0, n - n / 2});
            const double half = square / (static_cast<double>(n) + square);
            QCOMPARE_LE(std::abs(interval.upper - half), 1e-10);
            QCOMPARE_LE(std::abs(interval.lower + half), 1e-10);
        }
    }

    void anEmptyTableGivesNothing()
    {
        QVERIFY(!tangoInterval({}));
        QVERIFY(!newcombeInterval({}));
        QVERIFY(!tangoNonInferiority({}, 0.03));
        QVERIFY(!tangoInterval({1, 1, 1, 1}, 1));
        QVERIFY(!tangoInterval({1, 1, 1, 1}, std::nan("")));
        QVERIFY(!tangoNonInferiority({1, 1, 1, 1}, 0));
        QVERIFY(!tangoNonInferiority({1, 1, 1, 1}, 1));
        QCOMPARE_EQ(PairedTable{}.delta(), 0.0);
    }

    void everySmallTableIsInRangeContainsDeltaMirrorsAndShrinks()
    {
        for (qint64 n = 1; n <= 9; ++n) {
            for (qint64 b = 0; b <= n; ++b) {
                for (qint64 c = 0; b + c <= n; ++c) {
                    const PairedTable table{n - b - c, b, c, 0};
                    const PairedTable tenfold{10 * (n - b - c), 10 * b, 10 * c, 0};
                    const Interval interval = *tangoInterval(table);
                    const Interval mirrored = *tangoInterval(table.swapped());
                    QCOMPARE_GE(interval.lower, -1.0);
                    QCOMPARE_LE(interval.upper, 1.0);
                    QVERIFY(interval.contains(table.delta()));
                    QCOMPARE_GT(interval.width(), 0.0);
                    QCOMPARE_LE(std::abs(interval.lower + mirrored.upper), 1e-10);
                    QCOMPARE_LE(std::abs(interval.upper + mirrored.lower), 1e-10);
                    QCOMPARE_LT(tangoInterval(tenfold)->width(), interval.width());
                    const Interval newcombe = *newcombeInterval(table);
                    QVERIFY(newcombe.contains(table.delta()));
                    QCOMPARE_GE(newcombe.lower, -1.0);
                    QCOMPARE_LE(newcombe.upper, 1.0);
                    QCOMPARE_LE(std::abs(newcombe.lower + newcombeInterval(table.swapped())->upper), 1e-12);
                }
            }
        }
    }

    void onlyDiscordantPairsAndTheCountMatterToTango() { QCOMPARE(*tangoInterval({144, 5, 27, 24}), *tangoInterval({0, 5, 27, 168})); }

    void theStatisticFallsAsDeltaGrows()
    {
        for (const PairedTable &table : {PairedTable{144, 5, 27, 24}, {0, 3, 0, 2}, {0, 0, 4, 9}, {30, 0, 0, 10}, {0, 6, 5, 0}}) {
            double last = tangoZ(table, -0.999);
            for (double delta = -0.99; delta < 1; delta += 0.01) {
                const double z = tangoZ(table, delta);
                QCOMPARE_LE(z, last + 1e-12);
                last = z;
            }
        }
    }

    // scipy 1.10.1: stats.norm.sf of the score statistic found as above.
    void nonInferiorityEqualsTheReference_data()
    {
        QTest::addColumn<PairedTable>("table");
        QTest::addColumn<double>("margin");
        QTest::addColumn<double>("z");
        QTest::addColumn<double>("p");
        QTest::newRow("no discordant pair, 100 items are just enough") << PairedTable{90, 0, 0, 10} << 0.03 << 1.75863114528 << 0.0393200896744;
        QTest::newRow("no discordant pair, 50 items are not") << PairedTable{45, 0, 0, 5} << 0.03 << 1.24354000843 << 0.106834453697;
        QTest::newRow("slightly worse, not shown") << PairedTable{170, 5, 4, 21} << 0.03 << 1.48621324116 << 0.0686113631276;
        QTest::newRow("much better") << PairedTable{60, 10, 25, 5} << 0.05 << 3.31114619033 << 0.000464573270759;
        QTest::newRow("worse, but by less") << PairedTable{400, 30, 20, 50} << 0.05 << 2.02586046058 << 0.0213895430341;
    }

    void nonInferiorityEqualsTheReference()
    {
        QFETCH(const PairedTable, table);
        QFETCH(const double, margin);
        QFETCH(const double, z);
        QFETCH(const double, p);
        const auto result = tangoNonInferiority(table, margin);
        QVERIFY(result);
        QCOMPARE_LE(std::abs(result->z - z), 1e-9);
        QCOMPARE_LE(std::abs(result->p - p), 1e-10);
    }

    void nonInferiorityIsTheLowerLimitOfTheNinetyPerCentInterval()
    {
        for (qint64 b = 0; b <= 12; ++b) {
            for (qint64 c = 0; c <= 12; ++c) {
                const PairedTable table{150, b, c, 20};
                for (const double margin : {0.01, 0.03, 0.1})
                    QCOMPARE_EQ(tangoNonInferiority(table, margin)->p<0.05, tangoInterval(table, 0.9)->lower> - margin);
            }
        }
    }

    // The share of tables whose 95 % interval covers the true difference, by enumeration; the values were found with R 4.2.2 and scipy 1.10.1
    // by programs that share nothing with this one.
    void coverageEqualsTheMeasured_data()
    {
        QTest::addColumn<qint64>("n");
        QTest::addColumn<double>("regression");
        QTest::addColumn<double>("fix");
        QTest::addColumn<double>("coverage");
        QTest::newRow("rare, n = 100") << qint64{100} << 0.01 << 0.01 << 0.986;
        QTest::newRow("unequal, n = 100") << qint64{100} << 0.02 << 0.06 << 0.940;
        QTest::newRow("frequent, n = 100") << qint64{100} << 0.05 << 0.10 << 0.954;
        QTest::newRow("rare, n = 200") << qint64{200} << 0.01 << 0.03 << 0.940;
    }

    void coverageEqualsTheMeasured()
    {
        QFETCH(const qint64, n);
        QFETCH(const double, regression);
        QFETCH(const double, fix);
        QFETCH(const double, coverage);
        double covered = 0;
        forEachTable(n, regression, fix, [&](qint64 b, qint64 c, double chance) { covered += tangoInterval({n - b - c, b, c, 0})->contains(fix - regression) ? chance : 0; });
        QCOMPARE_LE(std::abs(covered - coverage), 0.0006);
    }

    void newcombeCoverageEqualsTheMeasured()
    {
        const qint64 n = 100;
        double covered = 0;
        forEachTable(n, 0.02, 0.06, [&](qint64 b, qint64 c, double chance) {
            const qint64 concordant = n - b - c;
            for (qint64 d = 0; d <= concordant; ++d) {
                const double weight = chance * binomialPmf(d, concordant, 0.4);
                if (weight > 1e-8)
                    covered += newcombeInterval({concordant - d, b, c, d})->contains(0.04) ? weight : 0;
            }
        });
        QCOMPARE_LE(std::abs(covered - 0.957), 0.0006);
    }
};

QTEST_GUILESS_MAIN(TestPairedInterval)
#include "tst_pairedinterval.moc"
