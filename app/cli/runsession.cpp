// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runsession.h"

#include "app/cli/exitcode.h"
#include "app/cli/interrupts.h"
#include "app/cli/progress.h"
#include "core/base/mailbox.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFutureWatcher>

namespace assay::cli {

Result<SessionEnd> carryOut(
    workspace::Workspace &workspace, const run::RunPlan &plan, const QList<run::CellProgress> &progress, Money spent, const run::ModelFactory &factory, const Console &console)
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
        console.note(QStringLiteral("Stopping: what arrived is kept. Press Ctrl+C again to end at once."));
        engine.cancel();
    });
    run::Engine::Job job{
        .plan = plan,
        .progress = progress,
        .spentBefore = spent,
        .journal = &workspace.journal(),
        .answers = &workspace.answers(),
        .factory = factory,
        .sink = [&inbox, &display](const std::shared_ptr<const run::LiveBatch> &batch) { inbox.post([&display, batch] { display.show(*batch); }); },
        .options = {},
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

int exitCodeOf(const SessionEnd &end)
{
    if (end.wasInterrupted)
        return kInterrupted;
    return end.end.state == run::RunState::finished ? kDone : kNotComplete;
}

} // namespace assay::cli
