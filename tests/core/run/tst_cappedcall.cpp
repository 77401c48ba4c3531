// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/cappedcall.h"
#include "core/run/requestbuilder.h"
#include "core/run/testcall.h"
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
    [[nodiscard]] provider::Exchange ask()
    {
        const auto call = [this] {
            ++calls;
            QPromise<provider::Exchange> promise;
            promise.start();
            heldMeanwhile = cap->held();
            promise.addResult(exchange);
            promise.finish();
            return promise.future();
        };
        const QFuture<provider::Exchange> future = callUnderCap(cap, model, request, utcFromUnixMs(1'900'000'000'000), call);
        return QTest::qWaitFor([&] { return future.isFinished(); }) ? future.result() : provider::Exchange{.result = fail(ErrorKind::internal, u"it never ended"_s)};
    }
    [[nodiscard]] Money worst() const { return *worstCaseOf(request, model); }

    PlannedModel model = smallPlan(1).models.first();
    provider::ChatRequest request = testRequest(model);
    std::shared_ptr<MemoryCap> cap = std::make_shared<MemoryCap>();
    provider::Exchange exchange{.result = completion(u"ok"_s)};
    int calls = 0;
    Money heldMeanwhile;
};

} // namespace

class TestCappedCall : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWorstCaseIsHeldUntilTheCostIsKnown()
    {
        Bench bench;
        bench.cap->cap = bench.worst();
        QVERIFY(bench.ask().result);
        QCOMPARE(bench.heldMeanwhile, bench.worst());
        QCOMPARE(bench.cap->held(), Money());
        QCOMPARE(bench.cap->calls, 1);
        // 10 tokens in, 5 out, a micro-dollar each.
        QCOMPARE(bench.cap->spent, Money::fromMicroUsd(15));
    }

    void withoutRoomNothingLeaves()
    {
        Bench bench;
        bench.cap->cap = Money::fromPicoUsd(bench.worst().picoUsd() - 1);
        const auto refused = bench.ask();
        QVERIFY(!refused.result);
        QCOMPARE(refused.result.error().kind, ErrorKind::budget);
        QCOMPARE(bench.calls, 0);
        QCOMPARE(bench.cap->spent, Money());
        QCOMPARE(bench.cap->held(), Money());
    }

    void withoutAPriceNoCapCanHold()
    {
        Bench bench;
        bench.model.price.reset();
        bench.cap->cap = Money::fromMicroUsd(1'000'000);
        QCOMPARE(bench.ask().result.error().kind, ErrorKind::budget);
        QCOMPARE(bench.calls, 0);
        bench.cap->cap.reset();
        QVERIFY(bench.ask().result);
        QCOMPARE(bench.cap->withoutPrice, 1);
    }

    void aRecordThatFailsLetsNothingLeave()
    {
        Bench bench;
        bench.cap->error = fail(ErrorKind::diskFull, u"full"_s).error();
        QCOMPARE(bench.ask().result.error().kind, ErrorKind::diskFull);
        QCOMPARE(bench.calls, 0);
    }

    void withoutACapOrALedgerTheCallIsJustMade()
    {
        Bench bench;
        bench.cap->isUnmetered = true;
        QVERIFY(bench.ask().result);
        bench.cap.reset();
        const auto call = [&bench] {
            ++bench.calls;
            QPromise<provider::Exchange> promise;
            promise.start();
            promise.addResult(bench.exchange);
            promise.finish();
            return promise.future();
        };
        QVERIFY(callUnderCap(nullptr, bench.model, bench.request, {}, call).result().result);
        QCOMPARE(bench.calls, 2);
    }

    void aCallThatBrokeOffCountsInFull()
    {
        Bench bench;
        bench.cap->cap = Money::fromMicroUsd(1'000'000);
        bench.exchange.result = std::unexpected(callError(ErrorKind::timeout));
        QVERIFY(!bench.ask().result);
        QCOMPARE(bench.cap->spent, bench.worst());
        bench.exchange.result = std::unexpected(callError(ErrorKind::auth));
        QVERIFY(!bench.ask().result);
        QCOMPARE(bench.cap->spent, bench.worst());
    }
};

QTEST_GUILESS_MAIN(TestCappedCall)
#include "tst_cappedcall.moc"
