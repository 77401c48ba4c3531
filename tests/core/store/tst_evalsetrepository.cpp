// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/evalsetrepository.h"
#include "core/store/runrepository.h"
#include "core/store/statement.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

using namespace Qt::StringLiterals;
using namespace assay;
using test::sampleSet;
using test::sampleTime;

namespace {

qint64 count(store::Database &database, const QString &table)
{
    return store::selectFirst(database, u"SELECT count(*) FROM "_s + table, {}, [](const store::Row &row) { return row.integer(0); })->value_or(-1);
}

} // namespace

class TestEvalSetRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSetComesBackAsItWasSaved()
    {
        test::TemporaryStore file;
        const auto saved = store::EvalSetRepository(file.database()).save(sampleSet(4), sampleTime());
        VERIFY_OK(saved);
        QCOMPARE(saved->revision, 1);
        QVERIFY(saved->id.isValid() && saved->revisionId.isValid() && saved->items.at(3).id.isValid());
        evalset::EvalSet withoutIds = *saved;
        withoutIds.id = {};
        withoutIds.revisionId = {};
        withoutIds.revision = 0;
        for (evalset::Item &item : withoutIds.items)
            item.id = {};
        QVERIFY(withoutIds == sampleSet(4));

        file.reopen();
        const auto loaded = store::EvalSetRepository(file.database()).load(u"tickets"_s);
        VERIFY_OK(loaded);
        QVERIFY(*loaded == *saved);
    }

    void revisionsShareTheItemsThatDidNotChange()
    {
        test::TemporaryStore file;
        store::EvalSetRepository sets(file.database());
        const auto first = sets.save(sampleSet(5), sampleTime());
        VERIFY_OK(first);
        evalset::EvalSet changed = *first;
        changed.title = u"New title"_s;
        changed.items[2].weight = 9;
        changed.items.removeFirst();
        const auto second = sets.save(changed, sampleTime(1));
        VERIFY_OK(second);
        QCOMPARE(second->revision, 2);
        QCOMPARE(second->id, first->id);
        QCOMPARE(second->items.at(0).id, first->items.at(1).id);
        QVERIFY(second->items.at(1).id != first->items.at(2).id);
        QCOMPARE(count(file.database(), u"items"_s), 6);
        QCOMPARE(count(file.database(), u"revision_items"_s), 9);
        QVERIFY(*sets.load(u"tickets"_s, 1) == *first);
        QVERIFY(*sets.load(u"tickets"_s) == *second);
    }

    void theListShowsTheNewestRevisionAndItsRuns()
    {
        test::TemporaryStore file;
        const auto plan = test::storeSamplePlan(file.database());
        VERIFY_OK(plan);
        store::RunRepository runs(file.database());
        VERIFY_OK(runs.create(*plan));
        VERIFY_OK(runs.create(*plan));
        store::EvalSetRepository sets(file.database());
        VERIFY_OK(sets.save(sampleSet(2), sampleTime()));
        evalset::EvalSet other = sampleSet(1);
        other.name = u"another"_s;
        VERIFY_OK(sets.save(other, sampleTime()));
        const auto list = sets.list();
        VERIFY_OK(list);
        QCOMPARE(list->size(), 2);
        QCOMPARE(list->at(0).name, u"another"_s);
        QCOMPARE(list->at(0).runCount, 0);
        QCOMPARE(list->at(1).title, u"Support tickets"_s);
        QCOMPARE(list->at(1).revision, 2);
        QCOMPARE(list->at(1).itemCount, 2);
        QCOMPARE(list->at(1).runCount, 2);
    }

    void aBadSetIsRefusedWhole()
    {
        test::TemporaryStore file;
        store::EvalSetRepository sets(file.database());
        evalset::EvalSet twice = sampleSet(3);
        twice.items[2].key = twice.items.at(0).key;
        VERIFY_FAILS(sets.save(twice, sampleTime()), "conflict");
        evalset::EvalSet nameless = sampleSet(1);
        nameless.name.clear();
        VERIFY_FAILS(sets.save(nameless, sampleTime()), "invalid-input");
        QCOMPARE(sets.list()->size(), 0);
        QCOMPARE(count(file.database(), u"items"_s), 0);
    }

    void whatIsMissingIsNamedWithWhatThereIs()
    {
        test::TemporaryStore file;
        store::EvalSetRepository sets(file.database());
        VERIFY_OK(sets.save(sampleSet(1), sampleTime()));
        const auto noSet = sets.load(u"ticket"_s);
        VERIFY_FAILS(noSet, "not-found");
        QVERIFY(noSet.error().describe().contains(u"tickets"));
        const auto noRevision = sets.load(u"tickets"_s, 7);
        VERIFY_FAILS(noRevision, "not-found");
        QVERIFY2(noRevision.error().describe().contains(u"revision 7"), qPrintable(noRevision.error().describe()));
        VERIFY_FAILS(sets.load(u"ticket"_s, 1), "not-found");
    }
};

QTEST_GUILESS_MAIN(TestEvalSetRepository)
#include "tst_evalsetrepository.moc"
