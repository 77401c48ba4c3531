// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/schema.h"
#include "tests/core/grader/grading.h"

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

Json json(const QString &text)
{
    const auto parsed = parseJson(QStringView(text));
    if (!parsed)
        qFatal("%s", qPrintable(text));
    return *parsed;
}

QString isJson(const QString &schema)
{
    return u"{\"type\":\"is-json\",\"value\":"_s + schema + u"}"_s;
}

} // namespace

class TestSchema : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAnswerFitsOrNot_data()
    {
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("state");
        const QString triage
            = uR"({"type":"object","required":["category","summary"],"properties":{"category":{"enum":["billing","bug"]},"summary":{"type":"string","maxLength":10}},"additionalProperties":false})"_s;
        QTest::newRow("fits") << triage << uR"({"category":"bug","summary":"äöü"})"_s << u"passed"_s;
        QTest::newRow("a value off the list") << triage << uR"({"category":"x","summary":""})"_s << u"failed"_s;
        QTest::newRow("a member missing") << triage << uR"({"category":"bug"})"_s << u"failed"_s;
        QTest::newRow("a member too many") << triage << uR"({"category":"bug","summary":"","x":1})"_s << u"failed"_s;
        QTest::newRow("length counts characters") << uR"({"maxLength":1})"_s << u"\"🙂\""_s << u"passed"_s;
        QTest::newRow("no JSON never fits") << u"true"_s << u"nothing"_s << u"failed"_s;
        QTest::newRow("false fits nothing") << u"false"_s << u"1"_s << u"failed"_s;
        QTest::newRow("1.0 is an integer") << uR"({"type":"integer"})"_s << u"1.0"_s << u"passed"_s;
        QTest::newRow("draft 7 lists") << u"{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"items\":[{\"type\":\"string\"}]}"_s << u"[1]"_s << u"failed"_s;
        QTest::newRow("draft 2020-12 lists") << uR"({"prefixItems":[{"type":"string"}]})"_s << u"[1]"_s << u"failed"_s;
        QTest::newRow("draft 2019-09") << u"{\"$schema\":\"https://json-schema.org/draft/2019-09/schema\",\"unevaluatedProperties\":false,\"properties\":{\"a\":true}}"_s
                                       << uR"({"b":1})"_s << u"failed"_s;
        QTest::newRow("a tree refers to itself") << uR"({"properties":{"children":{"items":{"$ref":"#"}},"n":{"type":"integer"}}})"_s
                                                 << uR"({"children":[{"children":[{"n":"x"}]}]})"_s << u"failed"_s;
        QTest::newRow("a named part") << uR"({"$defs":{"id":{"$anchor":"id","type":"integer"}},"items":{"$ref":"#id"}})"_s << u"[1,2]"_s << u"passed"_s;
        QTest::newRow("draft 7 definitions")
            << u"{\"$schema\":\"http://json-schema.org/draft-07/schema\",\"definitions\":{\"a\":{\"type\":\"integer\"}},\"items\":{\"$ref\":\"#/definitions/a\"}}"_s << u"[\"x\"]"_s
            << u"failed"_s;
    }

    void anAnswerFitsOrNot()
    {
        QFETCH(const QString, schema);
        QFETCH(const QString, output);
        QFETCH(const QString, state);
        VERIFY_OK(grader::checkAssertion(assertionOf(isJson(schema))));
        COMPARE_GRADE(isJson(schema), output, state);
    }

    void patternsMeanWhatTheyMeanInASchema_data()
    {
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("state");
        QTest::newRow("matches") << uR"({"pattern":"^[A-Z]{2}$"})"_s << u"\"AB\""_s << u"passed"_s;
        QTest::newRow("does not match") << uR"({"pattern":"^[A-Z]{2}$"})"_s << u"\"ABC\""_s << u"failed"_s;
        QTest::newRow("is not for numbers") << uR"({"pattern":"^x$"})"_s << u"5"_s << u"passed"_s;
        QTest::newRow("characters, not bytes") << uR"({"pattern":"^.{3}$"})"_s << u"\"äöü\""_s << u"passed"_s;
        QTest::newRow("beside a not of its own") << uR"({"not":{"const":"a"},"pattern":"^[ab]$"})"_s << u"\"a\""_s << u"failed"_s;
        QTest::newRow("beside a not of its own, the pattern fails") << uR"({"not":{"const":"a"},"pattern":"^[ab]$"})"_s << u"\"c\""_s << u"failed"_s;
        QTest::newRow("beside a not of its own, both hold") << uR"({"not":{"const":"a"},"pattern":"^[ab]$"})"_s << u"\"b\""_s << u"passed"_s;
        QTest::newRow("one of two") << uR"({"anyOf":[{"pattern":"^a"},{"pattern":"b$"}]})"_s << u"\"xb\""_s << u"passed"_s;
        QTest::newRow("turned round") << uR"({"not":{"pattern":"^a"}})"_s << u"\"ab\""_s << u"failed"_s;
        QTest::newRow("another text with the same pattern elsewhere") << uR"({"properties":{"a":{"pattern":"^x"},"b":true}})"_s << uR"({"a":"x","b":"y"})"_s << u"passed"_s;
        QTest::newRow("names of members") << uR"({"propertyNames":{"pattern":"^[a-z]+$"}})"_s << uR"({"ok":1,"Bad":2})"_s << u"failed"_s;
        QTest::newRow("members by pattern") << uR"({"patternProperties":{"^n_":{"type":"integer"}}})"_s << uR"({"n_a":1,"n_b":"x"})"_s << u"failed"_s;
        QTest::newRow("members by pattern and by name") << uR"({"properties":{"n_a":{"maximum":5}},"patternProperties":{"^n_":{"type":"integer"}}})"_s << uR"({"n_a":6})"_s
                                                        << u"failed"_s;
        QTest::newRow("members by two patterns") << uR"({"patternProperties":{"^n":{"minimum":1},"x$":{"maximum":5}}})"_s << uR"({"nx":6})"_s << u"failed"_s;
        QTest::newRow("members by pattern are no additional ones") << uR"({"patternProperties":{"^n_":true},"additionalProperties":false})"_s << uR"({"n_a":1})"_s << u"passed"_s;
        QTest::newRow("other members are") << uR"({"patternProperties":{"^n_":true},"additionalProperties":false})"_s << uR"({"m":1})"_s << u"failed"_s;
        QTest::newRow("a member that is called pattern") << uR"({"properties":{"pattern":{"type":"string"}}})"_s << u"{\"pattern\":\"(\"}"_s << u"passed"_s;
        QTest::newRow("a value that has a pattern") << u"{\"const\":{\"pattern\":\"(\"}}"_s << u"{\"pattern\":\"(\"}"_s << u"passed"_s;
        QTest::newRow("in a part referred to") << uR"({"$defs":{"code":{"pattern":"^[0-9]+$"}},"items":{"$ref":"#/$defs/code"}})"_s << uR"(["1","x"])"_s << u"failed"_s;
    }

    void patternsMeanWhatTheyMeanInASchema()
    {
        QFETCH(const QString, schema);
        QFETCH(const QString, output);
        QFETCH(const QString, state);
        VERIFY_OK(grader::checkAssertion(assertionOf(isJson(schema))));
        COMPARE_GRADE(isJson(schema), output, state);
    }

    void reasonsNameThePlace()
    {
        QCOMPARE(gradeOf(isJson(uR"({"properties":{"code":{"pattern":"^[0-9]+$"}}})"_s), uR"({"code":"x1"})"_s).reason, u"/code: “x1” does not match the pattern “^[0-9]+$”"_s);
        QCOMPARE(gradeOf(isJson(uR"({"allOf":[{"properties":{"n":{"type":"integer"}}}]})"_s), uR"({"n":"x"})"_s).reason, u"/n: Expected integer, found string"_s);
    }

    void aRunawayPatternIsStopped_data()
    {
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("output");
        const QString text = u"a"_s.repeated(5000) + u"!"_s;
        QTest::newRow("of a text") << uR"({"pattern":"(a+)+$"})"_s << QString(u"\""_s + text + u"\""_s);
        QTest::newRow("of a member") << uR"({"patternProperties":{"(a+)+$":true}})"_s << QString(u"{\""_s + text + u"\":1}"_s);
    }

    void aRunawayPatternIsStopped()
    {
        QFETCH(const QString, schema);
        QFETCH(const QString, output);
        COMPARE_GRADE(isJson(schema), output, u"error"_s);
        const QString reason = gradeOf(isJson(schema), output).reason;
        QVERIFY2(reason.startsWith(u"stopped: too many steps"), qPrintable(reason));
    }

    void referencesThatBranchAtEveryLevelAreStopped()
    {
        const QString schema = isJson(u"{\"anyOf\":[{\"items\":{\"$ref\":\"#\"}},{\"items\":{\"$ref\":\"#\"}}],\"not\":{\"type\":\"string\"}}"_s);
        const auto nested = [](int depth) { return QString(u"["_s.repeated(depth) + u"\"x\""_s + u"]"_s.repeated(depth)); };
        COMPARE_GRADE(schema, nested(40), u"error"_s);
        QVERIFY(gradeOf(schema, nested(40)).reason.startsWith(u"stopped: too many steps"));
        COMPARE_GRADE(schema, nested(5), u"failed"_s);
        COMPARE_GRADE(isJson(u"{\"items\":{\"$ref\":\"#\"},\"type\":\"array\"}"_s), u"[[[[]]]]"_s, u"passed"_s);
    }

    void aLongListOfUniqueItemsIsStopped()
    {
        const auto list = [](int count) {
            QStringList numbers;
            for (int i = 0; i < count; ++i)
                numbers.append(QString::number(i));
            return QString(u"["_s + numbers.join(u',') + u"]"_s);
        };
        COMPARE_GRADE(isJson(uR"({"uniqueItems":true})"_s), list(150'000), u"error"_s);
        COMPARE_GRADE(isJson(uR"({"uniqueItems":true})"_s), list(500), u"passed"_s);
    }

    void aLargeAnswerIsNoDangerForAPlainSchema()
    {
        const QString output = u"["_s + u"{\"a\":[1,2,3]},"_s.repeated(20'000) + u"{}]"_s;
        COMPARE_GRADE(isJson(uR"({"items":{"properties":{"a":{"items":{"type":"integer"}}}}})"_s), output, u"passed"_s);
    }

    void aLongTextIsNoDangerForAPattern()
    {
        const QString output = u"\""_s + u"ab"_s.repeated(500'000) + u"\""_s;
        COMPARE_GRADE(isJson(uR"({"pattern":"^[a-z]*$"})"_s), output, u"passed"_s);
    }

    void endlessAndBrokenSchemasAreRefused_data()
    {
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("named");
        QTest::newRow("a reference to itself") << uR"({"$ref":"#"})"_s << u"invalid-input"_s << u"circle"_s;
        QTest::newRow("by way of another") << uR"({"$ref":"#/$defs/a","$defs":{"a":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}}})"_s
                                           << u"invalid-input"_s << u"circle"_s;
        QTest::newRow("by an anchor") << uR"({"$defs":{"a":{"$anchor":"here","allOf":[{"$ref":"#here"}]}},"$ref":"#/$defs/a"})"_s << u"invalid-input"_s << u"circle"_s;
        QTest::newRow("by an address") << u"{\"$id\":\"https://example.org/s.json\",\"allOf\":[{\"$ref\":\"s.json\"}]}"_s << u"invalid-input"_s << u"circle"_s;
        QTest::newRow("by an escaped pointer") << uR"({"$defs":{"a b":{"$ref":"#/$defs/a%20b"}},"$ref":"#/$defs/a%20b"})"_s << u"invalid-input"_s << u"circle"_s;
        QTest::newRow("in draft 7") << u"{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"dependencies\":{\"a\":{\"$ref\":\"#\"}}}"_s << u"invalid-input"_s
                                    << u"circle"_s;
        QTest::newRow("a reference to the outside") << u"{\"$ref\":\"http://example.org/other.json\"}"_s << u"invalid-input"_s << u"cannot be used"_s;
        QTest::newRow("a type that is a number") << uR"({"type":12})"_s << u"invalid-input"_s << u"/type"_s;
        QTest::newRow("a type nobody knows") << uR"({"type":"strin"})"_s << u"invalid-input"_s << u"/type"_s;
        QTest::newRow("required as a text") << uR"({"required":"a"})"_s << u"invalid-input"_s << u"/required"_s;
        QTest::newRow("deep inside, in draft 7") << u"{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"properties\":{\"a\":{\"minimum\":\"x\"}}}"_s << u"invalid-input"_s
                                                 << u"/properties"_s;
        QTest::newRow("a draft nobody knows") << u"{\"$schema\":\"http://example.org/\"}"_s << u"invalid-input"_s << u"example.org"_s;
        QTest::newRow("a draft that is a number") << uR"({"$schema":7})"_s << u"invalid-input"_s << u"$schema"_s;
        QTest::newRow("a bad pattern") << u"{\"pattern\":\"(\"}"_s << u"invalid-input"_s << u"regular expression"_s;
        QTest::newRow("a bad pattern of members") << u"{\"patternProperties\":{\"(\":true}}"_s << u"invalid-input"_s << u"regular expression"_s;
        QTest::newRow("a list") << u"[]"_s << u"invalid-input"_s << u"object"_s;
        QTest::newRow("a text") << uR"("{}")"_s << u"invalid-input"_s << u"object"_s;
    }

    void endlessAndBrokenSchemasAreRefused()
    {
        QFETCH(const QString, schema);
        QFETCH(const QString, kind);
        QFETCH(const QString, named);
        const auto checked = grader::checkAssertion(assertionOf(isJson(schema)));
        VERIFY_FAILS(checked, kind.toLatin1());
        QVERIFY2(checked.error().message.contains(named), qPrintable(checked.error().message));
        COMPARE_GRADE(isJson(schema), u"{\"a\":1}"_s, u"error"_s);
    }

    void aReferenceThatLeadsNowhereIsToldWithItsPlace_data()
    {
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("told");
        QTest::addColumn<QString>("advice");
        QTest::newRow("a name that is not there") << uR"({"$defs":{"id":{"type":"integer"},"a/b":{}},"properties":{"x":{"items":{"$ref":"#/$defs/idd"}}}})"_s
                                                  << u"/properties/x/items refers to \"#/$defs/idd\""_s << u"It can refer to #/$defs/id, #/$defs/a~1b"_s;
        QTest::newRow("at the root") << uR"({"$ref":"#/definitions/a"})"_s << u"its root refers to \"#/definitions/a\""_s << u"Put the schema that it means into \"$defs\"."_s;
        QTest::newRow("within a list") << uR"({"anyOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/b"}],"$defs":{"a":true}})"_s << u"/anyOf/1 refers to \"#/$defs/b\""_s
                                       << u"#/$defs/a;"_s;
        QTest::newRow("an anchor") << uR"({"properties":{"x":{"$ref":"#here"}}})"_s << u"/properties/x refers to \"#here\""_s << u"$defs"_s;
        QTest::newRow("elsewhere") << uR"({"properties":{"x":{"$ref":"http://example.org/other.json"}}})"_s << u"/properties/x refers to \"http://example.org/other.json\""_s
                                   << u"Nothing is loaded from elsewhere"_s;
    }

    void aReferenceThatLeadsNowhereIsToldWithItsPlace()
    {
        QFETCH(const QString, schema);
        QFETCH(const QString, told);
        QFETCH(const QString, advice);
        const auto checked = grader::checkSchema(json(schema));
        VERIFY_FAILS(checked, "invalid-input");
        QVERIFY2(checked.error().message.contains(told), qPrintable(checked.error().message));
        QVERIFY2(checked.error().hint.contains(advice), qPrintable(checked.error().hint));
    }

    void schemasThatUnfoldWithoutBoundAreRefused()
    {
        QString doubling = u"{\"$ref\":\"#/$defs/d0\",\"$defs\":{"_s;
        QString chain = doubling;
        for (int i = 0; i < 1000; ++i) {
            doubling += uR"("d%1":{"allOf":[{"$ref":"#/$defs/d%2"},{"$ref":"#/$defs/d%2"}]},)"_s.arg(i).arg(i + 1);
            chain += uR"("d%1":{"$ref":"#/$defs/d%2"},)"_s.arg(i).arg(i + 1);
        }
        for (const QString &schema : {doubling, chain})
            VERIFY_FAILS(grader::checkSchema(json(schema + u"\"d1000\":true}}"_s)), "too-large");
        const QString longName = u"{\"$id\":\""_s + u"a"_s.repeated(200'000) + u"\"}"_s;
        VERIFY_FAILS(grader::checkSchema(json(longName)), "invalid-input");
    }
};

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
