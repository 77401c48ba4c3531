// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/grader/grading.h"

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;

class TestText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsAreComparedAsWritten_data()
    {
        QTest::addColumn<QString>("assertion");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("state");
        const auto row = [](const char *name, const QString &assertion, const QString &output, const QString &state) { QTest::newRow(name) << assertion << output << state; };
        row("equal", uR"({"type":"equals","value":"Yes"})"_s, u"Yes"_s, u"passed"_s);
        row("case matters", uR"({"type":"equals","value":"Yes"})"_s, u"yes"_s, u"failed"_s);
        row("a final line end matters", uR"({"type":"equals","value":"Yes"})"_s, u"Yes\n"_s, u"failed"_s);
        row("an empty text equals an empty answer", uR"({"type":"equals","value":""})"_s, QString(), u"passed"_s);
        row("composed and decomposed letters are two texts", uR"({"type":"equals","value":"é"})"_s, u"e\u0301"_s, u"failed"_s);
        row("a digit text is no number", uR"({"type":"equals","value":"1.0"})"_s, u"1"_s, u"failed"_s);
        row("contains", uR"({"type":"contains","value":"und"})"_s, u"refund"_s, u"passed"_s);
        row("contains minds case", uR"({"type":"contains","value":"Und"})"_s, u"refund"_s, u"failed"_s);
        row("a number is looked for as it is written", uR"({"type":"contains","value":1.50})"_s, u"costs 1.5 a piece"_s, u"passed"_s);
        row("icontains", uR"({"type":"icontains","value":"ÜBER"})"_s, u"gegenüber"_s, u"passed"_s);
        row("icontains not there", uR"({"type":"icontains","value":"x"})"_s, QString(), u"failed"_s);
        row("one of several", uR"({"type":"contains-any","value":["a","refund"]})"_s, u"refund"_s, u"passed"_s);
        row("none of several", uR"({"type":"contains-any","value":["a","b"]})"_s, u"refund"_s, u"failed"_s);
        row("all of several", uR"({"type":"contains-all","value":["ref","und"]})"_s, u"refund"_s, u"passed"_s);
        row("not all of several", uR"({"type":"contains-all","value":["ref","x"]})"_s, u"refund"_s, u"failed"_s);
        row("starts with", uR"({"type":"starts-with","value":"Dear"})"_s, u"Dear Ms. A"_s, u"passed"_s);
        row("a blank before the start", uR"({"type":"starts-with","value":"Dear"})"_s, u" Dear"_s, u"failed"_s);
        row("a needle with place markers", uR"({"type":"contains","value":"%1 %2"})"_s, u"from %1 %2 to"_s, u"passed"_s);
    }

    void textsAreComparedAsWritten()
    {
        QFETCH(const QString, assertion);
        QFETCH(const QString, output);
        QFETCH(const QString, state);
        COMPARE_GRADE(assertion, output, state);
    }

    void theReasonShowsWhatWasSeen()
    {
        QCOMPARE(gradeOf(uR"({"type":"contains","value":"refund"})"_s, u"no\nluck"_s).reason, u"“refund” does not occur in “no⏎luck”"_s);
        QCOMPARE(gradeOf(uR"({"type":"contains","value":"refund"})"_s, QString()).reason, u"“refund” does not occur in an empty answer"_s);
        QCOMPARE(gradeOf(uR"({"type":"contains-all","value":["a","b","c"]})"_s, u"b"_s).reason, u"missing in “b”: “a”, “c”"_s);
    }

    void textsThatLookAlikeSayWhereTheyDiffer()
    {
        QCOMPARE(gradeOf(uR"({"type":"equals","value":"🙂 ok"})"_s, u"🙂 ok\n"_s).reason, u"“🙂 ok⏎” is not “🙂 ok”: different from character 5"_s);
    }

    void longReasonsAreCutBetweenCharacters()
    {
        const QString emojis = u"🙂"_s.repeated(4000);
        for (const QString &output : {emojis, QString(u"a"_s + emojis)}) {
            const grader::Grade grade = gradeOf(uR"({"type":"equals","value":"x"})"_s, output);
            QVERIFY(grade.reason.size() <= 240);
            QCOMPARE(QString::fromUtf8(grade.reason.toUtf8()), grade.reason);
        }
    }

    void unusableValuesAreRefusedBeforeTheRunAndAreErrorsInIt_data()
    {
        QTest::addColumn<QString>("assertion");
        for (const auto *json : {R"({"type":"equals"})", R"({"type":"contains"})", R"({"type":"contains","value":""})", R"({"type":"icontains","value":true})",
                 R"({"type":"starts-with","value":["a"]})", R"({"type":"contains-any","value":[]})", R"({"type":"contains-any","value":"a,b"})",
                 R"({"type":"contains-all","value":["a",""]})", R"({"type":"contains-all","value":["a",null]})", R"({"type":"contains","value":"x","threshold":0.5})"})
            QTest::newRow(json) << QString::fromLatin1(json);
    }

    void unusableValuesAreRefusedBeforeTheRunAndAreErrorsInIt()
    {
        QFETCH(const QString, assertion);
        VERIFY_FAILS(grader::checkAssertion(assertionOf(assertion)), "invalid-input");
        COMPARE_GRADE(assertion, u"a,b"_s, u"error"_s);
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
