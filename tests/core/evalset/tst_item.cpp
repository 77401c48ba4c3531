// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evalset/item.h"
#include "tests/support/expectresult.h"

#include <limits>

using namespace assay;
using namespace assay::evalset;
using namespace Qt::StringLiterals;

namespace {

Json json(QStringView text)
{
    return *parseJson(text);
}

Item item(const QString &key)
{
    Item made;
    made.key = key;
    return made;
}

EvalSet setOf(const QList<Assertion> &defaults)
{
    EvalSet set;
    set.defaultAssertions = defaults;
    return set;
}

Assertion contains(const QString &text)
{
    Assertion assertion;
    assertion.type = u"contains"_s;
    assertion.value = jsonString(text);
    return assertion;
}

} // namespace

class TestItem : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theJsonOfAnItemIsReadAndWrittenAlike_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("key alone") << uR"({"key":"a","vars":{}})"_s;
        QTest::newRow("everything")
            << uR"({"key":"T-1","vars":{"z":1,"a":{"b":[true,null,"ü🙂"]}},"reference":{"x":1},"assertions":[{"type":"is-json"}],"tags":["edge","es"],"weight":2.5,"group":"g1","threshold":0.5})"_s;
        QTest::newRow("a number of many digits") << uR"({"key":"n","vars":{"id":12345678901234567890123}})"_s;
    }

    void theJsonOfAnItemIsReadAndWrittenAlike()
    {
        QFETCH(const QString, line);
        const auto read = itemFromJson(json(line));
        VERIFY_OK(read);
        QCOMPARE(QString::fromUtf8(toJson(toJson(*read))), line);
        QCOMPARE(*itemFromJson(toJson(*read)), *read);
    }

    void whatIsNotGivenIsNull()
    {
        QVERIFY(Item().reference.is_null());
        QVERIFY(Assertion().value.is_null());
        QCOMPARE(toJson(toJson(item(u"a"_s))), QByteArray(R"({"key":"a","vars":{}})"));
        QCOMPARE(toJson(toJson(Assertion{.type = u"is-json"_s})), QByteArray(R"({"type":"is-json"})"));
    }

    void aNumberMayBeTheKey() { QCOMPARE(itemFromJson(json(uR"({"key":7})"))->key, u"7"_s); }

    void badItemsAreRefusedByMember_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("named");
        QTest::newRow("no object") << u"[]"_s << u"object"_s;
        QTest::newRow("no key") << uR"({"vars":{}})"_s << u"key"_s;
        QTest::newRow("an empty key") << uR"({"key":""})"_s << u"key"_s;
        QTest::newRow("a key that is a list") << uR"({"key":[]})"_s << u"key"_s;
        QTest::newRow("variables in a list") << uR"({"key":"a","vars":[]})"_s << u"vars"_s;
        QTest::newRow("tags in one text") << uR"({"key":"a","tags":"x"})"_s << u"tags"_s;
        QTest::newRow("a tag that is a number") << uR"({"key":"a","tags":[1]})"_s << u"tags"_s;
        QTest::newRow("weight 0") << uR"({"key":"a","weight":0})"_s << u"weight"_s;
        QTest::newRow("a threshold that is a text") << uR"({"key":"a","threshold":"1"})"_s << u"threshold"_s;
        QTest::newRow("assertions in an object") << uR"({"key":"a","assertions":{}})"_s << u"assertions"_s;
        QTest::newRow("a bad assertion") << uR"({"key":"a","assertions":[{"typ":"x"}]})"_s << u"typ"_s;
        QTest::newRow("an unknown member") << uR"({"key":"a","variables":{}})"_s << u"variables"_s;
    }

    void badItemsAreRefusedByMember()
    {
        QFETCH(const QString, line);
        QFETCH(const QString, named);
        const auto read = itemFromJson(json(line));
        VERIFY_FAILS(read, "invalid-input");
        QVERIFY2(read.error().message.contains(named), qPrintable(read.error().message));
    }

    void aUsableListIsValid()
    {
        VERIFY_OK(validate(QList<Item>{}));
        VERIFY_OK(validate(QList{item(u"a"_s), item(u"A"_s), item(u"b"_s)}));
    }

    void unusableItemsAreNamed_data()
    {
        QTest::addColumn<Item>("bad");
        QTest::addColumn<QString>("named");
        Item one = item(u"bad"_s);
        one.weight = 0;
        QTest::newRow("weight 0") << one << u"weight"_s;
        one.weight = std::numeric_limits<double>::infinity();
        QTest::newRow("endless weight") << one << u"weight"_s;
        one.weight = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("no weight at all") << one << u"weight"_s;
        one = item(u"bad"_s);
        one.threshold = 1.5;
        QTest::newRow("threshold above 1") << one << u"threshold"_s;
        one = item(u"bad"_s);
        one.variables = Json(jsoncons::json_array_arg);
        QTest::newRow("variables in a list") << one << u"variables"_s;
        one = item(u"bad"_s);
        one.assertions = {contains(u"x"_s)};
        one.assertions.first().weight = -1;
        QTest::newRow("a negative weight of an assertion") << one << u"assertion"_s;
        QTest::newRow("a blank key") << item(u" "_s) << u"key"_s;
    }

    void unusableItemsAreNamed()
    {
        QFETCH(const Item, bad);
        QFETCH(const QString, named);
        const auto valid = validate(QList{item(u"good"_s), bad});
        VERIFY_FAILS(valid, "invalid-input");
        QCOMPARE(valid.error().contextValue(u"item"), bad.key);
        QVERIFY2(valid.error().message.startsWith(u"item number 2:") && valid.error().message.contains(named), qPrintable(valid.error().message));
    }

    void aDuplicateKeyNamesBothPlaces()
    {
        const auto valid = validate(QList{item(u"%1"_s), item(u"b"_s), item(u"%1"_s)});
        VERIFY_FAILS(valid, "conflict");
        QCOMPARE(valid.error().message, u"the key \"%1\" stands twice: items number 1 and 3"_s);
    }

    void theSetsAssertionsComeFirst()
    {
        Item own = item(u"a"_s);
        own.assertions = {contains(u"own"_s)};
        const auto effective = effectiveAssertions(setOf({contains(u"default"_s)}), own);
        QCOMPARE(effective, (QList{contains(u"default"_s), contains(u"own"_s)}));
    }

    void theHashCoversWhatDecidesACell()
    {
        Item base = item(u"a"_s);
        base.variables = json(u"{\"x\":1,\"y\":2}");
        const EvalSet set = setOf({contains(u"z"_s)});
        const QString hash = itemHash(set, base);
        QCOMPARE(hash.size(), 64);
        QSet<QString> hashes{hash};
        Item other = base;
        other.key = u"b"_s;
        hashes.insert(itemHash(set, other));
        other = base;
        other.variables = json(u"{\"x\":1,\"y\":3}");
        hashes.insert(itemHash(set, other));
        other = base;
        other.reference = jsonString(u"r");
        hashes.insert(itemHash(set, other));
        other = base;
        other.threshold = 0.5;
        hashes.insert(itemHash(set, other));
        other = base;
        other.assertions = {contains(u"more"_s)};
        hashes.insert(itemHash(set, other));
        hashes.insert(itemHash(setOf({}), base));
        QCOMPARE(hashes.size(), 7);
    }

    void theHashIgnoresOrderIdsTagsAndWeight()
    {
        const EvalSet set = setOf({});
        Item base = item(u"a"_s);
        base.variables = json(u"{\"x\":1,\"y\":2}");
        Item other = base;
        other.variables = json(u"{\"y\":2,\"x\":1}");
        other.id = ItemId{9};
        other.tags = {u"edge"_s};
        other.weight = 3;
        QCOMPARE(itemHash(set, other), itemHash(set, base));
    }
};

QTEST_GUILESS_MAIN(TestItem)
#include "tst_item.moc"
