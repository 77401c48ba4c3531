// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/grader/grading.h"

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

QString stateWith(const QString &assertion, const grader::GradeInput &input)
{
    return word(grader::grade(assertionOf(assertion), input).state);
}

} // namespace

class TestMeasures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lengthsAreCountedInTheirUnit_data()
    {
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<int>("length");
        QTest::newRow("characters") << u"äöü"_s << u"characters"_s << 3;
        QTest::newRow("an emoji is one character") << u"🙂"_s << u"characters"_s << 1;
        QTest::newRow("bytes") << u"äö🙂"_s << u"bytes"_s << 8;
        QTest::newRow("words between any blanks") << u"  one\ttwo\n\nthree "_s << u"words"_s << 3;
        QTest::newRow("no words") << u" \n "_s << u"words"_s << 0;
        QTest::newRow("lines") << u"a\nb"_s << u"lines"_s << 2;
        QTest::newRow("a final line end begins no line") << u"a\nb\n"_s << u"lines"_s << 2;
        QTest::newRow("an empty line is one") << u"a\n\nb"_s << u"lines"_s << 3;
        QTest::newRow("no lines") << QString() << u"lines"_s << 0;
    }

    void lengthsAreCountedInTheirUnit()
    {
        QFETCH(const QString, output);
        QFETCH(const QString, unit);
        QFETCH(const int, length);
        const auto bounds = [&unit](int least, int most) { return uR"({"type":"length","value":{"min":%1,"max":%2,"unit":"%3"}})"_s.arg(least).arg(most).arg(unit); };
        COMPARE_GRADE(bounds(length, length), output, u"passed"_s);
        COMPARE_GRADE(bounds(length + 1, length + 1), output, u"failed"_s);
        if (length > 0)
            COMPARE_GRADE(bounds(length - 1, length - 1), output, u"failed"_s);
        const QString reason = gradeOf(bounds(length, length), output).reason;
        QCOMPARE(reason, u"%1 %2"_s.arg(length).arg(unit));
    }

    void oneBoundIsEnoughAndCharactersAreTheUnit()
    {
        COMPARE_GRADE(uR"({"type":"length","value":{"max":2}})"_s, u"🙂🙂"_s, u"passed"_s);
        COMPARE_GRADE(uR"({"type":"length","value":{"min":3}})"_s, u"🙂🙂"_s, u"failed"_s);
    }

    void latencyIsHeldAgainstItsLimit()
    {
        const grader::GradeInput input{.output = {}, .latency = Milliseconds(1500), .cost = {}};
        QCOMPARE(stateWith(uR"({"type":"latency","threshold":1500})"_s, input), u"passed"_s);
        QCOMPARE(stateWith(uR"({"type":"latency","value":1500})"_s, input), u"passed"_s);
        QCOMPARE(stateWith(uR"({"type":"latency","threshold":1499.5})"_s, input), u"failed"_s);
        QCOMPARE(stateWith(uR"({"type":"not-latency","threshold":1499})"_s, input), u"passed"_s);
        const grader::GradeInput slow{.output = {}, .latency = Milliseconds(1'234'567), .cost = {}};
        QCOMPARE(grader::grade(assertionOf(uR"({"type":"latency","threshold":1234566})"_s), slow).reason, u"1234567 ms, more than 1234566 ms"_s);
    }

    void costIsHeldAgainstItsLimitExactly()
    {
        const grader::GradeInput input{.output = {}, .latency = {}, .cost = Money::fromDecimal(u"0.0003")};
        QCOMPARE(stateWith(uR"({"type":"cost","threshold":0.0003})"_s, input), u"passed"_s);
        QCOMPARE(stateWith(uR"({"type":"cost","threshold":0.000299999999})"_s, input), u"failed"_s);
        QCOMPARE(grader::grade(assertionOf(uR"({"type":"cost","threshold":0.0001})"_s), input).reason, u"$0.0003, more than $0.0001"_s);
        QCOMPARE(stateWith(uR"({"type":"cost","threshold":0})"_s, {.output = {}, .latency = {}, .cost = Money()}), u"passed"_s);
    }

    void whatIsNotKnownIsNoAnswer()
    {
        COMPARE_GRADE(uR"({"type":"latency","threshold":1})"_s, QString(), u"error"_s);
        COMPARE_GRADE(uR"({"type":"cost","threshold":1})"_s, QString(), u"error"_s);
        QCOMPARE(gradeOf(uR"({"type":"cost","threshold":1})"_s, QString()).reason, u"cost unknown: the model has no price"_s);
    }

    void unusableBoundsAreRefused_data()
    {
        QTest::addColumn<QString>("assertion");
        for (const auto *json : {R"({"type":"length"})", R"({"type":"length","value":5})", R"({"type":"length","value":{}})", R"({"type":"length","value":{"min":"1"}})",
                 R"({"type":"length","value":{"min":3,"max":2}})", R"({"type":"length","value":{"max":2,"unit":"tokens"}})", R"({"type":"length","value":{"max":2,"unit":3}})",
                 R"({"type":"length","value":{"max":2,"maximum":3}})", R"({"type":"length","value":{"max":-1}})", R"({"type":"length","value":{"max":5},"threshold":5})",
                 R"({"type":"latency"})", R"({"type":"latency","value":"2000"})", R"({"type":"latency","threshold":-1})", R"({"type":"cost"})",
                 R"({"type":"cost","value":0.1,"threshold":0.2})", R"({"type":"cost","value":{"max":1},"threshold":0.2})"})
            QTest::newRow(json) << QString::fromLatin1(json);
    }

    void unusableBoundsAreRefused()
    {
        QFETCH(const QString, assertion);
        VERIFY_FAILS(grader::checkAssertion(assertionOf(assertion)), "invalid-input");
        COMPARE_GRADE(assertion, u"x"_s, u"error"_s);
    }
};

QTEST_GUILESS_MAIN(TestMeasures)
#include "tst_measures.moc"
