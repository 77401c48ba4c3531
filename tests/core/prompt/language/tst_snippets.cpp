// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/prompt/language/templaterows.h"

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

namespace {

const QMap<QString, QString> kSnippets{{u"tone"_s, u"Be {{ tone }}."_s}, {u"outer"_s, u"[{% include 'tone' %}]"_s}, {u"broken"_s, u"a\n {{ b c }}"_s},
    {u"uses broken"_s, u"x {% include 'broken' %}"_s}, {u"itself"_s, u"{% include 'itself' %}"_s}, {u"a"_s, u"{% include 'b' %}"_s}, {u"b"_s, u"{% if x %}{% include 'a' %}{% endif %}"_s},
    {u"needs"_s, u"\n{{ customer.nmae }}"_s}, {u"macros"_s, u"{% macro bold(x) %}**{{ x }}**{{ suffix|default('') }}{% endmacro %}{% set version = 2 %}"_s},
    {u"fails in a macro"_s, u"{% macro f(x) %}\n{{ x.y }}{% endmacro %}"_s}, {u"calls out"_s, u"{{ frame('x') }}"_s}};

} // namespace

class TestSnippets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void snippetsAreIncluded_data()
    {
        addColumns();
        addRow("one", u"{% include 'tone' %}", u"{\"tone\":\"kind\"}", u"Be kind.");
        addRow("inside another", u"{% include \"outer\" %}", u"{\"tone\":\"kind\"}", u"[Be kind.]");
        addRow("names of the template", u"{% set tone = 'short' %}{% include 'tone' %}", u"", u"Be short.");
        addRow("in a macro only its names", u"{% set tone = 'short' %}{% macro f(tone) %}{% include 'tone' %}{% endmacro %}{{ f('long') }}", u"", u"Be long.");
        addRow("with context", u"{% include 'tone' with context %}", u"{\"tone\":\"kind\"}", u"Be kind.");
        addRow("may be missing", u"a{% include 'nothing' ignore missing %}b", u"", u"ab");
        addRow("macros of a snippet", u"{% import 'macros' as m %}{{ m.bold(1) }}{{ m.version }}", u"{\"suffix\":\"!\"}", u"**1**!2");
        addRow("some macros", u"{% from 'macros' import bold as strong, version %}{{ strong(1) }}{{ version }}", u"", u"**1**2");
        addRow("macro of the template in a snippet", u"{% macro frame(x) %}<{{ x }}>{% endmacro %}{% include 'calls out' %}", u"", u"<x>");
        addRow("twice", u"{% include 'tone' %}{% include 'tone' %}", u"{\"tone\":\"kind\"}", u"Be kind.Be kind.");
    }

    void snippetsAreIncluded()
    {
        QFETCH(const QString, source);
        QFETCH(const QString, variables);
        QTEST(outcomeOf(source, variables, {}, kSnippets), "result");
    }

    void errorsNameTheSnippet_data()
    {
        addColumns();
        addRow("missing", u"a {% include 'tune' %}", u"", u"error 1:14 there is no snippet `tune` | Did you mean `tone`?");
        addRow("fault in it", u"{% include 'broken' %}", u"", u"error broken 2:7 expected `}}`, but got `c`");
        addRow("fault in one that it includes", u"{% include 'uses broken' %}", u"", u"error broken 2:7 expected `}}`, but got `c`");
        addRow("includes itself", u"{% include 'itself' %}", u"", u"error itself 1:12 the snippet `itself` includes itself: itself → itself | Take out one of these.");
        addRow("in a circle", u"{% include 'a' %}", u"{\"x\":true}", u"error b 1:22 the snippet `a` includes itself: a → b → a | Take out one of these.");
        addRow("what is missing in it", u"{% include 'needs' %}", u"{\"customer\":{\"name\":1}}",
            u"error needs 2:4 `customer.nmae` is not defined: `customer` has no member `nmae`, it has: name | Did you mean `name`?");
        addRow("behind an include it is the template again", u"{% include 'tone' %}\n {{ x }}", u"{\"tone\":1}", u"error 2:5 `x` is not defined | Given are: tone.");
        addRow("in a macro of a snippet", u"{% import 'fails in a macro' as m %}\n{{ m.f(1) }}", u"", u"error fails in a macro 2:4 `x.y` is not defined: `x` is a number and has no members");
        addRow("a name that is computed", u"{% include x %}", u"", u"error 1:12 expected the name of a snippet in quotes after `include`, but got `x` | A name that is computed could be another one for each item.");
        addRow("without context", u"{% include 'tone' without context %}", u"", u"error 1:19 a snippet always sees the names around it | Leave `without context` out.");
        addRow("import without a name", u"{% import 'macros' %}", u"", u"error 1:20 expected `as` and a name for the snippet's macros, but got `%}`");
        addRow("from without import", u"{% from 'macros' bold %}", u"", u"error 1:18 expected `import` and the names of macros, but got `bold`");
        addRow("macro that is not there", u"{% from 'macros' import italic %}", u"", u"error 1:4 the snippet `macros` has no `italic`");
        addRow("member that is not there", u"{% import 'macros' as m %}{{ m.italic(1) }}", u"", u"error 1:30 a mapping has no method `italic` | It has: get, items, keys, values.");
    }

    void errorsNameTheSnippet()
    {
        QFETCH(const QString, source);
        QFETCH(const QString, variables);
        QTEST(outcomeOf(source, variables, {}, kSnippets), "result");
    }

    void aTemplateKnowsWhatItIncludes()
    {
        const auto parsed = Template::parse(u"a {% include 'outer' %}{% from \"macros\" import bold %}{% include 'none' ignore missing %}", {}, snippetsFrom(kSnippets));
        QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().describe()));
        QCOMPARE(parsed->snippets(), (QStringList{u"macros"_s, u"none"_s, u"outer"_s, u"tone"_s}));
        const QList<IncludedSnippet> includes = parsed->includes();
        QCOMPARE(includes.size(), 4);
        QCOMPARE(includes.at(0), (IncludedSnippet{.name = u"outer"_s, .start = 14, .length = 5}));
        QCOMPARE(includes.at(1), (IncludedSnippet{.name = u"tone"_s, .start = 13, .length = 4, .snippet = u"outer"_s}));
    }

    void withoutASourceThereAreNone()
    {
        QCOMPARE(Template::parse(u"{% include 'a' %}").error().message, u"there is no snippet `a`"_s);
        QCOMPARE(outcomeOf(u"{% include 'a' %}"_s, {}), u"error 1:12 there is no snippet `a` | There are no snippets."_s);
    }

    void manySnippetsAreReadOnceEach()
    {
        QMap<QString, QString> snippets;
        for (int i = 0; i < 18; ++i)
            snippets.insert(u"s%1"_s.arg(i), u"{% include 's%1' %}{% include 's%1' %}{{ v%2 }}"_s.arg(i + 1).arg(i));
        snippets.insert(u"s18"_s, u"{{ deep }}"_s);
        const auto parsed = Template::parse(u"{% include 's0' %}", {}, snippetsFrom(snippets));
        QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().describe()));
        QCOMPARE(parsed->variables().size(), 19);
        QCOMPARE(parsed->variableUses().size(), 19);
    }

    void longChainsAreRefused()
    {
        QMap<QString, QString> snippets;
        for (int i = 0; i < 100; ++i)
            snippets.insert(u"s%1"_s.arg(i), u"{% include 's%1' %}"_s.arg(i + 1));
        const QString outcome = outcomeOf(u"{% include 's0' %}"_s, {}, {}, snippets);
        QVERIFY2(outcome.contains(u"too many snippets include each other"_s), qUtf8Printable(outcome));
    }

    void otherFailuresOfASourceAreTold()
    {
        const SnippetSource broken = [](const QString &) -> Result<QString> { return fail(ErrorKind::io, u"the workspace cannot be read"_s); };
        QCOMPARE(Template::parse(u"{% include 'a' ignore missing %}", {}, broken).error().message, u"the workspace cannot be read"_s);
    }
};

QTEST_GUILESS_MAIN(TestSnippets)
#include "tst_snippets.moc"
