// SPDX-License-Identifier: GPL-3.0-or-later
// What a change does to the colours of the lines behind it: a bounded number of them at once, all of them in the end.
#include "ui/editor/templatehighlighter.h"

#include <QPlainTextDocumentLayout>
#include <QRandomGenerator>
#include <QTest>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>

#include <memory>

using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

using Colours = QList<QList<QTextLayout::FormatRange>>; // by line

struct Page {
    QTextDocument document;
    std::unique_ptr<TemplateHighlighter> highlighter;

    Page(const QString &text, BaseSyntax base)
    {
        document.setDocumentLayout(new QPlainTextDocumentLayout(&document));
        document.setPlainText(text);
        highlighter = std::make_unique<TemplateHighlighter>(&document, true);
        highlighter->setBase(base);
        QCoreApplication::processEvents();
    }

    [[nodiscard]] Colours colours() const
    {
        Colours all;
        for (QTextBlock line = document.begin(); line.isValid(); line = line.next())
            all.append(line.layout()->formats());
        return all;
    }

    void replace(int position, int removed, const QString &text)
    {
        QTextCursor cursor(&document);
        cursor.setPosition(position);
        cursor.setPosition(position + removed, QTextCursor::KeepAnchor);
        cursor.insertText(text);
    }

    [[nodiscard]] int startOf(int line) const { return document.findBlockByNumber(line).position(); }
};

// Of the same text, in one go.
Colours wholeColours(const Page &page)
{
    return Page(page.document.toPlainText(), page.highlighter->base()).colours();
}

int differing(const Colours &some, const Colours &others)
{
    int count = 0;
    for (qsizetype i = 0; i < std::min(some.size(), others.size()); ++i)
        count += some.at(i) != others.at(i) ? 1 : 0;
    return count;
}

QString jsonLines(int lines)
{
    return u"[\n"_s + QString(u"{\"a\": \"{{ x }}\", \"b\": [1, 2, 3]},\n"_s).repeated(lines) + u"{}]"_s;
}

} // namespace

class TestTemplateHighlighter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKeyDoesFewLinesAtOnceAndAllInTheEnd_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<BaseSyntax>("base");
        QTest::addColumn<QString>("typed");
        QTest::newRow("a quote in JSON") << jsonLines(600) << BaseSyntax::json << u"\""_s;
        QTest::newRow("a comment in XML") << QString(u"<doc id=\"1\">{{ text }}</doc>\n"_s).repeated(600) << BaseSyntax::xml << u"<!--"_s;
        QTest::newRow("a fence in Markdown") << QString(u"- **one** and {{ two }}\n"_s).repeated(600) << BaseSyntax::markdown << u"```\n"_s;
        QTest::newRow("a comment of the template") << QString(u"{{ one }}\n"_s).repeated(600) << BaseSyntax::plain << u"{#"_s;
    }
    void aKeyDoesFewLinesAtOnceAndAllInTheEnd()
    {
        QFETCH(const QString, text);
        QFETCH(const BaseSyntax, base);
        QFETCH(const QString, typed);
        Page page(text, base);
        page.replace(page.startOf(3), 0, typed.endsWith(u'\n') ? u"\n"_s : QString()); // a line of its own
        const Colours before = page.colours();
        page.replace(page.startOf(3), 0, typed.trimmed());
        const int atOnce = differing(page.colours(), before);
        QVERIFY2(atOnce > TemplateHighlighter::kAtOnce / 2 && atOnce <= TemplateHighlighter::kAtOnce + 1, qPrintable(QString::number(atOnce)));
        QVERIFY(!page.highlighter->isDone());
        QTRY_VERIFY(page.highlighter->isDone());
        QVERIFY(differing(page.colours(), before) > 590);
        QCOMPARE(page.colours(), wholeColours(page));
    }

    void aKeyThatOpensNothingLeavesNothingToDo()
    {
        Page page(jsonLines(600), BaseSyntax::json);
        page.replace(page.startOf(3) + 2, 0, u"x"_s);
        QVERIFY(page.highlighter->isDone());
        QCOMPARE(page.colours(), wholeColours(page));
    }

    void whatIsTakenBackInTheMeantimeIsAsBefore()
    {
        Page page(jsonLines(600), BaseSyntax::json);
        const Colours before = page.colours();
        page.replace(page.startOf(3), 0, u"\""_s);
        QVERIFY(!page.highlighter->isDone());
        page.replace(page.startOf(3), 1, {});
        QTRY_VERIFY(page.highlighter->isDone());
        QCOMPARE(page.colours(), before);
    }

    void aTagThatIsNotClosedColoursNoMoreThanItsParagraph_data()
    {
        QTest::addColumn<QString>("text"); // of its last line nothing is coloured
        QTest::newRow("an empty line") << u"{{ name\n\nmore text"_s;
        QTest::newRow("an empty line behind a statement") << u"{% if name\n\nmore text"_s;
        QTest::newRow("an empty line behind an apostrophe") << u"{% if the customer's\n\nmore text"_s;
        QTest::newRow("an empty line behind a quote") << u"{{ names | join(\"\n\nmore text"_s;
        QTest::newRow("a statement") << u"{{ name\ntext {% if a %}\nmore text"_s;
        QTest::newRow("an output behind a statement") << u"{% if name\ntext {{ a }}\nmore text"_s;
        QTest::newRow("a comment") << u"{{ name {# a #}\nmore text"_s;
    }
    void aTagThatIsNotClosedColoursNoMoreThanItsParagraph()
    {
        QFETCH(const QString, text);
        const Page page(text, BaseSyntax::plain);
        QVERIFY(!page.colours().first().isEmpty());
        QVERIFY(page.colours().last().isEmpty());
    }

    void aTagOfSeveralLinesIsColouredAsOne()
    {
        const Page page(u"{{ {\"a\": [1,\n  name]}\n| tojson }}\nmore text"_s, BaseSyntax::plain);
        for (int line = 0; line < 3; ++line)
            QVERIFY(!page.colours().at(line).isEmpty());
        QVERIFY(page.colours().last().isEmpty());
    }

    void twoChangesAreBothFollowed()
    {
        Page page(jsonLines(600), BaseSyntax::json);
        page.replace(page.startOf(3), 0, u"\""_s);
        page.replace(page.startOf(300), 0, u"\""_s);
        page.replace(page.startOf(3), 1, {}); // what is left comes from the one further down
        QTRY_VERIFY(page.highlighter->isDone());
        QCOMPARE(page.colours(), wholeColours(page));
    }

    void anotherSyntaxInTheMeantimeIsTheWholeOne()
    {
        Page page(jsonLines(600), BaseSyntax::json);
        page.replace(page.startOf(3), 0, u"\""_s);
        page.highlighter->setBase(BaseSyntax::xml);
        QVERIFY(page.highlighter->isDone());
        QCOMPARE(page.colours(), wholeColours(page));
    }

    void anyChangesEndInTheSameColours_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 8; ++seed)
            QTest::addRow("changes %u", seed) << seed;
    }
    void anyChangesEndInTheSameColours()
    {
        QFETCH(const quint32, seed);
        QRandomGenerator random(seed);
        const QStringList pieces{u"\""_s, u"\n"_s, u"{#"_s, u"#}"_s, u"}"_s, u"word"_s, u"\"\n\n\""_s, u"{% raw %}"_s, {}};
        Page page(jsonLines(300), BaseSyntax::json);
        for (int i = 0; i < 60; ++i) {
            const int size = page.document.characterCount() - 1;
            const int position = random.bounded(size + 1);
            const int removed = random.bounded(4) == 0 ? random.bounded(std::min(size - position, 400) + 1) : 0;
            page.replace(position, removed, pieces.at(random.bounded(pieces.size())));
            if (random.bounded(3) == 0)
                QCoreApplication::processEvents();
        }
        QTRY_VERIFY(page.highlighter->isDone());
        QCOMPARE(page.colours(), wholeColours(page));
    }
};

QTEST_MAIN(TestTemplateHighlighter)
#include "tst_templatehighlighter.moc"
