// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/grader/grading.h"

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

QString pathAssertion(const QString &value)
{
    return u"{\"type\":\"json-path\",\"value\":"_s + value + u"}"_s;
}

} // namespace

class TestJsonPath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aValueAtAPathIsCompared_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("state");
        const QString order = uR"({"category":"billing","urgency":2,"lines":[{"sku":"A1","n":1},{"sku":"B2","n":3}],"ok":true,"none":null,"big":9007199254740993,"größe":"L"})"_s;
        QTest::newRow("equals") << uR"({"path":"$.category","equals":"billing"})"_s << order << u"passed"_s;
        QTest::newRow("another value") << uR"({"path":"$.category","equals":"refund"})"_s << order << u"failed"_s;
        QTest::newRow("a number by value") << uR"({"path":"$.urgency","equals":2.0})"_s << order << u"passed"_s;
        QTest::newRow("a number is no text") << uR"({"path":"$.urgency","equals":"2"})"_s << order << u"failed"_s;
        QTest::newRow("every digit counts") << uR"({"path":"$.big","equals":9007199254740992})"_s << order << u"failed"_s;
        QTest::newRow("null is a value") << uR"({"path":"$.none","equals":null})"_s << order << u"passed"_s;
        QTest::newRow("nothing there is not null") << uR"({"path":"$.missing","equals":null})"_s << order << u"failed"_s;
        QTest::newRow("an object in any order") << uR"({"path":"$.lines[0]","equals":{"n":1,"sku":"A1"}})"_s << order << u"passed"_s;
        QTest::newRow("any of several") << uR"({"path":"$.lines[*].sku","equals":"B2"})"_s << order << u"passed"_s;
        QTest::newRow("none of several") << uR"({"path":"$.lines[*].sku","equals":"C3"})"_s << order << u"failed"_s;
        QTest::newRow("a filter") << uR"({"path":"$.lines[?(@.n > 2)].sku","equals":"B2"})"_s << order << u"passed"_s;
        QTest::newRow("anywhere below") << uR"({"path":"$..sku","equals":"A1"})"_s << order << u"passed"_s;
        QTest::newRow("from the end") << uR"({"path":"$.lines[-1].sku","equals":"B2"})"_s << order << u"passed"_s;
        QTest::newRow("a name that is no ASCII") << u"{\"path\":\"$['größe']\",\"equals\":\"L\"}"_s << order << u"passed"_s;
        QTest::newRow("matches") << uR"({"path":"$.category","matches":"^(billing|refund)$"})"_s << order << u"passed"_s;
        QTest::newRow("matches not") << uR"({"path":"$.category","matches":"^bill$"})"_s << order << u"failed"_s;
        QTest::newRow("a number as it is written") << uR"({"path":"$.urgency","matches":"^[1-3]$"})"_s << order << u"passed"_s;
        QTest::newRow("any of several matches") << uR"({"path":"$.lines[*].sku","matches":"^B"})"_s << order << u"passed"_s;
        QTest::newRow("nothing to match") << uR"({"path":"$.missing","matches":".*"})"_s << order << u"failed"_s;
        QTest::newRow("no JSON") << uR"({"path":"$.a","equals":1})"_s << u"a is 1"_s << u"failed"_s;
        QTest::newRow("a list at the top") << uR"({"path":"$[1]","equals":2})"_s << u"[1,2]"_s << u"passed"_s;
    }

    void aValueAtAPathIsCompared()
    {
        QFETCH(const QString, value);
        QFETCH(const QString, output);
        QFETCH(const QString, state);
        COMPARE_GRADE(pathAssertion(value), output, state);
    }

    void theReasonShowsPathAndValue()
    {
        QCOMPARE(gradeOf(pathAssertion(uR"({"path":"$.a","equals":"x"})"_s), uR"({"a":["y"]})"_s).reason, u"$.a is [\"y\"], not \"x\""_s);
        QCOMPARE(gradeOf(pathAssertion(uR"({"path":"$.b","equals":"x"})"_s), uR"({"a":1})"_s).reason, u"nothing is at $.b"_s);
        QCOMPARE(gradeOf(pathAssertion(uR"({"path":"$.a","matches":"z"})"_s), uR"({"a":"%1"})"_s).reason, u"$.a is \"%1\", which does not match “z”"_s);
    }

    void aRunawayPatternIsStopped()
    {
        const QString output = u"{\"a\":\""_s + u"a"_s.repeated(5000) + u"!\"}"_s;
        COMPARE_GRADE(pathAssertion(uR"({"path":"$.a","matches":"(a+)+$"})"_s), output, u"error"_s);
        QVERIFY(gradeOf(pathAssertion(uR"({"path":"$.a","matches":"(a+)+$"})"_s), output).reason.startsWith(u"stopped: too many steps"));
    }

    void unusableValuesAreRefused_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("named");
        QTest::newRow("a text alone") << uR"("$.a")"_s << u"path"_s;
        QTest::newRow("no path") << uR"({"equals":1})"_s << u"path"_s;
        QTest::newRow("neither equals nor matches") << uR"({"path":"$.a"})"_s << u"equals"_s;
        QTest::newRow("both") << uR"({"path":"$.a","equals":1,"matches":"1"})"_s << u"either"_s;
        QTest::newRow("an unknown member") << uR"({"path":"$.a","equals":1,"flags":"i"})"_s << u"flags"_s;
        QTest::newRow("a path cut off") << u"{\"path\":\"$.a[\",\"equals\":1}"_s << u"“$.a[”"_s;
        QTest::newRow("no path at all") << uR"({"path":"category","equals":1})"_s << u"“category”"_s;
        QTest::newRow("an empty path") << uR"({"path":"","equals":1})"_s << u"JSONPath"_s;
        QTest::newRow("a bad pattern") << u"{\"path\":\"$.a\",\"matches\":\"(\"}"_s << u"regular expression"_s;
        QTest::newRow("a pattern that is a number") << uR"({"path":"$.a","matches":1})"_s << u"matches"_s;
        QTest::newRow("a pattern inside the path, which nothing would stop") << uR"({"path":"$[?(@.a =~ /(a+)+$/)]","equals":1})"_s << u"regular expression"_s;
        QTest::newRow("another way to put one there") << u"{\"path\":\"$[?(tokenize(@.a,'(a+)+$')[0]=='x')]\",\"equals\":1}"_s << u"regular expression"_s;
        QTest::newRow("a path that multiplies") << uR"({"path":"$..*..*..*","equals":1})"_s << u"more than two"_s;
    }

    void unusableValuesAreRefused()
    {
        QFETCH(const QString, value);
        QFETCH(const QString, named);
        const auto checked = grader::checkAssertion(assertionOf(pathAssertion(value)));
        VERIFY_FAILS(checked, "invalid-input");
        QVERIFY2(checked.error().message.contains(named), qPrintable(checked.error().message));
        COMPARE_GRADE(pathAssertion(value), u"{\"a\":1}"_s, u"error"_s);
    }
};

QTEST_GUILESS_MAIN(TestJsonPath)
#include "tst_jsonpath.moc"
