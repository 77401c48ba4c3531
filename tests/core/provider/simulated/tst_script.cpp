// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/script.h"
#include "core/provider/simulated/solver.h"

#include <QTest>

#include <numeric>

using namespace assay;
using namespace assay::provider;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ChatRequest requestOf(const QString &input, qint64 drawSeed = 0)
{
    ChatRequest request;
    request.model = u"sim-medium"_s;
    request.messages = {{.role = tokens::Role::system, .text = u"Shorten the text."_s}, {.role = tokens::Role::user, .text = input}};
    request.temperature = 0;
    request.drawSeed = drawSeed;
    return request;
}

const QString kSentence = u"A sentence of some length that is given back as it came, with every one of its many words in its own place."_s;

Tier tier(const QString &name = u"medium"_s)
{
    return *simulatedTier(name);
}

constexpr SimulationOptions kPaced{.fast = false, .faults = false, .seed = 7};
constexpr SimulationOptions kFast{.fast = true, .faults = false, .seed = 7};
constexpr SimulationOptions kFaulty{.fast = true, .faults = true, .seed = 7};

QString streamed(const Script &script)
{
    QString text;
    for (const Burst &burst : script.bursts)
        text += burst.text;
    return text;
}

Milliseconds rests(const Script &script)
{
    return std::accumulate(script.bursts.begin(), script.bursts.end(), Milliseconds(0), [](Milliseconds sum, const Burst &burst) { return sum + burst.restAfter; });
}

} // namespace

class ScriptTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameSeedWritesTheSame()
    {
        const Script script = writeScript(tier(), kPaced, requestOf(kSentence));
        (void)writeScript(tier(), kPaced, requestOf(u"Something else."_s)); // the order of calls does not matter
        QVERIFY(writeScript(tier(), kPaced, requestOf(kSentence)) == script);
    }

    void otherSeedWritesAnotherPace()
    {
        SimulationOptions other = kPaced;
        other.seed = 8;
        QVERIFY(writeScript(tier(), other, requestOf(kSentence)).requestId != writeScript(tier(), kPaced, requestOf(kSentence)).requestId);
    }

    void fastWaitsNowhere()
    {
        const Script script = writeScript(tier(), kFast, requestOf(kSentence));
        QCOMPARE(script.beforeAnswer, 0ms);
        QCOMPARE(rests(script), 0ms);
        QVERIFY(script.bursts.size() > 1);
    }

    void streamsAtThePaceOfItsTier_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"small", "medium", "large"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void streamsAtThePaceOfItsTier()
    {
        QFETCH(QString, name);
        const Tier paced = tier(name);
        const Script script = writeScript(paced, kPaced, requestOf(kSentence));
        QVERIFY(script.beforeAnswer >= paced.leastTimeToFirstToken);
        QVERIFY(script.beforeAnswer <= paced.mostTimeToFirstToken);
        QVERIFY(script.bursts.size() > 3);
        // Short words cost a whole token each, so that a stream is slower than its bytes suggest; milliseconds are cut.
        const double ideal = 1000.0 * static_cast<double>(script.completion.usage->output) / paced.tokensPerSecond;
        QVERIFY(static_cast<double>(rests(script).count()) >= ideal * 0.8);
        QVERIFY(static_cast<double>(rests(script).count()) <= ideal * 2.5);
    }

    void burstsAddUpToTheAnswer()
    {
        for (const SimulationOptions &options : {kPaced, kFast}) {
            const Script script = writeScript(tier(), options, requestOf(kSentence));
            QCOMPARE(streamed(script), kSentence);
            QCOMPARE(script.completion.text, kSentence);
            QCOMPARE(script.completion.finish, FinishReason::completed);
        }
    }

    void faultsComeAtTheirShare()
    {
        constexpr int kCalls = 4000;
        int limits = 0;
        int resets = 0;
        for (int i = 0; i < kCalls; ++i) {
            const Fault fault = writeScript(tier(), kFaulty, requestOf(u"Text %1"_s.arg(i))).fault;
            limits += fault == Fault::rateLimit ? 1 : 0;
            resets += fault == Fault::reset ? 1 : 0;
        }
        QVERIFY2(limits >= 25 && limits <= 75, qPrintable(QString::number(limits))); // 1.2 %
        QVERIFY2(resets >= 15 && resets <= 55, qPrintable(QString::number(resets))); // 0.8 %
    }

    void retryDrawsAgain()
    {
        QList<QString> failed;
        for (int i = 0; i < 1000; ++i) {
            const QString text = u"Text %1"_s.arg(i);
            if (writeScript(tier(), kFaulty, requestOf(text)).fault != Fault::none)
                failed.append(text);
        }
        QVERIFY(!failed.isEmpty());
        int again = 0;
        for (const QString &text : failed)
            again += writeScript(tier(), kFaulty, requestOf(text, 1)).fault != Fault::none ? 1 : 0;
        QVERIFY(again * 2 < failed.size());
    }

    void resetStreamsHalfOfTheAnswer()
    {
        for (int i = 0; i < 4000; ++i) {
            const ChatRequest request = requestOf(u"Number %1: "_s.arg(i) + kSentence);
            const Script script = writeScript(tier(), kFaulty, request);
            if (script.fault != Fault::reset)
                continue;
            const QString whole = writeScript(tier(), kFast, request).completion.text;
            QVERIFY(whole.startsWith(streamed(script)));
            QVERIFY(streamed(script).size() < whole.size());
            QVERIFY(!streamed(script).isEmpty());
            return;
        }
        QFAIL("no reset in 4000 calls");
    }

    void lengthCapCutsBetweenCharacters()
    {
        ChatRequest request = requestOf(u"荷物がまだ届いていません、確認をお願いします"_s);
        request.maxOutputTokens = 4;
        const Completion completion = writeScript(tier(), kFast, request).completion;
        QCOMPARE(completion.finish, FinishReason::length);
        QCOMPARE(completion.finishRaw, u"length"_s);
        QCOMPARE(completion.text, u"荷物がまだ"_s);
        QVERIFY(completion.usage->output <= 4);
    }

    void stopTextEndsTheAnswer()
    {
        ChatRequest request = requestOf(u"One two three four."_s);
        request.stop = {u" three"_s};
        const Completion completion = writeScript(tier(), kFast, request).completion;
        QCOMPARE(completion.finish, FinishReason::stopSequence);
        QCOMPARE(completion.text, u"One two"_s);
    }

    void usageCountsEveryMessage()
    {
        const tokens::Usage usage = *writeScript(tier(), kFast, requestOf(u"Hello there."_s)).completion.usage;
        QCOMPARE(usage.input, (17 + 3) / 4 + 4 + (12 + 3) / 4 + 4); // four bytes a token, four tokens a message
        QCOMPARE(usage.output, 3);
        QCOMPARE(usage.inputCached, 0);
    }

    void longSharedStartIsCached()
    {
        ChatRequest request = requestOf(u"Hello there."_s);
        request.messages.first().text = QString(4 * 1100, u'x');
        const Completion completion = writeScript(tier(), kFast, request).completion;
        QCOMPARE(completion.usage->inputCached, 1024);
        QVERIFY(completion.usage->input > completion.usage->inputCached);
        QVERIFY(completion.rawUsage.contains("\"cached_tokens\":1024"));
    }

    void fenceAroundTheTextChangesNoLuck()
    {
        const Conversation bare = readConversationOf(u"I was charged <b>twice</b>."_s);
        const Conversation fenced = readConversationOf(u"<message>\nI was charged <b>twice</b>.\n</message>"_s);
        QCOMPARE(bare.data, fenced.data);
    }

    void hostileInputIsAnswered_data()
    {
        QTest::addColumn<QString>("input");
        constexpr int kMany = 20000;
        QTest::newRow("nothing") << QString();
        QTest::newRow("blanks") << QString(kMany, u' ');
        QTest::newRow("figures") << QString(kMany, u'1');
        QTest::newRow("groups of figures") << u"1,234 "_s.repeated(kMany / 6);
        QTest::newRow("open tags") << u"<a>\n"_s.repeated(kMany / 4);
        QTest::newRow("one long word") << QString(kMany, u'x');
        QTest::newRow("half a character") << QString(QChar(0xd800)) + u" text"_s;
    }

    void hostileInputIsAnswered()
    {
        QFETCH(QString, input);
        for (const QString &task : {u"Give the value of the field in US format."_s, u"Answer with JSON: category, urgency, summary."_s, u"Shorten."_s}) {
            ChatRequest request = requestOf(u"Field: price\nText: "_s + input);
            request.messages.first().text = task;
            request.maxOutputTokens = 200;
            const Script script = writeScript(tier(), kFast, request);
            QVERIFY(script.completion.usage->output <= 200);
            QCOMPARE(streamed(script), script.completion.text);
        }
    }

private:
    static Conversation readConversationOf(const QString &input) { return readConversation({{.role = tokens::Role::user, .text = input}}); }
};

QTEST_GUILESS_MAIN(ScriptTest)
#include "tst_script.moc"
