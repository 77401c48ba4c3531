// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/verdict.h"

#include <QTest>

using namespace assay;
using namespace assay::compare;
using namespace Qt::StringLiterals;

class TestVerdict : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theVerdictFollowsTheTest_data()
    {
        QTest::addColumn<stats::PairedTable>("table");
        QTest::addColumn<double>("margin");
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("isBorderline");
        const auto row = [](const char *name, stats::PairedTable table, double margin, const QString &word, bool isBorderline = false) {
            QTest::newRow(name) << table << margin << word << isBorderline;
        };
        row("many more fixes", {144, 5, 27, 24}, 0, u"better"_s);
        row("many more regressions", {144, 27, 5, 24}, 0, u"worse"_s);
        row("as many fixes as regressions", {144, 16, 16, 24}, 0, u"no difference seen"_s);
        row("no items", {}, 0, u"too few items"_s);
        row("one item", {0, 0, 1, 0}, 0, u"too few items"_s);
        row("four of four, small set", {20, 0, 4, 2}, 0, u"too few items"_s);
        row("five of five, small set", {0, 0, 5, 0}, 0, u"better"_s);
        row("five regressions of five", {20, 5, 0, 2}, 0, u"worse"_s);
        row("nothing differs, small set", {40, 0, 0, 59}, 0, u"too few items"_s);
        row("nothing differs, large set", {40, 0, 0, 60}, 0, u"no difference seen"_s);
        row("three regressions, large set", {90, 3, 0, 7}, 0, u"no difference seen"_s);
        // b = 0, c = 4: Tango's lower limit is above 0, mid-p is 0.0625.
        row("four fixes, large set", {90, 0, 4, 6}, 0, u"no difference seen"_s, true);
        // b = 6, c = 16: Z(0) = 10/√22 = 2.13, mid-p 0.0357: both see it.
        row("clear of the border", {100, 6, 16, 78}, 0, u"better"_s);
        // b = 3, c = 10: Z(0) = 7/√13 = 1.94, mid-p 0.057: neither does.
        row("short of the border", {100, 3, 10, 87}, 0, u"no difference seen"_s);
        row("not worse with nothing different", {90, 0, 0, 10}, 0.03, u"not worse"_s);
        row("not worse is not shown", {45, 0, 0, 54}, 0.02, u"too few items"_s);
        row("not worse is not shown in a large set", {170, 5, 4, 21}, 0.03, u"no difference seen"_s);
        row("not worse is shown", {400, 30, 30, 40}, 0.05, u"not worse"_s);
        row("better comes before not worse", {144, 5, 27, 24}, 0.03, u"better"_s);
        row("worse comes before not worse", {9000, 60, 20, 920}, 0.03, u"worse"_s);
    }

    void theVerdictFollowsTheTest()
    {
        QFETCH(const stats::PairedTable, table);
        QFETCH(const double, margin);
        QFETCH(const QString, word);
        QFETCH(const bool, isBorderline);
        const Evidence evidence = weigh(table, margin > 0 ? std::optional(margin) : std::nullopt);
        const Decision decision = decide(true, evidence, evidence.p);
        QCOMPARE(toText(decision.verdict), word);
        QCOMPARE(decision.isBorderline, isBorderline);
        QCOMPARE(decision.tooFewDifferences, table.n() > 0 && table.discordant() < 5);
    }

    void whatIsNotComparableHasNoOtherVerdict()
    {
        const Evidence evidence = weigh(stats::PairedTable{144, 5, 27, 24});
        QCOMPARE(decide(false, evidence, evidence.p), Decision{.verdict = Verdict::notComparable});
    }

    void theAdjustedPDecidesAndTheDisagreementIsBorderline()
    {
        const Evidence evidence = weigh(stats::PairedTable{144, 5, 27, 24});
        QCOMPARE(decide(true, evidence, 0.05).verdict, Verdict::better);
        const Decision adjusted = decide(true, evidence, 0.0501);
        QCOMPARE(adjusted.verdict, Verdict::noDifferenceSeen);
        QVERIFY(adjusted.isBorderline);
    }

    void withoutATestThereAreTooFewItems()
    {
        Evidence evidence = weigh(stats::PairedTable{144, 5, 27, 24});
        evidence.interval = std::nullopt;
        QCOMPARE(decide(true, evidence, std::nullopt), Decision{.verdict = Verdict::tooFewItems});
    }

    void borderlineIsExactlyWhereTestAndIntervalDisagree()
    {
        int disagreements = 0;
        for (qint64 b = 0; b <= 40; ++b) {
            for (qint64 c = 0; c <= 40; ++c) {
                const Evidence evidence = weigh(stats::PairedTable{200, b, c, 20});
                const Decision decision = decide(true, evidence, evidence.p);
                const bool differs = decision.verdict == Verdict::better || decision.verdict == Verdict::worse;
                QCOMPARE(decision.isBorderline, differs != !evidence.interval->contains(0));
                QVERIFY(!differs || (decision.verdict == Verdict::better) == (c > b));
                disagreements += decision.isBorderline ? 1 : 0;
            }
        }
        QCOMPARE_GT(disagreements, 0);
        QCOMPARE_LT(disagreements, 41 * 41 / 20);
    }

    void swappingTheSidesSwapsBetterAndWorse()
    {
        for (qint64 b = 0; b <= 20; ++b) {
            for (qint64 c = 0; c <= 20; ++c) {
                const stats::PairedTable table{60, b, c, 20};
                const Evidence there = weigh(table);
                const Evidence back = weigh(table.swapped());
                const Verdict verdict = decide(true, there, there.p).verdict;
                const Verdict mirrored = decide(true, back, back.p).verdict;
                QCOMPARE(verdict == Verdict::better, mirrored == Verdict::worse);
                QCOMPARE(verdict == Verdict::tooFewItems, mirrored == Verdict::tooFewItems);
            }
        }
    }

    void wordsAreReadBack()
    {
        for (const Verdict verdict : {Verdict::better, Verdict::worse, Verdict::noDifferenceSeen, Verdict::notWorse, Verdict::tooFewItems, Verdict::notComparable})
            QCOMPARE(*verdictFromText(toText(verdict)), verdict);
        QVERIFY(!verdictFromText(u"significant"));
    }
};

QTEST_GUILESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
