// SPDX-License-Identifier: GPL-3.0-or-later
// Linked with the program's encodings.
#include "core/run/requestbuilder.h"
#include "core/tokens/usage.h"
#include "tests/support/smallplan.h"

#include <QTest>

using namespace assay;
using namespace assay::run;
using namespace Qt::StringLiterals;

namespace {

RunPlan exactPlan(int items)
{
    RunPlan plan = test::smallPlan(items);
    plan.models[0].model.apiName = u"gpt-4o"_s;
    return plan;
}

// "v1: item 1" are 6 tokens of o200k_base; a message has 3 more and its role, the answer begins with 3.
constexpr qint64 kExact = 6 + 4 + 3;

tokens::Calibration seen(const QString &model, qint64 counted, qint64 told, int calls)
{
    tokens::Calibration calibration;
    for (int call = 0; call < calls; ++call)
        calibration.add(model, counted, told);
    return calibration;
}

} // namespace

class TestEstimate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCallIsCounted()
    {
        RunPlan plan = test::smallPlan(5, 2, 3);
        plan.repeats = 2;
        const auto made = estimate(plan);
        QVERIFY(made);
        QCOMPARE(made->all.calls, 60);
        QCOMPARE(made->models.size(), 3);
        QCOMPARE(made->models.first().calls, 20);
        QVERIFY(made->all.low > Money());
        QVERIFY(made->all.low < made->all.likely);
        QVERIFY(made->all.likely < made->all.worstCase);
    }

    void anExactCountIsThePricesWord()
    {
        // A cap of 10, of which a quarter is likely; one micro-dollar a token.
        const auto made = estimate(exactPlan(1));
        QVERIFY(made);
        QCOMPARE(made->all.inputTokens, kExact);
        QCOMPARE(made->all.lowInputTokens, kExact);
        QCOMPARE(made->all.worstInputTokens, kExact);
        QCOMPARE(made->all.inputError, 0.0);
        QCOMPARE(made->all.worstOutputTokens, 10);
        QCOMPARE(made->all.low, Money::fromMicroUsd(kExact));
        QCOMPARE(made->all.likely, Money::fromMicroUsd(kExact + 2));
        QCOMPARE(made->all.worstCase, Money::fromMicroUsd(kExact + 10));
    }

    void batchesAreEstimatedAtTheirPrice()
    {
        RunPlan plan = exactPlan(1);
        plan.mode = RunMode::batch;
        QCOMPARE(estimate(plan)->all.worstCase, Money::fromMicroUsd(kExact + 10));
        QVERIFY(notes(plan).contains(u"m1: no price of batches is known, so that the full price is counted"_s));
        plan.models[0].price->batchMillionths = 500'000;
        QCOMPARE(estimate(plan)->all.worstCase.picoUsd(), Money::fromMicroUsd(kExact + 10).picoUsd() / 2);
        QVERIFY(notes(plan).isEmpty());
        plan.mode = RunMode::live;
        QCOMPARE(estimate(plan)->all.worstCase, Money::fromMicroUsd(kExact + 10));
    }

    void anEstimateSaysHowFarOffItIs()
    {
        RunPlan plan = test::smallPlan(1);
        plan.models[0].model.apiName = u"claude-sonnet-4-5"_s;
        const auto made = estimate(plan);
        QVERIFY(made);
        QCOMPARE(made->all.inputTokens, 16); // 13 × 1.2, up
        QCOMPARE(made->all.inputError, 0.3);
        QCOMPARE(made->all.lowInputTokens, 11);
        QCOMPARE(made->all.worstInputTokens, 21);
    }

    void errorsOfModelsAreWeighed()
    {
        RunPlan plan = test::smallPlan(3, 1, 2);
        plan.models[0].model.apiName = u"gpt-4o"_s;
        plan.models[1].model.apiName = u"claude-sonnet-4-5"_s;
        const auto made = estimate(plan);
        QVERIFY(made);
        QCOMPARE(made->models.at(0).inputError, 0.0);
        QCOMPARE(qRound(made->models.at(1).inputError * 1000), 300);
        QVERIFY(made->all.inputError > 0.15 && made->all.inputError < 0.18);
    }

    void whatProvidersToldCorrectsTheCount()
    {
        RunPlan plan = test::smallPlan(1);
        plan.models[0].model.apiName = u"claude-sonnet-4-5"_s;
        const qint64 counted = countedInput({.model = u"claude-sonnet-4-5"_s, .messages = {{tokens::Role::user, u"v1: item 1"_s}}}).tokens;
        const auto made = estimate(plan, {.cachedRequests = {}, .outputTokensByModel = {}, .calibration = seen(u"claude-sonnet-4-5"_s, counted, counted * 2, 30)});
        QVERIFY(made);
        QCOMPARE(made->all.inputTokens, counted * 2);
        QVERIFY(made->all.inputError < 0.02);
        QVERIFY(made->all.worstInputTokens > counted * 2);
        // Experience lowers what is likely, and never what is reserved.
        const auto less = estimate(plan, {.cachedRequests = {}, .outputTokensByModel = {}, .calibration = seen(u"claude-sonnet-4-5"_s, counted * 2, counted, 30)});
        QCOMPARE(less->all.inputTokens, counted / 2);
        QCOMPARE(less->all.worstInputTokens, estimate(plan)->all.worstInputTokens);
    }

    void cachedCallsCostNothingAndAreCountedApart()
    {
        RunPlan plan = exactPlan(4);
        plan.repeats = 2;
        const auto hashes = requestHashes(plan);
        QVERIFY(hashes);
        QCOMPARE(QSet<QString>(hashes->cbegin(), hashes->cend()).size(), 8);
        const auto made = estimate(plan, {.cachedRequests = {hashes->at(0), hashes->at(3)}, .outputTokensByModel = {}});
        QVERIFY(made);
        QCOMPARE(made->all.calls, 6);
        QCOMPARE(made->all.cached, 2);
        QCOMPARE(made->all.saved, Money::fromMicroUsd(2 * (kExact + 2)));
        QCOMPARE(made->all.worstCase, Money::fromMicroUsd(6 * (kExact + 10)));
    }

    void theOutputOfEarlierAnswersIsTheLikelyOne()
    {
        const auto made = estimate(exactPlan(1), {.cachedRequests = {}, .outputTokensByModel = {{u"m1"_s, 6.2}}});
        QVERIFY(made);
        QCOMPARE(made->all.likely, Money::fromMicroUsd(kExact + 7));
        const auto capped = estimate(exactPlan(1), {.cachedRequests = {}, .outputTokensByModel = {{u"m1"_s, 900}}});
        QCOMPARE(capped->all.likely, capped->all.worstCase);
    }

    void aSchemaIsInputTooAndNoCountIsExactWithIt()
    {
        RunPlan plan = exactPlan(1);
        plan.versions[0].content.responseFormat = prompt::ResponseFormat::jsonSchema;
        plan.versions[0].content.responseSchema = *parseJson(QByteArrayView(R"({"type":"object","properties":{"category":{"type":"string"}}})"));
        const auto made = estimate(plan);
        QVERIFY(made);
        QVERIFY(made->all.inputTokens > kExact + 5);
        QVERIFY(made->all.inputError > 0);
        QVERIFY(made->all.worstInputTokens > made->all.inputTokens);
    }

    void toolsAreInputToo()
    {
        provider::ChatRequest request{.model = u"gpt-4o"_s, .messages = {{tokens::Role::user, u"v1: item 1"_s}}};
        QCOMPARE(countedInput(request), (tokens::TokenCount{.tokens = kExact}));
        request.tools.append({.name = u"look_up"_s, .description = u"Looks an order up by its number."_s});
        const tokens::TokenCount with = countedInput(request);
        QVERIFY(with.tokens > kExact + 8);
        QVERIFY(!with.isExact());
        QVERIFY(with.upperBound() > with.tokens);
    }

    void noReservationIsBelowTheCount_data()
    {
        QTest::addColumn<QString>("model");
        for (const char *model : {"gpt-4o", "gpt-4", "gpt-5", "claude-opus-5", "gemini-2.5-pro", "llama-3.3", "my-model"})
            QTest::newRow(model) << QString::fromLatin1(model);
    }

    void noReservationIsBelowTheCount()
    {
        QFETCH(const QString, model);
        for (const QString &text : {u"plain English text, of some length"_s, u"敏捷的棕色狐狸"_s, u"{\"a\":[1,2,3]}"_s, u"!a?1;B"_s.repeated(50), QString()}) {
            const provider::ChatRequest request{.model = model, .messages = {{tokens::Role::system, u"Be brief."_s}, {tokens::Role::user, text}}};
            QCOMPARE_GE(estimatedInput(request), countedInput(request).tokens);
        }
    }

    void limitsSayHowLongItTakesAtLeast()
    {
        RunPlan plan = exactPlan(481);
        QCOMPARE(estimate(plan)->leastTimes, QList<LeastTime>{{}});
        plan.models[0].model.requestsPerMinute = 120;
        QCOMPARE(estimate(plan)->leastTimes.first(), (LeastTime{.time = std::chrono::minutes(4), .limit = u"120 requests a minute"_s}));
        plan.models[0].model.tokensPerMinute = 100;
        const auto made = estimate(plan);
        QCOMPARE(made->leastTimes.first().limit, u"100 tokens a minute"_s);
        QCOMPARE(made->leastTimes.first().time, Milliseconds((made->all.inputTokens + made->all.likelyOutputTokens) * 600));
    }
};

QTEST_GUILESS_MAIN(TestEstimate)
#include "tst_estimate.moc"
