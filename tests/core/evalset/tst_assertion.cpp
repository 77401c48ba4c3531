// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evalset/item.h"
#include "tests/support/expectresult.h"

using namespace assay;
using namespace assay::evalset;
using namespace Qt::StringLiterals;

class TestAssertion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theJsonOfAnAssertionIsReadAndWrittenAlike_data()
    {
        QTest::addColumn<QString>("json");
        QTest::newRow("type alone") << uR"({"type":"is-json"})"_s;
        QTest::newRow("negated") << uR"({"type":"not-contains","value":"x"})"_s;
        QTest::newRow("everything") << uR"({"type":"json-path","value":{"path":"$.b","equals":[1,null]},"threshold":0.5,"weight":2.5,"metric":"format"})"_s;
        QTest::newRow("a digit string stays a text") << uR"({"type":"equals","value":"007"})"_s;
    }

    void theJsonOfAnAssertionIsReadAndWrittenAlike()
    {
        QFETCH(const QString, json);
        const auto assertion = assertionFromJson(*parseJson(QStringView(json)));
        VERIFY_OK(assertion);
        QCOMPARE(QString::fromUtf8(toJson(toJson(*assertion))), json);
    }

    void notIsTakenFromTheType()
    {
        const auto assertion = assertionFromJson(*parseJson(QStringView(uR"({"type":"not-contains","value":"x"})")));
        VERIFY_OK(assertion);
        QVERIFY(assertion->negated);
        QCOMPARE(assertion->type, u"contains"_s);
        QCOMPARE(assertion->name(), u"not-contains"_s);
    }

    void badAssertionsAreRefusedByMember_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("named");
        QTest::newRow("no object") << u"\"contains\""_s << u"object"_s;
        QTest::newRow("no type") << uR"({"value":1})"_s << u"type"_s;
        QTest::newRow("only not-") << uR"({"type":"not-"})"_s << u"type"_s;
        QTest::newRow("a type that is a number") << uR"({"type":1})"_s << u"type"_s;
        QTest::newRow("weight 0") << uR"({"type":"equals","weight":0})"_s << u"weight"_s;
        QTest::newRow("negative weight") << uR"({"type":"equals","weight":-1})"_s << u"weight"_s;
        QTest::newRow("endless weight") << uR"({"type":"equals","weight":1e308})"_s << u"weight"_s;
        QTest::newRow("a threshold that is a text") << uR"({"type":"equals","threshold":"0.5"})"_s << u"threshold"_s;
        QTest::newRow("an unknown member") << uR"({"type":"equals","valeu":1})"_s << u"valeu"_s;
    }

    void badAssertionsAreRefusedByMember()
    {
        QFETCH(const QString, json);
        QFETCH(const QString, named);
        const auto assertion = assertionFromJson(*parseJson(QStringView(json)));
        VERIFY_FAILS(assertion, "invalid-input");
        QVERIFY2(assertion.error().message.contains(named), qPrintable(assertion.error().message));
    }

    void aBadAssertionInAListIsCounted()
    {
        const auto list = assertionsFromJson(*parseJson(QStringView(uR"([{"type":"equals","value":1},{"value":"%1"}])")));
        VERIFY_FAILS(list, "invalid-input");
        QVERIFY2(list.error().message.startsWith(u"assertion 2:"), qPrintable(list.error().message));
        VERIFY_FAILS(assertionsFromJson(Json(jsoncons::json_object_arg)), "invalid-input");
    }
};

QTEST_GUILESS_MAIN(TestAssertion)
#include "tst_assertion.moc"
