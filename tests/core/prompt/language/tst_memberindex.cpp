// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/memberindex.h"
#include "core/prompt/language/template.h"

#include <QTest>

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

namespace {

Json objectOf(int count)
{
    QByteArray text = "{";
    for (int i = 0; i < count; ++i)
        text += (i > 0 ? ",\"v" : "\"v") + QByteArray::number(i) + "\":" + QByteArray::number(i);
    text += '}';
    return *parseJson(QByteArrayView(text));
}

} // namespace

class TestMemberIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void membersAreFound_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("of an empty object") << 0;
        QTest::newRow("of a small object") << 5;
        QTest::newRow("of a large object") << 100;
    }

    void membersAreFound()
    {
        QFETCH(const int, count);
        const Json object = objectOf(count);
        MemberIndex index;
        for (int turn = 0; turn < 20; ++turn) {
            for (int i = 0; i < count; ++i) {
                const Json *member = index.find(object, "v" + std::to_string(i));
                QVERIFY(member);
                QCOMPARE(member->as<int>(), i);
            }
            QVERIFY(!index.find(object, "v"));
            QVERIFY(!index.find(object, "v100"));
        }
    }

    void allNamesOfALargeObjectAreNotLookedAtForEach()
    {
        constexpr int kMany = 60'000;
        const Json object = objectOf(kMany);
        MemberIndex index;
        for (int i = 0; i < kMany; ++i)
            QVERIFY(index.find(object, "v" + std::to_string(i)));
        QVERIFY2(index.looks() < 20 * kMany, QByteArray::number(index.looks()).constData());
    }

    void oneNameOfALargeObjectCostsNoHashing()
    {
        const Json object = objectOf(1000);
        MemberIndex index;
        QVERIFY(index.find(object, "v7"));
        QCOMPARE(index.looks(), 1000);
    }

    // By the square of the variables it would take minutes.
    void aTemplateWithVeryManyVariablesIsFilledIn()
    {
        constexpr int kMany = 150'000;
        QString source;
        for (int i = 0; i < kMany; ++i)
            source += u"{{ v%1 }}"_s.arg(i);
        const auto parsed = Template::parse(source);
        QVERIFY(parsed);
        const auto rendered = parsed->render(objectOf(kMany), Trace::none);
        QVERIFY2(rendered, rendered ? "" : qUtf8Printable(rendered.error().describe()));
        QVERIFY(rendered->text.startsWith(u"0123"));
    }
};

QTEST_GUILESS_MAIN(TestMemberIndex)
#include "tst_memberindex.moc"
