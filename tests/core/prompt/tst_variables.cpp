// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/template.h"

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
        row("for and loop are not free", u"{% for x in xs %}{{ x.name }}{{ loop.index }}{% endfor %}{% for k, v in d %}{{ k }}{{ v.w }}{% endfor %}", u"d xs");
        row("loop names are free outside", u"{{ x }}{% for x in xs %}{{ x }}{% endfor %}{{ loop.index }}", u"loop.index x xs");
        row("a loop goes through what has its name", u"{% for x in x %}{{ x }}{% endfor %}", u"x");
        row("set is not free", u"{% set a = b %}{{ a.c }}", u"b");
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
        row("fallback inside default", u"{{ (a or b.c)|default(d) }}{{ (e ~ f)|default(1) }}", u"a? b.c? d e f");
    }

    void freeVariablesAreFound()
    {
        QFETCH(const QString, source);
        const auto parsed = Template::parse(source);
        QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().describe()));
        QStringList shown;
        const QStringList optional = parsed->optionalVariables();
        for (const QString &name : parsed->variables())
            shown.append(optional.contains(name) ? QString(name + u'?') : name);
        QTEST(shown.join(u' '), "variables");
    }
};

QTEST_GUILESS_MAIN(TestVariables)
#include "tst_variables.moc"
