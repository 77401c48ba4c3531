// SPDX-License-Identifier: GPL-3.0-or-later
// Every dialect of the data file asks one question in each form of a server on this machine.
#include "tests/core/provider/openai/providerbench.h"
#include "tests/support/openaianswers.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace Qt::StringLiterals;
using test::LoopbackServer;
using test::ProviderBench;

class TestEveryDialect : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksAndUnderstands_data()
    {
        QTest::addColumn<QString>("kind");
        for (const openai::Dialect &dialect : openai::Dialects::bundled().all())
            QTest::newRow(qPrintable(dialect.kind)) << dialect.kind;
    }

    void asksAndUnderstands()
    {
        QFETCH(const QString, kind);
        const openai::Dialect &dialect = *openai::Dialects::bundled().find(kind);
        LoopbackServer server({test::streamedAnswer(u"Blue heron 🪶"_s, 5), test::plainAnswer(u"Seven lamps"_s)});
        ProviderBench bench(kind, server.url(dialect.deployments ? QString() : u"/v1"_s));
        ChatRequest request;
        request.model = u"loopback-1"_s;
        request.messages = {{.role = tokens::Role::system, .text = u"Be brief"_s}, {.role = tokens::Role::user, .text = u"Hello"_s}};
        request.maxOutputTokens = 64;
        request.seed = 7;
        request.clientRequestId = "attempt-1";
        const Exchange streamed = bench.ask(request);
        QVERIFY2(streamed.result, streamed.result ? "" : qPrintable(streamed.result.error().describe()));
        QCOMPARE(streamed.result->text, u"Blue heron 🪶"_s);
        QCOMPARE(bench.streamed, streamed.result->text);
        QCOMPARE(streamed.result->usage->input, 12);
        request.stream = false;
        QCOMPARE(bench.ask(request).result->text, u"Seven lamps"_s);

        const auto requests = server.requests();
        QCOMPARE(requests.size(), 2);
        for (const test::LoopbackRequest &sent : requests) {
            const QString header = QString::fromLatin1(dialect.keyHeader).toLower();
            QCOMPARE(test::placesOfKey(sent), QStringList{header});
            QCOMPARE(sent.header(header.toLatin1()), (header == u"authorization" ? QByteArray("Bearer ") : QByteArray()) + ProviderBench::kKey);
            const QByteArray path = dialect.deployments ? QByteArray(dialect.deployments->path.toUtf8() + "loopback-1/chat/completions?" + dialect.deployments->query)
                                                        : QByteArray("/v1/chat/completions");
            QCOMPARE(sent.path, path);
            for (const auto &[name, value] : dialect.headers)
                QCOMPARE(sent.header(name.toLower()), value);
            const Json body = *parseJson(QByteArrayView(sent.body));
            QCOMPARE(body.at(dialect.maxTokensField).as<int>(), 64);
            if (!dialect.seedField.empty())
                QCOMPARE(body.at(dialect.seedField).as<int>(), 7);
            QVERIFY(!dialect.clientIdHeader.isEmpty() == (sent.header("x-client-request-id") == "attempt-1"));
        }
        QCOMPARE(parseJson(QByteArrayView(requests.first().body))->contains("stream_options"), !dialect.streamOptions.is_null());
    }
};

QTEST_GUILESS_MAIN(TestEveryDialect)
#include "tst_everydialect.moc"
