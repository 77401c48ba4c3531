// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/simulatedmodel.h"

#include "core/provider/simulated/tier.h"

#include <QCoro/QCoroCore>

#include <QTest>
#include <QTimer>

using namespace assay;
using namespace assay::provider;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ChatRequest requestOf(const QString &input)
{
    ChatRequest request;
    request.model = u"sim-small"_s;
    request.messages = {{.role = tokens::Role::user, .text = input}};
    request.temperature = 0;
    return request;
}

// One tier of the provider, with what it needs.
class Bench {
public:
    explicit Bench(bool isFast, bool hasFaults = false, const QString &tier = u"small"_s)
    {
        ModelConfig config;
        config.name = u"sim-"_s + tier;
        config.tier = tier;
        model = *makeSimulatedModel(simulatedProvider(isFast, hasFaults, 7), config, m_clock);
    }

    Exchange ask(const ChatRequest &request, std::stop_token stop = {})
    {
        streamed.clear();
        return QCoro::waitFor(model->complete(request, [this](const QString &piece) { streamed.append(piece); }, std::move(stop)));
    }

    std::unique_ptr<ChatModel> model;
    QStringList streamed;

private:
    SystemClock m_clock;
};

} // namespace

class SimulatedModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesAnUnknownTier()
    {
        SystemClock clock;
        ModelConfig config;
        config.name = u"sim-huge"_s;
        config.tier = u"huge"_s;
        const auto made = makeSimulatedModel(simulatedProvider(true, false, 7), config, clock);
        QVERIFY(!made);
        QCOMPARE(made.error().kind, ErrorKind::invalidInput);
    }

    void streamsWhatItAnswers()
    {
        Bench bench(true);
        const Exchange exchange = bench.ask(requestOf(u"The lamp on my desk flickers when it rains."_s));
        QVERIFY(exchange.result);
        QCOMPARE(bench.streamed.join(QString()), exchange.result->text);
        QVERIFY(bench.streamed.size() > 3);
        QCOMPARE(exchange.httpStatus, 200);
        QVERIFY(exchange.timeToFirstToken);
        QVERIFY(exchange.partialText.isEmpty());
        QVERIFY(exchange.requestId.startsWith(u"sim-"_s));
    }

    void withoutStreamingNothingIsToldBeforehand()
    {
        Bench bench(true);
        ChatRequest request = requestOf(u"The lamp on my desk flickers when it rains."_s);
        request.stream = false;
        QVERIFY(bench.ask(request).result);
        QVERIFY(bench.streamed.isEmpty());
    }

    void takesItsTimeWithoutFast()
    {
        Bench bench(false);
        const Exchange exchange = bench.ask(requestOf(u"Yes."_s));
        QVERIFY(exchange.result);
        QVERIFY(*exchange.timeToFirstToken >= simulatedTier(u"small"_s)->leastTimeToFirstToken - 1ms);
        QVERIFY(exchange.duration >= *exchange.timeToFirstToken);
    }

    void failsInWaysWorthARetry()
    {
        Bench bench(true, true);
        QSet<QString> kinds;
        for (int i = 0; i < 1500 && kinds.size() < 2; ++i) {
            const Exchange exchange = bench.ask(requestOf(u"Text number %1 about a lamp."_s.arg(i)));
            if (exchange.result)
                continue;
            kinds.insert(toText(exchange.result.error().kind));
            const bool isLimit = exchange.result.error().kind == ErrorKind::rateLimit;
            QCOMPARE(exchange.httpStatus, isLimit ? 429 : 200);
            QCOMPARE(exchange.result.error().retryAfter.has_value(), isLimit);
            QCOMPARE(exchange.partialText.isEmpty(), isLimit);
        }
        QCOMPARE(kinds, QSet<QString>({toText(ErrorKind::rateLimit), toText(ErrorKind::reset)}));
    }

    void stopEndsTheWait()
    {
        Bench bench(false, false, u"large"_s);
        std::stop_source stop;
        QTimer::singleShot(0, this, [&stop] { stop.request_stop(); });
        const Exchange exchange = bench.ask(requestOf(u"Text."_s), stop.get_token());
        QVERIFY(!exchange.result);
        QCOMPARE(exchange.result.error().kind, ErrorKind::cancelled);
        QVERIFY(!exchange.timeToFirstToken);
        QVERIFY(bench.streamed.isEmpty());
    }

    void stopEndsTheStreamAndKeepsWhatCame()
    {
        Bench bench(false);
        std::stop_source stop;
        QString seen;
        const ChatRequest request = requestOf(u"A long sentence that streams in many bursts so that there is time to stop it in the middle."_s);
        const Exchange exchange = QCoro::waitFor(bench.model->complete(request, [&](const QString &piece) {
            seen += piece;
            stop.request_stop();
        }, stop.get_token()));
        QVERIFY(!exchange.result);
        QCOMPARE(exchange.result.error().kind, ErrorKind::cancelled);
        QCOMPARE(exchange.partialText, seen);
        QVERIFY(seen.size() < request.messages.first().text.size());
    }

    void callOutlivesItsModel()
    {
        Bench bench(false);
        auto task = bench.model->complete(requestOf(u"Yes."_s), {}, {});
        bench.model.reset();
        QVERIFY(QCoro::waitFor(task).result);
    }
};

QTEST_GUILESS_MAIN(SimulatedModelTest)
#include "tst_simulatedmodel.moc"
