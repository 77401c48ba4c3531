// SPDX-License-Identifier: GPL-3.0-or-later
// The month's ledger, and that no order of events lets the programs that share it spend more than the cap or count less than was spent.
#include "core/run/runbudget.h"
#include "core/store/monthledger.h"
#include "core/store/monthledgerfile.h"
#include "tests/support/expectresult.h"
#include "tests/support/rawsqlite.h"
#include "tests/support/smallplan.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace assay;
using namespace assay::store;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kNovember = 202611;
constexpr int kDecember = 202612;

Money usd(qint64 micro)
{
    return Money::fromMicroUsd(micro);
}

UtcTime noon(int month, int day)
{
    using namespace std::chrono;
    return UtcTime(sys_days(year(2026) / month / day) + 12h);
}

class HandClock final : public Clock {
public:
    UtcTime utcNow() const override { return now; }
    SteadyTime steadyNow() const override { return steady; }
    UtcTime now = noon(11, 20);
    SteadyTime steady{};
};

LedgerRun runOf(int number)
{
    return {.workspace = u"/w/%1.assay"_s.arg(number), .file = u"1:%1"_s.arg(number), .run = 1, .planned = noon(11, 1)};
}

LeaseChange firstLease(int run, Money need, Money want, std::optional<Money> cap)
{
    return {.run = runOf(run), .lease = 0, .month = kNovember, .postings = {}, .keep = {}, .need = need, .want = want, .isLast = false, .cap = cap, .now = noon(11, 20)};
}

/// One program with the ledger open.
struct Holder {
    explicit Holder(const QString &folder)
    {
        auto opened = openMonthLedger(folder);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().describe()));
        file.emplace(*std::move(opened));
    }
    template<typename Work> auto with(Work work)
    {
        return alone(*file->database, [&](Database &database) {
            MonthLedger ledger(database, *file->marks);
            return work(ledger);
        });
    }
    Result<run::CapAnswer> change(const LeaseChange &change)
    {
        return with([&](MonthLedger &ledger) { return ledger.change(change); });
    }
    MonthSummary summary(int month = kNovember)
    {
        return with([&](MonthLedger &ledger) { return ledger.summary(month); }).value();
    }
    std::optional<MonthLedgerFile> file;
};

/// A run in a program that may die: what the engine does, with the journal that survives it.
class Program {
public:
    struct Sent {
        Money reserved;
        Money actual; ///< what the provider charges, from the moment of sending
        int month;
        bool hasEnded = false;
    };

    Program(const QString &folder, int number, const HandClock &clock, const std::optional<Money> &cap)
        : m_folder(folder),
          m_number(number),
          m_clock(clock),
          m_cap(cap),
          m_plan(test::smallPlan(1))
    {
    }

    [[nodiscard]] bool isRunning() const { return m_budget != nullptr; }

    void start()
    {
        m_holder.emplace(m_folder);
        QList<JournalSpending> journal{{.model = {u"scripted"_s, u"m1"_s}, .spent = spentByJournal()}};
        if (const auto settled = m_holder->with([&](MonthLedger &ledger) { return ledger.settle(runOf(m_number), journal); }); !settled)
            qFatal("%s", qPrintable(settled.error().describe()));
        m_budget = std::make_unique<run::RunBudget>(m_plan, Money(), true, m_clock);
        m_budget->wantsToAsk = [this] { m_isAsking = true; };
    }

    void carryOutRequests()
    {
        if (!std::exchange(m_isAsking, false))
            return;
        while (const auto request = m_budget->nextRequest())
            answer(*request);
    }

    /// Where the program is when it dies between asking and hearing.
    void dieWhileAsking()
    {
        if (const auto request = m_budget->nextRequest())
            static_cast<void>(m_holder->change(changeOf(*request)));
        die();
    }

    bool send(Money worstCase, Money actual)
    {
        const int cell = static_cast<int>(m_sent.size());
        if (!m_budget->reserve(cell, worstCase)) {
            carryOutRequests();
            if (!m_budget->reserve(cell, worstCase))
                return false;
        }
        m_sent.append({.reserved = worstCase, .actual = actual, .month = run::monthOf(m_clock.utcNow())});
        m_open.append(cell);
        carryOutRequests();
        return true;
    }

    void endOne(std::size_t which)
    {
        if (m_open.isEmpty())
            return;
        const int cell = m_open.takeAt(static_cast<qsizetype>(which) % m_open.size());
        Sent &sent = m_sent[cell];
        sent.hasEnded = true;
        m_budget->settle(cell, sent.reserved, sent.actual);
        carryOutRequests();
    }

    void finish()
    {
        while (!m_open.isEmpty())
            endOne(0);
        while (const auto request = m_budget->nextLastRequest())
            answer(*request);
        die();
    }

    void die()
    {
        m_budget.reset();
        m_holder.reset();
        m_open.clear();
        m_isAsking = false;
    }

    [[nodiscard]] Money charged(int month) const
    {
        Money sum;
        for (const Sent &sent : m_sent)
            sum += sent.month == month ? sent.actual : Money();
        return sum;
    }

    [[nodiscard]] Money spentByJournal() const
    {
        Money sum;
        for (const Sent &sent : m_sent)
            sum += sent.hasEnded ? sent.actual : sent.reserved;
        return sum;
    }

private:
    LeaseChange changeOf(const run::CapRequest &request) const
    {
        LeaseChange change{.run = runOf(m_number),
            .lease = request.lease,
            .month = request.month,
            .postings = {},
            .keep = request.keep,
            .need = request.need,
            .want = request.want,
            .isLast = request.isLast,
            .cap = m_cap,
            .now = m_clock.utcNow()};
        for (const run::CapPosting &posting : request.postings)
            change.postings.append({.model = {u"scripted"_s, u"m1"_s}, .month = posting.month, .spent = posting.spent, .calls = posting.calls});
        return change;
    }

    void answer(const run::CapRequest &request)
    {
        const auto answered = m_holder->change(changeOf(request));
        if (!answered)
            qFatal("%s", qPrintable(answered.error().describe()));
        m_budget->take(*answered);
    }

    QString m_folder;
    int m_number;
    const HandClock &m_clock;
    const std::optional<Money> &m_cap;
    run::RunPlan m_plan;
    std::optional<Holder> m_holder;
    std::unique_ptr<run::RunBudget> m_budget;
    QList<Sent> m_sent;
    QList<int> m_open;
    bool m_isAsking = false;
};

} // namespace

class TestMonthLedger : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void leasesShareTheCap()
    {
        Holder first(path());
        Holder second(path());
        const auto one = first.change(firstLease(1, usd(10), usd(400), usd(1'000)));
        VERIFY_OK(one);
        QCOMPARE(one->granted, usd(250)); // a quarter of what is left: one run does not sit on all of it
        const auto two = second.change(firstLease(2, usd(700), usd(700), usd(1'000)));
        VERIFY_OK(two);
        QCOMPARE(two->granted, usd(700));
        QVERIFY(two->lease != one->lease);
        const auto three = first.change(firstLease(3, usd(51), usd(51), usd(1'000)));
        VERIFY_OK(three);
        QCOMPARE(three->granted, Money());
        QCOMPARE(three->state.held, usd(950));
        QCOMPARE(three->state.heldByDead, Money());
    }

    void whatIsToldIsSpentAndNoLongerHeld()
    {
        Holder holder(path());
        const auto taken = holder.change(firstLease(1, usd(100), usd(100), usd(1'000)));
        VERIFY_OK(taken);
        LeaseChange change = firstLease(1, {}, {}, usd(1'000));
        change.lease = taken->lease;
        change.postings = {{.model = {u"openai"_s, u"m"_s}, .spent = usd(40), .calls = 2}, {.model = {u"openai"_s, u"free"_s}, .calls = 1, .withoutPrice = 1}};
        change.keep = usd(60);
        VERIFY_OK(holder.change(change));
        MonthSummary month = holder.summary();
        QCOMPARE(month.spent, usd(40));
        QCOMPARE(month.held, usd(60));
        QCOMPARE(month.rows.first().calls, 2);
        QCOMPARE(month.rows.last().withoutPrice, 1);
        QVERIFY(month.leases.first().isAlive);
        change.postings = {};
        change.keep = {};
        change.isLast = true;
        VERIFY_OK(holder.change(change));
        month = holder.summary();
        QCOMPARE(month.held, Money());
        QVERIFY(month.leases.isEmpty());
    }

    void aLeaseOfTheDeadCountsUntilItsJournalIsRead()
    {
        const LedgerModel model{u"openai"_s, u"m"_s};
        {
            Holder dies(path());
            VERIFY_OK(dies.with([&](MonthLedger &ledger) { return ledger.settle(runOf(1), {{.model = model, .spent = usd(5)}}); })); // before there was a ledger
            VERIFY_OK(dies.change(firstLease(1, usd(100), usd(100), usd(1'000))));
        }
        Holder other(path());
        MonthSummary month = other.summary();
        QCOMPARE(month.heldByDead, usd(100));
        const auto refused = other.change(firstLease(2, usd(901), usd(901), usd(1'000)));
        VERIFY_OK(refused);
        QCOMPARE(refused->granted, Money());
        QCOMPARE(refused->state.heldByDead, usd(100));
        QCOMPARE(other.with([](MonthLedger &ledger) { return ledger.unsettled(u"/w/1.assay"_s, {}); }).value().size(), 1);

        VERIFY_OK(other.with([&](MonthLedger &ledger) { return ledger.settle(runOf(1), {{.model = model, .spent = usd(35)}}); }));
        month = other.summary();
        QCOMPARE(month.held, Money());
        QCOMPARE(month.spent, usd(30));
        QCOMPARE(month.rows.first().model, model);
    }

    void aMovedWorkspaceIsKnownByItsFile()
    {
        {
            Holder dies(path());
            VERIFY_OK(dies.change(firstLease(1, usd(100), usd(100), usd(1'000))));
        }
        Holder other(path());
        LedgerRun moved = runOf(1);
        moved.workspace = u"/elsewhere.assay"_s;
        VERIFY_OK(other.with([&](MonthLedger &ledger) { return ledger.settle(moved, {{.model = {u"a"_s, u"m"_s}, .spent = usd(35)}}); }));
        QCOMPARE(other.summary().spent, usd(35));
    }

    void anOlderJournalIsNotBelieved()
    {
        const LedgerModel model{u"openai"_s, u"m"_s};
        {
            Holder dies(path());
            const auto taken = dies.change(firstLease(1, usd(100), usd(100), usd(1'000)));
            VERIFY_OK(taken);
            LeaseChange change = firstLease(1, {}, {}, usd(1'000));
            change.lease = taken->lease;
            change.postings = {{.model = model, .spent = usd(40), .calls = 1}};
            change.keep = usd(60);
            VERIFY_OK(dies.change(change));
        }
        Holder other(path());
        VERIFY_OK(other.with([&](MonthLedger &ledger) { return ledger.settle(runOf(1), {{.model = model, .spent = usd(10)}}); }));
        QCOMPARE(other.summary().spent, usd(100));
        QCOMPARE(other.summary().held, Money());
    }

    void theUserMayReleaseWhatTheDeadHold()
    {
        qint64 dead = 0;
        {
            Holder dies(path());
            dead = dies.change(firstLease(1, usd(100), usd(100), usd(1'000)))->lease;
        }
        Holder lives(path());
        const qint64 alive = lives.change(firstLease(2, usd(50), usd(50), usd(1'000)))->lease;
        Holder user(path());
        const auto refused = user.with([&](MonthLedger &ledger) { return ledger.release(alive, noon(11, 21)); });
        QVERIFY(!refused && refused.error().kind == ErrorKind::conflict);
        const auto unknown = user.with([&](MonthLedger &ledger) { return ledger.release(99, noon(11, 21)); });
        QVERIFY(!unknown && unknown.error().kind == ErrorKind::notFound);
        QCOMPARE(user.with([&](MonthLedger &ledger) { return ledger.release(std::nullopt, noon(11, 21)); }), Result<int>(1));
        QCOMPARE(user.summary().held, usd(50));
        QCOMPARE(user.with([&](MonthLedger &ledger) { return ledger.release(dead, noon(11, 21)); }).has_value(), false);

        // The journal still tells what was really spent.
        VERIFY_OK(user.with([&](MonthLedger &ledger) { return ledger.settle(runOf(1), {{.model = {u"a"_s, u"m"_s}, .spent = usd(35)}}); }));
        QCOMPARE(user.summary().spent, usd(35));
    }

    void aMarkIsToldOnceForACap()
    {
        Holder holder(path());
        LeaseChange change = firstLease(1, usd(10), usd(10), usd(1'000));
        const auto spend = [&](Money amount, Money cap) {
            change.postings = {{.model = {u"a"_s, u"m"_s}, .spent = amount, .calls = 1}};
            change.cap = cap;
            const auto answer = holder.change(change);
            change.lease = answer->lease;
            return answer->mark.value_or(0);
        };
        QCOMPARE(spend(usd(249), usd(1'000)), 0);
        QCOMPARE(spend(usd(1), usd(1'000)), 25);
        QCOMPARE(spend(usd(1), usd(1'000)), 0);
        QCOMPARE(spend(usd(600), usd(1'000)), 75);
        QCOMPARE(spend(usd(0), usd(1'000)), 0);
        QCOMPARE(spend(usd(0), usd(3'404)), 25); // another cap, other marks
        QCOMPARE(spend(usd(0), usd(851)), 100);
    }

    void aClockThatWasSetBackOpensNoOldMonth()
    {
        Holder holder(path());
        LeaseChange later = firstLease(1, usd(10), usd(10), usd(1'000));
        later.month = kDecember;
        later.postings = {{.model = {u"a"_s, u"m"_s}, .spent = usd(990), .calls = 1}};
        VERIFY_OK(holder.change(later));
        const auto now = holder.change(firstLease(2, usd(1), usd(1), usd(1'000)));
        VERIFY_OK(now);
        QCOMPARE(now->month, kDecember);
        QCOMPARE(now->granted, Money());
        QCOMPARE(holder.summary().laterMonths, kDecember);
        QCOMPARE(holder.with([](MonthLedger &ledger) { return ledger.takeBackLaterMonths(kNovember); }), Result<Money>(usd(990)));
        QCOMPARE(holder.summary().laterMonths, 0);
        QCOMPARE(holder.summary().spent, usd(990));
    }

    void withoutACapEverythingIsGrantedAndPutDown()
    {
        Holder holder(path());
        const auto taken = holder.change(firstLease(1, usd(10), usd(5'000), std::nullopt));
        VERIFY_OK(taken);
        QCOMPARE(taken->granted, usd(5'000));
        QCOMPARE(holder.summary().held, usd(5'000));
    }

    void aDamagedLedgerIsTold_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("of other bytes") << QByteArray(8'192, 'x');
        QTest::newRow("that has lost everything") << QByteArray();
        QTest::newRow("that is a workspace") << QByteArray("SQLite format 3\0", 16) + QByteArray(4'080, '\0');
    }

    void aDamagedLedgerIsTold()
    {
        QFETCH(const QByteArray, bytes);
        QFile file(monthLedgerPath(path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto opened = openMonthLedger(path());
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::damaged);
        QVERIFY2(opened.error().describe().contains(file.fileName()) && opened.error().hint.contains(u"Move the file away"_s), qPrintable(opened.error().describe()));
        QVERIFY2(opened.error().message.startsWith(u"The month's ledger"_s), qPrintable(opened.error().message));
    }

    void aLedgerDamagedInItsMiddleIsTold()
    {
        {
            Holder holder(path());
            LeaseChange change = firstLease(1, usd(10), usd(10), usd(1'000'000));
            for (int i = 0; i < 400; ++i) {
                change.postings = {{.model = {u"a"_s, u"model %1"_s.arg(i)}, .spent = usd(1), .calls = 1}};
                change.lease = holder.change(change)->lease;
            }
        }
        QFile file(monthLedgerPath(path()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.size() > 12 * 4'096);
        file.seek(3 * 4'096);
        file.write(QByteArray(8 * 4'096, '\x5a'));
        file.close();
        const auto opened = openMonthLedger(path());
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::damaged);
    }

    void noOrderOfEventsPassesTheCap_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 12; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void noOrderOfEventsPassesTheCap()
    {
        QFETCH(const quint32, seed);
        std::mt19937 random(seed);
        const auto below = [&random](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
        HandClock clock;
        std::optional<Money> cap = usd(2'000 + below(3'000));
        std::vector<std::unique_ptr<Program>> programs;
        for (int number = 1; number <= 3; ++number)
            programs.push_back(std::make_unique<Program>(path(), number, clock, cap));
        int sent = 0;
        for (int step = 0; step < 500; ++step) {
            Program &program = *programs[static_cast<std::size_t>(below(3))];
            const int what = below(100);
            clock.steady += std::chrono::milliseconds(below(400));
            if (!program.isRunning()) {
                program.start();
            } else if (what < 60) {
                const int worst = 1 + below(40);
                sent += program.send(usd(worst), usd(below(worst + 1)));
            } else if (what < 90) {
                program.endOne(random());
            } else if (what < 93) {
                program.die();
            } else if (what < 95) {
                program.dieWhileAsking();
            } else if (what < 97) {
                program.finish();
            } else if (what < 98) {
                *cap += usd(below(300));
            } else if (what == 98 && step > 300 && clock.now < noon(12, 1)) {
                clock.now = noon(12, 1);
            }
            Holder looks(path());
            for (const int month : {kNovember, kDecember}) {
                const MonthSummary summary = looks.summary(month);
                Money charged;
                for (const auto &each : programs)
                    charged += each->charged(month);
                QVERIFY2(summary.spent + summary.held <= *cap,
                    qPrintable(u"step %1: %2 + %3 of %4"_s.arg(QString::number(step), summary.spent.toDecimal(), summary.held.toDecimal(), cap->toDecimal())));
                QVERIFY2(charged <= summary.spent + summary.held,
                    qPrintable(u"step %1: charged %2, counted %3 + %4"_s.arg(QString::number(step), charged.toDecimal(), summary.spent.toDecimal(), summary.held.toDecimal())));
            }
        }
        QVERIFY(sent > 50);
        // Once every journal was read, nothing is held, and nothing is lost.
        for (const auto &program : programs) {
            if (!program->isRunning())
                program->start();
            program->finish();
        }
        Holder looks(path());
        Money counted;
        Money journal;
        for (const int month : {kNovember, kDecember}) {
            QCOMPARE(looks.summary(month).held, Money());
            counted += looks.summary(month).spent;
        }
        for (const auto &program : programs)
            journal += program->spentByJournal();
        QVERIFY2(counted >= journal, qPrintable(u"%1 below %2"_s.arg(counted.toDecimal(), journal.toDecimal())));
    }

private:
    [[nodiscard]] QString path() const { return m_folder->path(); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestMonthLedger)
#include "tst_monthledger.moc"
