// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/jobthread.h"
#include "core/store/statement.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

#include <atomic>

using namespace Qt::StringLiterals;
using namespace assay;

namespace {

store::Job insertJob(int number, std::atomic<int> &settled)
{
    return {
        .work =
            [number](store::Database &database) {
                return store::write(database, u"INSERT INTO prompts (name, created_ms) VALUES (:name, :number)"_s, {{u":name"_s, QString::number(number)}, {u":number"_s, number}})
                    .has_value();
            },
        .settle = [&settled](const std::optional<Error> &error) { settled += error ? 1'000'000 : 1; },
    };
}

} // namespace

class TestJobThread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jobsAreDoneInOrderAndBeforeTheEnd()
    {
        test::TemporaryStore file;
        file.close();
        std::atomic<int> settled = 0;
        {
            auto writer = store::JobThread::startWriter(file.path());
            VERIFY_OK(writer);
            for (int number = 0; number < 1000; ++number)
                (*writer)->post(insertJob(number, settled));
        }
        QCOMPARE(settled.load(), 1000);
        file.reopen();
        const auto order = store::selectAll(file.database(), u"SELECT created_ms FROM prompts ORDER BY id"_s, {}, [](const store::Row &row) { return row.number(0); });
        VERIFY_OK(order);
        QCOMPARE(order->size(), 1000);
        for (int number = 0; number < 1000; ++number)
            QCOMPARE(order->at(number), number);
    }

    void jobsMayComeFromManyThreads()
    {
        test::TemporaryStore file;
        file.close();
        std::atomic<int> settled = 0;
        {
            auto writer = store::JobThread::startWriter(file.path());
            VERIFY_OK(writer);
            std::vector<std::jthread> posters;
            for (int poster = 0; poster < 4; ++poster) {
                posters.emplace_back([&, poster] {
                    for (int number = 0; number < 100; ++number)
                        (*writer)->post(insertJob(poster * 100 + number, settled));
                });
            }
        }
        QCOMPARE(settled.load(), 400);
    }

    void aReaderSeesWhatTheWriterHasSettled()
    {
        test::TemporaryStore file;
        file.close();
        auto writer = store::JobThread::startWriter(file.path());
        VERIFY_OK(writer);
        auto reader = store::JobThread::startReader(file.path());
        VERIFY_OK(reader);
        std::atomic<int> written = 0;
        (*writer)->post(insertJob(1, written));
        QTRY_COMPARE(written.load(), 1);
        std::atomic<int> seen = -1;
        (*reader)->post({.work =
                             [&](store::Database &database) {
                                 seen = store::selectFirst(database, u"SELECT count(*) FROM prompts"_s, {}, [](const store::Row &row) { return row.number(0); })->value_or(-2);
                                 return true;
                             },
            .settle = [](const std::optional<Error> &) {}});
        QTRY_COMPARE(seen.load(), 1);
        reader->reset();
    }

    void aFileThatCannotBeOpenedIsToldAtTheStart()
    {
        QTemporaryDir folder;
        QVERIFY(!store::JobThread::startWriter(folder.filePath(u"missing.assay"_s)));
    }
};

QTEST_GUILESS_MAIN(TestJobThread)
#include "tst_jobthread.moc"
