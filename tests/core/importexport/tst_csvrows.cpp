// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/csv.h"
#include "tests/support/expectresult.h"

using namespace assay;
using namespace assay::importexport;
using namespace Qt::StringLiterals;

class TestCsvRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fieldsAreReadAsTheyAre_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<QStringList>>("rows");
        const auto row = [](const char *name, const QByteArray &bytes, const QList<QStringList> &rows) { QTest::newRow(name) << bytes << rows; };
        row("nothing", "", {});
        row("plain", "a,b\nc,d\n", {{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}});
        row("no final line end", "a,b\nc,d", {{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}});
        row("CRLF", "a,b\r\nc,d\r\n", {{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}});
        row("CR", "a,b\rc,d\r", {{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}});
        row("a byte order mark",
            "\xEF\xBB\xBF"
            "a,b\n",
            {{u"a"_s, u"b"_s}});
        row("empty fields", ",\n\"\",x\n", {{u""_s, u""_s}, {u""_s, u"x"_s}});
        row("a comma in quotes", "\"a,b\",c\n", {{u"a,b"_s, u"c"_s}});
        row("doubled quotes", "\"say \"\"hi\"\"\",\"\"\"\"\n", {{u"say \"hi\""_s, u"\""_s}});
        row("line ends in quotes are kept", "\"a\nb\",\"c\r\nd\"\n", {{u"a\nb"_s, u"c\r\nd"_s}});
        row("blanks are kept", " a ,\" b \"\n", {{u" a "_s, u" b "_s}});
        row("blank lines are passed over", "\na\n\r\n\nb\n\n", {{u"a"_s}, {u"b"_s}});
        row("a quoted empty field is a row", "a\n\"\"\n", {{u"a"_s}, {u""_s}});
        row("UTF-8", "ü🙂,漢\n", {{u"ü🙂"_s, u"漢"_s}});
        row("rows of another length are rows", "a\nb,c\n", {{u"a"_s}, {u"b"_s, u"c"_s}});
        row("a null character", QByteArray("a\0b,c\n", 6), {{QString(u"a"_s + QChar(0) + u"b"_s), u"c"_s}});
    }

    void fieldsAreReadAsTheyAre()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QList<QStringList>, rows);
        const auto read = rowsFromCsv(bytes);
        VERIFY_OK(read);
        QList<QStringList> fields;
        for (const CsvRow &row : *read)
            fields.append(row.fields);
        QCOMPARE(fields, rows);
    }

    void rowsKnowWhereTheyBegin()
    {
        for (const QByteArray &end : {QByteArray("\n"), QByteArray("\r\n"), QByteArray("\r")}) {
            const auto rows = rowsFromCsv(QByteArray("h\n\"one\ntwo\nthree\"\n\nlast\n").replace("\n", end));
            VERIFY_OK(rows);
            QCOMPARE(rows->size(), 3);
            QCOMPARE(rows->at(1).line, 2);
            QCOMPARE(rows->at(2).line, 6);
        }
    }

    void brokenFilesAreRefusedWithTheirLine_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("line");
        QTest::newRow("a quote that never closes, by where it opened") << QByteArray("a,b\nc,\"d\ne\nf\n") << u"2"_s;
        QTest::newRow("a quote inside a plain field") << QByteArray("a\nb\"c\n") << u"2"_s;
        QTest::newRow("text after a closing quote") << QByteArray("a\n\"b\nc\"d\n") << u"3"_s;
        QTest::newRow("a blank after a closing quote") << QByteArray("\"a\" ,b\n") << u"1"_s;
        QTest::newRow("a lone quote") << QByteArray("\"") << u"1"_s;
        QTest::newRow("three quotes") << QByteArray("\"\"\"") << u"1"_s;
    }

    void brokenFilesAreRefusedWithTheirLine()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, line);
        const auto rows = rowsFromCsv(bytes);
        VERIFY_FAILS(rows, "parse");
        QCOMPARE(rows.error().contextValue(u"line"), line);
    }

    void whatIsNotUtf8IsRefused()
    {
        for (const QByteArray &bytes : {QByteArray("a,\xFF\n"), QByteArray("a,b\xC3"),
                 QByteArray("\xFF\xFE"
                            "a\0",
                     4),
                 QByteArray("\xED\xA0\x80")})
            VERIFY_FAILS(rowsFromCsv(bytes), "parse");
    }
};

QTEST_GUILESS_MAIN(TestCsvRows)
#include "tst_csvrows.moc"
