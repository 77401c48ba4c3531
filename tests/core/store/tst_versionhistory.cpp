// SPDX-License-Identifier: GPL-3.0-or-later
// Who used a version, and runs that leave items out.
#include "core/run/exampledraw.h"
#include "core/store/evalsetrepository.h"
#include "core/store/journalrecords.h"
#include "core/store/modelrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/runrepository.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

using namespace Qt::StringLiterals;
using namespace assay;
using run::Outcome;

namespace {

Result<void> end(store::Database &database, run::RunId run, int cell, Outcome outcome)
{
    return store::recordCellEnded(database, run, test::sampleEnd(cell, outcome));
}

QString shown(const store::ColumnHistory &column)
{
    return u"#%1 %2@%3 r%4 %5%6: %7 %8 %9"_s.arg(QString::number(column.run.value), column.setName, QString::number(column.version), QString::number(column.setRevision), column.model,
        column.isSimulated ? u"~"_s : QString(), QString::number(column.totals.passed), QString::number(column.totals.failed), QString::number(column.totals.cells));
}

QStringList shown(const Result<QList<store::ColumnHistory>> &history)
{
    QStringList lines;
    for (const store::ColumnHistory &column : history.value_or(QList<store::ColumnHistory>()))
        lines.append(shown(column));
    return lines;
}

} // namespace

class TestVersionHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyColumnOfEveryRunIsTold()
    {
        test::TemporaryStore file;
        const auto sample = test::storeSamplePlan(file.database());
        VERIFY_OK(sample);
        store::RunRepository runs(file.database());
        QVERIFY(runs.history(u"triage"_s)->isEmpty());
        const auto first = runs.create(*sample);
        VERIFY_OK(first);
        for (int cell = 0; cell < first->cellCount(); ++cell) {
            const run::CellKey key = first->cellKey(cell);
            const bool isPassed = key.version == 1 || key.item == 0;
            if (key.model == 0 || key.item < 2)
                VERIFY_OK(end(file.database(), first->id, cell, isPassed ? Outcome::passed : Outcome::failed));
        }
        run::RunPlan alone = *sample;
        alone.versions = {sample->versions.at(1)};
        alone.models = {sample->models.at(1)};
        alone.repeats = 2;
        alone.baseline.reset();
        const auto second = runs.create(alone);
        VERIFY_OK(second);
        VERIFY_OK(end(file.database(), second->id, 5, Outcome::error));

        // The sample's two models: one simulated, one not.
        const QString simulated = sample->models.at(0).model.name;
        const QString real = sample->models.at(1).model.name;
        const QStringList expected{u"#2 tickets@2 r1 %1: 0 0 6"_s.arg(real), u"#1 tickets@1 r1 %1~: 1 2 3"_s.arg(simulated), u"#1 tickets@1 r1 %1: 1 1 3"_s.arg(real),
            u"#1 tickets@2 r1 %1~: 3 0 3"_s.arg(simulated), u"#1 tickets@2 r1 %1: 2 0 3"_s.arg(real)};
        QCOMPARE(shown(runs.history(u"triage"_s)), expected);
        QCOMPARE(runs.history(u"triage"_s)->first().totals.errors, 1);
        QCOMPARE(runs.history(u"triage"_s)->at(1).at, sample->createdAt);
        QCOMPARE(shown(runs.history(u"triage"_s, 1)), expected.sliced(1, 2));
        QCOMPARE(shown(runs.history(u"triage"_s, 2, 1)), expected.first(1));
        VERIFY_FAILS(runs.history(u"nothing"_s), "not-found");
    }

    void aRunKeepsWhatItLeavesOut()
    {
        test::TemporaryStore file;
        auto sample = test::storeSamplePlan(file.database(), 5);
        VERIFY_OK(sample);
        store::PromptRepository prompts(file.database());
        prompt::Content content = test::sampleContent(u"with examples"_s);
        const evalset::Item drawn = sample->set.items.at(1);
        content.examples = prompt::ExampleDraw{.set = u"tickets"_s, .tag = u"hard"_s, .count = 1, .drawn = {{.key = drawn.key, .variables = drawn.variables, .answer = u"x"_s}}};
        const auto version = prompts.addVersion(u"triage"_s, content, {}, {}, test::sampleTime());
        VERIFY_OK(version);
        sample->versions.append(*version);
        run::takeSet(*sample, *store::EvalSetRepository(file.database()).load(u"tickets"_s));
        QCOMPARE(sample->leftOut, QStringList{drawn.key});
        store::RunRepository runs(file.database());
        const auto made = runs.create(*sample);
        VERIFY_OK(made);
        QCOMPARE(made->cellCount(), 4 * 3 * 2);

        file.reopen();
        store::RunRepository again(file.database());
        const auto plan = again.plan(made->id);
        VERIFY_OK(plan);
        QVERIFY(*plan == *made);
        const int last = plan->cellIndex({.version = 2, .model = 1, .item = 3, .repeat = 0});
        QCOMPARE(last, plan->cellCount() - 1);
        VERIFY_OK(store::recordAttemptStarted(file.database(), made->id, test::sentAttempt(last)));
        VERIFY_OK(store::recordAttemptAnswered(file.database(), made->id, test::answeredAttempt(last), test::sampleResponse(last)));
        VERIFY_OK(end(file.database(), made->id, last, Outcome::passed));
        const auto cells = again.cells(made->id);
        VERIFY_OK(cells);
        QCOMPARE(cells->size(), 24);
        QCOMPARE(cells->last().itemKey, plan->set.items.last().key);
        for (const run::CellResult &cell : *cells)
            QVERIFY(cell.itemKey != drawn.key);
        QCOMPARE(again.history(u"triage"_s, 3)->last().totals.passed, 1);
        QCOMPARE(again.spentByModel(made->id)->last(), *again.spent(made->id));
        const auto speeds = store::ModelRepository(file.database()).seenSpeeds();
        VERIFY_OK(speeds);
        QCOMPARE(speeds->keys(), QList<qint64>{plan->models.at(1).model.id.value});
        QVERIFY(again.experience(*plan)->outputTokensByModel.contains(plan->models.at(1).model.name));
        QVERIFY(!again.experience(*plan)->outputTokensByModel.contains(plan->models.at(0).model.name));
    }

    void aSetThatIsNotWholeIsNotOfThisWorkspace()
    {
        test::TemporaryStore file;
        auto sample = test::storeSamplePlan(file.database(), 5);
        VERIFY_OK(sample);
        sample->set.items.removeLast();
        VERIFY_FAILS(store::RunRepository(file.database()).create(*sample), "not-found");
    }
};

QTEST_GUILESS_MAIN(TestVersionHistory)
#include "tst_versionhistory.moc"
