// SPDX-License-Identifier: GPL-3.0-or-later
// The program and the fault server, each a process of its own, count the same.
#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/rawsqlite.h"

#include <QTest>

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;

class TestFaultServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatTheServerBilledIsOnRecord_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("attempts");
        QTest::newRow("OpenAI asks for a pause") << u"openai"_s << u"/openai/v1"_s << u"rate-limit-in-ms"_s << 4;
        QTest::newRow("Anthropic has a server's trouble") << u"anthropic"_s << u"/anthropic/v1"_s << u"server-error"_s << 4;
        QTest::newRow("Gemini refuses the request") << u"gemini"_s << u"/gemini/v1beta"_s << u"bad-request"_s << 3;
    }

    void whatTheServerBilledIsOnRecord()
    {
        QFETCH(const QString, kind);
        QFETCH(const QString, base);
        QFETCH(const QString, fault);
        QFETCH(const int, attempts);
        QProcess server;
        server.start(QStringLiteral(FAULT_SERVER), {u"5"_s});
        QVERIFY(server.waitForReadyRead());
        const QString port = QString::fromLatin1(server.readLine()).trimmed();
        const Program assay;
        QByteArray items;
        for (const QByteArray mark : {"once", "one", "two"})
            items += "{\"key\":\"" + mark + "\",\"vars\":{\"mark\":\"" + mark + "\"},\"assertions\":[{\"type\":\"contains\",\"value\":\"ok\"}]}\n";
        QCOMPARE(assay
                     .run({u"import"_s, u"w.assay"_s, assay.write(u"items.jsonl"_s, items),
                         assay.write(u"p.yaml"_s, "prompt: p\nparameters: {maxOutputTokens: 10}\nmessages:\n  - role: user\n    template: '#{{ mark }}#'\n")})
                     .code,
            0);
        QCOMPARE(assay
                     .run({u"model"_s, u"w.assay"_s, u"--name"_s, u"m"_s, u"--api-name"_s, fault, u"--kind"_s, kind, u"--base-url"_s, u"http://127.0.0.1:"_s + port + base,
                         u"--input-price"_s, u"1"_s, u"--output-price"_s, u"1"_s})
                     .code,
            0);
        static_cast<void>(assay.run({u"run"_s, u"w.assay"_s, u"--set"_s, u"items"_s, u"--prompt"_s, u"p@1"_s, u"--model"_s, u"m"_s}));
        server.closeWriteChannel();
        QVERIFY(server.waitForFinished());
        const auto cells = parseJson(QByteArrayView(server.readAllStandardOutput()));
        QVERIFY(cells);
        int requests = 0;
        qint64 tokens = 0;
        for (const auto &cell : cells->object_range()) {
            requests += cell.value().at("requests").as<int>();
            tokens += cell.value().at("tokens").as<qint64>();
        }
        QCOMPARE(requests, attempts);
        QCOMPARE(rawColumn(assay.path(u"w.assay"_s), u"SELECT count(*) FROM attempts"_s), QStringList{QString::number(attempts)});
        QCOMPARE(rawColumn(assay.path(u"w.assay"_s), u"SELECT sum(cost_pico) FROM attempts"_s), QStringList{QString::number(tokens * 1'000'000)});
    }
};

QTEST_GUILESS_MAIN(TestFaultServer)
#include "tst_faultserver.moc"
