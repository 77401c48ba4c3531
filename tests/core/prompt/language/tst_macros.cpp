// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/prompt/language/templaterows.h"

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

// What Nunjucks gives stands in tests/nunjucks/table.json; here is what it leaves open, and every error.
class TestMacros : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void macrosAreCalled_data()
    {
        addColumns();
        addRow("without parameters", u"{% macro f() %}x{% endmacro %}{{ f() }}{{ f() }}", u"", u"xx");
        addRow("default of an earlier parameter", u"{% macro f(a, b=a ~ '!') %}{{ b }}{% endmacro %}{{ f(1) }}{{ f(1, 2) }}", u"", u"1!2");
        addRow("a parameter may be left out", u"{% macro f(a) %}{{ a is defined }}{{ a|default('d') }}{% endmacro %}{{ f() }}{{ f(1) }}", u"", u"falsedtrue1");
        addRow("calls another, also a later one", u"{% macro f() %}{{ g(1) }}{% endmacro %}{% macro g(x) %}<{{ x }}>{% endmacro %}{{ f() }}", u"", u"<1>");
        addRow("what it gives is text", u"{% macro f() %}5{% endmacro %}{{ f() is string }}{{ f()|int + 1 }}", u"", u"true6");
        addRow("in a condition and a loop", u"{% macro f(x) %}{{ x }}{% endmacro %}{% if f(1) == '1' %}y{% endif %}{% for c in f('ab') %}{{ c }},{% endfor %}", u"", u"ya,b,");
        addRow("as a value", u"{% macro f(x) %}<{{ x }}>{% endmacro %}{% set g = f %}{{ g(1) }}{% macro twice(m) %}{{ m(1) }}{{ m(2) }}{% endmacro %}{{ twice(f) }}", u"",
            u"<1><1><2>");
        addRow("a parameter hides what is outside", u"{% macro f(x) %}{{ x }}{% endmacro %}{{ f(2) }}{{ x }}", u"{\"x\":1}", u"21");
        addRow("loop in a macro is its own", u"{% macro f(xs) %}{% for x in xs %}{{ loop.depth }}{{ loop.index }}{% endfor %}{% endmacro %}{% for i in [1] %}{{ f([5,6]) }}{% endfor %}",
            u"", u"1112");
        addRow("macro in a block", u"{% if true %}{% macro f() %}x{% endmacro %}{% endif %}{{ f() }}", u"", u"x");
        addRow("call without using its block", u"{% macro f() %}x{% endmacro %}{% call f() %}y{% endcall %}", u"", u"x");
        addRow("call sees what is around it", u"{% macro f(x) %}{{ caller() }}{% endmacro %}{% for x in [1,2] %}{% call f(9) %}{{ x }}{{ loop.index }};{% endcall %}{% endfor %}", u"",
            u"11;22;");
        addRow("call in a call", u"{% macro a() %}({{ caller() }}){% endmacro %}{% call a() %}1{% call a() %}2{% endcall %}{% endcall %}", u"", u"(1(2))");
        addRow("caller handed on", u"{% macro a() %}[{{ caller() }}]{% endmacro %}{% macro b() %}{% call a() %}{{ caller() }}{% endcall %}{% endmacro %}{% call b() %}x{% endcall %}", u"",
            u"[x]");
        addRow("caller with a default", u"{% macro a() %}{{ caller() }}{{ caller(2) }}{% endmacro %}{% call(x=1) a() %}{{ x }}{% endcall %}", u"", u"12");
        addRow("whether there is a caller", u"{% macro a() %}{{ caller() if caller is defined else '-' }}{% endmacro %}{{ a() }}{% call a() %}x{% endcall %}", u"", u"-x");
        addRow("arguments see the caller of the outer call", u"{% macro a(x) %}{{ x }}{{ caller() }}{% endmacro %}{% macro b() %}b{% endmacro %}{% call a(b()) %}c{% endcall %}", u"",
            u"bc");
        addRow("set block of a macro", u"{% macro f(x) %}<{{ x }}>{% endmacro %}{% set a %}{{ f(1) }}{{ f(2) }}{% endset %}{{ a|length }}", u"", u"6");
        addRow("namespace", u"{% set ns = namespace(n=0, l=[]) %}{% for i in [1,2,3] %}{% set ns.n = ns.n + i %}{% set ns.l = ns.l + [i] %}{% endfor %}{{ ns.n }}{{ ns.l }}", u"",
            u"6[1,2,3]");
        addRow("dict", u"{{ dict(a=1, b='x') }}{{ dict(d, c=2).c }}", u"{\"d\":{\"a\":1}}", u"{\"a\":1,\"b\":\"x\"}2");
    }

    void macrosAreCalled()
    {
        QFETCH(const QString, source);
        QFETCH(const QString, variables);
        QTEST(outcomeOf(source, variables), "result");
    }

    void wrongCallsAreErrors_data()
    {
        addColumns();
        addRow("unknown", u"{% macro field(a) %}{% endmacro %}{{ feild(1) }}", u"", u"error 1:38 there is no macro or function `feild` | Did you mean `field`?");
        addRow("unknown without a near one", u"{{ now() }}", u"", u"error 1:4 there is no macro or function `now` | Functions are: cycler, dict, joiner, namespace, range.");
        addRow("filter as a function", u"{{ upper('a') }}", u"", u"error 1:4 `upper` is a filter and cannot be called | Write `value | upper`.");
        addRow("a value", u"{% set a = 'x' %}{{ a() }}", u"", u"error 1:21 `a` is text and cannot be called");
        addRow("a variable", u"{{ a() }}", u"{\"a\":1}", u"error 1:4 there is no macro or function `a` | Functions are: cycler, dict, joiner, namespace, range.");
        addRow("too many arguments", u"{% macro f(a) %}{% endmacro %}{{ f(1, 2) }}", u"", u"error 1:34 `f` takes fewer arguments");
        addRow("unknown argument", u"{% macro f(a) %}{% endmacro %}{{ f(b=1) }}", u"", u"error 1:34 `f` has no argument `b`");
        addRow("argument twice", u"{% macro f(a) %}{% endmacro %}{{ f(1, a=1) }}", u"", u"error 1:34 the argument `a` of `f` is given twice");
        addRow("argument of dict twice", u"{{ dict(a=1, b=2, a=3) }}", u"", u"error 1:4 the argument `a` of `dict` is given twice");
        addRow("missing argument that is used", u"{% macro f(a) %}{{ a }}{% endmacro %}{{ f() }}", u"",
            u"error 1:20 `a` was not given | Give it in the call, or a default as in `{% macro f(a=…) %}`.");
        addRow("missing variable as an argument", u"{% macro f(a) %}{{ a }}{% endmacro %}{{ f(x) }}", u"", u"error 1:43 `x` is not defined | Given are: f.");
        addRow("no caller", u"{% macro f() %}{{ caller() }}{% endmacro %}{{ f() }}", u"", u"error 1:19 nothing is here for `caller()` | It works in a macro that is used with `{% call %}`.");
        addRow("printed macro", u"{% macro f() %}{% endmacro %}{{ f }}", u"", u"error 1:33 a macro cannot be printed | Call it, as in `name()`.");
        addRow("without an end", u"{% macro f(n) %}{{ f(n) }}{% endmacro %}{{ f(1) }}", u"", u"error 1:20 `f` is called more than 60 levels deep | A macro that calls itself needs an end.");
        addRow("called loop", u"{% for i in [1] %}{{ loop([1]) }}{% endfor %}", u"", u"error 1:22 `loop` cannot be called: there are no recursive loops | Use a macro that calls itself.");
        addRow("unknown method", u"{{ 'a'.uper() }}", u"", u"error 1:4 text has no method `uper` | Did you mean `upper`?");
        addRow("method of a number", u"{{ x.upper() }}", u"{\"x\":5}", u"error 1:4 `x`, which is a number has no method `upper`");
        addRow("method without its argument", u"{{ d.get() }}", u"{\"d\":{}}", u"error 1:4 the method `get` needs the argument `name`");
        addRow("list that would change", u"{{ x.append(1) }}", u"{\"x\":[]}",
            u"error 1:4 a list does not change: `append` has nothing to do here | Make a new one, as in `{% set names = names + [name] %}`.");
        addRow("method without a call", u"{{ x.upper }}", u"{\"x\":\"a\"}", u"error 1:4 `x.upper` is not defined: `x` is text and has no members | Methods are called: write `upper()`.");
        addRow("member of nothing", u"{% set ns.a = 1 %}", u"", u"error 1:4 `set ns.a` needs a mapping that the template made | Make one before, as in `{% set ns = namespace() %}`.");
        addRow("too many numbers", u"{{ range(10**9) }}", u"", u"error 1:4 this takes too long: rendering was stopped after 1000000 steps | Go through fewer or shorter values.");
        addRow("range of a text", u"{{ range('a') }}", u"", u"error 1:4 `start` of `range` must be a whole number, but is text");
        addRow("loop that has no such method", u"{% for i in [1] %}{{ loop.next() }}{% endfor %}", u"", u"error 1:22 `loop` has no method `next` | It has: changed, cycle.");
    }

    void wrongCallsAreErrors()
    {
        QFETCH(const QString, source);
        QFETCH(const QString, variables);
        QTEST(outcomeOf(source, variables), "result");
    }

    void lenientCallsTakeWhatComes()
    {
        QCOMPARE(outcomeOf(u"{% macro f(a) %}[{{ a }}]{% endmacro %}{{ f() }}{{ f(1, 2) }}{{ f(b=1) }}"_s, {}, {.lenient = true}), u"[][1][]"_s);
    }
};

QTEST_GUILESS_MAIN(TestMacros)
#include "tst_macros.moc"
