// SPDX-License-Identifier: GPL-3.0-or-later
// What of a version reaches the provider.
#include "core/run/requestbuilder.h"
#include "tests/support/expectresult.h"
#include "tests/support/smallplan.h"

#include <QTest>

using namespace assay;
using namespace assay::run;
using namespace Qt::StringLiterals;

namespace {

RunPlan planOf(const std::function<void(prompt::Content &)> &change, const char16_t *options = u"{}")
{
    RunPlan plan = test::smallPlan(1);
    plan.models[0].model.options = *parseJson(options);
    change(plan.versions[0].content);
    return plan;
}

Result<provider::ChatRequest> requestOf(const RunPlan &plan)
{
    return prompt::CompiledPrompt::compile(plan.versions.first().content).and_then([&](const prompt::CompiledPrompt &compiled) {
        return buildRequest(compiled, plan.versions.first(), plan.models.first(), plan.set.items.first());
    });
}

} // namespace

class TestRequestBuilder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void toolsAndTheirChoiceAreAskedFor()
    {
        const auto request = requestOf(planOf([](prompt::Content &content) {
            content.tools = {{.name = u"look_up"_s, .description = u"Finds"_s, .parameters = *parseJson(u"{\"type\":\"object\"}")}, {.name = u"stop"_s}};
            content.toolChoice = u"required"_s;
        }));
        VERIFY_OK(request);
        QCOMPARE(request->tools,
            (QList<provider::Tool>{{.name = u"look_up"_s, .description = u"Finds"_s, .parameters = *parseJson(u"{\"type\":\"object\"}")}, {.name = u"stop"_s, .description = {}}}));
        QCOMPARE(request->toolChoice, u"required"_s);
    }

    void theVersionsEffortGoesBeforeTheModels_data()
    {
        QTest::addColumn<QString>("effort");  // of the version
        QTest::addColumn<QString>("options"); // of the model
        QTest::addColumn<QString>("asked");
        QTest::addColumn<qint64>("budget"); // -1: none
        QTest::newRow("neither") << QString() << u"{}"_s << QString() << qint64(-1);
        QTest::newRow("the model's") << QString() << u"{\"reasoningEffort\":\"high\"}"_s << u"high"_s << qint64(-1);
        QTest::newRow("the model's budget") << QString() << u"{\"thinkingBudget\":500}"_s << QString() << qint64(500);
        QTest::newRow("the version's") << u"low"_s << u"{}"_s << u"low"_s << qint64(-1);
        QTest::newRow("both") << u"low"_s << u"{\"reasoningEffort\":\"high\"}"_s << u"low"_s << qint64(-1);
        QTest::newRow("the version's and a budget") << u"none"_s << u"{\"thinkingBudget\":500}"_s << u"none"_s << qint64(-1);
        QTest::newRow("a model that takes none") << u"low"_s << u"{\"capabilities\":{\"reasoning\":false}}"_s << QString() << qint64(-1);
    }

    void theVersionsEffortGoesBeforeTheModels()
    {
        QFETCH(const QString, effort);
        QFETCH(const QString, options);
        const auto request = requestOf(planOf([&](prompt::Content &content) { content.parameters.reasoningEffort = effort; }, reinterpret_cast<const char16_t *>(options.utf16())));
        VERIFY_OK(request);
        QTEST(request->reasoningEffort, "asked");
        QTEST(request->thinkingBudget.value_or(-1), "budget");
    }

    void anEffortThatAModelDoesNotTakeIsNoted()
    {
        const RunPlan plan = planOf([](prompt::Content &content) { content.parameters.reasoningEffort = u"low"_s; }, u"{\"capabilities\":{\"reasoning\":false}}");
        VERIFY_OK(validate(plan));
        const QStringList told = notes(plan);
        QCOMPARE(told.size(), 1);
        QVERIFY2(told.first().contains(u"reasoning effort"), qPrintable(told.first()));
    }

    void aModelWithoutToolsIsRefusedBeforeTheRun()
    {
        const auto valid = validate(planOf([](prompt::Content &content) { content.tools = {{.name = u"look_up"_s}}; }, u"{\"capabilities\":{\"tools\":false}}"));
        VERIFY_FAILS(valid, "invalid-input");
        QVERIFY2(valid.error().message.contains(u"cannot call tools"), qPrintable(valid.error().message));
    }

    void aSchemaThatIsNoneIsRefusedBeforeTheRun()
    {
        const auto response = validate(planOf([](prompt::Content &content) {
            content.responseFormat = prompt::ResponseFormat::jsonSchema;
            content.responseSchema = *parseJson(u"{\"type\":\"objekt\"}");
        }));
        VERIFY_FAILS(response, "invalid-input");
        QVERIFY2(response.error().message.contains(u"the response schema"), qPrintable(response.error().message));
        QCOMPARE(response.error().contextValue(u"file"), u"p@1"_s);
        const auto tool = validate(planOf([](prompt::Content &content) { content.tools = {{.name = u"a"_s, .parameters = *parseJson(u"{\"required\":1}")}}; }));
        VERIFY_FAILS(tool, "invalid-input");
        QCOMPARE(tool.error().contextValue(u"member"), u"tools[0].parameters"_s);
    }

    void examplesAreTurnsBeforeTheQuestion()
    {
        const auto request = requestOf(planOf([](prompt::Content &content) {
            content.messages = {{tokens::Role::system, u"Sort."_s}, {tokens::Role::user, u"Hello."_s}, {tokens::Role::assistant, u"Hi."_s}, {tokens::Role::user, u"Text: {{ text }}"_s},
                {tokens::Role::assistant, u"{"_s}};
            content.examples = prompt::ExampleDraw{.set = u"other"_s,
                .tag = u"t"_s,
                .count = 2,
                .drawn = {{.key = u"A"_s, .variables = *parseJson(u"{\"text\":\"one\"}"), .answer = u"{{ 1 }}"_s},
                    {.key = u"B"_s, .variables = *parseJson(u"{\"text\":\"two\"}"), .answer = u"2"_s}}};
        }));
        VERIFY_OK(request);
        using tokens::Role;
        QCOMPARE(request->messages,
            (QList<tokens::ChatMessage>{{Role::system, u"Sort."_s}, {Role::user, u"Hello."_s}, {Role::assistant, u"Hi."_s}, {Role::user, u"Text: one"_s},
                {Role::assistant, u"{{ 1 }}"_s}, {Role::user, u"Text: two"_s}, {Role::assistant, u"2"_s}, {Role::user, u"Text: item 1"_s}, {Role::assistant, u"{"_s}}));
    }

    void anExampleThatCannotBeFilledInIsTold()
    {
        const auto valid = validate(planOf([](prompt::Content &content) {
            content.examples = prompt::ExampleDraw{.set = u"other"_s, .tag = u"t"_s, .count = 1, .drawn = {{.key = u"A"_s, .answer = u"1"_s}}};
        }));
        VERIFY_FAILS(valid, "render");
        QCOMPARE(valid.error().contextValue(u"example"), u"A"_s);
    }
};

QTEST_GUILESS_MAIN(TestRequestBuilder)
#include "tst_requestbuilder.moc"
