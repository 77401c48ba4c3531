// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evalset/revision.h"

#include <QTest>

using namespace assay;
using namespace assay::evalset;
using namespace Qt::StringLiterals;

namespace {

Item item(const QString &key, QStringView variables = u"{}")
{
    Item made;
    made.key = key;
    made.variables = *parseJson(variables);
    return made;
}

} // namespace

class TestRevision : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalListsChangeNothing()
    {
        const QList items{item(u"a"_s), item(u"b"_s)};
        const auto change = changeBetween(items, items);
        QVERIFY(change.isEmpty());
        QCOMPARE(change.counts(), u"+0 ~0 −0"_s);
    }

    void additionsChangesAndRemovalsAreTold()
    {
        const QList before{item(u"gone"_s), item(u"kept"_s), item(u"edited"_s, u"{\"x\":1}"), item(u"also gone"_s)};
        const QList after{item(u"new"_s), item(u"edited"_s, u"{\"x\":2}"), item(u"kept"_s), item(u"newer"_s)};
        const auto change = changeBetween(before, after);
        QCOMPARE(change.added, (QStringList{u"new"_s, u"newer"_s}));
        QCOMPARE(change.changed, QStringList{u"edited"_s});
        QCOMPARE(change.removed, (QStringList{u"gone"_s, u"also gone"_s}));
        QCOMPARE(change.counts(), u"+2 ~1 −2"_s);
    }

    void aNewSetIsAllAdditions()
    {
        QCOMPARE(changeBetween({}, {item(u"a"_s)}).added, QStringList{u"a"_s});
        QCOMPARE(changeBetween({item(u"a"_s)}, {}).removed, QStringList{u"a"_s});
    }

    void everyMemberOfAnItemCounts()
    {
        const Item base = item(u"a"_s);
        QList<Item> edited(6, base);
        edited[0].reference = Json(1);
        edited[1].tags = {u"t"_s};
        edited[2].weight = 2;
        edited[3].group = u"g"_s;
        edited[4].threshold = 0.5;
        edited[5].assertions.append(Assertion{.type = u"is-json"_s});
        for (const Item &each : std::as_const(edited))
            QCOMPARE(changeBetween({base}, {each}).changed, QStringList{u"a"_s});
    }

    void idsOrderAndMemberOrderAreNoChange()
    {
        Item stored = item(u"a"_s, u"{\"x\":1,\"y\":2}");
        stored.id = ItemId{4};
        QVERIFY(changeBetween({stored, item(u"b"_s)}, {item(u"b"_s), item(u"a"_s, u"{\"y\":2,\"x\":1}")}).isEmpty());
    }

    void aRenamedItemIsOneGoneAndOneNew() { QCOMPARE(changeBetween({item(u"a"_s)}, {item(u"A"_s)}).counts(), u"+1 ~0 −1"_s); }
};

QTEST_GUILESS_MAIN(TestRevision)
#include "tst_revision.moc"
