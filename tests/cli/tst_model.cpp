// SPDX-License-Identifier: GPL-3.0-or-later
// Providers and models from the command line, against a server of this test.
#include "core/base/json.h"
#include "tests/support/openaianswers.h"
#include "tests/support/program.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kKey = "sk-canary-model-0001";
const QString kFile = u"w.assay"_s;

LoopbackReply labAnswer(const LoopbackRequest &request)
{
    if (request.header("authorization") != "Bearer " + kKey)
        return errorAnswer(401, "invalid_api_key", "Incorrect API key provided: " + request.header("authorization").mid(7));
    if (request.path == "/v1/models")
        return LoopbackReply::json(200, R"({"object":"list","data":[{"id":"beta"},{"id":"alpha","context_length":8192}]})");
    return plainAnswer(u"ok"_s);
}

} // namespace

class TestModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_assay = std::make_unique<Program>();
        m_assay->setVariable(u"LAB_KEY"_s, QString::fromLatin1(kKey));
        m_assay->write(u"items.jsonl"_s, "{\"key\":\"a\",\"vars\":{\"text\":\"x\"}}\n");
        QCOMPARE(run({u"import"_s, kFile, u"items.jsonl"_s}).code, 0);
        m_server = std::make_unique<LoopbackServer>(&labAnswer);
    }

    void optionsOfAProviderHaveOtherSpellings()
    {
        addAlpha({u"--provider-option"_s, u"strict-schema=off"_s, u"--provider-option"_s, u"organization=\"lab\""_s});
        const QByteArray list = run({u"model"_s, kFile, u"--list"_s, u"--json"_s}).out;
        QVERIFY2(list.contains("\"strictSchema\": false"), list.constData());
        QCOMPARE(run({u"model"_s, kFile, u"--name"_s, u"alpha"_s, u"--provider-option"_s, u"strict_schema="_s}).code, 0);
        QVERIFY(!run({u"model"_s, kFile, u"--list"_s, u"--json"_s}).out.contains("strictSchema"));
        const Ended bare = run({u"model"_s, kFile, u"--name"_s, u"alpha"_s, u"--provider-option"_s, u"organization=lab"_s});
        QCOMPARE(bare.code, 2);
        QVERIFY2(bare.err.contains("quotes of its own"), bare.err.constData());
    }

    void aModelIsChangedByWhatIsSaidAlone()
    {
        addAlpha({u"--rpm"_s, u"60"_s, u"--tier"_s, u"small"_s, u"--no-stream"_s, u"--input-price"_s, u"0.15"_s, u"--output-price"_s, u"0.6"_s});
        QCOMPARE(run({u"model"_s, kFile, u"--name"_s, u"alpha"_s, u"--tpm"_s, u"90000"_s, u"--reasoning-effort"_s, u"low"_s, u"--batch-percent"_s, u"50"_s}).code, 0);
        Json model = listed().at(0);
        QCOMPARE(model.at("requestsPerMinute").as<int>(), 60);
        QCOMPARE(model.at("tokensPerMinute").as<int>(), 90'000);
        QCOMPARE(model.at("tier").as<std::string>(), "small");
        QVERIFY(!model.at("stream").as<bool>());
        QCOMPARE(model.at("options").at("reasoningEffort").as<std::string>(), "low");
        QCOMPARE(model.at("price").at("inputMicroUsdPerMTok").as<int>(), 150'000);
        QCOMPARE(model.at("price").at("batchMillionths").as<int>(), 500'000);
        QCOMPARE(model.at("key").as<std::string>(), "env:LAB_KEY");
        QCOMPARE(run({u"model"_s, kFile, u"--name"_s, u"alpha"_s, u"--rename"_s, u"first"_s, u"--unset"_s, u"rpm"_s, u"--unset"_s, u"price"_s, u"--unset"_s, u"reasoning-effort"_s,
                         u"--stream"_s})
                     .code,
            0);
        model = listed().at(0);
        QCOMPARE(listed().size(), std::size_t(1));
        QCOMPARE(model.at("name").as<std::string>(), "first");
        QVERIFY(!model.contains("requestsPerMinute") && model.at("price").is_null() && model.at("stream").as<bool>() && model.at("options").empty());
    }

    void aProviderIsChangedForAllItsModels()
    {
        addAlpha({u"--provider"_s, u"lab"_s});
        QCOMPARE(run({u"model"_s, kFile, u"--provider"_s, u"lab"_s, u"--name"_s, u"beta"_s}).code, 0);
        QCOMPARE(run({u"model"_s, kFile, u"--provider"_s, u"lab"_s, u"--key"_s, u"production=keychain:p;env:LAB_KEY"_s, u"--provider-concurrency"_s, u"4"_s, u"--provider-option"_s,
                         u"totalTimeoutMs=60000"_s})
                     .code,
            0);
        const Json models = listed();
        QCOMPARE(models.size(), std::size_t(2));
        for (const Json &model : models.array_range()) {
            QCOMPARE(model.at("provider").as<std::string>(), "lab");
            QCOMPARE(model.at("key").as<std::string>(), "production=keychain:p;env:LAB_KEY");
            QCOMPARE(model.at("providerOptions").at("concurrency").as<int>(), 4);
            QCOMPARE(model.at("providerOptions").at("totalTimeoutMs").as<int>(), 60'000);
        }
        // Another key for one model alone is another provider.
        QCOMPARE(run({u"model"_s, kFile, u"--name"_s, u"beta"_s, u"--key"_s, u"env:OTHER"_s}).code, 0);
        QCOMPARE(listed().at(0).at("key").as<std::string>(), "production=keychain:p;env:LAB_KEY");
        QCOMPARE(listed().at(1).at("key").as<std::string>(), "env:OTHER");
    }

    void whatCannotWorkIsRefusedBeforeItIsStored_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("plain http elsewhere") << QStringList{u"--base-url"_s, u"http://llm.example.com/v1"_s} << QByteArray("llm.example.com");
        QTest::newRow("an unknown option") << QStringList{u"--base-url"_s, u"http://localhost:1/v1"_s, u"--provider-option"_s, u"smell=1"_s} << QByteArray("smell");
        QTest::newRow("no JSON") << QStringList{u"--base-url"_s, u"http://localhost:1/v1"_s, u"--provider-option"_s, u"body={"_s} << QByteArray("not JSON");
        for (const QString &price : {u"nan"_s, u"1e300"_s})
            QTest::newRow(qPrintable(u"a price of "_s + price))
                << QStringList{u"--base-url"_s, u"http://localhost:1/v1"_s, u"--input-price"_s, price, u"--output-price"_s, u"1"_s} << QByteArray("from 0 to 1000000");
        QTest::newRow("no certificates") << QStringList{u"--base-url"_s, u"https://localhost:1/v1"_s, u"--ca-file"_s, u"/nowhere.pem"_s} << QByteArray("/nowhere.pem");
        QTest::newRow("the key itself") << QStringList{u"--base-url"_s, u"http://localhost:1/v1"_s, u"--key"_s, QString::fromLatin1(kKey)} << QByteArray("never the key itself");
        const QString key = QString::fromLatin1(kKey) + u"0123456789abcdef"_s;
        QTest::newRow("a key as a name") << QStringList{u"--base-url"_s, u"http://localhost:1/v1"_s, u"--api-name"_s, key} << QByteArray("--api-name holds what looks like a key");
        QTest::newRow("a password in an address") << QStringList{u"--base-url"_s, QString(u"https://ada:"_s + key + u"@localhost:1/v1"_s)}
                                                  << QByteArray("--base-url holds what looks like");
        QTest::newRow("no address") << QStringList{u"--kind"_s, u"openai-compatible"_s} << QByteArray("--base-url");
    }

    void whatCannotWorkIsRefusedBeforeItIsStored()
    {
        QFETCH(QStringList, options);
        QFETCH(QByteArray, says);
        const Ended ended = run(QStringList{u"model"_s, kFile, u"--name"_s, u"m"_s} + options);
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains(says), ended.err.constData());
        QVERIFY(!ended.err.contains(kKey));
        QCOMPARE(listed().size(), std::size_t(0));
    }

    void aTestCallSaysWhatCameBack()
    {
        addAlpha({u"--input-price"_s, u"1"_s, u"--output-price"_s, u"2"_s, u"--no-stream"_s});
        const Ended text = run({u"model"_s, kFile, u"--name"_s, u"alpha"_s, u"--test"_s});
        QCOMPARE(text.code, 0);
        QVERIFY2(text.err.contains("at most $"), text.err.constData());
        QVERIFY2(text.out.contains("alpha answers \"ok\"") && text.out.contains("12 in, 3 out") && text.out.contains("req-loop"), text.out.constData());
        const auto json = parseJson(QByteArrayView(run({u"model"_s, kFile, u"--name"_s, u"alpha"_s, u"--test"_s, u"--json"_s}).out));
        QVERIFY(json && json->at("answered").as<bool>());
        QCOMPARE(json->at("costUsd").as<double>(), 18e-6);
        QCOMPARE(json->at("modelReturned").as<std::string>(), "loopback-1");
        QCOMPARE(m_server->requestCount(), 2);
        QVERIFY(!run({u"show"_s, kFile}).out.contains("#1"));
    }

    void aRefusedTestCallSaysWhatToDo()
    {
        addAlpha({});
        m_assay->setVariable(u"LAB_KEY"_s, u"sk-wrong-canary-0002"_s);
        const Ended refused = run({u"model"_s, kFile, u"--name"_s, u"alpha"_s, u"--test"_s});
        QCOMPARE(refused.code, 3);
        QVERIFY2(refused.err.contains("Check the provider's key source"), refused.err.constData());
        QVERIFY(!refused.said().contains("sk-wrong-canary"));
        const auto json = parseJson(QByteArrayView(run({u"model"_s, kFile, u"--name"_s, u"alpha"_s, u"--test"_s, u"--json"_s}).out));
        QVERIFY(json && !json->at("answered").as<bool>());
        QCOMPARE(json->at("error").at("kind").as<std::string>(), "auth");
        QCOMPARE(run({u"model"_s, kFile, u"--name"_s, u"nobody"_s, u"--test"_s}).code, 2);
    }

    void theProvidersOwnListIsShown()
    {
        addAlpha({u"--provider"_s, u"lab"_s});
        const Ended text = run({u"model"_s, kFile, u"--list-remote"_s, u"lab"_s});
        QCOMPARE(text.code, 0);
        QVERIFY2(text.out.contains("alpha") && text.out.contains("here already") && text.out.contains("beta"), text.out.constData());
        const auto json = parseJson(QByteArrayView(run({u"model"_s, kFile, u"--list-remote"_s, u"lab"_s, u"--json"_s}).out));
        QVERIFY(json && json->size() == 2);
        QCOMPARE(json->at(0).at("contextWindow").as<int>(), 8192);
        QVERIFY(json->at(0).at("isHere").as<bool>() && !json->at(1).at("isHere").as<bool>());
        const Ended unknown = run({u"model"_s, kFile, u"--list-remote"_s, u"nobody"_s});
        QCOMPARE(unknown.code, 2);
        QVERIFY2(unknown.err.contains("There are: simulated, lab"), unknown.err.constData());
    }

    void whatIsRemovedIsGoneAndAProviderInUseStays()
    {
        addAlpha({u"--provider"_s, u"lab"_s});
        const Ended used = run({u"model"_s, kFile, u"--provider"_s, u"lab"_s, u"--remove"_s});
        QCOMPARE(used.code, 2);
        QVERIFY2(used.err.contains("is used by the models alpha"), used.err.constData());
        QCOMPARE(run({u"model"_s, kFile, u"--name"_s, u"alpha"_s, u"--remove"_s}).code, 0);
        QCOMPARE(run({u"model"_s, kFile, u"--provider"_s, u"lab"_s, u"--remove"_s}).code, 0);
        QCOMPARE(listed().size(), std::size_t(0));
        QCOMPARE(run({u"model"_s, kFile, u"--name"_s, u"alpha"_s, u"--remove"_s}).code, 2);
    }

    void tasksExcludeEachOther()
    {
        QCOMPARE(run({u"model"_s, kFile, u"--test"_s, u"--remove"_s, u"--name"_s, u"m"_s}).code, 2);
        QCOMPARE(run({u"model"_s}).code, 2);
    }

    void detectionNeedsNoWorkspace()
    {
        const Ended found = run({u"model"_s, u"--detect"_s, u"--json"_s});
        QCOMPARE(found.code, 0);
        const auto json = parseJson(QByteArrayView(found.out));
        QVERIFY(json && json->is_array()); // whatever runs on the machine of the test
    }

    void anOwnDialectIsAKind()
    {
        writeDialects(R"({"dialects":[{"kind":"lab","title":"The lab","like":"vllm","keyVariable":"LAB_KEY","headers":{"X-Team":"triage"}}]})");
        const auto kinds = parseJson(QByteArrayView(run({u"model"_s, u"--kinds"_s, u"--json"_s}).out));
        QVERIFY(kinds && std::ranges::any_of(kinds->array_range(), [](const Json &kind) { return kind.at("kind") == "lab" && kind.at("keyVariable") == "LAB_KEY"; }));
        QCOMPARE(
            run({u"model"_s, kFile, u"--name"_s, u"alpha"_s, u"--kind"_s, u"lab"_s, u"--base-url"_s, m_server->url(u"/v1"_s).toString(), u"--key"_s, u"env:LAB_KEY"_s}).code, 0);
        QCOMPARE(run({u"model"_s, kFile, u"--name"_s, u"alpha"_s, u"--test"_s}).code, 0);
        QCOMPARE(m_server->requests().at(0).header("x-team"), "triage");
    }

    void aBadFileOfDialectsIsToldAndStopsNothing_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("no JSON") << QByteArray("{\n  \"dialects\": [\n") << QByteArray("dialects.json:");
        QTest::newRow("an unknown member") << QByteArray(R"({"dialects":[{"kind":"lab","seedfield":"x"}]})") << QByteArray("seedfield");
        QTest::newRow("a member of another form") << QByteArray(R"({"dialects":[{"kind":"lab","stops":"four"}]})") << QByteArray("whole number");
        QTest::newRow("a kind that is taken") << QByteArray(R"({"dialects":[{"kind":"openai"}]})") << QByteArray("exists already");
        QTest::newRow("like nobody") << QByteArray(R"({"dialects":[{"kind":"lab","like":"nobody"}]})") << QByteArray("openai-compatible");
    }

    void aBadFileOfDialectsIsToldAndStopsNothing()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, says);
        writeDialects(content);
        const Ended ended = run({u"model"_s, u"--kinds"_s});
        QCOMPARE(ended.code, 0);
        QVERIFY2(ended.err.contains("dialects.json") && ended.err.contains(says), ended.err.constData());
        QVERIFY(ended.out.contains("anthropic"));
        QVERIFY(!ended.out.contains("lab "));
    }

private:
    [[nodiscard]] Ended run(const QStringList &arguments) const { return m_assay->run(arguments); }

    void addAlpha(const QStringList &options)
    {
        const Ended added
            = run(QStringList{u"model"_s, kFile, u"--name"_s, u"alpha"_s, u"--base-url"_s, m_server->url(u"/v1"_s).toString(), u"--key"_s, u"env:LAB_KEY"_s} + options);
        QVERIFY2(added.code == 0, added.err.constData());
    }

    // Beside the simulated ones, which every workspace has.
    [[nodiscard]] Json listed() const
    {
        Json own(jsoncons::json_array_arg);
        const Json all = parseJson(QByteArrayView(run({u"model"_s, kFile, u"--list"_s, u"--json"_s}).out)).value_or(own);
        for (const Json &model : all.array_range()) {
            if (model.at("kind") != "simulated")
                own.push_back(model);
        }
        return own;
    }

    void writeDialects(const QByteArray &content)
    {
        // The help names the place, so a reader of it finds the file.
        const QByteArray help = run({u"model"_s, u"--help"_s}).out;
        const qsizetype end = help.indexOf("dialects.json holds");
        QVERIFY(end > 0);
        const QString path = QString::fromUtf8(help.sliced(help.lastIndexOf(' ', end) + 1, end - help.lastIndexOf(' ', end) - 1)) + u"dialects.json"_s;
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
        file.write(content);
    }

    std::unique_ptr<Program> m_assay;
    std::unique_ptr<LoopbackServer> m_server;
};

QTEST_GUILESS_MAIN(TestModel)
#include "tst_model.moc"
