// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/diff.h"

#include <QRandomGenerator>
#include <QTest>

using namespace assay::prompt;
using namespace Qt::StringLiterals;

namespace {

QString sideOf(const QList<DiffPart> &parts, DiffKind otherSide)
{
    QString text;
    for (const DiffPart &part : parts)
        text += part.kind == otherSide ? QString() : part.text;
    return text;
}

QString randomText(QRandomGenerator &random, int words, const QStringList &vocabulary, const QString &separator)
{
    QStringList text;
    for (int i = 0; i < words; ++i)
        text.append(vocabulary.at(random.bounded(vocabulary.size())));
    return text.join(separator);
}

} // namespace

class TestDiff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesAreCompared_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("result"); // sign, line before, line after, text
        QTest::newRow("same") << u"a\nb"_s << u"a\nb"_s << u"=1,1 a|=2,2 b"_s;
        QTest::newRow("both empty") << u""_s << u""_s << u""_s;
        QTest::newRow("from nothing") << u""_s << u"a\nb"_s << u"+,1 a|+,2 b"_s;
        QTest::newRow("to nothing") << u"a"_s << u""_s << u"-1, a"_s;
        QTest::newRow("added in between") << u"a\nc"_s << u"a\nb\nc"_s << u"=1,1 a|+,2 b|=2,3 c"_s;
        QTest::newRow("removed in between") << u"a\nb\nc"_s << u"a\nc"_s << u"=1,1 a|-2, b|=3,2 c"_s;
        QTest::newRow("replaced, removed first") << u"a\nb\nc\nd"_s << u"a\nx\ny\nd"_s << u"=1,1 a|-2, b|-3, c|+,2 x|+,3 y|=4,4 d"_s;
        QTest::newRow("final line end") << u"a"_s << u"a\n"_s << u"=1,1 a|+,2 "_s;
        QTest::newRow("longer before") << u"a\nb\nc\nd\ne"_s << u"b\nx\nd"_s << u"-1, a|=2,1 b|-3, c|+,2 x|=4,3 d|-5, e"_s;
    }

    void linesAreCompared()
    {
        QFETCH(const QString, before);
        QFETCH(const QString, after);
        QStringList shown;
        for (const DiffLine &line : diffLines(before, after)) {
            const QString sign = line.kind == DiffKind::same ? u"="_s : line.kind == DiffKind::removed ? u"-"_s : u"+"_s;
            const auto number = [](std::optional<int> value) { return value ? QString::number(*value) : QString(); };
            shown.append(sign + number(line.beforeLine) + u',' + number(line.afterLine) + u' ' + line.text);
        }
        QTEST(shown.join(u'|'), "result");
    }

    void wordsAreCompared_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("result");
        QTest::newRow("same") << u"one two"_s << u"one two"_s << u"one two"_s;
        QTest::newRow("one word") << u"the category is login"_s << u"the category is billing"_s << u"the category is [-login-][+billing+]"_s;
        QTest::newRow("in JSON") << u"{\"urgency\":\"low\"}"_s << u"{\"urgency\":\"high\"}"_s << u"{\"urgency\":\"[-low-][+high+]\"}"_s;
        QTest::newRow("added word") << u"a c"_s << u"a b c"_s << u"a [+b +]c"_s;
        QTest::newRow("words in a row") << u"the quick brown fox ran"_s << u"the slow old dog ran"_s << u"the [-quick brown fox-][+slow old dog+] ran"_s;
        QTest::newRow("a line end between") << u"one\ntwo"_s << u"three\nfour"_s << u"[-one-][+three+]\n[-two-][+four+]"_s;
        QTest::newRow("a sign between") << u"one, two"_s << u"three, four"_s << u"[-one-][+three+], [-two-][+four+]"_s;
        QTest::newRow("a placeholder less") << u"Sort {{ a }}, {{ b }}"_s << u"Sort {{ b }}"_s << u"Sort [-{{ a }}, -]{{ b }}"_s;
        QTest::newRow("a placeholder more") << u"Sort {{ b }}"_s << u"Sort {{ a }}, {{ b }}"_s << u"Sort [+{{ a }}, +]{{ b }}"_s;
        QTest::newRow("a placeholder at the start") << u"{{ b }}"_s << u"{{ a }}{{ b }}"_s << u"[+{{ a }}+]{{ b }}"_s;
        QTest::newRow("a placeholder between others") << u"{{ a }} {{ b }} {{ c }}"_s << u"{{ a }} {{ c }}"_s << u"{{ a }} [-{{ b }} -]{{ c }}"_s;
        QTest::newRow("a tag around a word") << u"{% if a %}x{% endif %} y"_s << u"y"_s << u"[-{% if a %}x{% endif %} -]y"_s;
        QTest::newRow("a filter") << u"{{ a }}"_s << u"{{ a | trim }}"_s << u"{{ a [+| trim +]}}"_s;
        QTest::newRow("braces alone") << u"Sort {{ a }}"_s << u"Sort a"_s << u"Sort [-{{ -]a[- }}-]"_s;
        QTest::newRow("an entry of a list in JSON") << u"[{\"a\":1},{\"b\":2}]"_s << u"[{\"b\":2}]"_s << u"[[-{\"a\":1},-]{\"b\":2}]"_s;
        QTest::newRow("blanks") << u"a b"_s << u"a  b"_s << u"a[- -][+  +]b"_s;
        QTest::newRow("to nothing") << u"a b"_s << u""_s << u"[-a b-]"_s;
        QTest::newRow("marks stay with their letter") << u"cafe"_s << u"cafe\u0301"_s << u"[-cafe-][+cafe\u0301+]"_s;
        QTest::newRow("astral characters stay whole") << u"a \U0001F600 b"_s << u"a \U0001F601 b"_s << u"a [-\U0001F600-][+\U0001F601+] b"_s;
    }

    void wordsAreCompared()
    {
        QFETCH(const QString, before);
        QFETCH(const QString, after);
        QString shown;
        for (const DiffPart &part : diffWords(before, after))
            shown += part.kind == DiffKind::same ? part.text : part.kind == DiffKind::removed ? QString(u"[-" + part.text + u"-]") : QString(u"[+" + part.text + u"+]");
        QTEST(shown, "result");
    }

    // Brackets that close in no place: looking for one would take the square of their number.
    void changesAreToldByTheirBracketsWhileThatCostsLittle_data()
    {
        QTest::addColumn<QString>("more");
        QTest::addColumn<QString>("change");
        QTest::newRow("after a few brackets") << u"([)]"_s.repeated(10) << u", {{ a }}"_s;
        QTest::newRow("after many") << u"([)]"_s.repeated(350) << u" }}, {{ a"_s;
        QTest::newRow("after many that only open") << u" ("_s.repeated(900) << u", {{ a }}"_s;
    }

    void changesAreToldByTheirBracketsWhileThatCostsLittle()
    {
        QFETCH(const QString, more);
        QFETCH(const QString, change);
        const QString after = more + more + u"\nSort {{ b }}, {{ a }}"_s;
        const auto parts = diffWords(QString(more + u"\nSort {{ b }}"_s), after);
        QCOMPARE(sideOf(parts, DiffKind::removed), after);
        QStringList added;
        for (const DiffPart &part : parts) {
            if (part.kind == DiffKind::added)
                added.append(part.text);
        }
        QCOMPARE(added, (QStringList{more, change}));
    }

    void nothingIsLost()
    {
        QRandomGenerator random(7);
        const QStringList words{u"a"_s, u"b"_s, u"\n"_s, u"cd"_s, u"."_s, u"\U0001F600"_s, u"e\u0301"_s, u"{{"_s, u"}}"_s, u"(a)"_s};
        for (int round = 0; round < 600; ++round) {
            const QString before = randomText(random, random.bounded(40), words, u" "_s);
            const QString after = randomText(random, random.bounded(40), words, u" "_s);
            const auto parts = diffWords(before, after);
            QCOMPARE(sideOf(parts, DiffKind::added), before);
            QCOMPARE(sideOf(parts, DiffKind::removed), after);
            for (qsizetype i = 1; i < parts.size(); ++i)
                QVERIFY(parts.at(i).kind != parts.at(i - 1).kind);
            QStringList beforeLines;
            QStringList afterLines;
            for (const DiffLine &line : diffLines(before, after)) {
                if (line.kind != DiffKind::added)
                    beforeLines.append(line.text);
                if (line.kind != DiffKind::removed)
                    afterLines.append(line.text);
            }
            QCOMPARE(beforeLines.join(u'\n'), before);
            QCOMPARE(afterLines.join(u'\n'), after);
        }
    }

    void hugeTextsAreReplacedWhole()
    {
        QRandomGenerator random(11);
        const QStringList words{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s};
        const QString before = randomText(random, 20'000, words, u"\n"_s);
        const QString after = randomText(random, 30'000, words, u"\n"_s);
        const auto lines = diffLines(u"head\n%1\n1\ntail"_s.arg(before), u"head\n%1\n2\ntail"_s.arg(after));
        QCOMPARE(lines.size(), 50'004);
        QCOMPARE(lines.first().kind, DiffKind::same);
        QCOMPARE(lines.last().text, u"tail"_s);
        const auto parts = diffWords(before, after);
        QCOMPARE(sideOf(parts, DiffKind::added), before);
        QCOMPARE(sideOf(parts, DiffKind::removed), after);
    }

    void smallChangesInALongTextAreFoundWordByWord()
    {
        QStringList lines;
        for (int i = 0; i < 1200; ++i)
            lines.append(u"line %1 with a few words"_s.arg(i));
        const QString before = lines.join(u'\n');
        lines[10].replace(u"few"_s, u"lot of"_s);
        lines[1190].replace(u"words"_s, u"signs"_s);
        const auto parts = diffWords(before, lines.join(u'\n'));
        QStringList changed;
        for (const DiffPart &part : parts) {
            if (part.kind != DiffKind::same)
                changed.append(part.text);
        }
        QCOMPARE(changed, (QStringList{u"few"_s, u"lot of"_s, u"words"_s, u"signs"_s}));
    }

    void changedLinesShowTheirWords_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QStringList>("result"); // a line each; [-gone-], {+new+}
        QTest::newRow("a word") << u"be kind now"_s << u"be brief now"_s << QStringList{u"-be [-kind-] now"_s, u"+be {+brief+} now"_s};
        QTest::newRow("a line between") << u"a\nsame\nb one"_s << u"a\nsame\nb two"_s << QStringList{u"=a"_s, u"=same"_s, u"-b [-one-]"_s, u"+b {+two+}"_s};
        QTest::newRow("nothing in common") << u"one two"_s << u"three four"_s << QStringList{u"-[-one two-]"_s, u"+{+three four+}"_s};
        QTest::newRow("signs alone are nothing in common") << u"a: b"_s << u"c: d"_s << QStringList{u"-[-a: b-]"_s, u"+{+c: d+}"_s};
        QTest::newRow("too little in common") << u"you sort the mails of a shop"_s << u"be kind to a customer who waits"_s
                                              << QStringList{u"-[-you sort the mails of a shop-]"_s, u"+{+be kind to a customer who waits+}"_s};
        QTest::newRow("a long addition") << u"answer in JSON"_s << u"answer in JSON and nothing else, without a fence and without a word about it"_s
                                         << QStringList{u"-answer in JSON"_s, u"+answer in JSON{+ and nothing else, without a fence and without a word about it+}"_s};
        QTest::newRow("more lines after") << u"x one"_s << u"x two\nmore"_s << QStringList{u"-x [-one-]"_s, u"+x {+two+}"_s, u"+{+more+}"_s};
        QTest::newRow("more lines before") << u"x one\nless"_s << u"x two"_s << QStringList{u"-x [-one-]"_s, u"-[-less-]"_s, u"+x {+two+}"_s};
        QTest::newRow("only removed") << u"a\nb"_s << u"a"_s << QStringList{u"=a"_s, u"-[-b-]"_s};
        QTest::newRow("nothing") << u""_s << u""_s << QStringList();
    }

    void changedLinesShowTheirWords()
    {
        QFETCH(const QString, before);
        QFETCH(const QString, after);
        const QList<DiffLine> lines = diffLines(before, after);
        const QList<QList<DiffPart>> words = wordsOfLines(lines);
        QCOMPARE(words.size(), lines.size());
        QStringList shown;
        for (qsizetype i = 0; i < lines.size(); ++i) {
            QString text = lines.at(i).kind == DiffKind::same ? u"="_s : lines.at(i).kind == DiffKind::removed ? u"-"_s : u"+"_s;
            QString whole;
            for (const DiffPart &part : words.at(i)) {
                text += part.kind == DiffKind::same ? part.text : part.kind == DiffKind::removed ? QString(u"[-"_s + part.text + u"-]"_s) : QString(u"{+"_s + part.text + u"+}"_s);
                whole += part.text;
            }
            QCOMPARE(whole, lines.at(i).text);
            shown.append(text);
        }
        QTEST(shown, "result");
    }
};

QTEST_GUILESS_MAIN(TestDiff)
#include "tst_diff.moc"
