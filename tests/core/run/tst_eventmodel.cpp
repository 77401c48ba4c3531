// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/eventmodel.h"
#include "core/run/watch.h"
#include "tests/support/smallplan.h"

#include <QTest>

using namespace assay;
using namespace Qt::StringLiterals;

class TestEventModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEventIsOfTheModelThatItBeginsWith_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("model"); // −1: of none
        QTest::newRow("a warning") << u"gpt: 30 % of the calls failed"_s << 0;
        QTest::newRow("a throttle") << u"gpt answers again"_s << 0;
        QTest::newRow("a longer name that begins the same") << u"gpt mini: slow"_s << 1;
        QTest::newRow("a name that is no whole word") << u"gpts: slow"_s << -1;
        QTest::newRow("the budget") << u"50 % of the budget of $1 is spent"_s << -1;
        QTest::newRow("nothing") << QString() << -1;
    }
    void anEventIsOfTheModelThatItBeginsWith()
    {
        QFETCH(const QString, text);
        QFETCH(const int, model);
        run::RunPlan plan = test::smallPlan(1, 1, 2);
        plan.models[0].model.name = u"gpt"_s;
        plan.models[1].model.name = u"gpt mini"_s;
        QCOMPARE(run::modelOf(plan, {.at = {}, .kind = u"warning"_s, .text = text}).value_or(-1), model);
    }

    void whatAWatchTellsIsOfItsModel()
    {
        const run::RunPlan plan = test::smallPlan(1, 1, 2);
        run::Watch watch(plan.models.at(1).model.name);
        provider::Completion cut;
        cut.text = u"half"_s;
        cut.finish = provider::FinishReason::length;
        const QStringList told = watch.note({.result = cut}, false);
        QCOMPARE(told.size(), 1);
        QCOMPARE(run::modelOf(plan, {.at = {}, .kind = u"warning"_s, .text = told.first()}), std::optional(1));
    }
};

QTEST_GUILESS_MAIN(TestEventModel)
#include "tst_eventmodel.moc"
