// SPDX-License-Identifier: GPL-3.0-or-later
// What the editor knows of texts without a window: changes, searching, what belongs together.
#include "ui/editor/matching.h"
#include "ui/editor/templatehighlighter.h"
#include "ui/editor/textchange.h"
#include "ui/editor/textsearch.h"

#include <QTest>
#include <QTextDocument>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestTexts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChangeIsTheLeastThatDiffers_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<int>("latest");
        QTest::addColumn<int>("position");
        QTest::addColumn<QString>("removed");
        QTest::addColumn<QString>("inserted");
        QTest::newRow("nothing") << u"same"_s << u"same"_s << 4 << 4 << QString() << QString();
        QTest::newRow("a key at the end") << u"ab"_s << u"abc"_s << 2 << 2 << QString() << u"c"_s;
        QTest::newRow("a key in the middle") << u"ac"_s << u"abc"_s << 1 << 1 << QString() << u"b"_s;
        QTest::newRow("the first of equal letters") << u"aa"_s << u"aaa"_s << 0 << 0 << QString() << u"a"_s;
        QTest::newRow("the last of equal letters") << u"aa"_s << u"aaa"_s << 2 << 2 << QString() << u"a"_s;
        QTest::newRow("a word replaced") << u"say it now"_s << u"say that now"_s << 4 << 4 << u"i"_s << u"tha"_s;
        QTest::newRow("all gone") << u"text"_s << QString() << 0 << 0 << u"text"_s << QString();
        QTest::newRow("half of a pair is no change") << u"x😀"_s << u"x😃"_s << 9 << 1 << u"😀"_s << u"😃"_s;
    }
    void aChangeIsTheLeastThatDiffers()
    {
        QFETCH(const QString, before);
        QFETCH(const QString, after);
        QFETCH(const int, latest);
        QFETCH(const int, position);
        QFETCH(const QString, removed);
        QFETCH(const QString, inserted);
        const TextChange change = changeBetween(before, after, latest);
        QCOMPARE(change.position, position);
        QCOMPARE(change.removed, removed);
        QCOMPARE(change.inserted, inserted);
        QString text = before;
        change.applyTo(text);
        QCOMPARE(text, after);
        change.inverted().applyTo(text);
        QCOMPARE(text, before);
    }

    void keysOfOneBurstAreOneStep_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<QString>("both");
        // position:removed:inserted
        QTest::newRow("typed on") << u"3::ab"_s << u"5::c"_s << u"3::abc"_s;
        QTest::newRow("typed elsewhere") << u"3::ab"_s << u"9::c"_s << QString();
        QTest::newRow("a line end begins anew") << u"3::ab"_s << u"5::\n"_s << QString();
        QTest::newRow("nothing follows a line end") << u"3::\n"_s << u"4::a"_s << QString();
        QTest::newRow("what was pasted stands alone") << u"3::ab"_s << u"5::cd"_s << QString();
        QTest::newRow("deleted backwards") << u"3:x:"_s << u"2:y:"_s << u"2:yx:"_s;
        QTest::newRow("deleted forwards") << u"3:x:"_s << u"3:y:"_s << u"3:xy:"_s;
        QTest::newRow("deleting does not join typing") << u"3::ab"_s << u"4:b:"_s << QString();
        QTest::newRow("typed on after a selection") << u"3:long:a"_s << u"4::b"_s << u"3:long:ab"_s;
        QTest::newRow("a selection begins anew") << u"3::ab"_s << u"3:ab:c"_s << QString();
        QTest::newRow("typing does not join deleting") << u"3:x:"_s << u"3::y"_s << QString();
        const QString line = QString(u"ten letters "_s).repeated(8);
        QTest::newRow("a word after a long stretch begins anew") << u"0::"_s + line << u"96::a"_s << QString();
        QTest::newRow("no word ends in its middle") << u"0::"_s + line + u"a"_s << u"97::b"_s << u"0::"_s + line + u"ab"_s;
    }
    void keysOfOneBurstAreOneStep()
    {
        QFETCH(const QString, first);
        QFETCH(const QString, second);
        QFETCH(const QString, both);
        const auto change = [](const QString &text) {
            const QStringList parts = text.split(u':');
            return TextChange{parts.at(0).toLongLong(), parts.at(1), parts.at(2)};
        };
        const auto made = joined(change(first), change(second));
        QCOMPARE(made.has_value(), !both.isEmpty());
        if (made)
            QCOMPARE(*made, change(both));
    }

    void whatIsTypedOverASelectionReplacesAllOfIt_data()
    {
        QTest::addColumn<TextChange>("change");
        QTest::addColumn<int>("start");
        QTest::addColumn<int>("end");
        QTest::addColumn<TextChange>("whole");
        QTest::newRow("its first letter stays") << TextChange{9, u"ay it"_s, {}} << 8 << 14 << TextChange{8, u"say it"_s, u"s"_s};
        QTest::newRow("its last letter stays") << TextChange{8, u"say i"_s, {}} << 8 << 14 << TextChange{8, u"say it"_s, u"t"_s};
        QTest::newRow("all differs") << TextChange{8, u"say it"_s, u"x"_s} << 8 << 14 << TextChange{8, u"say it"_s, u"x"_s};
        QTest::newRow("elsewhere") << TextChange{0, u"I"_s, u"he"_s} << 8 << 14 << TextChange{0, u"I"_s, u"he"_s};
        QTest::newRow("nothing is selected") << TextChange{8, {}, u"x"_s} << 8 << 8 << TextChange{8, {}, u"x"_s};
        QTest::newRow("a selection of another text") << TextChange{8, {}, u"x"_s} << 8 << 99 << TextChange{8, {}, u"x"_s};
    }
    void whatIsTypedOverASelectionReplacesAllOfIt()
    {
        QFETCH(const TextChange, change);
        QFETCH(const int, start);
        QFETCH(const int, end);
        QFETCH(const TextChange, whole);
        const QString before = u"I said: say it"_s;
        QCOMPARE(widened(change, before, start, end), whole);
        QString after = before;
        change.applyTo(after);
        QString same = before;
        whole.applyTo(same);
        QCOMPARE(same, after);
    }

    void anEditorKeepsEveryCharacter_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("kept");
        QTest::newRow("no-break spaces") << u"10\u00a0000"_s << u"10\u00a0000"_s;
        QTest::newRow("line separators") << u"a\u2028b"_s << u"a\u2028b"_s;
        QTest::newRow("line ends of other systems") << u"a\r\nb\rc"_s << u"a\nb\nc"_s;
        QTest::newRow("nothing visible") << u"a\u200bb\ufeffc"_s << u"a\u200bb\ufeffc"_s;
        QTest::newRow("what documents keep for themselves") << u"a\ufdd0b\ufdd1c"_s << u"abc"_s;
    }
    void anEditorKeepsEveryCharacter()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, kept);
        QCOMPARE(editable(text), kept);
        QTextDocument document;
        document.setPlainText(editable(text));
        QCOMPARE(textOf(document), kept);
    }

    void whatIsFound_data()
    {
        QTest::addColumn<SearchQuery>("query");
        QTest::addColumn<QString>("found"); // text:start:length
        QTest::newRow("nothing for nothing") << SearchQuery{} << QString();
        QTest::newRow("in all texts") << SearchQuery{.text = u"cat"_s} << u"0:0:3 0:10:3 1:3:3"_s;
        QTest::newRow("upper and lower case apart") << SearchQuery{.text = u"cat"_s, .isCaseSensitive = true} << u"0:10:3 1:3:3"_s;
        QTest::newRow("whole words") << SearchQuery{.text = u"cat"_s, .isWholeWord = true} << u"0:0:3 1:3:3"_s;
        QTest::newRow("signs are no pattern") << SearchQuery{.text = u"."_s} << u"1:6:1"_s;
        QTest::newRow("a pattern") << SearchQuery{.text = u"c.t\\b"_s, .isPattern = true} << u"0:0:3 1:3:3"_s;
        QTest::newRow("a line's begin") << SearchQuery{.text = u"^\\w"_s, .isPattern = true} << u"0:0:1 0:9:1 1:0:1"_s;
        QTest::newRow("a pattern that may be empty") << SearchQuery{.text = u"x*"_s, .isPattern = true} << QString();
    }
    void whatIsFound()
    {
        QFETCH(const SearchQuery, query);
        QFETCH(const QString, found);
        const auto hits = findAll({u"Cat, dog\nscatter"_s, u"a  cat."_s}, query);
        QVERIFY(hits);
        QStringList texts;
        for (const SearchHit &hit : *hits)
            texts.append(u"%1:%2:%3"_s.arg(hit.text).arg(hit.start).arg(hit.length));
        QCOMPARE(texts.join(u' '), found);
    }

    void whatIsNoPatternSaysSo() { QVERIFY(!findAll({u"text"_s}, {.text = u"(open"_s, .isPattern = true})); }
    void aRunawayPatternIsStopped() { QVERIFY(!findAll({QString(40, u'a') + u"!"_s}, {.text = u"^(a+)+$"_s, .isPattern = true})); }

    void allAreReplacedAtOnce()
    {
        const QList<QString> texts{u"Cat and cat"_s, u"no"_s, u"cat"_s};
        const SearchQuery query{.text = u"(c)at"_s, .isPattern = true};
        const auto hits = findAll(texts, query);
        QVERIFY(hits);
        QCOMPARE(replacedAll(texts, *hits, query, u"\\1ow\\n"_s), (QList<QString>{u"Cow\n and cow\n"_s, u"no"_s, u"cow\n"_s}));
        QCOMPARE(replacedAll(texts, *hits, {.text = u"x"_s}, u"\\1"_s).last(), u"\\1"_s);
    }

    void searchingGoesRound()
    {
        const QList<SearchHit> hits{{0, 2, 1}, {0, 8, 1}, {2, 1, 1}};
        QCOMPARE(nextHit(hits, 0, 3), 1);
        QCOMPARE(nextHit(hits, 1, 0), 2);
        QCOMPARE(nextHit(hits, 2, 2), 0);
        QCOMPARE(previousHit(hits, 0, 8), 0);
        QCOMPARE(previousHit(hits, 0, 1), 2);
        QCOMPARE(nextHit({}, 0, 0), -1);
    }

    void whatBelongsTogetherIsFound_data()
    {
        QTest::addColumn<QString>("text"); // | is the cursor
        QTest::addColumn<QStringList>("spans");
        QTest::newRow("the tags of an if") << u"{% i|f a %}x{% else %}y{% endif %}"_s << QStringList{u"{% if a %}"_s, u"{% else %}"_s, u"{% endif %}"_s};
        QTest::newRow("from its end") << u"{% if a %}x{% if b %}y{% endif %}{% endif |%}"_s << QStringList{u"{% if a %}"_s, u"{% endif %}"_s};
        QTest::newRow("at the beginning of one") << u"a |{% if a %}x{% endif %}"_s << QStringList{u"{% if a %}"_s, u"{% endif %}"_s};
        QTest::newRow("behind its end") << u"{% if a %}|x{% endif %}"_s << QStringList{u"{% if a %}"_s, u"{% endif %}"_s};
        QTest::newRow("behind an end that is text") << u"{% if a == \"%}\" an|d b %}x{% endif %}"_s << QStringList{u"{% if a == \"%}\" and b %}"_s, u"{% endif %}"_s};
        QTest::newRow("nothing between two tags") << u"{% if a %}x |y{% endif %}"_s << QStringList{};
        QTest::newRow("brackets") << u"{{ f(a[1]|) }}"_s << QStringList{u"["_s, u"]"_s};
        QTest::newRow("an element") << u"<doc>text <b>x</b></do|c>"_s << QStringList{u"<doc>"_s, u"</doc>"_s};
        QTest::newRow("an element with attributes") << u"<doc id=\"1\"|>text</doc>"_s << QStringList{u"<doc id=\"1\">"_s, u"</doc>"_s};
        QTest::newRow("nothing without a partner") << u"{% i|f a %}x"_s << QStringList{};
        QTest::newRow("plain text") << u"pl|ain"_s << QStringList{};
    }
    void whatBelongsTogetherIsFound()
    {
        QFETCH(QString, text);
        QFETCH(const QStringList, spans);
        const qsizetype cursor = text.indexOf(u'|');
        text.remove(cursor, 1);
        QStringList found;
        for (const Span &span : matchingAt(text, cursor))
            found.append(text.sliced(span.start, span.length));
        QCOMPARE(found, spans);
    }

    void theSyntaxIsGuessed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<BaseSyntax>("syntax");
        QTest::newRow("prose") << u"You sort tickets."_s << BaseSyntax::markdown;
        QTest::newRow("an object with variables") << u"{\"a\": {{ x }}}"_s << BaseSyntax::json;
        QTest::newRow("a list") << u"[ {\"a\": 1} ]"_s << BaseSyntax::json;
        QTest::newRow("an expression first") << u"{{ greeting }} there"_s << BaseSyntax::markdown;
        QTest::newRow("an element around all") << u"<task>\n do it\n</task>"_s << BaseSyntax::xml;
        QTest::newRow("elements in prose") << u"<doc>{{ x }}</doc>\nSum it up."_s << BaseSyntax::markdown;
        QTest::newRow("nothing") << QString() << BaseSyntax::markdown;
    }
    void theSyntaxIsGuessed()
    {
        QFETCH(const QString, text);
        QTEST(guessBase(text), "syntax");
    }
};

QTEST_MAIN(TestTexts)
#include "tst_texts.moc"
