// SPDX-License-Identifier: GPL-3.0-or-later
// Keys may be in memory: nothing of it may reach a disk by a crash.
#include "app/processprotection.h"
#include "tests/support/program.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <sys/prctl.h>
#include <sys/resource.h>

using namespace assay::test;
using namespace Qt::StringLiterals;

class TestProtection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theProgramHasNoRoomForACoreDump()
    {
        const Program assay;
        const auto process = assay.start({u"x"_s, u"stats"_s});
        // Once it answers it is past its start.
        process->write("{\"method\":\"quantile_type7\",\"input\":{\"values\":[1,2],\"p\":0.5}}\n");
        QVERIFY(process->waitForReadyRead(60'000));
        QFile limits(u"/proc/%1/limits"_s.arg(process->processId()));
        QVERIFY(limits.open(QIODevice::ReadOnly));
        static const QRegularExpression none(u"Max core file size\\s+0\\s+0\\s"_s);
        QVERIFY(QString::fromLatin1(limits.readAll()).contains(none));
        process->closeWriteChannel();
        QCOMPARE(Program::endOf(*process).code, 0);
    }

    void noHandlerOfCoreDumpsGetsOne()
    {
        prctl(PR_SET_DUMPABLE, 1);
        assay::app::protectProcess();
        QCOMPARE(prctl(PR_GET_DUMPABLE), 0);
        rlimit limit{1, 1};
        QCOMPARE(getrlimit(RLIMIT_CORE, &limit), 0);
        QCOMPARE(limit.rlim_cur, rlim_t(0));
        QCOMPARE(limit.rlim_max, rlim_t(0));
    }
};

QTEST_GUILESS_MAIN(TestProtection)
#include "tst_protection.moc"
