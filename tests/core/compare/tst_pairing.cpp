// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/comparability.h"
#include "core/compare/pairing.h"
#include "tests/core/compare/cellfixture.h"

#include <QTest>

using namespace assay::compare;
using namespace assay::compare::fixture;
using namespace Qt::StringLiterals;

namespace {

QString word(std::optional<LeftOutReason> reason)
{
    if (!reason)
        return u"graded"_s;
    switch (*reason) {
    case LeftOutReason::error:
        return u"error"_s;
    case LeftOutReason::skipped:
        return u"skipped"_s;
    case LeftOutReason::missing:
        break;
    }
    return u"missing"_s;
}

QString print(const Pairing &pairing)
{
    QStringList lines;
    for (const ItemPair &pair : pairing.pairs)
        lines << u"%1 %2/%3 against %4/%5"_s.arg(pair.item.key).arg(pair.candidate.passes).arg(pair.candidate.graded).arg(pair.baseline.passes).arg(pair.baseline.graded);
    for (const LeftOut &pair : pairing.leftOut)
        lines << u"%1 left out: baseline %2, candidate %3"_s.arg(pair.item.key, word(pair.baselineReason), word(pair.candidateReason));
    return lines.join(u'\n');
}

} // namespace

class TestPairing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyItemsGradedOnBothSidesPair()
    {
        QCOMPARE(print(pairItems(input(u"PFPEPSP. "_s, u"PPEEFPSP."_s))),
            u"T-001 1/1 against 1/1\n"
            "T-002 1/1 against 0/1\n"
            "T-005 0/1 against 1/1\n"
            "T-003 left out: baseline graded, candidate error\n"
            "T-004 left out: baseline error, candidate error\n"
            "T-006 left out: baseline skipped, candidate graded\n"
            "T-007 left out: baseline graded, candidate skipped\n"
            "T-008 left out: baseline missing, candidate graded\n"
            "T-009 left out: baseline missing, candidate missing"_s);
    }

    void cellsPairByItemAndNotByPlace()
    {
        ComparisonInput shuffled = input(u"PF"_s, u"FP"_s);
        shuffled.candidate.cells.swapItemsAt(0, 1);
        QCOMPARE(print(pairItems(shuffled)), print(pairItems(input(u"PF"_s, u"FP"_s))));
    }

    void repeatsAreOfTheirItem()
    {
        const Pairing pairing = pairItems(input({u"PFPE"_s, u"PFFE"_s, u"PFPE"_s}, {u"PPPP"_s, u"FPFP"_s, u"EPEP"_s}));
        QCOMPARE(print(pairing), u"T-001 1/2 against 3/3\nT-002 3/3 against 0/3\nT-003 1/2 against 2/3\nT-004 left out: baseline error, candidate graded"_s);
        QCOMPARE(pairing.repeats, 3);
        QCOMPARE(pairing.ungradedRepeats, 2);
    }

    void anItemPassesInMoreThanHalfOfItsRepeats()
    {
        const Pairing pairing = pairItems(input({u"PPP"_s, u"PFP"_s, u"FFP"_s}, {u"PFP"_s, u"FPF"_s}));
        QVERIFY(pairing.pairs.at(0).baseline.passed());
        QVERIFY(!pairing.pairs.at(1).baseline.passed());
        QVERIFY(!pairing.pairs.at(0).candidate.passed()); // one of two is not more than half
        QVERIFY(pairing.pairs.at(0).isRegression());
        QVERIFY(!pairing.pairs.at(1).isFix());
    }

    void aChangeIsFirmWhenEveryRepeatAgrees()
    {
        const Pairing pairing = pairItems(input({u"PPFF"_s, u"PPFF"_s, u"PFFP"_s}, {u"FFPP"_s, u"FFPP"_s, u"FFPP"_s}));
        QVERIFY(pairing.pairs.at(0).isRegression() && pairing.pairs.at(0).isFirm());
        QVERIFY(pairing.pairs.at(1).isRegression() && !pairing.pairs.at(1).isFirm());
        QVERIFY(pairing.pairs.at(2).isFix() && pairing.pairs.at(2).isFirm());
        QVERIFY(pairing.pairs.at(3).isFix() && !pairing.pairs.at(3).isFirm());
    }

    void sidesOfTheSameSetAreComparable() { QCOMPARE(whyNotComparable(input(u"PF"_s, u"FP"_s)), QStringList()); }

    void otherSetsRevisionsAssertionsOrItemsAreNamed()
    {
        ComparisonInput other = input(u"PF"_s, u"FP"_s);
        other.candidate.setName = u"locale-formats"_s;
        QCOMPARE(whyNotComparable(other), QStringList{u"they ran on different sets, support-triage and locale-formats"_s});
        other = input(u"PF"_s, u"FP"_s);
        other.candidate.setRevision = 4;
        QCOMPARE(whyNotComparable(other), QStringList{u"they ran on revisions 3 and 4 of support-triage"_s});
        other = input(u"PF"_s, u"FP"_s);
        other.candidate.assertionsHash = u"def"_s;
        QCOMPARE(whyNotComparable(other), QStringList{u"their items or assertions differ"_s});
        other = input(u"PF"_s, u"FP"_s);
        other.items.removeLast();
        QCOMPARE(whyNotComparable(other),
            (QStringList{u"triage@3 has an answer to item T-002, which the set does not have"_s, u"triage@4 has an answer to item T-002, which the set does not have"_s}));
    }
};

QTEST_GUILESS_MAIN(TestPairing)
#include "tst_pairing.moc"
