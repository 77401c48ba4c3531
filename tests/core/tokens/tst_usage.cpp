// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/usage.h"

#include <QTest>

using namespace assay::tokens;
using namespace Qt::StringLiterals;

class TestUsage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void freshInputIsWhatNoCacheTouched()
    {
        const Usage usage{.input = 1000, .inputCached = 600, .inputCacheWrite = 100, .output = 50};
        QCOMPARE(usage.inputFresh(), 300);
    }

    void partsAboveTheTotalLeaveNoNegativeInput()
    {
        const Usage usage{.input = 10, .inputCached = 8, .inputCacheWrite = 8};
        QCOMPARE(usage.inputFresh(), 0);
    }

    void sumsAddEveryPart()
    {
        Usage sum{.input = 1, .inputCached = 2, .inputCacheWrite = 3, .output = 4, .reasoning = 5};
        sum += Usage{.input = 10, .inputCached = 20, .inputCacheWrite = 30, .output = 40, .reasoning = 50};
        QCOMPARE(sum, (Usage{.input = 11, .inputCached = 22, .inputCacheWrite = 33, .output = 44, .reasoning = 55}));
    }

    void oneEstimateMakesTheSumAnEstimate()
    {
        Usage sum{.input = 1};
        sum += Usage{.input = 1, .isEstimate = true};
        sum += Usage{.input = 1};
        QVERIFY(sum.isEstimate);
    }

    void estimatesCountBytesInThreesRoundedUp_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("tokens");
        QTest::newRow("nothing") << QString() << qint64(0);
        QTest::newRow("one byte") << u"a"_s << qint64(1);
        QTest::newRow("three bytes") << u"abc"_s << qint64(1);
        QTest::newRow("four bytes") << u"abcd"_s << qint64(2);
        QTest::newRow("an emoji has four bytes") << u"🙂"_s << qint64(2);
        QTest::newRow("a Han character has three") << u"漢字"_s << qint64(2);
    }

    void estimatesCountBytesInThreesRoundedUp()
    {
        QFETCH(const QString, text);
        QFETCH(const qint64, tokens);
        QCOMPARE(estimateTokens(text), tokens);
    }

    void eachMessageCostsEightMore()
    {
        QCOMPARE(estimateInputTokens({}), 0);
        QCOMPARE(estimateInputTokens({{Role::system, u"abc"_s}, {Role::user, QString()}}), 1 + 8 + 8);
    }
};

QTEST_GUILESS_MAIN(TestUsage)
#include "tst_usage.moc"
