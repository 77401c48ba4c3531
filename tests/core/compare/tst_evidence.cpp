// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/evidence.h"
#include "core/stats/clusteredmean.h"
#include "core/stats/mcnemar.h"
#include "core/stats/pairedinterval.h"
#include "core/stats/power.h"
#include "tests/core/compare/cellfixture.h"

#include <QTest>

#include <cmath>

using namespace assay;
using namespace assay::compare;
using namespace assay::compare::fixture;
using namespace Qt::StringLiterals;

namespace {

Evidence weighInput(const ComparisonInput &input, std::optional<double> margin = {})
{
    const auto pairs = pairItems(input).pairs;
    return weigh(pairs, basisOf(pairs), margin);
}

} // namespace

class TestEvidence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneAnswerAnItemIsJudgedByPairs()
    {
        const Evidence evidence = weighInput(fromTable(144, 5, 27, 24), 0.03);
        QCOMPARE(evidence.basis, Basis::pairs);
        QCOMPARE(evidence.table, (stats::PairedTable{144, 5, 27, 24}));
        QCOMPARE(evidence.delta, 0.11);
        QCOMPARE(evidence.units, 200);
        QCOMPARE(evidence.differing, 32);
        QCOMPARE_EQ(*evidence.p, stats::midPTwoSided(5, 27));
        QVERIFY(*evidence.interval == *stats::tangoInterval({144, 5, 27, 24}));
        QCOMPARE_EQ(*evidence.smallestVisible, *stats::minimalDetectableDifference(200, 0.16));
        QCOMPARE_EQ(*evidence.notWorseP, stats::tangoNonInferiority({144, 5, 27, 24}, 0.03)->p);
        QVERIFY(!weighInput(fromTable(144, 5, 27, 24)).notWorseP);
    }

    void noPairsAreNoEvidence()
    {
        for (const Basis basis : {Basis::pairs, Basis::means}) {
            const Evidence evidence = weigh(QList<ItemPair>(), basis, 0.03);
            QCOMPARE(evidence.units, 0);
            QVERIFY(!evidence.p && !evidence.interval && !evidence.smallestVisible && !evidence.notWorseP);
        }
    }

    void fewDifferencesStillTellWhatCouldHaveBeenSeen()
    {
        const Evidence evidence = weighInput(fromTable(97, 1, 1, 1));
        QCOMPARE_EQ(*evidence.smallestVisible, *stats::minimalDetectableDifferenceOneWay(100));
        QVERIFY(!weighInput(fromTable(2, 0, 0, 0)).smallestVisible);
    }

    void repeatsAreJudgedByTheirItemsMeans()
    {
        const ComparisonInput repeated = input({u"PPPFFFPPFF"_s, u"PFPFFFPPFF"_s, u"PPPFFFPFFF"_s}, {u"PPPPPFPPPF"_s, u"PPFPFFPPPF"_s, u"PPPPPFPPFF"_s});
        const Evidence evidence = weighInput(repeated);
        QCOMPARE(evidence.basis, Basis::means);
        QCOMPARE(evidence.units, 10);
        std::vector<stats::ClusteredValue> differences;
        for (const double thirds : {0, 1, -1, 3, 2, 0, 0, 1, 2, 0})
            differences.push_back({.value = thirds / 3, .cluster = static_cast<qint64>(differences.size())});
        const auto expected = stats::clusteredMean(differences);
        QCOMPARE(evidence.delta, 0.8 / 3);
        QCOMPARE(*evidence.p, *expected->p);
        QCOMPARE(evidence.interval->lower, expected->interval->lower);
        QCOMPARE(evidence.differing, 6);
        QCOMPARE(evidence.table, (stats::PairedTable{5, 0, 3, 2}));
        QCOMPARE(*evidence.smallestVisible, stats::minimalDetectableMean(*expected->adjustedError));
    }

    void equalRepeatsDoNotMakeTheSetLarger()
    {
        const ComparisonInput once = fromTable(30, 4, 12, 14);
        const Side &a = once.baseline;
        ComparisonInput thrice = once;
        for (int repeat = 1; repeat < 3; ++repeat) {
            for (qsizetype i = 0; i < a.cells.size(); ++i) {
                run::CellResult baseline = once.baseline.cells.at(i);
                run::CellResult candidate = once.candidate.cells.at(i);
                baseline.key.repeat = candidate.key.repeat = repeat;
                thrice.baseline.cells.append(baseline);
                thrice.candidate.cells.append(candidate);
            }
        }
        const auto oncePairs = pairItems(once).pairs;
        const Evidence asMeans = weigh(oncePairs, Basis::means);
        const Evidence repeated = weighInput(thrice);
        QCOMPARE(repeated.units, 60);
        QCOMPARE(*repeated.p, *asMeans.p);
        QCOMPARE(repeated.interval->width(), asMeans.interval->width());
    }

    void itemsOfOneGroupAreOneUnit()
    {
        ComparisonInput grouped = fromTable(30, 4, 12, 14);
        for (qsizetype i = 0; i < grouped.items.size(); ++i)
            grouped.items[i].group = u"document %1"_s.arg(i / 2);
        const Evidence evidence = weighInput(grouped);
        QCOMPARE(evidence.basis, Basis::means);
        QCOMPARE(evidence.units, 30);
        QCOMPARE(evidence.delta, 8.0 / 60);
        QCOMPARE(evidence.differing, 8);
        QCOMPARE_GT(*evidence.p, *weighInput(fromTable(30, 4, 12, 14)).p);
    }

    void groupsOfOneAreNoGroups()
    {
        ComparisonInput alone = fromTable(30, 4, 12, 14);
        for (qsizetype i = 0; i < alone.items.size(); ++i)
            alone.items[i].group = u"document %1"_s.arg(i);
        QCOMPARE(weighInput(alone).basis, Basis::pairs);
    }

    void fewGroupsGiveNoTest()
    {
        ComparisonInput grouped = fromTable(30, 4, 12, 14);
        for (qsizetype i = 0; i < grouped.items.size(); ++i)
            grouped.items[i].group = u"document %1"_s.arg(i % 4);
        const Evidence evidence = weighInput(grouped);
        QCOMPARE(evidence.units, 4);
        QVERIFY(!evidence.p && !evidence.interval);
    }

    void unitsThatAllAgreeGiveAnIntervalWithWidth()
    {
        const Evidence evidence = weighInput(input({QString(50, u'P'), QString(50, u'P')}, {QString(50, u'P'), QString(50, u'P')}), 0.03);
        QCOMPARE(evidence.basis, Basis::means);
        QCOMPARE_EQ(*evidence.p, 1.0);
        QVERIFY(*evidence.interval == *stats::tangoInterval({50, 0, 0, 0}));
        QCOMPARE_EQ(*evidence.notWorseP, stats::tangoNonInferiority({50, 0, 0, 0}, 0.03)->p);
    }

    void unitsThatAllDifferAlikeAreJudgedBySign()
    {
        const Evidence evidence = weighInput(input({QString(12, u'F'), QString(12, u'F')}, {QString(12, u'P'), QString(12, u'P')}));
        QCOMPARE(evidence.delta, 1.0);
        QCOMPARE_EQ(*evidence.p, stats::midPTwoSided(0, 12));
        QVERIFY(!evidence.interval);
    }

    void swappingTheSidesMirrors()
    {
        ComparisonInput there = fromTable(30, 4, 12, 14);
        ComparisonInput back = there;
        std::swap(back.baseline, back.candidate);
        for (const Basis basis : {Basis::pairs, Basis::means}) {
            const Evidence a = weigh(pairItems(there).pairs, basis);
            const Evidence b = weigh(pairItems(back).pairs, basis);
            QCOMPARE(a.delta, -b.delta);
            QCOMPARE(*a.p, *b.p);
            QCOMPARE_LE(std::abs(a.interval->lower + b.interval->upper), 1e-10);
            QCOMPARE(*a.smallestVisible, *b.smallestVisible);
        }
    }
};

QTEST_GUILESS_MAIN(TestEvidence)
#include "tst_evidence.moc"
