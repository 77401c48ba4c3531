// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/document.h"

#include "ui/format/format.h"

#include <QFileInfo>
#include <QtConcurrentRun>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRunsShown = 200;

Result<WorkspaceLists> readLists(store::Database &database)
{
    WorkspaceLists lists;
    auto prompts = store::PromptRepository(database).list();
    if (!prompts)
        return std::unexpected(prompts.error());
    auto sets = store::EvalSetRepository(database).list();
    if (!sets)
        return std::unexpected(sets.error());
    store::ModelRepository modelRepository(database);
    auto models = modelRepository.models();
    if (!models)
        return std::unexpected(models.error());
    auto providers = modelRepository.providers();
    if (!providers)
        return std::unexpected(providers.error());
    auto runs = store::RunRepository(database).list(kRunsShown);
    if (!runs)
        return std::unexpected(runs.error());
    auto waiting = store::BatchRepository(database).waitingRuns();
    if (!waiting)
        return std::unexpected(waiting.error());
    return WorkspaceLists{*prompts, *sets, *models, *providers, *runs, *waiting};
}

Result<void> giveUpLost(store::Database &database, run::RunId id)
{
    store::BatchRepository batches(database);
    const auto open = batches.open(id);
    if (!open)
        return std::unexpected(open.error());
    for (const run::BatchRecord &batch : open->batches) {
        if (batch.state != run::BatchState::lost)
            continue;
        if (const auto given = batches.giveUp(batch.id); !given)
            return given;
    }
    return {};
}

struct Resumption {
    run::RunPlan plan;
    QList<run::CellProgress> progress;
    Money spent;
    run::UnknownBills unknownBills;
};

Result<Resumption> readResumption(store::Database &database, run::RunId id)
{
    store::RunRepository runs(database);
    auto plan = runs.plan(id);
    if (!plan)
        return std::unexpected(plan.error());
    auto progress = runs.progress(id);
    if (!progress)
        return std::unexpected(progress.error());
    auto spent = runs.spent(id);
    if (!spent)
        return std::unexpected(spent.error());
    auto bills = runs.unknownBills(id);
    if (!bills)
        return std::unexpected(bills.error());
    return Resumption{*plan, *progress, *spent, *bills};
}

} // namespace

Document::Document(std::unique_ptr<workspace::Workspace> workspace, MakeModelFactory makeModelFactory, QObject *parent, workspace::MonthBook *month)
    : QObject(parent),
      m_workspace(std::move(workspace)),
      m_monthBook(month),
      m_makeModelFactory(std::move(makeModelFactory)),
      m_engine(std::make_unique<run::Engine>(m_clock))
{
    refreshLists();
    if (m_monthBook == nullptr)
        return;
    // What runs that died had spent becomes known with their journal. A ledger that fails is told by the run that needs it.
    m_settling = m_monthBook->settle(*m_workspace);
    answer(this, m_settling, [this](const Result<void> &) { refreshMonth(); });
}

Document::~Document()
{
    m_settling.waitForFinished();
}

void Document::refreshMonth()
{
    if (m_monthBook == nullptr)
        return;
    answer(this, m_monthBook->state(), [this](const Result<run::CapState> &state) {
        m_month = state ? std::optional(*state) : std::nullopt;
        Q_EMIT monthChanged();
    });
}

QString Document::path() const
{
    return m_workspace->path();
}

QString Document::name() const
{
    return QFileInfo(path()).completeBaseName();
}

void Document::refreshLists()
{
    read(this, readLists, [this](Result<WorkspaceLists> lists) {
        if (!lists) {
            Q_EMIT failed(lists.error());
            return;
        }
        m_lists = *std::move(lists);
        Q_EMIT listsChanged();
    });
}

void Document::startRun(const run::RunPlan &plan)
{
    if (isRunning()) {
        Q_EMIT failed(fail(ErrorKind::conflict, tr("A run goes on."), tr("Wait for its end or stop it, then start the next.")).error());
        return;
    }
    const auto check = [plan, book = m_monthBook] { return run::validate(plan).and_then([&] { return book == nullptr ? Result<void>() : book->check(plan); }); };
    answer(this, QtConcurrent::run(check), [this, plan](const Result<void> &valid) {
        if (!valid) {
            Q_EMIT failed(valid.error());
            return;
        }
        write(
            this, [plan](store::Database &database) { return store::RunRepository(database).create(plan); },
            [this](const Result<run::RunPlan> &stored) {
                if (stored)
                    launch(*stored, {}, {});
                else
                    Q_EMIT failed(stored.error());
            });
    });
}

void Document::resumeRun(run::RunId id, std::optional<Money> newBudget)
{
    if (isRunning()) {
        Q_EMIT failed(fail(ErrorKind::conflict, tr("A run goes on."), tr("Wait for its end or stop it, then resume the other.")).error());
        return;
    }
    const auto job = [id, newBudget](store::Database &database) -> Result<Resumption> {
        if (newBudget) {
            if (auto changed = store::RunRepository(database).setBudget(id, newBudget); !changed)
                return std::unexpected(changed.error());
        }
        return readResumption(database, id);
    };
    write(this, job, [this](const Result<Resumption> &resumption) {
        const auto checked = resumption && m_monthBook != nullptr ? m_monthBook->check(resumption->plan) : Result<void>();
        if (!resumption || !checked) {
            Q_EMIT failed(resumption ? checked.error() : resumption.error());
            return;
        }
        launch(resumption->plan, resumption->progress, resumption->spent);
        tellUnknownBills(resumption->unknownBills);
    });
}

void Document::tellUnknownBills(const run::UnknownBills &bills)
{
    if (bills.calls == 0)
        return;
    const QString calls = tr("%n call(s) may have been billed without an answer", nullptr, bills.calls);
    Q_EMIT told(calls,
        bills.worstCase > Money() ? tr("Up to %1: they were sent, and nobody saw their end. The log lists them.").arg(format::money(bills.worstCase))
                                  : tr("They were sent, and nobody saw their end. The log lists them."));
}

void Document::askLostAgain(run::RunId id)
{
    write(
        this, [id](store::Database &database) { return giveUpLost(database, id); },
        [this, id](const Result<void> &given) {
            if (given)
                resumeRun(id);
            else
                Q_EMIT failed(given.error());
        });
}

void Document::launch(const run::RunPlan &plan, const QList<run::CellProgress> &progress, Money spent)
{
    m_currentRun = plan.id;
    m_lastBatch.reset();
    run::Engine::Job job{
        .plan = plan,
        .progress = progress,
        .spentBefore = spent,
        .journal = &m_workspace->journal(),
        .answers = &m_workspace->answers(),
        .factory = m_makeModelFactory(plan.label),
        .sink = [this](const std::shared_ptr<const run::LiveBatch> &batch) { m_inbox.post([this, batch] { take(batch); }); },
        .options = {.sharedCap = m_monthBook != nullptr ? m_monthBook->capFor(*m_workspace, plan) : nullptr},
    };
    answer(this, m_engine->start(std::move(job)), [this, id = plan.id](const Result<run::RunEnd> &end) {
        if (!end)
            Q_EMIT failed(end.error());
        refreshLists();
        refreshMonth();
        Q_EMIT runEnded(id);
    });
    Q_EMIT runStarted(plan.id);
    refreshLists();
}

void Document::take(const std::shared_ptr<const run::LiveBatch> &batch)
{
    if (m_currentRun != batch->run)
        return;
    m_lastBatch = batch;
    if (batch->shared && batch->shared != m_month) {
        m_month = batch->shared;
        Q_EMIT monthChanged();
    }
    Q_EMIT liveBatch(batch);
}

std::shared_ptr<run::SharedCap> Document::capForCall(const run::PlannedModel &model)
{
    return m_monthBook != nullptr ? m_monthBook->capForCall(*m_workspace, model) : nullptr;
}

void Document::pauseRun()
{
    m_engine->pause();
}

void Document::continueRun()
{
    m_engine->resume();
}

void Document::cancelRun()
{
    m_engine->cancel();
}

bool Document::isRunning() const
{
    return m_engine->isRunning();
}

} // namespace assay::ui
