// SPDX-License-Identifier: GPL-3.0-or-later
// The month's ledger as a program uses it: a ledger that fails, runs that died, and the cap of the settings.
#include "core/run/plan.h"
#include "core/store/monthledgerfile.h"
#include "core/store/runrepository.h"
#include "core/workspace/monthbook.h"
#include "core/workspace/workspace.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

#include <QFile>
#include <QTemporaryDir>

#include <sys/resource.h>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace assay;
using workspace::MonthBook;
using workspace::Workspace;

namespace {

Money usd(qint64 micro)
{
    return Money::fromMicroUsd(micro);
}

void limitFileSize(rlim_t bytes)
{
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes == 0 ? limit.rlim_max : bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
}

} // namespace

class TestMonthBook : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGXFSZ, SIG_IGN); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = settings::Settings(m_folder->filePath(u"settings.json"_s));
        auto opened = Workspace::create(m_folder->filePath(u"w.assay"_s));
        VERIFY_OK(opened);
        m_workspace = *std::move(opened);
        const auto plan = m_workspace
                              ->write([](store::Database &database) {
                                  return test::storeSamplePlan(database, 20).and_then([&](run::RunPlan sample) {
                                      for (run::PlannedModel &model : sample.models)
                                          model.provider.kind = u"openai-compatible"_s;
                                      return store::RunRepository(database).create(sample);
                                  });
                              })
                              .result();
        VERIFY_OK(plan);
        m_plan = *plan;
    }

    void cleanup()
    {
        limitFileSize(0);
        m_workspace.reset();
    }

    void theCapOfTheSettingsHolds()
    {
        MonthBook book = made();
        VERIFY_OK(m_settings.setMonthCap(usd(100)));
        const auto cap = book.capFor(*m_workspace, m_plan);
        QVERIFY(cap);
        const auto granted = cap->ask(wanting(usd(80))).takeResult();
        VERIFY_OK(granted);
        QCOMPARE(granted->granted, usd(80));
        QCOMPARE(cap->ask(wanting(usd(21))).takeResult()->granted, Money());
        VERIFY_OK(m_settings.setMonthCap(usd(101)));
        QCOMPARE(cap->ask(wanting(usd(21))).takeResult()->granted, usd(21));
    }

    void whatIsSimulatedNeedsNoLedger()
    {
        MonthBook book = made();
        for (run::PlannedModel &model : m_plan.models)
            model.provider.kind = u"simulated"_s;
        QVERIFY(!book.capFor(*m_workspace, m_plan));
        VERIFY_OK(book.summary().takeResult());
        QVERIFY(!QFile::exists(store::monthLedgerPath(ledger())));
    }

    void aModelWithoutAPriceIsRefusedBeforehand()
    {
        const MonthBook book = made();
        m_plan.models[0].price.reset();
        VERIFY_OK(book.check(m_plan));
        VERIFY_OK(m_settings.setMonthCap(usd(100)));
        const auto refused = book.check(m_plan);
        VERIFY_FAILS(refused, "invalid-input");
        QVERIFY(refused.error().message.contains(m_plan.models.first().model.name));
        for (run::PlannedModel &model : m_plan.models)
            model.provider.kind = u"simulated"_s;
        VERIFY_OK(book.check(m_plan));
    }

    void aRunThatDiedIsSettledByItsJournal()
    {
        // Three attempts: answered, broken off, and one whose end nobody saw.
        run::Attempt answered = test::answeredAttempt(0);
        answered.reserved = usd(50);
        answered.cost = usd(7);
        run::Attempt broken = answered;
        broken.cell = 1;
        broken.state = run::Attempt::State::failed;
        broken.errorKind = ErrorKind::reset;
        broken.cost = usd(3);
        {
            MonthBook book = made();
            const auto granted = book.capFor(*m_workspace, m_plan)->ask(wanting(usd(400))).takeResult();
            VERIFY_OK(granted);
            for (int cell = 0; cell < 3; ++cell) {
                run::Attempt sent = test::sentAttempt(cell);
                sent.reserved = usd(50);
                VERIFY_OK(m_workspace->journal().attemptStarted(m_plan.id, sent).takeResult());
            }
            VERIFY_OK(m_workspace->journal().attemptAnswered(m_plan.id, answered, test::sampleResponse(0)).takeResult());
            VERIFY_OK(m_workspace->journal().attemptFailed(m_plan.id, broken).takeResult());
        } // the book goes without a word, as in a crash
        MonthBook book = made();
        QCOMPARE(book.summary().takeResult()->heldByDead, usd(400));
        VERIFY_OK(book.settle(*m_workspace).takeResult());
        const auto month = book.summary().takeResult();
        VERIFY_OK(month);
        QCOMPARE(month->held, Money());
        QCOMPARE(month->spent, usd(7 + 50 + 50));

        const auto bills = m_workspace->read([this](store::Database &database) { return store::RunRepository(database).unknownBills(m_plan.id); }).takeResult();
        VERIFY_OK(bills);
        QCOMPARE(bills->calls, 2);
        QCOMPARE(bills->worstCase, usd(100));
    }

    void whatWasSpentBeforeThereWasALedgerDoesNotCount()
    {
        run::Attempt sent = test::sentAttempt(0);
        sent.reserved = usd(50);
        VERIFY_OK(m_workspace->journal().attemptStarted(m_plan.id, sent).takeResult());
        {
            MonthBook book = made();
            VERIFY_OK(book.capFor(*m_workspace, m_plan)->ask(wanting(usd(400))).takeResult());
            sent.cell = 1;
            VERIFY_OK(m_workspace->journal().attemptStarted(m_plan.id, sent).takeResult());
        }
        MonthBook book = made();
        VERIFY_OK(book.settle(*m_workspace).takeResult());
        QCOMPARE(book.summary().takeResult()->spent, usd(50));
    }

    void aLedgerThatFailsStopsPaidCallsUnderACapAlone_data()
    {
        QTest::addColumn<QString>("damage");
        QTest::addColumn<QString>("kind");
        QTest::newRow("damaged") << u"damaged"_s << u"damaged"_s;
        QTest::newRow("in a folder that cannot be made") << u"folder"_s << u"read-only"_s;
        QTest::newRow("on a full disk") << u"full"_s << u"disk-full"_s;
    }

    void aLedgerThatFailsStopsPaidCallsUnderACapAlone()
    {
        QFETCH(const QString, damage);
        QFETCH(const QString, kind);
        QFile file(damage == u"folder" ? ledger() : store::monthLedgerPath(ledger()));
        if (damage != u"folder")
            QVERIFY(QDir().mkpath(ledger()));
        if (damage != u"full") {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("no ledger at all, but long enough to be looked at");
            file.close();
        }
        MonthBook book = made();
        const auto cap = book.capFor(*m_workspace, m_plan);
        if (damage == u"full")
            limitFileSize(2'000);
        const auto free = cap->ask(wanting(usd(80))).takeResult();
        VERIFY_OK(free);
        QVERIFY(free->isUnmetered);
        QVERIFY2(free->notice.contains(u"not in the month's ledger"_s), qPrintable(free->notice));

        limitFileSize(0);
        VERIFY_OK(m_settings.setMonthCap(usd(100)));
        if (damage == u"full")
            limitFileSize(2'000);
        const auto capped = cap->ask(wanting(usd(80))).takeResult();
        limitFileSize(0);
        VERIFY_FAILS(capped, kind.toUtf8());
        QVERIFY2(capped.error().describe().contains(u"no paid call can leave"_s) && !capped.error().hint.isEmpty(), qPrintable(capped.error().describe()));
        if (damage == u"full")
            VERIFY_OK(cap->ask(wanting(usd(80))).takeResult()); // there is room again
    }

    void whereNobodyCanLookNothingIsSaidToBeSpent_data()
    {
        QTest::addColumn<QString>("target");
        QTest::newRow("the folder is a file") << u"w.assay"_s;
        QTest::newRow("the folder's disk is gone") << u"not mounted"_s;
    }
    void whereNobodyCanLookNothingIsSaidToBeSpent()
    {
        QFETCH(const QString, target);
        const QString folder = m_folder->filePath(u"data"_s);
        QVERIFY(QFile::link(m_folder->filePath(target), folder));
        MonthBook book(m_clock, folder, m_settings);
        const auto summary = book.summary().result();
        QVERIFY(!summary);
        QCOMPARE(summary.error().kind, ErrorKind::io);
        QVERIFY2(summary.error().describe().contains(u"spending.db"_s), qPrintable(summary.error().describe()));
        QVERIFY(!book.state().result());
    }

    void aDiskThatFillsUpLosesNothingOfTheLedger()
    {
        VERIFY_OK(m_settings.setMonthCap(usd(1'000'000)));
        MonthBook book = made();
        const auto cap = book.capFor(*m_workspace, m_plan);
        run::CapRequest request = wanting(usd(100));
        request.lease = cap->ask(request).takeResult()->lease;
        qint64 told = 0;
        limitFileSize(60'000);
        for (int i = 0; i < 2'000; ++i) {
            request.postings = {{.model = 0, .spent = usd(1), .calls = 1}};
            if (!cap->ask(request).takeResult())
                break;
            ++told;
        }
        limitFileSize(0);
        QVERIFY(told > 0);
        const auto month = book.summary().takeResult();
        VERIFY_OK(month);
        QCOMPARE(month->spent, usd(told));
    }

    void settingsThatCannotBeReadStopPaidCalls()
    {
        QFile file(m_settings.path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"budget.month-cap-usd\": \"5");
        file.close();
        MonthBook book = made();
        VERIFY_FAILS(book.capFor(*m_workspace, m_plan)->ask(wanting(usd(80))).takeResult(), "parse");
    }

    void aLedgerThatIsMovedAwayBeginsAnew()
    {
        MonthBook book = made();
        const auto cap = book.capFor(*m_workspace, m_plan);
        run::CapRequest request = wanting(usd(100));
        request.lease = cap->ask(request).takeResult()->lease;
        QVERIFY(QFile::rename(store::monthLedgerPath(ledger()), ledger() + u"/old.db"_s));
        request.keep = usd(40);
        request.postings = {{.model = 0, .spent = usd(60), .calls = 1}};
        const auto again = cap->ask(request).takeResult();
        VERIFY_OK(again);
        QCOMPARE(book.summary().takeResult()->spent, usd(60));
        QCOMPARE(book.summary().takeResult()->leases.size(), 1);
    }

private:
    [[nodiscard]] QString ledger() const { return m_folder->filePath(u"data"_s); }
    [[nodiscard]] MonthBook made() const { return MonthBook(m_clock, ledger(), m_settings); }
    [[nodiscard]] run::CapRequest wanting(Money amount) const { return {.lease = 0, .month = run::monthOf(m_clock.utcNow()), .need = amount, .want = amount}; }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    settings::Settings m_settings;
    std::unique_ptr<Workspace> m_workspace;
    run::RunPlan m_plan;
};

QTEST_GUILESS_MAIN(TestMonthBook)
#include "tst_monthbook.moc"
