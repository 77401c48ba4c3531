// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/valuetext.h"

#include <QTest>

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

class TestValueText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // From Node.js 22, String(number).
    void numbersPrintAsInJavaScript_data()
    {
        QTest::addColumn<double>("number");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << u"0"_s;
        QTest::newRow("minus zero") << -0.0 << u"0"_s;
        QTest::newRow("integral") << 2.0 << u"2"_s;
        QTest::newRow("tenths") << 0.1 + 0.2 << u"0.30000000000000004"_s;
        QTest::newRow("third") << 1.0 / 3 << u"0.3333333333333333"_s;
        QTest::newRow("negative") << -12.5 << u"-12.5"_s;
        QTest::newRow("small") << 0.000001 << u"0.000001"_s;
        QTest::newRow("smaller") << 0.0000001 << u"1e-7"_s;
        QTest::newRow("smaller with digits") << 0.000000123 << u"1.23e-7"_s;
        QTest::newRow("large") << 123456789012345680000.0 << u"123456789012345680000"_s;
        QTest::newRow("larger") << 1e21 << u"1e+21"_s;
        QTest::newRow("larger with digits") << 1.5e300 << u"1.5e+300"_s;
        QTest::newRow("largest") << std::numeric_limits<double>::max() << u"1.7976931348623157e+308"_s;
        QTest::newRow("smallest") << std::numeric_limits<double>::denorm_min() << u"5e-324"_s;
        QTest::newRow("thousands") << 123456789.125 << u"123456789.125"_s;
    }

    void numbersPrintAsInJavaScript()
    {
        QFETCH(const double, number);
        QTEST(numberText(number), "text");
        QCOMPARE(numberText(number).toDouble(), number);
    }

    void jsonReadsBackAsTheSameValue()
    {
        Execution run(u"");
        const Json json = *parseJson(u"{\"b\":[1,-2.5,true,null,\"\\u0000\\u001f\\\"\\\\/\u2028\U0001F600\"],\"a\":{}}");
        const QString text = jsonText(*Value::fromJson(json), 0, run);
        QCOMPARE(*parseJson(text), json);
        QCOMPARE(*parseJson(jsonText(*Value::fromJson(json), 4, run)), json);
        QVERIFY(!run.hasFailed());
    }
};

QTEST_GUILESS_MAIN(TestValueText)
#include "tst_valuetext.moc"
