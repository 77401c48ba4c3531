// SPDX-License-Identifier: GPL-3.0-or-later
// Every model of the window under Qt's own tester, filled, changed and emptied.
#include "tests/support/contrast.h"
#include "tests/support/smallplan.h"
#include "ui/pages/compare/pairsmodel.h"
#include "ui/pages/models/modelsmodel.h"
#include "ui/pages/models/remotemodelsmodel.h"
#include "ui/pages/results/cellsmodel.h"
#include "ui/pages/run/matrixfilter.h"
#include "ui/pages/run/matrixmodel.h"
#include "ui/pages/sets/itemcommands.h"
#include "ui/pages/sets/itemsmodel.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/helppage.h"
#include "ui/shell/navigatormodel.h"
#include "ui/shell/shellactions.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>
#include <QUndoStack>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kMode = QAbstractItemModelTester::FailureReportingMode::QtTest;

run::CellResult resultOf(const run::RunPlan &plan, int cell, std::optional<run::Outcome> outcome, const QString &text = {})
{
    run::CellResult result;
    result.cell = cell;
    result.key = plan.cellKey(cell);
    result.itemKey = plan.set.items.at(result.key.item).key;
    result.outcome = outcome;
    result.text = text;
    return result;
}

} // namespace

class TestModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMatrixTellsEachRunOfChangedRowsOnce()
    {
        MatrixModel model(nullptr);
        const QAbstractItemModelTester tester(&model, kMode);
        const auto plan = std::make_shared<const run::RunPlan>(test::smallPlan(10, 2, 2));
        model.setRun(plan, {});
        QCOMPARE(model.rowCount(), 10);
        QCOMPARE(model.columnCount(), 5);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        run::LiveBatch batch;
        batch.run = plan->id;
        for (const int item : {2, 3, 4, 8}) {
            const int cell = plan->cellIndex({.version = 0, .model = 1, .item = item, .repeat = 0});
            batch.changed.append({.cell = cell, .phase = run::Phase::done, .result = resultOf(*plan, cell, run::Outcome::failed, u"wrong"_s)});
        }
        model.apply(batch);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 2);
        QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 4);
        QCOMPARE(changed.at(1).at(0).toModelIndex().row(), 8);
        QCOMPARE(model.index(3, 2).data(MatrixModel::MarkRole).toString(), u"✕"_s);
        QCOMPARE(model.index(3, 2).data(MatrixModel::TextRole).toString(), u"wrong"_s);
        QCOMPARE(model.index(3, 1).data(MatrixModel::MarkRole).toString(), QString());
    }

    void batchesOfAnotherRunAreIgnored()
    {
        MatrixModel model(nullptr);
        const auto plan = std::make_shared<const run::RunPlan>(test::smallPlan(2));
        model.setRun(plan, {});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        run::LiveBatch batch;
        batch.run = {99};
        batch.changed.append({.cell = 0, .phase = run::Phase::done, .result = resultOf(*plan, 0, run::Outcome::passed)});
        model.apply(batch);
        QCOMPARE(changed.size(), 0);
    }

    void repeatsAreStepsInsideACell()
    {
        MatrixModel model(nullptr);
        const QAbstractItemModelTester tester(&model, kMode);
        run::RunPlan repeated = test::smallPlan(3);
        repeated.repeats = 3;
        const auto plan = std::make_shared<const run::RunPlan>(repeated);
        QList<run::CellResult> cells;
        for (const auto &[repeat, outcome] : {std::pair(0, run::Outcome::passed), {1, run::Outcome::passed}, {2, run::Outcome::failed}})
            cells.append(resultOf(*plan, plan->cellIndex({.version = 0, .model = 0, .item = 1, .repeat = repeat}), outcome));
        model.setRun(plan, cells);
        QCOMPARE(model.index(1, 1).data(MatrixModel::RepeatsRole).toPoint(), QPoint(2, 3));
        QCOMPARE(model.index(1, 1).data(MatrixModel::ToneRole).toInt(), static_cast<int>(Tone::pass));
    }

    void rowsAreFilteredWhenAskedAndNotWhileTheyChange()
    {
        MatrixModel model(nullptr);
        MatrixFilter filter(nullptr);
        filter.setSourceModel(&model);
        const auto plan = std::make_shared<const run::RunPlan>(test::smallPlan(4));
        model.setRun(plan, {resultOf(*plan, 0, run::Outcome::failed), resultOf(*plan, 1, run::Outcome::passed)});
        filter.setRowFilter(RowFilter::failed);
        QCOMPARE(filter.rowCount(), 1);
        run::LiveBatch batch;
        batch.run = plan->id;
        batch.changed.append({.cell = 2, .phase = run::Phase::done, .result = resultOf(*plan, 2, run::Outcome::failed)});
        model.apply(batch);
        QCOMPARE(filter.rowCount(), 1);
        filter.setRowFilter(RowFilter::failed);
        QCOMPARE(filter.rowCount(), 2);
    }

    void modelsStandBelowTheirProviders()
    {
        ModelsModel model(nullptr);
        const QAbstractItemModelTester tester(&model, kMode);
        const auto provider = [](qint64 id, const QString &name) {
            ProviderEntry entry;
            entry.config = {.id = {id}, .name = name, .kind = u"openai"_s, .baseUrl = {}, .keySource = u"env:KEY"_s};
            return entry;
        };
        const auto modelOf = [](qint64 id, qint64 owner, const QString &name) {
            ModelEntry entry;
            entry.planned.model.id = {id};
            entry.planned.model.providerId = {owner};
            entry.planned.model.name = name;
            return entry;
        };
        QList<ProviderEntry> providers{provider(1, u"one"_s), provider(2, u"two"_s)};
        QList<ModelEntry> models{modelOf(7, 2, u"b"_s), modelOf(5, 1, u"a"_s), modelOf(8, 2, u"c"_s)};
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setEntries(providers, models);
        QCOMPARE(resets.size(), 1);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowCount(model.index(1, 0)), 2);
        QCOMPARE(model.indexOfModel(u"c"_s), model.index(1, 0, model.index(1, 0)));
        QCOMPARE(model.indexOf(provider::ModelId{5}).parent(), model.index(0, 0));
        QCOMPARE(model.index(0, 2, model.index(0, 0)).data().toString(), u"unknown"_s);
        QCOMPARE(model.index(0, 0).data(ModelsModel::KeyRole).toString(), u"looking for the key…"_s);

        // The same ones with other values are changed in place, so that the selection stays.
        providers[0].keys = {{.label = {}, .scheme = u"env"_s, .name = u"KEY"_s, .state = secrets::KeyFinding::State::missing, .reason = u"not set"_s}};
        models[2].planned.model.concurrency = 3;
        model.setEntries(providers, models);
        QCOMPARE(resets.size(), 1);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(model.index(0, 0).data(ModelsModel::KeyRole).toString(), u"env:KEY ⚠ missing"_s);
        QCOMPARE(model.index(1, 3, model.index(1, 0)).data().toString(), u"3 at once"_s);
        model.setEntries({}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void modelsOfAListAreTicked()
    {
        RemoteModelsModel model(nullptr);
        const QAbstractItemModelTester tester(&model, kMode);
        QSignalSpy ticked(&model, &RemoteModelsModel::tickedChanged);
        QList<RemoteModel> models(3);
        for (qsizetype i = 0; i < models.size(); ++i)
            models[i].listed.apiName = u"m%1"_s.arg(i);
        models[1].isHere = true;
        model.setModels(models);
        model.toggle(2);
        model.toggle(0);
        model.toggle(2);
        QCOMPARE(model.ticked().size(), 1);
        QCOMPARE(model.ticked().first().listed.apiName, u"m0"_s);
        QCOMPARE(model.index(1, 3).data().toString(), u"here already"_s);
        QCOMPARE(ticked.size(), 4);
        model.setModels({});
        QVERIFY(model.ticked().isEmpty());
    }

    void theCellsOfARunAreATable()
    {
        CellsModel model(nullptr);
        const QAbstractItemModelTester tester(&model, kMode);
        const auto plan = std::make_shared<const run::RunPlan>(test::smallPlan(3));
        model.setRun(plan, {resultOf(*plan, 0, run::Outcome::passed, u"ok"_s), resultOf(*plan, 1, {}), resultOf(*plan, 2, run::Outcome::error)});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, CellsModel::AnswerColumn).data().toString(), u"ok"_s);
        QCOMPARE(model.indexOfCell(2).row(), 2);
        model.setRun(plan, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void itemChangesCanBeUndone()
    {
        ItemsModel model(nullptr);
        const QAbstractItemModelTester tester(&model, kMode);
        model.setSet(test::smallPlan(3).set);
        QUndoStack stack;
        evalset::Item item = model.items().at(1);
        item.tags = {u"edge"_s};
        stack.push(new ReplaceItem(model, 1, item));
        QVERIFY(model.index(1, 0).data(ItemsModel::ChangedRole).toBool());
        stack.push(new RemoveItem(model, 0));
        QCOMPARE(model.rowCount(), 2);
        evalset::Item added;
        added.key = u"I-9"_s;
        stack.push(new InsertItem(model, 2, added));
        QCOMPARE(model.rowCount(), 3);
        stack.setIndex(0);
        QCOMPARE(model.rowCount(), 3);
        for (int row = 0; row < 3; ++row)
            QVERIFY(!model.index(row, 0).data(ItemsModel::ChangedRole).toBool());
    }

    void theNavigatorKeepsItsRowsWhenListsChange()
    {
        NavigatorModel model(nullptr);
        const QAbstractItemModelTester tester(&model, kMode);
        WorkspaceLists lists;
        lists.prompts = {{.id = {1}, .name = u"triage"_s, .versionCount = 2, .newest = 2}};
        lists.runs = {{.id = {3}, .state = run::RunState::running, .setName = u"s"_s, .cells = 10, .done = 5}};
        model.setLists(lists);
        const QPersistentModelIndex prompt(model.index(0, 0, model.index(0, 0, {})));
        QVERIFY(prompt.isValid());
        lists.prompts.append({.id = {2}, .name = u"other"_s, .versionCount = 1, .newest = 1});
        model.setLists(lists);
        QVERIFY(prompt.isValid());
        QCOMPARE(model.rowCount(model.index(0, 0, {})), 2);
        model.setRunProgress({3}, 0.5);
        QVERIFY(model.index(0, 0, model.index(2, 0, {})).data(NavigatorModel::NumberRole).toString().startsWith(u"50"_s));
        model.setLists({});
        QCOMPARE(model.rowCount(model.index(0, 0, {})), 0);
    }

    void regressionsComeFirst()
    {
        PairsModel model(nullptr);
        const QAbstractItemModelTester tester(&model, kMode);
        auto comparison = std::make_shared<compare::Comparison>();
        compare::ItemPair pair;
        pair.item.key = u"fixed"_s;
        comparison->fixes = {pair};
        pair.item.key = u"broken"_s;
        comparison->regressions = {pair};
        model.setComparison(comparison);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, PairsModel::ItemColumn).data().toString(), u"broken"_s);
        model.toggleSeen(model.index(0, 0));
        QVERIFY(model.index(0, 0).data(PairsModel::SeenRole).toBool());
    }

    void noTwoActionsShareAKey()
    {
        QStringList seen;
        for (const ShellActionSpec &spec : shellActions()) {
            if (spec.keys.isEmpty())
                continue;
            QVERIFY2(!seen.contains(spec.keys.toString()), qPrintable(spec.keys.toString()));
            seen.append(spec.keys.toString());
        }
    }

    void whatIsWrittenByHandIsInTheHelp_data()
    {
        QTest::addColumn<HelpTopic>("topic");
        QTest::addColumn<ShellAction>("action");
        QTest::addColumn<QStringList>("told");
        QTest::newRow("the template language") << HelpTopic::language << ShellAction::language << QStringList{u"include"_s, u"groupby"_s};
        QTest::newRow("prompt files") << HelpTopic::promptFiles << ShellAction::promptFiles << QStringList{u"responseFormat: json"_s, u"assay import"_s};
        QTest::newRow("the rules") << HelpTopic::lintRules << ShellAction::lintRules << QStringList{u"A key or password in the text"_s, u"A bare verb"_s};
    }
    void whatIsWrittenByHandIsInTheHelp()
    {
        QFETCH(const HelpTopic, topic);
        QFETCH(const ShellAction, action);
        QFETCH(const QStringList, told);
        HelpPage help(topic, nullptr);
        const QString text = help.findChild<QTextBrowser *>(u"helpTextBrowser"_s)->toPlainText();
        for (const QString &each : told)
            QVERIFY2(text.contains(each), qPrintable(each));
        QVERIFY(!text.contains(u"| --- |"));
        QVERIFY(std::ranges::any_of(shellActions(), [action](const ShellActionSpec &spec) { return spec.action == action && spec.menu == MenuId::help; }));
    }

    void thePaletteWantsEveryWord()
    {
        QVERIFY(paletteScore(u"run tri"_s, u"Run triage"_s) > 0);
        QCOMPARE(paletteScore(u"run xyz"_s, u"Run triage"_s), 0);
        QVERIFY(paletteScore(u"tri"_s, u"triage"_s) > paletteScore(u"age"_s, u"triage"_s));
    }

    void textIsReadableInBothSchemes()
    {
        for (const Scheme scheme : {Scheme::light, Scheme::dark}) {
            theme::apply(*qApp, scheme);
            const QColor base = qApp->palette().color(QPalette::Base);
            for (int tone = 0; tone <= static_cast<int>(Tone::simulated); ++tone) {
                for (const QColor &area : {base, theme::background(static_cast<Tone>(tone))}) {
                    const double contrast = test::contrast(theme::foreground(static_cast<Tone>(tone)), area);
                    QVERIFY2(contrast >= 4.5, qPrintable(u"tone %1 in scheme %2: %3"_s.arg(tone).arg(static_cast<int>(scheme)).arg(contrast)));
                }
            }
            QVERIFY(test::contrast(qApp->palette().color(QPalette::Text), theme::pairArea()) >= 4.5);
        }
    }
};

QTEST_MAIN(TestModels)
#include "tst_models.moc"
