// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/comparison.h"
#include "core/stats/holm.h"
#include "core/stats/mcnemar.h"
#include "tests/core/compare/cellfixture.h"

#include <QTest>

using namespace assay;
using namespace assay::compare;
using namespace assay::compare::fixture;
using namespace Qt::StringLiterals;

namespace {

QString keys(const QList<ItemPair> &pairs)
{
    QStringList keys;
    for (const ItemPair &pair : pairs)
        keys << pair.item.key;
    return keys.join(u' ');
}

void setMeters(Side &side, qint64 picoUsd, qint64 latencyMs)
{
    for (run::CellResult &cell : side.cells) {
        cell.cost = Money::fromPicoUsd(picoUsd);
        cell.latency = std::chrono::milliseconds(latencyMs + cell.key.item);
    }
}

} // namespace

class TestComparison : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ratesTableAndListsBelongTogether()
    {
        const Comparison comparison = compareSides(input(u"PPFFPFE"_s, u"PFPFPPP"_s));
        QCOMPARE(comparison.evidence.table, (stats::PairedTable{2, 1, 2, 1}));
        QCOMPARE(comparison.baseline.passed, 3);
        QCOMPARE(comparison.candidate.passed, 4);
        QCOMPARE(*comparison.baseline.rate, *stats::wilson(3, 6));
        QCOMPARE(*comparison.candidate.rate, *stats::wilson(4, 6));
        QCOMPARE(keys(comparison.regressions), u"T-002"_s);
        QCOMPARE(keys(comparison.fixes), u"T-003 T-006"_s);
        QCOMPARE(keys(comparison.bothFailed), u"T-004"_s);
        QCOMPARE(comparison.regressions.first().baseline.cells.first().outcome, run::Outcome::passed);
        QCOMPARE(comparison.regressions.first().candidate.cells.first().outcome, run::Outcome::failed);
        QCOMPARE(comparison.leftOut.size(), 1);
        QCOMPARE(comparison.leftOut.first().item.key, u"T-007"_s);
    }

    void anErrorIsNotAFailure()
    {
        const Comparison comparison = compareSides(input(QString(40, u'P'), QString(30, u'P') % QString(10, u'E')));
        QCOMPARE(comparison.evidence.table, (stats::PairedTable{30, 0, 0, 0}));
        QCOMPARE(comparison.candidate.rate->estimate, 1.0);
    }

    void manyLeftOutShowBothExtremes()
    {
        const Comparison comparison = compareSides(input(u"PPPPFFEEPF"_s % QString(90, u'P'), u"PPPPFFPFEE"_s % QString(90, u'P')));
        QVERIFY(comparison.extremes);
        // T-007 to T-010: baseline unknown with the candidate passed, then failed; candidate unknown with the baseline passed, then failed.
        QCOMPARE(comparison.extremes->against.table, (stats::PairedTable{95, 2, 0, 3}));
        QCOMPARE(comparison.extremes->inFavour.table, (stats::PairedTable{95, 0, 2, 3}));
    }

    void bothUnknownCountsOneWayOrTheOther()
    {
        const Comparison comparison = compareSides(input(QString(10, u'P') % QString(10, u'E'), QString(10, u'P') % QString(10, u'E')));
        QCOMPARE(comparison.extremes->against.table, (stats::PairedTable{10, 10, 0, 0}));
        QCOMPARE(comparison.extremes->against.verdict, Verdict::worse);
        QCOMPARE(comparison.extremes->inFavour.table, (stats::PairedTable{10, 0, 10, 0}));
        QCOMPARE(comparison.extremes->inFavour.verdict, Verdict::better);
    }

    void twoInAHundredAreNotMany()
    {
        QVERIFY(!compareSides(input(QString(98, u'P') % u"EE"_s, QString(100, u'P'))).extremes);
        QVERIFY(compareSides(input(QString(97, u'P') % u"EEE"_s, QString(100, u'P'))).extremes);
        QVERIFY(!compareSides(input(u"PP"_s, u"PP"_s)).extremes);
    }

    void costAndLatencyAreOfThePairedItems()
    {
        ComparisonInput priced = input(u"PPFFE"_s, u"PFPFP"_s);
        setMeters(priced.baseline, 1001, 100);
        setMeters(priced.candidate, 3000, 50);
        const Comparison comparison = compareSides(priced);
        QCOMPARE(*comparison.baseline.cost, Money::fromPicoUsd(4004));
        QCOMPARE(*comparison.candidate.cost, Money::fromPicoUsd(12'000));
        QCOMPARE(*comparison.costChange, Money::fromPicoUsd(7996));
        QCOMPARE(*comparison.costChangePerItem, Money::fromPicoUsd(1999));
        QCOMPARE(*comparison.baseline.latencyP50Ms, 101.5);
        QCOMPARE(*comparison.latencyP50ChangeMs, -50.0);
    }

    void anUnknownPriceIsNotZero()
    {
        ComparisonInput priced = input(u"PPFF"_s, u"PFPF"_s);
        setMeters(priced.baseline, 1000, 100);
        setMeters(priced.candidate, 3000, 50);
        priced.candidate.cells[2].cost = std::nullopt;
        const Comparison comparison = compareSides(priced);
        QVERIFY(comparison.baseline.cost);
        QVERIFY(!comparison.candidate.cost && !comparison.costChange && !comparison.costChangePerItem);
        QVERIFY(!compareSides(input(u"E"_s, u"P"_s)).baseline.cost);
    }

    void weightsGiveWeightedRatesBesideThePlainOnes()
    {
        ComparisonInput weighted = input(u"PF"_s, u"FP"_s);
        QVERIFY(!compareSides(weighted).baseline.weightedRate);
        weighted.items[0].weight = 3;
        const Comparison comparison = compareSides(weighted);
        QCOMPARE(comparison.baseline.weightedRate->proportion.estimate, 0.75);
        QCOMPARE(comparison.candidate.weightedRate->proportion.estimate, 0.25);
        QCOMPARE(comparison.baseline.rate->estimate, 0.5);
    }

    void tagsHaveRowsAndNoPValueBelowTwentyItems()
    {
        ComparisonInput tagged = fromTable(30, 2, 12, 6);
        for (qsizetype i = 0; i < tagged.items.size(); ++i)
            tagged.items[i].tags = i < 31 ? QStringList{u"short"_s} : QStringList{u"long"_s, u"edge"_s, u"long"_s};
        const Comparison comparison = compareSides(tagged);
        QCOMPARE(comparison.tags.size(), 3);
        QCOMPARE(comparison.tags.at(0).tag, u"edge"_s);
        QCOMPARE(comparison.tags.at(1).tag, u"long"_s);
        QCOMPARE(comparison.tags.at(2).tag, u"short"_s);
        QCOMPARE(comparison.tags.at(2).evidence.table, (stats::PairedTable{30, 1, 0, 0}));
        QVERIFY(comparison.tags.at(2).p);
        QCOMPARE(comparison.tags.at(0).evidence.table, (stats::PairedTable{0, 1, 12, 6}));
        QCOMPARE(comparison.tags.at(0).evidence.units, 19);
        QVERIFY(!comparison.tags.at(0).p);
        QVERIFY(comparison.tags.at(0).evidence.interval);
    }

    void repeatsAreJudgedByMeansAndShowTheTableBesides()
    {
        const QString twelve(12, u'F');
        const Comparison comparison = compareSides(input({twelve, twelve, twelve}, {u"PPPPPPPPPFFF"_s, u"PPPPPPPPFPFF"_s, u"PPPPFFPPFFFF"_s}));
        QCOMPARE(comparison.evidence.basis, Basis::means);
        QCOMPARE(comparison.repeats, 3);
        QCOMPARE(comparison.evidence.table, (stats::PairedTable{0, 0, 8, 4}));
        QCOMPARE(*comparison.midP, stats::midPTwoSided(0, 8));
        QCOMPARE(comparison.verdict, Verdict::better);
        QCOMPARE(comparison.candidate.share, 24.0 / 36);
        QVERIFY(comparison.fixes.at(0).isFirm());
        QVERIFY(!comparison.fixes.at(4).isFirm());
    }

    void whatIsNotComparableHasNoFigures()
    {
        ComparisonInput other = fromTable(30, 2, 12, 6);
        other.candidate.setRevision = 4;
        const Comparison comparison = compareSides(other);
        QCOMPARE(comparison.verdict, Verdict::notComparable);
        QCOMPARE(comparison.candidate.label, u"triage@4"_s);
        QVERIFY(!comparison.evidence.p && !comparison.baseline.rate && comparison.regressions.isEmpty());
    }

    void aFamilySharesItsLevel()
    {
        // mid-p 0.0309, 0.0000662 and 1: the first alone is below 0.05 and adjusted above.
        const QList<ComparisonInput> inputs{fromTable(100, 4, 13, 83), fromTable(144, 5, 27, 24), fromTable(144, 10, 10, 36)};
        const QList<Comparison> family = compareFamily(inputs);
        const std::vector<double> raw{*family.at(0).evidence.p, *family.at(1).evidence.p, *family.at(2).evidence.p};
        const std::vector<double> adjusted = stats::holmAdjusted(raw);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(family.at(i).familySize, 3);
            QCOMPARE(*family.at(i).adjustedP, adjusted[static_cast<std::size_t>(i)]);
        }
        QCOMPARE(compareSides(inputs.at(0)).verdict, Verdict::better);
        QCOMPARE(family.at(0).verdict, Verdict::noDifferenceSeen);
        QVERIFY(family.at(0).isBorderline);
        QCOMPARE(family.at(1).verdict, Verdict::better);
        QVERIFY(!family.at(1).isBorderline);
    }

    void whatIsNotComparableDoesNotEnlargeTheFamily()
    {
        QList<ComparisonInput> inputs{fromTable(100, 4, 13, 83), fromTable(144, 5, 27, 24)};
        inputs[1].candidate.assertionsHash = u"other"_s;
        const QList<Comparison> family = compareFamily(inputs);
        QCOMPARE(family.at(0).familySize, 1);
        QCOMPARE(*family.at(0).adjustedP, *family.at(0).evidence.p);
        QVERIFY(!family.at(1).adjustedP);
        QVERIFY(compareFamily({}).isEmpty());
    }

    void tenThousandItemsAreCompared()
    {
        const Comparison comparison = compareSides(fromTable(8000, 400, 500, 1100));
        QCOMPARE(comparison.verdict, Verdict::better);
        QCOMPARE(comparison.fixes.size(), 500);
    }
};

QTEST_GUILESS_MAIN(TestComparison)
#include "tst_comparison.moc"
