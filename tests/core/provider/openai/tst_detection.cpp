// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/detection.h"
#include "tests/support/loopbackserver.h"

#include <QTest>

using namespace assay;
using namespace assay::provider::openai;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::LoopbackReply;
using test::LoopbackServer;

namespace {

QByteArray listOf(const QByteArray &owner)
{
    return R"({"object":"list","data":[{"id":"m","object":"model","owned_by":")" + owner + R"("}]})";
}

// Nothing but these servers, wherever the usual ports lead.
DetectionOptions onlyAt(const QHash<QString, quint16> &ports)
{
    DetectionOptions options;
    for (const auto &kind : {u"ollama"_s, u"llamacpp"_s, u"lmstudio"_s, u"vllm"_s})
        options.ports.insert(kind, ports.value(kind, 0));
    return options;
}

} // namespace

class TestDetection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aServerIsKnownByItsAnswer_data()
    {
        QTest::addColumn<QString>("portOf");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("kind");
        QTest::newRow("Ollama") << u"ollama"_s << listOf("library") << u"ollama"_s;
        QTest::newRow("Ollama with a model of somebody's") << u"ollama"_s << listOf("somebody") << u"ollama"_s;
        QTest::newRow("Ollama without models") << u"ollama"_s << QByteArray(R"({"object":"list","data":null})") << u"ollama"_s;
        QTest::newRow("LM Studio") << u"lmstudio"_s << listOf("organization_owner") << u"lmstudio"_s;
        QTest::newRow("llama.cpp") << u"llamacpp"_s << listOf("llamacpp") << u"llamacpp"_s;
        QTest::newRow("vLLM") << u"vllm"_s << listOf("vllm") << u"vllm"_s;
        QTest::newRow("llama.cpp on the port of vLLM") << u"vllm"_s << listOf("llamacpp") << u"llamacpp"_s;
        QTest::newRow("vLLM on the port of Ollama") << u"ollama"_s << listOf("vllm") << u"vllm"_s;
        QTest::newRow("somebody on a busy port") << u"llamacpp"_s << listOf("me") << QString(kCompatible);
        QTest::newRow("a list of something else") << u"llamacpp"_s << QByteArray(R"({"data":[{"name":"x"}]})") << QString();
        QTest::newRow("something else") << u"ollama"_s << QByteArray(R"({"ok":true})") << QString();
        QTest::newRow("an error") << u"ollama"_s << QByteArray(R"({"error":"no"})") << QString();
    }

    void aServerIsKnownByItsAnswer()
    {
        QFETCH(const QString, portOf);
        QFETCH(const QByteArray, answer);
        const Dialects &dialects = Dialects::bundled();
        QTEST(kindOfServer(*parseJson(QByteArrayView(answer)), *dialects.find(portOf), dialects), "kind");
    }

    void whatAnswersIsThere()
    {
        LoopbackServer ollama({LoopbackReply::json(200, listOf("library"))});
        LoopbackServer page({LoopbackReply::json(200, "<html>Hello</html>")});
        LoopbackServer closed({LoopbackReply::json(401, R"({"error":"key"})")});
        const auto found
            = QCoro::waitFor(detectLocalServers(Dialects::bundled(), onlyAt({{u"ollama"_s, ollama.port()}, {u"llamacpp"_s, page.port()}, {u"vllm"_s, closed.port()}}), {}));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.at(0).kind, u"ollama"_s);
        QCOMPARE(found.at(0).title, u"Ollama"_s);
        QCOMPARE(found.at(0).baseUrl, u"http://127.0.0.1:%1/v1"_s.arg(ollama.port()));
        QCOMPARE(found.at(0).models.size(), 1);
        QCOMPARE(found.at(0).models.at(0).apiName, u"m"_s);
        for (const LoopbackServer *server : {&ollama, &page, &closed}) {
            QCOMPARE(server->requestCount(), 1);
            QCOMPARE(server->requests().at(0).method, "GET");
            QCOMPARE(server->requests().at(0).path, "/v1/models");
            QCOMPARE(server->requests().at(0).header("authorization"), "");
        }
    }

    void whatIsSilentIsNotWaitedForLong()
    {
        LoopbackServer silent({LoopbackReply::stallWithoutAnswer()});
        LoopbackServer second({LoopbackReply::json(200, listOf("vllm"))});
        DetectionOptions options = onlyAt({{u"ollama"_s, silent.port()}, {u"vllm"_s, second.port()}});
        options.timeout = 300ms;
        const auto found = QCoro::waitFor(detectLocalServers(Dialects::bundled(), options, {}));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.at(0).kind, u"vllm"_s);
    }

    void nothingIsThereWhereNothingListens()
    {
        quint16 port = 0;
        {
            LoopbackServer gone({LoopbackReply::json(200, "{}")});
            port = gone.port();
        }
        QVERIFY(QCoro::waitFor(detectLocalServers(Dialects::bundled(), onlyAt({{u"ollama"_s, port}}), {})).isEmpty());
        QVERIFY(QCoro::waitFor(detectLocalServers(Dialects::bundled(), onlyAt({}), {})).isEmpty());
    }

    void aStopEndsIt()
    {
        LoopbackServer silent({LoopbackReply::stallWithoutAnswer()});
        DetectionOptions options = onlyAt({{u"ollama"_s, silent.port()}});
        options.timeout = 60s;
        std::stop_source stop;
        auto task = detectLocalServers(Dialects::bundled(), options, stop.get_token());
        QTRY_COMPARE(silent.requestCount(), 1);
        stop.request_stop();
        QVERIFY(QCoro::waitFor(std::move(task)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDetection)
#include "tst_detection.moc"
