// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/outline.h"

#include <QTest>

using namespace assay::prompt;
using namespace Qt::StringLiterals;

namespace {

// Each tag as its name, with its group's number behind it, and "!" where the group has no end.
QString shown(const Outline &outline)
{
    QStringList words;
    for (const SourceTag &tag : outline.tags) {
        QString word = tag.kind == SourceTag::Kind::output ? u"output"_s : tag.kind == SourceTag::Kind::comment ? u"comment"_s : tag.name.isEmpty() ? u"?"_s : tag.name;
        if (tag.group >= 0)
            word += QString::number(tag.group) + (outline.groups.at(tag.group).isClosed ? QString() : u"!"_s);
        words.append(word);
    }
    return words.join(u' ');
}

} // namespace

class TestOutline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tagsThatBelongTogetherAreFound_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("outline");
        const auto row = [](const char *name, const char16_t *source, const char16_t *outline) { QTest::newRow(name) << QString::fromUtf16(source) << QString::fromUtf16(outline); };
        row("text alone", u"a { b } c", u"");
        row("output and comment", u"{{ a }}{# b #}", u"output comment");
        row("if", u"{% if a %}{% elif b %}{{ c }}{% else %}{% endif %}", u"if0 elif0 output else0 endif0");
        row("inside each other", u"{% for a in b %}{% if c %}{% endif %}{% else %}{% endfor %}", u"for0 if1 endif1 else0 endfor0");
        row("one after the other", u"{% if a %}{% endif %}{% if b %}{% endif %}", u"if0 endif0 if1 endif1");
        row("set with and without a block", u"{% set a = 1 %}{% set b %}{% endset %}{% set c | join(d=1) %}{% endset %}", u"set set0 endset0 set1 endset1");
        row("raw", u"{% raw %}{% if %}{{ x }}{% endraw %}{% if a %}{% endif %}", u"raw0 endraw0 if1 endif1");
        row("macro, call, filter", u"{% macro a() %}{% endmacro %}{% call a() %}{% endcall %}{% filter upper %}{% endfilter %}",
            u"macro0 endmacro0 call1 endcall1 filter2 endfilter2");
        row("alone", u"{% include 'a' %}{% import 'a' as b %}", u"include import");
        row("without an end", u"{% if a %}{% for b in c %}", u"if0! for1!");
        row("an inner end is missing", u"{% if a %}{% for b in c %}{% endif %}", u"if0 for1! endif0");
        row("an end of nothing", u"{% endif %}{% else %}", u"endif else");
        row("while it is written", u"{% if a %}{{ b \n{% endif %}", u"if0 output endif0");
        row("tag without a name", u"{% %}{% if", u"? if0!");
        row("unknown tag", u"{% block a %}{% endblock %}", u"block endblock");
        row("a sign without meaning", u"{% if a & b %}{% endif %}", u"if0 endif0");
    }

    void tagsThatBelongTogetherAreFound()
    {
        QFETCH(const QString, source);
        const Outline outline = outlineOf(source);
        QTEST(shown(outline), "outline");
    }

    void placesAreThoseOfTheSource()
    {
        const QString source = u"ab {%- if x -%} c {{ y }}{% endif %}{# d #}"_s;
        QStringList pieces;
        for (const SourceTag &tag : outlineOf(source).tags)
            pieces.append(source.sliced(tag.start, tag.length));
        QCOMPARE(pieces, (QStringList{u"{%- if x -%}"_s, u"{{ y }}"_s, u"{% endif %}"_s, u"{# d #}"_s}));
    }

    void aTagThatIsNotClosedEndsWithItsLineOrBeforeTheNext()
    {
        const QString source = u"ab {{ y\nc d {{ z, {% if a %}e{% endif b\nf g {{ \"h"_s;
        QStringList pieces;
        for (const SourceTag &tag : outlineOf(source).tags)
            pieces.append(source.sliced(tag.start, tag.length));
        QCOMPARE(pieces, (QStringList{u"{{ y"_s, u"{{ z, "_s, u"{% if a %}"_s, u"{% endif b"_s, u"{{ \"h"_s}));
    }

    void matchingTagsAreThoseOfTheGroup()
    {
        const Outline outline = outlineOf(u"{% if x %}a{% else %}b{% endif %}c");
        QCOMPARE(outline.matchingTags(0).size(), 3);
        QCOMPARE(outline.matchingTags(3).size(), 3);
        QCOMPARE(outline.matchingTags(10).size(), 3);
        QCOMPARE(outline.matchingTags(15).at(1).name, u"else"_s);
        QVERIFY(outline.matchingTags(34).isEmpty());
        QVERIFY(outlineOf(u"{{ a }}").matchingTags(2).isEmpty());
        QVERIFY(outlineOf(u"").matchingTags(0).isEmpty());
    }

    void innermostGroupIsFound()
    {
        const Outline outline = outlineOf(u"{% if x %}a{% for y in z %}b{% endfor %}c{% endif %}d");
        QVERIFY(!outline.groupAround(3));
        QCOMPARE(outline.groupAround(10), 0);
        QCOMPARE(outline.groupAround(28), 1);
        QCOMPARE(outline.groupAround(41), 0);
        QVERIFY(!outline.groupAround(53));
    }
};

QTEST_GUILESS_MAIN(TestOutline)
#include "tst_outline.moc"
