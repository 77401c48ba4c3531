// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/yaml.h"

#include "tests/support/expectresult.h"

using namespace assay;
using namespace assay::importexport;
using namespace Qt::StringLiterals;

class TestYaml : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesFollowTheCoreSchema_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char *name, const QByteArray &yaml, const QByteArray &json) { QTest::newRow(name) << yaml << json; };
        row("collections in order", "b: 1\na: [x, {y: z}]\nc:\n  - 1\n  -\n", R"({"b":1,"a":["x",{"y":"z"}],"c":[1,null]})");
        row("null", "[null, Null, ~, ]", "[null,null,null]");
        row("booleans", "[true, False, yes, on, No]", R"([true,false,"yes","on","No"])");
        row("integers", "[1, -7, +3, 007, 0o17, 0x1F]", "[1,-7,3,7,15,31]");
        row("reals", "[1.5, .5, 1e3, -2.]", "[1.5,0.5,1000.0,-2.0]");
        row("quoted figures stay text", "['1', \"true\", '~', \"\"]", R"(["1","true","~",""])");
        row("a version is a text", "1.2.3", R"("1.2.3")");
        row("a time is a text", "2026-01-02", R"("2026-01-02")");
        row("a block", "a: |\n  x\n   y\n\nb: >-\n  p\n  q\n", "{\"a\":\"x\\n y\\n\",\"b\":\"p q\"}");
        row("an anchor", "a: &x {k: 1}\nb: *x\n", R"({"a":{"k":1},"b":{"k":1}})");
        row("a merge key is a key", "<<: {a: 1}\nb: 2\n", R"({"<<":{"a":1},"b":2})");
        row("tags", "[!!str 5, !!int 5, !!float 5, !!null '', !!bool true]", R"(["5",5,5,null,true])");
        row("figures of names stay text", "1: a\n", R"({"1":"a"})");
        row("JSON", "{\"a\": [\"\\u00e9\\n\", 1]}", "{\"a\":[\"é\\n\",1]}");
        row("a byte order mark",
            "\xEF\xBB\xBF"
            "a: 1\n",
            R"({"a":1})");
        row("a document mark in a block", "a: |\n  ...\n  x", "{\"a\":\"...\\nx\"}");
        row("a character as two escapes, as JSON writes it", R"({"a": "\ud83d\ude00x\uD83D\uDE01"})", R"({"a":"😀x😁"})");
        row("two escapes in a key", R"({"\ud83d\ude00": 1})", R"({"😀":1})");
        row("no escapes where nothing is escaped", "a: '\\ud83d\\ude00'\nb: \\uD83d\\ude00\nc: |-\n  \\ud83d\\ude00\nd: \"\\ud83d\\ude00\"\n",
            R"({"a":"\\ud83d\\ude00","b":"\\uD83d\\ude00","c":"\\ud83d\\ude00","d":"😀"})");
        row("a backslash before what looks like one", R"(["\\ud83d\\ude00", "\\\ud83d\ude00"])", R"(["\\ud83d\\ude00","\\😀"])");
        row("two escapes beside the characters that stand for them", R"(["\ud83d\ude00", "\uf8ff000000", "\uF8FE"])", "[\"😀\",\"\uf8ff000000\",\"\uf8fe\"]");
        row("a comment and a document mark", "# c\n---\na: 1 # d\n...\n", R"({"a":1})");
    }

    void valuesFollowTheCoreSchema()
    {
        QFETCH(const QByteArray, yaml);
        QFETCH(const QByteArray, json);
        const auto read = jsonFromYaml(yaml);
        VERIFY_OK(read);
        QCOMPARE(toJson(*read), json);
    }

    void brokenFilesAreRefusedWithTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("line");
        QTest::newRow("a quote that never closes") << QByteArray("a: 1\nb: 'x\n") << u"3"_s;
        QTest::newRow("a double quote that never closes") << QByteArray("a: 1\nb: \"x\n\n") << u"4"_s;
        QTest::newRow("a quote that swallows the rest") << QByteArray("a: 'x\nb: 2\nc: 3\n") << u"4"_s;
        QTest::newRow("a bracket that never closes") << QByteArray("a: [1,\n") << u"2"_s;
        QTest::newRow("a tab for indentation") << QByteArray("a:\n\tb: 1\n") << u"2"_s;
        QTest::newRow("two values") << QByteArray("a: b: c\n") << u"1"_s;
        QTest::newRow("a key twice") << QByteArray("a: 1\nb: 2\na: 3\n") << u"3"_s;
        QTest::newRow("half of a character") << QByteArray(R"(["\ud83d\ude00", "\ud83d"])") << u"1"_s;
        QTest::newRow("two halves in the wrong order") << QByteArray(R"("\ude00\ud83d")") << u"1"_s;
        QTest::newRow("a backslash before half a character") << QByteArray(R"("\\ud83d\ude00")") << u"1"_s;
        QTest::newRow("the mark of a merge") << QByteArray("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> theirs\n") << u"2"_s;
        QTest::newRow("what a merge left over") << QByteArray("a: \"\n>>>>>>> theirs\n\"\n") << u"2"_s;
        QTest::newRow("a key twice, deep inside") << QByteArray("a:\n  - {x: 1, x: 2}\n") << u"2"_s;
        QTest::newRow("a key twice, once in quotes") << QByteArray("1: a\n'1': b\n") << u"2"_s;
        QTest::newRow("a list as a key") << QByteArray("? [a]\n: b\n") << u"1"_s;
        QTest::newRow("an unknown alias") << QByteArray("a: 1\nb: *nope\n") << u"2"_s;
        QTest::newRow("an unknown tag") << QByteArray("a: 1\nb: !ruby/object 5\n") << u"2"_s;
        QTest::newRow("an unknown tag of a collection") << QByteArray("a: !set {b}\n") << u"1"_s;
        QTest::newRow("a tag that does not fit") << QByteArray("a: !!int x\n") << u"1"_s;
        QTest::newRow("an integer of many digits") << QByteArray("a: 123456789012345678901\n") << u"1"_s;
        QTest::newRow("a real that is too large") << QByteArray("a: 1e999\n") << u"1"_s;
        QTest::newRow("infinity") << QByteArray("a: .inf\n") << u"1"_s;
        QTest::newRow("a list that holds itself") << QByteArray("a: &x\n  - *x\n") << u"1"_s;
        QTest::newRow("a mapping that holds itself in two ways") << QByteArray("&x\na: *x\nb: *x\n") << u"1"_s;
    }

    void brokenFilesAreRefusedWithTheirPlace()
    {
        QFETCH(const QByteArray, yaml);
        QFETCH(const QString, line);
        const auto read = jsonFromYaml(yaml);
        VERIFY_FAILS(read, "parse");
        QCOMPARE(read.error().contextValue(u"line"), line);
        QVERIFY(!read.error().contextValue(u"column").isEmpty());
    }

    void filesWithoutOneDocumentAreRefused()
    {
        for (const QByteArray &yaml : {QByteArray(), QByteArray("# nothing\n"), QByteArray("a: 1\n---\nb: 2\n"), QByteArray("a: \xC3\n"),
                 QByteArray("\xFF\xFE"
                            "a\0",
                     4)})
            VERIFY_FAILS(jsonFromYaml(yaml), "parse");
    }

    void smallFilesThatUnfoldToHugeOnesAreRefused()
    {
        QByteArray doubling = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
        for (int i = 1; i < 30; ++i)
            doubling += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [*a" + QByteArray::number(i - 1) + ", *a" + QByteArray::number(i - 1) + "]\n";
        VERIFY_FAILS(jsonFromYaml(doubling), "too-large");

        QByteArray longText = "t: &t " + QByteArray("x").repeated(4096) + "\nl: [";
        for (int i = 0; i < 5000; ++i)
            longText += "*t,";
        VERIFY_FAILS(jsonFromYaml(longText + "]\n"), "too-large");

        VERIFY_FAILS(jsonFromYaml("a: " + QByteArray("x").repeated(11 * 1024 * 1024)), "too-large");
    }

    void manyLevelsAreRefused()
    {
        for (const int levels : {150, 600}) {
            const auto deep = jsonFromYaml("a:\n  " + QByteArray("[").repeated(levels) + QByteArray("]").repeated(levels) + '\n');
            VERIFY_FAILS(deep, "too-large");
            QVERIFY2(deep.error().message.contains(u"nested more than 100 levels deep"), qPrintable(deep.error().describe()));
            QVERIFY(!deep.error().contextValue(u"line").isEmpty());
        }
        QVERIFY(!jsonFromYaml(QByteArray("[").repeated(100'000)));
        QVERIFY(!jsonFromYaml(QByteArray("- ").repeated(100'000)));
        QVERIFY(!jsonFromYaml(QByteArray("{a: ").repeated(100'000)));
    }

    void manyMembersAreRead()
    {
        QByteArray yaml;
        for (int i = 0; i < 50'000; ++i)
            yaml += "m" + QByteArray::number(i) + ": " + QByteArray::number(i) + "\n";
        const auto read = jsonFromYaml(yaml);
        VERIFY_OK(read);
        QCOMPARE(read->size(), std::size_t(50'000));
    }

    void everyCutIsReadOrRefused()
    {
        const QByteArray whole = "prompt: \"ü🙂\"\nlist: [1, {a: 'b'}]\nblock: |\n  text\n   more\nx: &y {z: !!str 5}\nw: *y\n";
        for (qsizetype length = 0; length <= whole.size(); ++length) {
            const auto read = jsonFromYaml(whole.first(length));
            if (!read)
                QVERIFY(!read.error().message.isEmpty());
        }
    }

    void placesOfMembersAreKnown()
    {
        const auto document = documentFromYaml("a: 1\nb:\n  - c: |\n      text\n    d: 'x'\n");
        VERIFY_OK(document);
        QCOMPARE(document->places.value(u"a"_s), (YamlPlace{1, 4}));
        QCOMPARE(document->places.value(u"b[0].c"_s), (YamlPlace{3, 8}));
        QCOMPARE(document->places.value(u"b[0].d"_s), (YamlPlace{5, 8}));
    }

    void anErrorIsPlacedAtItsMemberOrAroundIt()
    {
        const auto document = documentFromYaml("a: 1\nb:\n  - c: x\n");
        VERIFY_OK(document);
        const auto lineOf = [&](const QString &member) { return document->placed(fail(ErrorKind::parse, u"x"_s).error().with(u"member"_s, member)).contextValue(u"line"); };
        QCOMPARE(lineOf(u"b[0].c"_s), u"3"_s);
        QCOMPARE(lineOf(u"b[0].missing.deeper"_s), u"3"_s);
        QCOMPARE(lineOf(u"missing"_s), u"1"_s);
    }
};

QTEST_GUILESS_MAIN(TestYaml)
#include "tst_yaml.moc"
