// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/comparability.h"
#include "core/compare/comparison.h"
#include "core/compare/fromrun.h"

#include <QTest>

using namespace assay;
using namespace assay::compare;
using namespace Qt::StringLiterals;

namespace {

run::RunPlan plan()
{
    run::RunPlan plan;
    for (const int number : {3, 4}) {
        prompt::Version version;
        version.promptName = u"triage"_s;
        version.number = number;
        plan.versions.append(version);
    }
    for (const QString &name : {u"sim-small"_s, u"sim-large"_s}) {
        run::PlannedModel model;
        model.model.name = name;
        model.provider.kind = name == u"sim-small"_s ? u"simulated"_s : u"openai-compatible"_s;
        plan.models.append(model);
    }
    plan.set.name = u"support-triage"_s;
    plan.set.revision = 3;
    for (const QString &key : {u"T-001"_s, u"T-002"_s, u"T-003"_s}) {
        evalset::Item item;
        item.key = key;
        item.tags = {u"edge"_s};
        item.group = u"one"_s;
        item.weight = 2;
        plan.set.items.append(item);
    }
    return plan;
}

/// Version 4 passes everything, version 3 nothing.
QList<run::CellResult> cells(const run::RunPlan &plan)
{
    QList<run::CellResult> cells;
    for (int version = 0; version < 2; ++version) {
        for (int model = 0; model < 2; ++model) {
            for (int item = 0; item < 3; ++item) {
                run::CellResult cell;
                cell.key = {.version = version, .model = model, .item = item, .repeat = 0};
                cell.itemKey = plan.set.items.at(item).key;
                cell.outcome = version == 1 ? run::Outcome::passed : run::Outcome::failed;
                cells.append(cell);
            }
        }
    }
    return cells;
}

} // namespace

class TestFromRun : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyModelIsAComparison()
    {
        const run::RunPlan run = plan();
        const QList<ComparisonInput> inputs = comparisonInputs(run, cells(run), 0, 1, 0.03);
        QCOMPARE(inputs.size(), 2);
        QCOMPARE(inputs.at(0).model, u"sim-small"_s);
        QVERIFY(inputs.at(0).isSimulated);
        QVERIFY(!inputs.at(1).isSimulated);
        QCOMPARE(inputs.at(1).baseline.label, u"triage@3"_s);
        QCOMPARE(inputs.at(1).candidate.label, u"triage@4"_s);
        QCOMPARE(inputs.at(1).candidate.cells.size(), 3);
        QCOMPARE(*inputs.at(1).margin, 0.03);
        QCOMPARE(inputs.at(0).items.at(1), (ComparedItem{.key = u"T-002"_s, .tags = {u"edge"_s}, .weight = 2, .group = u"one"_s}));
        QCOMPARE(compareSides(inputs.at(0)).evidence.table, (stats::PairedTable{0, 0, 3, 0}));
    }

    void twoModelsAreNamedByTheLabels()
    {
        const run::RunPlan run = plan();
        const auto done = cells(run);
        const ComparisonInput input = comparisonInput({run, done, 1, 1}, {run, done, 1, 0});
        QCOMPARE(input.baseline.label, u"triage@4 on sim-large"_s);
        QCOMPARE(input.candidate.label, u"triage@4 on sim-small"_s);
        QVERIFY(input.model.isEmpty());
        QVERIFY(input.isSimulated);
    }

    void changedItemsOrAssertionsAreNotComparable()
    {
        const run::RunPlan before = plan();
        run::RunPlan after = plan();
        const auto done = cells(before);
        QVERIFY(whyNotComparable(comparisonInput({before, done, 0, 0}, {after, done, 1, 0})).isEmpty());
        after.set.items[1].assertions.append({.type = u"contains"_s, .negated = false, .value = Json("x"), .threshold = {}, .weight = 1, .metric = {}});
        QCOMPARE(whyNotComparable(comparisonInput({before, done, 0, 0}, {after, done, 1, 0})), QStringList{u"their items or assertions differ"_s});
        after = plan();
        after.set.defaultAssertions.append({.type = u"is-json"_s, .negated = false, .value = Json::null(), .threshold = {}, .weight = 1, .metric = {}});
        QVERIFY(!whyNotComparable(comparisonInput({before, done, 0, 0}, {after, done, 1, 0})).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFromRun)
#include "tst_fromrun.moc"
