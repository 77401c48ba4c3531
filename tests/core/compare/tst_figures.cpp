// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/figures.h"

#include <QTest>

using namespace assay::compare;
using namespace Qt::StringLiterals;

class TestFigures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ratesHaveADecimalFromAHundredItems()
    {
        QCOMPARE(rateText(0.855, 200), u"85.5 %"_s);
        QCOMPARE(rateText(0.855, 100), u"85.5 %"_s);
        QCOMPARE(rateText(0.849, 99), u"85 %"_s);
        QCOMPARE(rateText(0, 10), u"0 %"_s);
        QCOMPARE(rateText(1, 500), u"100.0 %"_s);
    }

    void pointsAlwaysHaveASign()
    {
        QCOMPARE(pointsText(0.11, 200), u"+11.0"_s);
        QCOMPARE(pointsText(-0.032, 200), u"\u22123.2"_s);
        QCOMPARE(pointsText(-0.5, 10), u"\u221250"_s);
        QCOMPARE(pointsText(1, 1), u"+100"_s);
    }

    void whatRoundsToNothingHasNoSign()
    {
        QCOMPARE(pointsText(0, 200), u"0.0"_s);
        QCOMPARE(pointsText(-0.0004, 200), u"0.0"_s);
        QCOMPARE(pointsText(0.004, 20), u"0"_s);
    }

    void intervalsAreTwoSignedLimits()
    {
        QCOMPARE(intervalText({0.0586, 0.1681}, 200), u"+5.9 to +16.8"_s);
        QCOMPARE(intervalText({-0.0586, 0.1681}, 20), u"\u22126 to +17"_s);
    }

    void pIsNeverPrintedAsZero()
    {
        QCOMPARE(pText(2.3e-308), u"p < 0.0001"_s);
        QCOMPARE(pText(0.00009), u"p < 0.0001"_s);
        QCOMPARE(pText(0.0001), u"p = 0.0001"_s);
        QCOMPARE(pText(0.03125), u"p = 0.0313"_s);
        QCOMPARE(pText(0.0501), u"p = 0.0501"_s);
        QCOMPARE(pText(0.4567), u"p = 0.46"_s);
        QCOMPARE(pText(1), u"p = 1.00"_s);
    }

    void onlyOneIsSingular()
    {
        QCOMPARE(countText(0, u"fix"_s, u"fixes"_s), u"0 fixes"_s);
        QCOMPARE(countText(1, u"fix"_s, u"fixes"_s), u"1 fix"_s);
        QCOMPARE(countText(27, u"fix"_s, u"fixes"_s), u"27 fixes"_s);
    }
};

QTEST_GUILESS_MAIN(TestFigures)
#include "tst_figures.moc"
