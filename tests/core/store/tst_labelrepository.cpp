// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/labelrepository.h"
#include "core/store/evalsetrepository.h"
#include "core/store/journalrecords.h"
#include "core/store/promptrepository.h"
#include "core/store/runrepository.h"
#include "core/store/statement.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

using namespace Qt::StringLiterals;
using namespace assay;
using store::LabelMove;
using store::LabelMoveKind;
using test::sampleTime;

namespace {

run::GateVerdict passes(const run::GateEvidence &)
{
    return {.missing = {}, .advice = {}, .evidence = u"all is well"_s};
}

run::GateVerdict refuses(const run::GateEvidence &)
{
    return {.missing = {u"no run"_s, u"no luck"_s}, .advice = u"Run it."_s, .evidence = {}};
}

} // namespace

class TestLabelRepository : public QObject {
    Q_OBJECT

    std::optional<test::TemporaryStore> m_file;
    std::optional<store::LabelRepository> m_labels;
    run::RunPlan m_plan;

    auto move(int to, int minute, const QString &label = u"production"_s)
    {
        return m_labels->move({.prompt = u"triage"_s, .label = label, .to = to, .actor = u"ada"_s}, sampleTime(minute), refuses);
    }

    auto rollBack(int minute) { return m_labels->rollBack(u"triage"_s, u"production"_s, u"bob"_s, u"it broke"_s, sampleTime(minute)); }

    auto remove(int minute)
    {
        return m_labels->remove({.prompt = u"triage"_s, .label = u"production"_s, .actor = u"cy"_s, .reason = u"nobody asks"_s}, sampleTime(minute));
    }

    QString stands() { return QString::number(m_labels->list(u"triage"_s)->value(u"production"_s)); }

private Q_SLOTS:
    void init()
    {
        m_file.emplace();
        m_labels.emplace(m_file->database());
        const auto plan = test::storeSamplePlan(m_file->database());
        VERIFY_OK(plan);
        m_plan = *plan;
        VERIFY_OK(store::PromptRepository(m_file->database()).addVersion(u"triage"_s, test::sampleContent(u"third"_s), {}, 2, sampleTime()));
    }

    void aLabelMovesAndItsWayIsKept()
    {
        VERIFY_OK(move(1, 1));
        VERIFY_OK(move(2, 2));
        const auto again = move(2, 3);
        VERIFY_OK(again);
        QVERIFY(!again->has_value());
        VERIFY_OK(move(2, 4, u"draft"_s));
        VERIFY_OK(m_labels->move({.prompt = u"triage"_s, .label = u"production"_s, .to = 1, .reason = u"slow"_s}, sampleTime(5), {}));
        QCOMPARE(*m_labels->list(u"triage"_s), (QMap<QString, int>{{u"draft"_s, 2}, {u"production"_s, 1}}));
        const QList<LabelMove> expected{
            {.label = u"production"_s, .from = 2, .to = 1, .at = sampleTime(5), .reason = u"slow"_s},
            {.label = u"draft"_s, .from = std::nullopt, .to = 2, .at = sampleTime(4), .actor = u"ada"_s},
            {.label = u"production"_s, .from = 1, .to = 2, .at = sampleTime(2), .actor = u"ada"_s},
            {.label = u"production"_s, .from = std::nullopt, .to = 1, .at = sampleTime(1), .actor = u"ada"_s},
        };
        const auto history = m_labels->history(u"triage"_s);
        VERIFY_OK(history);
        QVERIFY(*history == expected);
        QCOMPARE(m_labels->history(u"triage"_s, u"draft"_s)->size(), 1);
        VERIFY_FAILS(move(9, 6), "not-found");
        VERIFY_FAILS(m_labels->move({.prompt = u"nothing"_s, .label = u"production"_s, .to = 1}, sampleTime(), {}), "not-found");
    }

    void namesThatCouldBeVersionsAreRefused()
    {
        for (const QString &name : {QString(), u"2"_s, u"latest"_s, u"a@b"_s})
            VERIFY_FAILS(move(1, 1, name), "invalid-input");
    }

    void aLabelOfAnEarlierAssayStillMovesAndIsProtected()
    {
        VERIFY_FAILS(move(1, 1, u"old one"_s), "invalid-input");
        VERIFY_FAILS(m_labels->protect(u"triage"_s, u"old one"_s, {.set = u"tickets"_s, .leastPassRate = 0.9}), "invalid-input");
        VERIFY_OK(store::write(m_file->database(), u"INSERT INTO labels (prompt_id, name, number) SELECT id, 'old one', 1 FROM prompts WHERE name = 'triage'"_s, {}));
        QCOMPARE(store::PromptRepository(m_file->database()).version({.prompt = u"triage"_s, .label = u"old one"_s})->number, 1);
        VERIFY_OK(move(2, 1, u"old one"_s));
        VERIFY_OK(m_labels->protect(u"triage"_s, u"old one"_s, {.set = u"tickets"_s, .leastPassRate = 0.9}));
    }

    void aRollbackGoesOneStepBack()
    {
        VERIFY_OK(move(1, 1));
        VERIFY_OK(move(3, 2));
        const auto back = rollBack(3);
        VERIFY_OK(back);
        QVERIFY(*back
            == (LabelMove{.label = u"production"_s, .from = 3, .to = 1, .at = sampleTime(3), .kind = LabelMoveKind::rolledBack, .actor = u"bob"_s, .reason = u"it broke"_s}));
        QCOMPARE(stands(), u"1"_s);
        QVERIFY(m_labels->history(u"triage"_s)->first() == *back);
    }

    void rollingBackTwiceGoesTwoStepsBackAndNeverForward()
    {
        for (const int to : {1, 2, 3})
            VERIFY_OK(move(to, to));
        VERIFY_OK(rollBack(4));
        QCOMPARE(stands(), u"2"_s);
        VERIFY_OK(rollBack(5));
        QCOMPARE(stands(), u"1"_s);
        VERIFY_FAILS(rollBack(6), "conflict");
        QCOMPARE(stands(), u"1"_s);
    }

    void aMoveAfterARollbackIsWhatTheNextOneTakesBack()
    {
        for (const int to : {1, 2})
            VERIFY_OK(move(to, to));
        VERIFY_OK(rollBack(3));
        VERIFY_OK(move(3, 4));
        VERIFY_OK(rollBack(5));
        QCOMPARE(stands(), u"1"_s);
        VERIFY_FAILS(rollBack(6), "conflict");
    }

    void whereARollbackGoesIsKnownBefore()
    {
        const auto target = [this] { return store::rollBackTarget(*m_labels->history(u"triage"_s, u"production"_s)); };
        QCOMPARE(target(), std::nullopt);
        VERIFY_OK(move(2, 1));
        QCOMPARE(target(), std::nullopt);
        VERIFY_OK(move(1, 2));
        VERIFY_OK(move(3, 3));
        VERIFY_OK(remove(4));
        for (const int to : {3, 1, 2}) {
            QCOMPARE(target(), std::optional(to));
            QCOMPARE(rollBack(5)->to, to);
        }
        QCOMPARE(target(), std::nullopt);
    }

    void whatNeverMovedCannotBeRolledBack()
    {
        VERIFY_FAILS(rollBack(1), "not-found");
        VERIFY_OK(move(2, 1));
        const auto back = rollBack(2);
        VERIFY_FAILS(back, "conflict");
        QVERIFY2(back.error().message.contains(u"triage@2"), qPrintable(back.error().message));
    }

    void aLabelThatIsRemovedStandsNowhereAndKeepsItsHistory()
    {
        VERIFY_FAILS(remove(1), "not-found");
        VERIFY_OK(move(1, 1));
        VERIFY_OK(move(2, 2));
        const auto gone = remove(3);
        VERIFY_OK(gone);
        const LabelMove expected{
            .label = u"production"_s, .from = 2, .to = 0, .at = sampleTime(3), .kind = LabelMoveKind::removed, .actor = u"cy"_s, .reason = u"nobody asks"_s};
        QVERIFY(*gone == expected);
        QVERIFY(m_labels->list(u"triage"_s)->isEmpty());
        VERIFY_FAILS(store::PromptRepository(m_file->database()).version({.prompt = u"triage"_s, .label = u"production"_s}), "not-found");
        QVERIFY(m_labels->history(u"triage"_s)->first() == expected);
        QCOMPARE(m_labels->history(u"triage"_s)->size(), 3);
        VERIFY_FAILS(remove(4), "not-found");
    }

    void whatWasRemovedIsSaidToBe()
    {
        store::PromptRepository prompts(m_file->database());
        const auto asked = [&](const QString &label) { return prompts.version({.prompt = u"triage"_s, .label = label}).error().describe(); };
        QVERIFY2(asked(u"production"_s).contains(u"There are no labels of triage yet"_s), qPrintable(asked(u"production"_s)));
        VERIFY_OK(move(1, 1));
        VERIFY_OK(move(2, 2));
        QCOMPARE(*m_labels->removed(u"triage"_s), (QMap<QString, int>()));
        VERIFY_OK(remove(3));
        QCOMPARE(*m_labels->removed(u"triage"_s), (QMap<QString, int>{{u"production"_s, 2}}));
        QCOMPARE(asked(u"production"_s), u"The label \"triage@production\" was removed; it stood on triage@2. A rollback puts it back there."_s);
        QCOMPARE(remove(4).error().message, prompts.version({.prompt = u"triage"_s, .label = u"production"_s}).error().message);
        QVERIFY2(asked(u"draft"_s).endsWith(u"Those that triage had were removed: production. A rollback puts one back."_s), qPrintable(asked(u"draft"_s)));
        VERIFY_OK(move(3, 5, u"draft"_s));
        QVERIFY2(asked(u"staging"_s).endsWith(u"The labels of triage here are: draft."_s), qPrintable(asked(u"staging"_s)));
        VERIFY_OK(rollBack(6));
        QCOMPARE(*m_labels->removed(u"triage"_s), (QMap<QString, int>()));
    }

    void aRollbackBringsBackALabelThatWasRemoved()
    {
        VERIFY_OK(move(1, 1));
        VERIFY_OK(move(2, 2));
        VERIFY_OK(remove(3));
        const auto back = rollBack(4);
        VERIFY_OK(back);
        QVERIFY(*back == (LabelMove{.label = u"production"_s, .from = std::nullopt, .to = 2, .at = sampleTime(4), .kind = LabelMoveKind::rolledBack, .actor = u"bob"_s, .reason = u"it broke"_s}));
        VERIFY_OK(rollBack(5));
        QCOMPARE(stands(), u"1"_s);
        VERIFY_FAILS(rollBack(6), "conflict");
        VERIFY_OK(remove(7));
        VERIFY_OK(rollBack(8));
        QCOMPARE(stands(), u"1"_s);
    }

    void aLabelThatWasRemovedAndSetAnewRollsBackToWhereItStoodBefore()
    {
        VERIFY_OK(move(1, 1));
        VERIFY_OK(move(2, 2));
        VERIFY_OK(remove(3));
        VERIFY_OK(move(2, 4));
        VERIFY_OK(rollBack(5));
        QCOMPARE(stands(), u"1"_s);
        VERIFY_OK(remove(6));
        VERIFY_OK(move(3, 7));
        VERIFY_OK(rollBack(8));
        QCOMPARE(stands(), u"1"_s);
    }

    void aProtectedLabelIsRemovedByForceAlone()
    {
        VERIFY_OK(move(1, 1));
        const run::LabelGate gate{.set = u"tickets"_s, .leastPassRate = 0.9};
        VERIFY_OK(m_labels->protect(u"triage"_s, u"production"_s, gate));
        const auto held = remove(2);
        VERIFY_FAILS(held, "conflict");
        QVERIFY2(held.error().message.contains(u"triage@production"), qPrintable(held.error().message));
        QCOMPARE(stands(), u"1"_s);
        store::LabelOrder order{.prompt = u"triage"_s, .label = u"production"_s, .isForced = true};
        VERIFY_FAILS(m_labels->remove(order, sampleTime(3)), "invalid-input");
        order.reason = u"it leaks"_s;
        const auto forced = m_labels->remove(order, sampleTime(3));
        VERIFY_OK(forced);
        QCOMPARE(forced->kind, LabelMoveKind::removed);
        QCOMPARE(m_labels->history(u"triage"_s)->first().evidence, u"it was protected"_s);
        // What protects it stays for whoever sets it anew.
        QCOMPARE(m_labels->gates(u"triage"_s)->value(u"production"_s), gate);
        VERIFY_FAILS(move(2, 4), "conflict");
        VERIFY_OK(rollBack(5));
        QVERIFY(*m_labels->unprotect(u"triage"_s, u"production"_s));
        VERIFY_OK(remove(6));
    }

    void aProtectedLabelMovesOnlyThroughItsGate()
    {
        VERIFY_OK(move(1, 1));
        VERIFY_OK(m_labels->protect(u"triage"_s, u"production"_s, {.set = u"tickets"_s, .leastPassRate = 0.9}));
        const auto held = move(2, 2);
        VERIFY_FAILS(held, "conflict");
        QVERIFY2(held.error().message.contains(u"no run; no luck"), qPrintable(held.error().message));
        QCOMPARE(held.error().hint, u"Run it."_s);
        QCOMPARE(stands(), u"1"_s);
        VERIFY_FAILS(m_labels->move({.prompt = u"triage"_s, .label = u"production"_s, .to = 2}, sampleTime(2), {}), "conflict");
        VERIFY_OK(m_labels->move({.prompt = u"triage"_s, .label = u"production"_s, .to = 2}, sampleTime(2), passes));
        QCOMPARE(stands(), u"2"_s);
        QCOMPARE(m_labels->history(u"triage"_s)->first().evidence, u"all is well"_s);
        // Back to where it stood is always open, and so are other labels.
        VERIFY_OK(rollBack(3));
        VERIFY_OK(move(3, 4, u"draft"_s));
        QVERIFY(*m_labels->unprotect(u"triage"_s, u"production"_s));
        QVERIFY(!*m_labels->unprotect(u"triage"_s, u"production"_s));
        VERIFY_OK(move(3, 5));
    }

    void aLabelIsForcedOnlyWithAReasonThatIsKept()
    {
        VERIFY_OK(m_labels->protect(u"triage"_s, u"production"_s, {.set = u"tickets"_s, .leastPassRate = 0.9}));
        store::LabelOrder order{.prompt = u"triage"_s, .label = u"production"_s, .to = 1, .actor = u"ada"_s, .reason = u" "_s, .isForced = true};
        VERIFY_FAILS(m_labels->move(order, sampleTime(1), refuses), "invalid-input");
        order.reason = u"the old one leaks"_s;
        const auto forced = m_labels->move(order, sampleTime(1), refuses);
        VERIFY_OK(forced);
        QVERIFY(**forced
            == (LabelMove{.label = u"production"_s,
                .from = std::nullopt,
                .to = 1,
                .at = sampleTime(1),
                .kind = LabelMoveKind::forced,
                .actor = u"ada"_s,
                .reason = u"the old one leaks"_s,
                .evidence = u"no run; no luck"_s}));
        // Where the gate lets it pass there was nothing to force.
        order.to = 2;
        QCOMPARE((*m_labels->move(order, sampleTime(2), passes))->kind, LabelMoveKind::moved);
    }

    void gatesAreCheckedAndKept()
    {
        const run::LabelGate gate{.set = u"tickets"_s, .leastPassRate = 0.85};
        VERIFY_OK(m_labels->protect(u"triage"_s, u"production"_s, gate));
        QCOMPARE(*m_labels->gates(u"triage"_s), (QMap<QString, run::LabelGate>{{u"production"_s, gate}}));
        VERIFY_FAILS(m_labels->protect(u"triage"_s, u"production"_s, {.set = u"none"_s, .leastPassRate = 0.5}), "not-found");
        for (const double rate : {-0.1, 1.1, qQNaN()})
            VERIFY_FAILS(m_labels->protect(u"triage"_s, u"production"_s, {.set = u"tickets"_s, .leastPassRate = rate}), "invalid-input");
        VERIFY_FAILS(m_labels->protect(u"triage"_s, u"latest"_s, gate), "invalid-input");
        QCOMPARE(m_labels->gates(u"triage"_s)->value(u"production"_s), gate);
    }

    void theNewestFinishedRunIsTheEvidence()
    {
        VERIFY_OK(m_labels->protect(u"triage"_s, u"production"_s, {.set = u"tickets"_s, .leastPassRate = 0.5}));
        VERIFY_OK(move(1, 1, u"draft"_s));
        auto &database = m_file->database();
        QVERIFY(!m_labels->evidence(u"triage"_s, u"draft"_s, 2)->has_value());
        const auto none = m_labels->evidence(u"triage"_s, u"production"_s, 2);
        VERIFY_OK(none);
        QVERIFY(!(*none)->candidateRun);
        QVERIFY((*none)->current.isEmpty());
        QCOMPARE((*none)->setRevision, 1);

        const auto unfinished = store::RunRepository(database).create(m_plan);
        VERIFY_OK(unfinished);
        QVERIFY(!(*m_labels->evidence(u"triage"_s, u"production"_s, 2))->candidateRun);
        VERIFY_OK(store::recordRunState(database, unfinished->id, run::RunState::finished, {}, sampleTime(9)));
        run::RunPlan alone = m_plan;
        alone.versions = {m_plan.versions.at(0)};
        alone.baseline.reset();
        const auto later = store::RunRepository(database).create(alone);
        VERIFY_OK(later);
        VERIFY_OK(store::recordRunState(database, later->id, run::RunState::finished, {}, sampleTime(10)));
        VERIFY_OK(m_labels->move({.prompt = u"triage"_s, .label = u"production"_s, .to = 1}, sampleTime(), passes));

        const auto found = m_labels->evidence(u"triage"_s, u"production"_s, 2);
        VERIFY_OK(found);
        QCOMPARE((*found)->candidate, u"triage@2"_s);
        QCOMPARE((*found)->current, u"triage@1"_s);
        QCOMPARE((*found)->candidateRun->plan.id, unfinished->id);
        QCOMPARE((*found)->candidateRun->version, 1);
        // The run that has both is the better one to compare within, though a newer has one of them.
        QCOMPARE((*found)->currentRun->plan.id, unfinished->id);
        QCOMPARE((*found)->currentRun->version, 0);

        evalset::EvalSet changed = test::sampleSet(2);
        VERIFY_OK(store::EvalSetRepository(database).save(changed, sampleTime(11)));
        const auto outdated = m_labels->evidence(u"triage"_s, u"production"_s, 2);
        QCOMPARE((*outdated)->setRevision, 2);
        QVERIFY(!(*outdated)->candidateRun);
    }
};

QTEST_GUILESS_MAIN(TestLabelRepository)
#include "tst_labelrepository.moc"
