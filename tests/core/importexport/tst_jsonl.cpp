// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/jsonl.h"

#include "tests/support/expectresult.h"

using namespace assay;
using namespace assay::importexport;
using namespace Qt::StringLiterals;

namespace {

Result<QList<evalset::Item>> read(const QByteArray &bytes)
{
    return itemsFromJsonl(bytes, u"items.jsonl"_s);
}

const QByteArray kTwo = "{\"key\":\"a\",\"vars\":{\"text\":\"ü\\n🙂\"}}\n{\"key\":\"b\",\"vars\":{},\"tags\":[\"x\"]}\n";

} // namespace

class TestJsonl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void formsOfTheSameFileGiveTheSameItems_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("as written") << kTwo;
        QTest::newRow("with a byte order mark") << QByteArray("\xEF\xBB\xBF" + kTwo);
        QTest::newRow("with CRLF") << QByteArray(kTwo).replace("}\n", "}\r\n");
        QTest::newRow("without a final line end") << kTwo.chopped(1);
        QTest::newRow("with blank lines") << QByteArray("\n \t\n" + kTwo + "\r\n\n");
        QTest::newRow("with blanks around") << QByteArray("  " + QByteArray(kTwo).replace("}\n", "} \n"));
    }

    void formsOfTheSameFileGiveTheSameItems()
    {
        QFETCH(const QByteArray, bytes);
        const auto items = read(bytes);
        VERIFY_OK(items);
        QCOMPARE(items->size(), 2);
        QCOMPARE(itemsToJsonl(*items), kTwo);
    }

    void writingAndReadingKeepsEveryByte()
    {
        const QByteArray all = "{\"key\":\"T-1\",\"vars\":{\"z\":[1,2.5,null,{\"b\":true}],\"a\":\"\\u0000\\\"\\\\\"},\"reference\":[\"x\"],\"assertions\":[{\"type\":\"not-"
                               "contains\",\"value\":\"x\",\"weight\":2.0}],\"tags\":[\"t\"],\"weight\":0.5,\"group\":\"g\",\"threshold\":0.25}"
                               "\n";
        const auto items = read(all);
        VERIFY_OK(items);
        const QByteArray once = itemsToJsonl(*items);
        QCOMPARE(once, all);
        QCOMPARE(itemsToJsonl(*read(once)), once);
        QCOMPARE(*read(once), *items);
    }

    void badLinesAreToldWithNumberAndReason_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no JSON") << QByteArray("key: a") << u"not valid JSON"_s;
        QTest::newRow("cut off") << QByteArray("{\"key\":\"c\",\"vars\":{\"te") << u"not valid JSON"_s;
        QTest::newRow("two objects") << QByteArray("{\"key\":\"c\"}{\"key\":\"d\"}") << u"not valid JSON"_s;
        QTest::newRow("a member twice") << QByteArray("{\"key\":\"c\",\"key\":\"d\"}") << u"stands twice"_s;
        QTest::newRow("no object") << QByteArray("[1]") << u"no JSON object"_s;
        QTest::newRow("not UTF-8") << QByteArray("{\"key\":\"\xC3\"}") << u"not valid JSON"_s;
        QTest::newRow("a null byte") << QByteArray("{\"key\":\"c\0\"}", 13) << u"not valid JSON"_s;
        QTest::newRow("a byte order mark in the middle") << QByteArray("\xEF\xBB\xBF{\"key\":\"c\"}") << u"byte order mark"_s;
        QTest::newRow("a form feed") << QByteArray("\f{\"key\":\"c\"}") << u"not valid JSON"_s;
        QTest::newRow("an unknown member") << QByteArray("{\"key\":\"c\",\"input\":1}") << u"\"input\". Known are"_s;
        QTest::newRow("no key") << QByteArray("{\"vars\":{}}") << u"\"key\""_s;
        QTest::newRow("a blank key") << QByteArray("{\"key\":\" \"}") << u"key is empty"_s;
        QTest::newRow("a threshold of 2") << QByteArray("{\"key\":\"c\",\"threshold\":2}") << u"threshold"_s;
        QTest::newRow("weight 0") << QByteArray("{\"key\":\"c\",\"weight\":0}") << u"weight"_s;
    }

    void badLinesAreToldWithNumberAndReason()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const QString, reason);
        const auto items = read("{\"key\":\"a\"}\n\n" + line + "\n{\"key\":\"b\"}\n");
        VERIFY_FAILS(items, "parse");
        QCOMPARE(items.error().contextValue(u"file"), u"items.jsonl"_s);
        QCOMPARE(items.error().contextValue(u"line"), u"3"_s);
        QVERIFY2(items.error().message.contains(reason), qPrintable(items.error().message));
    }

    void aDuplicateKeyNamesBothLines()
    {
        const auto items = read("{\"key\":\"%1\"}\n{\"key\":\"b\"}\n{\"key\":\"%1\"}\n");
        VERIFY_FAILS(items, "conflict");
        QCOMPARE(items.error().contextValue(u"line"), u"3"_s);
        QCOMPARE(items.error().message, u"the key \"%1\" stands in line 1 already"_s);
    }

    void aNumberAndItsTextAreOneKey() { VERIFY_FAILS(read("{\"key\":7}\n{\"key\":\"7\"}\n"), "conflict"); }

    void allBadLinesAreToldAtOnceUpToTwenty()
    {
        QByteArray bytes;
        for (int i = 0; i < 25; ++i)
            bytes += i == 1 ? "{\"key\":\"good\"}\n" : "bad\n";
        const auto items = read(bytes);
        VERIFY_FAILS(items, "parse");
        const QStringList lines = items.error().message.split(u'\n');
        QCOMPARE(lines.size(), 21);
        QVERIFY2(lines.at(1).startsWith(u"line 3: not valid JSON"), qPrintable(lines.at(1)));
        QCOMPARE(lines.last(), u"and 4 more bad lines"_s);
        QVERIFY2(items.error().describe().startsWith(u"items.jsonl:1: not valid JSON"), qPrintable(items.error().describe()));
    }

    void theMarkOfAMergeIsToldAsOne()
    {
        const auto items = read("{\"key\":\"a\"}\n<<<<<<< HEAD\n{\"key\":\"b\"}\n=======\n{\"key\":\"c\"}\n>>>>>>> topic\n");
        VERIFY_FAILS(items, "parse");
        QVERIFY2(items.error().describe().startsWith(u"items.jsonl:2:1: \"<<<<<<<\" is the mark of a merge"_s), qPrintable(items.error().describe()));
    }

    void aFileWithoutItemsIsRefused()
    {
        for (const QByteArray &bytes : {QByteArray(), QByteArray("\n\n"), QByteArray("\xEF\xBB\xBF")})
            VERIFY_FAILS(read(bytes), "parse");
        QCOMPARE(itemsToJsonl({}), QByteArray());
    }

    void everyCutGivesWholeItemsOrNothing()
    {
        for (qsizetype length = 0; length < kTwo.size(); ++length) {
            const auto items = read(kTwo.first(length));
            if (items)
                QVERIFY(kTwo.startsWith(itemsToJsonl(*items).chopped(1)));
        }
    }

    void manyLevelsAreRefused() { VERIFY_FAILS(read("{\"key\":\"a\",\"vars\":{\"x\":" + QByteArray("[").repeated(100'000) + "}}\n"), "parse"); }
};

QTEST_GUILESS_MAIN(TestJsonl)
#include "tst_jsonl.moc"
