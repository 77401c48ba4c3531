// SPDX-License-Identifier: GPL-3.0-or-later
// What a provider sends besides answers is shown and stored too: lists of models, results of batches. The key that was sent is in none of it.
#include "core/provider/anthropic/messagesapi.h"
#include "core/provider/gemini/geminiapi.h"
#include "core/provider/openai/chatapi.h"
#include "core/provider/responses/responsesapi.h"
#include "tests/support/apibench.h"
#include "tests/support/faults/apidialect.h"
#include "tests/support/faults/keyforms.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

struct Case {
    void (*registerApi)(Registry &);
    QString kind;
    QByteArray models; ///< a list with one entry named @1
    QByteArray line;   ///< of a batch's results, with an answer for @1
    QString location;  ///< of the results
    QString api;
};

void registerChat(Registry &registry)
{
    openai::registerOpenAi(registry);
}

QHash<QString, Case> cases()
{
    const QByteArray openAiModels = R"({"object":"list","data":[{"id":@1,"object":"model","name":@1}]})";
    const QByteArray openAiLine = R"({"id":"b","custom_id":"a","response":{"status_code":200,"request_id":@2,"body":@1},"error":null})";
    return {
        {u"openai"_s, {&registerChat, u"openai"_s, openAiModels, openAiLine, u"file-o"_s, u"openai"_s}},
        {u"mistral"_s, {&registerChat, u"mistral"_s, openAiModels, {}, {}, u"mistral"_s}},
        {u"responses"_s, {&responses::registerResponses, u"openai-responses"_s, openAiModels, openAiLine, u"file-o"_s, u"responses"_s}},
        {u"anthropic"_s,
            {&anthropic::registerAnthropic, u"anthropic"_s, R"({"data":[{"type":"model","id":@1,"display_name":@1}],"has_more":false})",
                R"({"custom_id":"a","result":{"type":"succeeded","message":@1}})", u"/v1/messages/batches/msgbatch_a/results"_s, u"anthropic"_s}},
        {u"gemini"_s,
            {&gemini::registerGemini, u"gemini"_s, R"({"models":[{"name":@1,"displayName":@1,"supportedGenerationMethods":["generateContent"]}]})", R"({"key":"a","response":@1})",
                u"files/out-1"_s, u"gemini"_s}},
    };
}

QByteArray filled(QByteArray form, const QByteArray &first, const QByteArray &second = {})
{
    return form.replace("@1", first).replace("@2", second);
}

} // namespace

class TestEcho : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKeyThatComesBackInAListOrABatchIsTakenOut_data()
    {
        QTest::addColumn<QString>("api");
        for (const QString &api : cases().keys())
            QTest::newRow(qPrintable(api)) << api;
    }

    void aKeyThatComesBackInAListOrABatchIsTakenOut()
    {
        QFETCH(const QString, api);
        const Case one = cases().value(api);
        const QString echo = everyFormOf(ApiBench::kKey);
        const QByteArray answer = apiDialect(one.api)->plain({.text = u"ok "_s + echo, .usage = ToldUsage{.input = "9", .output = "7"}, .extra = {}});
        LoopbackServer server([&](const LoopbackRequest &request) {
            const bool isList = request.path.contains("/models");
            return LoopbackReply::json(200, isList ? filled(one.models, jsonText(echo)) : QByteArray(filled(one.line, answer, jsonText(echo)) + "\n"));
        });
        ApiBench bench(one.registerApi, one.kind, server.url(u"/v1"_s));
        const auto services = bench.services();
        const auto listed = QCoro::waitFor(services->models({}));
        QVERIFY2(listed, listed ? "" : qPrintable(listed.error().describe()));
        QVERIFY(!listed->isEmpty());
        const ListedModel &model = listed->first();
        compare(model.apiName + u' ' + model.title);
        if (one.line.isEmpty())
            return;
        BatchJob job{.id = u"msgbatch_a"_s, .state = BatchJob::State::ended, .total = 1, .succeeded = 1};
        job.resultLocations = {one.location.startsWith(u'/') ? server.url(one.location).toString() : one.location};
        const auto results = QCoro::waitFor(services->batches()->results(job, {}));
        QVERIFY2(results, results ? "" : qPrintable(results.error().describe()));
        QCOMPARE(results->size(), 1);
        QVERIFY(results->first().result.has_value());
        compare(results->first().result->text + results->first().requestId);
    }

private:
    static void compare(const QString &text)
    {
        QCOMPARE(formsFoundIn(text.toUtf8(), ApiBench::kKey), QStringList());
        QVERIFY2(text.contains(u"[REDACTED:key]"_s), qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(TestEcho)
#include "tst_echo.moc"
