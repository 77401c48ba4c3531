// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/prompt/language/templaterows.h"

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

class TestTemplateErrors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsMissingIsNamed_data()
    {
        addColumns();
        addRow("variable", u"Hi {{ nmae }}", u"{\"name\":\"A\",\"plan\":1}", u"error 1:7 `nmae` is not defined | Did you mean `name`?");
        addRow("variable without a near one", u"{{ region }}", u"{\"name\":\"A\",\"plan\":1}", u"error 1:4 `region` is not defined | Given are: name, plan.");
        addRow("no variables at all", u"{{ x }}", u"", u"error 1:4 `x` is not defined | No variables are given.");
        addRow("member", u"a\nb {{ customer.nmae }}", u"{\"customer\":{\"plan\":1,\"name\":\"A\"}}",
            u"error 2:6 `customer.nmae` is not defined: `customer` has no member `nmae`, it has: plan, name | Did you mean `name`?");
        addRow("deep member", u"{{ a.b.c.d }}", u"{\"a\":{\"b\":{}}}", u"error 1:4 `a.b.c` is not defined: `a.b` has no members");
        addRow("member of none", u"{{ a.b }}", u"{\"a\":null}", u"error 1:4 `a.b` is not defined: `a` is none and has no members");
        addRow("member of a text", u"{{ a.b }}", u"{\"a\":\"x\"}", u"error 1:4 `a.b` is not defined: `a` is text and has no members");
        addRow("member of a list", u"{{ a.b }}", u"{\"a\":[1]}", u"error 1:4 `a.b` is not defined: `a` is a list, and its elements are reached by number or with `for`");
        addRow("index", u"{{ a[3] }}", u"{\"a\":[1,2]}", u"error 1:4 `a[3]` is not defined: `a` has 2 elements");
        addRow("negative index", u"{{ a[-2] }}", u"{\"a\":[1]}", u"error 1:4 `a[-2]` is not defined: `a` has 1 element");
        addRow("computed member", u"{{ a[k] }}", u"{\"a\":{\"x\":1},\"k\":\"y z\"}", u"error 1:4 `a[\"y z\"]` is not defined: `a` has no member `y z`, it has: x");
        addRow("member of an element", u"{% for i in o.items %}{{ i.nme }}{% endfor %}", u"{\"o\":{\"items\":[{\"name\":1},{\"nme\":2}]}}",
            u"error 1:26 `i.nme` is not defined: `o.items[0]` has no member `nme`, it has: name | Did you mean `name`?");
        addRow("in a condition", u"{% if x %}a{% endif %}", u"", u"error 1:7 `x` is not defined | No variables are given.");
        addRow("negated", u"{% if not x.y %}a{% endif %}", u"{\"x\":{}}", u"error 1:11 `x.y` is not defined: `x` has no members");
        addRow("left of or", u"{{ x or \"d\" }}", u"", u"error 1:4 `x` is not defined | No variables are given.");
        addRow("before a filter other than default", u"{{ x|upper|default(\"a\") }}", u"", u"error 1:4 `x` is not defined | No variables are given.");
        addRow("default of what is missing", u"{{ x|default(y) }}", u"", u"error 1:14 `y` is not defined | No variables are given.");
        addRow("iterated", u"{% for a in x %}{% endfor %}", u"", u"error 1:13 `x` is not defined | No variables are given.");
        addRow("set in a loop that is over", u"{% for i in [1] %}{% set y = i %}{% endfor %}{{ y }}", u"", u"error 1:49 `y` is not defined | No variables are given.");
        addRow("member of loop", u"{% for i in [1] %}{{ loop.indx }}{% endfor %}", u"",
            u"error 1:22 `loop.indx` is not defined: `loop` has no member `indx`, it has: index, index0, revindex, revindex0, first, last, length, previtem and 3 more | Did you "
            u"mean `index`?");
        addRow("before the first turn", u"{% for i in [1] %}{{ loop.previtem }}{% endfor %}", u"",
            u"error 1:22 `loop.previtem` is not defined: no turn is before the first | Ask with `is defined` first, or add `| default(…)`.");
        addRow("behind the last turn", u"{% for i in [1] %}{{ loop.nextitem }}{% endfor %}", u"",
            u"error 1:22 `loop.nextitem` is not defined: no turn is behind the last | Ask with `is defined` first, or add `| default(…)`.");
        addRow("near previtem", u"{% for i in [1] %}{{ loop.previtm }}{% endfor %}", u"",
            u"error 1:22 `loop.previtm` is not defined: `loop` has no member `previtm`, it has: index, index0, revindex, revindex0, first, last, length, previtem and 3 more | Did "
            u"you mean `previtem`?");
        addRow("group as in Jinja", u"{% for g in items|groupby('k') %}{{ g.grouper }}{% endfor %}", u"{\"items\":[{\"k\":\"a\"}]}",
            u"error 1:37 `g.grouper` is not defined: `g` is text and has no members | `groupby` gives a mapping: write `{% for name, elements in … | groupby(…) %}`.");
        addRow("percent signs stay as they are", u"{{ a['%1 %2'][5] }}", u"{\"a\":{\"%1 %2\":[1]}}", u"error 1:4 `a[\"%1 %2\"][5]` is not defined: `a[\"%1 %2\"]` has 1 element");
        addRow("many members", u"{{ a.zzz }}", u"{\"a\":{\"a1\":1,\"a2\":1,\"a3\":1,\"a4\":1,\"a5\":1,\"a6\":1,\"a7\":1,\"a8\":1,\"a9\":1}}",
            u"error 1:4 `a.zzz` is not defined: `a` has no member `zzz`, it has: a1, a2, a3, a4, a5, a6, a7, a8 and 1 more");
        addRow("columns count code points", u"\U0001F600\u00e9e\u0301{{ x }}", u"", u"error 1:8 `x` is not defined | No variables are given.");
    }

    void whatIsMissingIsNamed()
    {
        QFETCH(const QString, source);
        QFETCH(const QString, variables);
        QTEST(outcomeOf(source, variables), "result");
    }

    void wrongUseOfValuesIsAnError_data()
    {
        addColumns();
        addRow("number plus list", u"{{ 1 + x }}", u"{\"x\":[1]}", u"error 1:6 `+` needs numbers, but the right side is `x`, which is a list | Join texts with `~`.");
        addRow("text minus number", u"{{ x - 1 }}", u"{\"x\":\"three\"}",
            u"error 1:6 `-` needs numbers, but the left side is `x`, which is text | Turn text into a number with `| int` or `| float`.");
        addRow("negated text", u"{{ -x }}", u"{\"x\":\"three\"}", u"error 1:4 `-` needs a number, but got `x`, which is text | Turn text into a number with `| int` or `| float`.");
        addRow("division by zero", u"{{ 5 // x }}", u"{\"x\":0}", u"error 1:6 division by zero | Test the divisor with `if` first.");
        addRow("no order", u"{{ \"a\" < 1 }}", u"", u"error 1:8 text and a number cannot be put in order | Compare numbers with numbers and text with text.");
        addRow("in a number", u"{{ 1 in x }}", u"{\"x\":5}", u"error 1:6 `in` needs a list, a mapping or text on its right side, but got `x`, which is a number");
        addRow("list in a text", u"{{ [] in \"a\" }}", u"", u"error 1:7 `in` looks for text here, but the left side is a list");
        addRow(
            "for over a number", u"{% for a in x %}{% endfor %}", u"{\"x\":5}", u"error 1:13 `for` needs a list, a mapping or text to go through, but got `x`, which is a number");
        addRow("parts of a number", u"{% for a, b in x %}{% endfor %}", u"{\"x\":[1]}", u"error 1:16 `for a, b` needs 2 values in each element, but got `x[0]`, which is a number");
        addRow("wrong number of parts", u"{% for a, b in x %}{% endfor %}", u"{\"x\":[[1]]}",
            u"error 1:16 `for a, b` needs 2 values in each element, but got 1 in `x[0]`, which is a list");
        addRow("index that is none", u"{{ x[none] }}", u"{\"x\":[1]}", u"error 1:4 an index must be a whole number or a name, but got none");
        addRow("overflow", u"{{ 9223372036854775807 + 1 }}", u"",
            u"error 1:24 the result of `+` is too large for a number | Integers go up to 9223372036854775807, other numbers to 1.79e308.");
    }

    void wrongUseOfValuesIsAnError()
    {
        QFETCH(const QString, source);
        QFETCH(const QString, variables);
        QTEST(outcomeOf(source, variables), "result");
    }

    void syntaxErrorsSayWhatWasExpected_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *name, const char16_t *source, const char16_t *result) { QTest::newRow(name) << QString::fromUtf16(source) << QString::fromUtf16(result); };
        row("open output", u"a\n {{ x", u"error 2:2 `{{` is never closed: expected `}}`");
        row("open statement", u"{% if x", u"error 1:1 `{%` is never closed: expected `%}`");
        row("open comment", u"a{# x", u"error 1:2 the comment is never closed: expected `#}`");
        row("open raw", u"{% raw %}{{ x }}", u"error 1:1 the `raw` block is never closed: expected `{% endraw %}`");
        row("raw that is no block", u"{% raw x %}{% endraw %}", u"error 1:8 expected `%}` after `raw`, but got `x`");
        row("open text", u"{{ 'abc }}", u"error 1:4 the text that begins here is never closed: expected `'`");
        row("empty output", u"{{ }}", u"error 1:4 expected a value, but got `}}`");
        row("empty statement", u"{% %}",
            u"error 1:4 expected the name of a tag, but got `%}` | Tags are: if, elif, elseif, else, endif, for, endfor, set, endset, macro, endmacro, call, endcall, filter, endfilter, include, import, from, raw, endraw, verbatim, endverbatim.");
        row("two values", u"{{ a b }}", u"error 1:6 expected `}}`, but got `b`");
        row("missing operand", u"{{ a + }}", u"error 1:8 expected a value, but got `}}`");
        row("open parenthesis", u"{{ (a }}", u"error 1:7 expected `)` to close `(`, but got `}}`");
        row("open bracket", u"{{ a[1 }}", u"error 1:8 expected `]` after an index, but got `}}`");
        row("open list", u"{{ [1, 2 }}", u"error 1:10 expected `,` or `]` in a list, but got `}}`");
        row("no colon", u"{{ {\"a\" 1} }}", u"error 1:9 expected `:` after a member's name, but got `1`");
        row("nothing after a dot", u"{{ a. }}", u"error 1:7 expected a member's name after `.`, but got `}}`");
        row("nothing after a bar", u"{{ a | }}", u"error 1:8 expected the name of a filter after `|`, but got `}}`");
        row("open arguments", u"{{ a|join(1 }}", u"error 1:13 expected `,` or `)` after an argument of `join`, but got `}}`");
        row("open call", u"{{ f(1 }}", u"error 1:8 expected `,` or `)` after an argument, but got `}}`");
        row("argument without a value", u"{{ f(a=) }}", u"error 1:8 expected a value, but got `)`");
        row("argument by place behind one by name", u"{{ f(a=1, 2) }}", u"error 1:11 an argument without a name cannot stand behind one that has a name");
        row("open slice", u"{{ a[1:2 }}", u"error 1:10 expected `]` after a slice, but got `}}`");
        row("slice of four", u"{{ a[1:2:3:4] }}", u"error 1:11 expected `]` after a slice, but got `:`");
        row("value as a name", u"{% set true = 1 %}", u"error 1:8 `true` is a value and cannot be the name of another | Choose another name.");
        row("value as a parameter", u"{% macro f(a, none) %}{% endmacro %}", u"error 1:15 `none` is a value and cannot be the name of another | Choose another name.");
        row("macro without a name", u"{% macro (a) %}{% endmacro %}", u"error 1:10 expected a macro's name, but got `(`");
        row("macro without parameters", u"{% macro f %}{% endmacro %}", u"error 1:12 expected `(` after the macro's name, but got `%}`");
        row("parameter twice", u"{% macro f(a, a) %}{% endmacro %}", u"error 1:15 the name `a` is given twice");
        row("parameter that is no name", u"{% macro f(1) %}{% endmacro %}", u"error 1:12 expected the name of a parameter, but got `1`");
        row("macro without end", u"{% macro f() %}", u"error 1:16 expected `endmacro` for the `macro` of line 1, but got the end of the template");
        row("call of nothing", u"{% call x %}{% endcall %}", u"error 1:9 expected a call of a macro, as in `{% call name(…) %}`");
        row("call without end", u"{% call f() %}", u"error 1:15 expected `endcall` for the `call` of line 1, but got the end of the template");
        row("filter block without a filter", u"{% filter %}{% endfilter %}", u"error 1:11 expected the name of a filter after `filter`, but got `%}`");
        row("filter block with an unknown filter", u"{% filter uper %}{% endfilter %}", u"error 1:11 there is no filter `uper` | Did you mean `upper`?");
        row("block to set without end", u"{% set a %}b", u"error 1:13 expected `endset` for the `set` of line 1, but got the end of the template");
        row("tag of another engine", u"{% extends 'a' %}", u"error 1:4 there is no tag `extends` | Templates do not extend others here: use `include` or a macro.");
        row("recursive loop", u"{% for a in b recursive %}{% endfor %}", u"error 1:15 there are no recursive loops | Use a macro that calls itself.");
        row("member to set without a value", u"{% set a.b %}", u"error 1:12 expected `=` after the name that `set` gives, but got `%}`");
        row("unknown test", u"{{ a is defind }}", u"error 1:9 there is no test `defind` | Did you mean `defined`?");
        row("unknown tag", u"{% fro a in b %}", u"error 1:4 there is no tag `fro` | Did you mean `for`?");
        row("if without end", u"a\nb\n{% if x %}\nc", u"error 4:2 expected `endif` for the `if` of line 3, but got the end of the template");
        row("for without end", u"{% for a in b %}{% if c %}{% endif %}", u"error 1:38 expected `endfor` for the `for` of line 1, but got the end of the template");
        row("crossed ends", u"{% if 1 %}\n{% for a in b %}\n{% endif %}", u"error 3:4 `endif` does not belong here: expected `endfor` for the `for` of line 2");
        row("else twice", u"{% if a %}{% else %}{% else %}{% endif %}", u"error 1:24 `else` does not belong here: expected `endif` for the `if` of line 1");
        row("end of nothing", u"{% endfor %}", u"error 1:4 `endfor` ends or continues nothing here");
        row("if without condition", u"{% if %}a{% endif %}", u"error 1:7 expected a value, but got `%}`");
        row("for without in", u"{% for a of b %}{% endfor %}", u"error 1:10 expected `in`, but got `of`");
        row("for without a name", u"{% for 1 in b %}{% endfor %}", u"error 1:8 expected the name that `for` gives each element, but got `1`");
        row("one name twice", u"{% for a, a in b %}{% endfor %}", u"error 1:11 the name `a` is given twice");
        row("set without value", u"{% set a 1 %}", u"error 1:10 expected `=` after the name that `set` gives, but got `1`");
        row("text behind else", u"{% if a %}{% else b %}{% endif %}", u"error 1:19 expected `%}`, but got `b`");
        row("C operators", u"{{ a && b }}", u"error 1:6 `&` has no meaning inside a tag | Write `and`.");
        row("question mark", u"{{ a ? b : c }}", u"error 1:6 `?` has no meaning inside a tag | Write `a if condition else b`.");
        row("typographic quotes", u"{{ \u201Ca\u201D }}", u"error 1:4 `\u201C` has no meaning inside a tag | Quote text with \" or '.");
        row("number too large", u"{{ 99999999999999999999 }}", u"error 1:4 the number `99999999999999999999` is too large | Write it as text, in quotes.");
        row("half an escape", u"{{ '\\u12' }}", u"error 1:5 expected 4 hexadecimal digits after `\\u`");
        row("half a pair", u"{{ '\\ud800' }}", u"error 1:4 the text has half a surrogate pair in its escapes | Write the character itself.");
        row("first fault wins", u"{{ a b }}\n{{ 'open", u"error 1:6 expected `}}`, but got `b`");
        row("reserved word", u"{{ in }}", u"error 1:4 expected a value, but got `in`");
    }

    void syntaxErrorsSayWhatWasExpected()
    {
        QFETCH(const QString, source);
        QTEST(outcomeOf(source, {}), "result");
    }

    void errorsCarryThePieceOfSource()
    {
        const auto parsed = Template::parse(u"first\n  second {{ a b }} line  \nthird");
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::parse);
        QCOMPARE(parsed.error().contextValue(u"source"), u"second {{ a b }} line"_s);
    }

    void pieceOfALongLineIsCut()
    {
        const auto parsed = Template::parse(u"%1{{ a b }}%1"_s.arg(u"\U0001F600"_s.repeated(300)));
        QVERIFY(!parsed);
        const QString piece = parsed.error().contextValue(u"source");
        QVERIFY2(piece.size() < 100, qUtf8Printable(piece));
        QVERIFY(piece.isValidUtf16());
        QVERIFY(piece.contains(u"{{ a b }}"));
    }
};

QTEST_GUILESS_MAIN(TestTemplateErrors)
#include "tst_templateerrors.moc"
