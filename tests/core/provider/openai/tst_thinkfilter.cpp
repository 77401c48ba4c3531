// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/thinkfilter.h"

#include <QTest>

using namespace assay::provider::openai;
using namespace Qt::StringLiterals;

namespace {

QString filtered(const QStringList &pieces)
{
    ThinkFilter filter;
    QString text;
    for (const QString &piece : pieces)
        text += filter.feed(piece);
    return text + filter.finish() + (filter.hasReasoning() ? u" [reasoned]" : u"");
}

} // namespace

class TestThinkFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyReasoningAtTheBeginningIsTakenOut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("none") << u"Yes"_s << u"Yes"_s;
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("at the beginning") << u"<think>hm</think>\n\nYes"_s << u"Yes [reasoned]"_s;
        QTest::newRow("after blanks") << u"\n <think>hm</think>Yes"_s << u"Yes [reasoned]"_s;
        QTest::newRow("empty") << u"<think>\n\n</think>\n\nYes"_s << u"Yes [reasoned]"_s;
        QTest::newRow("never closed") << u"<think>hm </think Yes"_s << u" [reasoned]"_s;
        QTest::newRow("nothing afterwards") << u"<think>hm</think>\n"_s << u" [reasoned]"_s;
        QTest::newRow("further on") << u"Yes <think>hm</think>"_s << u"Yes <think>hm</think>"_s;
        QTest::newRow("twice") << u"<think>a</think>b<think>c</think>"_s << u"b<think>c</think> [reasoned]"_s;
        QTest::newRow("another tag") << u"<thinker>hm</thinker>"_s << u"<thinker>hm</thinker>"_s;
        QTest::newRow("half a tag") << u"<thi"_s << u"<thi"_s;
        QTest::newRow("almost closed before it is") << u"<think></</</think>Yes"_s << u"Yes [reasoned]"_s;
        QTest::newRow("only blanks") << u" \n"_s << u" \n"_s;
        QTest::newRow("blanks of the answer are kept") << u"  Yes  no "_s << u"  Yes  no "_s;
    }

    void onlyReasoningAtTheBeginningIsTakenOut()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, expected);
        QCOMPARE(filtered({text}), expected);
        QCOMPARE(filtered(text.split(QString(), Qt::SkipEmptyParts)), expected);
        for (qsizetype cut = 0; cut <= text.size(); ++cut)
            QCOMPARE(filtered({text.first(cut), text.sliced(cut)}), expected);
    }
};

QTEST_GUILESS_MAIN(TestThinkFilter)
#include "tst_thinkfilter.moc"
