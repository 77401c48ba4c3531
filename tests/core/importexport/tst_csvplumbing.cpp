// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/csv.h"

#include <QTest>

using namespace assay;
using namespace assay::importexport;
using namespace Qt::StringLiterals;

namespace {

QByteArray answerTo(const QByteArray &csv, const QByteArray &more = {})
{
    const QByteArray request = "{\"base64\":\"" + csv.toBase64() + "\"" + more + "}";
    return toJson(csvPlumbing(*parseJson(QByteArrayView(request))));
}

} // namespace

class TestCsvPlumbing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreLists()
    {
        QCOMPARE(answerTo("a,b\n1,\"x\ny\"\n"), QByteArray("{\"rows\":[[\"a\",\"b\"],[\"1\",\"x\\ny\"]]}"));
        QCOMPARE(answerTo("a\nb,c\n", ",\"header\":false"), QByteArray(R"({"rows":[["a"],["b","c"]]})"));
        QCOMPARE(answerTo(""), QByteArray(R"({"rows":[]})"));
    }

    void withAHeaderRowsAreObjects()
    {
        QCOMPARE(answerTo("b,a\n1,\n", ",\"header\":true"), QByteArray(R"({"rows":[{"b":"1","a":""}]})"));
        QCOMPARE(answerTo("a,b\n", ",\"header\":true"), QByteArray(R"({"rows":[]})"));
        QCOMPARE(answerTo("", ",\"header\":true"), QByteArray(R"({"rows":[]})"));
    }

    void errorsTellTheLine()
    {
        const auto ragged = parseJson(QByteArrayView(answerTo("a,b\n1,2\n3\n", ",\"header\":true")));
        QCOMPARE(ragged->at("error").at("line").as<int>(), 3);
        QCOMPARE(toQString(ragged->at("error").at("kind")), u"parse"_s);
        const auto open = parseJson(QByteArrayView(answerTo("a\n\"b\n")));
        QCOMPARE(open->at("error").at("line").as<int>(), 2);
        const auto twice = parseJson(QByteArrayView(answerTo("a,a\n1,2\n", ",\"header\":true")));
        QCOMPARE(twice->at("error").at("line").as<int>(), 1);
    }

    void whatIsNoRequestIsAnError_data()
    {
        QTest::addColumn<QByteArray>("request");
        for (const char *request : {"[]", "{}", R"({"base64":5})", R"({"base64":"%%%"})", R"({"base64":"YQ==","header":"yes"})", R"({"base64":"YQ==","header":1})"})
            QTest::newRow(request) << QByteArray(request);
    }

    void whatIsNoRequestIsAnError()
    {
        QFETCH(const QByteArray, request);
        const Json answer = csvPlumbing(*parseJson(QByteArrayView(request)));
        QCOMPARE(toQString(answer.at("error").at("kind")), u"invalid-input"_s);
    }
};

QTEST_GUILESS_MAIN(TestCsvPlumbing)
#include "tst_csvplumbing.moc"
