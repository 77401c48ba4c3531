// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/template.h"

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
        row("filtered list", u"{{ l|join(\", \") }} {{ l|reverse|first }} {{ l|first }}", u"«l:x, y, z» «l:z» «l[0]:x»");
        row("argument of a filter", u"{{ \"Hi N\"|replace(\"N\", name) }}", u"«name:Hi Ada»");
        row("joined pieces have their own", u"{{ \"<\" ~ name ~ \"|\" ~ c.n ~ \">\" }}", u"<«name:Ada»|«c.n:N»>");
        row("loop over a list", u"{% for x in l %}{{ x }};{% endfor %}", u"«l[0]:x»;«l[1]:y»;«l[2]:z»;");
        row("loop over members", u"{% for x in o.items %}{{ x.n }},{% endfor %}", u"«o.items[0].n:1»,«o.items[1].n:2»,");
        row("loop over a mapping", u"{% for k, v in c %}{{ k }}={{ v }} {% endfor %}", u"«c:n»=«c.n:N» «c:a b»=«c[\"a b\"]:S» ");
        row("loop over a sorted list", u"{% for x in l|sort(true) %}{{ x }}{% endfor %}", u"«l:z»«l:y»«l:x»");
        row("loop over characters", u"{% for x in name %}{{ x }}.{% endfor %}", u"«name:A».«name:d».«name:a».");
        row("loop counter", u"{% for x in l %}{{ loop.index }}{% endfor %}", u"123");
        row("through set", u"{% set a = c.n %}{{ a }}{% set b = a|lower %}{{ b }}", u"«c.n:N»«c.n:n»");
        row("list made by the template", u"{{ [name, c.n]|join(\"-\") }} {{ [name, 1] }} {{ [c.n][0] }} {{ {\"k\": name}.k }}",
            u"«name:Ada-N» «name:[\"Ada\",1]» «c.n:N» «name:Ada»");
        row("chosen value",
            u"{{ name if true else c.n }} {{ \"no\" if name else 1 }} {{ none or name }} {{ zz|default(\"d\") }} {{ zz|default(name) }} {{ e|default(\"d\", "
            u"true) }}",
            u"«name:Ada» no «name:Ada» d «name:Ada» d");
        row("computed value", u"{{ l|length }} {{ num + 1 }} {{ 1 + num }} {{ -num }} {{ name == \"Ada\" }}", u"«l:3» «num:6» «num:6» «num:-5» true");
        row("printed mapping", u"{{ o }}", u"«o:{\"items\":[{\"n\":1},{\"n\":2}]}»");
        row("empty text has no span", u"[{{ e }}{{ nothing }}]", u"[]");
        row("after astral and combining characters", u"\U0001F600e\u0301{{ emoji }}\U0001F600{{ name }}",
            u"\U0001F600e\u0301«emoji:\U0001F469\u200D\U0001F467e\u0301»\U0001F600«name:Ada»");
        row("after trimmed blanks", u"a  {{- name -}}  b", u"a«name:Ada»b");
    }

    void spansNameTheVariable()
    {
        QFETCH(const QString, source);
        const auto variables = parseJson(u"{\"name\":\"Ada\",\"num\":5,\"c\":{\"n\":\"N\",\"a b\":\"S\"},\"l\":[\"x\",\"y\",\"z\"],\"o\":{\"items\":[{\"n\":1},{\"n\":2}]},"
                                         u"\"e\":\"\",\"nothing\":null,\"emoji\":\"\U0001F469\u200D\U0001F467e\u0301\"}");
        QVERIFY(variables);
        const auto parsed = Template::parse(source);
        QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().describe()));
        const auto rendered = parsed->render(*variables);
        QVERIFY2(rendered, rendered ? "" : qUtf8Printable(rendered.error().describe()));
        QString shown;
        qsizetype at = 0;
        for (const VariableSpan &span : rendered->spans) {
            QVERIFY(span.start >= at);
            shown += QStringView(rendered->text).sliced(at, span.start - at);
            shown += u"«%1:%2»"_s.arg(span.variable, QStringView(rendered->text).sliced(span.start, span.length));
            at = span.start + span.length;
        }
        shown += QStringView(rendered->text).sliced(at);
        QTEST(shown, "result");
    }
};

QTEST_GUILESS_MAIN(TestSpans)
#include "tst_spans.moc"
