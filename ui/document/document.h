// SPDX-License-Identifier: GPL-3.0-or-later
// The open workspace as the window sees it: snapshots of its lists, jobs that run elsewhere and answer on the GUI thread, and the
// one run that goes on. The GUI thread does no SQL, no network and no grading: all of that is behind here.
#pragma once

#include "core/base/mailbox.h"
#include "core/run/runner.h"
#include "core/store/batchrepository.h"
#include "core/store/evalsetrepository.h"
#include "core/store/modelrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/runrepository.h"
#include "core/workspace/monthbook.h"
#include "core/workspace/workspace.h"

#include <QFutureWatcher>
#include <QObject>

namespace assay::ui {

/// What the navigator shows; replaced as a whole when the workspace changed.
struct WorkspaceLists {
    QList<store::PromptSummary> prompts;
    QList<store::EvalSetSummary> sets;
    QList<run::PlannedModel> models;
    QList<provider::ProviderConfig> providers;
    QList<store::RunSummary> runs;    ///< newest first
    QList<store::WaitingRun> waiting; ///< runs with batches at their providers, newest first

    bool operator==(const WorkspaceLists &) const = default;
};

class Document final : public QObject {
    Q_OBJECT

public:
    /// What makes the models of a run under a label. Called for each run; what it gives is called on the engine's thread.
    using MakeModelFactory = std::function<run::ModelFactory(const QString &label)>;
    /// `month` counts what runs spend, and must outlive the document; none: nothing counts.
    Document(std::unique_ptr<workspace::Workspace> workspace, MakeModelFactory makeModelFactory, QObject *parent, workspace::MonthBook *month = nullptr);
    ~Document() override;

    [[nodiscard]] QString path() const;
    [[nodiscard]] QString name() const; ///< file name without ".assay"
    [[nodiscard]] const WorkspaceLists &lists() const { return m_lists; }
    void refreshLists(); ///< listsChanged follows

    /// Runs `job` (Result<T>(store::Database &)) on the reader thread; `done` (void(Result<T>)) follows on the GUI thread unless `context` died.
    template<typename Job, typename Done> void read(QObject *context, Job job, Done done) { answer(context, m_workspace->read(std::move(job)), std::move(done)); }
    /// The same on the writer thread; the lists are refreshed when it worked.
    template<typename Job, typename Done> void write(QObject *context, Job job, Done done)
    {
        answer(context, m_workspace->write(std::move(job)), [this, done = std::move(done)](auto result) mutable {
            const bool changed = result.has_value();
            done(std::move(result));
            if (changed)
                refreshLists();
        });
    }

    /// Validates on a pool thread, stores and starts; runStarted or failed follows. Nothing happens while a run goes on but failed().
    void startRun(const run::RunPlan &plan);
    /// Goes on with exactly the missing cells; in batches it also collects those that are with their providers.
    void resumeRun(run::RunId id, std::optional<Money> newBudget = {});
    /// By the user's word: the run's lost batches are given up, and their cells asked again although they may have been billed.
    void askLostAgain(run::RunId id);
    /// What holds back a call to this model that belongs to no run; null: nothing does.
    [[nodiscard]] std::shared_ptr<run::SharedCap> capForCall(const run::PlannedModel &model);
    void pauseRun();
    void continueRun();
    /// Batches are cancelled by their providers, and what they did is collected; called again it leaves them there.
    void cancelRun();
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] std::optional<run::RunId> currentRun() const { return m_currentRun; }
    /// What all runs spend in this month, and its cap.
    [[nodiscard]] const std::optional<run::CapState> &month() const { return m_month; }
    void refreshMonth(); ///< monthChanged follows

    /// Of the current or last run of this sitting; null before the first.
    [[nodiscard]] std::shared_ptr<const run::LiveBatch> lastBatch() const { return m_lastBatch; }

Q_SIGNALS:
    void listsChanged();
    void runStarted(assay::run::RunId id);
    /// At most 20 a second, on the GUI thread.
    void liveBatch(const std::shared_ptr<const assay::run::LiveBatch> &batch);
    void runEnded(assay::run::RunId id);
    void failed(const assay::Error &error);
    /// Something good to know, that is no failure.
    void told(const QString &title, const QString &text);
    void monthChanged();

private:
    template<typename R, typename Done> static void answer(QObject *context, QFuture<R> future, Done done)
    {
        auto *watcher = new QFutureWatcher<R>(context);
        QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)]() mutable {
            watcher->deleteLater();
            done(watcher->result());
        });
        watcher->setFuture(future);
    }

    void launch(const run::RunPlan &plan, const QList<run::CellProgress> &progress, Money spent);
    void tellUnknownBills(const run::UnknownBills &bills);
    void take(const std::shared_ptr<const run::LiveBatch> &batch);

    SystemClock m_clock;
    std::unique_ptr<workspace::Workspace> m_workspace;
    workspace::MonthBook *const m_monthBook;
    QFuture<Result<void>> m_settling; ///< reads the workspace
    std::optional<run::CapState> m_month;
    MakeModelFactory m_makeModelFactory;
    WorkspaceLists m_lists;
    std::optional<run::RunId> m_currentRun;
    std::shared_ptr<const run::LiveBatch> m_lastBatch;
    Mailbox m_inbox;                       ///< the engine's, for this thread
    std::unique_ptr<run::Engine> m_engine; ///< dies before the workspace that its journal writes to
};

} // namespace assay::ui

Q_DECLARE_METATYPE(assay::run::RunId)
