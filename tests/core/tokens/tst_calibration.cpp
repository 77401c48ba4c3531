// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/calibration.h"

#include <QTest>

using namespace assay;
using namespace assay::tokens;
using namespace Qt::StringLiterals;

namespace {

const QString kModel = u"claude-opus-5"_s;
constexpr TokenCount kEstimate{.tokens = 100, .relativeError = 0.3, .careful = 140};

Calibration taught(int calls, qint64 told)
{
    Calibration calibration;
    for (int i = 0; i < calls; ++i)
        calibration.add(kModel, 100, told);
    return calibration;
}

} // namespace

class TestCalibration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFewCallsCorrectNothing()
    {
        const Calibration calibration = taught(4, 150);
        QVERIFY(!calibration.observed(kModel));
        QCOMPARE(calibration.corrected(kModel, kEstimate), kEstimate);
    }

    void theMedianCorrects()
    {
        Calibration calibration = taught(5, 150);
        calibration.add(kModel, 100, 700); // one that had an image
        const auto observed = calibration.observed(kModel);
        QVERIFY(observed);
        QCOMPARE(observed->factor, 1.5);
        QCOMPARE(observed->calls, 6);
        QCOMPARE(calibration.corrected(kModel, kEstimate).tokens, 150);
        QCOMPARE(calibration.corrected(u"another"_s, kEstimate), kEstimate);
    }

    void theErrorIsWhatNearlyAllCallsWereWithin()
    {
        Calibration calibration;
        for (int i = 0; i < 100; ++i)
            calibration.add(kModel, 1'000, 1'950 + i); // 1.95 … 2.049
        const TokenCount corrected = calibration.corrected(kModel, kEstimate);
        QCOMPARE(corrected.tokens, 200);
        QVERIFY2(corrected.relativeError > 0.02 && corrected.relativeError < 0.025, qPrintable(QString::number(corrected.relativeError)));
    }

    void theBoundStaysUntilThereIsEnough()
    {
        QCOMPARE(taught(19, 100).corrected(kModel, kEstimate).upperBound(), kEstimate.upperBound());
        QCOMPARE(taught(20, 100).corrected(kModel, kEstimate).upperBound(), 111); // a tenth above, up
        QVERIFY(taught(5, 200).corrected(kModel, kEstimate).upperBound() >= 220);
    }

    void theBoundIsAboveTheHighestSeen()
    {
        Calibration calibration = taught(40, 120);
        calibration.add(kModel, 100, 160);
        QCOMPARE_GE(calibration.corrected(kModel, kEstimate).upperBound(), 176);
    }

    void exactCountsStayUnlessTheyWereWrong()
    {
        const TokenCount exact{.tokens = 100};
        QCOMPARE(taught(50, 100).corrected(kModel, exact), exact);
        const TokenCount corrected = taught(50, 107).corrected(kModel, exact);
        QVERIFY(!corrected.isExact());
        QCOMPARE(corrected.tokens, 107);
    }

    void whatIsNoCountIsLeftOut()
    {
        Calibration calibration;
        for (int i = 0; i < 10; ++i) {
            calibration.add(kModel, 0, 5);
            calibration.add(kModel, 5, 0);
            calibration.add(kModel, -1, -1);
        }
        QCOMPARE(calibration, Calibration());
    }

    void absurdRatiosAreHeldIn()
    {
        Calibration calibration;
        for (int i = 0; i < 5; ++i)
            calibration.add(kModel, 1, 1'000'000);
        QCOMPARE(calibration.observed(kModel)->factor, 8.0);
    }

    void theNewestCallsCount()
    {
        Calibration calibration = taught(500, 300);
        for (qsizetype i = 0; i < Calibration::kKept; ++i)
            calibration.add(kModel, 100, 120);
        QCOMPARE(calibration.observed(kModel)->highest, 1.2);
        QCOMPARE(calibration.observed(kModel)->calls, Calibration::kKept);
    }

    void whatIsWrittenIsReadBack()
    {
        Calibration calibration = taught(7, 113);
        calibration.add(u"gpt-4o \"ö\""_s, 3, 1);
        const auto parsed = parseJson(QByteArrayView(toJson(calibration.toJson())));
        QVERIFY(parsed);
        const auto again = Calibration::fromJson(*parsed);
        QVERIFY(again);
        QCOMPARE(*again, calibration);
    }

    void whatIsNoCalibrationIsRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("no list of ratios") << QByteArray(R"({"m":1.5})");
        QTest::newRow("text") << QByteArray(R"({"m":["1.5"]})");
        QTest::newRow("zero") << QByteArray(R"({"m":[1, 0]})");
    }

    void whatIsNoCalibrationIsRefused()
    {
        QFETCH(const QByteArray, json);
        const auto calibration = Calibration::fromJson(*parseJson(QByteArrayView(json)));
        QVERIFY(!calibration);
        QCOMPARE(calibration.error().kind, ErrorKind::invalidInput);
    }
};

QTEST_GUILESS_MAIN(TestCalibration)
#include "tst_calibration.moc"
