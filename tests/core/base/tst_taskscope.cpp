// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/taskscope.h"

#include <QTest>

using namespace assay;
using namespace std::chrono_literals;

namespace {

QCoro::Task<void> sleepAndCount(std::chrono::milliseconds duration, std::stop_token stop, int *completed, int *stopped)
{
    ++*((co_await sleepFor(duration, stop)) ? completed : stopped);
}

QCoro::Task<void> joinAndTell(TaskScope *scope, bool *joined)
{
    co_await scope->join();
    *joined = true;
}

} // namespace

class TestTaskScope : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void joinWaitsForAllTasks()
    {
        TaskScope scope;
        int completed = 0;
        int stopped = 0;
        bool joined = false;
        for (const auto duration : {1ms, 5ms, 20ms})
            scope.add(sleepAndCount(duration, scope.stopToken(), &completed, &stopped));
        QCOMPARE(scope.running(), 3);
        joinAndTell(&scope, &joined);
        QVERIFY(!joined);
        QTRY_VERIFY(joined);
        QCOMPARE(completed, 3);
        QCOMPARE(scope.running(), 0);
    }

    void stopWakesSleepersFromTheEventLoop()
    {
        TaskScope scope;
        int completed = 0;
        int stopped = 0;
        bool joined = false;
        scope.add(sleepAndCount(1h, scope.stopToken(), &completed, &stopped));
        joinAndTell(&scope, &joined);
        scope.requestStop();
        QCOMPARE(stopped, 0);
        QTRY_VERIFY(joined);
        QCOMPARE(stopped, 1);
        QCOMPARE(completed, 0);
    }

    void joinOfAnEmptyScopeIsImmediate()
    {
        TaskScope scope;
        bool joined = false;
        joinAndTell(&scope, &joined);
        QVERIFY(joined);
    }

    void sleepersSurviveTheirScope()
    {
        int completed = 0;
        int stopped = 0;
        {
            TaskScope scope;
            scope.add(sleepAndCount(1h, scope.stopToken(), &completed, &stopped));
        }
        QTRY_COMPARE(stopped, 1);
    }
};

QTEST_GUILESS_MAIN(TestTaskScope)
#include "tst_taskscope.moc"
