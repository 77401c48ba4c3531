// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/textsections.h"

#include "tests/support/expectresult.h"

#include <QRandomGenerator>

using namespace assay;
using namespace assay::importexport;
using namespace Qt::StringLiterals;

namespace {

TextSection user(const QString &text)
{
    return {.kind = u"user"_s, .text = text};
}

QString readBack(const QList<TextSection> &sections, qsizetype index)
{
    QByteArray file;
    for (const TextSection &section : sections)
        file += '\n' + toBytes(section);
    const auto read = sectionsFrom(QString::fromUtf8(file), 1);
    return read && read->size() == sections.size() ? read->at(index).text : u"not read back: "_s + QString::fromUtf8(file);
}

} // namespace

class TestTextSections : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTextStandsAsItIsBelowItsMark_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("one line") << u"Hello"_s << QByteArray("<!-- @user -->\n\nHello\n");
        QTest::newRow("a line end") << u"Hello\n"_s << QByteArray("<!-- @user (ends with 1 line end) -->\n\nHello\n");
        QTest::newRow("line ends around") << u"\n\nHello\n\nyou\n\n\n"_s << QByteArray("<!-- @user (begins with 2 line ends, ends with 3 line ends) -->\n\nHello\n\nyou\n");
        QTest::newRow("nothing") << u""_s << QByteArray("<!-- @user -->\n");
        QTest::newRow("line ends alone") << u"\n\n"_s << QByteArray("<!-- @user (ends with 2 line ends) -->\n");
        QTest::newRow("what looks like a head") << u"---\nnote: x\n---"_s << QByteArray("<!-- @user -->\n\n---\nnote: x\n---\n");
        QTest::newRow("blanks at line ends") << u"  a \t\nb  "_s << QByteArray("<!-- @user -->\n\n  a \t\nb  \n");
        QTest::newRow("backslashes") << u"\\u0041 \\"_s << QByteArray("<!-- @user -->\n\n\\u0041 \\\n");
        QTest::newRow("a carriage return") << u"a\r\nb\\"_s << QByteArray("<!-- @user (escaped) -->\n\na\\u000d\nb\\\\\n");
        QTest::newRow("a zero") << QString(u"a"_s + QChar(u'\0')) << QByteArray("<!-- @user (escaped) -->\n\na\\u0000\n");
        QTest::newRow("a mark of its own") << u"x\n<!-- @user -->"_s << QByteArray("<!-- @user (escaped) -->\n\nx\n\\u003c!-- @user -->\n");
        QTest::newRow("the mark of a merge") << u"x\n<<<<<<< a\n=======\n>>>>>>>"_s << QByteArray("<!-- @user (escaped) -->\n\nx\n\\u003c<<<<<< a\n=======\n\\u003e>>>>>>\n");
        QTest::newRow("another comment") << u"<!-- user -->"_s << QByteArray("<!-- @user -->\n\n<!-- user -->\n");
        QTest::newRow("turned direction") << u"a\u202Eb"_s << QByteArray("<!-- @user (escaped) -->\n\na\\u202eb\n");
    }

    void aTextStandsAsItIsBelowItsMark()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, bytes);
        QCOMPARE(toBytes(user(text)), bytes);
        QCOMPARE(readBack({user(text)}, 0), text);
        QCOMPARE(readBack({user(text), user(u"after"_s)}, 0), text);
        QCOMPARE(readBack({user(u"\nbefore\n"_s), user(text)}, 1), text);
    }

    void anyTextComesBackAsItWas()
    {
        QRandomGenerator random(4);
        const QStringList pieces{u"\n"_s, u"\n\n"_s, u" "_s, u"\t"_s, u"---\n"_s, u"<!-- @user -->\n"_s, u"\n<!-- @"_s, u"```"_s, u"\\"_s, u"\\u0041"_s, u"\r"_s, u"\r\n"_s,
            QString(QChar(u'\0')), u"\u2028"_s, u"\uFEFF"_s, u"é"_s, u"😀"_s, u"a"_s, u"{{ x }}"_s, u"note: x"_s, u"(escaped) -->"_s, u"\u202E"_s, u"\uFFFF"_s, u"\u0085"_s,
            u"\n<<<<<<< a\n"_s, u"\n|||||||"_s};
        for (int turn = 0; turn < 5000; ++turn) {
            QString text;
            for (int i = random.bounded(8); i > 0; --i)
                text += pieces.at(random.bounded(pieces.size()));
            const QList<TextSection> sections{user(text), {.kind = u"snippet"_s, .name = u"a \"b\" -->"_s, .text = text}, user(u"x"_s)};
            QCOMPARE(readBack(sections, 0), text);
            QCOMPARE(readBack(sections, 1), text);
        }
    }

    void whatTidiesLineEndsChangesNothing()
    {
        const auto read = sectionsFrom(u"\n\n<!-- @user (ends with 2 line ends) -->\nHello\n\n\n\n\n<!-- @assistant -->   \n\n\n\nYes", 1);
        VERIFY_OK(read);
        QCOMPARE(read->first().text, u"Hello\n\n"_s);
        QCOMPARE(read->last().text, u"Yes"_s);
        QCOMPARE(read->last().line, 9);
        QCOMPARE(read->last().firstTextLine, 13);
    }

    void namesStandInQuotes()
    {
        const TextSection section{.kind = u"snippet"_s, .name = u"tone \"x\" (escaped) --> \u202E"_s, .text = u"t"_s};
        const auto read = sectionsFrom(QString::fromUtf8(toBytes(section)), 1);
        VERIFY_OK(read);
        QCOMPARE(read->first().name, section.name);
    }

    void namesMayBeLong_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("of letters") << QString(200'000, u'k');
        QTest::newRow("of quotes") << QString(200'000, u'"');
        QTest::newRow("of backslashes") << QString(200'000, u'\\');
    }

    void namesMayBeLong()
    {
        QFETCH(const QString, name);
        const auto read = sectionsFrom(QString::fromUtf8(toBytes(TextSection{.kind = u"answer"_s, .name = name, .text = u"t\n"_s})), 1);
        VERIFY_OK(read);
        QCOMPARE(read->first().name, name);
        QCOMPARE(read->first().text, u"t\n"_s);
    }

    void faultsAreToldByLine_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<qint64>("line");
        QTest::newRow("text before the first mark") << u"\nHello\n"_s << qint64(12);
        QTest::newRow("a mark that is none") << u"<!-- @user -->\na\n<!-- @user\n"_s << qint64(13);
        QTest::newRow("a word that no mark has") << u"<!-- @user (trimmed) -->\n"_s << qint64(11);
        QTest::newRow("a name without quotes") << u"<!-- @snippet tone -->\n"_s << qint64(11);
        QTest::newRow("a name that does not close") << u"<!-- @snippet \"tone\\\" -->\n"_s << qint64(11);
        QTest::newRow("a name that is no JSON") << u"<!-- @snippet \"\\x\" -->\n"_s << qint64(11);
        QTest::newRow("a name without a blank behind") << u"<!-- @snippet \"tone\"-->\n"_s << qint64(11);
        QTest::newRow("too many line ends") << u"<!-- @user (ends with 999999999 line ends) -->\n"_s << qint64(11);
        QTest::newRow("an escape that is none") << u"<!-- @user (escaped) -->\n\na\n\\x\n"_s << qint64(14);
        QTest::newRow("half an escape") << u"<!-- @user (escaped) -->\n\\u00"_s << qint64(12);
    }

    void faultsAreToldByLine()
    {
        QFETCH(QString, body);
        QFETCH(qint64, line);
        const auto read = sectionsFrom(body, 11);
        VERIFY_FAILS(read, "parse");
        QCOMPARE(read.error().contextValue(u"line").toLongLong(), line);
    }

    void jsonStandsInAFence()
    {
        const Json json = *parseJson(u"{\"a\":[1.0,12345678901234567890,\"\\u202e\\r\"]}");
        const TextSection section = jsonSection(u"schema"_s, {}, json);
        QVERIFY(section.text.startsWith(u"```json\n{\n  \"a\""_s) && section.text.contains(u"\\u202e\\r"_s) && section.text.endsWith(u"\n```"_s));
        QCOMPARE(*jsonOf(section), json);
        const auto bare = jsonOf({.kind = u"schema"_s, .text = u"true"_s});
        QCOMPARE(*bare, Json(true));
        const auto bad = jsonOf({.kind = u"schema"_s, .text = u"```json\n{\n  x\n}\n```"_s, .line = 5, .firstTextLine = 7});
        VERIFY_FAILS(bad, "parse");
        QCOMPARE(bad.error().contextValue(u"line"), u"9"_s);
    }
};

QTEST_GUILESS_MAIN(TestTextSections)
#include "tst_textsections.moc"
