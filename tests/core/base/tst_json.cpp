// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/contenthash.h"
#include "core/base/json.h"

#include <QTest>

using namespace assay;
using namespace Qt::StringLiterals;

class TestJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void membersKeepTheirOrder()
    {
        const auto value = parseJson(u"{\"b\":1,\"a\":[true,null,\"\\u00e9\"]}");
        QVERIFY(value);
        QCOMPARE(toJson(*value), QByteArray("{\"b\":1,\"a\":[true,null,\"\xC3\xA9\"]}"));
        QCOMPARE(toCanonicalJson(*value), QByteArray("{\"a\":[true,null,\"\xC3\xA9\"],\"b\":1}"));
    }

    void noLineOfPrettyJsonEndsWithABlank()
    {
        const auto value = parseJson(u"{\"type\":\"object\",\"a\":[1,2,{\"b\":[]},[3,\"x, \\n\"]],\"c\":{\"d\":{},\"e\":null}}");
        QVERIFY(value);
        const QByteArray pretty = toPrettyJson(*value);
        for (const QByteArray &line : pretty.split('\n'))
            QVERIFY2(!line.endsWith(' '), pretty.constData());
        QVERIFY(pretty.endsWith("}\n") && pretty.contains("\"x, \\n\""));
        QCOMPARE(*parseJson(QByteArrayView(pretty)), *value);
    }

    void hashIgnoresTheOrderOfMembers()
    {
        QCOMPARE(contentHash(*parseJson(u"{\"b\":{\"y\":1,\"x\":2},\"a\":1}")), contentHash(*parseJson(u"{\"a\":1,\"b\":{\"x\":2,\"y\":1}}")));
        // sha256sum of the two bytes "{}"
        QCOMPARE(contentHash(*parseJson(u"{}")), u"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"_s);
    }

    void whatIsNotStrictJsonIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("comment") << QByteArray("{} // no");
        QTest::newRow("block comment") << QByteArray("/* a */ 1");
        QTest::newRow("trailing comma") << QByteArray("[1,]");
        QTest::newRow("single quotes") << QByteArray("{'a':1}");
        QTest::newRow("text after it") << QByteArray("{} x");
        QTest::newRow("two values") << QByteArray("1 2");
        QTest::newRow("leading zero") << QByteArray("01");
        QTest::newRow("NaN") << QByteArray("NaN");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{}");
        QTest::newRow("bad UTF-8") << QByteArray("\"\xFF\"");
        QTest::newRow("control character in text") << QByteArray("\"a\nb\"");
        QTest::newRow("equal members") << QByteArray("{\"a\":1,\"b\":{\"a\":2},\"a\":3}");
        QTest::newRow("cut off") << QByteArray("{\"a\":");
        QTest::newRow("number beyond all doubles") << QByteArray("[1e400]");
        QTest::newRow("number below all doubles") << QByteArray("{\"a\":-1e400}");
        QTest::newRow("too deep") << QByteArray(600, '[') + QByteArray(600, ']');
    }

    void whatIsNotStrictJsonIsRefused()
    {
        QFETCH(const QByteArray, text);
        const auto value = parseJson(QByteArrayView(text));
        QVERIFY(!value);
        QCOMPARE(value.error().kind, ErrorKind::parse);
        QVERIFY(!value.error().contextValue(u"line").isEmpty());
    }

    void proseIsToldInPlainWords()
    {
        const auto value = parseJson(u"Here is the triage: {}");
        QVERIFY(!value);
        QCOMPARE(value.error().message, u"not valid JSON: no value begins here"_s);
    }

    void nestingIsToldWithItsPlace()
    {
        const auto value = parseJson(QByteArrayView(QByteArray("{\"a\":\n" + QByteArray(600, '[') + QByteArray(600, ']') + '}')));
        QVERIFY(!value);
        QCOMPARE(value.error().message, u"not valid JSON: it is nested more than 512 levels deep here"_s);
        QCOMPARE(value.error().contextValue(u"line"), u"2"_s);
    }

    void errorTellsLineAndColumn()
    {
        const auto value = parseJson(u"{\n  \"a\": tru\n}");
        QVERIFY(!value);
        QCOMPARE(value.error().contextValue(u"line"), u"2"_s);
    }

    void everyCharacterOfATextSurvives()
    {
        const QString text = u"\uFEFFa\uFEFF\uFFFF😀"_s + QChar(u'\0');
        QCOMPARE(toQString(jsonString(text)), text);
        QCOMPARE(toQString(*parseJson(QByteArrayView(toJson(jsonString(text))))), text);
    }

    void scalarsAndLargeIntegersSurvive()
    {
        QCOMPARE(toJson(*parseJson(u"12345678901234567890")), QByteArray("12345678901234567890"));
        QCOMPARE(toJson(*parseJson(u"\"x\"")), QByteArray("\"x\""));
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
