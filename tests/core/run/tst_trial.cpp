// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/gradingpool.h"
#include "core/run/requestbuilder.h"
#include "core/run/trial.h"
#include "tests/support/memorycap.h"
#include "tests/support/scriptedmodel.h"
#include "tests/support/smallplan.h"

#include <QTest>

using namespace assay;
using namespace assay::run;
using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

struct Bench {
    [[nodiscard]] TrialResult ask()
    {
        const auto call = [this](const provider::ChatRequest &asked) {
            ++calls;
            request = asked;
            QPromise<provider::Exchange> promise;
            promise.start();
            promise.addResult(exchange);
            promise.finish();
            return promise.future();
        };
        const QFuture<TrialResult> future = tryCell(plan, {.item = 1}, cap, std::make_shared<GradingPool>(1), utcFromUnixMs(1'900'000'000'000), call);
        return QTest::qWaitFor([&] { return future.isFinished(); }) ? future.result() : TrialResult{.item = u"it never ended"_s};
    }

    RunPlan plan = smallPlan(3);
    std::shared_ptr<MemoryCap> cap = std::make_shared<MemoryCap>();
    provider::Exchange exchange{.result = completion(u"ok"_s)};
    provider::ChatRequest request;
    int calls = 0;
};

} // namespace

class TestTrial : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAnswerIsGradedAndPriced()
    {
        Bench bench;
        bench.plan.set.defaultAssertions = {{.type = u"equals"_s, .value = jsonString(u"ok"_s)}};
        for (evalset::Item &item : bench.plan.set.items)
            item.assertions.clear();
        const TrialResult passed = bench.ask();
        QCOMPARE(passed.item, bench.plan.set.items.at(1).key);
        QCOMPARE(passed.outcome, Outcome::passed);
        QCOMPARE(passed.text, u"ok"_s);
        QCOMPARE(passed.grades.size(), 1);
        // 10 tokens in, 5 out, a micro-dollar each.
        QCOMPARE(passed.cost, Money::fromMicroUsd(15));
        QCOMPARE(bench.cap->calls, 1);
        bench.exchange.result = completion(u"no"_s);
        QCOMPARE(bench.ask().outcome, Outcome::failed);
    }

    void withoutAssertionsAnAnswerIsJustShown()
    {
        Bench bench;
        bench.plan.set.defaultAssertions.clear();
        const TrialResult result = bench.ask();
        QVERIFY(!result.isGraded);
        QCOMPARE(result.outcome, Outcome::passed);
        QCOMPARE(result.text, u"ok"_s);
    }

    void aCallThatFailsIsAnError()
    {
        Bench bench;
        bench.exchange.result = fail(ErrorKind::auth, u"refused"_s);
        const TrialResult result = bench.ask();
        QCOMPARE(result.outcome, Outcome::error);
        QCOMPARE(result.errorKind, ErrorKind::auth);
        QVERIFY(result.reason.contains(u"refused"_s));
    }

    void withoutRoomUnderTheCapNothingLeaves()
    {
        Bench bench;
        bench.cap->cap = Money::fromPicoUsd(1);
        const TrialResult result = bench.ask();
        QCOMPARE(result.errorKind, ErrorKind::budget);
        QCOMPARE(bench.calls, 0);
    }

    void anItemThatCannotBeFilledInIsNotAsked()
    {
        Bench bench;
        bench.plan.versions.first().content.messages.append({tokens::Role::user, u"{{ nowhere }}"_s});
        const TrialResult result = bench.ask();
        QCOMPARE(result.errorKind, ErrorKind::render);
        QVERIFY(result.reason.contains(u"nowhere"_s));
        QCOMPARE(bench.calls, 0);
    }

    void itemsAreDrawnBySeedInTheirOrder()
    {
        const QList<evalset::Item> items = smallPlan(50).set.items;
        const QList<evalset::Item> drawn = sampledItems(items, 10, 7);
        QCOMPARE(drawn.size(), 10);
        QCOMPARE(sampledItems(items, 10, 7), drawn);
        QVERIFY(sampledItems(items, 10, 8) != drawn);
        qsizetype last = -1;
        for (const evalset::Item &item : drawn) {
            const qsizetype place = items.indexOf(item);
            QVERIFY(place > last);
            last = place;
        }
        QCOMPARE(sampledItems(items, 80, 7), items);
    }
};

QTEST_GUILESS_MAIN(TestTrial)
#include "tst_trial.moc"
