// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/billing.h"
#include "core/run/requestbuilder.h"
#include "tests/support/scriptedmodel.h"
#include "tests/support/smallplan.h"

#include <QSet>
#include <QTest>

using namespace assay;
using namespace assay::run;
using namespace Qt::StringLiterals;

namespace {

provider::ChatRequest requestOf(const RunPlan &plan)
{
    const auto compiled = prompt::CompiledPrompt::compile(plan.versions.first().content);
    return *buildRequest(*compiled, plan.versions.first(), plan.models.first(), plan.set.items.first());
}

provider::Exchange failed(ErrorKind kind, const QString &partial)
{
    provider::Exchange exchange{.result = std::unexpected(test::callError(kind))};
    exchange.partialText = partial;
    return exchange;
}

} // namespace

class TestBilling : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFailureCostsWhatMayHaveBeenCharged_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<bool>("mayCost");
        const QList<ErrorKind> charged{ErrorKind::timeout, ErrorKind::reset, ErrorKind::malformed, ErrorKind::cancelled, ErrorKind::tooLarge, ErrorKind::contentFilter};
        for (const ErrorKind kind : {ErrorKind::rateLimit, ErrorKind::overloaded, ErrorKind::serverError, ErrorKind::timeout, ErrorKind::reset, ErrorKind::connect, ErrorKind::auth,
                 ErrorKind::quota, ErrorKind::badRequest, ErrorKind::contextTooLong, ErrorKind::contentFilter, ErrorKind::malformed, ErrorKind::cancelled, ErrorKind::tooLarge,
                 ErrorKind::secretMissing})
            QTest::newRow(qPrintable(toText(kind))) << kind << charged.contains(kind);
    }

    void aFailureCostsWhatMayHaveBeenCharged()
    {
        QFETCH(const ErrorKind, kind);
        QFETCH(const bool, mayCost);
        const RunPlan plan = test::smallPlan(1);
        // 12 tokens of input and 2 that had streamed, at one micro-dollar each. What had begun to stream was worked on, whatever ended it.
        QCOMPARE(costOf(requestOf(plan), failed(kind, {}), plan.models.first()), mayCost ? Money::fromMicroUsd(12) : Money());
        QCOMPARE(costOf(requestOf(plan), failed(kind, u"abcdef"_s), plan.models.first()), Money::fromMicroUsd(14));
    }

    void anEstimateNeverPassesWhatWasReserved()
    {
        const RunPlan plan = test::smallPlan(1);
        const provider::ChatRequest request = requestOf(plan);
        const Money reserved = *worstCaseOf(request, plan.models.first());
        const QString longText(5'000, u'x');
        QVERIFY(*costOf(request, failed(ErrorKind::reset, longText), plan.models.first()) <= reserved);
        provider::Exchange untold{.result = test::completion(longText)};
        untold.result->usage.reset();
        QVERIFY(*costOf(request, untold, plan.models.first()) <= reserved);
    }

    void whatIsNotKnownCountsInFull()
    {
        const Money reserved = Money::fromMicroUsd(22);
        const Money cost = Money::fromMicroUsd(15);
        const provider::Exchange told{.result = test::completion(u"ok"_s)};
        QCOMPARE(countedOf(told, reserved, cost), cost);
        QCOMPARE(countedOf(told, reserved, Money::fromMicroUsd(30)), Money::fromMicroUsd(30)); // a charge above the worst case is believed
        QCOMPARE(countedOf(told, {}, std::nullopt), std::nullopt);
        provider::Exchange untold = {.result = test::completion(u"ok"_s)};
        untold.result->usage.reset();
        QCOMPARE(countedOf(untold, reserved, cost), reserved);
        QCOMPARE(countedOf(failed(ErrorKind::reset, {}), reserved, cost), reserved);
        QCOMPARE(countedOf(failed(ErrorKind::rateLimit, {}), reserved, Money()), Money());
    }

    void attemptsThatMayHaveBeenBilledAreKnown_data()
    {
        QTest::addColumn<Attempt>("attempt");
        QTest::addColumn<bool>("mayBe");
        const auto row = [](const char *name, Attempt::State state, std::optional<ErrorKind> kind, std::optional<Money> cost, Milliseconds duration, bool mayBe) {
            Attempt attempt{.state = state, .duration = duration, .errorKind = kind, .cost = cost};
            QTest::newRow(name) << attempt << mayBe;
        };
        const Money some = Money::fromMicroUsd(3);
        using enum Attempt::State;
        row("sent and never heard of", sent, {}, {}, Milliseconds(0), true);
        row("answered", answered, {}, some, Milliseconds(5), false);
        row("broken off", Attempt::State::failed, ErrorKind::reset, some, Milliseconds(5), true);
        row("refused", Attempt::State::failed, ErrorKind::rateLimit, Money(), Milliseconds(5), false);
        row("stopped before it was sent", Attempt::State::failed, ErrorKind::cancelled, Money(), Milliseconds(0), false);
        row("broken off, without a price", Attempt::State::failed, ErrorKind::timeout, {}, Milliseconds(5), true);
        row("refused, without a price", Attempt::State::failed, ErrorKind::auth, {}, Milliseconds(5), false);
        row("stopped before it was sent, without a price", Attempt::State::failed, ErrorKind::cancelled, {}, Milliseconds(0), false);
    }

    void attemptsThatMayHaveBeenBilledAreKnown()
    {
        QFETCH(const Attempt, attempt);
        QFETCH(const bool, mayBe);
        QCOMPARE(mayHaveBeenBilled(attempt), mayBe);
    }

    void toldUsageIsBelieved()
    {
        const RunPlan plan = test::smallPlan(1);
        const provider::Exchange told{.result = test::completion(u"ok"_s)};
        QCOMPARE(costOf(requestOf(plan), told, plan.models.first()), Money::fromMicroUsd(15));
    }

    void withoutAPriceNothingIsKnown()
    {
        RunPlan plan = test::smallPlan(1);
        plan.models[0].price.reset();
        QVERIFY(!costOf(requestOf(plan), {.result = test::completion(u"ok"_s)}, plan.models.first()));
        QVERIFY(!worstCaseOf(requestOf(plan), plan.models.first()));
    }

    void aRequestSaysWhatTheVersionAndTheModelSay()
    {
        RunPlan plan = test::smallPlan(1);
        plan.versions[0].content.parameters.temperature = 0.5;
        plan.versions[0].content.parameters.stop = {u"END"_s};
        plan.models[0].model.stream = false;
        const provider::ChatRequest own = requestOf(plan);
        QCOMPARE(own.model, u"m1"_s);
        QCOMPARE(own.messages.first().text, u"v1: item 1"_s);
        QCOMPARE(own.temperature, 0.5);
        QCOMPARE(own.stop, QStringList{u"END"_s});
        QCOMPARE(own.maxOutputTokens, 10);
        QVERIFY(!own.stream);
        plan.versions[0].content.parameters.maxOutputTokens.reset();
        QCOMPARE(requestOf(plan).maxOutputTokens, plan.models.first().model.maxOutputTokens);
    }

    void everyAttemptDrawsItsOwn()
    {
        QSet<qint64> seeds;
        for (int cell = 0; cell < 100; ++cell) {
            for (int number = 1; number <= 5; ++number)
                seeds.insert(attemptSeed(1, cell, number));
        }
        QCOMPARE(seeds.size(), 500);
        QCOMPARE(attemptSeed(1, 3, 2), attemptSeed(1, 3, 2));
        QVERIFY(attemptSeed(1, 3, 2) != attemptSeed(2, 3, 2));
    }
};

QTEST_GUILESS_MAIN(TestBilling)
#include "tst_billing.moc"
