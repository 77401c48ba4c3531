// SPDX-License-Identifier: GPL-3.0-or-later
// Standard streams that are closed, early or from the start.
#include "tests/support/program.h"

#include <QTest>

using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

/// Of a line for a shell, where $assay is the program.
Ended shell(const Program &assay, const QString &line)
{
    QProcess process;
    process.setWorkingDirectory(assay.path(u"."_s));
    process.setProcessEnvironment(assay.environment());
    process.start(u"bash"_s, {u"-c"_s, u"set -o pipefail; assay='%1'; %2"_s.arg(QStringLiteral(ASSAY_PROGRAM), line)});
    return Program::endOf(process);
}

/// More than a pipe holds.
const QByteArray kItems = [] {
    QByteArray items;
    for (int i = 0; i < 2000; ++i)
        items += R"({"key":"k)" + QByteArray::number(i) + R"(","vars":{"text":")" + QByteArray(100, 'x') + "\"}}\n";
    return items;
}();

} // namespace

class TestOutput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(m_assay.run({u"import"_s, u"w.assay"_s, m_assay.write(u"items.jsonl"_s, kItems)}).code, 0);
        m_assay.write(u"long.txt"_s, QByteArray("x\n").repeated(100'000));
    }

    void aReaderThatHasEnoughIsNoTrouble_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::newRow("one large result") << u"export w.assay --set items"_s;
        QTest::newRow("a result to the end of which nobody listens") << u"snippet w.assay long"_s;
        QTest::newRow("answers to what never ends") << u"x canon"_s;
    }

    void aReaderThatHasEnoughIsNoTrouble()
    {
        QFETCH(const QString, verb);
        QCOMPARE(m_assay.run({u"snippet"_s, u"w.assay"_s, u"long"_s, u"--set"_s, u"long.txt"_s}).code, 0);
        const Ended ended = shell(m_assay, u"yes '{\"document\": 1}' | { $assay %1; echo \"$?\" >&2; } | head -n 1"_s.arg(verb));
        QCOMPARE(ended.err, QByteArray("141\n"));
        QCOMPARE(ended.out.count('\n'), 1);
    }

    void whatAVerbFoundCountsForMore()
    {
        m_assay.write(u"p.yaml"_s, "prompt: p\nmessages: [{role: user, template: 'Summarize this: {{ a }}'}]\n");
        const Ended ended = shell(m_assay, u"{ sleep 0.5; $assay lint p.yaml --fail-on info; echo \"$?\" >&2; } | true"_s);
        QCOMPARE(ended.err, QByteArray("0 errors, 3 warnings, 0 remarks\n"
                                       "Left out without items (--set): unfilled-variable, unused-variable; without models (--model): floating-model; without both: context-exceeded\n"
                                       "1\n"));
    }

    void aStreamOfQuestionsEndsWhenNoAnswerCanBeWritten()
    {
        const Ended ended = shell(m_assay, u"yes '{}' | timeout 60 $assay x canon > /dev/full"_s);
        QVERIFY2(ended.err.contains("standard output could not be written"), ended.err.constData());
    }

    void aTextThatIsNoUtf8IsRefused()
    {
        const QString file = m_assay.write(u"latin.txt"_s, QByteArray("Gr\xFC\xDF"));
        for (const QString &line : {u"$assay snippet w.assay latin --set latin.txt"_s, u"$assay template latin.txt"_s}) {
            const Ended ended = shell(m_assay, line);
            QCOMPARE(ended.code, 2);
            QVERIFY2(ended.err.contains("not UTF-8") && ended.err.contains("latin.txt"), ended.err.constData());
        }
    }

    void aFullDiskIsToldWithWhatTheSystemSaid()
    {
        const Ended ended = shell(m_assay, u"$assay export w.assay --set items > /dev/full"_s);
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains("standard output could not be written: No space left on device"), ended.err.constData());
    }

    void aClosedStreamIsNoFileThatIsOpenedLater()
    {
        const QByteArray before = m_assay.read(u"w.assay"_s);
        const Ended noOutput = shell(m_assay, u"$assay show w.assay >&-"_s);
        QCOMPARE(noOutput.code, 2);
        QVERIFY2(noOutput.err.contains("standard output could not be written: Bad file descriptor"), noOutput.err.constData());
        QCOMPARE(shell(m_assay, u"$assay show w.assay 2>&-"_s).code, 0);
        const Ended noInput = shell(m_assay, u"$assay snippet w.assay s --set - <&-"_s);
        QCOMPARE(noInput.code, 2);
        QVERIFY2(noInput.err.contains("standard input: cannot be read"), noInput.err.constData());
        QCOMPARE(shell(m_assay, u"$assay show w.assay <&- >&- 2>&-"_s).code, 2);
        QCOMPARE(m_assay.read(u"w.assay"_s), before);
    }

private:
    Program m_assay;
};

QTEST_GUILESS_MAIN(TestOutput)
#include "tst_output.moc"
