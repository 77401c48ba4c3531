// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/template.h"

#include <QElapsedTimer>
#include <QTest>

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

class TestSpans : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spansNameTheVariable_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("result"); // the text with each span as «variable:piece»
        const auto row = [](const char *name, const char16_t *source, const char16_t *result) { QTest::newRow(name) << QString::fromUtf16(source) << QString::fromUtf16(result); };
        row("text alone", u"abc {{ 1 }} {{ \"x\" }}", u"abc 1 x");
        row("variable", u"a {{ name }} b", u"a «name:Ada» b");
        row("next to each other", u"{{ name }}{{ name }}", u"«name:Ada»«name:Ada»");
        row("member and element", u"{{ c.n }} {{ c['n'] }} {{ l[2] }} {{ l[-1] }} {{ c['a b'] }}", u"«c.n:N» «c.n:N» «l[2]:z» «l[2]:z» «c[\"a b\"]:S»");
        row("filter covers the whole piece", u"{{ name|upper|replace(\"A\", \"xx\") }}", u"«name:xxDxx»");
        row("filtered list", u"{{ l|join(\", \") }} {{ l|reverse|first }} {{ l|first }}", u"«l[0]:x», «l[1]:y», «l[2]:z» «l[2]:z» «l[0]:x»");
        row("argument of a filter", u"{{ \"Hi N\"|replace(\"N\", name) }}", u"«name:Hi Ada»");
        row("several in a filter", u"{{ c.n|replace(\"N\", name) }}", u"«c.n+name:Ada»");
        row("joined pieces have their own", u"{{ \"<\" ~ name ~ \"|\" ~ c.n ~ \">\" }}", u"<«name:Ada»|«c.n:N»>");
        row("loop over a list", u"{% for x in l %}{{ x }};{% endfor %}", u"«l[0]:x»;«l[1]:y»;«l[2]:z»;");
        row("loop over members", u"{% for x in o.items %}{{ x.n }},{% endfor %}", u"«o.items[0].n:1»,«o.items[1].n:2»,");
        row("loop over a mapping", u"{% for k, v in c %}{{ k }}={{ v }} {% endfor %}", u"«c:n»=«c.n:N» «c:a b»=«c[\"a b\"]:S» ");
        row("loop over a sorted list", u"{% for x in l|sort(true) %}{{ x }}{% endfor %}", u"«l[2]:z»«l[1]:y»«l[0]:x»");
        row("loop over characters", u"{% for x in name %}{{ x }}.{% endfor %}", u"«name:A».«name:d».«name:a».");
        row("loop counter", u"{% for x in l %}{{ loop.index }}{% endfor %}", u"123");
        row("through set", u"{% set a = c.n %}{{ a }}{% set b = a|lower %}{{ b }}", u"«c.n:N»«c.n:n»");
        row("list made by the template", u"{{ [name, c.n]|join(\"-\") }} {{ [name, 1] }} {{ [c.n][0] }} {{ {\"k\": name}.k }}",
            u"«name:Ada»-«c.n:N» «name:[\"Ada\",1]» «c.n:N» «name:Ada»");
        row("chosen value",
            u"{{ name if true else c.n }} {{ \"no\" if name else 1 }} {{ none or name }} {{ zz|default(\"d\") }} {{ zz|default(name) }} {{ e|default(\"d\", "
            u"true) }}",
            u"«name:Ada» no «name:Ada» d «name:Ada» d");
        row("computed value", u"{{ l|length }} {{ num + 1 }} {{ 1 + num }} {{ -num }} {{ name == \"Ada\" }}", u"«l:3» «num:6» «num:6» «num:-5» true");
        row("printed mapping", u"{{ o }}", u"«o:{\"items\":[{\"n\":1},{\"n\":2}]}»");
        row("empty text has no span", u"[{{ e }}{{ nothing }}]", u"[]");
        row("after astral and combining characters", u"\U0001F600e\u0301{{ emoji }}\U0001F600{{ name }}",
            u"\U0001F600e\u0301«emoji:\U0001F469\u200D\U0001F467e\u0301»\U0001F600«name:Ada»");
        row("both parts of a join", u"{% set x = name ~ \"-\" ~ c.n %}{{ x }}", u"«name:Ada»-«c.n:N»");
        row("through a filter, piece by piece", u"{{ (name ~ \"-\" ~ c.n)|upper }}{{ (name ~ \"<\")|escape }}", u"«name:ADA»-«c.n:N»«name:Ada»&lt;");
        row("through a filter that cuts", u"{{ (name ~ \" \" ~ c.n)|truncate(3) }} {{ (\" \" ~ name ~ \"!\")|trim }} {{ (name ~ c.n)[1:] }}",
            u"«name:Ada»... «name:Ada»! «name:da»«c.n:N»");
        row("a sum of two", u"{{ num + l|length }}", u"«num+l:8»");
        row("a list with several", u"{{ [name, c.n] }}", u"«name+c.n:[\"Ada\",\"N\"]»");
        row("set by a block", u"{% set x %}<{{ name }}>{% endset %}{{ x }}|{{ x|lower }}", u"<«name:Ada»>|<«name:ada»>");
        row("macro", u"{% macro m(a) %}[{{ a }}]{% endmacro %}{{ m(name) }}{{ m(c.n)|lower }}", u"[«name:Ada»][«c.n:n»]");
        row("call", u"{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}a{{ name }}{% endcall %}", u"<a«name:Ada»>");
        row("filter block", u"{% filter upper %}a{{ name }}{% endfilter %}", u"A«name:ADA»");
        row("filter that changes letters where they are", u"{% filter title %}pre {{ name }}x post{% endfilter %}{{ (\"a\" ~ name)|capitalize }}",
            u"Pre «name:Ada»x PostA«name:ada»");
        row("filter that replaces within the pieces of a block",
            u"{% filter replace(\"a\", \"bb\") %}a{{ name }}a{% endfilter %}{% filter replace(\"a\", \"b\") %}a{% endfilter %}", u"bb«name:Adbb»bbb");
        row("filter that replaces what two pieces make", u"{% filter replace('aA', '-') %}a{{ name }}{% endfilter %}", u"«name+the author:-da»");
        row("filter that mixes several", u"{% filter replace('aA', '-') %}a{{ name }}{{ c.n }}{% endfilter %}", u"«name+c.n+the author:-daN»");
        row("filter that mixes an argument in", u"{% filter replace('a', c.n) %}a{{ name }}{% endfilter %}", u"«name+c.n+the author:NAdN»");
        row("filter that mixes variables alone", u"{{ (name ~ c.n)|replace('aN', '-')|lower }}", u"«name+c.n:ad-»");
        row("a mix that goes on", u"{% set x %}{% filter replace('aA', '-') %}a{{ name }}{% endfilter %}{% endset %}{{ x|lower }}!{{ x ~ c.n }}",
            u"«name+the author:-da»!«name+the author:-da»«c.n:N»");
        row("items", u"{% for k, v in c.items() %}{{ k }}{{ v }}{% endfor %}{% for k, v in c|dictsort %}{{ v }}{% endfor %}",
            u"«c:n»«c.n:N»«c:a b»«c[\"a b\"]:S»«c[\"a b\"]:S»«c.n:N»");
        row("picked elements", u"{{ l|reject(\"equalto\", \"y\")|join(\",\") }} {{ o.items|map(attribute=\"n\")|join(\",\") }} {{ l[1:]|join }}",
            u"«l[0]:x»,«l[2]:z» «o.items[0].n:1»,«o.items[1].n:2» «l[1]:y»«l[2]:z»");
        row("parts of a text", u"{{ name.split(\"d\")|join(\"-\") }} {{ name[0] }}", u"«name:A»-«name:a» «name:A»");
        row("quoted and tagged", u"{{ name|quote_block }} {{ name|xml_tag(\"d\") }}", u"> «name:Ada» <d>\n«name:Ada»\n</d>");
        row("after trimmed blanks", u"a  {{- name -}}  b", u"a«name:Ada»b");
    }

    void spansNameTheVariable()
    {
        QFETCH(const QString, source);
        const auto given = parseJson(u"{\"name\":\"Ada\",\"num\":5,\"c\":{\"n\":\"N\",\"a b\":\"S\"},\"l\":[\"x\",\"y\",\"z\"],\"o\":{\"items\":[{\"n\":1},{\"n\":2}]},"
                                         u"\"e\":\"\",\"nothing\":null,\"emoji\":\"\U0001F469\u200D\U0001F467e\u0301\"}");
        QVERIFY(given);
        const auto parsed = Template::parse(source);
        QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().describe()));
        const auto rendered = parsed->render(*given);
        QVERIFY2(rendered, rendered ? "" : qUtf8Printable(rendered.error().describe()));
        QString shown;
        qsizetype at = 0;
        for (const Span &span : rendered->spans) {
            QCOMPARE(span.start, at);
            const QStringView piece = QStringView(rendered->text).sliced(span.start, span.length);
            const QString variables = QStringList(QStringList{span.variable} + span.others + QStringList(span.isMixed ? 1 : 0, u"the author"_s)).join(u'+');
            shown += span.isVariable() ? u"«%1:%2»"_s.arg(variables, piece) : piece.toString();
            at = span.start + span.length;
            QVERIFY(span.from + span.fromLength <= source.size());
            if (!span.isVariable() && !piece.isEmpty() && span.fromLength == span.length && !source.sliced(span.from).startsWith(u"{{"))
                QCOMPARE(source.sliced(span.from, span.fromLength).toLower(), piece.toString().toLower());
        }
        QCOMPARE(at, rendered->text.size());
        QTEST(shown, "result");
    }

    void spansSayWhatPutThemThere()
    {
        const QString source = u"a{{ name }}{% macro m() %}b{{ name }}{% endmacro %}{{ m() }}{% include 's' %}"_s;
        const auto parsed = Template::parse(source, {}, snippetsFrom({{u"s"_s, u"c{{ name }}"_s}}));
        QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().describe()));
        const auto rendered = parsed->render(*parseJson(u"{\"name\":\"Ada\"}"));
        QVERIFY(rendered);
        QCOMPARE(rendered->spans,
            (QList<Span>{{.start = 0, .length = 1, .from = 0, .fromLength = 1}, {.start = 1, .length = 3, .variable = u"name"_s, .from = 1, .fromLength = 10},
                {.start = 4, .length = 1, .from = 26, .fromLength = 1}, {.start = 5, .length = 3, .variable = u"name"_s, .from = 27, .fromLength = 10},
                {.start = 8, .length = 1, .from = 0, .fromLength = 1, .snippet = u"s"_s}, {.start = 9, .length = 3, .variable = u"name"_s, .from = 1, .fromLength = 10, .snippet = u"s"_s}}));
    }

    void withoutTracingTheTextIsTheSame()
    {
        const auto parsed = Template::parse(u"{% macro m(a) %}[{{ a|upper }}]{% endmacro %}{% for x in l %}{{ m(x) ~ loop.index }}{% endfor %}{{ l|join('-')|truncate(3) }}{{ l|random }}");
        QVERIFY(parsed);
        const Json variables = *parseJson(u"{\"l\":[\"a\",\"b\",\"c\"]}");
        const auto rendered = parsed->render(variables, Trace::none);
        QVERIFY(rendered);
        QVERIFY(rendered->spans.isEmpty());
        QCOMPARE(rendered->text, parsed->render(variables)->text);
    }

    void textOfManyPiecesIsCutQuickly()
    {
        const auto parsed = Template::parse(u"{% set a %}{% for i in range(50000) %}{{ x }}{% endfor %}{% endset %}{{ a.split('b')|join }}{{ a|upper }}{{ a }}{{ a|quote_block }}");
        QVERIFY(parsed);
        QElapsedTimer timer;
        timer.start();
        const auto rendered = parsed->render(*parseJson(u"{\"x\":\"ab\"}"));
        QVERIFY2(rendered, rendered ? "" : qUtf8Printable(rendered.error().describe()));
        QVERIFY(timer.elapsed() < 10'000);
        QCOMPARE(rendered->text.size(), 50'000 + 100'000 + 100'000 + 100'002);
        QCOMPARE(rendered->spans.last().variable, u"x"_s);
    }

    void textThatGrowsKeepsItsSpansWithinReason()
    {
        const auto parsed = Template::parse(u"{% set a = '' %}{% for i in range(3000) %}{% set a = a ~ x %}{% endfor %}{{ a }}");
        QVERIFY(parsed);
        const auto rendered = parsed->render(*parseJson(u"{\"x\":\"ab\"}"));
        QVERIFY(rendered);
        QCOMPARE(rendered->text.size(), 6000);
        QCOMPARE(rendered->spans.first().variable, u"x"_s);
    }
};

QTEST_GUILESS_MAIN(TestSpans)
#include "tst_spans.moc"
