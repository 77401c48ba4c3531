// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pricing/pricebook.h"
#include "tests/support/expectresult.h"

#include <QTemporaryDir>

using namespace assay;
using namespace assay::pricing;
using namespace Qt::StringLiterals;

namespace {

const QDate kDay(2026, 10, 1);

Result<PriceBook> bookOf(const QByteArray &row)
{
    const QByteArray file = "{\"rows\":[" + row + "]}";
    return PriceBook::fromJson(file);
}

} // namespace

class TestPriceBook : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyBundledRowHasItsSourceAndDate()
    {
        const auto book = PriceBook::bundled();
        VERIFY_OK(book);
        QVERIFY(book->rows().size() > 60);
        QVERIFY(book->date().isValid());
        QSet<QString> names;
        for (const PriceRow &row : book->rows()) {
            QVERIFY2(!row.list.source.isEmpty(), qPrintable(row.id));
            QVERIFY2(QDate::fromString(row.list.date, Qt::ISODate).isValid(), qPrintable(row.id));
            QVERIFY2(row.list.inputMicroUsdPerMTok > 0, qPrintable(row.id));
            QVERIFY2(row.kind == u"embedding"_s || row.list.outputMicroUsdPerMTok > 0, qPrintable(row.id));
            QVERIFY2(!names.contains(row.list.row), qPrintable(row.id));
            names.insert(row.list.row);
            QCOMPARE(*priceFromJson(toJson(row.list)), row.list);
        }
    }

    void aNameIsFoundInItsForms_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("row");
        QTest::newRow("exact") << u"openai"_s << u"gpt-4o-2024-11-20"_s << u"gpt-4o-2024-11-20"_s;
        QTest::newRow("a date that is not in the book") << u"openai"_s << u"gpt-4o-2031-01-02"_s << u"gpt-4o"_s;
        QTest::newRow("a date without hyphens") << u"anthropic"_s << u"claude-opus-5-20260801"_s << u"claude-opus-5"_s;
        QTest::newRow("under models/") << u"google"_s << u"models/gemini-2.5-flash"_s << u"gemini-2.5-flash"_s;
        QTest::newRow("under its family") << u"openai"_s << u"openai/gpt-4o"_s << u"gpt-4o"_s;
        QTest::newRow("another family's") << u"anthropic"_s << u"gpt-4o"_s << QString();
        QTest::newRow("a longer name") << u"openai"_s << u"gpt-4o-audio"_s << QString();
        QTest::newRow("unknown") << u"openai"_s << u"gpt-99"_s << QString();
    }

    void aNameIsFoundInItsForms()
    {
        QFETCH(const QString, family);
        QFETCH(const QString, name);
        QFETCH(const QString, row);
        const auto book = PriceBook::bundled();
        const PriceRow *found = book->find(family, name);
        QCOMPARE(found == nullptr ? QString() : found->id, row);
        QCOMPARE(book->price(family, name, kDay).has_value(), !row.isEmpty());
    }

    void aPromotionHoldsOnItsDays()
    {
        const auto book = bookOf(R"({"id":"m","family":"f","since":"2026-01-01","price":{"input":4,"output":8},"source":"list",)"
                                 R"("promotions":[{"from":"2026-03-01","until":"2026-04-30","price":{"input":2,"output":4},"source":"note"}]})");
        VERIFY_OK(book);
        const auto input = [&](QDate day) { return book->price(u"f", u"m", day)->inputMicroUsdPerMTok; };
        QCOMPARE(input(QDate(2026, 2, 28)), 4'000'000);
        QCOMPARE(input(QDate(2026, 3, 1)), 2'000'000);
        QCOMPARE(input(QDate(2026, 4, 30)), 2'000'000);
        QCOMPARE(input(QDate(2026, 5, 1)), 4'000'000);
    }

    void aLongPromptIsChargedByItsTierAsAWhole()
    {
        const auto book = bookOf(R"({"id":"m","family":"f","price":{"input":1,"cachedInput":0.1,"output":2,"tiers":[{"above":200000,"input":2,"output":3}]}})");
        VERIFY_OK(book);
        const Price price = *book->price(u"f", u"m", kDay);
        QCOMPARE(cost({.input = 200'000, .output = 1'000}, price), Money::fromMicroUsd(200'000 + 2'000));
        QCOMPARE(cost({.input = 200'001, .output = 1'000}, price), Money::fromMicroUsd(400'002 + 3'000));
        QCOMPARE(cost({.input = 200'001, .inputCached = 1, .output = 0}, price), Money::fromMicroUsd(400'002));
        QCOMPARE(worstCase(200'001, 1'000, price), Money::fromMicroUsd(400'002 + 3'000));
    }

    void aBatchCostsItsShareRoundedUp()
    {
        const auto book = bookOf(R"({"id":"m","family":"f","price":{"input":0.000001,"output":2},"batchFactor":0.5})");
        VERIFY_OK(book);
        const Price price = *book->price(u"f", u"m", kDay);
        QCOMPARE(cost({.input = 0, .output = 1'000}, price, Billing::batch), Money::fromMicroUsd(1'000));
        QCOMPARE(cost({.input = 1, .output = 0}, price, Billing::batch).picoUsd(), 1);
        QCOMPARE(cost({.input = 3, .output = 0}, price, Billing::batch).picoUsd(), 2);
        Price unknown = price;
        unknown.batchMillionths.reset();
        QCOMPARE(cost({.input = 0, .output = 1'000}, unknown, Billing::batch), Money::fromMicroUsd(2'000));
    }

    void theUsersRowsGoFirst()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"prices.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            R"({"rows":[{"id":"gpt-4o","family":"openai","price":{"input":1,"output":2},"source":"our contract"},{"id":"own","family":"lab","price":{"input":0,"output":0}}]})");
        file.close();
        auto book = PriceBook::bundled();
        const qsizetype before = book->rows().size();
        VERIFY_OK(book->addOwn(file.fileName()));
        QCOMPARE(book->rows().size(), before + 1);
        const PriceRow *row = book->find(u"openai", u"gpt-4o");
        QVERIFY(row != nullptr && row->isOwn);
        QCOMPARE(row->list.inputMicroUsdPerMTok, 1'000'000);
        QCOMPARE(book->price(u"lab", u"own", kDay)->outputMicroUsdPerMTok, 0);
    }

    void whatIsWrongIsNamed_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QString>("says");
        QTest::newRow("no id") << QByteArray(R"({"family":"f","price":{"input":1,"output":1}})") << u"row 1 of the prices (no id): it lacks"_s;
        QTest::newRow("no price") << QByteArray(R"({"id":"m","family":"f"})") << u"(m): it has no \"price\""_s;
        QTest::newRow("half a price") << QByteArray(R"({"id":"m","family":"f","price":{"input":1}})") << u"lacks \"input\" or \"output\""_s;
        QTest::newRow("a text") << QByteArray(R"({"id":"m","family":"f","price":{"input":"1","output":1}})") << u"\"input\" is not an amount"_s;
        QTest::newRow("negative") << QByteArray(R"({"id":"m","family":"f","price":{"input":1,"output":-1}})") << u"\"output\" is not an amount"_s;
        QTest::newRow("beyond sense") << QByteArray(R"({"id":"m","family":"f","price":{"input":1e300,"output":1}})") << u"\"input\" is not an amount"_s;
        QTest::newRow("tiers that fall") << QByteArray(
            R"({"id":"m","family":"f","price":{"input":1,"output":1,"tiers":[{"above":9,"input":1,"output":1},{"above":9,"input":1,"output":1}]}})")
                                         << u"\"above\" is not a rising"_s;
        QTest::newRow("a factor above one") << QByteArray(R"({"id":"m","family":"f","price":{"input":1,"output":1},"batchFactor":1.5})") << u"\"batchFactor\""_s;
        QTest::newRow("no date") << QByteArray(R"({"id":"m","family":"f","since":"soon","price":{"input":1,"output":1}})") << u"\"since\" is not a date"_s;
    }

    void whatIsWrongIsNamed()
    {
        QFETCH(const QByteArray, row);
        QFETCH(const QString, says);
        const auto book = bookOf(row);
        QVERIFY(!book);
        QVERIFY2(book.error().message.contains(says), qPrintable(book.error().message));
    }
};

QTEST_GUILESS_MAIN(TestPriceBook)
#include "tst_pricebook.moc"
