// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/newmodel.h"

#include "core/provider/catalog.h"

#include <QTest>

using namespace assay;
using namespace assay::run;
using namespace Qt::StringLiterals;

namespace {

const QDate kDay(2026, 9, 1);

provider::ProviderConfig providerOf(const QString &kind)
{
    provider::ProviderConfig provider;
    provider.id = {3};
    provider.name = u"lab"_s;
    provider.kind = kind;
    return provider;
}

provider::ListedModel listed(const QString &name, std::optional<qint64> context = {}, std::optional<qint64> output = {})
{
    return {.apiName = name, .title = {}, .contextWindow = context, .maxOutput = output};
}

} // namespace

class TestNewModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thePriceIsThatOfTheBookOrUnknown()
    {
        const auto book = pricing::PriceBook::bundled();
        QVERIFY(book.has_value());
        const auto known = newModel(providerOf(u"openai"_s), listed(u"gpt-4o"_s), {}, *book, u"openai", kDay);
        QVERIFY(known.price.has_value());
        QCOMPARE(pricing::priceFromJson(*known.price)->row, u"openai/gpt-4o"_s);
        QCOMPARE(known.providerId, provider::ProviderId{3});
        QVERIFY(!newModel(providerOf(u"ollama"_s), listed(u"gpt-4o"_s), {}, *book, u"", kDay).price);
    }

    void aTakenNameGetsTheProvidersBehind()
    {
        const pricing::PriceBook book;
        const auto provider = providerOf(u"openai-compatible"_s);
        QCOMPARE(newModel(provider, listed(u"m"_s), {}, book, {}, kDay).name, u"m"_s);
        QCOMPARE(newModel(provider, listed(u"m"_s), {u"m"_s}, book, {}, kDay).name, u"m (lab)"_s);
        const auto third = newModel(provider, listed(u"m"_s), {u"m"_s, u"m (lab)"_s}, book, {}, kDay);
        QCOMPARE(third.name, u"m (lab, 2)"_s);
        QCOMPARE(third.apiName, u"m"_s);
    }

    void whatOnlyTheListTellsIsKept()
    {
        const auto provider = providerOf(u"openai-compatible"_s);
        const auto model = newModel(provider, listed(u"m"_s, 8192, 512), {}, {}, {}, kDay);
        const auto abilities = provider::Catalog::bundled().of(provider, model);
        QCOMPARE(abilities.contextWindow, std::optional<qint64>(8192));
        QCOMPARE(abilities.maxOutput, std::optional<qint64>(512));
        QCOMPARE(model.maxOutputTokens, 512);
        const auto known = newModel(providerOf(u"openai"_s), listed(u"gpt-5.6"_s, 7, {}), {}, {}, u"openai", kDay);
        QVERIFY(known.options.empty());
    }
};

QTEST_GUILESS_MAIN(TestNewModel)
#include "tst_newmodel.moc"
