// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits/budget.h"

#include <QTest>

#include <random>

using namespace assay;
using namespace assay::limits;

namespace {
Money usd(int micro)
{
    return Money::fromMicroUsd(micro);
}
} // namespace

class TestBudget : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutACapEverythingFits()
    {
        Budget budget(std::nullopt);
        QVERIFY(budget.reserve(usd(1'000'000'000)));
        QVERIFY(!budget.canNeverFit(usd(1'000'000'000)));
    }

    void whatWasCountedTooHighMakesRoomAgain()
    {
        Budget budget(usd(10), usd(8));
        QCOMPARE(budget.left(), std::optional(usd(2)));
        QVERIFY(!budget.reserve(usd(5)));
        budget.correct(usd(6), usd(1));
        QCOMPARE(budget.settled(), usd(3));
        QVERIFY(budget.reserve(usd(5)));
        QCOMPARE(budget.left(), std::optional(usd(2)));
        QCOMPARE(Budget(std::nullopt).left(), std::nullopt);
    }

    void whatDoesNotFitChangesNothing()
    {
        Budget budget(usd(10));
        QVERIFY(budget.reserve(usd(6)));
        QVERIFY(!budget.reserve(usd(5)));
        QCOMPARE(budget.reserved(), usd(6));
        QVERIFY(budget.reserve(usd(4)));
    }

    void settlingGivesBackWhatWasNotUsed()
    {
        Budget budget(usd(10));
        QVERIFY(budget.reserve(usd(8)));
        budget.settle(usd(8), usd(1));
        QCOMPARE(budget.settled(), usd(1));
        QVERIFY(budget.reserve(usd(9)));
        QVERIFY(!budget.reserve(usd(1)));
    }

    void canNeverFitLooksPastReservations()
    {
        Budget budget(usd(10), usd(3));
        QVERIFY(budget.reserve(usd(7)));
        QVERIFY(!budget.canNeverFit(usd(7)));
        QVERIFY(budget.canNeverFit(usd(8)));
    }

    void theCapHoldsUnderRandomUse()
    {
        std::mt19937 random(7);
        Budget budget(usd(5'000));
        QList<Money> open;
        for (int i = 0; i < 20'000; ++i) {
            const bool gives = !open.isEmpty() && random() % 2 == 0;
            if (gives) {
                const Money reservation = open.takeAt(static_cast<qsizetype>(random()) % open.size());
                budget.settle(reservation, Money::fromPicoUsd(static_cast<qint64>(random() % 100) * reservation.picoUsd() / 100));
            } else if (const Money wish = usd(static_cast<int>(random() % 200)); budget.reserve(wish)) {
                open.append(wish);
            }
            QVERIFY(budget.settled() + budget.reserved() <= *budget.cap());
        }
        QVERIFY(budget.settled() > usd(4'000));
    }

    void marksAreToldWhenTheyArePassed()
    {
        Budget budget(Money::fromMicroUsd(100));
        QList<int> told;
        for (int step = 0; step < 10; ++step) {
            const Money before = budget.settled();
            QVERIFY(budget.reserve(Money::fromMicroUsd(10)));
            budget.settle(Money::fromMicroUsd(10), Money::fromMicroUsd(10));
            told.append(budget.markPassed(before).value_or(0));
        }
        QCOMPARE(told, (QList<int>{0, 0, 25, 0, 50, 0, 0, 75, 0, 100}));
        Budget jump(Money::fromMicroUsd(100));
        jump.settle({}, Money::fromMicroUsd(80));
        QCOMPARE(jump.markPassed({}), std::optional(75));
        QCOMPARE(Budget(std::nullopt).markPassed({}), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(TestBudget)
#include "tst_budget.moc"
