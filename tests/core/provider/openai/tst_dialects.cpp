// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/dialects.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace assay;
using namespace assay::provider::openai;
using namespace Qt::StringLiterals;

class TestDialects : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theProgramCarriesItsOwn()
    {
        const Dialects &bundled = Dialects::bundled();
        for (const auto &kind : {u"openai"_s, u"azure-openai"_s, u"mistral"_s, u"openrouter"_s, u"ollama"_s, u"llamacpp"_s, u"lmstudio"_s, u"vllm"_s, u"groq"_s, u"together"_s,
                 u"deepseek"_s, u"xai"_s, QString(kCompatible)})
            QVERIFY2(bundled.find(kind) != nullptr, qPrintable(kind));
        QVERIFY(bundled.find(u"gopher") == nullptr);
        for (const Dialect &dialect : bundled.all()) {
            QVERIFY(!dialect.title.isEmpty());
            const bool needsAddress = dialect.kind == kCompatible || dialect.deployments;
            QCOMPARE(dialect.baseUrl.isEmpty(), needsAddress);
            QCOMPARE(dialect.local.has_value(), dialect.baseUrl.startsWith(u"http://127.0.0.1:"));
            if (dialect.local)
                QCOMPARE(QUrl(dialect.baseUrl).port(), dialect.local->port);
        }
    }

    void anOwnEntrySaysWhatDiffers()
    {
        const auto all = Dialects::bundled().withOwn(
            *parseJson(
                u"{\"dialects\":[{\"kind\":\"lab\",\"like\":\"vllm\",\"baseUrl\":\"https://llm.example.com/v1\",\"keyHeader\":\"X-Lab-Key\",\"headers\":{\"X-Team\":\"evals\"}},{\"kind\":\"lab-2\",\"like\":\"lab\",\"seedField\":\"\",\"stops\":2}]}"_s),
            u"own.json"_s);
        QVERIFY2(all, all ? "" : qPrintable(all.error().describe()));
        const Dialect *lab = all->find(u"lab");
        QCOMPARE(lab->title, u"lab"_s);
        QCOMPARE(lab->baseUrl, u"https://llm.example.com/v1"_s);
        QCOMPARE(lab->keyHeader, "X-Lab-Key");
        QCOMPARE(lab->budgetField, "thinking_token_budget");
        QVERIFY(!lab->local);
        const Dialect *second = all->find(u"lab-2");
        QCOMPARE(second->headers.size(), 1);
        QCOMPARE(second->stops, 2);
        QVERIFY(second->seedField.empty());
        QCOMPARE(all->all().size(), Dialects::bundled().all().size() + 2);
    }

    void aWrongEntryIsNamedAndNothingTaken_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("member");
        QTest::newRow("unknown member") << uR"({"kind":"lab","maxTokenField":"x"})"_s << u"maxTokenField"_s;
        QTest::newRow("wrong type") << uR"({"kind":"lab","tools":"yes"})"_s << u"tools"_s;
        QTest::newRow("no kind") << uR"({"title":"Lab"})"_s << u"kind"_s;
        QTest::newRow("a kind that is no name") << uR"({"kind":"Our Lab"})"_s << u"kind"_s;
        QTest::newRow("a kind that exists") << uR"({"kind":"openai"})"_s << u"kind"_s;
        QTest::newRow("like nothing") << uR"({"kind":"lab","like":"gopher"})"_s << u"like"_s;
        QTest::newRow("a key in the address") << uR"({"kind":"lab","baseUrl":"https://user:pass@example.com"})"_s << u"baseUrl"_s;
        QTest::newRow("no address") << uR"({"kind":"lab","baseUrl":"example"})"_s << u"baseUrl"_s;
        QTest::newRow("a header with a line end") << u"{\"kind\":\"lab\",\"headers\":{\"X\":\"a\\r\\nY: b\"}}"_s << u"headers"_s;
        QTest::newRow("a header that is no name") << uR"({"kind":"lab","keyHeader":"X Key"})"_s << u"keyHeader"_s;
        QTest::newRow("a body with a cap of its own") << uR"({"kind":"lab","body":{"max_tokens":99999}})"_s << u"body"_s;
        QTest::newRow("a body with several answers") << uR"({"kind":"lab","body":{"n":8}})"_s << u"body"_s;
        QTest::newRow("a body with a dearer tier") << uR"({"kind":"lab","body":{"service_tier":"priority"}})"_s << u"body"_s;
        QTest::newRow("a body with our members") << uR"({"kind":"lab","body":{"messages":[]}})"_s << u"body"_s;
        QTest::newRow("an unknown word") << uR"({"kind":"lab","jsonSchema":"yes"})"_s << u"jsonSchema"_s;
        QTest::newRow("an unknown style") << uR"({"kind":"lab","rateLimits":7})"_s << u"rateLimits"_s;
        QTest::newRow("a negative number") << uR"({"kind":"lab","stops":-1})"_s << u"stops"_s;
        QTest::newRow("no port") << uR"({"kind":"lab","local":{"port":70000}})"_s << u"local"_s;
        QTest::newRow("an unknown member within") << uR"({"kind":"lab","local":{"port":7,"owner":"x"}})"_s << u"local"_s;
        QTest::newRow("a path that is none") << uR"({"kind":"lab","deployments":{"path":"x"}})"_s << u"deployments"_s;
    }

    void aWrongEntryIsNamedAndNothingTaken()
    {
        QFETCH(const QString, entry);
        QFETCH(const QString, member);
        QTemporaryDir folder;
        QFile file(folder.filePath(u"dialects.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(uR"({"dialects":[{"kind":"fine"},%1]})"_s.arg(entry).toUtf8());
        file.close();
        const auto all = Dialects::bundled().withOwnFile(file.fileName());
        QVERIFY(!all);
        QCOMPARE(all.error().kind, ErrorKind::invalidInput);
        QCOMPARE(all.error().contextValue(u"file"), file.fileName());
        QCOMPARE(all.error().contextValue(u"member"), member);
        const QString named = entry.contains(u"\"lab\"") ? u"\"lab\""_s : entry.contains(u"Our Lab") ? u"\"Our Lab\""_s : entry.contains(u"openai") ? u"\"openai\""_s : u"2"_s;
        QCOMPARE(all.error().contextValue(u"entry"), named);
        QVERIFY2(all.error().message.contains(member) && all.error().message.contains(named), qPrintable(all.error().message));
    }

    void theExampleOfTheReadmeIsOne()
    {
        QFile readme(QStringLiteral(ASSAY_SOURCE_DIR) + u"/core/provider/openai/README.md"_s);
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(readme.readAll());
        const QString example = text.section(u"```json"_s, 1, 1).section(u"```"_s, 0, 0);
        const auto all = Dialects::bundled().withOwn(*parseJson(QStringView(example)), u"README.md"_s);
        QVERIFY2(all.has_value(), qPrintable(all ? QString() : all.error().describe()));
        const Dialect *lab = all->find(u"lab-gateway");
        QVERIFY(lab != nullptr);
        QCOMPARE(lab->keyHeader, "x-api-key");
        QCOMPARE(lab->jsonSchema, SchemaForm::jsonObject);
        QCOMPARE(all->all().size(), Dialects::bundled().all().size() + 1);
    }

    void aFileThatIsNoneIsNamed()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"dialects.json"_s));
        QCOMPARE(Dialects::bundled().withOwnFile(file.fileName())->all(), Dialects::bundled().all());
        for (const auto &[text, kind] : {std::pair(QByteArray("{\n\"dialects\": [,]}"), ErrorKind::parse), std::pair(QByteArray("[]"), ErrorKind::invalidInput)}) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
            file.close();
            const auto all = Dialects::bundled().withOwnFile(file.fileName());
            QVERIFY(!all);
            QCOMPARE(all.error().kind, kind);
            QCOMPARE(all.error().contextValue(u"file"), file.fileName());
        }
    }
};

QTEST_GUILESS_MAIN(TestDialects)
#include "tst_dialects.moc"
