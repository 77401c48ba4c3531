// SPDX-License-Identifier: GPL-3.0-or-later
// Linked without the program's resources.
#include "core/tokens/counter.h"
#include "core/tokens/usage.h"

#include <QTest>

using namespace assay;
using namespace assay::tokens;
using namespace Qt::StringLiterals;

class TestWithoutRanks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsMissingIsSaid()
    {
        const auto encoding = Encoding::get(EncodingName::cl100kBase);
        QVERIFY(!encoding);
        QCOMPARE(encoding.error().kind, ErrorKind::internal);
        QVERIFY2(encoding.error().message.contains(u"cl100k_base"_s), qPrintable(encoding.error().message));
    }

    void countsAreCarefulEstimates()
    {
        const QList<ChatMessage> messages{{Role::user, u"hello world"_s}};
        const TokenCount count = countMessages(messages, tokenizerFor(u"gpt-4o"));
        QVERIFY(!count.isExact());
        QCOMPARE(count.tokens, estimateInputTokens(messages) * 2 / 3);
        QCOMPARE(count.upperBound(), estimateInputTokens(messages));
        QCOMPARE(countText("hello world", tokenizerFor(u"gpt-4o")).upperBound(), estimateTokens(u"hello world"));
    }
};

QTEST_GUILESS_MAIN(TestWithoutRanks)
#include "tst_withoutranks.moc"
