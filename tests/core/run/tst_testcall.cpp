// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/testcall.h"

#include <QTest>

using namespace assay;
using namespace assay::run;
using namespace Qt::StringLiterals;

class TestTestCall : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCapIsSmallUnlessTheModelReasons_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("apiName");
        QTest::addColumn<QString>("options");
        QTest::addColumn<qint64>("cap");
        QTest::newRow("a plain model") << u"openai"_s << u"gpt-4o"_s << u"{}"_s << qint64(16);
        QTest::newRow("an unknown one") << u"openai-compatible"_s << u"llama"_s << u"{}"_s << qint64(16);
        QTest::newRow("one that reasons") << u"openai"_s << u"gpt-5.6"_s << u"{}"_s << qint64(512);
        QTest::newRow("one that is told not to") << u"openai"_s << u"gpt-5.6"_s << uR"({"reasoningEffort":"none"})"_s << qint64(16);
        QTest::newRow("an unknown one that is told to") << u"openai-compatible"_s << u"qwen"_s << uR"({"reasoningEffort":"low"})"_s << qint64(512);
        QTest::newRow("a budget for thinking comes on top") << u"openai-compatible"_s << u"qwen"_s << uR"({"thinkingBudget":1024})"_s << qint64(1040);
        QTest::newRow("never above what the model can") << u"openai-compatible"_s << u"tiny"_s << uR"({"capabilities":{"maxOutput":8}})"_s << qint64(8);
    }

    void theCapIsSmallUnlessTheModelReasons()
    {
        QFETCH(QString, kind);
        QFETCH(QString, apiName);
        QFETCH(QString, options);
        PlannedModel model;
        model.provider.kind = kind;
        model.model.apiName = apiName;
        model.model.stream = false;
        model.model.options = *parseJson(QStringView(options));
        const provider::ChatRequest request = testRequest(model);
        QTEST(*request.maxOutputTokens, "cap");
        QCOMPARE(request.model, apiName);
        QVERIFY(!request.stream);
        QCOMPARE(request.messages.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestTestCall)
#include "tst_testcall.moc"
