// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/csv.h"
#include "core/importexport/jsonl.h"
#include "tests/support/expectresult.h"

using namespace assay;
using namespace assay::importexport;
using namespace Qt::StringLiterals;

namespace {

Result<QList<evalset::Item>> read(const QByteArray &bytes)
{
    return itemsFromCsv(bytes, u"items.csv"_s);
}

} // namespace

class TestCsvItems : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsBecomeMembers()
    {
        const auto items = read("key,text,reference,tags,weight,group,threshold,assertions,lang\n"
                                "T-1,\"Hello,\nthere\",hi,\"edge; es,noisy\",2.5,g1,0.5,\"[{\"\"type\"\":\"\"contains\"\",\"\"value\"\":\"\"x\"\"}]\",es\n"
                                "T-2,,,,,,,,\n");
        VERIFY_OK(items);
        QCOMPARE(itemsToJsonl(*items),
            QByteArray("{\"key\":\"T-1\",\"vars\":{\"text\":\"Hello,\\nthere\",\"lang\":\"es\"},\"reference\":\"hi\",\"assertions\":[{\"type\":\"contains\",\"value\":\"x\"}],"
                       "\"tags\":[\"edge\",\"es\",\"noisy\"],\"weight\":2.5,\"group\":\"g1\",\"threshold\":0.5}\n"
                       "{\"key\":\"T-2\",\"vars\":{\"text\":\"\",\"lang\":\"\"}}\n"));
    }

    void withoutKeysTheItemsAreCounted()
    {
        const auto items = read("text\nfirst\n\nsecond\n");
        VERIFY_OK(items);
        QCOMPARE(items->at(0).key, u"1"_s);
        QCOMPARE(items->at(1).key, u"2"_s);
        QVERIFY(items->at(0).reference.is_null());
    }

    void figuresInVariablesStayText()
    {
        const auto items = read("zip\n01234\n");
        VERIFY_OK(items);
        QCOMPARE(toQString(items->first().variables.at("zip")), u"01234"_s);
    }

    void badRowsAreToldWithLineAndReason_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QString>("reason");
        QTest::newRow("too few fields") << QByteArray("c") << u"1 fields where the first row names 4 columns"_s;
        QTest::newRow("too many fields") << QByteArray("c,,,,x") << u"5 fields"_s;
        QTest::newRow("an empty key") << QByteArray(",1,,") << u"key is empty"_s;
        QTest::newRow("a weight that is a word") << QByteArray("c,heavy,,") << u"\"heavy\" in the column \"weight\" is no number"_s;
        QTest::newRow("a weight with a comma") << QByteArray("c,\"1,5\",,") << u"no number"_s;
        QTest::newRow("weight 0") << QByteArray("c,0,,") << u"weight"_s;
        QTest::newRow("an endless weight") << QByteArray("c,inf,,") << u"weight"_s;
        QTest::newRow("no weight at all") << QByteArray("c,nan,,") << u"weight"_s;
        QTest::newRow("a threshold of 2") << QByteArray("c,,2,") << u"threshold"_s;
        QTest::newRow("assertions that are no JSON") << QByteArray("c,,,contains: x") << u"not valid JSON"_s;
        QTest::newRow("assertions without a list") << QByteArray("c,,,\"{\"\"type\"\":\"\"x\"\"}\"") << u"no list"_s;
    }

    void badRowsAreToldWithLineAndReason()
    {
        QFETCH(const QByteArray, row);
        QFETCH(const QString, reason);
        const auto items = read("key,weight,threshold,assertions\na,,,\n" + row + "\nb,,,\n");
        VERIFY_FAILS(items, "parse");
        QCOMPARE(items.error().contextValue(u"file"), u"items.csv"_s);
        QCOMPARE(items.error().contextValue(u"line"), u"3"_s);
        QVERIFY2(items.error().message.contains(reason), qPrintable(items.error().message));
    }

    void allBadRowsAreToldAtOnce()
    {
        const auto items = read("key,weight\na,x\nb,1\nc\na,y\n");
        VERIFY_FAILS(items, "parse");
        QCOMPARE(items.error().message.count(u'\n'), 2);
        QVERIFY(items.error().message.contains(u"line 4: 1 fields"));
    }

    void aDuplicateKeyNamesBothLines()
    {
        const auto items = read("key,text\na,\"x\ny\"\na,z\n");
        VERIFY_FAILS(items, "conflict");
        QCOMPARE(items.error().contextValue(u"line"), u"4"_s);
        QVERIFY(items.error().message.contains(u"line 2 already"));
    }

    void theMarkOfAMergeIsRefusedWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("line");
        QTest::newRow("between rows") << QByteArray("key,text\na,x\n<<<<<<< HEAD\nb,y\n=======\nb,z\n>>>>>>> topic\n") << u"3"_s;
        QTest::newRow("with one column") << QByteArray("text\n<<<<<<< HEAD\ny\n=======\nz\n>>>>>>> topic\n") << u"2"_s;
        QTest::newRow("within a quoted field") << QByteArray("key,text\na,\"x\n<<<<<<< HEAD\ny\n=======\nz\n>>>>>>> topic\n\"\n") << u"3"_s;
        QTest::newRow("with Windows line ends") << QByteArray("text\r\nx\r\n>>>>>>> topic\r\n") << u"3"_s;
    }

    void theMarkOfAMergeIsRefusedWithItsLine()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, line);
        const auto items = read(bytes);
        VERIFY_FAILS(items, "parse");
        QVERIFY2(items.error().describe().startsWith(u"items.csv:%1:1: "_s.arg(line)), qPrintable(items.error().describe()));
        QVERIFY2(items.error().hint.contains(u".jsonl"_s), qPrintable(items.error().hint));
        VERIFY_OK(read("text\n=======\na <<<<<<< b\n"));
    }

    void badHeadersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a header alone") << QByteArray("key,text\n");
        QTest::newRow("a column twice") << QByteArray("text, text\na,b\n");
        QTest::newRow("a column without a name") << QByteArray("text,\na,b\n");
        QTest::newRow("an open quote") << QByteArray("text\n\"a\n");
    }

    void badHeadersAreRefused()
    {
        QFETCH(const QByteArray, bytes);
        const auto items = read(bytes);
        VERIFY_FAILS(items, "parse");
        QCOMPARE(items.error().contextValue(u"file"), u"items.csv"_s);
    }
};

QTEST_GUILESS_MAIN(TestCsvItems)
#include "tst_csvitems.moc"
