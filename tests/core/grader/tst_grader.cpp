// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/family.h"
#include "tests/core/grader/grading.h"

#include <algorithm>

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;

class TestGrader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allTypesAreRegisteredOnceAndSorted()
    {
        QStringList names = grader::assertionTypes();
        QCOMPARE(names,
            (QStringList{u"contains"_s, u"contains-all"_s, u"contains-any"_s, u"cost"_s, u"equals"_s, u"icontains"_s, u"is-json"_s, u"json-path"_s, u"latency"_s, u"length"_s,
                u"regex"_s, u"starts-with"_s}));
    }

    void anUnknownTypeSuggestsTheNearest()
    {
        const auto checked = grader::checkAssertion(assertionOf(uR"({"type":"not-contain","value":"x"})"_s));
        VERIFY_FAILS(checked, "invalid-input");
        QCOMPARE(checked.error().message, u"there is no assertion \"contain\""_s);
        QCOMPARE(checked.error().hint, u"Did you mean \"contains\"?"_s);
        const auto far = grader::checkAssertion(assertionOf(uR"({"type":"zzz"})"_s));
        VERIFY_FAILS(far, "invalid-input");
        QVERIFY(far.error().hint.contains(u"json-path"));
        COMPARE_GRADE(uR"({"type":"contain","value":"x"})"_s, u"x"_s, u"error"_s);
    }

    void aDoubleNegationIsAnUnknownType() { VERIFY_FAILS(grader::checkAssertion(assertionOf(uR"({"type":"not-not-contains","value":"x"})"_s)), "invalid-input"); }

    void theGradeCarriesNameMetricAndWeight()
    {
        const grader::Grade grade = gradeOf(uR"({"type":"not-contains","value":"x","metric":"tone","weight":2.5})"_s, u"y"_s);
        QCOMPARE(grade.name, u"not-contains"_s);
        QCOMPARE(grade.metric, u"tone"_s);
        QCOMPARE(grade.weight, 2.5);
        QCOMPARE(grade.score, 1.0);
    }

    void negationTellsTheSameFact()
    {
        QCOMPARE(gradeOf(uR"({"type":"not-contains","value":"x"})"_s, u"axb"_s).reason, u"“x” occurs"_s);
        QCOMPARE(gradeOf(uR"({"type":"contains","value":"x"})"_s, u"axb"_s).reason, u"“x” occurs"_s);
    }

    void aValueWithATemplateIsCheckedOnceItIsFilledIn()
    {
        VERIFY_OK(grader::checkAssertion(assertionOf(u"{\"type\":\"regex\",\"value\":\"^{{ pattern }}($\"}"_s)));
        VERIFY_OK(grader::checkAssertion(assertionOf(uR"({"type":"length","value":{"max":"{{ limit }}"}})"_s)));
        VERIFY_FAILS(grader::checkAssertion(assertionOf(uR"({"type":"contain","value":"{{ x }}"})"_s)), "invalid-input");
        COMPARE_GRADE(u"{\"type\":\"regex\",\"value\":\"{{ pattern }}(\"}"_s, u"x"_s, u"error"_s);
    }

    void aWeightThatIsNotAboveZeroIsRefused()
    {
        evalset::Assertion assertion = assertionOf(uR"({"type":"contains","value":"x"})"_s);
        for (const double weight : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
            assertion.weight = weight;
            VERIFY_FAILS(grader::checkAssertion(assertion), "invalid-input");
        }
    }

    void everyTypeTakesHostileValuesAndOutputs()
    {
        const QStringList values{u"null"_s, u"true"_s, u"-1"_s, u"\"\""_s, u"\"\\u0000\""_s, u"[]"_s, u"[[]]"_s, u"{}"_s, u"{\"path\":[]}"_s, u"{\"min\":1e308}"_s, u"1e308"_s,
            u"123456789012345678901234567890"_s};
        const QStringList outputs{QString(), QString(QChar(0)), QString(QChar(0xd800)), u"["_s.repeated(5000), u"%1%2%3"_s, u"a"_s.repeated(200'000)};
        for (const QString &type : grader::assertionTypes()) {
            for (const QString &value : values) {
                for (const QString &output : outputs) {
                    const grader::Grade grade = gradeOf(uR"({"type":"%1","value":%2})"_s.arg(type, value), output);
                    QVERIFY(grade.score == 0 || grade.score == 1);
                    QVERIFY(!grade.reason.isEmpty() && grade.reason.size() <= 240);
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestGrader)
#include "tst_grader.moc"
