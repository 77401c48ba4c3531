// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/usage.h"
#include "tests/support/answertext.h"

#include <QTest>

using namespace assay;
using namespace assay::provider::anthropic;
using namespace Qt::StringLiterals;

class TestUsage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cachedPartsStandBesideTheInput_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << uR"({"input_tokens":12,"output_tokens":3})"_s << u"12+0(0) -> 3 (0)"_s;
        QTest::newRow("read") << uR"({"input_tokens":12,"cache_creation_input_tokens":0,"cache_read_input_tokens":2048,"output_tokens":57})"_s << u"12+2048(0) -> 57 (0)"_s;
        QTest::newRow("written") << uR"({"input_tokens":12,"cache_creation_input_tokens":300,"cache_read_input_tokens":0,"output_tokens":57})"_s << u"12+0(300) -> 57 (0)"_s;
        QTest::newRow("written, told by its parts alone")
            << uR"({"input_tokens":12,"cache_creation":{"ephemeral_5m_input_tokens":100,"ephemeral_1h_input_tokens":200},"output_tokens":57})"_s << u"12+0(300) -> 57 (0)"_s;
        QTest::newRow("thinking") << uR"({"input_tokens":12,"output_tokens":57,"output_tokens_details":{"thinking_tokens":18}})"_s << u"12+0(0) -> 57 (18)"_s;
        QTest::newRow("more thinking than output") << uR"({"input_tokens":12,"output_tokens":5,"output_tokens_details":{"thinking_tokens":18}})"_s << u"12+0(0) -> 5 (5)"_s;
        QTest::newRow("nulls") << uR"({"input_tokens":12,"cache_creation_input_tokens":null,"cache_read_input_tokens":null,"output_tokens":3})"_s << u"12+0(0) -> 3 (0)"_s;
        QTest::newRow("negative") << uR"({"input_tokens":-12,"output_tokens":-3})"_s << u"0+0(0) -> 0 (0)"_s;
        QTest::newRow("no output") << uR"({"input_tokens":12})"_s << u"no usage"_s;
        QTest::newRow("as text") << uR"({"input_tokens":"12","output_tokens":"3"})"_s << u"no usage"_s;
        QTest::newRow("empty") << u"{}"_s << u"no usage"_s;
        QTest::newRow("no object") << u"7"_s << u"no usage"_s;
    }

    void cachedPartsStandBesideTheInput()
    {
        QFETCH(const QString, json);
        QTEST(test::usageText(usageOf(*parseJson(json))), "expected");
    }

    void laterNumbersReplaceEarlierOnes()
    {
        Json usage = Json::null();
        mergeUsage(usage, *parseJson(uR"({"input_tokens":12,"cache_read_input_tokens":2048,"output_tokens":1})"_s));
        mergeUsage(usage, *parseJson(uR"({"output_tokens":57,"cache_read_input_tokens":null})"_s));
        mergeUsage(usage, *parseJson(u"7"_s));
        QCOMPARE(toJson(usage), R"({"input_tokens":12,"cache_read_input_tokens":2048,"output_tokens":57})");
    }
};

QTEST_GUILESS_MAIN(TestUsage)
#include "tst_usage.moc"
