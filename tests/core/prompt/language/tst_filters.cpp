// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/filters.h"
#include "tests/core/prompt/language/templaterows.h"

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

// Results from Nunjucks 3.2.4 and, where that has no such filter or splits characters, from Jinja2 3.1.6, run on these very rows.
class TestFilters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filtersGiveTheExpectedText_data()
    {
        addColumns();
        addRow("abs", u"{{ -5|abs }} {{ 2.5|abs }}", u"", u"5 2.5");
        addRow("capitalize", u"{{ \"hELLO wORLD\"|capitalize }}", u"", u"Hello world");
        addRow("default", u"{{ a|default(\"x\") }}{{ b|default(\"x\") }}|{{ b|default(\"x\", true) }}{{ n|default(\"x\") }}{{ a|default }}", u"{\"b\":\"\",\"n\":null}", u"x|x");
        addRow("default by name", u"{{ b|default(default_value=\"x\", boolean=true) }}", u"{\"b\":\"\"}", u"x");
        addRow("dump", u"{{ d|dump }} {{ d|tojson }}", u"{\"d\":{\"a\":[1,\"x\\\"\\n\\u0001\u00e9\"],\"b\":null}}",
            u"{\"a\":[1,\"x\\\"\\n\\u0001\u00e9\"],\"b\":null} {\"a\":[1,\"x\\\"\\n\\u0001\u00e9\"],\"b\":null}");
        addRow("dump indented", u"{{ d|dump(2) }}", u"{\"d\":{\"a\":[1,{}],\"b\":[]}}", u"{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}");
        addRow("first and last", u"{{ [1,2]|first }}{{ [1,2]|last }}{{ \"abc\"|first }}{{ \"abc\"|last }}{{ []|first|default(\"e\") }}", u"", u"12ace");
        addRow("float", u"{{ \"4.5\"|float + 1 }} {{ \"x\"|float(1.5) }} {{ \"2.5kg\"|float }} {{ 3|float }}", u"", u"5.5 1.5 2.5 3");
        addRow("indent", u"{{ \"a\\n\\nb\"|indent(2) }}|{{ \"a\\nb\"|indent(2,true) }}|{{ \"a\\nb\"|indent }}", u"", u"a\n  \n  b|  a\n  b|a\n    b");
        addRow("int", u"{{ \"42\"|int + 1 }} {{ \"3.9\"|int }} {{ \"x\"|int(7) }} {{ \"ff\"|int(0,16) }} {{ \" -12px\"|int }} {{ 3.9|int }} {{ -3.9|int }}", u"",
            u"43 3 7 255 -12 3 -3");
        addRow("join", u"{{ [1,2,3]|join(\", \") }} {{ [\"a\",\"b\"]|join }} {{ []|join(\",\") }}", u"", u"1, 2, 3 ab ");
        addRow("join by attribute", u"{{ x|join(\", \", \"n\") }} {{ x|join(d=\"-\", attribute=\"m.o\") }}",
            u"{\"x\":[{\"n\":\"a\",\"m\":{\"o\":1}},{\"n\":\"b\",\"m\":{\"o\":2}}]}", u"a, b 1-2");
        addRow("length and count", u"{{ d|length }}{{ \"abc\"|length }}{{ []|length }}{{ [1]|count }}{{ n|length }}", u"{\"d\":{\"a\":1,\"b\":2},\"n\":null}", u"23010");
        addRow("list", u"{{ \"abc\"|list|join(\"-\") }} {{ {\"a\":1}|list }}", u"", u"a-b-c [{\"key\":\"a\",\"value\":1}]");
        addRow("lower and upper", u"{{ \"aBc\"|upper }}{{ \"aBc\"|lower }}{{ \"stra\u00dfe\"|upper }}", u"", u"ABCabcSTRASSE");
        addRow("replace",
            u"{{ \"aaa\"|replace(\"a\",\"b\") }} {{ \"aaa\"|replace(\"a\",\"b\",2) }} {{ \"abc\"|replace(\"\",\"-\") }} {{ \"a\"|replace(\"x\",\"y\") }} {{ "
            u"\"a1\"|replace(1,2) }}",
            u"", u"bbb bba -a-b-c- a a2");
        addRow("reverse", u"{{ \"abc\"|reverse }}{{ [1,2,3]|reverse|join }}{{ \"a\U0001F600b\"|reverse }}", u"", u"cba321b\U0001F600a");
        addRow("round",
            u"{{ 2.5|round }} {{ 3.5|round }} {{ 3.14159|round(2) }} {{ 1.21|round(1,\"ceil\") }} {{ 1.29|round(1,\"floor\") }} {{ -2.5|round }} {{ "
            u"1234|round(-2) }}",
            u"", u"3 4 3.14 1.3 1.2 -2 1200");
        addRow("sort",
            u"{{ [\"b\",\"A\",\"c\"]|sort|join }} {{ [\"b\",\"A\",\"c\"]|sort(case_sensitive=true)|join }} {{ [3,1,2]|sort(true)|join }} {{ "
            u"[3,10,2]|sort|join(\",\") }}",
            u"", u"Abc Abc 321 2,3,10");
        addRow("sort by attribute", u"{{ x|sort(attribute=\"n\")|join(\",\", \"n\") }} {{ x|sort(reverse=true, attribute=\"n\")|join(\",\", \"k\") }}",
            u"{\"x\":[{\"n\":2,\"k\":\"a\"},{\"n\":1,\"k\":\"b\"},{\"n\":2,\"k\":\"c\"}]}", u"1,2,2 a,c,b");
        addRow("string", u"{{ 5|string ~ \"a\" }} {{ 5|string is string }} {{ [1]|string }}", u"", u"5a true [1]");
        addRow("title", u"{{ \"foo bAR baz\"|title }}", u"", u"Foo Bar Baz");
        addRow("trim", u"[{{ \" \\n x \\t\"|trim }}] {{ \"--x-\"|trim(\"-\") }}", u"", u"[x] x");
        addRow("truncate", u"{{ s|truncate(9) }} {{ s|truncate(7, true) }} {{ s|truncate(12, false, \"!\") }} {{ s|truncate(500) }} {{ \"abcdef\"|truncate(3) }}",
            u"{\"s\":\"the quick brown fox\"}", u"the quick... the qui... the quick! the quick brown fox abc...");
        addRow("truncate keeps characters whole", u"{{ \"\U0001F600\U0001F601\U0001F602\"|truncate(2, true, \"\") }}", u"", u"\U0001F600\U0001F601");
        addRow("unique", u"{{ [\"a\",\"b\",\"a\",\"B\"]|unique|join }} {{ [\"a\",\"A\"]|unique(true)|join }} {{ [1,1,\"1\"]|unique }}", u"", u"ab aA [1,\"1\"]");
        addRow("unique by attribute", u"{{ x|unique(attribute=\"n\")|join(\",\",\"k\") }}", u"{\"x\":[{\"n\":1,\"k\":\"a\"},{\"n\":1,\"k\":\"b\"},{\"n\":2,\"k\":\"c\"}]}", u"a,c");
        addRow("wordcount", u"{{ \"a b_c  d-e\"|wordcount }}{{ \"\"|wordcount }}{{ \"na\u00efve cafe\u0301\"|wordcount }}", u"", u"402");
        addRow("text filters on numbers and none", u"{{ 5|upper }}[{{ n|upper }}{{ n|trim }}]{{ true|upper }}", u"{\"n\":null}", u"5[]TRUE");
        addRow("batch", u"{{ [1,2,3]|batch(2) }} {{ \"abc\"|batch(2, fill_with=\"-\") }}", u"", u"[[1,2],[3]] [[\"a\",\"b\"],[\"c\",\"-\"]]");
        addRow("center keeps characters whole", u"[{{ \"\U0001F600\"|center(4) }}]", u"", u"[ \U0001F600  ]");
        addRow("dictsort", u"{{ d|dictsort }} {{ d|dictsort(reverse=true) }} {{ d|dictsort(by=\"value\") }}", u"{\"d\":{\"b\":1,\"A\":2}}",
            u"[[\"A\",2],[\"b\",1]] [[\"b\",1],[\"A\",2]] [[\"b\",1],[\"A\",2]]");
        addRow("groupby", u"{{ x|groupby(\"t\") }}", u"{\"x\":[{\"t\":2},{\"t\":\"a\"},{\"t\":2},{\"t\":null}]}",
            u"{\"2\":[{\"t\":2},{\"t\":2}],\"a\":[{\"t\":\"a\"}],\"null\":[{\"t\":null}]}");
        addRow("items", u"{{ d|items }} {{ d.items() }} {{ d.keys() }} {{ d.values() }}", u"{\"d\":{\"a\":1}}", u"[[\"a\",1]] [[\"a\",1]] [\"a\"] [1]");
        addRow("lines", u"{{ s|lines(2) }}|{{ s|lines(-2) }}|{{ s|lines(9) }}|{{ s|lines(0) }}|{{ \"a\\nb\\n\"|lines(-1) }}", u"{\"s\":\"a\\nb\\nc\"}", u"a\nb|b\nc|a\nb\nc||b\n");
        addRow("map", u"{{ x|map(attribute=\"n.m\") }} {{ [\"a b\"]|map(\"replace\", \" \", \"-\") }} {{ [\"1\"]|map(\"int\") }} {{ x|map(attribute=\"q\", default=0) }}",
            u"{\"x\":[{\"n\":{\"m\":1}}]}", u"[1] [\"a-b\"] [1] [0]");
        addRow("max and min", u"{{ [1,3,2]|max }}{{ [1,3,2]|min }}{{ [\"b\",\"A\"]|min }} {{ x|max(attribute=\"n\") }} {{ []|max|default(\"-\") }}", u"{\"x\":[{\"n\":1},{\"n\":2}]}",
            u"31A {\"n\":2} -");
        addRow("quote_block", u"{{ \"a\\n\\nb\"|quote_block }}/{{ \"a\\n\"|quote_block(\"| \") }}/{{ \"\"|quote_block }}", u"", u"> a\n>\n> b/| a\n/>");
        addRow("random", u"{{ l|random in l }} {{ l|random(7) == l|random(7) }} {{ [5]|random }} {{ []|random|default(\"-\") }}", u"{\"l\":[1,2,3]}", u"true true 5 -");
        addRow("select by a test with an argument", u"{{ [1,2,3,4]|select(\"ge\", 3) }} {{ [1,null]|reject(\"none\") }} {{ [1,2]|reject(\"in\", [2]) }}", u"", u"[3,4] [1] [1]");
        addRow("selectattr with what is missing", u"{{ x|selectattr(\"v\")|length }}{{ x|rejectattr(\"v\")|length }}{{ x|selectattr(\"v\", \"defined\")|length }}{{ x|selectattr(\"v\", \"undefined\")|length }}",
            u"{\"x\":[{\"v\":1},{\"v\":0},{}]}", u"1221");
        addRow("slice", u"{{ [1,2,3]|slice(2) }} {{ [1,2,3]|slice(2, 0) }} {{ [1]|slice(3) }}", u"", u"[[1,2],[3]] [[1,2],[3]] [[1],[],[]]");
        addRow("striptags leaves what is no tag", u"{{ \"1 < 2 > 1 <br/> <!-- x <a_b> <3>\"|striptags }}", u"", u"1 < 2 > 1 <!-- x <a_b> <3>");
        addRow("sum", u"{{ [1,2.5]|sum }} {{ x|sum(attribute=\"n\", start=1) }}", u"{\"x\":[{\"n\":1}]}", u"3.5 2");
        addRow("urlencode", u"{{ \"a/\u00e9 \U0001F600\"|urlencode }} {{ {\"a\": none, \"b c\": \"=\"}|urlencode }}", u"", u"a%2F%C3%A9%20%F0%9F%98%80 a=&b%20c=%3D");
        addRow("wordwrap", u"{{ \"aaa bb c dddddd\"|wordwrap(4) }}|{{ \"dddddd e\"|wordwrap(4, false) }}|{{ \"a b\\nc d\"|wordwrap(1, wrapstring=\"/\") }}", u"",
            u"aaa\nbb c\ndddd\ndd|dddddd\ne|a/b/c/d");
        addRow("xml_tag", u"{{ \"a\"|xml_tag(\"doc\") }}/{{ \"a\\n\"|xml_tag(name=\"x-1\") }}", u"", u"<doc>\na\n</doc>/<x-1>\na\n</x-1>");
        addRow("xml_tag keeps its text inside", u"{{ \"a </doc> <DOC > < /doc> <docs> </do>\"|xml_tag(\"doc\") }}", u"", u"<doc>\na &lt;/doc> &lt;DOC > &lt; /doc> <docs> </do>\n</doc>");
        addRow("chain", u"{{ \" a,b \"|trim|replace(\",\", \";\")|upper }}", u"", u"A;B");
    }

    void filtersGiveTheExpectedText()
    {
        QFETCH(const QString, source);
        QFETCH(const QString, variables);
        QTEST(outcomeOf(source, variables), "result");
    }

    void wrongUseIsAnErrorAtTheFilter_data()
    {
        addColumns();
        addRow("list for text", u"{{ x|upper }}", u"{\"x\":[1]}", u"error 1:6 `upper` needs text, but got `x`, which is a list");
        addRow("number for length", u"{{ 5|length }}", u"", u"error 1:6 `length` needs a list, a mapping or text, but got a number");
        addRow("no number", u"{{ x|int }}", u"{\"x\":\"many\"}", u"error 1:6 `int` cannot read a number in \"many\" | Give a default, as in `| int(0)`.");
        addRow("text for abs", u"{{ \"a\"|abs }}", u"", u"error 1:8 `abs` needs a number, but got text");
        addRow("number for a list", u"{{ 5|sort }}", u"", u"error 1:6 `sort` needs a list, but got a number");
        addRow("mixed sort", u"{{ [1,\"a\"]|sort }}", u"", u"error 1:12 `sort` cannot put a number and text in order | Sort by an `attribute`, or only values of one kind.");
        addRow("missing attribute", u"{{ x|join(\",\", \"nmae\") }}", u"{\"x\":[{\"name\":1}]}",
            u"error 1:6 `join` by `nmae`: `(element).nmae` is not defined: `x[0]` has no member `nmae`, it has: name | Did you mean `name`?");
        addRow("wrong kind of argument", u"{{ \"a\"|truncate(\"x\") }}", u"", u"error 1:8 `length` of `truncate` must be a whole number, but is text");
        addRow("wrong method", u"{{ 1.5|round(0,\"up\") }}", u"", u"error 1:8 `method` of `round` must be common, ceil or floor, but is \"up\"");
        addRow("first of an empty list", u"{{ x|first }}", u"{\"x\":[]}", u"error 1:6 `x` is empty, so it has no first element | Add `| default(…)`.");
        addRow("batch of none", u"{{ [1]|batch(0) }}", u"", u"error 1:8 `linecount` of `batch` must be from 1 to 1000000, but is 0");
        addRow("dictsort of a list", u"{{ [1]|dictsort }}", u"", u"error 1:8 `dictsort` needs a mapping, but got a list");
        addRow("dictsort by something else", u"{{ {}|dictsort(by=\"x\") }}", u"", u"error 1:7 `by` of `dictsort` must be \"key\" or \"value\"");
        addRow("select by no test", u"{{ [1]|select(\"od\") }}", u"", u"error 1:8 there is no test `od`");
        addRow("select without the value", u"{{ [1]|select(\"gt\") }}", u"", u"error 1:8 the test `gt` needs a value | Give it behind the name of the test.");
        addRow("selectattr of what is missing", u"{{ x|selectattr(\"v\", \"odd\") }}", u"{\"x\":[{\"w\":1}]}",
            u"error 1:6 `selectattr`: `(element).v` is not defined: `x[0]` has no member `v`, it has: w");
        addRow("map by no filter", u"{{ [1]|map(\"uper\") }}", u"", u"error 1:8 there is no filter `uper` | Did you mean `upper`?");
        addRow("map by a filter that needs more", u"{{ [1]|map(\"replace\") }}", u"", u"error 1:8 the filter `replace` takes other arguments | It takes: old, new, count.");
        addRow("map by itself", u"{{ [1]|map(\"map\") }}", u"", u"error 1:8 `map` cannot map with itself");
        addRow("map by nothing", u"{{ [1]|map }}", u"", u"error 1:8 `map` needs the name of a filter, or `attribute=`");
        addRow("sum of texts", u"{{ [\"a\"]|sum }}", u"", u"error 1:10 `sum` needs numbers, but got text | Turn text into a number with `| map(\"int\")`.");
        addRow("max of nothing", u"{{ x|max }}", u"{\"x\":[]}", u"error 1:6 the list is empty, so it has no largest or smallest element | Add `| default(…)`.");
        addRow("xml_tag without a name", u"{{ \"a\"|xml_tag(\"a b\") }}", u"", u"error 1:8 `name` of `xml_tag` must be a name, of letters, digits, `_`, `-` and `.`");
        addRow("tokens below none", u"{{ \"a\"|tokens(-1) }}", u"", u"error 1:8 `count` of `tokens` must be from 0 to 4194304, but is -1");
        addRow("pairs for urlencode", u"{{ [1]|urlencode }}", u"", u"error 1:8 `urlencode` needs a text, a mapping or a list of pairs");
        addRow("unknown filter", u"{{ x|uper }}", u"", u"error 1:6 there is no filter `uper` | Did you mean `upper`?");
        addRow("unknown argument", u"{{ x|join(sep=\",\") }}", u"", u"error 1:11 the filter `join` has no argument `sep` | It takes: d, attribute.");
        addRow("too many arguments", u"{{ x|upper(1) }}", u"", u"error 1:12 the filter `upper` takes fewer arguments | It takes none.");
        addRow("argument twice", u"{{ x|join(\",\", d=\".\") }}", u"", u"error 1:16 the argument `d` of `join` is given twice");
        addRow("argument left out", u"{{ x|replace(\"a\") }}", u"", u"error 1:6 the filter `replace` needs the argument `new`");
    }

    void wrongUseIsAnErrorAtTheFilter()
    {
        QFETCH(const QString, source);
        QFETCH(const QString, variables);
        QTEST(outcomeOf(source, variables), "result");
    }

    void tokensAreCutWhereOneEnds()
    {
        QCOMPARE(outcomeOf(u"{{ s|tokens(3) }}|{{ s|tokens(0) }}|{{ s|tokens(99) }}"_s, u"{\"s\":\"The quick brown fox\"}"_s), u"The quick brown||The quick brown fox"_s);
        // A family emoji is many tokens, and no character is cut in two.
        QVERIFY(outcomeOf(u"{{ s|tokens(1) }}"_s, u"{\"s\":\"\U0001F469\u200D\U0001F467\"}"_s).isValidUtf16());
    }

    // A word is put together of its bytes all at once, however few tokens are asked for; what is behind the last one costs nothing.
    void longWordsCostMoreThanLongTexts()
    {
        QCOMPARE(outcomeOf(u"{{ ('a b ' * 1000000)|tokens(5) }}"_s, {}), u"a b a b a"_s);
        QVERIFY(outcomeOf(u"{{ ('a' * 3000000)|tokens(5) }}"_s, {}).contains(u"this takes too long"_s));
        QCOMPARE(outcomeOf(u"{{ ('a ' ~ 'b' * 3000000)|tokens(0) }}"_s, {}), QString());
    }

    void randomIsTheSameForEver()
    {
        const QString source = u"{% for i in range(8) %}{{ l|random }}{% endfor %} {{ l|random('seed') }}{{ l|random(seed=2) }}"_s;
        const QString first = outcomeOf(source, u"{\"l\":[1,2,3,4,5,6,7,8,9]}"_s);
        QCOMPARE(first, u"19151449 18"_s);
        QCOMPARE(outcomeOf(source, u"{\"l\":[1,2,3,4,5,6,7,8,9]}"_s), first);
        QVERIFY(outcomeOf(source, u"{\"l\":[1,2,3,4,5,6,7,8,9],\"x\":1}"_s).first(8) != first.first(8));
    }

    void tableIsSorted()
    {
        const QStringList names = filterNames();
        QVERIFY(std::ranges::is_sorted(names));
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), names.size());
    }
};

QTEST_GUILESS_MAIN(TestFilters)
#include "tst_filters.moc"
