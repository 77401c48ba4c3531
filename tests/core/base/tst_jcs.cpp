// SPDX-License-Identifier: GPL-3.0-or-later
// RFC 8785: the numbers of its Appendix B, the order of names and the texts of its section 3.2, and what a document must not hold.
#include "core/base/contenthash.h"
#include "core/base/jcs.h"
#include "core/base/plumbing.h"

#include <QTest>

#include <bit>

using namespace assay;
using namespace Qt::StringLiterals;

namespace {

Json canon(const QByteArray &document)
{
    const auto request = parseJson(QByteArrayView(QByteArray("{\"document\":" + document + "}")));
    return request ? canonPlumbing(*request) : errorAnswer(request.error());
}

QByteArray textOf(const QByteArray &document)
{
    const Json answer = canon(document);
    return answer.contains("text") ? toQString(answer.at("text")).toUtf8() : toJson(answer);
}

} // namespace

class TestJcs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreThoseOfEcmaScript_data()
    {
        QTest::addColumn<quint64>("bits");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](quint64 bits, const char *text) { QTest::addRow("%s", text) << bits << QByteArray(text); };
        row(0x0000000000000000, "0");
        QTest::newRow("minus zero") << quint64(0x8000000000000000) << QByteArray("0");
        row(0x0000000000000001, "5e-324");
        row(0x8000000000000001, "-5e-324");
        row(0x7fefffffffffffff, "1.7976931348623157e+308");
        row(0xffefffffffffffff, "-1.7976931348623157e+308");
        row(0x4340000000000000, "9007199254740992");
        row(0xc340000000000000, "-9007199254740992");
        row(0x4430000000000000, "295147905179352830000");
        row(0x44b52d02c7e14af5, "9.999999999999997e+22");
        row(0x44b52d02c7e14af6, "1e+23");
        row(0x44b52d02c7e14af7, "1.0000000000000001e+23");
        row(0x444b1ae4d6e2ef4e, "999999999999999700000");
        row(0x444b1ae4d6e2ef4f, "999999999999999900000");
        row(0x444b1ae4d6e2ef50, "1e+21");
        row(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7");
        row(0x3eb0c6f7a0b5ed8d, "0.000001");
        row(0x41b3de4355555553, "333333333.3333332");
        row(0x41b3de4355555554, "333333333.33333325");
        row(0x41b3de4355555555, "333333333.3333333");
        row(0x41b3de4355555556, "333333333.3333334");
        row(0x41b3de4355555557, "333333333.33333343");
        row(0xbecbf647612f3696, "-0.0000033333333333333333");
        row(0x43143ff3c1cb0959, "1424953923781206.2");
    }

    void numbersAreThoseOfEcmaScript()
    {
        QFETCH(quint64, bits);
        QFETCH(QByteArray, text);
        QCOMPARE(toJcs(Json(std::bit_cast<double>(bits))), text);
        QCOMPARE(textOf(text), text);
    }

    void everySpellingOfANumberIsOne_data()
    {
        QTest::addColumn<QByteArray>("spelling");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *spelling, const char *text) { QTest::newRow(spelling) << QByteArray(spelling) << QByteArray(text); };
        row("333333333.33333329", "333333333.3333333");
        row("1E30", "1e+30");
        row("4.50", "4.5");
        row("2e-3", "0.002");
        row("0.000000000000000000000000001", "1e-27");
        row("1.0", "1");
        row("-0", "0");
        row("-0.0", "0");
        row("1e2", "100");
        row("100", "100");
        row("1e-6", "0.000001");
        row("0.0000001", "1e-7");
        row("123456789012345680000", "123456789012345680000");
        row("1000000000000000000000", "1e+21");
        row("9007199254740993", "9007199254740992");
        row("18446744073709551615", "18446744073709552000");
    }

    void everySpellingOfANumberIsOne()
    {
        QFETCH(QByteArray, spelling);
        QFETCH(QByteArray, text);
        QCOMPARE(textOf(spelling), text);
        QCOMPARE(textOf(text), text);
    }

    void textsAndNamesAreWrittenInOneWay_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("the shortest escapes") << QByteArray(R"("\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/")") << QByteArray("\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
        QTest::newRow("control characters") << QByteArray(R"("\u0000\b\t\n\f\r\u001F\u007f\u0080\u2028")")
                                            << QByteArray("\"\\u0000\\b\\t\\n\\f\\r\\u001f\x7f\xc2\x80\xe2\x80\xa8\"");
        QTest::newRow("beyond the basic plane") << QByteArray(R"("\ud83d\ude02")") << QByteArray("\"\xf0\x9f\x98\x82\"");
        QTest::newRow("not normalized") << QByteArray(R"({"Unnormalized Unicode":"A\u030a"})") << QByteArray("{\"Unnormalized Unicode\":\"A\xcc\x8a\"}");
        // By code points the face (U+1F602) would come after U+FB33.
        QTest::newRow("names by UTF-16 units")
            << QByteArray(R"({"\u20ac":"Euro","\r":"CR","\ufb33":"Dalet","1":"One","\ud83d\ude02":"Face","\u0080":"Control","\u00f6":"O"})")
            << QByteArray(
                   "{\"\\r\":\"CR\",\"1\":\"One\",\"\xc2\x80\":\"Control\",\"\xc3\xb6\":\"O\",\"\xe2\x82\xac\":\"Euro\",\"\xf0\x9f\x98\x82\":\"Face\",\"\xef\xac\xb3\":\"Dalet\"}");
        QTest::newRow("members within lists") << QByteArray(R"({ "b" : [ 56 , { "d" : true , "10" : null , "1" : [ ] } ], "a" : { } , "" : "x" })")
                                              << QByteArray(R"({"":"x","a":{},"b":[56,{"1":[],"10":null,"d":true}]})");
        QTest::newRow("a number alone") << QByteArray(" 5 ") << QByteArray("5");
        QTest::newRow("null alone") << QByteArray("null") << QByteArray("null");
    }

    void textsAndNamesAreWrittenInOneWay()
    {
        QFETCH(QByteArray, document);
        QFETCH(QByteArray, text);
        QCOMPARE(textOf(document), text);
        QCOMPARE(textOf(text), text);
        QCOMPARE(toQString(canon(document).at("sha256")), contentHash(QByteArrayView(text)));
    }

    void whatHasNoOneTextIsRefused_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::newRow("a name twice") << QByteArray(R"({"a":1,"\u0061":2})");
        QTest::newRow("half a character") << QByteArray(R"("\ud83d")");
        QTest::newRow("the other half") << QByteArray(R"(["\ude02 x"])");
        QTest::newRow("halves in the wrong order") << QByteArray(R"("\ude02\ud83d")");
        QTest::newRow("half of one as a name") << QByteArray(R"({"\udead":1})");
        QTest::newRow("beyond all doubles") << QByteArray("1e400");
        QTest::newRow("beyond all doubles in digits") << QByteArray("1" + QByteArray(400, '0'));
        QTest::newRow("no number") << QByteArray("NaN");
        QTest::newRow("bytes that are no text") << QByteArray("\"\xed\xa0\x80\"");
    }

    void whatHasNoOneTextIsRefused()
    {
        QFETCH(QByteArray, document);
        const Json answer = canon(document);
        QVERIFY(answer.contains("error") && answer.at("error").contains("kind") && answer.at("error").contains("message"));
    }

    void aRequestNeedsADocument() { QVERIFY(canonPlumbing(Json(jsoncons::json_object_arg)).contains("error")); }

    void contentHashesAreMadeOfItAndKeepLargeIntegersApart()
    {
        const auto hashOf = [](const char *json) { return contentHash(*parseJson(QByteArrayView(json))); };
        QCOMPARE(hashOf(R"({"b":1.0,"a":"\u001f"})"), toQString(canon(R"({"a":"\u001F","b":1})").at("sha256")));
        QVERIFY(hashOf("9007199254740993") != hashOf("9007199254740992"));
        QCOMPARE(toJcs(*parseJson(u"[-9223372036854775808,18446744073709551615]")), QByteArray("[-9223372036854775808,18446744073709551615]"));
    }
};

QTEST_GUILESS_MAIN(TestJcs)
#include "tst_jcs.moc"
