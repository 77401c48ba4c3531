// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/money.h"

#include <QTest>

using namespace assay;
using namespace Qt::StringLiterals;

class TestMoney : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decimalsAreKeptExactly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("pico");
        QTest::addColumn<QString>("printed");
        QTest::newRow("whole dollars") << u"2"_s << 2'000'000'000'000LL << u"2"_s;
        QTest::newRow("cents") << u"2.50"_s << 2'500'000'000'000LL << u"2.5"_s;
        QTest::newRow("a token's price") << u"0.000000075"_s << 75'000LL << u"0.000000075"_s;
        QTest::newRow("smallest") << u"0.000000000001"_s << 1LL << u"0.000000000001"_s;
        QTest::newRow("negative") << u"-1.25"_s << -1'250'000'000'000LL << u"-1.25"_s;
        QTest::newRow("no digit before the point") << u".5"_s << 500'000'000'000LL << u"0.5"_s;
    }

    void decimalsAreKeptExactly()
    {
        QFETCH(const QString, text);
        QFETCH(const qint64, pico);
        QFETCH(const QString, printed);
        const auto money = Money::fromDecimal(text);
        QVERIFY(money);
        QCOMPARE(money->picoUsd(), pico);
        QCOMPARE(money->toDecimal(), printed);
    }

    void aSumBeyondTheRangeStaysAtItsEnd()
    {
        const Money most = Money::fromPicoUsd(std::numeric_limits<qint64>::max());
        const Money least = Money::fromPicoUsd(std::numeric_limits<qint64>::min());
        const Money one = Money::fromPicoUsd(1);
        QCOMPARE(most + one, most);
        QCOMPARE(least - one, least);
        QCOMPARE(most * 2, most);
        QCOMPARE(most * -2, least);
        QCOMPARE(Money::fromMicroUsd(std::numeric_limits<qint64>::max()), most);
        QCOMPARE(most + least, Money::fromPicoUsd(-1));
    }

    void whatIsNoAmountIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto *text : {"", ".", "-", "1,5", "1e3", "$2", "1.0000000000001", "99999999999999999999", " 1", "1.2.3", "nan"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void whatIsNoAmountIsRefused()
    {
        QFETCH(const QString, text);
        QVERIFY(!Money::fromDecimal(text));
    }

    void sumsNeverRound()
    {
        Money sum;
        for (int i = 0; i < 1'000'000; ++i)
            sum += Money::fromPicoUsd(1);
        QCOMPARE(sum, Money::fromMicroUsd(1));
    }
};

QTEST_GUILESS_MAIN(TestMoney)
#include "tst_money.moc"
