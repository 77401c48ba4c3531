// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/plumbing.h"

#include "tests/support/expectresult.h"

using namespace assay;
using namespace Qt::StringLiterals;

namespace {

Json answerTo(const QString &request)
{
    const auto parsed = parseJson(QStringView(request));
    if (!parsed)
        qFatal("%s", qPrintable(request));
    return grader::gradePlumbing(*parsed);
}

} // namespace

class TestPlumbing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRequestIsGraded()
    {
        QCOMPARE(
            toJson(answerTo(uR"({"assertion":{"type":"contains","value":"x"},"output":"axb","vars":{}})"_s)), QByteArray(R"({"pass":true,"score":1.0,"reason":"“x” occurs"})"));
        QCOMPARE(toJson(answerTo(uR"({"assertion":{"type":"not-contains","value":"x"},"output":"axb"})"_s)), QByteArray(R"({"pass":false,"score":0.0,"reason":"“x” occurs"})"));
    }

    void costAndLatencyAreTakenExactly()
    {
        QVERIFY(answerTo(uR"({"assertion":{"type":"cost","threshold":0.0003},"output":"","costUsd":0.0003})"_s).at("pass").as<bool>());
        QVERIFY(!answerTo(uR"({"assertion":{"type":"cost","threshold":0.0003},"output":"","costUsd":0.000300000001})"_s).at("pass").as<bool>());
        QVERIFY(answerTo(uR"({"assertion":{"type":"latency","threshold":100},"output":"","latencyMs":100})"_s).at("pass").as<bool>());
        QVERIFY(!answerTo(uR"({"assertion":{"type":"latency","threshold":100},"output":"","latencyMs":100.4})"_s).at("pass").as<bool>());
    }

    void whatCannotBeServedIsAnError_data()
    {
        QTest::addColumn<QString>("request");
        QTest::newRow("no object") << u"[]"_s;
        QTest::newRow("no assertion") << uR"({"output":"x"})"_s;
        QTest::newRow("no output") << uR"({"assertion":{"type":"is-json"}})"_s;
        QTest::newRow("an output that is no text") << uR"({"assertion":{"type":"is-json"},"output":5})"_s;
        QTest::newRow("an output of many digits") << uR"({"assertion":{"type":"is-json"},"output":123456789012345678901234567890})"_s;
        QTest::newRow("an unknown type") << uR"({"assertion":{"type":"nope"},"output":"x"})"_s;
        QTest::newRow("an assertion that is a text") << uR"({"assertion":"contains: x","output":"x"})"_s;
        QTest::newRow("a bad pattern") << u"{\"assertion\":{\"type\":\"not-regex\",\"value\":\"(\"},\"output\":\"x\"}"_s;
        QTest::newRow("an unknown cost") << uR"({"assertion":{"type":"cost","threshold":1},"output":"x","costUsd":null})"_s;
        QTest::newRow("a negative latency") << uR"({"assertion":{"type":"latency","threshold":1},"output":"x","latencyMs":-1})"_s;
        QTest::newRow("an endless latency") << uR"({"assertion":{"type":"latency","threshold":1},"output":"x","latencyMs":1e300})"_s;
        QTest::newRow("a cost beyond the scale") << uR"({"assertion":{"type":"cost","threshold":1},"output":"x","costUsd":1e12})"_s;
        QTest::newRow("a cost that is a text") << uR"({"assertion":{"type":"cost","threshold":1},"output":"x","costUsd":"0.1"})"_s;
    }

    void whatCannotBeServedIsAnError()
    {
        QFETCH(const QString, request);
        const Json answer = answerTo(request);
        QCOMPARE(answer.size(), std::size_t(1));
        QCOMPARE(toQString(answer.at("error").at("kind")), u"invalid-input"_s);
        QVERIFY(!toQString(answer.at("error").at("message")).isEmpty());
    }

    void aRunawayPatternIsAnError()
    {
        const QString request = u"{\"assertion\":{\"type\":\"not-regex\",\"value\":\"(a+)+$\"},\"output\":\""_s + u"a"_s.repeated(5000) + u"!\"}"_s;
        QVERIFY(toQString(answerTo(request).at("error").at("message")).startsWith(u"stopped: too many steps"));
    }
};

QTEST_GUILESS_MAIN(TestPlumbing)
#include "tst_plumbing.moc"
