// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evalset/nearduplicates.h"

#include <QTest>

using namespace assay;
using namespace assay::evalset;
using namespace Qt::StringLiterals;

namespace {

Item saying(const QString &key, const QString &text)
{
    Item item;
    item.key = key;
    item.variables.insert_or_assign("text", jsonString(text));
    return item;
}

} // namespace

class TestNearDuplicates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLikenessIsTheJaccardIndexOfWordTriples()
    {
        // abc bcd cde def against abc bcd cdx: 2 of 5 together.
        const auto pairs = nearDuplicates({saying(u"1"_s, u"a b c d e f"_s), saying(u"2"_s, u"a b c d x"_s)}, 0.3);
        QCOMPARE(pairs, (QList{NearDuplicate{u"1"_s, u"2"_s, 2.0 / 5.0}}));
    }

    void theThresholdItselfIsNotAbove()
    {
        const QList items{saying(u"1"_s, u"a b c d"_s), saying(u"2"_s, u"a b c"_s)}; // 1 of 2
        QVERIFY(nearDuplicates(items, 0.5).isEmpty());
        QCOMPARE(nearDuplicates(items, 0.49).size(), 1);
    }

    void caseAndPunctuationDoNotMatter()
    {
        const auto pairs = nearDuplicates({saying(u"1"_s, u"Where is MY parcel?!"_s), saying(u"2"_s, u"where is, my: parcel"_s)}, 0.5);
        QCOMPARE(pairs.size(), 1);
        QCOMPARE(pairs.first().similarity, 1.0);
    }

    void shortTextsAreAlikeOnlyWhenEqual()
    {
        const auto pairs = nearDuplicates({saying(u"1"_s, u"refund please"_s), saying(u"2"_s, u"Refund, please"_s), saying(u"3"_s, u"refund"_s)}, 0.1);
        QCOMPARE(pairs, (QList{NearDuplicate{u"1"_s, u"2"_s, 1.0}}));
    }

    void itemsWithoutWordsAreLikeNone()
    {
        Item number;
        number.key = u"3"_s;
        number.variables.insert_or_assign("n", 5);
        Item sameNumber = number;
        sameNumber.key = u"4"_s;
        QVERIFY(nearDuplicates({saying(u"1"_s, QString()), saying(u"2"_s, u"?!"_s), number, sameNumber}, 0).isEmpty());
    }

    void textsDeepInsideAreSeenAndNamesOfVariablesAreNot()
    {
        Item nested;
        nested.key = u"1"_s;
        nested.variables = *parseJson(QStringView(uR"({"mail":{"parts":["hello there dear team"]}})"));
        Item other;
        other.key = u"3"_s;
        other.variables = *parseJson(QStringView(uR"({"mail":{"parts":["something else entirely different"]}})"));
        const auto pairs = nearDuplicates({nested, saying(u"2"_s, u"hello there dear team"_s), other}, 0);
        QCOMPARE(pairs, (QList{NearDuplicate{u"1"_s, u"2"_s, 1.0}}));
    }

    void theLikestPairComesFirst()
    {
        const auto pairs = nearDuplicates({saying(u"1"_s, u"a b c d e"_s), saying(u"2"_s, u"a b c d x"_s), saying(u"3"_s, u"a b c d e"_s)}, 0.2);
        QCOMPARE(pairs.size(), 3);
        QCOMPARE(pairs.first(), (NearDuplicate{u"1"_s, u"3"_s, 1.0}));
    }

    void fiveHundredItemsWithOnePlantedPairGiveThatPair()
    {
        QList<Item> items;
        for (int i = 0; i < 500; ++i) {
            QStringList words;
            for (int word = 0; word < 60; ++word)
                words.append(u"w%1"_s.arg((i * 7919 + word * word * 31 + word * i) % 4001));
            items.append(saying(QString::number(i), words.join(u' ')));
        }
        items[499].variables = items.at(17).variables;
        const auto pairs = nearDuplicates(items, 0.5);
        QCOMPARE(pairs, (QList{NearDuplicate{u"17"_s, u"499"_s, 1.0}}));
    }
};

QTEST_GUILESS_MAIN(TestNearDuplicates)
#include "tst_nearduplicates.moc"
