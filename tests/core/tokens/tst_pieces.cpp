// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/characterclass.h"
#include "core/tokens/pieces.h"

#include <QChar>
#include <QTest>

using namespace assay::tokens;
using namespace Qt::StringLiterals;

namespace {

QString cut(const QString &text, qsizetype (*pieceEnd)(QByteArrayView, qsizetype))
{
    const QByteArray utf8 = text.toUtf8();
    QStringList pieces;
    for (qsizetype from = 0; from < utf8.size();) {
        const qsizetype end = pieceEnd(utf8, from);
        if (end <= from)
            return u"stands still at %1"_s.arg(from);
        pieces.append(QString::fromUtf8(utf8.sliced(from, end - from)));
        from = end;
    }
    return pieces.join(u'|');
}

} // namespace

class TestPieces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsCutByTheRule_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("o200k");
        QTest::addColumn<QString>("cl100k");
        const auto row = [](const char *name, const QString &text, const QString &o200k, const QString &cl100k) { QTest::newRow(name) << text << o200k << cl100k; };
        row("words take the space before", u"two words"_s, u"two| words"_s, u"two| words"_s);
        row("a sign leads a word", u"(a)"_s, u"(a|)"_s, u"(a|)"_s);
        row("case cuts in o200k alone", u"getURLs"_s, u"get|URLs"_s, u"getURLs"_s);
        row("capitals and then a word", u"HTTPServer"_s, u"HTTPServer"_s, u"HTTPServer"_s);
        row("a letter of no case ends a word of small ones", u"AB中CD"_s, u"AB中|CD"_s, u"AB中CD"_s);
        row("a mark is part of a word in o200k alone", u"e\u0301a"_s, u"e\u0301a"_s, u"e|\u0301a"_s);
        row("contractions", u"I'm we'RE it's"_s, u"I'm| we'RE| it's"_s, u"I|'m| we|'RE| it|'s"_s);
        row("no contraction", u"a'b a'r"_s, u"a|'b| a|'r"_s, u"a|'b| a|'r"_s);
        row("the long s is an s", u"a'\u017fb"_s, u"a'\u017f|b"_s, u"a|'\u017f|b"_s);
        row("numbers by three", u"1234567 12"_s, u"123|456|7| |12"_s, u"123|456|7| |12"_s);
        row("slashes stay with signs in o200k alone", u"!/\n/a"_s, u"!/\n/|a"_s, u"!/\n|/a"_s);
        row("line ends stay with signs", u";\r\n\n x"_s, u";\r\n\n| x"_s, u";\r\n\n| x"_s);
        row("space up to the last line end", u"a \n \n  b"_s, u"a| \n \n| | b"_s, u"a| \n \n| | b"_s);
        row("space at the end", u"a  "_s, u"a|  "_s, u"a|  "_s);
        row("the vowel separator is no space", u"a\u180e b"_s, u"a|\u180e| b"_s, u"a|\u180e| b"_s);
        row("an ideographic space leads", u"\u3000\u3000a"_s, u"\u3000|\u3000a"_s, u"\u3000|\u3000a"_s);
        row("a letter of Unicode 16", u"\U00013460's"_s, u"\U00013460's"_s, u"\U00013460|'s"_s);
        row("a mark of Unicode 16", u"\u0897's"_s, u"\u0897's"_s, u"\u0897'|s"_s);
        row("a number of Unicode 16", u"1\U000116d023"_s, u"1\U000116d02|3"_s, u"1\U000116d02|3"_s);
        row("what Unicode 16 does not know is a sign", u"\U000e0fff's"_s, u"\U000e0fff'|s"_s, u"\U000e0fff'|s"_s);
    }

    void textIsCutByTheRule()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, o200k);
        QFETCH(const QString, cl100k);
        QCOMPARE(cut(text, o200kPieceEnd), o200k);
        QCOMPARE(cut(text, cl100kPieceEnd), cl100k);
    }

    void asciiHasTheClassesOfUnicode()
    {
        for (char32_t c = 0; c < 128; ++c) {
            const quint8 kinds = kAsciiClasses.at(c);
            QCOMPARE((kinds & kLetter) != 0, QChar::isLetter(c));
            QCOMPARE((kinds & kUpper) != 0, QChar::isUpper(c));
            QCOMPARE((kinds & kLower) != 0, QChar::isLower(c));
            QCOMPARE((kinds & kNumber) != 0, QChar::isNumber(c));
            QCOMPARE((kinds & kSpace) != 0, QChar::isSpace(c));
            QCOMPARE((kinds & kNewline) != 0, c == U'\n' || c == U'\r');
        }
    }
};

QTEST_GUILESS_MAIN(TestPieces)
#include "tst_pieces.moc"
