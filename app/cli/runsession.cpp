// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runsession.h"

#include "app/cli/exitcode.h"
#include "app/cli/figures.h"
#include "app/cli/interrupts.h"
#include "app/cli/progress.h"
#include "core/base/mailbox.h"
#include "core/store/runrepository.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFutureWatcher>

namespace assay::cli {

using namespace Qt::StringLiterals;

Result<SessionEnd> carryOut(workspace::Workspace &workspace, const run::RunPlan &plan, const QList<run::CellProgress> &progress, Money spent, const run::ModelFactory &factory,
    const Console &console, const run::RunnerOptions &options)
{
    const SystemClock clock;
    QEventLoop loop;
    Interrupts interrupts;
    Progress display(console, plan);
    bool wasInterrupted = false;
    Mailbox inbox;
    run::Engine engine(clock);
    QObject::connect(&interrupts, &Interrupts::interrupted, &loop, [&] {
        wasInterrupted = true;
        console.note(plan.mode == run::RunMode::batch ? QStringLiteral("Leaving: what was handed over stays with its provider. Press Ctrl+C again to end at once.")
                                                      : QStringLiteral("Stopping: what arrived is kept. Press Ctrl+C again to end at once."));
        engine.leave();
    });
    run::Engine::Job job{
        .plan = plan,
        .progress = progress,
        .spentBefore = spent,
        .journal = &workspace.journal(),
        .answers = &workspace.answers(),
        .factory = factory,
        .sink = [&inbox, &display](const std::shared_ptr<const run::LiveBatch> &batch) { inbox.post([&display, batch] { display.show(*batch); }); },
        .options = options,
    };
    QFutureWatcher<Result<run::RunEnd>> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(engine.start(std::move(job)));
    loop.exec();
    // The last batch may have been posted after the end was told.
    QCoreApplication::sendPostedEvents(&inbox, QEvent::User);
    const Result<run::RunEnd> end = watcher.result();
    if (!end)
        return std::unexpected(end.error());
    return SessionEnd{*end, wasInterrupted};
}

void tellUnknownBills(workspace::Workspace &workspace, run::RunId run, const Console &console)
{
    const auto bills = workspace.read([run](store::Database &database) { return store::RunRepository(database).unknownBills(run); }).result();
    if (!bills || bills->calls == 0)
        return;
    const QString calls = bills->calls == 1 ? u"1 call"_s : u"%1 calls"_s.arg(bills->calls);
    const QString cost = bills->worstCase > Money() ? u": up to %1"_s.arg(moneyText(bills->worstCase)) : QString();
    console.note(u"%1 may have been billed without an answer%2; see assay log %3 %4 --unknown"_s.arg(calls, cost, workspace.path(), QString::number(run.value)));
}

int exitCodeOf(const SessionEnd &end)
{
    if (end.wasInterrupted)
        return kInterrupted;
    return end.end.state == run::RunState::finished ? kDone : kNotComplete;
}

} // namespace assay::cli
