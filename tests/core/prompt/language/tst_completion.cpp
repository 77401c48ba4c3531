// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/completion.h"

#include "core/prompt/language/filters.h"
#include "core/prompt/language/valuetests.h"

#include <QFile>
#include <QTest>

using namespace assay::prompt;
using namespace Qt::StringLiterals;

namespace {

QString inWords(Completion::Kind kind)
{
    switch (kind) {
    case Completion::Kind::none:
        return u"none"_s;
    case Completion::Kind::tag:
        return u"tag"_s;
    case Completion::Kind::value:
        return u"value"_s;
    case Completion::Kind::member:
        return u"member"_s;
    case Completion::Kind::filter:
        return u"filter"_s;
    case Completion::Kind::test:
        return u"test"_s;
    case Completion::Kind::argument:
        return u"argument"_s;
    case Completion::Kind::snippet:
        return u"snippet"_s;
    case Completion::Kind::keyword:
        return u"keyword"_s;
    }
    return {};
}

QString namesOf(const QString &source)
{
    QStringList names;
    for (const OwnName &own : completionAt(source, source.size()).ownNames)
        names.append(own.path.isEmpty() ? own.name : u"%1=%2%3"_s.arg(own.name, own.path, own.isElement ? u"[]"_s : QString()));
    return names.join(u' ');
}

} // namespace

class TestCompletion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kindFollowsFromWhatStandsBefore_data()
    {
        QTest::addColumn<QString>("source"); // the place is its end, or where a ¦ stands
        QTest::addColumn<QString>("kind");   // with the word that is being written, and the path behind a dot
        const auto row = [](const char *name, const char16_t *source, const char16_t *kind) { QTest::newRow(name) << QString::fromUtf16(source) << QString::fromUtf16(kind); };
        row("text", u"abc", u"none");
        row("nothing", u"", u"none");
        row("behind an output", u"{{ a }} b", u"none");
        row("inside a comment", u"{# a ", u"none");
        row("inside raw", u"{% raw %}{{ a", u"none");
        row("behind raw", u"{% raw %}{{ a{% endraw %}{{ b", u"value b");
        row("output", u"{{ ", u"value ");
        row("name in an output", u"{{ cust", u"value cust");
        row("before more text", u"{{ cu¦st }} b", u"value cu");
        row("minus", u"{{- a", u"value a");
        row("member", u"{{ customer.", u"member customer ");
        row("member being written", u"{{ customer.orders[0].na", u"member customer.orders[0] na");
        row("member of a name in brackets", u"{{ a['b'].", u"member a['b'] ");
        row("member of a call", u"{{ f(1).", u"member  ");
        row("member in the middle", u"{{ a + b.c.", u"member b.c ");
        row("filter", u"{{ a | ", u"filter ");
        row("filter being written", u"{{ a|up", u"filter up");
        row("second filter", u"{{ a|upper|", u"filter ");
        row("behind a filter", u"{{ a|upper ", u"keyword ");
        row("argument", u"{{ a|truncate(", u"argument truncate ");
        row("second argument", u"{{ a|truncate(5, le", u"argument truncate le");
        row("value of a named argument", u"{{ a|truncate(length=", u"value ");
        row("argument without names", u"{{ a|upper(", u"value ");
        row("argument of a function", u"{% for i in range(", u"argument range ");
        row("argument of a method", u"{{ a.split(", u"argument split ");
        row("test", u"{{ a is ", u"test ");
        row("negated test", u"{% if a is not de", u"test de");
        row("behind a value", u"{{ a ", u"keyword ");
        row("behind a value, written", u"{{ a i", u"keyword i");
        row("behind a sign", u"{{ a + ", u"value ");
        row("behind and", u"{% if a and ", u"value ");
        row("in a list", u"{{ [a, ", u"value ");
        row("in a mapping", u"{{ {\"a\": ", u"value ");
        row("in text", u"{{ \"a", u"none");
        row("tag", u"{% ", u"tag ");
        row("tag being written", u"{% fo", u"tag fo");
        row("condition", u"{% if ", u"value ");
        row("name of a loop", u"{% for ", u"none");
        row("behind the name of a loop", u"{% for a ", u"keyword ");
        row("what a loop goes through", u"{% for a in ", u"value ");
        row("name to set", u"{% set ", u"none");
        row("value to set", u"{% set a = ", u"value ");
        row("parameters", u"{% macro f(", u"value ");
        row("called macro", u"{% call ", u"value ");
        row("filter block", u"{% filter ", u"filter ");
        row("include", u"{% include ", u"none");
        row("snippet", u"{% include \"gree", u"snippet gree");
        row("snippet to import", u"{% import '", u"snippet ");
        row("behind a snippet", u"{% include \"a\" ", u"keyword ");
        row("end", u"{% endif ", u"none");
        row("unclosed tag before", u"{{ a \n\n{% if b ", u"keyword ");
    }

    void kindFollowsFromWhatStandsBefore()
    {
        QFETCH(QString, source);
        const qsizetype mark = source.indexOf(u'\u00A6');
        const qsizetype offset = mark < 0 ? source.size() : mark;
        source.remove(u'\u00A6');
        const Completion completion = completionAt(source, offset);
        QStringList words{inWords(completion.kind)};
        if (completion.kind == Completion::Kind::member || completion.kind == Completion::Kind::argument)
            words.append(completion.path);
        if (completion.kind != Completion::Kind::none)
            words.append(source.sliced(completion.start, offset - completion.start));
        QTEST(words.join(u' '), "kind");
    }

    void wordsAreThoseOfTheLanguage()
    {
        QCOMPARE(completionAt(u"{{ a|", 5).words, filterNames());
        QCOMPARE(completionAt(u"{{ a is ", 8).words, testNames());
        QVERIFY(completionAt(u"{{ a|truncate(", 14).words.contains(u"killwords="_s));
        QVERIFY(completionAt(u"{{ ", 3).words.contains(u"range"_s));
        QVERIFY(completionAt(u"{{ a.", 5).words.contains(u"items"_s));
    }

    void endOfTheOpenBlockComesFirst()
    {
        QCOMPARE(completionAt(u"{% if a %}{% for b in c %}{% ", 29).words.first(2), (QStringList{u"endfor"_s, u"else"_s}));
        QCOMPARE(completionAt(u"{% if a %}{% for b in c %}{% endfor %}{% ", 41).words.first(2), (QStringList{u"endif"_s, u"elif"_s}));
        QCOMPARE(completionAt(u"{% ", 3).words.first(), u"if"_s);
        QVERIFY(!completionAt(u"{% ", 3).words.contains(u"endif"_s));
    }

    void ownNamesAreThoseThatHoldThere_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("names");
        const auto row = [](const char *name, const char16_t *source, const char16_t *names) { QTest::newRow(name) << QString::fromUtf16(source) << QString::fromUtf16(names); };
        row("none", u"{{ ", u"");
        row("set", u"{% set a = 1 %}{% set b = c.d %}{{ ", u"b=c.d a");
        row("set by a block", u"{% set a %}x{% endset %}{{ ", u"a");
        row("within its own block", u"{% set a %}{{ ", u"a");
        row("a later one hides", u"{% set a = b %}{% set a = c %}{{ ", u"a=c");
        row("loop", u"{% for x in order.lines %}{{ ", u"x=order.lines[] loop");
        row("loop over a filtered list", u"{% for x in xs|sort %}{{ ", u"x loop");
        row("loop over members", u"{% for k, v in d %}{{ ", u"v k loop");
        row("loop that is over", u"{% for x in xs %}{% set y = x %}{% endfor %}{{ ", u"");
        row("set in if stays", u"{% if a %}{% set y = 1 %}{% endif %}{{ ", u"y");
        row("macro", u"{% macro f(a, b=c) %}{{ ", u"caller b a f");
        row("macro that is over", u"{% macro f(a) %}{% endmacro %}{{ ", u"f");
        row("import", u"{% import \"a\" as m %}{% from \"b\" import c, d as e %}{{ ", u"e c m");
        row("while the tag before is written", u"{% set a = 1 %}{% set b = {{ ", u"a");
    }

    void ownNamesAreThoseThatHoldThere()
    {
        QFETCH(const QString, source);
        QTEST(namesOf(source), "names");
    }

    void everyWordHasHelp()
    {
        for (const QString &name : filterNames())
            QVERIFY2(filterHelp(name).signature.startsWith(name) && !filterHelp(name).summary.isEmpty(), qUtf8Printable(name));
        for (const QString &name : testNames())
            QVERIFY2(testHelp(name).signature.startsWith(name) && !testHelp(name).summary.isEmpty(), qUtf8Printable(name));
        for (const QString &name : functionNames())
            QVERIFY2(functionHelp(name).signature.startsWith(name) && !functionHelp(name).summary.isEmpty(), qUtf8Printable(name));
        QCOMPARE(filterHelp(u"truncate"_s).signature, u"truncate(length, killwords, end)"_s);
        QVERIFY(filterHelp(u"nothing"_s).signature.isEmpty());
    }

    void helpPageNamesEveryWord()
    {
        QFile file(QStringLiteral(ASSAY_SOURCE_DIR "/resources/help/templates.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString page = QString::fromUtf8(file.readAll());
        QStringList lacking;
        for (const QString &name : filterNames() + testNames() + functionNames()) {
            if (!page.contains(u"`"_s + name + u"`"_s) && !page.contains(u"`"_s + name + u"("_s))
                lacking.append(name);
        }
        for (const QString &name : methodNames(Value::ofNothing())) {
            if (!page.contains(u" "_s + name + u","_s) && !page.contains(u" "_s + name + u" |"_s))
                lacking.append(name);
        }
        QCOMPARE(lacking, QStringList());
    }

    void offsetsOutsideAreTakenToTheEnds()
    {
        QCOMPARE(completionAt(u"{{ a", 99).kind, Completion::Kind::value);
        QCOMPARE(completionAt(u"{{ a", -1).kind, Completion::Kind::none);
    }
};

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
