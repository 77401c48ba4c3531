// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/pattern.h"
#include "tests/core/grader/grading.h"

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {
const QString kRunaway = u"a"_s.repeated(5000) + u"!"_s;
}

class TestRegex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void patternsAreSearchedFor_data()
    {
        QTest::addColumn<QString>("assertion");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("state");
        QTest::newRow("inside") << uR"({"type":"regex","value":"[0-9]{3}"})"_s << u"room 101"_s << u"passed"_s;
        QTest::newRow("nowhere") << uR"({"type":"regex","value":"[0-9]{3}"})"_s << u"room 10"_s << u"failed"_s;
        QTest::newRow("case matters") << uR"({"type":"regex","value":"yes"})"_s << u"Yes"_s << u"failed"_s;
        QTest::newRow("case can be switched off") << uR"({"type":"regex","value":"(?i)yes"})"_s << u"Yes"_s << u"passed"_s;
        QTest::newRow("letters of all scripts are words") << u"{\"type\":\"regex\",\"value\":\"^\\\\w+$\"}"_s << u"größeЖ漢"_s << u"passed"_s;
        QTest::newRow("an emoji is one character") << uR"({"type":"regex","value":"^.$"})"_s << u"🙂"_s << u"passed"_s;
        QTest::newRow("look behind") << u"{\"type\":\"regex\",\"value\":\"(?<=\\\\$)5\"}"_s << u"$5"_s << u"passed"_s;
        QTest::newRow("an empty answer") << uR"({"type":"regex","value":"^$"})"_s << QString() << u"passed"_s;
    }

    void patternsAreSearchedFor()
    {
        QFETCH(const QString, assertion);
        QFETCH(const QString, output);
        QFETCH(const QString, state);
        COMPARE_GRADE(assertion, output, state);
    }

    void theReasonCountsCharacters() { QCOMPARE(gradeOf(uR"({"type":"regex","value":"x+"})"_s, u"🙂🙂x"_s).reason, u"“x+” matches at character 3"_s); }

    void aRunawayPatternIsStoppedAndIsNoAnswer_data()
    {
        QTest::addColumn<QString>("assertion");
        QTest::newRow("plain") << uR"({"type":"regex","value":"(a+)+$"})"_s;
        QTest::newRow("negated") << uR"({"type":"not-regex","value":"(a+)+$"})"_s;
        QTest::newRow("alternatives") << uR"({"type":"regex","value":"^(a|a)*$"})"_s;
    }

    void aRunawayPatternIsStoppedAndIsNoAnswer()
    {
        QFETCH(const QString, assertion);
        VERIFY_OK(grader::checkAssertion(assertionOf(assertion)));
        const grader::Grade grade = gradeOf(assertion, kRunaway);
        QCOMPARE(word(grade.state), u"error"_s);
        QCOMPARE(grade.score, 0.0);
        QVERIFY2(grade.reason.startsWith(u"stopped: too many steps"), qPrintable(grade.reason));
    }

    void badPatternsAreRefusedWithTheirPlace()
    {
        const auto checked = grader::checkAssertion(assertionOf(u"{\"type\":\"regex\",\"value\":\"ab(c\"}"_s));
        VERIFY_FAILS(checked, "invalid-input");
        QVERIFY2(checked.error().message.contains(u"“ab(c”") && checked.error().message.contains(u"at character 5"), qPrintable(checked.error().message));
        COMPARE_GRADE(u"{\"type\":\"regex\",\"value\":\"ab(c\"}"_s, u"abc"_s, u"error"_s);
        for (const auto *json : {R"({"type":"regex"})", R"({"type":"regex","value":""})", R"({"type":"regex","value":5})", R"({"type":"regex","value":"(a{60000}){60000}"})"})
            VERIFY_FAILS(grader::checkAssertion(assertionOf(QString::fromLatin1(json))), "invalid-input");
    }

    void schemaPatternsFollowEcma_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("occurs");
        QTest::newRow("the end is the very end") << u"^a$"_s << u"a\n"_s << false;
        QTest::newRow("a dollar in a class is itself") << u"^[$]$"_s << u"$"_s << true;
        QTest::newRow("an escaped dollar is itself") << u"^\\$5$"_s << u"$5"_s << true;
        QTest::newRow("a character by number") << u"^\\u00e9$"_s << u"é"_s << true;
        QTest::newRow("an escaped backslash before u") << u"^\\\\u00e9$"_s << u"\\u00e9"_s << true;
        QTest::newRow("digits are ASCII") << u"^\\d$"_s << u"٣"_s << false;
        QTest::newRow("characters, not bytes") << u"^.{3}$"_s << u"äöü"_s << true;
        QTest::newRow("letters by property") << u"^\\p{L}+$"_s << u"größe"_s << true;
    }

    void schemaPatternsFollowEcma()
    {
        QFETCH(const QString, pattern);
        QFETCH(const QString, text);
        QFETCH(const bool, occurs);
        const auto expression = grader::compileSchemaPattern(pattern);
        VERIFY_OK(expression);
        QCOMPARE(grader::firstOccurrence(*expression, text).value() > 0, occurs);
    }
};

QTEST_GUILESS_MAIN(TestRegex)
#include "tst_regex.moc"
