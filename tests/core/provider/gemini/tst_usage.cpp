// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/usage.h"
#include "tests/support/answertext.h"

#include <QTest>

using namespace assay;
using namespace assay::provider::gemini;
using namespace Qt::StringLiterals;

class TestUsage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thoughtsStandBesideTheCandidates_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << uR"({"promptTokenCount":9,"candidatesTokenCount":3,"totalTokenCount":12})"_s << u"9+0(0) -> 3 (0)"_s;
        QTest::newRow("thoughts") << uR"({"promptTokenCount":9,"candidatesTokenCount":3,"thoughtsTokenCount":31,"totalTokenCount":43})"_s << u"9+0(0) -> 34 (31)"_s;
        QTest::newRow("only thoughts") << uR"({"promptTokenCount":9,"thoughtsTokenCount":31,"totalTokenCount":40})"_s << u"9+0(0) -> 31 (31)"_s;
        QTest::newRow("cache inside the prompt") << uR"({"promptTokenCount":1000,"cachedContentTokenCount":900,"candidatesTokenCount":3})"_s << u"100+900(0) -> 3 (0)"_s;
        QTest::newRow("prompts of tools beside the prompt") << uR"({"promptTokenCount":9,"toolUsePromptTokenCount":5,"candidatesTokenCount":3,"totalTokenCount":17})"_s
                                                            << u"14+0(0) -> 3 (0)"_s;
        QTest::newRow("nothing came") << uR"({"promptTokenCount":9,"totalTokenCount":9})"_s << u"9+0(0) -> 0 (0)"_s;
        QTest::newRow("output told by the total alone") << uR"({"promptTokenCount":9,"totalTokenCount":20})"_s << u"9+0(0) -> 11 (0)"_s;
        QTest::newRow("a total below the prompt") << uR"({"promptTokenCount":9,"totalTokenCount":2})"_s << u"9+0(0) -> 0 (0)"_s;
        QTest::newRow("more cached than sent") << uR"({"promptTokenCount":9,"cachedContentTokenCount":900,"candidatesTokenCount":3})"_s << u"0+9(0) -> 3 (0)"_s;
        QTest::newRow("empty") << u"{}"_s << u"no usage"_s;
        QTest::newRow("as text") << uR"({"promptTokenCount":"9"})"_s << u"no usage"_s;
        QTest::newRow("no object") << u"7"_s << u"no usage"_s;
    }

    void thoughtsStandBesideTheCandidates()
    {
        QFETCH(const QString, json);
        QTEST(test::usageText(usageOf(*parseJson(json))), "expected");
    }
};

QTEST_GUILESS_MAIN(TestUsage)
#include "tst_usage.moc"
