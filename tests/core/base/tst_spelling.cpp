// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/spelling.h"

#include <QTest>

using namespace assay;
using namespace Qt::StringLiterals;

class TestSpelling : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNameIsTheSameHoweverItsWordsAreJoined()
    {
        for (const QString &name : {u"maxOutputTokens"_s, u"max-output-tokens"_s, u"max_output_tokens"_s, u"MAX_OUTPUT_TOKENS"_s})
            QVERIFY2(isSameName(name, u"maxOutputTokens"), qPrintable(name));
        QVERIFY(isSameName(u"template.trimBlocks", u"template.trim-blocks"));
        QVERIFY(!isSameName(u"maxOutputToken", u"maxOutputTokens"));
        QVERIFY(!isSameName(u"template.trimBlocks", u"templatetrimBlocks"));
    }

    void aFlagHasThreePairsOfWords()
    {
        for (const QString &on : {u"on"_s, u"true"_s, u"yes"_s, u"ON"_s, u"True"_s})
            QCOMPARE(flagFromText(on), std::optional(true));
        for (const QString &off : {u"off"_s, u"false"_s, u"no"_s, u"Off"_s})
            QCOMPARE(flagFromText(off), std::optional(false));
        for (const QString &none : {u""_s, u"1"_s, u"of"_s, u"on "_s, u"none"_s})
            QCOMPARE(flagFromText(none), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(TestSpelling)
#include "tst_spelling.moc"
