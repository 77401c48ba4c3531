// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journalrecords.h"
#include "core/store/modelrepository.h"
#include "core/store/runrepository.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace assay;

class TestModelRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void modelsComeBackWithProviderAndPrice()
    {
        test::TemporaryStore file;
        const auto plan = test::storeSamplePlan(file.database());
        VERIFY_OK(plan);
        file.reopen();
        store::ModelRepository repository(file.database());
        const auto models = repository.models();
        VERIFY_OK(models);
        QVERIFY(*models == plan->models);
        QCOMPARE(models->at(0).model.name, u"small"_s);
        QCOMPARE(models->at(0).price->outputMicroUsdPerMTok, 600'000);
        QVERIFY(!models->at(1).price);
        QCOMPARE(models->at(1).provider.keySource, u"env:HOME_KEY"_s);
        QCOMPARE(repository.providers()->size(), 2);
        QVERIFY(*repository.model(u"local"_s) == models->at(1));
    }

    void savingAgainReplacesUnderTheSameId()
    {
        test::TemporaryStore file;
        const auto plan = test::storeSamplePlan(file.database());
        VERIFY_OK(plan);
        store::ModelRepository repository(file.database());
        provider::ModelConfig model = plan->models.at(0).model;
        model.concurrency = 11;
        model.price.reset();
        const auto saved = repository.saveModel(model);
        VERIFY_OK(saved);
        QVERIFY(*saved == model);
        provider::ProviderConfig owner = plan->models.at(1).provider;
        owner.baseUrl = u"https://gateway.example/v1"_s;
        VERIFY_OK(repository.saveProvider(owner));
        QCOMPARE(repository.model(u"local"_s)->provider.baseUrl, owner.baseUrl);
        QCOMPARE(repository.model(u"local"_s)->provider.id, owner.id);
        QCOMPARE(repository.models()->size(), 2);
    }

    void aKeyIsRefusedAndNotRepeated()
    {
        test::TemporaryStore file;
        store::ModelRepository repository(file.database());
        provider::ProviderConfig config;
        config.name = u"openai"_s;
        config.kind = u"openai-compatible"_s;
        config.keySource = u"sk-not-a-real-key"_s;
        const auto refused = repository.saveProvider(config);
        VERIFY_FAILS(refused, "invalid-input");
        QVERIFY(!refused.error().describe().contains(config.keySource));
        config.keySource = u"env:OPENAI_API_KEY"_s;
        config.baseUrl = u"https://user:secret@host.example/v1"_s;
        VERIFY_FAILS(repository.saveProvider(config), "invalid-input");
        config.baseUrl = u"https://host.example/v1"_s;
        VERIFY_OK(repository.saveProvider(config));
    }

    void badModelsAreRefused()
    {
        test::TemporaryStore file;
        const auto plan = test::storeSamplePlan(file.database());
        VERIFY_OK(plan);
        store::ModelRepository repository(file.database());
        provider::ModelConfig model = plan->models.at(0).model;
        model.concurrency = 0;
        VERIFY_FAILS(repository.saveModel(model), "invalid-input");
        model.concurrency = 1;
        model.price = Json(jsoncons::json_object_arg);
        VERIFY_FAILS(repository.saveModel(model), "invalid-input");
        model.price.reset();
        model.providerId = {77};
        const auto orphan = repository.saveModel(model);
        VERIFY_FAILS(orphan, "not-found");
        QVERIFY(orphan.error().describe().contains(u"home"));
        const auto missing = repository.model(u"smal"_s);
        VERIFY_FAILS(missing, "not-found");
        QVERIFY(missing.error().describe().contains(u"small, local"));
    }

    void aChangeIsTakenBackTheOtherWayRound()
    {
        test::TemporaryStore file;
        const auto plan = test::storeSamplePlan(file.database());
        VERIFY_OK(plan);
        store::ModelRepository repository(file.database());
        const QList<run::PlannedModel> atFirst = *repository.models();
        provider::ProviderConfig owner;
        owner.name = u"lab"_s;
        owner.kind = u"openai"_s;
        provider::ModelConfig model;
        model.name = u"new"_s;
        model.apiName = u"gpt-4o"_s;
        const auto added = repository.replace({}, {.providers = {owner}, .models = {model}});
        VERIFY_OK(added);
        QCOMPARE(added->models.first().providerId, added->providers.first().id);
        QCOMPARE(repository.model(u"new"_s)->provider.name, u"lab"_s);

        store::ModelSetup renamed = *added;
        renamed.models.first().name = u"newer"_s;
        renamed.providers.first().name = u"the lab"_s;
        VERIFY_OK(repository.replace(*added, renamed));
        QCOMPARE(repository.model(u"newer"_s)->model.id, added->models.first().id);
        QCOMPARE(repository.models()->size(), 3);

        VERIFY_OK(repository.replace(renamed, {}));
        QVERIFY(*repository.models() == atFirst);
        VERIFY_OK(repository.replace({}, renamed));
        QCOMPARE(repository.model(u"newer"_s)->model.id, added->models.first().id);
        QCOMPARE(repository.model(u"newer"_s)->provider, renamed.providers.first());
        VERIFY_OK(repository.replace(renamed, *added));
        VERIFY_OK(repository.replace(*added, {}));
        QVERIFY(*repository.models() == atFirst);
    }

    void aTakenNameIsRefusedWithWhatToDo()
    {
        test::TemporaryStore file;
        const auto plan = test::storeSamplePlan(file.database());
        VERIFY_OK(plan);
        store::ModelRepository repository(file.database());
        store::ModelSetup before{.providers = {}, .models = {plan->models.at(0).model}};
        store::ModelSetup after = before;
        after.models.first().name = u"local"_s;
        const auto refused = repository.replace(before, after);
        VERIFY_FAILS(refused, "conflict");
        QVERIFY(refused.error().describe().contains(u"Choose another name"_s));
    }

    void aProviderInUseStaysAndSaysForWhom()
    {
        test::TemporaryStore file;
        const auto plan = test::storeSamplePlan(file.database());
        VERIFY_OK(plan);
        store::ModelRepository repository(file.database());
        const store::ModelSetup owner{.providers = {plan->models.at(1).provider}, .models = {}};
        const auto refused = repository.replace(owner, {});
        VERIFY_FAILS(refused, "conflict");
        QVERIFY2(refused.error().message.contains(u"local"_s), qPrintable(refused.error().message));
        QCOMPARE(repository.providers()->size(), 2);
    }

    void runsKeepTheModelThatTheyWereMadeWith()
    {
        test::TemporaryStore file;
        const auto plan = test::storeSamplePlan(file.database());
        VERIFY_OK(plan);
        const auto stored = store::RunRepository(file.database()).create(*plan);
        VERIFY_OK(stored);
        store::ModelRepository repository(file.database());
        VERIFY_OK(repository.replace({.providers = {}, .models = {plan->models.at(0).model}}, {}));
        const auto again = store::RunRepository(file.database()).plan(stored->id);
        VERIFY_OK(again);
        QVERIFY(again->models == plan->models);
    }

    void speedIsThatOfTheNewestAnswersOfTheSameModel()
    {
        test::TemporaryStore file;
        auto plan = test::storeSamplePlan(file.database(), 3, 2);
        VERIFY_OK(plan);
        store::ModelRepository repository(file.database());
        QVERIFY(repository.seenSpeeds()->isEmpty());
        for (int number = 1; number <= 7; ++number) {
            plan->createdAt = test::sampleTime(number);
            answer(file.database(), *plan, number * 100);
        }
        // A name says nothing of what is asked.
        provider::ModelConfig renamed = plan->models.at(0).model;
        renamed.name = u"quick"_s;
        VERIFY_OK(repository.replace({.providers = {}, .models = {plan->models.at(0).model}}, {.providers = {}, .models = {renamed}}));
        const auto speeds = repository.seenSpeeds();
        VERIFY_OK(speeds);
        QCOMPARE(speeds->size(), 1);
        const store::SeenSpeed seen = speeds->value(renamed.id.value);
        QCOMPARE(seen.runs, 5);
        QCOMPARE(seen.newest, test::sampleTime(7));
        QCOMPARE(seen.latencyMs, (QList<qint64>{700, 700, 600, 600, 500, 500, 400, 400, 300, 300}));
        QCOMPARE(seen.timeToFirstTokenMs.size(), 10);
        QCOMPARE(seen.timeToFirstTokenMs.first(), 70);
    }

private:
    // One answer of the first model to each version.
    static void answer(store::Database &database, const run::RunPlan &plan, int latencyMs)
    {
        const auto stored = store::RunRepository(database).create(plan);
        VERIFY_OK(stored);
        for (int version = 0; version < plan.versions.size(); ++version) {
            const int cell = stored->cellIndex({.version = version, .model = 0, .item = 2, .repeat = 1});
            run::Response response = test::sampleResponse(cell);
            response.latency = Milliseconds(latencyMs);
            response.timeToFirstToken = Milliseconds(latencyMs / 10);
            VERIFY_OK(store::recordAttemptStarted(database, stored->id, test::sentAttempt(cell)));
            VERIFY_OK(store::recordAttemptAnswered(database, stored->id, test::answeredAttempt(cell), response));
        }
    }
};

QTEST_GUILESS_MAIN(TestModelRepository)
#include "tst_modelrepository.moc"
