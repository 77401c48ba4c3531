// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/monthbook.h"

#include "core/run/plan.h"
#include "core/store/monthledgerfile.h"
#include "core/store/runrepository.h"
#include "core/workspace/workspace.h"

#include <QPromise>
#include <QStandardPaths>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace assay::workspace {

using namespace Qt::StringLiterals;

// ── the thread ──────────────────────────────────────────────────────────────────────────────────────────────────────

class MonthBook::Worker {
public:
    explicit Worker(QString folder) : m_folder(std::move(folder)), m_thread([this](const std::stop_token &stop) { serve(stop); }) {}
    ~Worker()
    {
        m_thread.request_stop();
        m_thread.join();
    }
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    /// `work` is Result<T>().
    template<typename Work> auto post(Work work) -> QFuture<std::invoke_result_t<Work>>
    {
        auto promise = std::make_shared<QPromise<std::invoke_result_t<Work>>>();
        promise->start();
        {
            const std::scoped_lock lock(m_mutex);
            m_queue.emplace_back([promise, work = std::move(work)]() mutable {
                promise->addResult(work());
                promise->finish();
            });
        }
        m_wake.notify_one();
        return promise->future();
    }

    [[nodiscard]] Result<bool> hasLedger() const { return store::hasMonthLedger(m_folder); }

    /// On the thread alone: `work` is Result<T>(store::MonthLedger &), the only writer while it works.
    template<typename Work> auto change(Work work) -> std::invoke_result_t<Work, store::MonthLedger &>
    {
        if (const auto open = ready(); !open)
            return std::unexpected(open.error());
        auto result = store::alone(*m_file->database, [&](store::Database &database) {
            store::MonthLedger ledger(database, *m_file->marks);
            return work(ledger);
        });
        if (!result) {
            const ErrorKind kind = result.error().kind;
            result = std::unexpected(store::ledgerError(result.error(), m_folder));
            if (kind == ErrorKind::damaged || kind == ErrorKind::io)
                m_file.reset(); // to be looked at anew, as a whole
        }
        return result;
    }

private:
    [[nodiscard]] Result<void> ready()
    {
        // A ledger that was moved away must not be written on under a name that it no longer has.
        if (m_file && m_file->identity == store::fileIdentity(store::monthLedgerPath(m_folder)))
            return {};
        m_file.reset();
        auto opened = store::openMonthLedger(m_folder);
        if (!opened)
            return std::unexpected(opened.error());
        m_file.emplace(*std::move(opened));
        return {};
    }

    void serve(const std::stop_token &stop)
    {
        while (true) {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, stop, [this] { return !m_queue.empty(); });
            if (m_queue.empty())
                break;
            auto work = std::move(m_queue.front());
            m_queue.pop_front();
            lock.unlock();
            work();
        }
        m_file.reset(); // a connection closes on the thread that opened it
    }

    const QString m_folder;
    std::optional<store::MonthLedgerFile> m_file; ///< of the thread
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<std::move_only_function<void()>> m_queue;
    std::jthread m_thread; ///< last: it uses the rest
};

// ── journals ────────────────────────────────────────────────────────────────────────────────────────────────────────

namespace {

struct Journal {
    store::LedgerRun run;
    QList<store::JournalSpending> spending;
};

QList<store::LedgerModel> modelsOf(const run::RunPlan &plan)
{
    QList<store::LedgerModel> models;
    for (const run::PlannedModel &planned : plan.models)
        models.append({.provider = planned.provider.kind, .model = planned.model.apiName});
    return models;
}

// Without what is simulated: that money is none.
Result<QList<store::JournalSpending>> spendingOf(store::RunRepository &runs, const run::RunPlan &plan)
{
    return runs.spentByModel(plan.id).transform([&](const QList<Money> &spent) {
        QList<store::JournalSpending> spending;
        const QList<store::LedgerModel> models = modelsOf(plan);
        for (qsizetype i = 0; i < models.size(); ++i) {
            if (!plan.models.at(i).provider.isSimulated())
                spending.append({.model = models.at(i), .spent = spent.value(i)});
        }
        return spending;
    });
}

// Of those runs that are still the ones that are meant: a number may have been given anew.
Result<QList<Journal>> journalsOf(store::Database &database, const QList<store::LedgerRun> &wanted)
{
    QList<Journal> journals;
    store::RunRepository runs(database);
    for (const store::LedgerRun &run : wanted) {
        const auto plan = runs.plan({run.run});
        if (!plan && plan.error().kind == ErrorKind::notFound)
            continue;
        if (!plan)
            return std::unexpected(plan.error());
        if (plan->createdAt != run.planned)
            continue;
        auto spending = spendingOf(runs, *plan);
        if (!spending)
            return std::unexpected(spending.error());
        journals.append({run, *std::move(spending)});
    }
    return journals;
}

} // namespace

// ── one run ─────────────────────────────────────────────────────────────────────────────────────────────────────────

class MonthBook::Account final : public run::SharedCap {
public:
    /// `isSettled`: the workspace is not asked what earlier sittings spent.
    Account(MonthBook &book, Workspace &workspace, const run::RunPlan &plan, bool isSettled = false)
        : m_book(book),
          m_workspace(workspace),
          m_run{.workspace = workspace.path(), .file = store::fileIdentity(workspace.path()), .run = plan.id.value, .planned = plan.createdAt},
          m_models(modelsOf(plan)),
          m_isSettled(isSettled)
    {
    }

    QFuture<Result<run::CapAnswer>> ask(run::CapRequest request) override
    {
        return m_book.m_worker->post([this, request = std::move(request)] { return carryOut(request); });
    }

    /// Runs that died become known, and so does what this one had spent before the ledger counted it.
    [[nodiscard]] static Result<void> settle(Worker &worker, Workspace &workspace, const std::optional<store::LedgerRun> &also)
    {
        const QString path = workspace.path();
        auto runs = worker.change([&](store::MonthLedger &ledger) { return ledger.unsettled(path, store::fileIdentity(path)); });
        if (!runs)
            return std::unexpected(runs.error());
        if (also && !std::ranges::any_of(*runs, [&](const store::LedgerRun &run) { return run.run == also->run && run.planned == also->planned; }))
            runs->append(*also);
        if (runs->isEmpty())
            return {};
        for (store::LedgerRun &run : *runs) {
            run.workspace = path;
            run.file = store::fileIdentity(path);
        }
        const auto journals = workspace.read([runs = *runs](store::Database &database) { return journalsOf(database, runs); }).result();
        if (!journals)
            return std::unexpected(journals.error());
        return worker.change([&](store::MonthLedger &ledger) -> Result<void> {
            for (const Journal &journal : *journals) {
                if (const auto settled = ledger.settle(journal.run, journal.spending); !settled)
                    return settled;
            }
            return {};
        });
    }

private:
    Result<run::CapAnswer> carryOut(const run::CapRequest &request)
    {
        const auto cap = m_book.m_settings.monthCap();
        if (!cap)
            return std::unexpected(cap.error());
        auto answer = (m_isSettled ? Result<void>() : settle(*m_book.m_worker, m_workspace, m_run)).and_then([&] {
            m_isSettled = true;
            return m_book.m_worker->change([&](store::MonthLedger &ledger) { return ledger.change(changeOf(request, *cap)); });
        });
        if (answer)
            return answer;
        if (!*cap)
            return run::CapAnswer{.isUnmetered = true, .notice = u"what this run spends is not in the month's ledger: %1"_s.arg(answer.error().describe())};
        Error error = answer.error();
        error.message = u"no paid call can leave under the month's cap of $%1: %2"_s.arg((*cap)->toDecimal(), error.message);
        return std::unexpected(error);
    }

    [[nodiscard]] store::LeaseChange changeOf(const run::CapRequest &request, std::optional<Money> cap) const
    {
        store::LeaseChange change{.run = m_run,
            .lease = request.lease,
            .month = request.month,
            .postings = {},
            .keep = request.keep,
            .need = request.need,
            .want = request.want,
            .isLast = request.isLast,
            .cap = cap,
            .now = m_book.m_clock.utcNow()};
        for (const run::CapPosting &posting : request.postings)
            change.postings.append(
                {.model = m_models.at(posting.model), .month = posting.month, .spent = posting.spent, .calls = posting.calls, .withoutPrice = posting.withoutPrice});
        return change;
    }

    MonthBook &m_book;
    Workspace &m_workspace;
    const store::LedgerRun m_run;
    const QList<store::LedgerModel> m_models;
    bool m_isSettled; ///< of the book's thread
};

// ── the book ────────────────────────────────────────────────────────────────────────────────────────────────────────

MonthBook::MonthBook(const Clock &clock, QString folder, settings::Settings settings)
    : m_clock(clock),
      m_settings(std::move(settings)),
      m_worker(std::make_shared<Worker>(std::move(folder)))
{
}

MonthBook::~MonthBook() = default;

QString MonthBook::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

Result<void> MonthBook::check(const run::RunPlan &plan) const
{
    if (plan.cache == run::CachePolicy::only)
        return {};
    const auto unpriced = std::ranges::find_if(plan.models, [](const run::PlannedModel &planned) { return !planned.price && !planned.provider.isSimulated(); });
    if (unpriced == plan.models.end())
        return {};
    const auto cap = m_settings.monthCap();
    if (!cap)
        return std::unexpected(cap.error());
    if (!*cap)
        return {};
    return fail(ErrorKind::invalidInput, u"the model %1 has no price, so the month's cap of $%2 cannot be kept"_s.arg(unpriced->model.name, (*cap)->toDecimal()),
        u"Give it a price, or take the cap away: assay budget --no-month-cap."_s);
}

std::shared_ptr<run::SharedCap> MonthBook::capFor(Workspace &workspace, const run::RunPlan &plan)
{
    const bool isPaid = plan.cache != run::CachePolicy::only && !std::ranges::all_of(plan.models, [](const run::PlannedModel &planned) { return planned.provider.isSimulated(); });
    return isPaid ? std::make_shared<Account>(*this, workspace, plan) : nullptr;
}

std::shared_ptr<run::SharedCap> MonthBook::capForCall(Workspace &workspace, const run::PlannedModel &model)
{
    if (model.provider.isSimulated())
        return nullptr;
    // All of a workspace's calls outside runs are one run without a number, whatever the time; no journal holds them.
    run::RunPlan none;
    none.models = {model};
    return std::make_shared<Account>(*this, workspace, none, true);
}

QFuture<Result<void>> MonthBook::settle(Workspace &workspace)
{
    return m_worker->post([worker = m_worker.get(), &workspace]() -> Result<void> {
        if (const auto hasLedger = worker->hasLedger(); !hasLedger || !*hasLedger)
            return hasLedger.transform([](bool) {});
        return Account::settle(*worker, workspace, std::nullopt);
    });
}

QFuture<Result<store::MonthSummary>> MonthBook::summary()
{
    return m_worker->post([worker = m_worker.get(), month = run::monthOf(m_clock.utcNow())]() -> Result<store::MonthSummary> {
        if (const auto hasLedger = worker->hasLedger(); !hasLedger || !*hasLedger)
            return hasLedger.transform([&](bool) { return store::MonthSummary{.month = month}; });
        return worker->change([month](store::MonthLedger &ledger) { return ledger.summary(month); });
    });
}

QFuture<Result<run::CapState>> MonthBook::state()
{
    return m_worker->post([worker = m_worker.get(), settings = m_settings, month = run::monthOf(m_clock.utcNow())]() -> Result<run::CapState> {
        const auto cap = settings.monthCap();
        if (!cap)
            return std::unexpected(cap.error());
        if (const auto hasLedger = worker->hasLedger(); !hasLedger || !*hasLedger)
            return hasLedger.transform([&](bool) { return run::CapState{.month = month, .cap = *cap}; });
        return worker->change([month](store::MonthLedger &ledger) { return ledger.summary(month); }).transform([&](const store::MonthSummary &summary) {
            return run::CapState{.month = month, .cap = *cap, .spent = summary.spent, .held = summary.held, .heldByDead = summary.heldByDead};
        });
    });
}

QFuture<Result<int>> MonthBook::release(std::optional<qint64> lease)
{
    return m_worker->post(
        [worker = m_worker.get(), lease, now = m_clock.utcNow()] { return worker->change([lease, now](store::MonthLedger &ledger) { return ledger.release(lease, now); }); });
}

QFuture<Result<Money>> MonthBook::takeBackLaterMonths()
{
    return m_worker->post([worker = m_worker.get(), month = run::monthOf(m_clock.utcNow())] {
        return worker->change([month](store::MonthLedger &ledger) { return ledger.takeBackLaterMonths(month); });
    });
}

} // namespace assay::workspace
