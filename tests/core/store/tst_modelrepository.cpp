// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/modelrepository.h"
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
};

QTEST_GUILESS_MAIN(TestModelRepository)
#include "tst_modelrepository.moc"
