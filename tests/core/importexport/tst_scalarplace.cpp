// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/promptfile.h"
#include "core/importexport/scalarplace.h"

#include <QTest>

using namespace assay;
using namespace assay::importexport;
using namespace Qt::StringLiterals;

class TestScalarPlace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Each text has one "@" in the file and one in what is read, and they are the same.
    void aPlaceIsFoundHoweverTheTextIsWritten_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const char *text) { QTest::newRow(name) << QByteArray(text); };
        row("plain", "some @ text");
        row("plain over lines", "some\n      text\n\n\n      and @ more");
        row("plain behind umlauts", "größer als @ 😀");
        row("single quotes", "'it''s @ here'");
        row("single quotes over lines", "'it''s  \n\n      so\n      and @'");
        row("double quotes", "\"some @ text\"");
        row("escapes", "\"a\\tb\\\\\\\"\\x41\\u00e4\\u20ac\\U0001F600\\/\\0 @\"");
        row("line ends as escapes", "\"a\\nb\\n\\nc @\"");
        row("an escaped pair", "\"a\\ud83d\\ude00 @\"");
        row("double quotes over lines", "\"some  \n      text\n\n      and @ more\"");
        row("a line that goes on", "\"some\\\n      \\  text \\\n      @ more\"");
        row("begun behind a line that goes on", "\"some\\\n      @\"");
        row("a block", "|\n      one\n        two\n\n      three @");
        row("a block that begins with empty lines", "|-\n\n\n      one @");
        row("a block that begins with blanks", "|2\n        one\n      two @");
        row("a folded block", ">\n      one\n      two\n\n\n      three @ four\n");
        row("a folded block with lines further in", ">-\n      one\n        two\n        three\n\n      four\n      five @");
        row("a folded block that begins with empty lines", ">\n\n      one @");
        row("a tag and an anchor", "&a !!str \"one @\"");
        row("line ends of other systems", "\"some\r\n      text\r\n\r\n      and @ more\"");
        row("a block with line ends of other systems", "|\r\n      one\r\n      two @\r\n");
    }

    void aPlaceIsFoundHoweverTheTextIsWritten()
    {
        QFETCH(const QByteArray, text);
        const QByteArray file = "prompt: p\nmessages:\n  - role: user\n    template: " + text + "\n";
        const auto document = documentFromYaml(file);
        QVERIFY2(document, document ? "" : qUtf8Printable(document.error().describe()));
        const QString read = toQString(document->value.at("messages").at(0).at("template"));
        const qsizetype sought = read.indexOf(u'@');
        QVERIFY(sought >= 0);
        const QString before = read.first(sought);
        const auto place = placeInFile(*document, file, u"messages[0].template"_s, before.count(u'\n') + 1, before.sliced(before.lastIndexOf(u'\n') + 1).toUcs4().size() + 1);
        const QString whole = QString::fromUtf8(file).first(QString::fromUtf8(file).indexOf(u'@'));
        QVERIFY(place);
        QCOMPARE(*place, (TextPlace{.line = whole.count(u'\n') + 1, .column = whole.sliced(whole.lastIndexOf(u'\n') + 1).toUcs4().size() + 1, .isExact = true}));
    }

    void everyPlaceOfABlockOfEmptyLinesIsOfItsLine()
    {
        const std::string_view text = "a\n\n\nb\nc";
        const QByteArray file = ">-\n  a\n\n\n\n  b\n\n  c\n";
        QByteArray lines;
        for (qsizetype place = 0; place <= std::ssize(text); ++place) {
            const auto found = placeInScalar(file, 0, text, place);
            QVERIFY2(found, QByteArray::number(place).constData());
            lines += QByteArray::number(file.first(*found).count('\n') + 1);
        }
        QCOMPARE(lines, QByteArray("22456688"));
    }

    void whatDoesNotAgreeHasNoPlace()
    {
        QVERIFY(!placeInScalar("\"one\" two", 0, "one two", 5));
        QVERIFY(!placeInScalar("'one' two", 0, "one' two", 5));
        QVERIFY(!placeInScalar("one", 0, "two", 1));
        QVERIFY(!placeInScalar("|\n one", 0, "two", 1));
        QVERIFY(!placeInScalar("\"\\u00", 0, "\u00e4b", 3));
        QVERIFY(!placeInScalar("", 0, "x", 1));
    }

    void behindAnAliasTheTextBeginsWhereItIsWritten()
    {
        const QByteArray file = "prompt: p\nnote: &n \"one two\"\nmessages:\n  - role: user\n    template: *n\n";
        const auto document = documentFromYaml(file);
        QVERIFY(document);
        const auto place = placeInFile(*document, file, u"messages[0].template"_s, 1, 5);
        QVERIFY(place);
        QCOMPARE(*place, (TextPlace{.line = 2, .column = 15, .isExact = true}));
        QVERIFY(!placeInFile(*document, file, u"messages[1].template"_s, 1, 1));
    }
};

QTEST_GUILESS_MAIN(TestScalarPlace)
#include "tst_scalarplace.moc"
