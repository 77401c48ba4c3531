// SPDX-License-Identifier: GPL-3.0-or-later
// Cases of RFC 8259, section by section, against the strict parser that verdicts hang on.
#include "core/base/plumbing.h"

#include <QTest>

using namespace assay;
using namespace Qt::StringLiterals;

namespace {

Json parsed(const QByteArray &bytes)
{
    Json request(jsoncons::json_object_arg);
    request.insert_or_assign("base64", bytes.toBase64().toStdString());
    return jsonParsePlumbing(request);
}

} // namespace

class TestPlumbing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsJsonIsValid_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QList<QByteArray> texts{"{}", "[]", "null", "true", "false", "0", "-0", "1", "-1", "123", "0.5", "1e3", "1E3", "1e+3", "1e-3", "-0.0e-0", "\"\"", "\"a\"", " [] ",
            "\t\r\n{}\n", "[1,2]", "[1 , 2]", "[[]]", "[{}]", "{\"a\":1}", "{\"a\" : 1 , \"b\":2}", "{\"\":0}", "\"\\u0041\"", "\"\\ud83d\\ude00\"",
            "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\xc3\xa9\"", "\"\xf0\x9f\x99\x82\"", "\"\x7f\"", "12345678901234567890", "[1.7976931348623157e308]", "[4.9e-324]", "\"\\u0000\"",
            "[\"\\u2028\"]", "{\"a\":{\"b\":[null]}}", "\"\xef\xbf\xbf\""};
        for (const QByteArray &text : texts)
            QTest::addRow("%d: %s", int(texts.indexOf(text)), text.simplified().constData()) << text;
        QTest::newRow("deep enough") << QByteArray(500, '[') + QByteArray(500, ']');
    }

    void whatIsJsonIsValid()
    {
        QFETCH(const QByteArray, text);
        const Json answer = parsed(text);
        QVERIFY2(answer.at("valid").as<bool>(), toJson(answer).constData());
    }

    void whatIsNoJsonIsNot_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QList<QByteArray> texts{"", " ", "{", "}", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1,,2]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{a:1}", "{'a':1}",
            "{\"a\":1 \"b\":2}", "{1:1}", "{\"a\"::1}", "nul", "nulll", "True", "NULL", "tru", "undefined", "NaN", "Infinity", "-Infinity", "+1", "01", "-01", "1.", ".5", "-.5",
            "-", "1e", "1e+", "1.e1", "0x1", "1_000", "1,2", "0.1.2", "--1", "\"", "\"a", "'a'", "\"\\\"", "\"\\x41\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\U0041\"", "\"\\a\"",
            "\"\t\"", "\"\n\"", "\"\x01\"", "\"\x1f\"", "[] []", "{}{}", "[]x", "1 2", "\"a\" \"b\"", "// c\n1", "/* c */ 1", "1 // c", "#1", "\"\xff\"", "\"\xc3\"",
            "\"\xed\xa0\x80\"", "\"\xc0\xaf\"", "\"\xf4\x90\x80\x80\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\xef\xbb\xbf{}", "\xff\xfe[\0]\0", "\xa0[]", "[\x0b]",
            "[\x0c1]", "{\"a\":1,\"a\":2}", "1e400", "[-1e999]", "{\"a\":\"b\"]", "[\"a\"}", "[\"a\",\n4\n,1,", "{\"a\":true} \"x", "[\"\\\\\\\"]", "[--2.]", "[-2.]", "[0e]",
            "[0e+]", "[1eE2]", "[1 000.0]"};
        for (const QByteArray &text : texts)
            QTest::addRow("%d: %s", int(texts.indexOf(text)), text.simplified().toPercentEncoding(" []{}:,\"").constData()) << text;
        QTest::newRow("a zero byte") << QByteArray("[1]\0", 4);
        QTest::newRow("too deep") << QByteArray(100'000, '[');
    }

    void whatIsNoJsonIsNot()
    {
        QFETCH(const QByteArray, text);
        const Json answer = parsed(text);
        QVERIFY2(!answer.at("valid").as<bool>(), text.constData());
        QVERIFY(answer.at("line").as<qint64>() >= 1 && answer.at("column").as<qint64>() >= 1);
    }

    void thePlaceOfAFaultIsTold()
    {
        const Json answer = parsed("{\n  \"a\": 1,\n  \"b\": x\n}");
        QCOMPARE(answer.at("line").as<int>(), 3);
        QCOMPARE(answer.at("column").as<int>(), 8);
    }

    void aRequestThatCannotBeServedIsSaid()
    {
        QVERIFY(jsonParsePlumbing(Json(jsoncons::json_object_arg)).contains("error"));
        QVERIFY(jsonParsePlumbing(*parseJson(uR"({"base64":"***"})"_s)).contains("error"));
        QVERIFY(jsonParsePlumbing(*parseJson(uR"({"base64":7})"_s)).contains("error"));
    }
};

QTEST_GUILESS_MAIN(TestPlumbing)
#include "tst_plumbing.moc"
