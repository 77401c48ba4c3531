// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journalrecords.h"
#include "core/store/modelrepository.h"
#include "core/store/runrepository.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

using namespace Qt::StringLiterals;
using namespace assay;
using run::Outcome;
using test::answeredAttempt;
using test::failedAttempt;
using test::sampleEnd;
using test::sampleResponse;
using test::sentAttempt;

namespace {

struct StoredRun {
    test::TemporaryStore file;
    run::RunPlan plan;

    explicit StoredRun(int repeats = 1)
    {
        const auto planned = test::storeSamplePlan(file.database(), 3, repeats);
        const auto made = planned.and_then([&](const run::RunPlan &sample) { return store::RunRepository(file.database()).create(sample); });
        if (!made)
            qFatal("%s", qPrintable(made.error().describe()));
        plan = *made;
    }
    store::Database &database() { return file.database(); }
    store::RunRepository runs() { return store::RunRepository(file.database()); }

    Result<void> answer(int cell, int attempt = 1)
    {
        return store::recordAttemptStarted(database(), plan.id, sentAttempt(cell, attempt)).and_then([&] {
            return store::recordAttemptAnswered(database(), plan.id, answeredAttempt(cell, attempt), sampleResponse(cell, attempt));
        });
    }
    Result<void> failOnce(int cell, int attempt = 1)
    {
        return store::recordAttemptStarted(database(), plan.id, sentAttempt(cell, attempt)).and_then([&] {
            return store::recordAttemptFailed(database(), plan.id, failedAttempt(cell, attempt));
        });
    }
    Result<void> end(int cell, Outcome outcome) { return store::recordCellEnded(database(), plan.id, sampleEnd(cell, outcome)); }
};

} // namespace

class TestRunRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlanIsMadeAgainDigitForDigit()
    {
        StoredRun stored(2);
        QCOMPARE(stored.plan.cellCount(), 24);
        stored.file.reopen();
        const auto again = stored.runs().plan(stored.plan.id);
        VERIFY_OK(again);
        QVERIFY(*again == stored.plan);
        QCOMPARE(again->order(), stored.plan.order());
    }

    void aRunKeepsTheConfigurationItWasMadeWith()
    {
        StoredRun stored;
        provider::ModelConfig model = stored.plan.models.at(0).model;
        model.apiName = u"something-else"_s;
        model.price.reset();
        VERIFY_OK(store::ModelRepository(stored.database()).saveModel(model));
        QVERIFY(*stored.runs().plan(stored.plan.id) == stored.plan);
    }

    void plansOfOtherWorkspacesAreRefused()
    {
        StoredRun stored;
        run::RunPlan plan = stored.plan;
        plan.versions[1].contentHash = QString(64, u'0');
        VERIFY_FAILS(stored.runs().create(plan), "not-found");
        plan = stored.plan;
        plan.set.revisionId = {99};
        VERIFY_FAILS(stored.runs().create(plan), "not-found");
        QCOMPARE(stored.runs().list()->size(), 1);
    }

    void aNewRunHasAllItsCellsOpen()
    {
        StoredRun stored(2);
        const auto cells = stored.runs().cells(stored.plan.id);
        VERIFY_OK(cells);
        QCOMPARE(cells->size(), 24);
        for (int cell = 0; cell < 24; ++cell) {
            QCOMPARE(cells->at(cell).cell, cell);
            QVERIFY(cells->at(cell).key == stored.plan.cellKey(cell));
            QCOMPARE(cells->at(cell).itemKey, stored.plan.set.items.at(cells->at(cell).key.item).key);
            QVERIFY(!cells->at(cell).outcome && !cells->at(cell).usage && !cells->at(cell).cost && !cells->at(cell).latency);
        }
        const auto progress = stored.runs().progress(stored.plan.id);
        VERIFY_OK(progress);
        QCOMPARE(progress->size(), 24);
        QCOMPARE(progress->at(7).attempts, 0);
    }

    void aCellComesBackWithEverythingThatWasMadeForIt()
    {
        StoredRun stored;
        VERIFY_OK(stored.failOnce(5));
        VERIFY_OK(stored.answer(5, 2));
        VERIFY_OK(stored.end(5, Outcome::failed));
        stored.file.reopen();
        const auto detail = stored.runs().cell(stored.plan.id, 5);
        VERIFY_OK(detail);
        QVERIFY(detail->response == sampleResponse(5, 2));
        QVERIFY(detail->attempts == (QList{failedAttempt(5), answeredAttempt(5, 2)}));
        QVERIFY(detail->grades == sampleEnd(5, Outcome::failed).grades);
        const run::CellResult &result = detail->result;
        QCOMPARE(result.outcome, std::optional(Outcome::failed));
        QCOMPARE(result.score, 0.5);
        QCOMPARE(result.reason, u"It says \"sorry\"."_s);
        QCOMPARE(result.attempts, 2);
        QVERIFY(result.usage == sampleResponse(5).completion.usage);
        QVERIFY(result.cost == answeredAttempt(5).cost);
        QVERIFY(result.latency == sampleResponse(5).latency);
        QCOMPARE(result.text, sampleResponse(5).completion.text);
        VERIFY_FAILS(stored.runs().cell(stored.plan.id, 12), "not-found");
        VERIFY_FAILS(stored.runs().cell({99}, 0), "not-found");
    }

    void theAnswersInAListAreCutAndInADetailWhole()
    {
        StoredRun stored;
        run::Response longOne = sampleResponse(0);
        longOne.completion.text = u"🚚"_s.repeated(500);
        VERIFY_OK(store::recordAttemptStarted(stored.database(), stored.plan.id, sentAttempt(0)));
        VERIFY_OK(store::recordAttemptAnswered(stored.database(), stored.plan.id, answeredAttempt(0), longOne));
        QCOMPARE(stored.runs().cells(stored.plan.id)->at(0).text, u"🚚"_s.repeated(400));
        QCOMPARE(stored.runs().cell(stored.plan.id, 0)->response->completion.text, longOne.completion.text);
    }

    void textsOfAllKindsSurvive_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("a zero inside") << QString(u"a"_s + QChar(u'\0') + u"b"_s);
        QTest::newRow("line ends") << u"a\r\nb\n"_s;
        QTest::newRow("beyond the basic plane") << u"🚚𝕏"_s;
        QTest::newRow("quotes") << u"'; DROP TABLE runs; --"_s;
    }

    void textsOfAllKindsSurvive()
    {
        QFETCH(const QString, text);
        StoredRun stored;
        run::Response response = sampleResponse(0);
        response.completion.text = text;
        response.completion.usage.reset();
        response.completion.rawUsage = QByteArray("\0\xff", 2);
        response.cost.reset();
        response.timeToFirstToken.reset();
        VERIFY_OK(store::recordAttemptStarted(stored.database(), stored.plan.id, sentAttempt(0)));
        VERIFY_OK(store::recordAttemptAnswered(stored.database(), stored.plan.id, answeredAttempt(0), response));
        QVERIFY(stored.runs().cell(stored.plan.id, 0)->response == response);
    }

    void everyEndOfAnAnswerIsKept()
    {
        using provider::FinishReason;
        StoredRun stored;
        int cell = 0;
        for (const auto reason : {FinishReason::completed, FinishReason::length, FinishReason::stopSequence, FinishReason::toolCall, FinishReason::refusal,
                 FinishReason::contentFilter, FinishReason::unknown}) {
            run::Response response = sampleResponse(cell);
            response.completion.finish = reason;
            VERIFY_OK(store::recordAttemptStarted(stored.database(), stored.plan.id, sentAttempt(cell)));
            VERIFY_OK(store::recordAttemptAnswered(stored.database(), stored.plan.id, answeredAttempt(cell), response));
            QVERIFY(stored.runs().cell(stored.plan.id, cell)->response == response);
            ++cell;
        }
    }

    void anAnswerIsFoundByItsRequest()
    {
        StoredRun stored;
        run::Response answer = sampleResponse(2);
        answer.requestHash = u"abc"_s;
        answer.completion.toolCalls = {{.id = u"call_1"_s, .name = u"look_up"_s, .arguments = u"{\"id\": 7}"_s}};
        answer.completion.serviceTier = u"flex"_s;
        VERIFY_OK(store::recordAttemptStarted(stored.database(), stored.plan.id, sentAttempt(2)));
        VERIFY_OK(store::recordAttemptAnswered(stored.database(), stored.plan.id, answeredAttempt(2), answer));
        // The run of the sample has the cache off: its answers stand for no other run's.
        QVERIFY(stored.runs().answers({u"abc"_s}, {}, {})->isEmpty());
        const auto own = stored.runs().answers({u"abc"_s, u"def"_s}, {}, stored.plan.id);
        VERIFY_OK(own);
        QCOMPARE(own->size(), 1);
        answer.sourceRun = stored.plan.id.value;
        QVERIFY(own->value(u"abc"_s) == answer);
        VERIFY_OK(stored.database().execute(u"UPDATE runs SET cache = 'refresh'"_s));
        QCOMPARE(stored.runs().answers({u"abc"_s}, {}, {})->size(), 1);
        QCOMPARE(stored.runs().answers({u"abc"_s}, sentAttempt(2).startedAt, {})->size(), 1);
        QCOMPARE(stored.runs().answers({u"abc"_s}, sentAttempt(2).startedAt + Milliseconds(1), {})->size(), 0);
    }

    void anAnswerFromTheCacheHasNoAttempt()
    {
        StoredRun stored;
        run::Response answer = sampleResponse(1);
        answer.attempt = 0;
        answer.requestHash = u"abc"_s;
        answer.sourceRun = 5;
        answer.cost = Money();
        VERIFY_OK(store::recordCellCached(stored.database(), stored.plan.id, answer));
        VERIFY_OK(stored.end(1, Outcome::passed));
        const auto detail = stored.runs().cell(stored.plan.id, 1);
        VERIFY_OK(detail);
        QVERIFY(detail->response == answer);
        QVERIFY(detail->attempts.isEmpty());
        QVERIFY(detail->result.isCached);
        QCOMPARE(detail->result.cost, std::optional(Money()));
        QCOMPARE(*stored.runs().spent(stored.plan.id), Money());
        QVERIFY(stored.runs().answers({u"abc"_s}, {}, {})->isEmpty());
    }

    void theWayOfARunIsKept()
    {
        StoredRun stored;
        run::RunPlan plan = stored.plan;
        plan.mode = run::RunMode::batch;
        plan.cache = run::CachePolicy::only;
        plan.cacheLife = Milliseconds(5'000);
        plan.answersFrom = stored.plan.id;
        plan.label = u"production"_s;
        const auto made = stored.runs().create(plan);
        VERIFY_OK(made);
        const auto again = stored.runs().plan(made->id);
        VERIFY_OK(again);
        QVERIFY(*again == *made);
    }

    void experienceIsWhatEarlierRunsTell()
    {
        StoredRun stored;
        VERIFY_OK(stored.answer(0));
        VERIFY_OK(stored.answer(1));
        const auto experience = stored.runs().experience(stored.plan);
        VERIFY_OK(experience);
        QVERIFY(experience->cachedRequests.isEmpty());
        QCOMPARE(experience->outputTokensByModel, (QHash<QString, double>{{u"small"_s, 33.0}}));
    }

    void whatWasCountedIsHeldAgainstWhatWasTold()
    {
        StoredRun stored;
        const auto answer = [&](int cell, std::optional<qint64> counted, bool isEstimate = false) {
            run::Response response = sampleResponse(cell);
            response.countedInput = counted;
            response.completion.usage->isEstimate = isEstimate;
            return store::recordAttemptStarted(stored.database(), stored.plan.id, sentAttempt(cell)).and_then([&] {
                return store::recordAttemptAnswered(stored.database(), stored.plan.id, answeredAttempt(cell), response);
            });
        };
        // Two models, three items: the first model's cells are 0 to 2 and 6 to 8. The sample is told 210 tokens and its cell.
        for (const int cell : {0, 1, 2, 6, 7})
            VERIFY_OK(answer(cell, (210 + cell) * 2));
        VERIFY_OK(answer(3, 100));
        VERIFY_OK(answer(4, std::nullopt));
        VERIFY_OK(answer(8, 1, true));
        const auto seen = stored.runs().calibration();
        VERIFY_OK(seen);
        const auto ofFirst = seen->observed(stored.plan.models.at(0).model.apiName);
        QVERIFY(ofFirst);
        QCOMPARE(ofFirst->calls, 5);
        QCOMPARE(ofFirst->factor, 0.5);
        QVERIFY(!seen->observed(stored.plan.models.at(1).model.apiName));
        QCOMPARE(stored.runs().cell(stored.plan.id, 3)->response->countedInput, std::optional<qint64>(100));
        QCOMPARE(stored.runs().experience(stored.plan)->calibration, *seen);
    }

    void doneCountsOutcomesOtherThanSkipped()
    {
        StoredRun stored;
        const auto done = [&] { return stored.runs().summary(stored.plan.id)->done; };
        VERIFY_OK(stored.end(0, Outcome::passed));
        VERIFY_OK(stored.end(1, Outcome::skipped));
        VERIFY_OK(stored.end(2, Outcome::error));
        QCOMPARE(done(), 2);
        VERIFY_OK(stored.end(1, Outcome::failed));
        QCOMPARE(done(), 3);
        VERIFY_OK(stored.end(1, Outcome::passed));
        QCOMPARE(done(), 3);
        VERIFY_OK(stored.end(0, Outcome::skipped));
        QCOMPARE(done(), 2);
        VERIFY_FAILS(stored.end(12, Outcome::passed), "conflict");
    }

    void gradingAgainReplacesTheGrades()
    {
        StoredRun stored;
        VERIFY_OK(stored.answer(0));
        VERIFY_OK(stored.end(0, Outcome::failed));
        run::CellEnd again = sampleEnd(0, Outcome::passed);
        again.grades.removeLast();
        VERIFY_OK(store::recordCellEnded(stored.database(), stored.plan.id, again));
        QVERIFY(stored.runs().cell(stored.plan.id, 0)->grades == again.grades);
    }

    void recordsThatContradictAreRefused()
    {
        StoredRun stored;
        VERIFY_OK(stored.answer(0));
        VERIFY_FAILS(stored.answer(0), "conflict");
        VERIFY_FAILS(store::recordAttemptFailed(stored.database(), stored.plan.id, failedAttempt(0)), "conflict");
        VERIFY_FAILS(store::recordAttemptFailed(stored.database(), stored.plan.id, failedAttempt(1)), "conflict");
        VERIFY_OK(store::recordAttemptStarted(stored.database(), stored.plan.id, sentAttempt(0, 2)));
        VERIFY_FAILS(store::recordAttemptAnswered(stored.database(), stored.plan.id, answeredAttempt(0, 2), sampleResponse(0, 2)), "conflict");
        VERIFY_FAILS(store::recordAttemptStarted(stored.database(), stored.plan.id, sentAttempt(99)), "conflict");
        VERIFY_FAILS(store::recordRunState(stored.database(), {99}, run::RunState::paused, {}, test::sampleTime()), "not-found");
    }

    void progressTellsWhatAResumeNeeds()
    {
        StoredRun stored;
        VERIFY_OK(stored.answer(0));
        VERIFY_OK(stored.end(0, Outcome::passed));
        VERIFY_OK(stored.answer(1));
        VERIFY_OK(stored.failOnce(2));
        VERIFY_OK(store::recordAttemptStarted(stored.database(), stored.plan.id, sentAttempt(2, 2)));
        VERIFY_OK(stored.end(3, Outcome::skipped));
        VERIFY_OK(stored.failOnce(4));
        VERIFY_OK(stored.end(4, Outcome::error));
        stored.file.reopen();
        const auto progress = stored.runs().progress(stored.plan.id);
        VERIFY_OK(progress);
        QCOMPARE(progress->at(0).outcome, std::optional(Outcome::passed));
        QVERIFY(!progress->at(0).response);
        QVERIFY(!progress->at(1).outcome);
        QVERIFY(progress->at(1).response == sampleResponse(1));
        QCOMPARE(progress->at(2).attempts, 2);
        QVERIFY(!progress->at(2).outcome && !progress->at(2).response);
        QVERIFY(!progress->at(3).outcome);
        QCOMPARE(progress->at(4).outcome, std::optional(Outcome::error));
        QCOMPARE(progress->at(4).attempts, 1);
        const auto cells = stored.runs().cells(stored.plan.id);
        VERIFY_OK(cells);
        QVERIFY(progress->at(0).result == cells->at(0));
        QVERIFY(progress->at(4).result == cells->at(4));
        QVERIFY(!progress->at(1).result && !progress->at(3).result);
        QVERIFY(progress->at(1).cost == answeredAttempt(1).cost);
        QVERIFY(progress->at(2).cost == Money());
        QVERIFY(!progress->at(5).cost);
    }

    void valuesThatBreakTheRulesAreDamage_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("an outcome that is none") << u"UPDATE cells SET outcome = 'great' WHERE idx = 3"_s;
        QTest::newRow("an error kind that is none") << u"UPDATE cells SET error_kind = 'great' WHERE idx = 3"_s;
        QTest::newRow("a cell before the first") << u"UPDATE cells SET idx = -1 WHERE idx = 3"_s;
        QTest::newRow("a cell after the last") << u"UPDATE cells SET idx = 12 WHERE idx = 3"_s;
        QTest::newRow("no repeats") << u"UPDATE runs SET repeats = 0"_s;
        QTest::newRow("no items") << u"DELETE FROM revision_items"_s;
        QTest::newRow("no versions") << u"DELETE FROM run_versions"_s;
        QTest::newRow("no models") << u"DELETE FROM run_models"_s;
    }

    void valuesThatBreakTheRulesAreDamage()
    {
        QFETCH(const QString, sql);
        StoredRun stored;
        VERIFY_OK(stored.database().execute(u"PRAGMA ignore_check_constraints=ON"_s));
        VERIFY_OK(stored.database().execute(sql));
        VERIFY_FAILS(stored.runs().cells(stored.plan.id), "damaged");
        VERIFY_FAILS(stored.runs().progress(stored.plan.id), "damaged");
    }

    void spentHoldsLostAttemptsAtTheirWorst()
    {
        StoredRun stored;
        QCOMPARE(stored.runs().spent(stored.plan.id)->picoUsd(), 0);
        VERIFY_OK(stored.answer(0));
        VERIFY_OK(stored.failOnce(1));
        VERIFY_OK(store::recordAttemptStarted(stored.database(), stored.plan.id, sentAttempt(2)));
        QCOMPARE(*stored.runs().spent(stored.plan.id), *answeredAttempt(0).cost + sentAttempt(2).reserved);
    }

    void theListIsNewestFirstAndLimited()
    {
        StoredRun stored;
        const auto second = stored.runs().create(stored.plan);
        VERIFY_OK(second);
        VERIFY_OK(store::recordRunState(stored.database(), second->id, run::RunState::capped, u"The budget is used up."_s, test::sampleTime(9)));
        const auto list = stored.runs().list();
        VERIFY_OK(list);
        QCOMPARE(list->size(), 2);
        const store::RunSummary &newest = list->first();
        QCOMPARE(newest.id, second->id);
        QCOMPARE(newest.state, run::RunState::capped);
        QCOMPARE(newest.reason, u"The budget is used up."_s);
        QCOMPARE(newest.createdAt, stored.plan.createdAt);
        QCOMPARE(newest.endedAt, std::optional(test::sampleTime(9)));
        QCOMPARE(newest.setName, u"tickets"_s);
        QCOMPARE(newest.setRevision, 1);
        QCOMPARE(newest.versions, (QStringList{u"triage@1"_s, u"triage@2"_s}));
        QCOMPARE(newest.models, (QStringList{u"small"_s, u"local"_s}));
        QCOMPARE(newest.cells, 12);
        QVERIFY(newest.isSimulated);
        QCOMPARE(stored.runs().list(1)->size(), 1);
        QCOMPARE(*stored.runs().newest(), std::optional(second->id));
        VERIFY_OK(store::recordRunState(stored.database(), second->id, run::RunState::running, {}, test::sampleTime(10)));
        QVERIFY(!stored.runs().summary(second->id)->endedAt);
        VERIFY_FAILS(stored.runs().summary({99}), "not-found");
    }

    void theBudgetCanBeRaised()
    {
        StoredRun stored;
        VERIFY_OK(stored.runs().setBudget(stored.plan.id, Money::fromMicroUsd(7)));
        QCOMPARE(stored.runs().plan(stored.plan.id)->budget, std::optional(Money::fromMicroUsd(7)));
        VERIFY_OK(stored.runs().setBudget(stored.plan.id, std::nullopt));
        QVERIFY(!stored.runs().plan(stored.plan.id)->budget);
        VERIFY_FAILS(stored.runs().setBudget({99}, std::nullopt), "not-found");
    }

    void anEmptyWorkspaceHasNoNewestRun()
    {
        test::TemporaryStore file;
        QVERIFY(!store::RunRepository(file.database()).newest()->has_value());
    }
};

QTEST_GUILESS_MAIN(TestRunRepository)
#include "tst_runrepository.moc"
