// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pricing/price.h"

#include "tests/support/expectresult.h"

#include <limits>

using namespace assay;
using namespace assay::pricing;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMost = std::numeric_limits<qint64>::max();

// $0.15 and $0.60 per million tokens, cached input at half price, cache writes a quarter dearer.
Price example()
{
    return {.inputMicroUsdPerMTok = 150'000,
        .cachedInputMicroUsdPerMTok = 75'000,
        .cacheWriteMicroUsdPerMTok = 187'500,
        .outputMicroUsdPerMTok = 600'000,
        .source = u"list"_s,
        .date = u"2026-01-02"_s};
}

Price plain(qint64 input, qint64 output)
{
    Price price;
    price.inputMicroUsdPerMTok = input;
    price.outputMicroUsdPerMTok = output;
    return price;
}

} // namespace

class TestPrice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMillionTokensCostTheListedPrice()
    {
        QCOMPARE(cost({.input = 1'000'000}, example()).toDecimal(), u"0.15"_s);
        QCOMPARE(cost({.output = 1'000'000}, example()).toDecimal(), u"0.6"_s);
    }

    void oneTokenIsNotRounded()
    {
        QCOMPARE(cost({.input = 1}, example()).picoUsd(), 150'000);
        QCOMPARE(cost({.input = 1}, plain(1, 0)).picoUsd(), 1);
    }

    void everyPartHasItsOwnRate()
    {
        const tokens::Usage usage{.input = 1000, .inputCached = 600, .inputCacheWrite = 100, .output = 50};
        QCOMPARE(cost(usage, example()).picoUsd(), 300 * 150'000LL + 600 * 75'000LL + 100 * 187'500LL + 50 * 600'000LL);
    }

    void partsWithoutARateAreChargedAsInput()
    {
        const tokens::Usage usage{.input = 1000, .inputCached = 600, .inputCacheWrite = 100};
        QCOMPARE(cost(usage, plain(150'000, 0)).picoUsd(), 1000 * 150'000LL);
    }

    void aFreeCacheIsFree()
    {
        Price price = plain(150'000, 0);
        price.cachedInputMicroUsdPerMTok = 0;
        QCOMPARE(cost({.input = 1000, .inputCached = 1000}, price), Money());
    }

    void reasoningIsPartOfTheOutputAndChargedOnce() { QCOMPARE(cost({.output = 100, .reasoning = 80}, example()), cost({.output = 100}, example())); }

    void costsOfManyCallsAddUpExactly()
    {
        Money sum;
        for (int i = 0; i < 1'000'000; ++i)
            sum += cost({.input = 1, .output = 1}, example());
        QCOMPARE(sum.toDecimal(), u"0.75"_s);
    }

    void theWorstCaseTakesTheDearestRateOfAllInput()
    {
        QCOMPARE(worstCase(1000, 200, example()).picoUsd(), 1000 * 187'500LL + 200 * 600'000LL);
        QCOMPARE(worstCase(1000, 200, plain(150'000, 600'000)).picoUsd(), 1000 * 150'000LL + 200 * 600'000LL);
    }

    void noSplitOfTheInputCostsMoreThanTheWorstCase()
    {
        for (qint64 cached = 0; cached <= 100; cached += 10) {
            for (qint64 written = 0; cached + written <= 100; written += 10)
                QVERIFY(cost({.input = 100, .inputCached = cached, .inputCacheWrite = written, .output = 7}, example()) <= worstCase(100, 7, example()));
        }
    }

    void amountsBeyondTheScaleStayAtItsEnd()
    {
        QCOMPARE(cost({.input = kMost}, example()).picoUsd(), kMost);
        QCOMPARE(cost({.input = kMost, .output = kMost}, plain(1, 1)).picoUsd(), kMost);
        QCOMPARE(worstCase(kMost, kMost, example()).picoUsd(), kMost);
    }

    void negativeCountsCostNothing()
    {
        QCOMPARE(cost({.input = -5, .output = -5}, example()), Money());
        QCOMPARE(worstCase(-1, -1, example()), Money());
    }

    void pricesSurviveTheirJson()
    {
        const auto read = priceFromJson(toJson(example()));
        VERIFY_OK(read);
        QCOMPARE(*read, example());
        const auto bare = priceFromJson(toJson(plain(1, 2)));
        VERIFY_OK(bare);
        QCOMPARE(*bare, plain(1, 2));
    }

    void badPricesAreRefusedByMember_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("named");
        QTest::newRow("no object") << u"[1]"_s << u"object"_s;
        QTest::newRow("no output") << uR"({"inputMicroUsdPerMTok":1})"_s << u"outputMicroUsdPerMTok"_s;
        QTest::newRow("a null rate") << uR"({"inputMicroUsdPerMTok":null,"outputMicroUsdPerMTok":1})"_s << u"inputMicroUsdPerMTok"_s;
        QTest::newRow("a fraction") << uR"({"inputMicroUsdPerMTok":0.15,"outputMicroUsdPerMTok":1})"_s << u"inputMicroUsdPerMTok"_s;
        QTest::newRow("a text") << uR"({"inputMicroUsdPerMTok":1,"outputMicroUsdPerMTok":"1"})"_s << u"outputMicroUsdPerMTok"_s;
        QTest::newRow("a negative rate") << uR"({"inputMicroUsdPerMTok":1,"outputMicroUsdPerMTok":1,"cachedInputMicroUsdPerMTok":-1})"_s << u"cachedInputMicroUsdPerMTok"_s;
        QTest::newRow("beyond 64 bits") << uR"({"inputMicroUsdPerMTok":99999999999999999999,"outputMicroUsdPerMTok":1})"_s << u"inputMicroUsdPerMTok"_s;
        QTest::newRow("a misspelt rate") << uR"({"inputMicroUsdPerMTok":1,"outputMicroUsdPerMTok":1,"cachedInput":1})"_s << u"cachedInput"_s;
        QTest::newRow("a date that is a number") << uR"({"inputMicroUsdPerMTok":1,"outputMicroUsdPerMTok":1,"date":2026})"_s << u"date"_s;
    }

    void badPricesAreRefusedByMember()
    {
        QFETCH(const QString, json);
        QFETCH(const QString, named);
        const auto price = priceFromJson(*parseJson(QStringView(json)));
        VERIFY_FAILS(price, "invalid-input");
        QVERIFY2(price.error().message.contains(named), qPrintable(price.error().message));
    }
};

QTEST_GUILESS_MAIN(TestPrice)
#include "tst_price.moc"
