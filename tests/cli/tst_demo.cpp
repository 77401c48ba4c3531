// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QDirIterator>
#include <QTest>

using namespace assay::test;
using namespace Qt::StringLiterals;

class TestDemo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDemoEndsWithAVerdictAndAReport()
    {
        const Program assay;
        const Ended ended = assay.run({u"demo"_s, u"--fast"_s, u"--file"_s, u"demo.assay"_s});
        QCOMPARE(ended.code, 0);
        for (const char *model : {"sim-small", "sim-medium", "sim-large"})
            QVERIFY2(ended.out.contains(QByteArray("triage@2 is better than triage@1 on ").append(model)), ended.out.constData());
        QVERIFY(ended.out.contains("Report:    "));
        QVERIFY(ended.out.contains("simulated"));
        const QByteArray html = assay.read(u"demo-report.html"_s);
        QVERIFY(html.contains("triage@2 is better than triage@1"));
        QVERIFY(html.contains("simulated"));
        const Ended shown = assay.run({u"show"_s, u"demo.assay"_s});
        QVERIFY2(shown.out.contains("1200 of 1200 cells"), shown.out.constData());
        QVERIFY(shown.out.contains("triage@3"));
    }

    void theSameSeedGivesTheSameVerdicts()
    {
        const Program assay;
        const QStringList arguments{u"demo"_s, u"--fast"_s, u"--set"_s, u"locale-formats"_s};
        const Ended first = assay.run(arguments + QStringList{u"--file"_s, u"1.assay"_s});
        const Ended second = assay.run(arguments + QStringList{u"--file"_s, u"2.assay"_s});
        QCOMPARE(first.code, 0);
        QCOMPARE(second.code, 0);
        QVERIFY(assay.run({u"compare"_s, u"1.assay"_s, u"--items"_s}).out.contains("locale@2 is better than locale@1"));
        QCOMPARE(assay.run({u"export"_s, u"1.assay"_s, u"--set"_s, u"locale-formats"_s}).out, assay.run({u"export"_s, u"2.assay"_s, u"--set"_s, u"locale-formats"_s}).out);
        const auto verdict = [](const QByteArray &out) { return out.sliced(out.indexOf("locale@2 is better"), 90); };
        QCOMPARE(verdict(first.out), verdict(second.out));
    }

    void withoutAFileEveryDemoGetsAWorkspaceOfItsOwn()
    {
        const Program assay;
        for (int i = 0; i < 2; ++i)
            QCOMPARE(assay.run({u"demo"_s, u"--fast"_s, u"--quiet"_s, u"--set"_s, u"locale-formats"_s}).code, 0);
        QStringList workspaces;
        for (QDirIterator files(assay.path(u"."_s), {u"*.assay"_s}, QDir::Files, QDirIterator::Subdirectories); files.hasNext();)
            workspaces.append(files.nextFileInfo().fileName());
        workspaces.sort();
        QCOMPARE(workspaces, QStringList({u"demo-2.assay"_s, u"demo.assay"_s}));
    }
};

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
