// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/totals.h"
#include "tests/support/smallplan.h"

#include <QTest>

using namespace assay;
using namespace Qt::StringLiterals;

namespace {

run::CellResult cell(const run::RunPlan &plan, int index, run::Outcome outcome, qint64 microUsd)
{
    run::CellResult result;
    result.cell = index;
    result.key = plan.cellKey(index);
    result.outcome = outcome;
    result.attempts = 1;
    result.cost = Money::fromMicroUsd(microUsd);
    return result;
}

} // namespace

class TestTotals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPassedCellCarriesWhatTheOthersCost()
    {
        const run::RunPlan plan = test::smallPlan(4);
        const auto columns = run::columnTotals(plan,
            {cell(plan, 0, run::Outcome::passed, 10), cell(plan, 1, run::Outcome::failed, 20), cell(plan, 2, run::Outcome::passed, 30), cell(plan, 3, run::Outcome::error, 40)});
        QCOMPARE(columns.first().totals.costPerPassed(), std::optional(Money::fromMicroUsd(50)));
        QCOMPARE(run::costPerPassed(plan, columns.first()), std::optional(Money::fromMicroUsd(50)));
        QCOMPARE(run::costOf(plan, columns.first()), std::optional(Money::fromMicroUsd(100)));
    }

    void withoutAPassedCellThereIsNoCostOfOne()
    {
        const run::RunPlan plan = test::smallPlan(1);
        QVERIFY(!run::columnTotals(plan, {cell(plan, 0, run::Outcome::failed, 20)}).first().totals.costPerPassed());
    }

    void withoutAPriceTheCostIsUnknownAndNotZero()
    {
        run::RunPlan plan = test::smallPlan(1);
        plan.models[0].price.reset();
        run::CellResult passed = cell(plan, 0, run::Outcome::passed, 0);
        passed.cost.reset();
        const run::ColumnTotals column = run::columnTotals(plan, {passed}).first();
        QVERIFY(!run::costOf(plan, column));
        QVERIFY(!run::costPerPassed(plan, column));
    }
};

QTEST_GUILESS_MAIN(TestTotals)
#include "tst_totals.moc"
