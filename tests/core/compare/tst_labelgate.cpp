// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/labelgate.h"

#include <QTest>

using namespace assay;
using namespace assay::compare;
using namespace Qt::StringLiterals;

namespace {

prompt::Version version(int number)
{
    prompt::Version version;
    version.id = {number};
    version.promptName = u"triage"_s;
    version.number = number;
    return version;
}

run::PlannedModel model(const QString &name, bool isSimulated = false)
{
    run::PlannedModel model;
    model.model.name = name;
    model.provider.kind = isSimulated ? u"simulated"_s : u"openai"_s;
    return model;
}

/// One text a column: P passed, F failed, E error; the item of a '.' was left out of the run.
run::GateRun gateRun(qint64 id, int wanted, const QList<std::pair<int, QString>> &columns, const QList<run::PlannedModel> &models = {model(u"small"_s)})
{
    run::GateRun made;
    made.plan.id = {id};
    made.plan.set.name = u"tickets"_s;
    made.plan.set.revision = 4;
    made.plan.models = models;
    const QString first = columns.first().second;
    for (qsizetype i = 0; i < first.size(); ++i) {
        evalset::Item item;
        item.key = u"T-%1"_s.arg(i);
        if (first.at(i) != u'.')
            made.plan.set.items.append(item);
    }
    for (qsizetype column = 0; column < columns.size(); ++column) {
        const auto &[number, outcomes] = columns.at(column);
        const int versionIndex = static_cast<int>(column / models.size());
        if (made.plan.versions.size() <= versionIndex)
            made.plan.versions.append(version(number));
        if (number == wanted)
            made.version = versionIndex;
        int place = 0;
        for (qsizetype i = 0; i < outcomes.size(); ++i) {
            if (outcomes.at(i) == u'.')
                continue;
            run::CellResult cell;
            cell.key = {.version = versionIndex, .model = static_cast<int>(column % models.size()), .item = place++, .repeat = 0};
            cell.itemKey = u"T-%1"_s.arg(i);
            cell.outcome = outcomes.at(i) == u'P' ? run::Outcome::passed : outcomes.at(i) == u'F' ? run::Outcome::failed : run::Outcome::error;
            made.cells.append(cell);
        }
    }
    return made;
}

run::GateEvidence evidenceOf(double rate, const QString &current = u"triage@5"_s)
{
    return {.gate = {.set = u"tickets"_s, .leastPassRate = rate}, .candidate = u"triage@7"_s, .current = current, .setRevision = 4};
}

QString times(QChar outcome, int count)
{
    return QString(count, outcome);
}

} // namespace

class TestLabelGate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutARunItSaysWhichToMake()
    {
        const run::GateVerdict verdict = judgeGate(evidenceOf(0.9));
        QCOMPARE(verdict.missing, QStringList{u"there is no finished run of triage@7 on tickets r4"_s});
        QVERIFY2(verdict.advice.contains(u"assay run FILE --set tickets --prompt triage@5 --prompt triage@7 --model MODEL"), qPrintable(verdict.advice));
        QVERIFY2(judgeGate(evidenceOf(0.9, {})).advice.contains(u"Run triage@7 on it"), qPrintable(judgeGate(evidenceOf(0.9, {})).advice));
    }

    void aNewLabelNeedsTheRateAlone_data()
    {
        QTest::addColumn<int>("passed");
        QTest::addColumn<int>("failed");
        QTest::addColumn<bool>("passes");
        QTest::newRow("above") << 19 << 1 << true;
        QTest::newRow("the rate itself") << 18 << 2 << true;
        QTest::newRow("just below") << 17 << 2 << false;
        QTest::newRow("nothing passed") << 0 << 20 << false;
    }

    void aNewLabelNeedsTheRateAlone()
    {
        QFETCH(const int, passed);
        QFETCH(const int, failed);
        run::GateEvidence evidence = evidenceOf(0.9, {});
        evidence.candidateRun = gateRun(3, 7, {{7, times(u'P', passed) + times(u'F', failed)}});
        QTEST(judgeGate(evidence).passes(), "passes");
    }

    void aRateThatIsTooLowIsTold()
    {
        run::GateEvidence evidence = evidenceOf(0.9, {});
        evidence.candidateRun = gateRun(3, 7, {{7, times(u'P', 17) + times(u'F', 3)}}, {model(u"sim-small"_s, true)});
        const run::GateVerdict verdict = judgeGate(evidence);
        QCOMPARE(verdict.missing, QStringList{u"its pass rate of 85 % (17 of 20) on sim-small (simulated) is below 90 %"_s});
        QCOMPARE(verdict.evidence, u"run #3 on tickets r4: 85 % (17 of 20) on sim-small (simulated)"_s);
        QVERIFY2(verdict.advice.contains(u"run #3"), qPrintable(verdict.advice));
    }

    void everyModelMustReachTheRate()
    {
        run::GateEvidence evidence = evidenceOf(0.9, {});
        evidence.candidateRun = gateRun(3, 7, {{7, times(u'P', 20)}, {7, times(u'P', 10) + times(u'F', 10)}}, {model(u"large"_s), model(u"small"_s)});
        QCOMPARE(judgeGate(evidence).missing, QStringList{u"its pass rate of 50 % (10 of 20) on small is below 90 %"_s});
    }

    void answersThatAreMissingAreNoPasses()
    {
        run::GateEvidence evidence = evidenceOf(0.5, {});
        evidence.candidateRun = gateRun(3, 7, {{7, times(u'P', 48) + times(u'E', 2)}});
        QCOMPARE(judgeGate(evidence).missing, QStringList{u"2 of 50 cells on small have no grade in run #3"_s});
        evidence.candidateRun = gateRun(3, 7, {{7, times(u'P', 49) + times(u'E', 1)}});
        QVERIFY(judgeGate(evidence).passes());
        evidence.candidateRun = gateRun(3, 7, {{7, times(u'E', 10)}});
        QCOMPARE(judgeGate(evidence).missing.size(), 1);
    }

    void aSignificantRegressionHoldsItBack()
    {
        run::GateEvidence evidence = evidenceOf(0.5);
        // 12 items got worse and 2 better: mid-p of McNemar's test is 0.0074 by 2 · (P(X ≤ 1) + P(X = 2) / 2) with X binomial, n 14.
        const QString before = times(u'P', 80) + times(u'P', 12) + times(u'F', 2);
        const QString after = times(u'P', 80) + times(u'F', 12) + times(u'P', 2);
        evidence.candidateRun = gateRun(3, 7, {{5, before}, {7, after}});
        evidence.currentRun = gateRun(3, 5, {{5, before}, {7, after}});
        const run::GateVerdict verdict = judgeGate(evidence);
        QCOMPARE(verdict.missing, QStringList{u"a significant regression against triage@5: 12 regressions, 2 fixes, p = 0.0074 on small"_s});
    }

    void aDifferenceThatMayBeChanceDoesNot()
    {
        run::GateEvidence evidence = evidenceOf(0.5);
        const QString before = times(u'P', 80) + times(u'P', 6) + times(u'F', 4);
        const QString after = times(u'P', 80) + times(u'F', 6) + times(u'P', 4);
        evidence.candidateRun = gateRun(3, 7, {{7, after}});
        evidence.currentRun = gateRun(2, 5, {{5, before}});
        const run::GateVerdict verdict = judgeGate(evidence);
        QVERIFY2(verdict.passes(), qPrintable(verdict.missing.join(u"; "_s)));
        QVERIFY2(verdict.evidence.contains(u"against triage@5 no difference seen: 6 regressions, 4 fixes"), qPrintable(verdict.evidence));
    }

    void severalModelsShareOneLevel()
    {
        // 6 to nothing alone has a mid-p of 0.0156; of four models Holm asks for a quarter of the level.
        run::GateEvidence evidence = evidenceOf(0.5);
        const QString before = times(u'P', 100);
        const QString worse = times(u'P', 94) + times(u'F', 6);
        const QList<run::PlannedModel> models{model(u"a"_s), model(u"b"_s), model(u"c"_s), model(u"d"_s)};
        evidence.candidateRun = gateRun(3, 7, {{7, worse}, {7, before}, {7, before}, {7, before}}, models);
        evidence.currentRun = gateRun(2, 5, {{5, before}, {5, before}, {5, before}, {5, before}}, models);
        QVERIFY(judgeGate(evidence).passes());
        evidence.candidateRun = gateRun(3, 7, {{7, worse}}, {models.first()});
        evidence.currentRun = gateRun(2, 5, {{5, before}}, {models.first()});
        QVERIFY(!judgeGate(evidence).passes());
    }

    void whereItStandsNeedsARunToo()
    {
        run::GateEvidence evidence = evidenceOf(0.5);
        evidence.candidateRun = gateRun(3, 7, {{7, times(u'P', 20)}});
        const run::GateVerdict verdict = judgeGate(evidence);
        QCOMPARE(verdict.missing, QStringList{u"there is no finished run of triage@5, where it stands, on tickets r4 to compare with"_s});
        QVERIFY2(verdict.advice.contains(u"--prompt triage@5 --prompt triage@7"), qPrintable(verdict.advice));
        evidence.currentRun = gateRun(2, 5, {{5, times(u'P', 20)}}, {model(u"other"_s)});
        QCOMPARE(judgeGate(evidence).missing, QStringList{u"triage@5 ran on none of the models of run #3, so that nothing can be compared"_s});
    }

    void onlyItemsOfBothRunsAreCompared()
    {
        // The candidate draws the first two as examples, so its run left them out.
        run::GateEvidence evidence = evidenceOf(0.5);
        evidence.candidateRun = gateRun(3, 7, {{7, u".."_s + times(u'P', 20)}});
        evidence.currentRun = gateRun(2, 5, {{5, times(u'P', 22)}});
        const run::GateVerdict verdict = judgeGate(evidence);
        QVERIFY2(verdict.passes(), qPrintable(verdict.missing.join(u"; "_s)));
    }
};

QTEST_GUILESS_MAIN(TestLabelGate)
#include "tst_labelgate.moc"
