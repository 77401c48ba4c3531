// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/exampledraw.h"
#include "tests/support/expectresult.h"
#include "tests/support/smallplan.h"

#include <QTest>

using namespace assay;
using namespace assay::run;
using namespace Qt::StringLiterals;

namespace {

/// Items I-1… with a reference, the even ones tagged "shots".
evalset::EvalSet taggedSet(int items)
{
    evalset::EvalSet set = test::smallPlan(items).set;
    for (qsizetype i = 0; i < set.items.size(); ++i) {
        set.items[i].reference = jsonString(u"answer %1"_s.arg(i + 1));
        if (i % 2 == 1)
            set.items[i].tags = {u"hard"_s, u"shots"_s};
    }
    return set;
}

prompt::ExampleDraw wanted(int count, qint64 seed = 1)
{
    return {.set = u"s"_s, .tag = u"shots"_s, .count = count, .seed = seed};
}

QStringList keysOf(const prompt::ExampleDraw &draw)
{
    QStringList keys;
    for (const prompt::Example &example : draw.drawn)
        keys.append(example.key);
    return keys;
}

QStringList keysOf(const evalset::EvalSet &set)
{
    QStringList keys;
    for (const evalset::Item &item : set.items)
        keys.append(item.key);
    return keys;
}

RunPlan planWithExamples(int items, const QStringList &keys)
{
    RunPlan plan = test::smallPlan(items, 2);
    prompt::ExampleDraw draw = wanted(static_cast<int>(keys.size()));
    for (const QString &key : keys)
        draw.drawn.append({.key = key, .answer = u"ok"_s});
    for (prompt::Example &example : draw.drawn)
        example.variables.insert_or_assign("text", jsonString(QString(u"of "_s + example.key)));
    plan.versions[1].content.examples = draw;
    return plan;
}

} // namespace

class TestExampleDraw : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyItemsWithTheTagAndAReferenceAreDrawn()
    {
        evalset::EvalSet set = taggedSet(12);
        set.items[1].reference = Json::null();
        const auto draw = drawExamples(wanted(5), set);
        VERIFY_OK(draw);
        QStringList keys = keysOf(*draw);
        keys.sort();
        QCOMPARE(keys, (QStringList{u"I-10"_s, u"I-12"_s, u"I-4"_s, u"I-6"_s, u"I-8"_s}));
        const prompt::Example &first = draw->drawn.first();
        QCOMPARE(first.answer, u"answer "_s + first.key.sliced(2));
        QCOMPARE(toJson(first.variables), toJson(Json(*parseJson(u"{\"text\":\"item %1\"}"_s.arg(first.key.sliced(2))))));
    }

    void aReferenceThatIsNoTextIsAnsweredAsJson()
    {
        evalset::EvalSet set = taggedSet(2);
        set.items[1].reference = *parseJson(u"{\"b\":[1,null],\"a\":\"x\"}");
        QCOMPARE(drawExamples(wanted(1), set)->drawn.first().answer, u"{\"b\":[1,null],\"a\":\"x\"}"_s);
    }

    // What was drawn once is drawn again on every machine: saved prompts and their reviews rest on it.
    void aSeedAlwaysDrawsTheSame()
    {
        QCOMPARE(keysOf(*drawExamples(wanted(3, 1), taggedSet(20))), (QStringList{u"I-4"_s, u"I-2"_s, u"I-6"_s}));
        QCOMPARE(keysOf(*drawExamples(wanted(3, 2), taggedSet(20))), (QStringList{u"I-16"_s, u"I-4"_s, u"I-18"_s}));
    }

    void theOrderOfTheSetDoesNotMatter()
    {
        evalset::EvalSet set = taggedSet(40);
        const QStringList before = keysOf(*drawExamples(wanted(6, 9), set));
        std::ranges::reverse(set.items);
        QCOMPARE(keysOf(*drawExamples(wanted(6, 9), set)), before);
    }

    void oneItemMoreChangesAtMostOneDraw()
    {
        for (qint64 seed = 0; seed < 50; ++seed) {
            const QStringList before = keysOf(*drawExamples(wanted(5, seed), taggedSet(40)));
            const QStringList after = keysOf(*drawExamples(wanted(5, seed), taggedSet(42)));
            QVERIFY(std::ranges::count_if(before, [&](const QString &key) { return !after.contains(key); }) <= 1);
        }
    }

    void tooFewAreAnError()
    {
        const auto draw = drawExamples(wanted(4), taggedSet(6));
        VERIFY_FAILS(draw, "invalid-input");
        QVERIFY2(draw.error().message.contains(u"3 items") && draw.error().message.contains(u"shots"), qPrintable(draw.error().message));
    }

    void aRunLeavesOutWhatItsVersionsDraw_data()
    {
        QTest::addColumn<QStringList>("drawn");
        QTest::addColumn<QString>("set"); // that they were drawn from
        QTest::addColumn<int>("sameVariables");
        QTest::addColumn<QStringList>("leftOut");
        QTest::newRow("none") << QStringList() << u"s"_s << 0 << QStringList();
        QTest::newRow("by key") << QStringList{u"I-2"_s, u"I-5"_s} << u"s"_s << 0 << QStringList{u"I-2"_s, u"I-5"_s};
        QTest::newRow("a key of another set is another item") << QStringList{u"I-2"_s} << u"other"_s << 0 << QStringList();
        QTest::newRow("the same variables in another set") << QStringList{u"X-1"_s} << u"other"_s << 4 << QStringList{u"I-4"_s};
        QTest::newRow("renamed since") << QStringList{u"I-9"_s} << u"s"_s << 1 << QStringList{u"I-1"_s};
    }

    void aRunLeavesOutWhatItsVersionsDraw()
    {
        QFETCH(const QStringList, drawn);
        QFETCH(const QString, set);
        QFETCH(const int, sameVariables);
        QFETCH(const QStringList, leftOut);
        RunPlan plan = planWithExamples(6, drawn);
        plan.versions[1].content.examples->set = set;
        const evalset::EvalSet whole = plan.set;
        if (sameVariables > 0)
            plan.versions[1].content.examples->drawn[0].variables = whole.items.at(sameVariables - 1).variables;
        takeSet(plan, whole);
        QCOMPARE(plan.leftOut, leftOut);
        QCOMPARE(plan.set.items.size() + leftOut.size(), 6);
        for (const QString &key : leftOut)
            QVERIFY(!keysOf(plan.set).contains(key));
        VERIFY_OK(validate(plan));
        const QStringList told = notes(plan).filter(u"left out"_s);
        QCOMPARE(told.size(), leftOut.isEmpty() ? 0 : 1);
        if (!leftOut.isEmpty())
            QVERIFY2(told.first().contains(leftOut.join(u", "_s)), qPrintable(told.first()));
    }

    void takingASetAgainBeginsAnew()
    {
        RunPlan plan = planWithExamples(6, {u"I-2"_s});
        const evalset::EvalSet whole = plan.set;
        takeSet(plan, whole);
        takeSet(plan, whole);
        QCOMPARE(plan.leftOut, QStringList{u"I-2"_s});
        QCOMPARE(plan.set.items.size(), 5);
    }

    void aPlanThatTestsAnExampleIsRefused()
    {
        const RunPlan plan = planWithExamples(6, {u"I-2"_s});
        const auto valid = validate(plan);
        VERIFY_FAILS(valid, "invalid-input");
        QVERIFY2(valid.error().message.contains(u"p@2 draws this item as an example"), qPrintable(valid.error().message));
        QCOMPARE(valid.error().contextValue(u"item"), u"I-2"_s);
    }

    void aSetOfExamplesAloneHasNothingToTest()
    {
        RunPlan plan = planWithExamples(2, {u"I-1"_s, u"I-2"_s});
        takeSet(plan, evalset::EvalSet(plan.set));
        const auto valid = validate(plan);
        VERIFY_FAILS(valid, "invalid-input");
        QVERIFY2(valid.error().message.contains(u"no item but those that a version draws as examples"), qPrintable(valid.error().message));
    }
};

QTEST_GUILESS_MAIN(TestExampleDraw)
#include "tst_exampledraw.moc"
