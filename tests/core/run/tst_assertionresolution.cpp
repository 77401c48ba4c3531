// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/assertionresolution.h"

#include <QTest>

using namespace assay;
using namespace Qt::StringLiterals;

namespace {

Json json(const char *text)
{
    return *parseJson(std::string_view(text));
}

} // namespace

class TestAssertionResolution : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsAreFilledIn_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("resolved");
        QTest::newRow("plain text stays") << QByteArray(R"("refund")") << QByteArray(R"("refund")");
        QTest::newRow("reference") << QByteArray(R"("{{ reference.category }}")") << QByteArray(R"("billing")");
        QTest::newRow("a number stays a number") << QByteArray(R"("{{ reference.count }}")") << QByteArray("3");
        QTest::newRow("inside other text it is text") << QByteArray(R"("n={{ reference.count }}")") << QByteArray(R"("n=3")");
        QTest::newRow("a line end makes it text") << QByteArray(R"("{{ reference.count }}\n")") << QByteArray(R"("3\n")");
        QTest::newRow("in objects and lists") << QByteArray(R"({"path":"$.a","equals":["{{ name }}"]})") << QByteArray(R"({"path":"$.a","equals":["Ada"]})");
        QTest::newRow("filters") << QByteArray(R"("{{ name | upper }}")") << QByteArray(R"("ADA")");
        QTest::newRow("numbers and null") << QByteArray("[1,null,true]") << QByteArray("[1,null,true]");
    }

    void textsAreFilledIn()
    {
        QFETCH(const QByteArray, value);
        QFETCH(const QByteArray, resolved);
        evalset::Assertion assertion;
        assertion.type = u"equals"_s;
        assertion.value = *parseJson(QByteArrayView(value));
        const auto made = run::resolveAssertions({assertion}, json(R"({"name":"Ada"})"), json(R"({"category":"billing","count":3})"));
        QVERIFY(made);
        QCOMPARE(toJson(made->first().value), resolved);
    }

    void aMissingReferenceIsNamed()
    {
        evalset::Assertion assertion;
        assertion.type = u"equals"_s;
        assertion.value = Json("{{ reference.category }}");
        const auto made = run::resolveAssertions({assertion}, json("{}"), Json::null());
        QVERIFY(!made);
        QVERIFY(made.error().message.contains(u"reference"_s));
        QVERIFY(made.error().message.contains(u"equals"_s));
    }
};

QTEST_GUILESS_MAIN(TestAssertionResolution)
#include "tst_assertionresolution.moc"
