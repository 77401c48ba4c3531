// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/template.h"

#include <QTest>

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

class TestVariables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void freeVariablesAreFound_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("variables"); // those that may be left out have a question mark
        const auto row
            = [](const char *name, const char16_t *source, const char16_t *variables) { QTest::newRow(name) << QString::fromUtf16(source) << QString::fromUtf16(variables); };
        row("none", u"text {{ 1 }} {# {{ x }} #}{% raw %}{{ y }}{% endraw %}", u"");
        row("sorted, each once", u"{{ b }}{{ a }}{{ b }}", u"a b");
        row("dotted", u"{{ customer.name }}{{ customer['plan'] }}{{ customer }}", u"customer customer.name customer.plan");
        row("a path ends before an index", u"{{ a[0].b }}{{ c.d[k.l].e }}{{ f.0.g }}{{ h['i j'].k }}", u"a c.d f h k.l");
        row("length is no member to offer", u"{{ a.length }}{{ b.c.length }}", u"a b.c");
        row("everywhere in expressions", u"{{ a + b if c else d }}{{ e|join(f) }}{{ [g, {\"x\": h}] }}{{ not i is none }}{{ -j in k }}{{ l ~ m ** n }}",
            u"a b c d e f g h i j k l m n");
        row("statements", u"{% if a %}{{ b }}{% elif c %}{{ d }}{% else %}{{ e }}{% endif %}{% for x in f.g %}{{ h }}{% else %}{{ i }}{% endfor %}", u"a b c d e f.g h i");
        row("for and loop are not free", u"{% for x in xs %}{{ x.name }}{{ loop.index }}{% endfor %}{% for k, v in d %}{{ k }}{{ v.w }}{% endfor %}", u"d d{}.w? xs xs[].name");
        row("loop names are free outside", u"{{ x }}{% for x in xs %}{{ x }}{% endfor %}{{ loop.index }}", u"loop.index x xs");
        row("a loop goes through what has its name", u"{% for x in x %}{{ x }}{% endfor %}", u"x");
        row("set is not free", u"{% set a = b %}{{ a }}{{ a[0].c }}", u"b");
        row("members of what a name was set to", u"{% set a = b %}{{ a.c }}{% set d = a.e %}{{ d.f.g }}{{ d.length }}", u"b b.c b.e b.e.f.g");
        row("members of a name that is set to something made", u"{% set a = b.c ~ d %}{{ a.e }}{% set f = g[0] %}{{ f.h }}{% set i = j or k %}{{ i.l }}", u"b.c d g j k");
        row("members of a name that is set again", u"{% set a = b %}{{ a.c }}{% set a = 1 %}{{ a.d }}{% set a = e %}{{ a.f }}", u"b b.c e e.f");
        row("members of a name that is set to one of two", u"{% if b %}{% set a = c %}{{ a.d }}{% else %}{% set a = e %}{% endif %}{{ a.f }}", u"b c c.d? e");
        row("members of a name that is set on some ways", u"{% set a = b %}{% if c %}{% set a = d %}{% endif %}{{ a.e }}", u"b c d");
        row("members of a name that a loop sets", u"{% set a = b %}{% for x in xs %}{{ a.c }}{% set a = x %}{% endfor %}{{ a.d }}", u"b b.c? xs");
        row("members of a set name on some ways", u"{% set a = b %}{% if c %}{{ a.d }}{% endif %}{{ a.e if c else '' }}{{ c and a.f }}{{ a.g }}", u"b b.d? b.e? b.f? b.g c");
        row("members of a set name in a loop", u"{% set a = b %}{% for x in xs %}{{ a.c }}{% endfor %}", u"b b.c? xs");
        row("members of a set name with a default", u"{% set a = b|default({}) %}{{ a.c }}{% set d = e %}{{ d.f|default(1) }}{% if d.g is defined %}{{ d.g }}{% endif %}",
            u"b? b.c? e e.f? e.g?");
        row("members of a set name behind defined", u"{% if b is defined %}{% set a = b %}{{ a.c }}{% endif %}{% set d = e %}{% if e.f is defined %}{{ d.f.g }}{% endif %}",
            u"b? b.c? e e.f? e.f.g?");
        row("a set name of a variable that is set later", u"{% set a = b %}{% set b = 1 %}{{ a.c }}{{ b.d }}", u"b b.c");
        row("set names in macros", u"{% set a = b %}{% macro f(x) %}{{ a.c }}{% set d = e %}{{ d.g }}{% set x = e %}{% endmacro %}{{ f(1) }}{{ d.h }}{{ a.i }}", u"b b.i d.h e e.g");
        row("a macro of the name", u"{% set a = b %}{% macro a() %}{% endmacro %}{{ a.c }}", u"b");
        row("two names are set", u"{% set a, c = b %}{{ a.d }}{{ c.e }}", u"b b.d b.e");
        row("set names in an include", u"{% set i = b %}{% include 'el' %}{% if c %}{% include 'some' %}{% endif %}", u"b b.a b.l b.l[].b b.o? b.p? c");
        row("an include that asks on some ways", u"{% for i in xs %}{% include 'some' %}{% endfor %}", u"c xs xs[].o xs[].p?");
        row("elements of a list that a name was set to", u"{% set ms = b.l|sort %}{% for m in ms %}{{ m.a }}{% endfor %}{% set n = b.l[:2] %}{% for m in n %}{{ m.c }}{% endfor %}",
            u"b.l b.l[].a b.l[].c?");
        row("a member of elements that a name was set to", u"{% for m in ms %}{% set a = m.x %}{{ a.y }}{% endfor %}{{ a.z }}", u"a.z ms ms[].x ms[].x.y");
        row("elements of elements", u"{% for r in rows %}{% for c in r %}{{ c.a }}{% endfor %}{% endfor %}", u"rows rows[][].a");
        row("values of a mapping", u"{% for k, v in d.items() %}{{ k.a }}{{ v.b }}{% endfor %}{% for v in e.f.values() %}{{ v.g }}{% endfor %}", u"d d{}.b e.f e.f{}.g");
        row("values of a mapping by filters", u"{% for k, v in d|items %}{{ v.a }}{% endfor %}{% for k, v in e|dictsort|reverse %}{{ v.b }}{% endfor %}", u"d d{}.a e e{}.b");
        row("some values of a mapping", u"{% for k, v in d.items() if k %}{{ v.a }}{% endfor %}{% for k, v in d.items()[:1] %}{{ v.b }}{% endfor %}", u"d d{}.a? d{}.b?");
        row("values of mappings in elements", u"{% for m in ms %}{% for k, v in m.t.items() %}{% for x in v.l %}{{ x.y }}{% endfor %}{% endfor %}{% endfor %}",
            u"ms ms[].t ms[].t{}.l ms[].t{}.l[].y");
        row("pairs as one name, and names of a mapping", u"{% for p in d.items() %}{{ p.a }}{% endfor %}{% for k in e.keys() %}{{ k.b }}{% endfor %}{% for a, b in f.values() %}{{ b.c }}{% endfor %}",
            u"d e f");
        row("three names", u"{% for a, b, c in xs %}{{ c.d }}{% endfor %}", u"xs");
        row("free before set", u"{{ a }}{% set a = 1 %}{{ a }}", u"a");
        row("set from itself", u"{% set a = a|upper %}{{ a }}", u"a");
        row("set in a loop ends with it", u"{% for x in xs %}{% set a = x %}{{ a }}{% endfor %}{{ a }}", u"a xs");
        row("set on every way", u"{% if c %}{% set a = 1 %}{% else %}{% set a = 2 %}{% endif %}{{ a }}", u"c");
        row("set on some ways", u"{% if c %}{% set a = 1 %}{% endif %}{{ a.b }}", u"a.b? c");
        row("set in the else of for", u"{% for x in xs %}{% else %}{% set a = 1 %}{% endfor %}{{ a }}", u"a? xs");
        row("default and defined", u"{{ a|default(\"x\") }}{{ b.c|d(e) }}{% if f is defined %}{% endif %}{{ g.h is not defined }}{{ i is undefined }}", u"a? b.c? e f? g.h? i?");
        row("used without default too", u"{{ a|default(1) }}{{ a }}", u"a");
        row("behind defined", u"{% if a is defined %}{{ a }}{{ a.b }}{{ c }}{% endif %}", u"a? a.b? c");
        row("behind not defined", u"{% if a is not defined %}none{% else %}{{ a }}{% endif %}{% if not (b is defined) %}{% elif c %}{{ b }}{% endif %}", u"a? b? c");
        row("behind defined and more", u"{% if a is defined and a.b > c %}{{ a }}{% endif %}{{ d if d is defined else e }}{{ f is undefined or f }}", u"a? a.b? c d? e f?");
        row("guard ends with its branch", u"{% if a is defined %}{% endif %}{{ a }}", u"a");
        row("guard of another name", u"{% if ab is defined %}{{ a }}{{ abc }}{% endif %}", u"a ab? abc");
        row("slices, calls and methods", u"{{ a[b:c] }}{{ d.items() }}{{ e.f.upper() }}{{ range(g) }}{{ h.get(i, j) }}", u"a b c d e.f g h i j");
        row("arguments of tests", u"{{ a is divisibleby(b) }}{{ c is in d }}", u"a b c d");
        row("condition of a loop", u"{% for x in xs if x.y > z %}{% endfor %}", u"xs xs[].y z");
        row("block to set", u"{% set a %}{{ b }}{% endset %}{{ a }}{% set c|replace(d, e) %}{% endset %}{{ c }}", u"b d e");
        row("filter block", u"{% filter replace(a, b) %}{{ c }}{% endfilter %}", u"a b c");
        row("macro", u"{% macro f(x, y=a) %}{{ x }}{{ y }}{{ b }}{{ caller() }}{% endmacro %}{{ f(c) }}", u"a b c");
        row("macro before set", u"{% macro f() %}{{ a }}{% endmacro %}{% set a = 1 %}{{ f() }}", u"");
        row("macro does not see loops", u"{% macro f() %}{{ x }}{% endmacro %}{% for x in xs %}{{ f() }}{% endfor %}", u"x xs");
        row("macro that nobody calls", u"{% macro f() %}{{ a }}{{ c ~ d }}{% for m in ms %}{{ m.e + 1 }}{% endfor %}{% endmacro %}{{ b }}", u"a? b c? d? ms? ms[].e?");
        row("set in a macro stays there", u"{% macro f() %}{% set a = 1 %}{{ a }}{% endmacro %}{{ f() }}{{ a }}", u"a");
        row("call", u"{% macro f(x) %}{{ caller(x) }}{% endmacro %}{% call(y) f(a) %}{{ y }}{{ b }}{% endcall %}", u"a b");
        row("macro that calls itself", u"{% macro f(n) %}{{ a }}{{ f(n) }}{% endmacro %}{{ f(1) }}", u"a");
        row("member that is set", u"{% set ns = namespace(n=a) %}{% set ns.n = b %}{{ ns.n }}", u"a b");
        row("include", u"{% include 's' %}", u"i j? k");
        row("include behind set", u"{% set i = 1 %}{% include 's' %}", u"j? k");
        row("include in a loop", u"{% for k in ks %}{% include 's' %}{% endfor %}", u"i j? ks");
        row("include behind defined", u"{% if i is defined %}{% include 's' %}{% endif %}", u"i? j? k");
        row("set in an include stays there", u"{% include 'sets' %}{{ a }}", u"a");
        row("import", u"{% import 'm' as m %}{{ m.f(1) }}{{ m }}", u"p");
        row("import does not see set", u"{% set p = 1 %}{% from 'm' import f %}{{ f(2) }}", u"p");
        row("macro called in an include", u"{% macro g() %}{{ q }}{% endmacro %}{% include 'calls' %}", u"q");
        row("members of elements", u"{% for m in ms %}{{ m.a }}{{ m.t|default('') }}{% for p in m.parts %}{{ p.k.l }}{% endfor %}{% endfor %}",
            u"ms ms[].a ms[].parts ms[].parts[].k.l ms[].t?");
        row("elements as a whole", u"{% for m in ms %}{{ m }}{{ m[0].b }}{{ m.length }}{% endfor %}", u"ms");
        row("elements of a list in another order", u"{% for m in a.b|sort(attribute='x')|reverse|unique %}{{ m.c }}{% endfor %}", u"a.b a.b[].c");
        row("elements of a part of a list", u"{% for m in a.b[:3]|sort(attribute='x')|reverse %}{{ m.c }}{% endfor %}", u"a.b a.b[].c?");
        row("elements that select picks", u"{% for m in ms|select('mapping') %}{{ m.a }}{% endfor %}", u"ms ms[].a?");
        row("elements that selectattr picks", u"{% for m in ms|selectattr('a')|sort(attribute='a') %}{{ m.a }}{% for p in m.l %}{{ p.b }}{% endfor %}{% endfor %}",
            u"ms ms[].a? ms[].l? ms[].l[].b?");
        row("elements that reject leaves", u"{% for m in ms|reject('none') %}{{ m.a }}{% endfor %}", u"ms ms[].a?");
        row("elements that rejectattr leaves", u"{% for m in ms|reverse|rejectattr('a') %}{{ m.b }}{% endfor %}", u"ms ms[].b?");
        row("elements that differ in an attribute", u"{% for m in ms|unique(attribute='a') %}{{ m.b }}{% endfor %}", u"ms ms[].b?");
        row("picked once, whole once", u"{% for m in ms[1:] %}{{ m.a }}{% endfor %}{% for m in ms %}{{ m.a }}{% endfor %}", u"ms ms[].a");
        row("elements that have the member", u"{% for m in ms if m.a is defined %}{{ m.a }}{% endfor %}", u"ms ms[].a?");
        row("elements that a condition picks", u"{% for m in ms if m.r == 't' %}{{ m.a }}{% for p in m.l %}{{ p.b }}{% endfor %}{% endfor %}",
            u"ms ms[].a? ms[].l? ms[].l[].b? ms[].r");
        row("a loop's condition guards its body alone",
            u"{% for m in ms if a is defined %}{{ a }}{% else %}{{ b }}{% endfor %}{% for m in ms if b is defined %}{{ b }}{% endfor %}", u"a? b ms");
        row("the same loop without a condition", u"{% for m in ms if c %}{{ m.a }}{% endfor %}{% for m in ms %}{{ m.b }}{% endfor %}", u"c ms ms[].a? ms[].b");
        row("elements of what is made of a list", u"{% for m in a|map('upper') %}{{ m.c }}{% endfor %}{% for m in b|batch(2) %}{{ m.c }}{% endfor %}", u"a b");
        row("elements of a list with a default", u"{% for m in ms|default([]) %}{{ m.a }}{% endfor %}", u"ms? ms[].a?");
        row("elements behind defined", u"{% if ms is defined %}{% for m in ms %}{{ m.a }}{% endfor %}{% endif %}", u"ms? ms[].a?");
        row("a member of elements behind defined", u"{% for m in ms %}{% if m.a is defined %}{{ m.a.b }}{% endif %}{{ m.c }}{% endfor %}", u"ms ms[].a? ms[].a.b? ms[].c");
        row("elements of the template's own list", u"{% set ms = [n] %}{% for m in ms %}{{ m.a }}{% endfor %}", u"n");
        row("a loop's name that is set", u"{% for m in ms %}{{ m.a }}{% set m = n %}{{ m.b }}{% endfor %}", u"ms ms[].a n n.b?");
        row("a loop's name that is set on some ways", u"{% for m in ms %}{% if c %}{% set m = n %}{% endif %}{{ m.b }}{% endfor %}", u"c ms n");
        row("a loop's name that is set further in", u"{% for m in ms %}{% for o in os %}{% set m = n %}{% endfor %}{{ m.b }}{% endfor %}", u"ms n os");
        row("the same name further in", u"{% for m in ms %}{% for m in m.l %}{{ m.a }}{% endfor %}{{ m.b }}{% endfor %}{{ m.c }}", u"m.c ms ms[].b ms[].l ms[].l[].a");
        row("macros see no elements", u"{% macro f(o) %}{{ m.a }}{{ o.b }}{% endmacro %}{% for m in ms %}{{ f(m) }}{% endfor %}", u"m.a ms");
        row("parameters are no elements", u"{% macro f(m) %}{{ m.a }}{% endmacro %}{% for m in ms %}{{ f(m) }}{{ m.b }}{% endfor %}", u"ms ms[].b");
        row("elements in a call", u"{% macro f() %}{{ caller(1) }}{% endmacro %}{% for m in ms %}{% call(o) f() %}{{ m.a }}{{ o.b }}{% endcall %}{% endfor %}", u"ms ms[].a?");
        row("elements under a condition", u"{% for m in ms %}{% if m.a %}{{ m.b }}{% elif m.c %}{{ m.d }}{% else %}{{ m.e }}{% endif %}{{ m.f }}{% endfor %}",
            u"ms ms[].a ms[].b? ms[].c? ms[].d? ms[].e? ms[].f");
        row("elements under a condition within an expression", u"{% for m in ms %}{{ m.a if m.b else m.c }}{{ m.d and m.e or m.f }}{{ m.g < m.h < m.i }}{{ m.j|default(m.k) }}{% endfor %}",
            u"ms ms[].a? ms[].b ms[].c? ms[].d ms[].e? ms[].f? ms[].g ms[].h ms[].i? ms[].j? ms[].k?");
        row("elements of a loop under a condition", u"{% if c %}{% for m in ms %}{{ m.a }}{% endfor %}{% endif %}", u"c ms ms[].a?");
        row("elements of a loop in another loop", u"{% for x in xs %}{% for m in ms %}{{ m.a }}{{ x.b }}{% endfor %}{{ x.c }}{% endfor %}", u"ms ms[].a? xs xs[].b? xs[].c");
        row("elements in the else of their loop", u"{% for m in ms %}{% for n in m.l %}{% else %}{{ m.a }}{% endfor %}{% endfor %}", u"ms ms[].a? ms[].l");
        row("elements in the macro of a condition", u"{% macro f() %}{% for m in ms %}{{ m.a }}{% endfor %}{% endmacro %}{% if c %}{{ f() }}{% endif %}", u"c ms ms[].a?");
        row("elements in a macro that is imported", u"{% from 'loops' import f %}", u"ms ms[].a?");
        row("elements in an include", u"{% for i in xs %}{% include 'el' %}{% endfor %}{% for i in ys %}{% include 'el' %}{% endfor %}",
            u"xs xs[].a xs[].l xs[].l[].b ys ys[].a ys[].l ys[].l[].b");
        row("many ways", u"{% if a %}{% set x = 1 %}{% set y = 1 %}{% elif b %}{% set x = 2 %}{% else %}{% set x = 3 %}{% endif %}{{ x }}{{ y }}", u"a b y?");
        row("fallback inside default", u"{{ (a or b.c)|default(d) }}{{ (e ~ f)|default(1) }}", u"a? b.c? d e f");
    }

    void freeVariablesAreFound()
    {
        QFETCH(const QString, source);
        const auto parsed = Template::parse(source, {},
            snippetsFrom({{u"s"_s, u"{{ i }}{{ j|default(1) }}{{ k }}"_s}, {u"sets"_s, u"{% set a = 1 %}{{ a }}"_s}, {u"m"_s, u"{% macro f(x) %}{{ x }}{{ p }}{% endmacro %}"_s},
                {u"calls"_s, u"{{ g() }}"_s}, {u"el"_s, u"{{ i.a }}{% for j in i.l %}{{ j.b }}{% endfor %}"_s},
                {u"some"_s, u"{{ i.o }}{% if c %}{{ i.p }}{% endif %}"_s}, {u"loops"_s, u"{% macro f() %}{% for m in ms %}{{ m.a }}{% endfor %}{% endmacro %}"_s}}));
        QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().describe()));
        QStringList shown;
        const QStringList optional = parsed->optionalVariables();
        for (const QString &name : parsed->variables())
            shown.append(optional.contains(name) ? QString(name + u'?') : name);
        QTEST(shown.join(u' '), "variables");
    }

    void everyUseHasItsPlace()
    {
        const QString source = u"{{ a.b }} {{ a['c'].d[e]|default(f) }}{% if g is defined %}{% endif %}{% include 's' %}{% for x in h %}{{ x.y }}{% endfor %}"_s;
        const QString snippet = u"x {{ a }}"_s;
        const auto parsed = Template::parse(source, {}, snippetsFrom({{u"s"_s, snippet}}));
        QVERIFY(parsed);
        QStringList shown;
        for (const VariableUse &use : parsed->variableUses()) {
            const QString &text = use.snippet.isEmpty() ? source : snippet;
            shown.append(
                u"%1%2=%3%4"_s.arg(use.path, use.isOptional ? u"?"_s : QString(), text.sliced(use.start, use.length), use.snippet.isEmpty() ? QString() : u"@"_s + use.snippet));
        }
        QCOMPARE(shown, (QStringList{u"a.b=a.b"_s, u"a.c.d?=a['c'].d"_s, u"e=e"_s, u"f=f"_s, u"g?=g"_s, u"h=h"_s, u"h[].y=x.y"_s, u"a=a@s"_s}));
    }

    void usesSayWhetherAllWaysLeadToThem()
    {
        const auto parsed = Template::parse(
            u"{{ a }}{% if b %}{{ c }}{% elif d %}{% endif %}{% for x in e %}{{ f }}{% else %}{{ g }}{% endfor %}{{ h if i else j }}{{ k|default(l) }}{{ m or n }}"
            "{% macro o() %}{{ p }}{% endmacro %}{{ o() }}{% set q = r %}{{ s < t < u }}"_s);
        QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().describe()));
        QString always;
        for (const VariableUse &use : parsed->variableUses())
            always += use.isConditional ? QString() : use.path;
        QCOMPARE(always, u"abeikmprst"_s);
    }

    void aMacroThatMayNotBeTheOneCalledIsNotNeededForCertain_data()
    {
        QTest::addColumn<QString>("source");
        const auto row = [](const char *name, const char16_t *source) { QTest::newRow(name) << QString::fromUtf16(source); };
        row("one of two", u"{% if a %}{% macro f() %}{% endmacro %}{% else %}{% macro f() %}{{ x }}{% endmacro %}{% endif %}{{ f() }}");
        row("made again on some ways", u"{% macro f() %}{% endmacro %}{% if a %}{% macro f() %}{{ x }}{% endmacro %}{% endif %}{{ f() }}");
        row("made in a loop", u"{% macro f() %}{% endmacro %}{% for m in a %}{% macro f() %}{{ x }}{% endmacro %}{% endfor %}{{ f() }}");
        row("made in a macro", u"{% macro f() %}{% macro f() %}{{ x }}{% endmacro %}{% endmacro %}{{ f() }}{{ f() }}{{ x|default }}");
        row("made where a call is", u"{% macro f() %}{% endmacro %}{% call f() %}{% macro f() %}{{ x }}{% endmacro %}{% endcall %}{{ f() }}{{ x|default }}");
        row("a parameter has its name", u"{% macro f() %}{{ x }}{% endmacro %}{% macro g() %}{% endmacro %}{% macro h(f) %}{{ f() }}{% endmacro %}{{ h(g) }}");
        row("a name in a macro", u"{% macro f() %}{{ x }}{% endmacro %}{% macro g() %}{% endmacro %}{% macro h() %}{% set f = g %}{{ f() }}{% endmacro %}{{ h() }}");
        row("called caller", u"{% macro caller() %}{{ x }}{% endmacro %}{% macro g() %}{{ caller() }}{% endmacro %}{% call g() %}{% endcall %}");
    }

    void aMacroThatMayNotBeTheOneCalledIsNotNeededForCertain()
    {
        QFETCH(const QString, source);
        const auto parsed = Template::parse(source);
        QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().describe()));
        bool isThere = false;
        for (const VariableUse &use : parsed->variableUses()) {
            isThere = isThere || use.path == u"x";
            QVERIFY2(use.path != u"x" || use.isOptional || use.isConditional, "needed on every way");
        }
        QVERIFY(isThere);
    }

    void aMacroThatIsCoveredForAWhileIsTheOneCalledBehindThat()
    {
        const auto parsed = Template::parse(u"{% macro f() %}{{ x }}{% endmacro %}{% macro g(f) %}{% set h = f %}{{ h }}{% endmacro %}{{ g(1) }}{{ f() }}"_s);
        QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().describe()));
        QCOMPARE(parsed->variables(), QStringList{u"x"_s});
        QVERIFY(parsed->optionalVariables().isEmpty());
    }

    // A path for each use would take memory by the square of the source.
    void longNamesOfListsAreNotToldForElements()
    {
        const QString name = u"a"_s.repeated(100'000);
        const auto parsed = Template::parse(QString(u"{% for m in "_s + name + u" %}"_s + u"{{ m.b }}"_s.repeated(50'000) + u"{% endfor %}"_s));
        QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().describe()));
        QCOMPARE(parsed->variables(), QStringList{name});
    }

    // By the square of the names it would take hours.
    void manyNamesThatStandForSomethingAreFoundInLinearTime()
    {
        constexpr int kNames = 30'000;
        QString source;
        for (int i = 0; i < kNames; ++i)
            source += u"{% set c%1 = v%1 %}{% if v%1 %}{% set c%1 = 1 %}{% endif %}{% call f() %}{% set d = v%1 %}{% endcall %}"_s.arg(i);
        const auto parsed = Template::parse(QString(u"{% macro f() %}{% endmacro %}"_s + source + u"{{ c1.a }}"_s));
        QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().describe()));
        QCOMPARE(parsed->variables().size(), kNames);
    }

    // Each with its own path, they would take gigabytes.
    void aLargeSnippetIncludedOftenTakesLittleMemory()
    {
        QString snippet;
        for (int i = 0; i < 50'000; ++i)
            snippet += u"{{ v%1 }}"_s.arg(i);
        const auto parsed = Template::parse(u"{% include 's' %}"_s.repeated(1'000), {}, snippetsFrom({{u"s"_s, snippet}}));
        QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().describe()));
        QCOMPARE(parsed->variables().size(), 50'000);
    }

    void manyBranchesAreFoundInLinearTime()
    {
        QString source;
        for (int i = 0; i < 20'000; ++i)
            source += u"{% if a%1 is defined %}{% set b%1 = 1 %}{% endif %}"_s.arg(i);
        source += u"{% if x0 %}"_s;
        for (int i = 1; i < 20'000; ++i)
            source += u"{% elif x%1 is not defined %}{% set y%1 = 1 %}"_s.arg(i);
        const auto parsed = Template::parse(QString(source + u"{% endif %}{{ b1 }}"_s));
        QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().describe()));
        QCOMPARE(parsed->variables().size(), 40'001);
    }
};

QTEST_GUILESS_MAIN(TestVariables)
#include "tst_variables.moc"
