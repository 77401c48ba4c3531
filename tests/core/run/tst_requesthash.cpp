// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/requesthash.h"
#include "tests/support/smallplan.h"

#include <QTest>

using namespace assay;
using namespace assay::run;
using namespace Qt::StringLiterals;

namespace {

using ChangeRequest = void (*)(provider::ChatRequest &);
using ChangeModel = void (*)(PlannedModel &);

provider::ChatRequest someRequest()
{
    provider::ChatRequest request;
    request.model = u"m"_s;
    request.messages = {{tokens::Role::system, u"be brief"_s}, {tokens::Role::user, u"hello"_s}};
    request.maxOutputTokens = 10;
    return request;
}

PlannedModel someModel()
{
    PlannedModel model = test::smallPlan(1).models.first();
    model.provider.baseUrl = u"https://a.example.com/v1"_s;
    return model;
}

} // namespace

Q_DECLARE_METATYPE(ChangeRequest)
Q_DECLARE_METATYPE(ChangeModel)

class TestRequestHash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatChangesTheAnswerChangesTheHash_data()
    {
        QTest::addColumn<ChangeRequest>("change");
        const auto row = [](const char *name, ChangeRequest change) { QTest::newRow(name) << change; };
        row("model", [](provider::ChatRequest &request) { request.model = u"n"_s; });
        row("text", [](provider::ChatRequest &request) { request.messages.last().text += u' '; });
        row("role", [](provider::ChatRequest &request) { request.messages.first().role = tokens::Role::assistant; });
        row("temperature", [](provider::ChatRequest &request) { request.temperature = 0.5; });
        row("top p", [](provider::ChatRequest &request) { request.topP = 0.5; });
        row("cap", [](provider::ChatRequest &request) { request.maxOutputTokens = 11; });
        row("seed", [](provider::ChatRequest &request) { request.seed = 1; });
        row("stop", [](provider::ChatRequest &request) { request.stop = {u"x"_s}; });
        row("format", [](provider::ChatRequest &request) { request.format = provider::OutputFormat::json; });
        row("schema", [](provider::ChatRequest &request) { request.schema = Json(true); });
        row("tools", [](provider::ChatRequest &request) { request.tools = {{.name = u"f"_s, .description = {}}}; });
        row("tool choice", [](provider::ChatRequest &request) { request.toolChoice = u"required"_s; });
        row("effort", [](provider::ChatRequest &request) { request.reasoningEffort = u"low"_s; });
        row("thinking", [](provider::ChatRequest &request) { request.thinkingBudget = 0; });
    }

    void whatChangesTheAnswerChangesTheHash()
    {
        QFETCH(const ChangeRequest, change);
        provider::ChatRequest changed = someRequest();
        change(changed);
        QVERIFY(requestHash(changed, someModel(), 0) != requestHash(someRequest(), someModel(), 0));
    }

    void whatChangesNothingInTheAnswerLeavesTheHash()
    {
        provider::ChatRequest same = someRequest();
        same.stream = !same.stream;
        same.drawSeed = 99;
        same.clientRequestId = "r-1";
        same.markCache = true;
        QCOMPARE(requestHash(same, someModel(), 0), requestHash(someRequest(), someModel(), 0));
    }

    void theModelsWhereaboutsBelongToTheHash_data()
    {
        QTest::addColumn<ChangeModel>("change");
        QTest::addColumn<bool>("isSame");
        const auto row = [](const char *name, bool isSame, ChangeModel change) { QTest::newRow(name) << change << isSame; };
        row("kind", false, [](PlannedModel &model) { model.provider.kind = u"other"_s; });
        row("address", false, [](PlannedModel &model) { model.provider.baseUrl = u"https://b.example.com/v1"_s; });
        row("option of the API", false, [](PlannedModel &model) { model.provider.options.insert_or_assign("strictSchema", false); });
        row("option of the connection", true, [](PlannedModel &model) { model.provider.options.insert_or_assign("idleTimeoutMs", 5); });
        row("key", true, [](PlannedModel &model) { model.provider.keySource = u"env:B"_s; });
        row("name here", true, [](PlannedModel &model) { model.model.name = u"another name"_s; });
        row("limits", true, [](PlannedModel &model) { model.model.requestsPerMinute = 3; });
        row("price", true, [](PlannedModel &model) { model.price.reset(); });
    }

    void theModelsWhereaboutsBelongToTheHash()
    {
        QFETCH(const ChangeModel, change);
        QFETCH(const bool, isSame);
        PlannedModel changed = someModel();
        change(changed);
        QCOMPARE(requestHash(someRequest(), changed, 0) == requestHash(someRequest(), someModel(), 0), isSame);
    }

    void everyRepeatIsARequestOfItsOwn() { QVERIFY(requestHash(someRequest(), someModel(), 0) != requestHash(someRequest(), someModel(), 1)); }
};

QTEST_GUILESS_MAIN(TestRequestHash)
#include "tst_requesthash.moc"
