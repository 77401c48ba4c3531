// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/valuetests.h"
#include "tests/core/prompt/language/templaterows.h"

#include <QSet>

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

class TestValueTests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void testsHold_data()
    {
        addColumns();
        const auto row = [](const char *expression, const char16_t *result) {
            const QString source = u"{{ "_s + QString::fromUtf8(expression) + u" }}"_s;
            QTest::newRow(expression) << source << u"{\"l\":[1],\"d\":{\"a\":1},\"n\":null,\"big\":12345678901234567890}"_s << QString::fromUtf16(result);
        };
        row("true is boolean", u"true");
        row("1 is boolean", u"false");
        row("x is defined", u"false");
        row("n is defined", u"true");
        row("l[3] is undefined", u"true");
        row("9 is divisibleby(3)", u"true");
        row("9 is divisibleby 4", u"false");
        row("9 is not divisibleby 4 and true", u"true");
        row("'a' is divisibleby(3)", u"false");
        row("1 is eq(1.0)", u"true");
        row("1 is equalto '1'", u"false");
        row("l is sameas([1])", u"true");
        row("('<'|escape) is escaped", u"true");
        row("'<' is escaped", u"false");
        row("4 is even", u"true");
        row("-3 is odd", u"true");
        row("'a' is odd", u"false");
        row("false is false", u"true");
        row("0 is false", u"false");
        row("true is True", u"true");
        row("none is None", u"true");
        row("'upper' is filter", u"true");
        row("'odd' is test", u"true");
        row("'nothing' is filter", u"false");
        row("1.5 is float", u"true");
        row("1 is float", u"false");
        row("1 is integer", u"true");
        row("1.5 is integer", u"false");
        row("big is number", u"true");
        row("2 is ge(2)", u"true");
        row("2 is gt 2", u"false");
        row("2 is greaterthan(1)", u"true");
        row("1 is in [1, 2]", u"true");
        row("'a' is in('abc')", u"true");
        row("3 is not in([1, 2])", u"true");
        row("l is iterable", u"true");
        row("d is iterable", u"true");
        row("1 is iterable", u"false");
        row("1 is le(1)", u"true");
        row("1 is lessthan 1", u"false");
        row("0 is lt(1)", u"true");
        row("'abc' is lower", u"true");
        row("'aBc' is upper", u"false");
        row("d is mapping", u"true");
        row("1 is ne(2)", u"true");
        row("n is none", u"true");
        row("n is null", u"true");
        row("'1' is number", u"false");
        row("l is sequence", u"true");
        row("d is sequence", u"false");
        row("'a' is string", u"true");
        row("l is truthy", u"true");
        row("'' is falsy", u"true");
        row("range is defined", u"false");
        row("1 is odd()", u"true");
        row("1 is odd is boolean", u"true");
    }

    void testsHold()
    {
        QFETCH(const QString, source);
        QFETCH(const QString, variables);
        QTEST(outcomeOf(source, variables), "result");
    }

    void wrongUseIsAnError_data()
    {
        addColumns();
        addRow("by 0", u"{{ 1 is divisibleby(0) }}", u"", u"error 1:6 nothing is divisible by 0");
        addRow("by a text", u"{{ 1 is divisibleby('a') }}", u"", u"error 1:6 `divisibleby` needs a whole number, but got text");
        addRow("without an argument", u"{{ 1 is divisibleby }}", u"", u"error 1:9 the test `divisibleby` needs an argument | Write it behind, as in `is divisibleby(…)`.");
        addRow("with an argument too many", u"{{ 1 is odd(2) }}", u"", u"error 1:13 expected `)` as `odd` takes no argument, but got `2`");
        addRow("without order", u"{{ 'a' is gt(1) }}", u"", u"error 1:8 text and a number cannot be put in order | Compare numbers with numbers and text with text.");
        addRow("missing", u"{{ x is string }}", u"", u"error 1:4 `x` is not defined | No variables are given.");
        addRow("missing argument", u"{{ 1 is eq(x) }}", u"", u"error 1:12 `x` is not defined | No variables are given.");
    }

    void wrongUseIsAnError()
    {
        QFETCH(const QString, source);
        QFETCH(const QString, variables);
        QTEST(outcomeOf(source, variables), "result");
    }

    void tableIsSorted()
    {
        const QStringList names = testNames();
        QVERIFY(std::ranges::is_sorted(names));
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), names.size());
    }
};

QTEST_GUILESS_MAIN(TestValueTests)
#include "tst_valuetests.moc"
