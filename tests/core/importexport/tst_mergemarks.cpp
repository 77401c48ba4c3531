// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/mergemarks.h"

#include "tests/support/expectresult.h"

using namespace assay;
using namespace assay::importexport;
using namespace Qt::StringLiterals;

class TestMergeMarks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void marksOfGitAreRefusedWithTheirLine_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *name, const QByteArray &bytes, const QString &line) { QTest::newRow(name) << bytes << line; };
        row("ours", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> topic\n", u"1"_s);
        row("the base", "a\n||||||| 1234567\n", u"2"_s);
        row("theirs, left over", "a\nb\n>>>>>>> topic", u"3"_s);
        row("without a name", "a\n<<<<<<<\n", u"2"_s);
        row("Windows line ends", "a\r\n<<<<<<<\r\n", u"2"_s);
    }

    void marksOfGitAreRefusedWithTheirLine()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, line);
        const auto read = refuseMergeMarks(bytes);
        VERIFY_FAILS(read, "parse");
        QCOMPARE(read.error().contextValue(u"line"), line);
        QVERIFY(read.error().hint.endsWith(u">>>>>>> out."_s));
        QVERIFY(refuseMergeMarks(bytes, u"Or else."_s).error().hint.endsWith(u">>>>>>> out. Or else."_s));
    }

    void whatLooksLikeThemIsText_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        int number = 0;
        for (const QByteArray &bytes : {QByteArray(), QByteArray("\n\n"), QByteArray("Title\n=======\n"), QByteArray(" <<<<<<< HEAD\n"), QByteArray("<<<<<<<< eight\n"),
                 QByteArray("<<<<<<x HEAD\n"), QByteArray("<<<<<< six\n"), QByteArray("<<<<<<<HEAD\n"), QByteArray("| a |\n|||||||||\n"), QByteArray("a >>>>>>> b\n")})
            QTest::addRow("%d: %s", ++number, bytes.simplified().constData()) << bytes;
    }

    void whatLooksLikeThemIsText()
    {
        QFETCH(const QByteArray, bytes);
        VERIFY_OK(refuseMergeMarks(bytes));
        for (const QString &line : QString::fromUtf8(bytes).split(u'\n'))
            QVERIFY(!isMergeMark(line));
    }
};

QTEST_GUILESS_MAIN(TestMergeMarks)
#include "tst_mergemarks.moc"
