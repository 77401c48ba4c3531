// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/counter.h"
#include "core/tokens/usage.h"

#include <QTest>

using namespace assay::tokens;
using namespace Qt::StringLiterals;

namespace {

QList<ChatMessage> chat()
{
    return {{Role::system, u"You are brief."_s}, {Role::user, u"hello world"_s}};
}

} // namespace

class TestCounter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void modelsHaveTheirEncodings_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("is");
        const auto row = [](const QString &model, const QString &is) { QTest::newRow(qPrintable(model)) << model << is; };
        row(u"gpt-4o-mini-2024-07-18"_s, u"openai o200k_base"_s);
        row(u"gpt-4-0613"_s, u"openai cl100k_base"_s);
        row(u"gpt-4-1106-preview"_s, u"openai cl100k_base"_s);
        row(u"gpt-35-turbo"_s, u"openai cl100k_base"_s);
        row(u"openai/gpt-4.1"_s, u"openai o200k_base"_s);
        row(u"gpt-5.6-luna"_s, u"openai o200k_base, 32 hidden"_s);
        row(u"openai/gpt-oss-20b:free"_s, u"openai o200k_base, 128 hidden"_s);
        row(u"o3-2025-04-16"_s, u"openai o200k_base, 32 hidden"_s);
        row(u"ft:gpt-4o-2024-08-06:team::id"_s, u"openai o200k_base"_s);
        row(u"text-embedding-3-small"_s, u"openai cl100k_base"_s);
        row(u"gpt-6-sol"_s, u"openai 1 0.25"_s);
        row(u"anthropic/claude-opus-5"_s, u"claude 1.4 0.35"_s);
        row(u"claude-opus-4-7"_s, u"claude 1.4 0.35"_s);
        row(u"anthropic/claude-opus-4.6"_s, u"claude 1.2 0.3"_s);
        row(u"us.anthropic.claude-sonnet-4-5-20250929-v1:0"_s, u"claude 1.2 0.3"_s);
        row(u"models/gemini-2.5-pro"_s, u"gemini 1.05 0.2"_s);
        row(u"text-embedding-004"_s, u"gemini 1.05 0.2"_s);
        row(u"Meta-Llama-3.1-8B"_s, u"llama 1.1 0.2"_s);
        row(u"Qwen/Qwen3.5-397B-A17B"_s, u"qwen 1.1 0.2"_s);
        row(u"deepseek-ai/new-name"_s, u"deepseek 1.1 0.25"_s);
        row(u"magistral-medium-2509"_s, u"mistral 1.1 0.25"_s);
        row(u"my-model"_s, u"unknown 1.1 0.35"_s);
        row(QString(), u"unknown 1.1 0.35"_s);
    }

    void modelsHaveTheirEncodings()
    {
        QFETCH(const QString, model);
        QFETCH(const QString, is);
        const ModelTokenizer tokenizer = tokenizerFor(model);
        const QString how = tokenizer.isExact() ? toText(*tokenizer.encoding) : u"%1 %2"_s.arg(tokenizer.factor).arg(tokenizer.relativeError);
        const QString hidden = tokenizer.hiddenTokens > 0 ? u", %1 hidden"_s.arg(tokenizer.hiddenTokens) : QString();
        QCOMPARE(QString(tokenizer.family + u" "_s + how + hidden), is);
    }

    void aTextOfAKnownEncodingIsExact()
    {
        const TokenCount count = countText("hello world", tokenizerFor(u"gpt-5"));
        QCOMPARE(count, (TokenCount{.tokens = 2}));
        QVERIFY(count.isExact());
        QCOMPARE(count.upperBound(), 2);
    }

    void aChatAddsItsOverhead()
    {
        const TokenCount count = countMessages(chat(), tokenizerFor(u"gpt-4o"));
        QVERIFY(count.isExact());
        QCOMPARE(count.tokens, 3 + (3 + 1 + 4) + (3 + 1 + 2));
        QCOMPARE(count.upperBound(), count.tokens);
    }

    void whatAMakerAddsIsInTheBound()
    {
        const TokenCount count = countMessages(chat(), tokenizerFor(u"o3"));
        QVERIFY(!count.isExact());
        QCOMPARE(count.tokens, 17);
        QCOMPARE(count.upperBound(), 17 + 32);
    }

    void anEstimateHasAFactorAndABound()
    {
        const TokenCount count = countMessages(chat(), tokenizerFor(u"claude-3-5-sonnet"));
        QVERIFY(!count.isExact());
        QCOMPARE(count.tokens, 21); // 17 × 1.2, up
        QCOMPARE(count.upperBound(), 28);
        QCOMPARE_GE(count.upperBound(), estimateInputTokens(chat()));
    }

    void anEstimateIsNeverBoundBelowTheCarefulOne_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("English") << u"The quick brown fox jumps over the lazy dog. "_s.repeated(50);
        QTest::newRow("Chinese") << u"敏捷的棕色狐狸跳过懒狗。"_s.repeated(50);
        QTest::newRow("spaces") << QString(1'000, u' ');
        QTest::newRow("nothing") << QString();
    }

    void anEstimateIsNeverBoundBelowTheCarefulOne()
    {
        QFETCH(const QString, text);
        for (const QString &model : {u"claude-opus-5"_s, u"gemini-3-pro"_s, u"llama-3"_s, u"gpt-6"_s, u"my-model"_s}) {
            const QList<ChatMessage> messages{{Role::user, text}};
            QCOMPARE_GE(countMessages(messages, tokenizerFor(model)).upperBound(), estimateInputTokens(messages));
            QCOMPARE_GE(countText(text.toUtf8(), tokenizerFor(model)).upperBound(), estimateTokens(text));
        }
    }

    // Where nothing merges an encoding has more tokens than a third of its bytes, and the bound follows.
    void theBoundFollowsWhatTheCarefulEstimateMisses()
    {
        const QString text = u"!a?1;B"_s.repeated(100);
        const TokenCount count = countText(text.toUtf8(), tokenizerFor(u"claude-opus-5"));
        QCOMPARE_GT(count.upperBound(), 2 * estimateTokens(text));
    }

    void sumsBoundNoLess()
    {
        TokenCount sum{.tokens = 10};
        sum += TokenCount{.tokens = 5};
        QCOMPARE(sum, (TokenCount{.tokens = 15}));
        const TokenCount estimate{.tokens = 100, .relativeError = 0.2, .careful = 150};
        sum += estimate;
        QCOMPARE(sum.tokens, 115);
        QVERIFY(!sum.isExact());
        QCOMPARE(sum.upperBound(), 15 + 150);
    }
};

QTEST_GUILESS_MAIN(TestCounter)
#include "tst_counter.moc"
