// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/grader/grading.h"

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;

class TestJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalJsonIsEqual_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("state");
        QTest::newRow("order of members") << uR"({"a":1,"b":{"c":[true,null]}})"_s << u" {\"b\":{\"c\":[true,null]}, \"a\":1}\n"_s << u"passed"_s;
        QTest::newRow("order of elements") << u"[1,2]"_s << u"[2,1]"_s << u"failed"_s;
        QTest::newRow("a member too many") << uR"({"a":1})"_s << uR"({"a":1,"b":2})"_s << u"failed"_s;
        QTest::newRow("another name") << uR"({"a":1})"_s << uR"({"b":1})"_s << u"failed"_s;
        QTest::newRow("one number written in three ways") << u"[1,1.0,100]"_s << u"[1.0,1,1e2]"_s << u"passed"_s;
        QTest::newRow("a number is no text") << u"5"_s << u"\"5\""_s << u"failed"_s;
        QTest::newRow("one is not true") << u"[1]"_s << u"[true]"_s << u"failed"_s;
        QTest::newRow("integers beyond a double") << u"[9007199254740993]"_s << u"[9007199254740992]"_s << u"failed"_s;
        QTest::newRow("an integer beyond a double and a real") << u"[9007199254740993]"_s << u"[9007199254740992.0]"_s << u"failed"_s;
        QTest::newRow("unsigned integers") << u"[18446744073709551615]"_s << u"[18446744073709551614]"_s << u"failed"_s;
        QTest::newRow("unsigned integers alike") << u"[18446744073709551615]"_s << u"[18446744073709551615]"_s << u"passed"_s;
        QTest::newRow("a negative and an unsigned integer") << u"[-1]"_s << u"[18446744073709551615]"_s << u"failed"_s;
        QTest::newRow("two to the 64th is no 64-bit integer") << u"[18446744073709551615]"_s << u"[18446744073709551616.0]"_s << u"failed"_s;
        QTest::newRow("integers of many digits") << u"[123456789012345678901234567890]"_s << u"[123456789012345678901234567890]"_s << u"passed"_s;
        QTest::newRow("integers of many digits, the last another") << u"[123456789012345678901234567890]"_s << u"[123456789012345678901234567891]"_s << u"failed"_s;
        QTest::newRow("an integer of many digits is no text") << u"[123456789012345678901234567890]"_s << u"[\"123456789012345678901234567890\"]"_s << u"failed"_s;
        QTest::newRow("a lone integer of many digits") << u"123456789012345678901234567890"_s << u" 123456789012345678901234567890"_s << u"passed"_s;
        QTest::newRow("a boolean") << u"true"_s << u"true"_s << u"passed"_s;
        QTest::newRow("a boolean in a sentence") << u"true"_s << u"It is true."_s << u"failed"_s;
        QTest::newRow("no JSON") << uR"({"a":1})"_s << u"{'a':1}"_s << u"failed"_s;
        QTest::newRow("an empty answer") << u"[]"_s << QString() << u"failed"_s;
    }

    void equalJsonIsEqual()
    {
        QFETCH(const QString, value);
        QFETCH(const QString, output);
        QFETCH(const QString, state);
        const QString assertion = u"{\"type\":\"equals\",\"value\":"_s + value + u"}"_s;
        COMPARE_GRADE(assertion, output, state);
    }

    void objectsOfManyMembersAreCompared()
    {
        QStringList members;
        for (int i = 0; i < 20'000; ++i)
            members.append(u"\"m%1\":%1"_s.arg(i));
        QStringList backwards(members.crbegin(), members.crend());
        const QString assertion = u"{\"type\":\"equals\",\"value\":{"_s + members.join(u',') + u"}}"_s;
        COMPARE_GRADE(assertion, QString(u"{"_s + backwards.join(u',') + u"}"_s), u"passed"_s);
    }

    void onlyStrictJsonIsJson_data()
    {
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("state");
        QTest::newRow("an object") << uR"({"a":[1,"x",null]})"_s << u"passed"_s;
        QTest::newRow("a scalar") << u"42"_s << u"passed"_s;
        QTest::newRow("blanks around") << u" \n{}\r\n"_s << u"passed"_s;
        QTest::newRow("nothing") << QString() << u"failed"_s;
        QTest::newRow("blanks alone") << u" \n"_s << u"failed"_s;
        QTest::newRow("a fence around") << u"```json\n{}\n```"_s << u"failed"_s;
        QTest::newRow("a word before") << u"Sure! {}"_s << u"failed"_s;
        QTest::newRow("a word after") << u"{} Done."_s << u"failed"_s;
        QTest::newRow("two documents") << u"{}{}"_s << u"failed"_s;
        QTest::newRow("single quotes") << u"{'a':1}"_s << u"failed"_s;
        QTest::newRow("a comma too many") << u"[1,]"_s << u"failed"_s;
        QTest::newRow("a comment") << u"[1]//x"_s << u"failed"_s;
        QTest::newRow("a member twice") << uR"({"a":1,"a":2})"_s << u"failed"_s;
        QTest::newRow("NaN") << u"NaN"_s << u"failed"_s;
        QTest::newRow("a leading zero") << u"01"_s << u"failed"_s;
        QTest::newRow("cut off") << u"{\"a\":[1,\"x"_s << u"failed"_s;
        QTest::newRow("a bare line end in a text") << u"\"a\nb\""_s << u"failed"_s;
        QTest::newRow("a hundred thousand levels") << u"["_s.repeated(100'000) << u"failed"_s;
    }

    void onlyStrictJsonIsJson()
    {
        QFETCH(const QString, output);
        QFETCH(const QString, state);
        COMPARE_GRADE(uR"({"type":"is-json"})"_s, output, state);
    }

    void everyCutOfAnAnswerFailsAndNothingElseHappens()
    {
        const QString whole = u"{\"category\":\"billing\",\"n\":[1.5e3,-2,true,null],\"s\":\"ü\\u00e9\\n🙂\"}"_s;
        for (qsizetype length = 0; length < whole.size(); ++length)
            QCOMPARE(word(gradeOf(uR"({"type":"is-json"})"_s, whole.left(length)).state), u"failed"_s);
        QCOMPARE(word(gradeOf(uR"({"type":"is-json"})"_s, whole).state), u"passed"_s);
    }

    void theReasonTellsThePlace()
    {
        const QString reason = gradeOf(uR"({"type":"is-json"})"_s, u"{\n \"a\": x}"_s).reason;
        QVERIFY2(reason.startsWith(u"line 2, column"), qPrintable(reason));
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
