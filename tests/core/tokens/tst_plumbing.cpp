// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/plumbing.h"

#include <QTest>

using namespace assay;
using namespace assay::tokens;
using namespace Qt::StringLiterals;

namespace {

QByteArray answered(const QByteArray &request)
{
    return toJson(tokensPlumbing(*parseJson(QByteArrayView(request))));
}

} // namespace

class TestTokensPlumbing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsAnsweredWithItsIds()
    {
        QCOMPARE(answered(R"({"encoding":"o200k_base","text":"hello world"})"), QByteArray(R"({"count":2,"ids":[24912,2375]})"));
        QCOMPARE(answered(R"({"encoding":"cl100k_base","text":"hello world"})"), QByteArray(R"({"count":2,"ids":[15339,1917]})"));
        QCOMPARE(answered(R"({"encoding":"o200k_base","text":""})"), QByteArray(R"({"count":0,"ids":[]})"));
    }

    void anUnknownEncodingIsAnsweredWithTheKnownOnes()
    {
        const QByteArray answer = answered(R"({"encoding":"p50k_base","text":"a"})");
        for (const char *part : {R"({"error":{"kind":"invalid-input")", "p50k_base", "o200k_base", "cl100k_base"})
            QVERIFY2(answer.contains(part), answer.constData());
    }

    void aRequestWithoutItsPartsIsRefused_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("no text") << QByteArray(R"({"encoding":"o200k_base"})");
        QTest::newRow("no encoding") << QByteArray(R"({"text":"a"})");
        QTest::newRow("text that is none") << QByteArray(R"({"encoding":"o200k_base","text":7})");
        QTest::newRow("no object") << QByteArray("[]");
    }

    void aRequestWithoutItsPartsIsRefused()
    {
        QFETCH(const QByteArray, request);
        QVERIFY2(answered(request).startsWith(R"({"error":)"), request.constData());
    }
};

QTEST_GUILESS_MAIN(TestTokensPlumbing)
#include "tst_plumbing.moc"
