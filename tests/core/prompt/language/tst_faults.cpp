// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/fault.h"

#include "core/prompt/language/outline.h"
#include "core/prompt/language/template.h"

#include <QElapsedTimer>
#include <QTest>

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

class TestFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFaultIsMarkedInItsPlace_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("faults"); // the marked piece of each and its message
        const auto row = [](const char *name, const char16_t *source, const char16_t *faults) { QTest::newRow(name) << QString::fromUtf16(source) << QString::fromUtf16(faults); };
        row("none", u"{{ a }}{% if b %}{% endif %}", u"");
        row("one", u"{{ a b }}", u"[b] expected `}}`, but got `b`");
        row("two outputs", u"{{ a b }} c {{ d e }}", u"[b] expected `}}`, but got `b`\n[e] expected `}}`, but got `e`");
        row("filter and test", u"{{ a|uper }}{% if b is od %}{% endif %}", u"[uper] there is no filter `uper`\n[od] there is no test `od`");
        row("sign without meaning", u"{{ a & b }}{{ c ? d }}", u"[&] `&` has no meaning inside a tag\n[?] `?` has no meaning inside a tag");
        row("a fault in a tag does not hide its end", u"{% if a b %}c{% else %}d{% endif %}{{ e f }}", u"[b] expected `%}`, but got `b`\n[f] expected `}}`, but got `f`");
        row("unknown tag", u"{% fro a in b %}{{ a }}{% endfro %}", u"[fro] there is no tag `fro`\n[endfro] there is no tag `endfro`");
        row("an end is missing", u"{% if a %}{% for b in c %}{% endif %}{{ d e }}",
            u"[endif] `endif` does not belong here: expected `endfor` for the `for` of line 1\n[e] expected `}}`, but got `e`");
        row("the last end is missing", u"{% if a %}\n{{ b c }}", u"[c] expected `}}`, but got `c`\n[] expected `endif` for the `if` of line 1, but got the end of the template");
        row("an end too many", u"{% endif %}{{ a b }}", u"[endif] `endif` ends or continues nothing here\n[b] expected `}}`, but got `b`");
        row("open tag at the end of a line", u"{{ a \nText {{ b c }}", u"[Text] expected `}}`, but got `Text`\n[c] expected `}}`, but got `c`");
        row("open tag at the end", u"{{ a", u"[{] `{{` is never closed: expected `}}`");
        row("open text", u"{{ 'abc }}\n{{ d e }}", u"['] the text that begins here is never closed: expected `'`\n[e] expected `}}`, but got `e`");
        row("missing value", u"{{ }}{% set a = %}{{ b }}", u"[}}] expected a value, but got `}}`\n[%}] expected a value, but got `%}`");
        row("snippet", u"{% include 'x' %}{% include 'bad' %}{{ a b }}",
            u"['x'] there is no snippet `x`\n['bad'] in the snippet `bad`, line 1, column 6: expected `}}`, but got `d`\n[b] expected `}}`, but got `b`");
    }

    void everyFaultIsMarkedInItsPlace()
    {
        QFETCH(const QString, source);
        QStringList shown;
        for (const Fault &fault : faultsOf(source, {}, snippetsFrom({{u"bad"_s, u"{{ c d }}"_s}})))
            shown.append(u"[%1] %2"_s.arg(source.sliced(fault.start, fault.length), fault.message));
        QTEST(shown.join(u'\n'), "faults");
    }

    void firstFaultIsTheOneOfParse_data() { everyFaultIsMarkedInItsPlace_data(); }

    void firstFaultIsTheOneOfParse()
    {
        QFETCH(const QString, source);
        const SnippetSource snippets = snippetsFrom({{u"bad"_s, u"{{ c d }}"_s}});
        const auto parsed = Template::parse(source, {}, snippets);
        const QList<Fault> faults = faultsOf(source, {}, snippets);
        QCOMPARE(parsed.has_value(), faults.isEmpty());
        if (!parsed)
            QCOMPARE(parsed.error().message, faults.first().message);
    }

    void manyFaultsAreCutOff()
    {
        QCOMPARE(faultsOf(u"{{ a b }}\n"_s.repeated(1000)).size(), 20);
    }

    void tagsWithoutAnEndAreReadInLinearTime_data()
    {
        QTest::addColumn<QString>("piece");
        for (const char *piece : {"{{ x\n", "{{", "{{ '\n", "{{ '\\", "{% if x\n", "{% if x ", "{{ & ", "{{ &\n", "{{ {", "{{ [\n"})
            QTest::newRow(piece) << QString::fromLatin1(piece);
    }

    // Each of them to the end of the source would take hours, and more memory than there is.
    void tagsWithoutAnEndAreReadInLinearTime()
    {
        QFETCH(const QString, piece);
        const QString source = piece.repeated(1'000'000 / piece.size());
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!faultsOf(source).isEmpty());
        QVERIFY(!outlineOf(source).tags.isEmpty());
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(faultsOf(source).first().message, Template::parse(source).error().message);
    }

    void everyCutIsReadToItsEnd()
    {
        const QString source = u"a {% if x %}{{ y|d(1) }}{% elif z is in([1]) %}{% for a, b in {'c': 1} if a %}{% else %}{% endfor %}{% else %}{% raw %}{{{% endraw %}"
                               u"{% endif %}{% macro f(a, b=1) %}{{ caller() }}{% endmacro %}{% call(c) f(1) %}{% endcall %}{% set q | upper %}{% endset %}"
                               u"{% filter replace('a', \"b\") %}{% endfilter %}{% include 'x' ignore missing %}{# c #}"_s;
        QVERIFY(faultsOf(source).isEmpty());
        for (qsizetype length = 0; length <= source.size(); ++length) {
            for (const QString &cut : {source.first(length), source.sliced(length)}) {
                for (const Fault &fault : faultsOf(cut))
                    QVERIFY(fault.start >= 0 && fault.length >= 0 && fault.start + fault.length <= cut.size());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
