// SPDX-License-Identifier: GPL-3.0-or-later
// A full disk is played by max_page_count, which fails a statement with the same code (SQLITE_FULL); a real file limit is in tests/core/workspace.
#include "core/store/groupcommit.h"
#include "core/store/statement.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

using namespace Qt::StringLiterals;
using namespace assay;

namespace {

struct Settled {
    int times = 0;
    std::optional<Error> error;
};

store::Job insertJob(const QString &name, Settled &settled, bool isKept = true)
{
    return {
        .work =
            [name, isKept](store::Database &database) {
                const auto written = store::write(database, u"INSERT INTO prompts (name, created_ms) VALUES (:name, 0)"_s, {{u":name"_s, name}});
                return written && isKept;
            },
        .settle =
            [&settled](const std::optional<Error> &error) {
                ++settled.times;
                settled.error = error;
            },
    };
}

QStringList names(store::Database &database)
{
    return *store::selectAll(database, u"SELECT name FROM prompts ORDER BY id"_s, {}, [](const store::Row &row) { return row.text(0).left(1); });
}

} // namespace

class TestGroupCommit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFailingJobIsRolledBackAlone()
    {
        test::TemporaryStore file;
        std::array<Settled, 3> settled;
        std::array jobs{insertJob(u"a"_s, settled[0]), insertJob(u"b"_s, settled[1], false), insertJob(u"c"_s, settled[2])};
        store::commitTogether(file.database(), jobs);
        QCOMPARE(names(file.database()), (QStringList{u"a"_s, u"c"_s}));
        for (const Settled &one : settled) {
            QCOMPARE(one.times, 1);
            QVERIFY(!one.error);
        }
        QVERIFY(!file.database().inTransaction());
    }

    void nothingIsSettledBeforeTheCommit()
    {
        test::TemporaryStore file;
        auto reader = store::Database::open(file.path(), store::Database::Access::readOnly);
        VERIFY_OK(reader);
        Settled settled;
        qsizetype seen = -1;
        std::array jobs{insertJob(u"a"_s, settled)};
        jobs[0].settle = [&](const std::optional<Error> &) { seen = names(**reader).size(); };
        store::commitTogether(file.database(), jobs);
        QCOMPARE(seen, 1);
    }

    void aFullDiskFailsTheGroupAndTheStoreGoesOn()
    {
        test::TemporaryStore file;
        VERIFY_OK(file.database().execute(u"CREATE TABLE filling (bytes BLOB)"_s));
        const auto pages = store::selectFirst(file.database(), u"PRAGMA page_count"_s, {}, [](const store::Row &row) { return row.number(0); });
        VERIFY_OK(pages);
        VERIFY_OK(file.database().execute(u"PRAGMA max_page_count=%1"_s.arg(pages->value() + 8)));
        std::array<Settled, 3> settled;
        std::array jobs{insertJob(u"a"_s, settled[0]), insertJob(u"b"_s, settled[1]), insertJob(u"c"_s, settled[2])};
        jobs[1].work = [](store::Database &database) { return database.execute(u"INSERT INTO filling VALUES (zeroblob(200000))"_s).has_value(); };
        store::commitTogether(file.database(), jobs);
        for (const Settled &one : settled)
            QCOMPARE(one.times, 1);
        QVERIFY(!file.database().inTransaction());
        QCOMPARE(file.database().lastError()->kind, ErrorKind::diskFull);
        // What was settled without an error is there, and nothing else.
        QStringList expected;
        if (!settled[0].error)
            expected.append(u"a"_s);
        if (!settled[2].error)
            expected.append(u"c"_s);
        QCOMPARE(names(file.database()), expected);
        QVERIFY(expected.contains(u"c"_s));

        VERIFY_OK(file.database().execute(u"PRAGMA max_page_count=1000000"_s));
        Settled after;
        std::array more{insertJob(u"d"_s, after)};
        store::commitTogether(file.database(), more);
        QVERIFY(!after.error);
        QVERIFY(names(file.database()).contains(u"d"_s));
    }

    void aTransactionThatCannotBeginSettlesEveryJob()
    {
        test::TemporaryStore file;
        auto reader = store::Database::open(file.path(), store::Database::Access::readOnly);
        VERIFY_OK(reader);
        std::array<Settled, 2> settled;
        std::array jobs{insertJob(u"a"_s, settled[0]), insertJob(u"b"_s, settled[1])};
        VERIFY_OK(file.database().execute(u"BEGIN"_s));
        store::commitTogether(file.database(), jobs);
        for (const Settled &one : settled) {
            QCOMPARE(one.times, 1);
            QVERIFY(one.error);
        }
    }

    void aReadSeesOneStateOfTheWorkspace()
    {
        test::TemporaryStore file;
        auto reader = store::Database::open(file.path(), store::Database::Access::readOnly);
        VERIFY_OK(reader);
        QList<qsizetype> seen;
        std::array<store::Job, 2> jobs;
        for (store::Job &job : jobs) {
            job.work = [&](store::Database &database) {
                seen.append(names(database).size());
                const bool isWritten = file.database().execute(u"INSERT INTO prompts (name, created_ms) VALUES (hex(randomblob(4)), 0)"_s).has_value();
                seen.append(names(database).size());
                return isWritten;
            };
            job.settle = [](const std::optional<Error> &) {};
        }
        store::readEach(**reader, jobs);
        QCOMPARE(seen, (QList<qsizetype>{0, 0, 1, 1}));
    }
};

QTEST_GUILESS_MAIN(TestGroupCommit)
#include "tst_groupcommit.moc"
